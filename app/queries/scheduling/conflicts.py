"""Questions about conflicts of interest: what was declared, and what reporting lines and earlier interviews tell."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, literal, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.database import db
from app.domain.conflicts import ConflictOfInterest
from app.domain.family import Stage
from app.domain.policy import Part
from app.domain.reporting_lines import conflicts_by_line
from app.models.accounts import Account
from app.models.applications import Application
from app.models.openings import OpeningMember
from app.models.scheduling import Conflict, Interview, Seat
from app.queries import access

# A name of its own: the condition stands beside Account.
_Person = aliased(Account)
Found = dict[int, frozenset[ConflictOfInterest]]
# Only where interviewers hold a stage must it stay free of the hiring manager's line and of those who met before.
_ROLE_OF_PANELS = Part.INTERVIEWER.value


def conflicts_of(application_id: int, account_ids: Iterable[int], *, stage: Stage) -> Found:
    """What keeps each of these people out of a stage of an application: two statements for any number of them.

    Args:
        application_id: the application; there must be one.
        account_ids: who is asked about.
        stage: the stage that they would hold.

    Returns:
        an entry for each who has a conflict, and for nobody else.
    """
    wanted = sorted(set(account_ids))
    is_panel = stage.role == _ROLE_OF_PANELS
    found: dict[int, set[ConflictOfInterest]] = {}
    for account_id, kind in db.session.execute(_recorded(application_id, wanted, stage.key if is_panel else None)):
        found.setdefault(account_id, set()).add(ConflictOfInterest(kind))
    managers, leads, applicant = _lines(application_id)
    for account_id in wanted:
        by_line = conflicts_by_line(account_id, managers, applicant=applicant, leads=leads if is_panel else ())
        found.setdefault(account_id, set()).update(by_line)
    return {account_id: frozenset(kinds) for account_id, kinds in sorted(found.items()) if kinds}


def may_have_one(application_id: int) -> ColumnElement[bool]:
    """Condition on Account: declared, or in a reporting line that matters here; `conflicts_of` knows which it is.

    It costs no statement of its own, so that whoever has none is asked about only once.
    """
    here = Application.id == application_id
    declared = (
        select(Conflict.account_id).join(Application, Application.candidate_id == Conflict.candidate_id).where(here)
    )
    leads = (
        select(OpeningMember.account_id)
        .join(Application, Application.opening_id == OpeningMember.opening_id)
        .where(here, OpeningMember.part == Part.HIRING_MANAGER.value)
    )
    applicant = select(access.applicant()).where(here)
    above = select(_Person.manager_id.label("id")).where(or_(_Person.id.in_(leads), _Person.id.in_(applicant)))
    up = _onwards(above, "up", _Person.manager_id, joined=_Person.id)
    below = select(_Person.id.label("id")).where(_Person.manager_id.in_(applicant))
    down = _onwards(below, "down", _Person.id, joined=_Person.manager_id)
    return or_(*(Account.id.in_(group) for group in (declared, up, down)))


def _onwards(
    first: Select[Any], name: str, wanted: InstrumentedAttribute[Any], *, joined: InstrumentedAttribute[Any]
) -> Select[Any]:
    """Everybody that one comes to by going on from the first ones; a ring ends, since nobody is found twice."""
    line = first.cte(name, recursive=True)
    line = line.union(select(wanted).join(line, joined == line.c.id).where(wanted.is_not(None)))
    return select(line.c.id).where(line.c.id.is_not(None))


def found_by_line(application_id: int) -> Found:
    """Everybody whom reporting lines alone keep out of this application, or of its panels: one statement."""
    managers, leads, applicant = _lines(application_id)
    people = {*managers, *(manager for manager in managers.values() if manager is not None)}
    found = {who: conflicts_by_line(who, managers, applicant=applicant, leads=leads) for who in sorted(people)}
    return {who: kinds for who, kinds in found.items() if kinds}


def _recorded(application_id: int, wanted: list[int], panel: str | None) -> Select[*tuple[Any, ...]]:
    """Who declared what; for a panel also who met the candidate in another stage."""
    declared = (
        select(Conflict.account_id, Conflict.kind)
        .join(Application, Application.candidate_id == Conflict.candidate_id)
        .where(Application.id == application_id, Conflict.account_id.in_(wanted))
    )
    if panel is None:
        return declared.order_by(Conflict.account_id, Conflict.kind)
    met = (
        select(Seat.account_id, literal(ConflictOfInterest.ALREADY_MET.value))
        .join(Interview, Interview.id == Seat.interview_id)
        .where(
            Interview.application_id == application_id,
            Interview.stage != panel,
            Interview.state == "booked",
            Seat.left_at.is_(None),
            Seat.account_id.in_(wanted),
        )
    )
    both = union_all(declared, met).subquery()
    return select(both).order_by(*both.c)


def _lines(application_id: int) -> tuple[dict[int, int | None], frozenset[int], int | None]:
    """Whom everybody reports to; the opening's hiring managers; the account of the candidate, if they work here."""
    here = Application.id == application_id
    leads = exists().where(
        here,
        OpeningMember.opening_id == Application.opening_id,
        OpeningMember.part == Part.HIRING_MANAGER.value,
        OpeningMember.account_id == Account.id,
    )
    applied = exists().where(here, access.is_own(Account.id)).correlate(Account)
    columns = (Account.id, Account.manager_id, leads.label("leads"), applied.label("applied"))
    statement = select(*columns).where(or_(Account.manager_id.is_not(None), leads, applied))
    rows = db.session.execute(statement.order_by(Account.id)).all()
    managers = {row.id: row.manager_id for row in rows}
    applicant = next((row.id for row in rows if row.applied), None)
    return managers, frozenset(row.id for row in rows if row.leads), applicant
