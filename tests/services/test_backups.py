"""Backup and restore: everything comes back as it was, and whoever was erased since does not."""

import json
import shutil
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import Base, db
from app.domain.erasure import Because
from app.domain.errors import BadData
from app.gateways import clock, journal
from app.gateways import self_identification as store
from app.models.candidates import Candidate
from app.services import backups
from app.services.candidates import erasing, settling
from tests.factories.applications import make_application
from tests.factories.panels import viewer_of
from tests.factories.portal import candidate_of
from tests.factories.traces import CV, DECK, Traces, make_traces


@pytest.fixture
def traces(context: Flask) -> Traces:
    settings = context.config["RUNG"]
    shutil.rmtree(settings.files_directory, ignore_errors=True)
    settings.erasures_log.unlink(missing_ok=True)
    return make_traces(settings.files_directory)


def erase(traces: Traces) -> None:
    typed = f"erase {traces.candidate}"
    erasing.erase(viewer_of(traces.team.recruiter), traces.application, typed=typed, reason="They wrote to us.")
    settling.sweep_erased(clock.now())


def everything() -> str:
    """All rows of all tables, as text."""
    db.session.rollback()
    return "\n".join(
        json.dumps([str(value) for value in row])
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(select(table))
    )


def kept(folder: Path) -> bytes:
    """All files that people sent, one after the other."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_a_restore_gives_back_exactly_what_was_there(traces, context, tmp_path):
    before, files = everything(), kept(context.config["RUNG"].files_directory)
    backups.back_up(tmp_path / "copy", clock.now())
    make_application(traces.team.opening, name="Somebody who came later")
    shutil.rmtree(context.config["RUNG"].files_directory)

    done = backups.restore(tmp_path / "copy", clock.now())

    assert everything() == before
    assert kept(context.config["RUNG"].files_directory) == files
    assert (done.files, done.erasures.erased) == (3, 0)


def test_who_was_erased_since_the_backup_is_erased_again(traces, context, tmp_path):
    backups.back_up(tmp_path / "copy", clock.now())
    erase(traces)

    done = backups.restore(tmp_path / "copy", clock.now())

    text, files = everything(), kept(context.config["RUNG"].files_directory)
    assert done.erasures.erased == 1
    assert [field for field, word in traces.words.items() if word in text] == []
    assert CV not in files
    assert DECK not in files


def test_an_answer_about_oneself_is_never_found_by_whoever_gets_the_number_after_a_restore(traces, context, tmp_path):
    place = store.Place(context.config["RUNG"].self_id_database, context.config["RUNG"].secret_key)
    backups.back_up(tmp_path / "before", clock.now())
    later = make_application(traces.team.opening)
    for number in (traces.application, later):
        store.keep(place, number, store.Given("us", {"sex": "female"}, clock.now().date()))
    backups.back_up(tmp_path / "copy", clock.now())
    (tmp_path / "before" / "self_identification.sqlite").write_bytes(
        (tmp_path / "copy" / "self_identification.sqlite").read_bytes()
    )

    backups.restore(tmp_path / "before", clock.now())

    assert set(store.all_given(place, (traces.application, later))) == {traces.application}


def test_answers_that_came_after_a_backup_without_any_are_gone_after_its_restore(traces, context, tmp_path):
    place = store.Place(context.config["RUNG"].self_id_database, context.config["RUNG"].secret_key)
    backups.back_up(tmp_path / "copy", clock.now())
    (tmp_path / "copy" / "self_identification.sqlite").unlink(missing_ok=True)
    store.keep(place, traces.application, store.Given("us", {"sex": "female"}, clock.now().date()))

    backups.restore(tmp_path / "copy", clock.now())

    assert store.given(place, traces.application) is None


def test_a_line_of_the_journal_erases_nobody_else_who_has_the_number(traces, context):
    settings = context.config["RUNG"]
    foreign = journal.key_of(settings.secret_key, traces.candidate, clock.now())
    journal.add(settings.erasures_log, journal.Line(traces.candidate, "2026-01-01", Because.ASKED.value, foreign))

    done = settling.reapply_erasures(clock.now())

    assert (done.erased, done.unknown) == (0, 1)
    assert db.session.get_one(Candidate, traces.candidate).erased_at is None


def test_a_line_that_a_crash_cut_off_is_left_out_and_the_next_one_is_read(tmp_path):
    path = tmp_path / "erasures.log"
    path.write_text('{"candidate": 3, "at": "20')

    journal.add(path, journal.Line(4, "2026-01-01", "asked", "k"))

    assert [line.candidate for line in journal.read(path)] == [4]


def test_a_folder_with_something_in_it_is_not_written_over(context, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(BadData, match="not empty"):
        backups.back_up(tmp_path, clock.now())


def test_what_is_no_whole_backup_is_refused_and_nothing_is_changed(traces, tmp_path):
    backups.back_up(tmp_path / "copy", clock.now())
    shutil.rmtree(tmp_path / "copy" / "files")
    before = everything()

    with pytest.raises(BadData, match="missing"):
        backups.restore(tmp_path / "copy", clock.now())

    assert everything() == before


def test_what_nobody_points_at_is_not_in_the_backup(traces, context, tmp_path):
    (context.config["RUNG"].files_directory / ("0" * 40)).write_bytes(b"left over")

    made = backups.back_up(tmp_path / "copy", clock.now())

    assert made.files == 3
    assert len(list((tmp_path / "copy" / "files").iterdir())) == 3
    assert candidate_of(traces.application) == traces.candidate
