"""Opening, staffing, closing: who may, what is refused, and that the slower of two people is told."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.opening import CloseReason, OpeningTerms
from app.domain.policy import Part, Role, Viewer
from app.models.audit import AuditEntry
from app.models.openings import Opening
from app.queries import ladders, openings
from app.services import openings as service
from tests import factories

TERMS = OpeningTerms("strategic", "P4", "P5", "Tokyo", "japan")


def viewer(account_id: int, role: Role = Role.RECRUITER) -> Viewer:
    return Viewer(account_id, "Somebody", role, "Europe/Berlin", "Job")


def somebody(role: Role) -> Viewer:
    return viewer(factories.accounts.make_account(role.value), role)


def present(team) -> dict[Part, frozenset[int]]:
    found = openings.team_of(team.opening)
    return {part: found.ids(part) for part in Part}


def acts(opening_id: int) -> list[str]:
    rows = select(AuditEntry.action).where(AuditEntry.object_kind == "opening", AuditEntry.object_id == opening_id)
    return list(db.session.execute(rows.order_by(AuditEntry.id)).scalars())


@pytest.fixture
def team(context):
    return factories.openings.make_opening()


@pytest.fixture
def _ladder(context):
    factories.ladders.publish_shipped()


@pytest.mark.usefixtures("_ladder")
def test_an_opening_is_pinned_to_the_newest_versions():
    person = somebody(Role.RECRUITER)

    opening = openings.opening_for(person, service.create(person, TERMS))

    assert opening.digests == ladders.latest()
    assert (opening.name, opening.terms) == ("Strategic Account Executive, Tokyo", TERMS)


@pytest.mark.usefixtures("_ladder")
@pytest.mark.parametrize(
    ("role", "part"),
    [(Role.ADMIN, "recruiter"), (Role.RECRUITER, "recruiter"), (Role.HIRING_MANAGER, "hiring_manager")],
)
def test_who_opens_an_opening_gets_the_part_of_the_own_role(role, part):
    person = somebody(role)

    opening_id = service.create(person, TERMS)

    assert [(m.id, m.part.value) for m in openings.team_of(opening_id).members] == [(person.account_id, part)]


@pytest.mark.usefixtures("_ladder")
@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.SENIOR_LEADER])
def test_interviewers_and_senior_leaders_open_nothing(role):
    person = somebody(role)

    with pytest.raises(NotAllowed) as refusal:
        service.create(person, TERMS)

    assert refusal.value.message == ("Openings are opened by recruiters, hiring managers and admins. Ask one of them.")


def test_nothing_can_be_opened_before_a_ladder_is_published(context):
    person = somebody(Role.RECRUITER)

    with pytest.raises(NotReady) as refusal:
        service.create(person, TERMS)

    assert "Ask an admin to load one" in refusal.value.message


@pytest.mark.usefixtures("_ladder")
def test_a_range_that_runs_downwards_opens_nothing():
    person = somebody(Role.RECRUITER)

    with pytest.raises(BadData):
        service.create(person, replace(TERMS, lowest_level="P6"))

    assert db.session.execute(select(Opening.id)).all() == []


@pytest.mark.usefixtures("_ladder")
def test_the_making_of_an_opening_is_in_the_audit_trail():
    assert acts(service.create(somebody(Role.ADMIN), TERMS)) == ["opening.created"]


def test_the_team_becomes_exactly_those_who_were_chosen(team):
    another = factories.accounts.make_account("hiring_manager")
    wanted = present(team) | {Part.HIRING_MANAGER: frozenset({another}), Part.SENIOR_LEADER: frozenset()}

    service.change_team(viewer(team.recruiter), team.opening, members=wanted, seen=1)

    assert present(team) == wanted


def test_who_leaves_the_team_loses_access_at_once(team):
    wanted = present(team) | {Part.INTERVIEWER: frozenset(team.panel[1:])}

    service.change_team(viewer(team.recruiter), team.opening, members=wanted, seen=1)

    with pytest.raises(NotFound):
        openings.opening_for(viewer(team.panel[0], Role.INTERVIEWER), team.opening)


@pytest.mark.parametrize(
    ("part", "says"),
    [
        (Part.RECRUITER, "Leave at least one recruiter. Choose the next one before this one goes."),
        (Part.HIRING_MANAGER, "Leave at least one hiring manager. Choose the next one before this one goes."),
    ],
)
def test_the_last_of_either_lead_stays(team, part, says):
    with pytest.raises(BadData) as refusal:
        service.change_team(viewer(team.recruiter), team.opening, members=present(team) | {part: frozenset()}, seen=1)

    assert (refusal.value.message, refusal.value.field) == (says, part.value)


def test_a_part_that_the_role_does_not_allow_is_refused_by_name(team):
    person = factories.accounts.make_account("interviewer", name="Ines Kahl")

    with pytest.raises(BadData) as refusal:
        service.change_team(
            viewer(team.recruiter),
            team.opening,
            members=present(team) | {Part.SENIOR_LEADER: frozenset({person})},
            seen=1,
        )

    assert refusal.value.message == (
        "Ines Kahl can't be in the part “Senior leadership”. "
        "Choose somebody whose role allows it, or ask an admin to change it."
    )


@pytest.mark.parametrize("number", [0, 999_999_999])
def test_nobody_who_does_not_work_here_joins(team, number):
    with pytest.raises(BadData) as refusal:
        service.change_team(
            viewer(team.recruiter),
            team.opening,
            members=present(team) | {Part.INTERVIEWER: frozenset({number})},
            seen=1,
        )

    assert "does not work here any more" in refusal.value.message


def test_a_refused_change_leaves_the_team_as_it_was(team):
    before = present(team)

    with pytest.raises(BadData):
        service.change_team(viewer(team.recruiter), team.opening, members={}, seen=1)

    assert present(team) == before


def test_the_slower_of_two_is_told_who_was_faster(team):
    manager = factories.accounts.make_account("admin", name="Ana Reis")
    wanted = present(team) | {Part.SENIOR_LEADER: frozenset()}
    service.change_team(viewer(manager, Role.ADMIN), team.opening, members=wanted, seen=1)

    with pytest.raises(Conflict) as refusal:
        service.change_team(viewer(team.recruiter), team.opening, members=present(team), seen=1)

    assert refusal.value.message.startswith("Ana Reis changed the hiring team at ")


def test_saving_the_same_team_again_is_no_change(team):
    service.change_team(viewer(team.recruiter), team.opening, members=present(team), seen=1)

    assert acts(team.opening) == []
    assert openings.opening_for(viewer(team.recruiter), team.opening).version == 1


@pytest.mark.parametrize("person", ["panel", "leader"])
def test_only_leads_and_admins_change_the_team(team, person):
    account = team.panel[0] if person == "panel" else team.leader

    with pytest.raises(NotAllowed) as refusal:
        service.change_team(viewer(account, Role.INTERVIEWER), team.opening, members=present(team), seen=1)

    assert "recruiter or hiring manager. Ask one of them" in refusal.value.message


def test_a_stranger_changes_no_team(team):
    with pytest.raises(NotFound):
        service.change_team(somebody(Role.RECRUITER), team.opening, members=present(team), seen=1)


def test_who_takes_themselves_out_is_told_so(team):
    other = factories.accounts.make_account("recruiter")
    wanted = present(team) | {Part.RECRUITER: frozenset({other})}

    assert service.change_team(viewer(team.recruiter), team.opening, members=wanted, seen=1) is False


def test_an_opening_closes_and_opens_again(team):
    person = viewer(team.recruiter)
    service.close(person, team.opening, reason=CloseReason.FILLED, seen=1)
    closed = openings.opening_for(person, team.opening).is_open

    service.reopen(person, team.opening, seen=2)

    assert (closed, openings.opening_for(person, team.opening).is_open) == (False, True)
    assert acts(team.opening) == ["opening.closed", "opening.reopened"]


def test_a_closed_opening_is_not_closed_again(team):
    service.close(viewer(team.recruiter), team.opening, reason=CloseReason.FILLED, seen=1)

    with pytest.raises(Conflict) as refusal:
        service.close(viewer(team.manager, Role.HIRING_MANAGER), team.opening, reason=CloseReason.FILLED, seen=2)

    assert refusal.value.message == "This opening is closed already. Nothing was changed."


def test_interviewers_close_nothing(team):
    with pytest.raises(NotAllowed) as refusal:
        service.close(viewer(team.panel[0], Role.INTERVIEWER), team.opening, reason=CloseReason.FILLED, seen=1)

    assert refusal.value.message == "An opening is closed by its recruiter or hiring manager. Ask one of them."
