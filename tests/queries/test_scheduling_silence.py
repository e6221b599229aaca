"""Who waits without a word, and the report on self-identification, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.domain.policy import Role, Viewer
from app.gateways import self_identification as store
from app.models.applications import Application, ApplicationEvent
from app.models.openings import LocationRules
from app.queries.reports.equal_opportunity import equal_opportunity
from app.queries.scheduling.silent_page import silent_page
from tests import factories
from tests.factories.applications import make_application
from tests.factories.openings import Team
from tests.factories.panels import viewer_of

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


@pytest.fixture
def team(context) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def recruiter(team) -> Viewer:
    return viewer_of(team.recruiter, Role.RECRUITER)


def since(team: Team, days: int, *, state: str = "active") -> int:
    made = make_application(team.opening, stage="panel", state=state)
    at = NOW - timedelta(days=days)
    with factories.writing() as session:
        session.execute(update(Application).where(Application.id == made).values(stage_entered_at=at))
        if state == "declined":
            session.add(ApplicationEvent(application_id=made, kind="declined", data={"tells": "never"}, at=at))
    return made


def test_silences_and_declines_that_nobody_told_stand_in_one_order(team, recruiter):
    made = [since(team, 20), since(team, 30, state="declined"), since(team, 40)]

    page = silent_page(recruiter, NOW)

    assert [row.id for row in page.rows] == [made[2], made[1], made[0]]
    assert [row.is_untold for row in page.rows] == [False, True, False]
    assert page.total == 3


def test_a_later_part_begins_behind_its_place(team, recruiter):
    made = [since(team, 20), since(team, 20), since(team, 40)]
    first = silent_page(recruiter, NOW).rows[1]

    page = silent_page(recruiter, NOW, after=(first.since, first.id))

    assert [row.id for row in page.rows] == [made[1]]
    assert page.total == 3


def test_the_report_counts_on_either_database(context, team):
    everywhere = LocationRules(country="", self_id="uk", changed_by=team.manager, changed_at=NOW)
    made = [since(team, 200) for _ in range(12)]
    with factories.writing() as session:
        session.add(everywhere)
        long_ago = update(Application).where(Application.id.in_(made)).values(applied_at=NOW - timedelta(days=200))
        session.execute(long_ago)
    settings = context.config["RUNG"]
    place = store.Place(settings.self_id_database, settings.secret_key)
    for each in made:
        store.keep(place, each, store.Given("uk", {"sex": "female"}, (NOW - timedelta(days=60)).date()))

    (sheet,) = equal_opportunity(NOW)

    assert sheet.questions[0].table.rows["Female"][0].shown == 12
