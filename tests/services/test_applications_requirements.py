"""The requirement checklist: who found what, and nobody overwritten unseen."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound
from app.domain.finding import Certainty, CheckState, Finding
from app.domain.policy import Role, Viewer
from app.models.applications import ApplicationEvent, RequirementCheck
from app.services import applications as service
from tests import factories
from tests.factories.openings import Team
from tests.factories.panels import viewer_of

MET = Finding(CheckState.MET, Certainty.VERIFIED, "Residence card seen on screen.")


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening(location="japan")


@pytest.fixture
def recruiter(team) -> Viewer:
    return viewer_of(team.recruiter, Role.RECRUITER)


@pytest.fixture
def made(team) -> int:
    return factories.applications.make_application(team.opening)


@pytest.fixture
def gate() -> str:
    return factories.ladders.shipped_playbook().family.location("japan").requirements[0].key


def entry(made: int) -> RequirementCheck:
    db.session.rollback()
    return db.session.scalars(select(RequirementCheck).where(RequirementCheck.application_id == made)).one()


def test_an_entry_keeps_who_found_it_and_stands_in_the_timeline(recruiter, made, gate):
    service.check_requirement(recruiter, made, gate, finding=MET, seen_at=None)

    found = entry(made)
    assert (found.state, found.certainty, found.checked_by) == ("met", "verified", recruiter.account_id)
    event = db.session.scalars(select(ApplicationEvent)).one()
    assert (event.kind, event.data["state_name"]) == ("requirement_checked", "Met")


def test_a_later_entry_replaces_the_one_that_was_seen(team, recruiter, made, gate):
    service.check_requirement(recruiter, made, gate, finding=MET, seen_at=None)
    seen_at = entry(made).checked_at
    doubt = Finding(CheckState.TO_VERIFY, Certainty.CLAIMED, "The card ends in March.")

    service.check_requirement(viewer_of(team.manager), made, gate, finding=doubt, seen_at=seen_at)

    assert (entry(made).state, entry(made).checked_by) == ("to_verify", team.manager)


@pytest.mark.parametrize("seen_at", [None, datetime(2026, 1, 1, tzinfo=UTC)])
def test_an_entry_that_was_not_seen_is_not_overwritten(team, recruiter, made, gate, seen_at):
    service.check_requirement(recruiter, made, gate, finding=MET, seen_at=None)

    with pytest.raises(Conflict, match="checked this requirement meanwhile"):
        service.check_requirement(viewer_of(team.manager), made, gate, finding=MET, seen_at=seen_at)


def test_an_entry_without_evidence_is_refused(recruiter, made, gate):
    finding = Finding(CheckState.NOT_MET, Certainty.CLAIMED, "")

    with pytest.raises(BadData) as caught:
        service.check_requirement(recruiter, made, gate, finding=finding, seen_at=None)

    assert caught.value.field == "evidence"


def test_a_requirement_of_another_opening_is_not_there(recruiter, made):
    with pytest.raises(NotFound):
        service.check_requirement(recruiter, made, "us-citizen", finding=MET, seen_at=None)


def test_an_interviewer_checks_nothing(team, made, gate):
    with pytest.raises(NotAllowed):
        service.check_requirement(viewer_of(team.panel[0]), made, gate, finding=MET, seen_at=None)
