"""Handing in slides before an interview begins; what was handed in before is kept, and the newest counts."""

from pathlib import Path

from sqlalchemy import select

from app.database import transaction
from app.domain.briefs import check_deck
from app.domain.candidate import SentFile
from app.domain.errors import NotFound
from app.domain.portal import Visitor
from app.gateways import candidate_files, clock, files
from app.models.applications import Application, StageFile
from app.queries.candidates.materials import materials_of
from app.services import audit


def hand_in(visitor: Visitor, application_id: int, stage: str, sent: SentFile, *, folder: Path) -> None:
    """Keep slides for a stage.

    Args:
        visitor: the candidate.
        application_id: an application of theirs.
        stage: key of the stage.
        sent: a PDF or a PowerPoint file.
        folder: where files are kept.

    Raises:
        NotFound: if the application is not the visitor's, or there is nothing for that stage.
        NotReady: if the interview has begun, nothing is asked for, or too much was handed in.
        BadData: if the file is of another kind, broken or too large.
    """
    checked = candidate_files.checked_deck(sent)
    stored = files.store(folder, checked.content)
    try:
        with transaction() as session:
            now = clock.now()
            mine = Application.id == application_id, Application.candidate_id == visitor.candidate_id
            if session.scalars(select(Application.id).where(*mine).with_for_update()).one_or_none() is None:
                raise NotFound
            materials = materials_of(visitor, application_id, now)
            line, application = materials.of(stage), materials.application
            is_here = application.is_open and application.stage == stage
            asks, handed_in = line.brief.asks_for_deck, len(line.decks)
            check_deck(asks=asks, begins=line.begins, now=now, is_here=is_here, handed_in=handed_in)
            row = StageFile(application_id=application_id, stage=stage, name=checked.name, size=len(checked.content))
            row.media_type, row.stored_as, row.added_at = checked.media_type, stored, now
            session.add(row)
            session.flush()
            about, facts = ("application", application_id), {"stage": stage, "file": str(row.id), "by": "candidate"}
            audit.record(session, None, action="slides.handed_in", about=about, at=now, data=facts)
    except BaseException:
        files.remove(folder, stored)
        raise
