"""Briefs: written by those who lead, the same for all, kept version by version, sent once before the interview."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.briefs import Brief
from app.domain.candidate import SentFile
from app.domain.errors import Conflict, NotAllowed, NotFound
from app.domain.policy import Role, Viewer
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from app.models.openings import StageBrief
from app.models.scheduling import Interview
from app.queries.openings.briefs import briefs_for
from app.services.notifications import queue_prompts
from app.services.openings.briefs import write_brief
from tests import factories
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_brief, make_opening
from tests.factories.panels import viewer_of
from tests.factories.scheduling import make_interview
from tests.gateways import office_made

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BRIEF = Brief("Prepare ten minutes.", "十分ほどご準備ください。", 7, asks_for_deck=True)
OTHER = Brief("Prepare twenty minutes.", "", 7, asks_for_deck=False)


@pytest.fixture
def team(context) -> Team:
    return make_opening()


@pytest.fixture
def recruiter(team) -> Viewer:
    return viewer_of(team.recruiter, Role.RECRUITER)


def booked(team: Team, *, starts_at: datetime) -> int:
    application = make_application(team.opening, stage="panel")
    return make_interview(application, stage="panel", interviewers=team.panel, starts_at=starts_at)


def sent() -> list[dict[str, str]]:
    statement = select(OutboxMessage.data).where(OutboxMessage.kind == "stage_brief").order_by(OutboxMessage.id)
    return list(db.session.scalars(statement))


def test_every_version_of_a_brief_stays_in_the_audit_trail(team, recruiter, tmp_path: Path):
    pdf = SentFile("The port.pdf", office_made.written_pdf())
    write_brief(recruiter, team.opening, "panel", BRIEF, seen=0, folder=tmp_path, file=pdf)
    write_brief(recruiter, team.opening, "panel", OTHER, seen=1, folder=tmp_path)

    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "opening.briefed")).all()
    assert [(one.data["version"], one.data["text"], one.data["file"]) for one in entries] == [
        ("1", BRIEF.text, "The port.pdf"),
        ("2", OTHER.text, "The port.pdf"),
    ]
    assert db.session.scalars(select(StageBrief)).one().version == 2


def test_a_brief_saved_unchanged_is_no_new_version(team, recruiter, tmp_path):
    write_brief(recruiter, team.opening, "panel", BRIEF, seen=0, folder=tmp_path)

    assert not write_brief(recruiter, team.opening, "panel", BRIEF, seen=1, folder=tmp_path)


def test_the_slower_of_two_sees_both_texts_and_leaves_no_file(team, recruiter, tmp_path):
    write_brief(recruiter, team.opening, "panel", BRIEF, seen=0, folder=tmp_path)

    pdf = SentFile("x.pdf", office_made.written_pdf())
    with pytest.raises(Conflict) as caught:
        write_brief(recruiter, team.opening, "panel", OTHER, seen=0, folder=tmp_path, file=pdf)

    assert BRIEF.text in (caught.value.theirs or "")
    assert OTHER.text in (caught.value.yours or "")
    assert list(tmp_path.iterdir()) == []


def test_interviewers_write_no_brief_and_a_stage_has_to_be_in_the_plan(team, recruiter, tmp_path):
    panelist = viewer_of(team.panel[0], Role.INTERVIEWER)

    with pytest.raises(NotAllowed):
        write_brief(panelist, team.opening, "panel", BRIEF, seen=0, folder=tmp_path)
    with pytest.raises(NotFound):
        write_brief(recruiter, team.opening, "no_stage", BRIEF, seen=0, folder=tmp_path)


def test_a_brief_is_sent_once_so_many_days_before_however_often_it_is_moved(team):
    make_brief(team.opening, team.recruiter)
    interview = booked(team, starts_at=MONDAY + timedelta(days=8))
    sweeps = [queue_prompts(MONDAY), queue_prompts(MONDAY + timedelta(days=1))]
    with factories.writing() as session:
        session.execute(update(Interview).where(Interview.id == interview).values(starts_at=MONDAY + timedelta(days=7)))

    queue_prompts(MONDAY + timedelta(days=1, hours=1))

    assert sweeps == [0, 1]
    assert sent() == [{"stage": "panel", "version": "1"}]


def test_a_brief_is_sent_at_once_to_whoever_books_late_at_any_hour(team):
    make_brief(team.opening, team.recruiter)
    night = MONDAY.replace(hour=18)  # three in the morning where the candidate lives
    booked(team, starts_at=night + timedelta(hours=20))

    queue_prompts(night)

    assert len(sent()) == 1


def test_no_brief_is_sent_once_the_interview_has_begun_or_to_another_stage(team):
    make_brief(team.opening, team.recruiter)
    make_brief(team.opening, team.recruiter, stage="leadership")
    booked(team, starts_at=MONDAY)

    queue_prompts(MONDAY)

    assert sent() == []


def test_who_was_sent_an_earlier_version_is_counted(team, recruiter, tmp_path):
    make_brief(team.opening, team.recruiter)
    for _ in range(3):
        booked(team, starts_at=MONDAY + timedelta(days=3))
    queue_prompts(MONDAY.replace(hour=1))
    write_brief(recruiter, team.opening, "panel", OTHER, seen=1, folder=tmp_path)

    line = briefs_for(recruiter, team.opening).line("panel")

    assert (line.current, line.earlier) == (0, 3)
