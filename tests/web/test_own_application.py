"""Somebody who works here and applies finds nothing of their own application, whatever they are and may here."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from app.domain.policy import Grant
from app.gateways import pdf
from app.models.accounts import Account, AccountGrant
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.services import scorecards
from app.services.reports import recompute_calibration
from tests import factories
from tests.factories.accounts import make_account
from tests.factories.applications import make_application, make_cv
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team, make_opening
from tests.factories.panels import make_answers, sheet_for, viewer_of
from tests.factories.portal import candidate_of
from tests.factories.promotions import make_case
from tests.factories.reports import make_history, make_judged, move
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

ClientFor = Callable[[int], FlaskClient]
PEOPLE = ("recruiter", "manager", "panelist", "leader", "admin", "process_owner")
NAME, SOURCE, WORDS = "Kestrelia Selvig", "kestrel fair", "kestrel on a scorecard"
NOW = datetime.now(UTC).replace(minute=30, second=0, microsecond=0)
everybody = pytest.mark.parametrize("who", PEOPLE)


@dataclass
class World:
    """An opening with somebody in its team, or above it, who will apply for it."""

    app: Flask
    team: Team
    person: int
    other: int
    own: int = 0
    interviews: tuple[int, ...] = ()


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a PDF be the page that it would be drawn from."""
    monkeypatch.setattr(pdf, "is_possible", lambda: True)
    monkeypatch.setattr(pdf, "from_page", lambda html, **_: html.encode())


@pytest.fixture
def world(app: Flask, who: str) -> World:
    app.config["WTF_CSRF_ENABLED"] = False
    team = make_opening(recruiter_grants=("override",))
    people = {"recruiter": team.recruiter, "manager": team.manager, "panelist": team.panel[0], "leader": team.leader}
    person = people.get(who) or make_account("admin" if who == "admin" else "senior_leader")
    with factories.writing() as session:
        held = set(session.execute(select(AccountGrant.grant).where(AccountGrant.account_id == person)).scalars())
        session.add_all(AccountGrant(account_id=person, grant=grant) for grant in Grant if grant.value not in held)
    other = make_application(team.opening, stage="panel", name="Somebody Else")
    make_interview(other, stage="panel", interviewers=team.panel, starts_at=NOW + timedelta(days=3))
    return World(app, team, person, other)


def _address_of(account_id: int) -> str:
    with factories.writing() as session:
        return session.execute(select(Account.email).where(Account.id == account_id)).scalar_one()


def _apply(world: World) -> None:
    """The person applies, and comes as far as the decision; they even sit where somebody put them before."""
    world.own = make_finalist(world.team, name=NAME, email=_address_of(world.person))
    make_cv(world.own, world.app.config["RUNG"].files_directory)
    make_own_level(world.own, world.team.manager)
    coming = make_interview(
        world.own, stage="final", interviewers=[world.team.leader], starts_at=NOW + timedelta(days=1)
    )
    owed = make_interview(world.own, stage="panel", interviewers=world.team.panel, starts_at=NOW - timedelta(hours=3))
    make_scorecard(owed, world.team.panel[1], text=WORDS)
    with factories.writing() as session:
        session.get_one(Application, world.own).source = SOURCE
        held = select(Interview.id).where(Interview.application_id == world.own).order_by(Interview.id)
        world.interviews = tuple(session.execute(held).scalars())
        for interview in world.interviews:
            if session.get(Seat, (interview, world.person)) is None:
                session.add(Seat(interview_id=interview, account_id=world.person))
    assert coming in world.interviews


def _is_about(rule: Rule) -> bool:
    return bool({"application_id", "interview_id", "card_id"} & set(rule.arguments))


def _rules(app: Flask) -> list[Rule]:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in {"static", "accounts.sign_out"}]
    return sorted(rules, key=lambda rule: rule.endpoint)


