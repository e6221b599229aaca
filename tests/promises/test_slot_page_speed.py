"""How long a candidate waits for the hours that are offered: 200 interviewers, four weeks, 20 open invitations."""

import time as stopwatch
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.gateways import clock
from app.models.scheduling import BusySpan, Interview, OtherDay, Seat, TimeAway, WorkPattern
from app.queries import ladders
from app.queries.scheduling.invitations import invitation_link
from tests import factories
from tests.factories.accounts import START
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team, make_opening
from tests.statements import counted

MOST_SECONDS = 0.2
MOST_STATEMENTS = 12
WEEKS = 4
ZONES = ("Europe/Berlin", "Asia/Tokyo", "Europe/London", "Asia/Kolkata", "Australia/Sydney")
WEEK = [[["09:00", "12:00"], ["13:00", "18:00"]]] * 5 + [[], []]


def monday() -> datetime:
    return datetime(2026, 2, 2, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _early_in_february() -> Iterator[None]:
    with clock.pretending(monday()):
        yield


def fill(people: list[int], application: int) -> None:
    """Hours, days away, 40 entries of a calendar and eight interviews for each of them."""
    random = Random(200)
    minutes = WEEKS * 7 * 24 * 60
    with factories.writing() as session:
        for who in people:
            pattern = WorkPattern(account_id=who, week=WEEK, buffer_minutes=10, most_a_day=3, most_a_week=9)
            session.add(pattern)
            session.add(OtherDay(account_id=who, day=(monday() + timedelta(days=3)).date(), hours=[["10:00", "15:00"]]))
            day = (monday() + timedelta(days=random.randrange(28))).date()
            session.add(TimeAway(account_id=who, first=day, last=day))
            for _ in range(40):
                begin = monday() + timedelta(minutes=5 * random.randrange(minutes // 5))
                session.add(BusySpan(account_id=who, starts_at=begin, ends_at=begin + timedelta(minutes=30)))
        for _ in range(8 * len(people) // 3):
            begin = monday() + timedelta(minutes=30 * random.randrange(minutes // 30))
            interview = Interview(
                application_id=application, stage="panel", starts_at=begin, zone="UTC", state="booked"
            )
            interview.ends_at, interview.booked_by, interview.booked_at = begin + timedelta(hours=1), people[0], START
            interview.wall_time = f"{begin:%Y-%m-%dT%H:%M}"
            session.add(interview)
            session.flush()
            session.add_all(Seat(interview_id=interview.id, account_id=who) for who in random.sample(people, 3))


def invite(team: Team, people: list[int], *, takes: str) -> int:
    application = factories.applications.make_application(team.opening, stage="panel")
    return make_invitation(application, team.recruiter, people=people, takes=takes, now=monday(), days=7 * WEEKS)


@pytest.fixture
def open_page(app: Flask, client: FlaskClient) -> str:
    """The page of a candidate whom 30 of 200 people may meet, each of them in turn: the most that is asked."""
    people = [factories.accounts.make_account(zone=ZONES[number % len(ZONES)]) for number in range(200)]
    team = make_opening()
    fill(people, factories.applications.make_application(team.opening, stage="panel"))
    for number in range(19):
        invite(team, people[number * 3 : number * 3 + 3], takes="all")
    made = invite(team, people[:30], takes="one")
    with app.app_context():
        ladders.playbook_of(team.opening)
        client.get(invitation_link(made).removeprefix("http://localhost"))
    return f"/bookings/{made}"


def test_hours_are_there_within_a_fifth_of_a_second(client, open_page):
    spent = []

    for _ in range(7):
        begin = stopwatch.process_time()
        answer = client.get(open_page)
        spent.append(stopwatch.process_time() - begin)

    assert answer.data.count(b'type="radio"') > 50
    assert sorted(spent)[3] <= MOST_SECONDS


def test_hours_cost_a_dozen_statements_however_many_people_there_are(app, client, open_page):
    with counted(app) as statements:
        client.get(open_page)

    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
