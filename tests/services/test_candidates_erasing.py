"""Erasing a candidate: nothing that tells of them is left, and what is counted stays."""

import json
import shutil

import pytest
from sqlalchemy import JSON, String, Text, select

from app.database import Base, db
from app.domain.errors import NotAllowed, NotFound, NotReady
from app.gateways import clock
from app.models.applications import Application
from app.models.audit import AuditEntry
from app.models.candidates import Candidate, Erasure
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, StaffCell
from app.models.scorecards import CompetencyRating
from app.queries.candidates.held import HELD
from app.services.candidates import erasing, legal_holds, settling
from tests.factories.panels import viewer_of
from tests.factories.traces import Traces, make_traces


@pytest.fixture
def traces(context) -> Traces:
    settings = context.config["RUNG"]
    shutil.rmtree(settings.files_directory, ignore_errors=True)
    settings.erasures_log.unlink(missing_ok=True)
    return make_traces(settings.files_directory)


def erase(traces: Traces) -> None:
    typed = f"erase {traces.candidate}"
    erasing.erase(viewer_of(traces.team.recruiter), traces.application, typed=typed, reason="They wrote to us.")


def everything() -> str:
    """All rows of all tables, as text."""
    return "\n".join(
        json.dumps([str(value) for value in row])
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(select(table))
    )


def test_every_field_that_holds_words_is_told_or_withheld_on_purpose(traces):
    text = everything()

    assert len(traces.words) >= 30
    assert [field for field, word in traces.words.items() if word not in text and field not in {"cv", "deck"}] == []


def test_no_word_is_left_in_any_table(traces):
    erase(traces)

    text = everything()
    assert [field for field, word in traces.words.items() if word in text] == []
    assert "quillfeather" not in text.lower()


def test_of_a_text_only_that_there_was_one_is_left_and_points_stay_to_be_counted(traces):
    table = CompetencyRating
    points = select(table.scorecard_id, table.focus_area, table.point).order_by(table.scorecard_id, table.focus_area)
    before = db.session.execute(points).all()

    erase(traces)

    after = db.session.execute(points).all()
    assert before == after
    assert set(db.session.scalars(select(CompetencyRating.evidence))) == {"[erased]"}


def test_what_is_under_way_is_withdrawn_and_nobody_has_to_come_any_more(traces):
    erase(traces)

    assert db.session.scalars(select(Application.state)).one() == "withdrawn"
    assert db.session.get_one(Interview, traces.coming).state == "cancelled"
    assert db.session.scalars(select(StaffCell)).all() == []
    told = select(OutboxMessage.account_id).where(
        OutboxMessage.kind == "interview_cancelled", OutboxMessage.cancelled_at.is_(None)
    )
    assert set(db.session.scalars(told)) == set(traces.team.panel)


def test_no_message_to_them_leaves_any_more(traces):
    erase(traces)

    waiting = select(OutboxMessage.id).where(
        OutboxMessage.account_id.is_(None), OutboxMessage.sent_at.is_(None), OutboxMessage.cancelled_at.is_(None)
    )
    assert db.session.scalars(waiting).all() == []


def test_the_audit_trail_keeps_who_erased_which_number_and_is_not_changed(traces):
    before = db.session.execute(select(AuditEntry.__table__)).all()

    erase(traces)

    after = db.session.execute(select(AuditEntry.__table__).order_by(AuditEntry.id)).all()
    assert after[: len(before)] == before
    told = after[-1]
    assert (told.action, told.object_kind, told.object_id) == ("candidate.erased", "candidate", traces.candidate)
    assert told.actor_id == traces.team.recruiter


def test_the_files_are_removed_and_the_journal_is_written(traces, context):
    settings = context.config["RUNG"]

    erase(traces)
    settling.settle_erasures(clock.now())

    assert [path.name for path in settings.files_directory.iterdir()] == []
    line = json.loads(settings.erasures_log.read_text().splitlines()[-1])
    assert line["candidate"] == traces.candidate
    assert "quill" not in settings.erasures_log.read_text().lower()


def test_files_that_a_crash_left_are_removed_by_the_worker(traces, context):
    erase(traces)  # and the process dies before it removes anything

    settling.settle_erasures(clock.now())
    again = settling.settle_erasures(clock.now())

    assert list(context.config["RUNG"].files_directory.iterdir()) == []
    assert again == 0


def test_nobody_who_is_under_a_legal_hold_is_erased(traces):
    recruiter = viewer_of(traces.team.recruiter)
    legal_holds.put_legal_hold(recruiter, traces.application, reason="A claim is pending.")

    with pytest.raises(NotReady, match="legal hold"):
        erase(traces)

    legal_holds.lift_legal_hold(recruiter, traces.application, reason="It was settled.")
    erase(traces)
    assert db.session.get_one(Candidate, traces.candidate).erased_at is not None


@pytest.mark.parametrize("typed", ["", "erase", "erase 999"])
def test_staff_type_what_they_are_about_to_do(traces, typed):
    with pytest.raises(Exception, match="Type"):
        erasing.erase(viewer_of(traces.team.recruiter), traces.application, typed=typed, reason="Asked by mail.")


def test_the_reason_names_nobody(traces):
    with pytest.raises(Exception, match="Leave out"):
        erasing.erase(
            viewer_of(traces.team.recruiter),
            traces.application,
            typed=f"erase {traces.candidate}",
            reason="Quillfeather Vantongeren wrote.",
        )


def test_a_candidate_is_erased_once(traces):
    erase(traces)

    with pytest.raises(NotFound, match="erased already"):
        erase(traces)

    assert len(db.session.scalars(select(Erasure)).all()) == 1


def test_only_the_openings_recruiter_erases(traces):
    with pytest.raises(NotAllowed):
        erasing.erase(viewer_of(traces.team.manager), traces.application, typed="erase 1", reason="Because.")


def test_every_table_and_column_that_tells_of_a_candidate_is_on_the_list():
    known = {held.name: held for held in HELD}
    forgotten = []
    reached, size = {"candidate"}, 0
    while len(reached) != size:
        size = len(reached)
        reached |= {
            table.name
            for table in Base.metadata.sorted_tables
            if any(key.column.table.name in reached and key.ondelete == "CASCADE" for key in table.foreign_keys)
        }
    for name in sorted(reached - {"outbox_message"}):
        if name not in known:
            forgotten.append(name)
            continue
        held = known[name]
        sorted_out = {*held.words, *held.facts, *held.cleared, *held.harmless}
        forgotten += [
            f"{name}.{column.name}"
            for column in held.table.__table__.columns
            if not held.goes and isinstance(column.type, String | Text | JSON) and column.name not in sorted_out
        ]

    assert forgotten == []
