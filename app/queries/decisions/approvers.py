"""Who can approve a hire outside an opening's range: the people of the rule that the permission table has."""

from sqlalchemy import Select, exists, or_, select

from app.database import db
from app.domain.policy import Grant, Part
from app.models.accounts import Account, AccountGrant
from app.models.applications import Application
from app.models.openings import OpeningMember
from app.models.scheduling import Interview, Seat
from app.queries.access import is_own, owed_seat


def approvers(opening_id: int, *, decided_by: int) -> Select[int, str]:
    """Number and name of whoever in the team can approve what this person decided, by name."""
    granted = exists().where(AccountGrant.account_id == Account.id, AccountGrant.grant == Grant.OVERRIDE.value)
    return (
        select(Account.id, Account.name)
        .join(OpeningMember, OpeningMember.account_id == Account.id)
        .where(
            OpeningMember.opening_id == opening_id,
            or_(OpeningMember.part == Part.SENIOR_LEADER.value, granted),
            Account.id != decided_by,
            Account.is_active,
        )
        .distinct()
        .order_by(Account.name, Account.id)
    )


def approvers_to_tell(opening_id: int, application_id: int, *, decided_by: int) -> Select[int, str]:
    """Those of them who may know of it: nobody who still owes a scorecard on the application, or who made it."""
    seats = select(Interview.id).join(Seat, Seat.interview_id == Interview.id)
    owes = seats.where(Interview.application_id == application_id, owed_seat(Account.id)).correlate(Account).exists()
    is_theirs = exists().where(Application.id == application_id, is_own(Account.id)).correlate(Account)
    return approvers(opening_id, decided_by=decided_by).where(~owes, ~is_theirs)


def approver_names(opening_id: int, *, decided_by: int, applicant: int | None = None) -> tuple[str, ...]:
    """The same by name, without the one who applied: one statement."""
    rows = db.session.execute(approvers(opening_id, decided_by=decided_by))
    return tuple(row.name for row in rows if row.id != applicant)
