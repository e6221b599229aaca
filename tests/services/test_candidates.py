"""Adding candidates: once each, with a CV that is what it says."""

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.candidate import Applicant, KnownHere, SentFile
from app.domain.errors import BadData, NotAllowed, NotFound, NotReady
from app.domain.policy import Role, Viewer
from app.models.applications import Application, ApplicationEvent
from app.models.candidates import Candidate, CandidateFile
from app.models.openings import Opening
from app.services import candidates as service
from tests import factories
from tests.factories.openings import Team
from tests.factories.panels import viewer_of

PDF = SentFile("CV Hanzawa.pdf", b"%PDF-1.7\nsomething\n%%EOF\n")


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def recruiter(team) -> Viewer:
    return viewer_of(team.recruiter, Role.RECRUITER)


def applicant(email: str = "yuki@example.net") -> Applicant:
    return Applicant.entered(name="Yuki Hanzawa", email=email, place="Osaka", zone="Asia/Tokyo", source="applied")


def kept(folder) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def test_a_candidate_begins_in_the_first_stage(team, recruiter, tmp_path):
    added = service.add(recruiter, team.opening, applicant(), cv=None, folder=tmp_path)

    row = db.session.execute(select(Application).where(Application.id == added.application_id)).scalar_one()
    assert (row.state, row.stage, row.version, row.source) == ("active", "screen", 1, "applied")
    event = db.session.scalars(select(ApplicationEvent)).one()
    assert (event.kind, event.data) == ("applied", {"stage": "screen", "source": "applied"})
    assert not added.was_known


def test_a_cv_is_kept_under_a_name_of_ours(team, recruiter, tmp_path):
    service.add(recruiter, team.opening, applicant(), cv=PDF, folder=tmp_path)

    row = db.session.scalars(select(CandidateFile)).one()
    assert (row.name, row.media_type, row.size) == ("CV Hanzawa.pdf", "application/pdf", len(PDF.content))
    assert kept(tmp_path) == [row.stored_as]
    assert "Hanzawa" not in row.stored_as
    assert (tmp_path / row.stored_as).read_bytes() == PDF.content


def test_a_known_address_is_a_second_application_of_the_same_candidate(team, recruiter, tmp_path):
    other = factories.openings.make_opening()
    first = service.add(recruiter, team.opening, applicant(), cv=None, folder=tmp_path)

    theirs = viewer_of(other.recruiter, Role.RECRUITER)
    second = service.add(theirs, other.opening, applicant("YUKI@Example.net"), cv=None, folder=tmp_path)

    assert second.was_known
    assert second.application_id != first.application_id
    assert len(db.session.scalars(select(Candidate)).all()) == 1


def test_the_same_opening_twice_is_refused_and_the_file_forgotten(team, recruiter, tmp_path):
    first = service.add(recruiter, team.opening, applicant(), cv=None, folder=tmp_path)

    with pytest.raises(KnownHere) as caught:
        service.add(recruiter, team.opening, applicant(), cv=PDF, folder=tmp_path)

    assert caught.value.application_id == first.application_id
    assert kept(tmp_path) == []


def test_a_file_of_another_kind_is_refused_before_anything_is_written(team, recruiter, tmp_path):
    with pytest.raises(BadData) as caught:
        service.add(recruiter, team.opening, applicant(), cv=SentFile("cv.pdf", b"PK\x03\x04"), folder=tmp_path)

    assert caught.value.field == "cv"
    assert db.session.scalars(select(Candidate)).all() == []


def test_a_closed_opening_takes_nobody(team, recruiter, tmp_path):
    with factories.writing() as session:
        session.get_one(Opening, team.opening).state = "closed"

    with pytest.raises(NotReady, match="Re-open it first"):
        service.add(recruiter, team.opening, applicant(), cv=None, folder=tmp_path)


def test_the_hiring_manager_sends_the_cv_to_the_recruiter(team, tmp_path):
    with pytest.raises(NotAllowed, match="Send the CV to them"):
        service.add(viewer_of(team.manager), team.opening, applicant(), cv=PDF, folder=tmp_path)

    assert kept(tmp_path) == []


def test_an_opening_that_does_not_exist_takes_nobody(recruiter, tmp_path):
    with pytest.raises(NotFound):
        service.add(recruiter, 999, applicant(), cv=None, folder=tmp_path)
