"""Questions about the interviews of one application, and about one interview."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, RowMapping, and_, bindparam, case, literal, or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.adjustment_requests import lengthened
from app.domain.answers import Answer
from app.domain.errors import NotFound
from app.domain.excuses import Excuse
from app.domain.family import Stage
from app.domain.policy import Action, Part, Relation, Role, Viewer, may
from app.domain.seating import stage_to_book
from app.domain.states import State
from app.models.accounts import Account
from app.models.applications import Adjustment, Application, ApplicationEvent
from app.models.candidates import Candidate
from app.models.openings import Opening, OpeningMember
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries import access, ladders, openings
from app.queries.openings import Member
from app.queries.scheduling.pools import may_sit
from app.queries.scheduling.shapes import (
    Cancellation,
    CardState,
    Case,
    InterviewPage,
    InterviewRow,
    Offer,
    SeatRow,
    StandInRow,
    ToBook,
)

# A name of its own, so that questions about other cards do not capture it.
OWN_CARD = aliased(Scorecard)
IS_OWN_CARD = and_(OWN_CARD.interview_id == Seat.interview_id, OWN_CARD.account_id == Seat.account_id)
_INTERVIEW = (
    Interview.id,
    Interview.stage,
    Interview.starts_at,
    Interview.ends_at,
    Interview.zone,
    Interview.wall_time,
    Interview.video_link,
    Interview.state,
    Interview.cards_closed_at,
    Interview.panel_opened_at,
    Interview.version,
    Interview.booked_at,
    Interview.candidate_reply,
)
_CASE = (
    Application.id.label("application_id"),
    Application.version.label("application_version"),
    Application.state.label("application_state"),
    Application.stage.label("application_stage"),
    Application.stage_entered_at,
    Application.opening_id,
    Opening.name.label("opening_name"),
    Candidate.name.label("candidate_name"),
    Candidate.zone.label("candidate_zone"),
    access.applicant().label("applicant"),
)

_EXTRA = (
    select(Adjustment.extra_minutes)
    .where(Adjustment.application_id == Application.id)
    .correlate(Application)
    .scalar_subquery()
    .label("extra_minutes")
)


def card_state() -> ColumnElement[str]:
    """State of a seat's card, in a select where OWN_CARD is outer joined to Seat."""
    return case(
        (OWN_CARD.submitted_at.is_not(None), CardState.SUBMITTED.value),
        (Seat.is_shadow, CardState.NONE.value),
        (OWN_CARD.id.is_not(None), CardState.DRAFT.value),
        else_=literal(CardState.NOT_STARTED.value),
    ).label("card")


_SEATS = (
    select(
        Seat.interview_id,
        Seat.account_id,
        Account.name,
        Account.job_title,
        Account.zone,
        Account.team_page,
        Seat.is_shadow,
        card_state(),
        OWN_CARD.submitted_at,
        Seat.excuse,
        Seat.excuse_reason,
        Seat.excused_at,
        Seat.reply,
        Seat.missed,
    )
    .join(Account, Account.id == Seat.account_id)
    .outerjoin(OWN_CARD, IS_OWN_CARD)
    .where(Seat.left_at.is_(None))
    .order_by(Seat.interview_id, Seat.is_shadow, Account.name, Account.id)
)
_SEATS_OF_APPLICATION = _SEATS.join(Interview, Interview.id == Seat.interview_id).where(
    Interview.application_id == bindparam("application_id")
)
_SEATS_OF_INTERVIEW = _SEATS.where(Seat.interview_id == bindparam("interview_id"))
_INTERVIEWS = (
    select(*_INTERVIEW)
    .where(Interview.application_id == bindparam("application_id"))
    .order_by(Interview.starts_at, Interview.id)
)
_CANCELLATIONS = (
    select(ApplicationEvent.at, ApplicationEvent.data, Account.name)
    .outerjoin(Account, Account.id == ApplicationEvent.actor_id)
    .where(
        ApplicationEvent.application_id == bindparam("application_id"),
        ApplicationEvent.kind.in_(["interview_cancelled", "interview_no_show"]),
    )
    .order_by(ApplicationEvent.id.desc())
)


