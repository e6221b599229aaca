"""Setting what is arranged differently for a candidate; no text of it goes anywhere but into its own row."""

from sqlalchemy import bindparam, insert, select, update

from app.database import transaction
from app.domain.adjustment import Adjustment
from app.domain.errors import Conflict
from app.domain.pipeline import Event
from app.domain.policy import Action, Viewer, permit
from app.gateways import clock
from app.models import applications as tables
from app.models.applications import Application
from app.queries.candidates import arranged_for
from app.queries.candidates.living import refuse_erased
from app.services.applications import add_event

CHANGED = "adjustment_changed"
_LOCK = select(Application.id).where(Application.id == bindparam("application_id")).with_for_update()


def adjust(viewer: Viewer, application_id: int, wanted: Adjustment, *, seen: int) -> None:
    """Say what interviewers have to arrange for a candidate, and why. The same texts sent twice are kept once.

    The timeline and the audit trail tell that it was changed, by whom and when, and nothing of the texts.

    Args:
        viewer: somebody with the grant.
        application_id: the application.
        wanted: both texts; empty ones when nothing is to be arranged any more.
        seen: version that the page showed; 0 when there was none.

    Raises:
        NotFound, NotAllowed: for anybody but the opening's recruiter and hiring manager with the grant.
        Conflict: if somebody else changed it meanwhile; nothing is overwritten.
    """
    with transaction() as session:
        now = clock.now()
        session.execute(_LOCK, {"application_id": application_id})
        kept = arranged_for(viewer, application_id)
        permit(Action.ADJUSTMENT_MANAGE, kept.relation)
        refuse_erased(application_id)
        if kept.adjustment == wanted:
            return
        if kept.version != seen:
            raise Conflict(
                "Somebody else changed what is arranged since this page was loaded. Nothing was overwritten: compare "
                "the two, open the page again, and add yours to theirs.",
                theirs=kept.adjustment.in_words(),
                yours=wanted.in_words(),
            )
        values = {"arrangement": wanted.arrangement, "reason": wanted.reason, "version": kept.version + 1}
        values |= {"set_by": viewer.account_id, "set_at": now}
        table, here = tables.Adjustment, tables.Adjustment.application_id == application_id
        if kept.version:
            session.execute(update(table).where(here).values(**values))
        else:
            session.execute(insert(table).values(application_id=application_id, **values))
        add_event(session, application_id, Event(CHANGED), viewer=viewer, now=now)
