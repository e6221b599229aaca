"""Candidates and their applications."""

from datetime import datetime
from itertools import count
from pathlib import Path

from app.gateways import files
from app.models.applications import Adjustment, AdjustmentRequest, Application, StageFile
from app.models.candidates import Candidate, CandidateFile
from tests import factories
from tests.factories.accounts import START

_numbers = count(1)


def make_application(
    opening_id: int,
    *,
    stage: str = "screen",
    state: str = "active",
    name: str | None = None,
    email: str | None = None,
) -> int:
    """A candidate with one application; returns the application's id."""
    number = next(_numbers)
    shown = name or f"Candidate {number}"
    candidate = Candidate(
        name=shown,
        search_name=shown.lower(),
        email=email or f"candidate{number}@example.net",
        place="Tokyo",
        zone="Asia/Tokyo",
        created_at=START,
    )
    with factories.writing() as session:
        session.add(candidate)
        session.flush()
        application = Application(
            candidate_id=candidate.id,
            opening_id=opening_id,
            state=state,
            stage=stage,
            stage_entered_at=START,
            applied_at=START,
        )
        session.add(application)
        session.flush()
        return application.id


def make_cv(application_id: int, folder: Path) -> None:
    """A text file as the application's CV."""
    stored = files.store(folder, b"Sold software to railways.")
    with factories.writing() as session:
        application = session.get_one(Application, application_id)
        row = CandidateFile(candidate_id=application.candidate_id, name="cv.txt", media_type="text/plain", size=26)
        row.stored_as, row.added_at = stored, START
        session.add(row)
        session.flush()
        application.cv_id = row.id


def make_slides(application_id: int, folder: Path, *, stage: str = "panel") -> int:
    """Slides that the candidate handed in for a stage; returns the file's number."""
    row = StageFile(application_id=application_id, stage=stage, name="Port.pdf", media_type="application/pdf", size=20)
    row.stored_as, row.added_at = files.store(folder, b"%PDF-1.7 port %%EOF"), START
    with factories.writing() as session:
        session.add(row)
        session.flush()
        return row.id


def make_adjustment(
    application_id: int, set_by: int, *, arrangement: str = "Send questions a day before.", reason: str = ""
) -> None:
    """What is arranged for a candidate, as its first version."""
    row = Adjustment(application_id=application_id, arrangement=arrangement, reason=reason, set_by=set_by, set_at=START)
    with factories.writing() as session:
        session.add(row)


def make_adjustment_request(
    application_id: int, *, wants: tuple[str, ...] = ("breaks",), text: str = "", asked_at: datetime = START
) -> int:
    """Something that a candidate asks to be arranged; returns its id."""
    row = AdjustmentRequest(application_id=application_id, wants=list(wants), text=text, asked_at=asked_at)
    with factories.writing() as session:
        session.add(row)
        session.flush()
        return row.id