def interviews_of(application_id: int) -> tuple[InterviewRow, ...]:
    """All interviews of an application, cancelled ones too, in order of time: two statements."""
    parameters = {"application_id": application_id}
    seats: dict[int, list[SeatRow]] = {}
    for row in db.session.execute(_SEATS_OF_APPLICATION, parameters):
        seats.setdefault(row.interview_id, []).append(_seat(row._mapping, readers=None))
    rows = db.session.execute(_INTERVIEWS, parameters)
    return tuple(_interview(row._mapping, tuple(seats.get(row.id, ()))) for row in rows)


def application_to_book(viewer: Viewer, application_id: int) -> ToBook:
    """The application with the stage to book: one statement, one more when the playbook is cold.

    The stage takes longer than for others where that is arranged for this candidate.

    Raises:
        NotFound: if there is none, or nothing ties the viewer to it.
        NotReady: if nothing can be booked for it now.
    """
    statement = (
        select(*_CASE, _EXTRA, *ladders.own_digest_columns(), *access.relation_columns(viewer.account_id))
        .select_from(Application)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Application.id == application_id)
    )
    row = db.session.execute(statement).first()
    found = _case(viewer, row._mapping) if row is not None else None
    if row is None or found is None or not found.relation.exists:
        raise NotFound
    if not may(Action.INTERVIEW_BOOK, found.relation):
        return ToBook(found, _stage(row._mapping, found.stage))
    family = ladders.playbook_for(ladders.digests_from(row._mapping)).family
    stage = stage_to_book(State(found.state), found.stage, family)
    return ToBook(found, stage.model_copy(update={"minutes": lengthened(stage.minutes, row.extra_minutes or 0)}))


def offer_for(page: ToBook) -> Offer:
    """Who can be asked and what is booked already: three statements."""
    rows = _team_and_pool(page)
    part = Part(page.stage.role)
    team = openings.Team(tuple(_member(row._mapping, part) for row in rows))
    own = frozenset(row.id for row in rows if row.part == part.value and row.is_active)
    return Offer(page.case, page.stage, team, interviews_of(page.case.application_id), own)


def interview_for(viewer: Viewer, interview_id: int) -> InterviewPage:
    """One interview: two statements.

    Raises:
        NotFound: if there is none, or nothing ties the viewer to it.
    """
    statement = (
        select(
            *_INTERVIEW,
            *_CASE,
            Interview.quorum_reason,
            Account.name.label("booked_by"),
            *ladders.own_digest_columns(),
            *access.relation_columns(viewer.account_id),
            *access.seat_columns(viewer.account_id),
        )
        .select_from(Interview)
        .join(Application, Application.id == Interview.application_id)
        .join(Opening, Opening.id == Application.opening_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Account, Account.id == Interview.booked_by)
        .where(Interview.id == interview_id)
    )
    row = db.session.execute(statement).first()
    found = _case(viewer, row._mapping) if row is not None else None
    if row is None or found is None or not found.relation.exists:
        raise NotFound
    seats = db.session.execute(_SEATS_OF_INTERVIEW, {"interview_id": interview_id})
    interview = _interview(row._mapping, tuple(_seat(seat._mapping, readers=found.relation) for seat in seats))
    return InterviewPage(found, _stage(row._mapping, row.stage), interview, row.booked_by, row.quorum_reason)


def stand_ins_for(page: InterviewPage) -> tuple[StandInRow, ...]:
    """Who could take a place: the hiring team and the stage's pool but those who interview, those it falls to first.

    Two statements.
    """
    case, here = page.case, {seat.account_id for seat in page.interview.interviewers}
    first = openings.team_of(case.opening_id).ids(Part(page.stage.role))
    statement = (
        select(Account.id, Account.name, Account.job_title)
        .where(
            Account.is_active,
            may_sit(case.application_id, stage=page.interview.stage),
            Account.id.not_in(here | {case.applicant or 0}),
        )
        .order_by(Account.name, Account.id)
    )
    rows = [StandInRow(row.id, row.name, row.job_title) for row in db.session.execute(statement)]
    return tuple(sorted(rows, key=lambda row: (row.id not in first, row.name, row.id)))


