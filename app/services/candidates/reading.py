"""Reading the text out of CVs that came in, one after another, in the background."""

from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import delete, select

from app.database import db, transaction
from app.domain.candidate import TextState
from app.domain.errors import NotFound
from app.gateways import file_texts, files
from app.models.candidates import CandidateFile, CandidateFileText

# What is left waits for the next minute, so that one sweep ends before somebody has to wonder.
FILES_A_SWEEP = 20
_WAITING = (
    select(CandidateFile.id, CandidateFile.stored_as, CandidateFile.media_type)
    .where(CandidateFile.text_state == TextState.WAITING.value)
    .order_by(CandidateFile.id)
    .limit(FILES_A_SWEEP)
)


def read_waiting(now: datetime) -> int:
    """Read the CVs that wait for it. One that can't be read is marked so, and stays to be downloaded.

    Returns:
        how many were read or given up.

    Raises:
        Conflict: if the database stayed locked for too long; the next sweep makes up for it.
    """
    folder: Path = current_app.config["RUNG"].files_directory
    waiting = db.session.execute(_WAITING).all()
    db.session.rollback()  # reading takes its time, and nothing is held meanwhile
    for row in waiting:
        _keep(row.id, _text(folder, row.stored_as, row.media_type), now)
    return len(waiting)


def _text(folder: Path, stored_as: str, media_type: str) -> str | None:
    try:
        content = files.read(folder, stored_as)
    except NotFound:
        return None
    return file_texts.text_of(content, media_type)


def _keep(file_id: int, text: str | None, now: datetime) -> None:
    """Keep what was read, unless the file is gone by now or another worker was faster."""
    with transaction() as session:
        statement = select(CandidateFile).where(CandidateFile.id == file_id).with_for_update()
        row = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
        if row is None or row.text_state != TextState.WAITING.value:
            return
        row.text_state = TextState.FAILED.value if text is None else TextState.READ.value
        session.execute(delete(CandidateFileText).where(CandidateFileText.file_id == file_id))
        if text is not None:
            session.add(CandidateFileText(file_id=file_id, text=text, read_at=now))