def _common_pages(world: World) -> Iterator[str]:
    """Every page that is about no application, with the filters of those that have some."""
    values = {"opening_id": str(world.team.opening), "account_id": str(world.person)}
    values |= {"token": "nonsense", "content_kind": "family"}
    for rule in _rules(world.app):
        if "GET" in (rule.methods or set()) and not _is_about(rule):
            built = rule.build({name: values.get(name, "1") for name in rule.arguments})
            assert built is not None
            yield built[1]
            if rule.endpoint == "applications.board":
                filters = ("view=columns", "mine=1", "long=1", "q=kestrel", "state=hired", "state=declined")
                yield from (f"{built[1]}?{query}" for query in filters)
                yield f"{built[1]}?stage=decision"


def _own_pages(world: World) -> Iterator[tuple[str, str]]:
    """Method and address of everything that is about the application or one of its interviews."""
    with factories.writing() as session:
        cards = session.execute(select(Scorecard.id).where(Scorecard.interview_id.in_(world.interviews))).scalars()
        card = cards.first()
    for rule in _rules(world.app):
        if not _is_about(rule):
            continue
        for interview in world.interviews if "interview_id" in rule.arguments else (0,):
            values = {"application_id": str(world.own), "interview_id": str(interview), "card_id": str(card)}
            values |= {"part": "vote", "key": "account_control", "item": "area-results", "content_kind": "family"}
            built = rule.build({name: values.get(name, "1") for name in rule.arguments})
            assert built is not None
            yield from ((method, built[1]) for method in sorted({"GET", "POST"} & (rule.methods or set())))


def _tells(text: str) -> bool:
    return any(secret in text for secret in (NAME, SOURCE, WORDS))


def _timeless(text: str) -> str:
    return re.sub(r'name="csrf_token"[^>]*>|Set-Cookie: [^\n]*\n|Content-Length: \d+', "", text)


def _visit(world: World, client: FlaskClient) -> dict[str, str]:
    with world.app.test_request_context():
        addresses = list(_common_pages(world))
    found = {}
    for path in addresses:
        answer = client.get(path)
        assert answer.status_code < 500, path
        found[path] = _timeless(f"{answer.status_code}\n{answer.headers}\n{answer.text}")
    return found


@everybody
def test_nothing_anywhere_differs_for_somebody_whether_they_applied_or_not(world: World, client_for: ClientFor):
    with time_machine.travel(NOW, tick=False):
        client = client_for(world.person)
        before = _visit(world, client)
        _apply(world)
        after = _visit(world, client)
        move(world.own, "hired")
        at_last = _visit(world, client)

    assert [path for path in before if not before[path] == after[path] == at_last[path]] == []
    assert [path for path, text in [*after.items(), *at_last.items()] if _tells(text)] == []


@everybody
def test_every_address_about_their_own_application_leads_them_nowhere(world: World, client_for: ClientFor):
    _apply(world)

    visited, surprises = _knock(world, client_for)

    assert visited > 100
    assert surprises == []


@pytest.mark.parametrize("who", ["panelist", "leader", "admin", "process_owner"])
def test_every_address_about_their_own_promotion_leads_them_nowhere_by_whatever_address(
    world: World, client_for: ClientFor
):
    _apply(world)
    _consider(world)

    visited, surprises = _knock(world, client_for)

    assert visited > 100
    assert surprises == []


@pytest.mark.parametrize("who", ["leader", "process_owner"])
def test_nothing_anywhere_differs_for_somebody_whether_they_are_considered_or_not(world: World, client_for: ClientFor):
    with time_machine.travel(NOW, tick=False):
        client = client_for(world.person)
        before = _visit(world, client)
        _apply(world)
        _consider(world)
        after = _visit(world, client)

    assert [path for path in before if before[path] != after[path]] == []
    assert [path for path, text in after.items() if _tells(text)] == []


@pytest.mark.parametrize("who", ["panelist"])
def test_their_own_pages_as_a_candidate_tell_nothing_of_any_scorecard(world: World, portal_client: ClientFor):
    _apply(world)
    make_case(world.own, world.person, world.team.manager)
    with world.app.test_request_context():
        addresses = [path for method, path in _own_pages(world) if method == "GET" and path.startswith("/portal/")]

    client = portal_client(candidate_of(world.own))
    pages = {path: client.get(path).get_data() for path in ["/portal", "/portal/data", *addresses]}

    assert client.get("/portal").status_code == 200
    assert [path for path, content in pages.items() if WORDS.encode() in content] == []


