"""The office of a journey: six people who are signed in, with an opening between them."""

import pytest
from flask import Flask

from tests import factories
from tests.conftest import ClientFor
from tests.journeys.office import Office, six_accounts
from tests.journeys.people import Calendar, Person


@pytest.fixture
def calendar() -> Calendar:
    """What time it is for everybody."""
    return Calendar()


@pytest.fixture
def office(app: Flask, client_for: ClientFor, calendar: Calendar) -> Office:
    """Six people and an opening for P3 to P6."""
    people = {part: Person(client_for(number), name, calendar) for part, (number, name) in six_accounts().items()}
    panel = (people["first"], people["second"], people["third"])
    made = Office(app, calendar, people["recruiter"], people["manager"], panel, people["leader"])
    with made.in_a_hurry():
        made.opens_position()
    return made


@pytest.fixture
def stranger(app: Flask, client_for: ClientFor, calendar: Calendar) -> Person:
    """A colleague with no part in the opening."""
    return Person(client_for(factories.accounts.make_account("interviewer", name="Ole Berg")), "Ole Berg", calendar)
