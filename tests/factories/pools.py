"""Places in pools, tags, conflicts of interest, whom people report to."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import update

from app.models.accounts import Account, Organisation
from app.models.applications import Application
from app.models.scheduling import Conflict, Interview, PersonTag, PoolPlace, Seat
from tests import factories
from tests.factories.accounts import START

FAMILY = "enterprise_account_executive"


def make_place(account_id: int, stage: str, *, family: str = FAMILY, approved: bool = True) -> None:
    """A place in the pool of a stage; one that is approved was so an hour later."""
    row = PoolPlace(family=family, stage=stage, account_id=account_id, added_by=account_id, added_at=START)
    if approved:
        row.approved_by, row.approved_at = account_id, START + timedelta(hours=1)
    with factories.writing() as session:
        session.add(row)


def make_tags(
    account_id: int, *, language: Sequence[str] = (), specialty: Sequence[str] = (), area: Sequence[str] = ()
) -> None:
    """What somebody brings."""
    given = {"language": language, "specialty": specialty, "area": area}
    with factories.writing() as session:
        session.add_all(
            PersonTag(account_id=account_id, kind=kind, tag=tag) for kind, tags in given.items() for tag in tags
        )


def make_conflict(application_id: int, account_id: int, kind: str) -> None:
    """A conflict of interest between somebody and the candidate of an application."""
    with factories.writing() as session:
        candidate_id = session.get_one(Application, application_id).candidate_id
        row = Conflict(candidate_id=candidate_id, account_id=account_id, kind=kind, declared_by=account_id)
        row.declared_at = START
        session.add(row)


def make_report(account_id: int, *, to: int | None) -> None:
    """Whom somebody reports to."""
    with factories.writing() as session:
        session.execute(update(Account).where(Account.id == account_id).values(manager_id=to))


def make_organisation() -> None:
    """The one row that changes of reporting lines wait for."""
    with factories.writing() as session:
        session.add(Organisation(name="Rung", created_at=START))


def email_of(account_id: int) -> str:
    """The address under which this person would apply."""
    with factories.writing() as session:
        return session.get_one(Account, account_id).email


def apply_again(application_id: int, opening_id: int) -> int:
    """A second application of the same candidate, as far as the first; returns its id."""
    with factories.writing() as session:
        first = session.get_one(Application, application_id)
        second = Application(candidate_id=first.candidate_id, opening_id=opening_id, state="active", stage=first.stage)
        second.stage_entered_at = second.applied_at = START
        session.add(second)
        session.flush()
        return second.id


def cancel(interview_id: int) -> None:
    """Call an interview off without a trace."""
    with factories.writing() as session:
        session.execute(update(Interview).where(Interview.id == interview_id).values(state="cancelled"))


def leave(interview_id: int, account_id: int) -> None:
    """Let somebody's seat be another's."""
    here = (Seat.interview_id == interview_id, Seat.account_id == account_id)
    with factories.writing() as session:
        session.execute(update(Seat).where(*here).values(left_at=START))
