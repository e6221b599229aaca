"""Submitted scorecards that count, with everything on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import (
    ColumnElement,
    Executable,
    Integer,
    RowMapping,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.ladder import Ladder
from app.domain.playbook import Playbook
from app.domain.regrounding import Readable
from app.domain.scorecard import Card
from app.models.accounts import Account
from app.models.applications import ApplicationEvent
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Amendment, CompetencyRating, Scorecard, SignalRating
from app.queries.scorecards.independence import could_read_others

AREA, SIGNAL = "area", "signal"
# Condition on Scorecard joined to Interview and to the author's Seat: the card counts, and is open.
COUNTS = and_(
    Scorecard.submitted_at.is_not(None),
    Seat.left_at.is_(None),
    Seat.is_shadow.is_(False),
    Interview.state == "booked",
    Interview.panel_opened_at.is_not(None),
)
_INTERVIEW = Interview.id == Scorecard.interview_id
_PLAIN = (
    "id",
    "interview_id",
    "account_id",
    "stage",
    "name",
    "job_title",
    "vote",
    "summary",
    "submitted_at",
    "ends_at",
    "panel_opened_at",
    "quorum_reason",
    "is_late",
)
_AMENDMENTS = (
    select(
        Amendment.scorecard_id,
        func.count().label("amendments"),
        func.max(case((Amendment.after_reveal, 1), else_=0)).label("late_amendments"),
    )
    .group_by(Amendment.scorecard_id)
    .subquery()
)
# Who opened an interview before every card was in; nobody where all were.
_OPENER, _OPENED = aliased(Account), aliased(ApplicationEvent)
_OPENED_BY = (
    select(_OPENER.name)
    .join(_OPENED, _OPENED.actor_id == _OPENER.id)
    .where(
        _OPENED.application_id == Interview.application_id,
        _OPENED.kind == "panel_opened",
        _OPENED.data["interview"].as_string() == cast(Interview.id, String),
    )
    .order_by(_OPENED.id)
    .limit(1)
    .correlate(Interview)
    .scalar_subquery()
)
_AREA_LINE = (
    CompetencyRating.scorecard_id,
    literal(AREA).label("kind"),
    CompetencyRating.focus_area.label("key"),
    CompetencyRating.is_answered,
    CompetencyRating.point,
    cast(null(), String).label("statement"),
    CompetencyRating.evidence,
)
_SIGNAL_LINE = (
    SignalRating.scorecard_id,
    literal(SIGNAL),
    SignalRating.signal,
    SignalRating.is_answered,
    cast(null(), Integer),
    SignalRating.statement,
    SignalRating.evidence,
)
LINES: Executable = union_all(
    select(*_AREA_LINE).where(CompetencyRating.scorecard_id.in_(bindparam("cards", expanding=True))),
    select(*_SIGNAL_LINE).where(SignalRating.scorecard_id.in_(bindparam("cards", expanding=True))),
).order_by("scorecard_id", "kind", "key")


def _cards_where(scope: ColumnElement[bool]) -> Executable:
    """A row for every answer on the cards in scope, and one for a card without any.

    The answers are narrowed down before they are joined: no database looks into a union by itself.
    """
    answer = union_all(
        *(
            select(*line).join(Scorecard, Scorecard.id == line[0]).join(Interview, _INTERVIEW).where(scope)
            for line in (_AREA_LINE, _SIGNAL_LINE)
        )
    ).subquery("answer")
    return (
        select(
            Scorecard.id,
            Scorecard.interview_id,
            Scorecard.account_id,
            Interview.stage,
            Account.name,
            Account.job_title,
            Scorecard.vote,
            Scorecard.summary,
            Scorecard.submitted_at,
            Interview.ends_at,
            Interview.panel_opened_at,
            Interview.quorum_reason,
            case((Interview.quorum_reason != "", _OPENED_BY)).label("opened_by"),
            Scorecard.is_late,
            func.coalesce(_AMENDMENTS.c.amendments, 0).label("amendments"),
            func.coalesce(_AMENDMENTS.c.late_amendments, 0).label("late_amendments"),
            could_read_others().label("is_after_others"),
            answer.c.kind,
            answer.c.key,
            answer.c.point,
            answer.c.statement,
            answer.c.evidence,
        )
        .join(Interview, _INTERVIEW)
        .join(Seat, (Seat.interview_id == Scorecard.interview_id) & (Seat.account_id == Scorecard.account_id))
        .join(Account, Account.id == Scorecard.account_id)
        .outerjoin(_AMENDMENTS, _AMENDMENTS.c.scorecard_id == Scorecard.id)
        .outerjoin(answer, answer.c.scorecard_id == Scorecard.id)
        .where(COUNTS, scope)
        .order_by(Interview.starts_at, Interview.id, Account.name, Account.id, answer.c.kind, answer.c.key)
    )


_OF_APPLICATION = _cards_where(Interview.application_id == bindparam("application_id"))
_OF_INTERVIEW = _cards_where(Interview.id == bindparam("interview_id"))


@dataclass(frozen=True, slots=True)
class SubmittedCard:
    """A card that counts and is open: its seat is live, it is no shadow's, and its panel is open.

    `is_after_others`: its author could read others before writing it. `quorum_reason` and `opened_by` tell why its
    panel was opened before every card was in, and by whom; both are empty where every card was.
    `ratings` maps a focus area to a point, `signals` a scope signal to the key of a statement; None means
    "no evidence seen". `evidence` and `signal_evidence` hold the texts under the same keys.
    """

    id: int
    interview_id: int
    account_id: int
    stage: str
    name: str
    job_title: str
    vote: str
    summary: str
    submitted_at: datetime
    ends_at: datetime
    panel_opened_at: datetime
    quorum_reason: str
    opened_by: str
    is_late: bool
    is_after_others: bool
    is_amended: bool
    is_amended_after_reveal: bool
    ratings: Mapping[str, int | None] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    signals: Mapping[str, str | None] = field(default_factory=dict)
    signal_evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def rater(self) -> str:
        """What the rule calls the interviewer: told apart even when one person holds a stage twice."""
        return f"{self.account_id}-{self.interview_id}"

    def as_card(self, ladder: Ladder) -> Card:
        """The card as the rule reads it, each statement turned into the level it counts as.

        Raises:
            BadData: if a statement is not of this ladder.
        """
        levels = {
            signal: None if key is None else ladder.signal(signal).statement(key).level
            for signal, key in self.signals.items()
        }
        return Card(self.stage, self.rater, dict(self.ratings), levels, self.is_late, person=str(self.account_id))


def cards_of_application(application_id: int, playbook: Playbook | None = None) -> tuple[SubmittedCard, ...]:
    """Every card of an application that counts and is open, in the order of the interviews: one statement.

    Asks nobody's permission: the caller permits the page first.

    Args:
        application_id: the application.
        playbook: what it rests on: answers from before that it does not know stay stored and are left out here. None
            for all answers.
    """
    rows = db.session.execute(_OF_APPLICATION, {"application_id": application_id}).mappings().all()
    cards = _cards_in(rows)
    return cards if playbook is None else tuple(_read_under(Readable(playbook), card) for card in cards)


def cards_of_interview(interview_id: int) -> tuple[SubmittedCard, ...]:
    """The same for one interview."""
    return _cards_in(db.session.execute(_OF_INTERVIEW, {"interview_id": interview_id}).mappings().all())


def _read_under(readable: Readable, card: SubmittedCard) -> SubmittedCard:
    ratings = {key: point for key, point in card.ratings.items() if readable.reads_point(key, point)}
    signals = {key: chosen for key, chosen in card.signals.items() if readable.reads_statement(key, chosen)}
    return replace(card, ratings=ratings, signals=signals)


def _cards_in(rows: Sequence[RowMapping]) -> tuple[SubmittedCard, ...]:
    return tuple(_card(list(lines)) for _, lines in groupby(rows, key=itemgetter("id")))


def _card(lines: Sequence[RowMapping]) -> SubmittedCard:
    row = lines[0]
    areas = [line for line in lines if line["kind"] == AREA]
    signals = [line for line in lines if line["kind"] == SIGNAL]
    return SubmittedCard(
        **{name: row[name] for name in _PLAIN},
        opened_by=row["opened_by"] or "",
        is_after_others=bool(row["is_after_others"]),
        is_amended=row["amendments"] > 0,
        is_amended_after_reveal=row["late_amendments"] > 0,
        ratings={line["key"]: line["point"] for line in areas},
        evidence={line["key"]: line["evidence"] for line in areas},
        signals={line["key"]: line["statement"] for line in signals},
        signal_evidence={line["key"]: line["evidence"] for line in signals},
    )
