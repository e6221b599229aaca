"""Accepting findings of the linter with a reason, and taking an acceptance back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import Conflict, NotFound
from app.domain.lint import LintFinding, check_note
from app.domain.policy import Action, Relation, Viewer, permit
from app.gateways import clock
from app.models.ladders import ContentVersion, LintAcceptance
from app.queries.ladders.findings import findings_of
from app.services import audit


def accept(viewer: Viewer, fingerprint: str, *, note: str) -> LintFinding:
    """Accept one open finding of what is published, in the very words that it is about.

    Returns:
        the finding.

    Raises:
        NotAllowed: unless the viewer may edit content.
        BadData: if the note says too little or too much.
        Conflict: if nothing with this fingerprint is open: it was put right, or somebody else accepted it.
    """
    kept, now = check_note(note), clock.now()
    with transaction() as session:
        permit(Action.CONTENT_EDIT, Relation(viewer))
        finding = _still_open(session, findings_of(viewer).finding(fingerprint))
        row = LintAcceptance(kind=finding.kind, key=finding.key, code=finding.code, place=finding.place, note=kept)
        row.fingerprint, row.accepted_by, row.accepted_at = finding.fingerprint, viewer.account_id, now
        session.add(row)
        session.flush()
        about = ("lint_acceptance", row.id)
        audit.record(session, viewer, action="finding.accepted", about=about, at=now, data=_facts(row))
    return finding


def take_back(viewer: Viewer, acceptance_id: int) -> str:
    """Let an accepted finding be open again; the acceptance is kept and counts no more.

    Returns:
        the code of the finding.

    Raises:
        NotAllowed: unless the viewer may edit content.
        NotFound: if there is no such acceptance.
        Conflict: if somebody took it back already.
    """
    now = clock.now()
    with transaction() as session:
        permit(Action.CONTENT_EDIT, Relation(viewer))
        row = session.get(LintAcceptance, acceptance_id, with_for_update=True)
        if row is None:
            raise NotFound
        if row.taken_back_at is not None:
            raise Conflict("Somebody has taken this back already. The finding stands among the open ones.")
        row.taken_back_by, row.taken_back_at = viewer.account_id, now
        about = ("lint_acceptance", row.id)
        audit.record(session, viewer, action="finding.acceptance_taken_back", about=about, at=now, data=_facts(row))
        return row.code


def _still_open(session: Session, finding: LintFinding | None) -> LintFinding:
    """The finding, looked at again under the lock of its content, so that two people never accept one at once."""
    if finding is not None:
        content = (ContentVersion.kind == finding.kind, ContentVersion.key == finding.key)
        session.execute(select(ContentVersion.digest).where(*content).with_for_update())
        same = (LintAcceptance.fingerprint == finding.fingerprint, LintAcceptance.taken_back_at.is_(None))
        if session.execute(select(LintAcceptance.id).where(*same)).first() is None:
            return finding
    raise Conflict("This finding is not open any more: it was put right or accepted. Look at the list as it is now.")


def _facts(row: LintAcceptance) -> dict[str, str]:
    return {"code": row.code, "kind": row.kind, "key": row.key, "place": row.place}