def _team_and_pool(page: ToBook) -> Sequence[Row[*tuple[Any, ...]]]:
    """The hiring team with their parts, and the stage's pool, who have none; never the one who applied."""
    is_part = and_(OpeningMember.opening_id == page.case.opening_id, OpeningMember.account_id == Account.id)
    in_pool = and_(Account.is_active, may_sit(page.case.application_id, stage=page.stage.key))
    columns = (Account.id, Account.name, Account.job_title, Account.zone, Account.team_page, Account.role)
    statement = (
        select(OpeningMember.part, *columns, Account.is_active)
        .outerjoin(OpeningMember, is_part)
        .where(or_(OpeningMember.part.is_not(None), in_pool), Account.id != (page.case.applicant or 0))
        .order_by(Account.name, Account.id, OpeningMember.part)
    )
    return db.session.execute(statement).all()


def _member(values: RowMapping, part: Part) -> Member:
    """Somebody of the team, or of the pool: they hold the stage as its part does."""
    typed = {"part": Part(values["part"]) if values["part"] else part, "role": Role(values["role"])}
    return Member(**dict(values) | typed)


def cancellation_of(page: InterviewPage) -> Cancellation | None:
    """Who called it off; None while it is booked."""
    if page.interview.is_booked:
        return None
    for row in db.session.execute(_CANCELLATIONS, {"application_id": page.case.application_id}):
        if row.data.get("interview") == str(page.interview.id):
            who = row.name or (page.case.candidate_name if row.data.get("by") == "candidate" else "")
            reason, closed = row.data.get("reason", ""), "because" in row.data
            no_show, missed = row.data.get("no_show", ""), row.data.get("names", "")
            return Cancellation(row.at, who, reason, closed, no_show, missed)
    return None


def _case(viewer: Viewer, values: RowMapping) -> Case:
    return Case(
        relation=access.relation_from(viewer, values),
        application_id=values["application_id"],
        version=values["application_version"],
        state=values["application_state"],
        stage=values["application_stage"],
        stage_entered_at=values["stage_entered_at"],
        opening_id=values["opening_id"],
        opening_name=values["opening_name"],
        candidate_name=values["candidate_name"],
        candidate_zone=values["candidate_zone"],
        applicant=values["applicant"],
    )


def _stage(values: RowMapping, key: str) -> Stage:
    """The stage as the pinned plan has it; the first one for an application that stands behind all of them."""
    stages = ladders.playbook_for(ladders.digests_from(values)).family.stages
    return next((stage for stage in stages if stage.key == key), stages[0])


def _interview(values: RowMapping, seats: tuple[SeatRow, ...]) -> InterviewRow:
    given = {column.key: values[column.key] for column in _INTERVIEW}
    return InterviewRow(**given, seats=seats)


def _seat(values: RowMapping, *, readers: Relation | None) -> SeatRow:
    """One seat. Why somebody can't hold the interview is for those who lead the application, and for themselves."""
    submitted_at: datetime | None = values["submitted_at"]
    is_mine = readers is not None and readers.viewer.account_id == values["account_id"]
    tells_why = is_mine or (readers is not None and may(Action.INTERVIEW_BOOK, readers))
    return SeatRow(
        account_id=values["account_id"],
        name=values["name"],
        job_title=values["job_title"],
        zone=values["zone"],
        team_page=values["team_page"],
        is_shadow=values["is_shadow"],
        card=CardState(values["card"]),
        submitted_at=submitted_at,
        excuse=Excuse(values["excuse"]) if values["excuse"] is not None and submitted_at is None else None,
        excuse_reason=values["excuse_reason"] if tells_why else "",
        excused_at=values["excused_at"],
        reply=Answer(values["reply"]) if values["reply"] in set(Answer) else None,
        missed=values["missed"],
    )
