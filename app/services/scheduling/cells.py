"""Holding people's time: five-minute cells, taken all or none, with everybody who is taken named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, and_, delete, exists, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain import slots
from app.domain.errors import Conflict, NotReady
from app.domain.invitations import TAKEN
from app.domain.policy import Part, Viewer
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.openings import OpeningMember
from app.models.scheduling import CandidateCell, Interview, Seat, StaffCell
from app.queries import access
from app.queries.scheduling import conflicts, pools

# No interview is longer, so that an index range finds all that may overlap.
_LOOK_BACK = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose time is asked for. `is_candidate`: to be interviewed themself.

    `may_sit`: in the hiring team, or in the pool of the stage; `trains`: there, but not approved yet.
    `is_suspect`: there may be a conflict of interest.
    """

    id: int
    name: str
    is_active: bool
    may_sit: bool
    is_candidate: bool
    trains: bool = False
    is_suspect: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """The time that an interview asks of its attendees and of its candidate. `zone` is the one to speak of times in."""

    account_ids: tuple[int, ...]
    candidate_id: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    interview_id: int = 0


def lock_people(
    session: Session, account_ids: Iterable[int], *, application_id: int, stage: str | None = None
) -> dict[int, Person]:
    """Lock these people's time until the transaction ends, always in the same order, so that nobody waits in a ring.

    The weaker lock lets rows that merely refer to the account be written meanwhile. `stage` is the key of the stage
    whose pool counts beside the team; None for the one that the application stands in.
    """
    here = Application.id == application_id
    is_candidate = exists().where(here, access.is_own(Account.id)).correlate(Account)
    statement = (
        select(
            Account.id,
            Account.name,
            Account.is_active,
            pools.may_sit(application_id, stage=stage).label("may_sit"),
            is_candidate.label("applied"),
            pools.trains(application_id, stage=stage).label("trains"),
            conflicts.may_have_one(application_id).label("is_suspect"),
        )
        .where(Account.id.in_(set(account_ids)))
        .order_by(Account.id)
        .with_for_update(key_share=True, of=Account)
    )
    return {row.id: Person(*row) for row in session.execute(statement)}


def hold(session: Session, viewer: Viewer | None, wish: Wish, *, with_candidate: bool = True) -> None:
    """Take the cells of all attendees and of the candidate, or none. Call `lock_people` first.

    Raises:
        NotReady: with one sentence for each who is taken; without a viewer, who books for themself, nobody is named.
        Conflict: if the time became free again in this very moment.
    """
    cells = slots.cells_of(wish.starts_at, wish.ends_at)
    shared = {"interview_id": wish.interview_id}
    staff = [shared | {"account_id": who, "cell": cell} for who in sorted(wish.account_ids) for cell in cells]
    theirs = [shared | {"candidate_id": wish.candidate_id, "cell": cell} for cell in cells]
    try:
        with session.begin_nested():
            if staff:
                session.execute(insert(StaffCell), staff)
            if with_candidate:
                session.execute(insert(CandidateCell), theirs)
    except IntegrityError as error:
        if viewer is None:
            raise NotReady(TAKEN, field="slot") from error
        taken = clashes(session, viewer, wish)
        if not taken:
            raise Conflict("Somebody was booked at this very moment. Look again and choose a time.") from error
        raise NotReady(
            "This time does not suit everybody. Choose another time or other people.", missing=taken, field="at"
        ) from error


def let_go(session: Session, interview_ids: Sequence[int], *, account_ids: Sequence[int] | None = None) -> None:
    """Free the time of these interviews: everybody's, or only that of some attendees."""
    staff = delete(StaffCell).where(StaffCell.interview_id.in_(interview_ids))
    if account_ids is not None:
        session.execute(staff.where(StaffCell.account_id.in_(account_ids)))
        return
    session.execute(staff)
    session.execute(delete(CandidateCell).where(CandidateCell.interview_id.in_(interview_ids)))


def clashes(session: Session, viewer: Viewer, wish: Wish) -> tuple[str, ...]:
    """One sentence for everybody who is taken, with the other time; its candidate is named only to who may know."""
    is_candidate = Application.candidate_id == wish.candidate_id
    attends = and_(
        Seat.interview_id == Interview.id, Seat.account_id.in_(wish.account_ids or (0,)), Seat.left_at.is_(None)
    )
    rows = session.execute(
        select(
            Account.name,
            Candidate.name.label("candidate"),
            is_candidate.label("is_candidate"),
            Interview.starts_at,
            Interview.ends_at,
            _may_know(viewer).label("may_know"),
        )
        .select_from(Interview)
        .join(Application, Application.id == Interview.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .outerjoin(Seat, attends)
        .outerjoin(Account, Account.id == Seat.account_id)
        .where(
            Interview.starts_at.between(wish.starts_at - _LOOK_BACK, wish.ends_at),
            Interview.starts_at < wish.ends_at,
            Interview.ends_at > wish.starts_at,
            Interview.state == "booked",
            Interview.id != wish.interview_id,
            or_(is_candidate, Seat.account_id.is_not(None)),
        )
        .order_by(Account.name, Account.id, Interview.starts_at, Interview.id)
    )
    return tuple(dict.fromkeys(sentence for row in rows for sentence in _sentences(row, wish.zone)))


def _may_know(viewer: Viewer) -> ColumnElement[bool]:
    """Whether the viewer leads the other opening, and so knows who its candidates are; all but themself."""
    return exists().where(
        OpeningMember.opening_id == Application.opening_id,
        OpeningMember.account_id == viewer.account_id,
        OpeningMember.part.in_((Part.RECRUITER.value, Part.HIRING_MANAGER.value)),
        ~access.is_own(viewer.account_id),
    )


def _sentences(row: Row[str, str, bool, datetime, datetime, bool], zone: str) -> list[str]:
    name, candidate, is_candidate, starts_at, ends_at, may_know = row
    when = slots.spelled(starts_at, ends_at, zone=zone)
    found = []
    if name is not None:
        what = f"an interview with {candidate}" if may_know else "another interview"
        found.append(f"{name} has {what} from {when}.")
    if is_candidate:
        found.append(f"{candidate} has another interview from {when}.")
    return found
