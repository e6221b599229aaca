"""What there is to a decision beside itself: who can approve it, what changed meanwhile, what was said before."""

from sqlalchemy import bindparam, select

from app.database import db
from app.domain import approval, conversation
from app.domain.conversation import stage_choices
from app.domain.decision import range_in_words
from app.domain.divergence import Compass
from app.domain.history import tell
from app.models.accounts import Account
from app.models.applications import ApplicationEvent
from app.queries.applications import Case
from app.queries.decisions.approvers import approver_names
from app.queries.decisions.records import Records
from app.queries.decisions.rulings import Recorded, Said, Standing
from app.queries.decisions.shapes import DecisionPage

TOLD = (approval.ASKED, approval.DECIDED, approval.SENT_BACK, approval.TAKEN_BACK, conversation.ASKED)
_SAID = (
    select(ApplicationEvent.kind, ApplicationEvent.data, ApplicationEvent.at, Account.name)
    .outerjoin(Account, Account.id == ApplicationEvent.actor_id)
    .where(ApplicationEvent.application_id == bindparam("application_id"), ApplicationEvent.kind.in_(TOLD))
    .order_by(ApplicationEvent.id.desc())
)


def standing_of(page: DecisionPage, records: Records) -> Standing:
    """Two statements at most: one while a decision awaits approval, one when there is something to tell.

    Args:
        page: the page so far, of somebody who may read the recommendation.
        records: what was put down about the application.
    """
    case, awaited = page.case, page.awaited
    names = approver_names(case.opening_id, decided_by=awaited.decided_by, applicant=case.applicant) if awaited else ()
    return Standing(
        approvers=names,
        changes=_changes(awaited, page) if awaited else (),
        history=_history(case) if records.has_history else (),
        compass=_compass(page) if page.can_decide else None,
        stages=stage_choices(case.playbook, page.gaps) if page.can_decide else (),
    )


def _compass(page: DecisionPage) -> Compass:
    recommended = page.judged.recommendation.outcome if page.judged and page.judged.names_levels else None
    own = page.own.level if page.own else ""
    return Compass(page.case.playbook.ladder, page.lowest, page.highest, recommended=recommended, own=own)


def _changes(awaited: Recorded, page: DecisionPage) -> tuple[str, ...]:
    found = []
    if awaited.asked_range != (page.lowest, page.highest):
        now = range_in_words(page.lowest, page.highest)
        found.append(f"The opening looked for {awaited.range_then} when this was decided, and looks for {now} now.")
    if page.judged and page.judged.cards_changed:
        found.append("Scorecards came in or were changed since; the cards on this page are as they are today.")
    return tuple(found)


def _history(case: Case) -> tuple[Said, ...]:
    zone = case.relation.viewer.zone
    rows = db.session.execute(_SAID, {"application_id": case.id})
    return tuple(Said(row.at, row.name or "Rung", tell(row.kind, row.data, plan=case.plan, zone=zone)) for row in rows)
