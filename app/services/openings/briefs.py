"""Writing what every candidate of an opening gets before a stage; what was sent before stays in the audit trail."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.briefs import Brief
from app.domain.candidate import SentFile
from app.domain.errors import Conflict, NotFound
from app.domain.policy import Action, Viewer, permit
from app.gateways import candidate_files, clock, files
from app.gateways.files import CheckedFile
from app.models.openings import Opening, StageBrief
from app.queries import access, ladders
from app.queries.openings.briefs import brief_from
from app.services import audit


def write_brief(
    viewer: Viewer,
    opening_id: int,
    stage: str,
    brief: Brief,
    *,
    seen: int,
    folder: Path,
    file: SentFile | None = None,
    drops_file: bool = False,
) -> bool:
    """Write the brief of a stage, or change it. A file that was given out before stays in the store.

    Args:
        viewer: who writes.
        opening_id: the opening.
        stage: key of the stage.
        brief: the texts and the days.
        seen: the version that was shown; 0 where there was none.
        folder: where files are kept.
        file: a PDF in place of the one before, or None to leave it.
        drops_file: the brief shall have no file any more.

    Returns:
        whether anything changed.

    Raises:
        NotFound: if there is no such opening or stage.
        NotAllowed: if the viewer may not.
        BadData: if the file is no PDF.
        Conflict: with both texts, if somebody else changed the brief meanwhile.
    """
    checked = candidate_files.checked_brief(file) if file else None
    stored = files.store(folder, checked.content) if checked else ""
    try:
        with transaction() as session:
            now = clock.now()
            _lock(session, viewer, opening_id, stage)
            row = session.get(StageBrief, (opening_id, stage), populate_existing=True)
            _check_seen(row, brief, seen=seen)
            if row is not None and brief_from(row) == brief and not checked and not (drops_file and row.stored_as):
                return False
            row = row or _new(session, opening_id, stage)
            _fill(row, brief, checked, stored=stored, drops_file=drops_file)
            row.version, row.changed_by, row.changed_at = (row.version or 0) + 1, viewer.account_id, now
            _note(session, viewer, row, now)
            return True
    except BaseException:
        if stored:
            files.remove(folder, stored)
        raise


def _lock(session: Session, viewer: Viewer, opening_id: int, stage: str) -> None:
    found = session.scalars(select(Opening.id).where(Opening.id == opening_id).with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    permit(Action.BRIEF_EDIT, access.to_opening(viewer, opening_id))
    if stage not in {each.key for each in ladders.playbook_of(opening_id).family.stages}:
        raise NotFound


def _check_seen(row: StageBrief | None, brief: Brief, *, seen: int) -> None:
    if (row.version if row is not None else 0) == seen:
        return
    theirs = brief_from(row).in_words() if row is not None else ""
    met = "Somebody else changed this brief while you wrote. Nothing of yours was saved: compare the two and try again."
    raise Conflict(met, theirs=theirs, yours=brief.in_words())


def _new(session: Session, opening_id: int, stage: str) -> StageBrief:
    row = StageBrief(opening_id=opening_id, stage=stage, file_name="", media_type="", stored_as="")
    session.add(row)
    return row


def _fill(row: StageBrief, brief: Brief, file: CheckedFile | None, *, stored: str, drops_file: bool) -> None:
    row.text, row.text_ja = brief.text, brief.text_ja
    row.days_before, row.asks_for_deck = brief.days_before, brief.asks_for_deck
    if file is not None:
        row.file_name, row.media_type, row.stored_as = file.name, file.media_type, stored
    elif drops_file:
        row.file_name = row.media_type = row.stored_as = ""


def _note(session: Session, viewer: Viewer, row: StageBrief, now: datetime) -> None:
    """Keep the whole version: candidates may have got it."""
    facts = {
        "stage": row.stage,
        "version": str(row.version),
        "text": row.text,
        "text_ja": row.text_ja,
        "days_before": str(row.days_before),
        "asks_for_deck": "yes" if row.asks_for_deck else "no",
        "file": row.file_name,
        "stored_as": row.stored_as,
    }
    about = ("opening", row.opening_id)
    audit.record(session, viewer, action="opening.briefed", about=about, at=now, data=facts)