def _consider(world: World) -> None:
    """The application becomes a promotion case, and the record has an address that is not the account's."""
    make_case(world.own, world.person, world.team.manager)
    with factories.writing() as session:
        candidate = session.get_one(Application, world.own).candidate_id
        session.get_one(Candidate, candidate).email = "kestrel.at.home@example.net"


def _knock(world: World, client_for: ClientFor) -> tuple[int, list[str]]:
    """Ask for every address about the own application; what is found there, and how many there are."""
    with world.app.test_request_context():
        addresses = list(_own_pages(world))
    surprises = []
    with time_machine.travel(NOW, tick=False):
        client = client_for(world.person)
        for method, path in addresses:
            answer = client.open(path, method=method)
            # A session of staff is none of a candidate: their own pages begin with the address.
            is_away = path.startswith("/portal/") and answer.location == "/portal/sign-in"
            if not (is_away or answer.status_code == 404) or _tells(answer.text):
                surprises.append(f"{method} {path}: {answer.status_code}")
    return len(addresses), surprises


@pytest.mark.parametrize("who", ["recruiter", "manager"])
def test_what_they_do_with_other_applications_is_as_it_was(world: World, client_for: ClientFor):
    _apply(world)

    client = client_for(world.person)

    assert client.get(f"/applications/{world.other}").status_code == 200
    assert "Somebody Else" in client.get(f"/openings/{world.team.opening}/board").text


@pytest.mark.parametrize("who", ["process_owner"])
def test_the_calibration_they_read_had_no_part_in_their_own_application(world: World, client_for: ClientFor):
    with time_machine.travel(NOW, tick=False):
        _calibrated_on(world, make_history(world.team))
        before = client_for(world.person).get("/reports/interviewers").text
        own = make_judged(world.team, name=NAME, email=_address_of(world.person), point=2)
        _calibrated_on(world, [own])
        after = client_for(world.person).get("/reports/interviewers").text
        move(own, "active")
        withheld = client_for(world.person).get("/reports/interviewers").text

    assert "6 candidates" in before or "six candidates" in before.lower()
    assert _timeless(before) == _timeless(after) == _timeless(withheld)


def _calibrated_on(world: World, _applications: list[int]) -> None:
    with world.app.app_context():
        found = recompute_calibration(None)
    assert found is not None
    assert found.is_new


@pytest.mark.parametrize("who", ["panelist"])
def test_nobody_is_offered_for_or_booked_into_an_interview_of_their_own_application(
    world: World, client_for: ClientFor
):
    own = make_application(world.team.opening, stage="panel", name=NAME, email=_address_of(world.person))
    recruiter = client_for(world.team.recruiter)
    path = f"/applications/{own}/interviews/new"

    offered = recruiter.get(path).text
    refused = recruiter.post(path, data=_booking(world.team.panel))

    seats = set(re.findall(r'name="seats"[^>]*value="(\d+)"', offered))
    assert str(world.team.panel[1]) in seats
    assert str(world.person) not in seats
    assert refused.status_code == 422
    assert "is the candidate here, and can’t interview themself" in refused.text.replace("&#39;", "’")


def _booking(people: tuple[int, ...]) -> dict[str, object]:
    return {
        "day": f"{NOW + timedelta(days=9):%Y-%m-%d}",
        "at": "10:00",
        "zone": "UTC",
        "minutes": "60",
        "seats": [str(person) for person in people],
        "version": "1",
    }


@pytest.mark.parametrize("who", ["manager"])
def test_the_reveal_is_told_to_everybody_but_the_one_it_is_about(world: World):
    own = make_application(world.team.opening, stage="panel", name=NAME, email=_address_of(world.person))
    begin = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=2)
    interview = make_interview(own, stage="panel", interviewers=world.team.panel[:1], starts_at=begin)
    first = world.team.panel[0]

    with world.app.app_context():
        scorecards.submit(viewer_of(first), interview, make_answers(sheet_for(interview, first)), seen=0)

    with factories.writing() as session:
        told = session.execute(select(OutboxMessage.account_id).where(OutboxMessage.kind == "panel_opened")).scalars()
        assert set(told) == {world.team.recruiter}
