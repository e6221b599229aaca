"""Letting an application rest on other versions than before: explicit, with a reason, and taken back the same way."""

from sqlalchemy import update

from app.database import transaction
from app.domain.errors import Conflict
from app.domain.policy import Action, Viewer
from app.domain.version_move import check, move_event
from app.gateways import clock
from app.models.applications import Application
from app.queries.applications.version import VersionPage, version_page
from app.queries.ladders import KINDS
from app.services.applications.moving import add_event, locked, stale


def move_version(viewer: Viewer, application_id: int, *, seen: int, wanted: str, mark: str, reason: str) -> None:
    """Let an application rest on other versions. What was written is kept as it is; scorecards under way go on.

    Args:
        viewer: a recruiter or hiring manager of the opening.
        application_id: the application.
        seen: the version of the application that the page showed.
        wanted: which versions: the newest, or those of the opening.
        mark: what told them apart on the page.
        reason: why.

    Raises:
        NotFound, NotAllowed: as the permission table says.
        NotReady: where its stage, an interview, a decision or the opening's role stands in the way.
        BadData: without a reason.
        Conflict: if the application has moved, or other versions are the newest by now.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.VERSION_MOVE)
        page = version_page(viewer, application_id, wanted=wanted)
        if page.target is None or (page.target.key, page.target.mark) != (wanted, mark):
            raise Conflict("Other versions were published while your page was open. Look again before you decide.")
        check(page.hindrances)
        event = move_event(reason, before=_told(page, 0), after=_told(page, 1))
        own = {f"{kind}_digest": _own(page, kind) for kind in KINDS} | {"version": case.version + 1}
        statement = update(Application).where(Application.id == case.id, Application.version == case.version)
        written = session.execute(statement.values(**own), execution_options={"synchronize_session": False})
        if written.rowcount != 1:  # type: ignore[attr-defined]
            raise stale(session, case)
        add_event(session, case.id, event, viewer=viewer, now=now)
        session.flush()


def _own(page: VersionPage, kind: str) -> str | None:
    """What is kept with the application: nothing where it is the same as with the opening."""
    assert page.target is not None  # noqa: S101 - the caller has seen to it
    digest: str | None = getattr(page.target.digests, kind)
    return None if digest == getattr(page.opening_digests, kind) else digest


def _told(page: VersionPage, side: int) -> str:
    return ", ".join(f"{part.name} {(part.before, part.after)[side] or 'none'}" for part in page.parts)
