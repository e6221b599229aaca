"""Publishing an opening and taking it down: who may, what is refused, what the audit trail keeps."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.database import db, transaction
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.opening import CloseReason
from app.domain.policy import Role, Viewer
from app.domain.publishing import PublicTerms
from app.gateways import clock
from app.models.audit import AuditEntry
from app.models.openings import Opening
from app.queries.openings.public import public_opening, public_openings
from app.services import openings as service
from tests import factories


def viewer(account_id: int, role: Role = Role.RECRUITER) -> Viewer:
    return Viewer(account_id, "Somebody", role, "Europe/Berlin", "Job")


def acts(opening_id: int) -> list[tuple[str, dict[str, str]]]:
    rows = select(AuditEntry.action, AuditEntry.data).where(AuditEntry.object_id == opening_id)
    found = db.session.execute(rows.where(AuditEntry.object_kind == "opening").order_by(AuditEntry.id))
    return [(row.action, row.data) for row in found]


def listed() -> list[int]:
    return [row.id for row in public_openings(clock.now())]


@pytest.fixture
def team(context):
    return factories.openings.make_opening()


def test_a_published_opening_is_there_for_everybody(team):
    service.publish(viewer(team.recruiter), team.opening, PublicTerms("DE"), seen=1)

    assert (listed(), public_opening(team.opening, clock.now()).country) == ([team.opening], "DE")


def test_an_opening_that_is_taken_down_is_there_for_nobody(team):
    person = viewer(team.manager, Role.HIRING_MANAGER)
    service.publish(person, team.opening, PublicTerms("DE"), seen=1)

    service.take_down(person, team.opening, seen=2)

    assert listed() == []


def test_the_trail_keeps_who_showed_what(team):
    person = viewer(team.recruiter)
    last = clock.now().date() + timedelta(days=9)
    service.publish(person, team.opening, PublicTerms("DE"), seen=1)
    service.publish(person, team.opening, PublicTerms("AT", last), seen=2)
    service.take_down(person, team.opening, seen=3)

    assert acts(team.opening) == [
        ("opening.published", {"country": "none to DE"}),
        ("opening.republished", {"country": "DE to AT", "closes_on": f"none to {last}"}),
        ("opening.taken_down", {}),
    ]


def test_changing_the_page_keeps_the_day_on_which_it_was_published(team):
    person = viewer(team.recruiter)
    service.publish(person, team.opening, PublicTerms("DE"), seen=1)
    before = public_opening(team.opening, clock.now()).published_at

    service.publish(person, team.opening, PublicTerms("AT"), seen=2)

    assert public_opening(team.opening, clock.now()).published_at == before


def test_saving_what_is_there_already_changes_nothing(team):
    person = viewer(team.recruiter)
    service.publish(person, team.opening, PublicTerms("DE"), seen=1)

    service.publish(person, team.opening, PublicTerms("DE"), seen=2)

    assert [action for action, _ in acts(team.opening)] == ["opening.published"]


def test_an_unknown_country_is_refused(team):
    with pytest.raises(BadData) as refusal:
        service.publish(viewer(team.recruiter), team.opening, PublicTerms("XX"), seen=1)

    assert refusal.value.field == "country"


def test_a_last_day_that_is_over_is_refused(team):
    terms = PublicTerms("DE", clock.now().date() - timedelta(days=3))

    with pytest.raises(BadData):
        service.publish(viewer(team.recruiter), team.opening, terms, seen=1)


def test_a_closed_opening_is_opened_again_first(team):
    with transaction() as session:
        session.execute(update(Opening).values(state="closed"))

    with pytest.raises(NotReady):
        service.publish(viewer(team.recruiter), team.opening, PublicTerms("DE"), seen=1)


def test_closing_an_opening_takes_it_from_the_public_at_once(team):
    person = viewer(team.recruiter)
    service.publish(person, team.opening, PublicTerms("DE"), seen=1)

    service.close(person, team.opening, reason=CloseReason.FILLED, seen=2)

    assert listed() == []


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.SENIOR_LEADER])
def test_only_the_two_who_lead_an_opening_publish_it(team, role):
    person = viewer(team.leader if role is Role.SENIOR_LEADER else team.panel[0], role)

    with pytest.raises(NotAllowed):
        service.publish(person, team.opening, PublicTerms("DE"), seen=1)


def test_nobody_else_knows_of_it(team):
    stranger = viewer(factories.accounts.make_account("recruiter"))

    with pytest.raises((NotFound, NotAllowed)):
        service.publish(stranger, team.opening, PublicTerms("DE"), seen=1)


def test_the_slower_of_two_is_told(team):
    service.publish(viewer(team.recruiter), team.opening, PublicTerms("DE"), seen=1)

    with pytest.raises(Conflict, match="published this opening at"):
        service.publish(viewer(team.manager, Role.HIRING_MANAGER), team.opening, PublicTerms("AT"), seen=1)


def test_what_is_not_published_can_not_be_taken_down(team):
    with pytest.raises(Conflict):
        service.take_down(viewer(team.recruiter), team.opening, seen=1)
