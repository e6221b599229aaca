"""The text of CVs: read in the background, marked where it can't be, and left alone once it is there."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.database import db
from app.gateways import file_texts, files
from app.models.applications import Application
from app.models.candidates import CandidateFile, CandidateFileText
from app.services.candidates.reading import read_waiting
from tests import factories
from tests.factories.accounts import START
from tests.factories.applications import make_application
from tests.factories.openings import make_opening
from tests.gateways import office_made

Keep = Callable[..., int]


@pytest.fixture
def folder(context: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "kept"
    monkeypatch.setitem(context.config, "RUNG", replace(context.config["RUNG"], files_directory=directory))
    return directory


@pytest.fixture
def keep(folder: Path) -> Keep:
    """Keep a file of a candidate that waits to be read."""

    def kept(content: bytes, kind: str) -> int:
        application_id = make_application(make_opening().opening)
        candidate_id = select(Application.candidate_id).where(Application.id == application_id).scalar_subquery()
        row = CandidateFile(candidate_id=candidate_id, name="cv", media_type=kind, size=len(content))
        row.stored_as, row.added_at, row.text_state = files.store(folder, content), START, "waiting"
        with factories.writing() as session:
            session.add(row)
            session.flush()
            return row.id

    return kept


def _read(file_id: int) -> tuple[str, str | None]:
    statement = select(CandidateFile.text_state, CandidateFileText.text).outerjoin(CandidateFileText)
    row = db.session.execute(statement.where(CandidateFile.id == file_id)).one()
    return row.text_state, row.text


def test_a_cv_that_waits_is_read(keep):
    file_id = keep(office_made.docx(text="Sold software to railways."), files.DOCX)

    assert read_waiting(START) == 1
    assert _read(file_id) == ("read", "Sold software to railways.")


def test_a_cv_that_can_not_be_read_says_so_and_stays(keep, folder):
    file_id = keep(b"%PDF-1.7 nothing %%EOF", files.PDF)

    read_waiting(START)

    assert _read(file_id) == ("failed", None)
    assert len(list(folder.iterdir())) == 1


def test_a_cv_that_is_missing_from_the_store_is_given_up(keep, folder):
    file_id = keep(b"text", files.TXT)
    next(folder.iterdir()).unlink()

    read_waiting(START)

    assert _read(file_id) == ("failed", None)


def test_what_was_read_is_not_read_again(keep):
    keep(b"text", files.TXT)
    read_waiting(START)

    assert read_waiting(START) == 0


def test_a_cv_that_is_erased_while_it_is_read_leaves_no_text(keep, monkeypatch):
    keep(b"text", files.TXT)

    def erased(_content: bytes, _kind: str) -> str:
        with factories.writing() as session:
            session.execute(delete(CandidateFile))
        return "text"

    monkeypatch.setattr(file_texts, "text_of", erased)
    read_waiting(START)

    assert db.session.scalars(select(CandidateFileText)).all() == []


def test_nothing_of_a_cv_is_logged(keep, caplog):
    caplog.set_level(logging.DEBUG)
    keep(office_made.written_pdf(b"canary of the railways"), files.PDF)
    keep(b"%PDF-1.7 canary of the railways %%EOF", files.PDF)

    read_waiting(START)

    assert "canary" not in caplog.text
