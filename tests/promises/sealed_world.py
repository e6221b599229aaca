"""One candidate between four stages, the people around them, and the promise of who reads what in plain words.

What is written carries marks found nowhere else. Who may meet a mark is worked out here from the tables alone, without
a line of the permission table.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.routing import Rule

from app.domain.errors import DomainError
from app.domain.policy import Grant, Role, Viewer
from app.gateways import clock
from app.gateways.passwords import token_hash
from app.models.accounts import Account, AccountGrant
from app.models.applications import Application
from app.models.openings import OpeningMember
from app.models.scheduling import Interview, Seat
from app.models.scorecards import CardFile, CompetencyRating, Scorecard, SignalRating
from tests import factories
from tests.factories.accounts import make_account, make_sign_in
from tests.factories.applications import make_application, make_cv
from tests.factories.ladders import shipped_playbook
from tests.factories.openings import Team, make_opening
from tests.factories.panels import sheet_for
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

MARK = re.compile(r"canary\d+end")
UNDO = timedelta(seconds=60)
PANEL = ("admin", "manager", "third")
READERS = (*PANEL, "trainee", "spare", "recruiter", "screener", "finisher", "other_admin", "leader")
LEADS = {"recruiter", "manager"}
OWN_PAGES = {"scorecards.fill_in", "scorecards.mine", "scorecards.amend", "card_files.download", "card_files.attach"}
# These never show anything of an application, whatever is done; leaving them out leaves time for the others.
ELSEWHERE = ("accounts.", "ladders.", "static", "openings.new", "scheduling.open_link", "reports.take_deck")


@dataclass(frozen=True)
class Mark:
    """Who wrote it, about which interview, and whether it is a note to the next interviewer."""

    author: str
    interview: int
    is_note: bool = False


@dataclass(frozen=True)
class Sitting:
    """One person in one interview, as the tables have it."""

    interview: int
    stage: str
    starts_at: datetime
    is_booked: bool
    opened_at: datetime | None
    closed_at: datetime | None
    who: str
    is_shadow: bool
    has_left: bool
    submitted_at: datetime | None
    is_note_withdrawn: bool

    def owes(self, now: datetime) -> bool:
        """Whether a card of this person is still to come; one closed within the minute of the undo may be yet."""
        if self.has_left or self.is_shadow or self.submitted_at is not None:
            return False
        return now - self.closed_at < UNDO if self.closed_at is not None else self.is_booked

    @property
    def counts(self) -> bool:
        """Whether the card is in, and one of those that are ever read by others."""
        return self.submitted_at is not None and self.is_booked and not self.has_left and not self.is_shadow


@dataclass
class SealedWorld:
    """The application in its panel: the screen is open, the final booked, the panel's interview just held."""

    app: Flask
    team: Team = field(init=False)
    people: dict[str, int] = field(init=False)
    application: int = field(init=False)
    panel: int = field(init=False)
    marks: dict[str, Mark] = field(default_factory=dict)
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    def __post_init__(self) -> None:
        admin, third, screener, finisher, spare = make_account("admin"), *(make_account() for _ in range(4))
        self.team = make_opening(panel=(admin, third, screener, finisher, spare), recruiter_grants=("override",))
        self.people = {"admin": admin, "third": third, "screener": screener, "finisher": finisher, "spare": spare}
        self.people |= {"recruiter": self.team.recruiter, "manager": self.team.manager, "leader": self.team.leader}
        self.people |= {"trainee": make_account(), "other_admin": make_account("admin", grants=("process_owner",))}
        self.application = make_application(self.team.opening, stage="panel")
        make_cv(self.application, self.app.config["RUNG"].files_directory)
        self._book()
        for who, account_id in self.people.items():
            self.clients[who] = self._sign_in(account_id)

    def _book(self) -> None:
        screen = make_interview(self.application, stage="screen", interviewers=[self.people["screener"]], is_open=True)
        mark, note = self.mark("screener", screen), self.mark("screener", screen, is_note=True)
        make_scorecard(screen, self.people["screener"], text=mark, next_note=note)
        begin = clock.now().replace(second=0, microsecond=0)
        seated = [self.people[who] for who in PANEL]
        shadows = [self.people["trainee"]]
        hour = timedelta(hours=1)
        self.panel = make_interview(
            self.application, stage="panel", interviewers=seated, shadows=shadows, starts_at=begin - hour
        )
        ahead = begin + timedelta(days=3)
        make_interview(self.application, stage="final", interviewers=[self.people["finisher"]], starts_at=ahead)
        with factories.writing() as session:  # a past passage of the screen, with what a calibration could tell
            session.get_one(Application, self.application).stage_entered_at = begin - timedelta(days=2)

    def _sign_in(self, account_id: int) -> FlaskClient:
        token = f"token of {account_id}"
        make_sign_in(account_id, token_hash(token))
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        return client

    def mark(self, author: str, interview: int, *, is_note: bool = False) -> str:
        """A mark that nobody has written yet."""
        made = f"canary{len(self.marks) + 1}end"
        self.marks[made] = Mark(author, interview, is_note)
        return made

    def viewer(self, who: str) -> Viewer:
        """The person as services know them."""
        with factories.writing() as session:
            row = session.get_one(Account, self.people[who])
            held = select(AccountGrant.grant).where(AccountGrant.account_id == row.id)
            grants = frozenset(Grant(grant) for grant in session.execute(held).scalars())
            return Viewer(row.id, row.name, Role(row.role), row.zone, row.job_title, grants)

    def attempt(self, act: Callable[[], Any]) -> bool:
        """Do something through a service; whether it was allowed."""
        with self.app.app_context():
            try:
                act()
            except DomainError:
                return False
        return True

    def version(self, table: Any, number: int) -> int:
        """The version of a row, as a page would have shown it."""
        with factories.writing() as session:
            found: int = session.execute(select(table.version).where(table.id == number)).scalar_one()
            return found

    # --- The promise

    def sittings(self) -> list[Sitting]:
        """Everybody in every interview of the application, whether still there or not."""
        names = {number: name for name, number in self.people.items()}
        statement = (
            select(Interview, Seat, Scorecard)
            .join(Seat, Seat.interview_id == Interview.id)
            .outerjoin(
                Scorecard, (Scorecard.interview_id == Seat.interview_id) & (Scorecard.account_id == Seat.account_id)
            )
            .where(Interview.application_id == self.application)
            .order_by(Interview.id, Seat.account_id)
        )
        with factories.writing() as session:
            return [
                Sitting(
                    interview=held.id,
                    stage=held.stage,
                    starts_at=held.starts_at,
                    is_booked=held.state == "booked",
                    opened_at=held.panel_opened_at,
                    closed_at=held.cards_closed_at,
                    who=names[seat.account_id],
                    is_shadow=seat.is_shadow,
                    has_left=seat.left_at is not None,
                    submitted_at=getattr(card, "submitted_at", None),  # there may be no card
                    is_note_withdrawn=getattr(card, "note_withdrawn_at", None) is not None,
                )
                for held, seat, card in session.execute(statement)
            ]

    def breaches(self, reader: str, path: str, text: str, sittings: Iterable[Sitting]) -> list[str]:
        """What this reader met that the promise keeps from them."""
        known = list(sittings)
        return [
            f"{reader} meets words of {self.marks[mark].author} about interview {self.marks[mark].interview} at {path}"
            for mark in sorted(set(MARK.findall(text)))
            if not self._may_meet(reader, self.marks[mark], known)
        ]

    def _may_meet(self, reader: str, mark: Mark, sittings: list[Sitting]) -> bool:
        if reader == mark.author:
            return True
        now = clock.now()
        seats = [one for one in sittings if one.who == reader and not one.has_left and one.is_booked]
        owes = any(one.owes(now) for one in sittings if one.who == reader)
        cards = [one for one in sittings if (one.who, one.interview) == (mark.author, mark.interview) and one.counts]
        if not cards:
            return False
        card = cards[0]
        if mark.is_note:
            comes_later = any(one.stage != card.stage and one.starts_at > card.starts_at for one in seats)
            is_there = not card.is_note_withdrawn
            return is_there and (comes_later or (reader in LEADS and not owes))
        return card.opened_at is not None and not owes and (reader in LEADS or bool(seats))

    # --- Pages

    def pages(self) -> list[tuple[str, str]]:
        """Endpoint and address of every page that has to do with the application, or gathers from many."""
        with factories.writing() as session:
            interviews = select(Interview.id).where(Interview.application_id == self.application)
            held = list(session.execute(interviews.order_by(Interview.id)).scalars())
            rows = session.execute(select(CardFile.interview_id, CardFile.id).order_by(CardFile.id))
            files = [(row.interview_id, row.id) for row in rows]
        with self.app.test_request_context():
            return [
                (rule.endpoint, path)
                for rule in sorted(self.app.url_map.iter_rules(), key=lambda rule: rule.endpoint)
                if "GET" in (rule.methods or set()) and not rule.endpoint.startswith(ELSEWHERE)
                for path in self._addresses(rule, held, files)
            ]

    def _addresses(self, rule: Rule, held: list[int], files: list[tuple[int, int]]) -> Iterator[str]:
        area = sheet_for(self.panel, 1).areas[0].key
        values: dict[str, list[Any]] = {
            "application_id": [self.application],
            "interview_id": held,
            "opening_id": [self.team.opening],
            "part": ["summary", f"area-{area}"],
            "key": ["account_control"],
            "content_kind": ["family"],
            "content_key": ["enterprise_account_executive"],
            "ladder_key": ["account_executive"],
        }
        names = sorted(rule.arguments)
        if "file_id" in names:
            rows: list[dict[str, Any]] = [{"interview_id": at, "file_id": number} for at, number in files]
        else:
            rows = [dict(zip(names, row, strict=True)) for row in product(*(values.get(n, ["1"]) for n in names))]
        for row in rows:
            built = rule.build({name: row.get(name, "1") for name in names})
            assert built is not None
            yield built[1]
            if rule.endpoint == "applications.board":
                yield from (f"{built[1]}?{query}" for query in ("view=columns", "mine=1&long=1", "q=canary"))

    def fetch(self, reader: str, path: str) -> str:
        """Everything that an address answers to this reader, headers included."""
        answer = self.clients[reader].get(path)
        text = f"{answer.status_code}\n{answer.headers}\n{answer.get_data(as_text=True)}"
        answer.close()
        assert answer.status_code < 500, path
        return text

    # --- Another world that differs in what is sealed alone

    def turn_around(self, numbers: Iterable[tuple[int, str]]) -> None:
        """Let these cards (interview, author) say something else in every point, statement, vote and text.

        Where there was evidence there still is: what was assessed may show, since the next kit rests on it.
        """
        statements = {signal.key: signal.statements for signal in shipped_playbook().ladder.signals}
        with factories.writing() as session:
            for interview, author in numbers:
                where = (Scorecard.interview_id == interview, Scorecard.account_id == self.people[author])
                card = session.execute(select(Scorecard).where(*where)).scalar_one_or_none()
                if card is None:
                    continue
                card.vote, card.summary = "strong_no" if card.vote else None, "Entirely different, and much longer."
                areas = update(CompetencyRating).where(CompetencyRating.scorecard_id == card.id)
                session.execute(areas.where(CompetencyRating.point.is_not(None)).values(point=5, evidence="Not so."))
                lines = select(SignalRating).where(SignalRating.scorecard_id == card.id)
                for line in session.execute(lines).scalars():
                    if line.statement is not None:
                        line.statement, line.evidence = statements[line.signal][-1].key, "Not so."

    def team_leads(self) -> set[int]:
        """Recruiters and hiring managers of the opening."""
        parts = OpeningMember.part.in_(["recruiter", "hiring_manager"])
        with factories.writing() as session:
            rows = select(OpeningMember.account_id).where(OpeningMember.opening_id == self.team.opening, parts)
            return set(session.execute(rows).scalars())


def timeless(text: str) -> str:
    """Without what differs between two visits of the same page: form tokens and the cookie that carries them."""
    return re.sub(r'name="csrf_token"[^>]*>|Set-Cookie: [^\n]*\n|Content-Length: \d+', "", text)


def start_time() -> datetime:
    """A full minute of today."""
    return datetime.now(UTC).replace(second=0, microsecond=0)
