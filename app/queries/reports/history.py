"""The scorecards that calibration rests on: counted and open ones of applications that nobody has to judge any more."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Executable, Integer, Row, String, cast, func, literal, null, select, union_all

from app.database import db
from app.domain.interviewers import PastCard
from app.domain.ladder import Ladder
from app.domain.scale import Scale
from app.domain.scorecard import Card
from app.domain.states import State
from app.models.applications import Application
from app.models.openings import Opening
from app.models.scheduling import Interview, Seat
from app.models.scorecards import CompetencyRating, Scorecard, SignalRating
from app.queries.access import settled
from app.queries.ladders import digests_from, own_digest_columns, playbook_for
from app.queries.scorecards.submitted import AREA, COUNTS, SIGNAL

# An application that was opened again is active, and out of the history until it is closed once more.
JUDGED = frozenset({State.DECIDED, State.OFFER_MADE, State.HIRED, State.DECLINED, State.WITHDRAWN})
_DONE = (Application.state.in_(sorted(state.value for state in JUDGED)), settled())
_APPLICATIONS = (
    select(Application.id, *own_digest_columns())
    .join(Opening, Opening.id == Application.opening_id)
    .where(*_DONE)
    .order_by(Application.id)
)
_CARD = (
    Interview.application_id.label("application_id"),
    Scorecard.interview_id.label("interview_id"),
    Scorecard.account_id.label("account_id"),
    Interview.stage,
    Scorecard.is_late,
)
_OWN_SEAT = (Seat.interview_id == Scorecard.interview_id) & (Seat.account_id == Scorecard.account_id)
_COUNTED = (COUNTS, Interview.application_id.in_(select(Application.id).where(*_DONE)))
_LINES: Executable = union_all(
    select(
        *_CARD,
        literal(AREA).label("kind"),
        CompetencyRating.focus_area.label("key"),
        CompetencyRating.point,
        cast(null(), String).label("statement"),
        func.length(func.trim(CompetencyRating.evidence)).label("characters"),
    )
    .select_from(Scorecard)
    .join(Interview, Interview.id == Scorecard.interview_id)
    .join(Seat, _OWN_SEAT)
    .join(CompetencyRating, CompetencyRating.scorecard_id == Scorecard.id)
    .where(*_COUNTED),
    select(
        *_CARD,
        literal(SIGNAL),
        SignalRating.signal,
        cast(null(), Integer),
        SignalRating.statement,
        literal(0),
    )
    .select_from(Scorecard)
    .join(Interview, Interview.id == Scorecard.interview_id)
    .join(Seat, _OWN_SEAT)
    .join(SignalRating, SignalRating.scorecard_id == Scorecard.id)
    .where(*_COUNTED),
).order_by("application_id", "interview_id", "account_id", "kind", "key")


def history(scale: Scale) -> tuple[PastCard, ...]:
    """Every scorecard to calibrate on, in two statements, ordered by application, interview and account.

    Shadows, people who were replaced, sealed cards and applications under way are not among them; nor is an
    application to which somebody still owes a card, whom its other cards would be kept from.

    Args:
        scale: openings whose scale has other points are left out, since points can't be compared across them.
    """
    ladders = _ladders(scale)
    rows = db.session.execute(_LINES).all()
    by_card = groupby(rows, key=attrgetter("application_id", "interview_id", "account_id"))
    return tuple(
        _past(tuple(lines), ladders[application_id])
        for (application_id, _interview, _account), lines in by_card
        if application_id in ladders
    )


def _ladders(scale: Scale) -> Mapping[int, Ladder]:
    """The ladder of every application that belongs to the history."""
    found = {}
    wanted = [point.value for point in scale.points]
    for row in db.session.execute(_APPLICATIONS):
        playbook = playbook_for(digests_from(row._mapping))
        if [point.value for point in playbook.scale.points] == wanted:
            found[row.id] = playbook.ladder
    return found


def _past(lines: Sequence[Row[Any]], ladder: Ladder) -> PastCard:
    first = lines[0]
    areas = [line for line in lines if line.kind == AREA]
    signals = {
        line.key: None if line.statement is None else ladder.signal(line.key).statement(line.statement).level
        for line in lines
        if line.kind == SIGNAL
    }
    card = Card(
        stage=first.stage,
        rater=f"{first.account_id}-{first.interview_id}",
        ratings={line.key: line.point for line in areas},
        signals=signals,
        late=first.is_late,
        person=str(first.account_id),
    )
    characters = {line.key: line.characters for line in areas if line.point is not None}
    return PastCard(first.application_id, first.interview_id, card, characters)
