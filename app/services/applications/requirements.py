"""Checking one requirement of an application."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import Conflict, NotFound
from app.domain.finding import CHECK_NAMES, Finding
from app.domain.pipeline import Event
from app.domain.policy import Action, Viewer, permit
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application, RequirementCheck
from app.queries.applications import case_for
from app.queries.candidates.living import refuse_erased
from app.services.applications.moving import add_event


def check_requirement(
    viewer: Viewer, application_id: int, requirement: str, *, finding: Finding, seen_at: datetime | None
) -> None:
    """Say whether one requirement is met, on what evidence.

    Args:
        viewer: who checked it.
        application_id: the application.
        requirement: key of an effective requirement of its opening.
        finding: what was found.
        seen_at: when the entry that the page showed was made; None when there was none.

    Raises:
        NotFound: if the opening has no such requirement.
        BadData: naming the field that is wrong.
        Conflict: if somebody checked it meanwhile.
    """
    with transaction() as session:
        now = clock.now()
        session.execute(select(Application.id).where(Application.id == application_id).with_for_update())
        case = case_for(viewer, application_id)
        permit(Action.REQUIREMENT_CHECK, case.relation)
        refuse_erased(application_id)
        found = [item.requirement for item in case.requirements if item.requirement.key == requirement]
        if not found:
            raise NotFound
        finding.check(found[0], this_year=now.year)
        row = _row(session, application_id, requirement, seen_at)
        row.state, row.certainty, row.evidence = finding.state.value, finding.certainty.value, finding.evidence
        row.amount, row.currency, row.year = finding.amount, finding.currency or None, finding.year
        row.checked_by, row.checked_at = viewer.account_id, now
        session.add(row)
        data = {"requirement": requirement, "name": found[0].text, "state_name": CHECK_NAMES[finding.state]}
        add_event(session, application_id, Event("requirement_checked", data), viewer=viewer, now=now)


def _row(session: Session, application_id: int, requirement: str, seen_at: datetime | None) -> RequirementCheck:
    row = session.get(RequirementCheck, (application_id, requirement), populate_existing=True)
    if (row.checked_at if row else None) != seen_at:
        name = session.get_one(Account, row.checked_by).name if row else "Somebody"
        raise Conflict(
            f"{name} checked this requirement meanwhile. Nothing of yours was saved: open it again, and add to theirs."
        )
    return row or RequirementCheck(application_id=application_id, requirement=requirement)
