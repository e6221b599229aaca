"""The page of an interview says when a card is due, since when it is late, and which came in late."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.models.scheduling import Interview
from app.models.scorecards import Scorecard
from tests import factories
from tests.factories.panels import make_panel
from tests.factories.scorecards import make_scorecard


def begun(hours: int) -> datetime:
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=hours)


@pytest.fixture
def shown(client_for, page):
    def fetch(panel) -> str:
        return page(client_for(panel.team.recruiter), f"/interviews/{panel.interview}").text

    return fetch


def test_in_the_day_after_the_interview_the_page_says_when_cards_are_due(app, shown):
    text = shown(make_panel(starts_at=begun(3)))

    assert text.count("due ") >= 3
    assert "Late" not in text


def test_after_that_it_says_since_when_they_are_late(app, shown):
    panel = make_panel(starts_at=begun(30))
    make_scorecard(panel.interview, panel.team.panel[0])

    assert shown(panel).count("Late since ") == 2


def test_a_card_that_came_in_late_is_marked(app, shown):
    panel = make_panel(starts_at=begun(30))
    card = make_scorecard(panel.interview, panel.team.panel[0])
    with factories.writing() as session:
        session.execute(update(Scorecard).where(Scorecard.id == card).values(submitted_at=datetime.now(UTC)))

    text = shown(panel)

    assert text.count("Late since ") == 2
    assert text.count("Late") == 3


def test_before_the_interview_nothing_is_due(app, shown):
    text = shown(make_panel(starts_at=begun(-5)))

    assert "due " not in text


def test_a_shadow_and_a_card_no_longer_owed_are_never_late(app, shown):
    panel = make_panel(starts_at=begun(30), shadows=1)
    with factories.writing() as session:
        session.execute(update(Interview).values(cards_closed_at=datetime.now(UTC)))

    assert "Late" not in shown(panel)
