"""Many people apply at once, one of them several times over; recruiters join records from all sides."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from app.domain.applying import Sent
from app.domain.candidate import Person, SentFile
from app.domain.policy import Role, Viewer
from app.models.applications import Application
from app.models.candidates import Candidate, CandidateFile
from app.models.notifications import OutboxMessage
from app.services.candidates import applying, joining
from tests import factories
from tests.factories.accounts import START
from tests.factories.applications import make_application
from tests.factories.openings import make_opening
from tests.factories.pools import make_organisation
from tests.factories.portal import candidate_of

AT_ONCE = 8
CV = SentFile("cv.txt", b"Sold software to railways.")


def sent(email: str) -> Sent:
    return Sent(Person("Yuki Hanzawa", "", "", "Osaka", "Asia/Tokyo"), email)


def all_at_once(app, acts):
    """What each act came to: nothing, or the error."""
    together = Barrier(len(acts))

    def run(act):
        with app.app_context():
            together.wait()
            try:
                act()
            except Exception as error:
                return type(error).__name__
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def count(entity):
    with factories.writing() as session:
        return len(session.scalars(select(entity)).all())


@pytest.fixture
def apply(app):
    opening, folder = make_opening(published_at=START).opening, app.config["RUNG"].files_directory
    make_organisation()

    def send(email):
        return lambda: applying.apply(opening, sent(email), cv=CV, folder=folder)

    return send


def test_one_person_who_applies_several_times_at_once_is_one_application(app, apply):
    folder = app.config["RUNG"].files_directory
    before = len(list(folder.iterdir())) if folder.is_dir() else 0

    outcomes = all_at_once(app, [apply("yuki@example.net")] * AT_ONCE)

    assert set(outcomes) <= {None, "Conflict"}
    assert (count(Candidate), count(Application), count(CandidateFile)) == (1, 1, 1)
    assert count(OutboxMessage) <= 2
    assert len(list(folder.iterdir())) - before == 1


def test_many_people_who_apply_at_once_all_get_in(app, apply):
    outcomes = all_at_once(app, [apply(f"yuki{number}@example.net") for number in range(AT_ONCE)])

    assert outcomes == [None] * AT_ONCE
    assert count(Application) == AT_ONCE


def test_records_joined_from_all_sides_at_once_name_one_and_the_same(app):
    team = make_opening()
    make_organisation()
    numbers = [make_application(team.opening, name="Yuki Hanzawa") for _ in range(4)]
    records = [candidate_of(number) for number in numbers]
    recruiter = Viewer(team.recruiter, "Ruth", Role.RECRUITER, "UTC", "Recruiter")
    pairs = list(zip(numbers, [*records[1:], records[0]], strict=True))

    outcomes = all_at_once(app, [lambda pair=pair: joining.join(recruiter, *pair) for pair in pairs])

    with factories.writing() as session:
        named = {row.id: row.same_as_id for row in session.scalars(select(Candidate))}
    assert outcomes == [None] * len(pairs)
    assert named == {records[0]: None} | dict.fromkeys(records[1:], records[0])
