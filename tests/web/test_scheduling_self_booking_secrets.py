"""What the candidate's pages keep to themselves: nothing internal, whatever the database holds; and their weight."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.database import db
from app.gateways import clock
from app.models.accounts import Account, Organisation
from app.models.applications import ApplicationEvent
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.models.scheduling import Invitation, PersonTag
from app.queries.scheduling.invitations import invitation_link
from app.queries.scheduling.offers import offered
from app.services.scheduling.self_booking import book_by_link
from tests import factories
from tests.factories.accounts import START
from tests.factories.decisions import make_own_level
from tests.factories.invitations import make_invitation, pass_to
from tests.factories.openings import make_opening

CANARY = "zzqcanaryzzq"
PAGES = ("", "/move", "/cancel", "/hours", "/interview.ics")
BUDGET = 30 * 1024
STATIC = Path(__file__).parents[2] / "app" / "static"


def monday(hour: int = 8) -> datetime:
    return datetime(2026, 2, 2, hour, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _early_in_february() -> Iterator[None]:
    with clock.pretending(monday()):
        yield


@pytest.fixture
def invited(app: Flask, client: FlaskClient) -> int:
    """An open invitation among much that is not for candidates; the client has opened its link."""
    team = make_opening()
    case = factories.applications.make_application(team.opening, stage="panel")
    factories.applications.make_application(team.opening, stage="panel", name=f"{CANARY} rival")
    factories.applications.make_adjustment(case, team.recruiter, arrangement=f"{CANARY} pause", reason=f"{CANARY} ill")
    make_own_level(case, team.manager)
    standby = factories.accounts.make_account(name=f"{CANARY} standby")
    shadow = factories.accounts.make_account(name=f"{CANARY} shadow")
    made = make_invitation(
        case, team.recruiter, people=team.panel, standbys=[standby], shadows=[shadow], now=monday(), days=21
    )
    with factories.writing() as session:
        session.add(Organisation(name="Quillhaven", created_at=START))
        session.add(PersonTag(account_id=team.panel[0], kind="language", tag=f"{CANARY} tag"))
        session.add(ApplicationEvent(application_id=case, kind="noted", data={"reason": f"{CANARY} note"}, at=START))
        session.execute(
            update(Account).where(Account.id.in_(team.panel)).values(email=Account.id.concat(f"@{CANARY}.x"))
        )
        session.execute(update(Opening).values(lowest_level="P4", highest_level="P5"))
        session.execute(update(Candidate).values(pronunciation=f"{CANARY} sound"))
    with app.app_context():
        client.get(invitation_link(made).removeprefix("http://localhost"))
    return made


@pytest.fixture
def booked(app: Flask, invited: int) -> int:
    """The same, booked; somebody who sits beside is then known by name."""
    with factories.writing() as session:
        session.execute(update(Account).where(Account.name == f"{CANARY} shadow").values(name="Known Shadow"))
    with app.app_context():
        start = offered(invited, monday())[0].starts_at
        book_by_link(pass_to(invited), start, zone="Asia/Tokyo")
        assert db.session.scalars(select(Invitation.state)).one() == "booked"
    return invited


def told(client: FlaskClient, invitation: int) -> str:
    """Everything that the pages and their headers say."""
    found = []
    for page in PAGES:
        answer = client.get(f"/bookings/{invitation}{page}")
        found += [answer.get_data(as_text=True), str(answer.headers)]
    return "\n".join(found).lower()


@pytest.mark.parametrize("state", ["invited", "booked"])
def test_candidates_learn_nothing_that_is_not_theirs(client, request, state):
    everything = told(client, request.getfixturevalue(state))

    assert everything.count("quillhaven") > 0
    assert CANARY not in everything


@pytest.mark.parametrize("state", ["invited", "booked"])
@pytest.mark.parametrize("word", ["p4", "p5", "level", "rating", "scorecard", "pool", "shadow_", "withheld"])
def test_pages_use_no_word_of_the_inside(client, request, state, word):
    body = told(client, request.getfixturevalue(state))

    assert f" {word}" not in body


def test_a_token_stands_on_no_page(app, client, booked):
    with app.app_context():
        token = invitation_link(booked).rsplit("/", 1)[1]

    assert token.lower() not in told(client, booked)


def test_a_page_with_its_style_sheet_and_script_is_light(client, invited):
    page = client.get(f"/bookings/{invited}").data
    files = [(STATIC / name).read_bytes() for name in ("base.css", "app.js", "icons.svg")]

    weight = sum(len(gzip.compress(part)) for part in (page, *files))

    assert page.count(b'type="radio"') > 30
    assert weight <= BUDGET
