"""Whose cards may not be independent, after everything that people can do around an owed scorecard."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.database import db
from app.domain.pipeline import WithdrawReason
from app.domain.policy import Grant, Role
from app.models.accounts import Account
from app.models.applications import Application
from app.models.scheduling import Interview
from app.queries import scorecards as queries
from app.services import applications, scheduling, scorecards
from tests.factories.bookings import book
from tests.factories.panels import make_answers, make_panel, sheet_for, viewer_of
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

pytestmark = pytest.mark.usefixtures("context")
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(autouse=True)
def begin_now():
    """Every test begins at the same instant, however long after this file was read."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def panel():
    """Three interviewers who owe their cards; the recruiter's card of the screen lies open."""
    made = make_panel(recruiter_grants=("override",))
    _open_screen(made)
    return made


def _open_screen(panel):
    screen = make_interview(panel.application, stage="screen", interviewers=[panel.team.recruiter], is_open=True)
    make_scorecard(screen, panel.team.recruiter)


def _recruiter(panel):
    return viewer_of(panel.team.recruiter, Role.RECRUITER, grants=frozenset({Grant.OVERRIDE}))


def _version(table, number):
    db.session.rollback()
    return db.session.execute(select(table.version).where(table.id == number)).scalar_one()


def _submit(panel, *people):
    for who in people:
        answers = make_answers(sheet_for(panel.interview, who))
        scorecards.submit(viewer_of(who), panel.interview, answers, seen=0)


def _decline(panel):
    seen = _version(Application, panel.application)
    why = "Nothing was won."
    applications.decline(_recruiter(panel), panel.application, seen=seen, about="area:results", reason=why)


def _reopen(panel):
    seen = _version(Application, panel.application)
    applications.reopen(_recruiter(panel), panel.application, seen=seen, reason="A second look.")


def _replace(panel, leaves, joins):
    seen = _version(Interview, panel.interview)
    scheduling.replace(_recruiter(panel), panel.interview, leaves=leaves, joins=joins, seen=seen)


def _marked(panel):
    """The members of the panel whose cards are marked."""
    db.session.rollback()
    return {card.account_id for card in queries.cards_of_interview(panel.interview) if card.is_after_others}


def test_cards_that_came_in_without_anything_between_are_not_marked(panel):
    _submit(panel, *panel.team.panel)

    assert _marked(panel) == set()


def test_whoever_owed_while_the_application_was_declined_and_wrote_after_it_was_taken_up_again_is_marked(panel):
    first, second, third = panel.team.panel
    _submit(panel, first)
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        _decline(panel)
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        _reopen(panel)
    with time_machine.travel(NOW + timedelta(minutes=9), tick=False):
        _submit(panel, second, third)

        assert _marked(panel) == {second, third}


def test_a_decline_undone_within_its_minute_marks_nobody(panel):
    _decline(panel)
    seen = _version(Application, panel.application)
    applications.undo_decline(_recruiter(panel), panel.application, seen=seen)
    with time_machine.travel(NOW + timedelta(minutes=9), tick=False):
        _submit(panel, *panel.team.panel)

        assert _marked(panel) == set()


def test_where_nothing_lay_open_there_was_nothing_to_read():
    panel = make_panel()
    _decline(panel)
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        _reopen(panel)
    with time_machine.travel(NOW + timedelta(minutes=9), tick=False):
        _submit(panel, *panel.team.panel)

        assert _marked(panel) == set()


def test_a_held_interview_whose_candidate_withdrew_went_on_owing_its_cards(panel):
    seen = _version(Application, panel.application)
    applications.withdraw(_recruiter(panel), panel.application, seen=seen, reason=next(iter(WithdrawReason)))
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        _reopen(panel)
    with time_machine.travel(NOW + timedelta(minutes=9), tick=False):
        _submit(panel, *panel.team.panel)

        assert _marked(panel) == set()


def test_whoever_was_replaced_and_came_back_is_marked_and_the_others_are_not(panel):
    first, second, third = panel.team.panel
    _replace(panel, first, panel.team.leader)
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        _replace(panel, panel.team.leader, first)
    with time_machine.travel(NOW + timedelta(minutes=9), tick=False):
        _submit(panel, first, second, third)

        assert _marked(panel) == {first}


def test_whoever_takes_a_place_for_the_first_time_is_not_marked(panel):
    first, second, third = panel.team.panel
    _replace(panel, first, panel.team.leader)
    with time_machine.travel(NOW + timedelta(minutes=9), tick=False):
        _submit(panel, panel.team.leader, second, third)

        assert _marked(panel) == set()


def test_an_interview_that_was_called_off_with_its_application_and_booked_again_is_marked(panel):
    begin = (NOW + timedelta(days=3)).replace(hour=10, minute=0, second=0)
    scheduling.cancel(
        _recruiter(panel), panel.interview, reason="Nobody came.", seen=_version(Interview, panel.interview)
    )
    coming = book(panel.application, panel.team.recruiter, interviewers=panel.team.panel, at=begin)
    seen = _version(Application, panel.application)
    applications.withdraw(_recruiter(panel), panel.application, seen=seen, reason=next(iter(WithdrawReason)))
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        _reopen(panel)
    with time_machine.travel(begin + timedelta(hours=1), tick=False):
        for who in panel.team.panel:
            scorecards.submit(viewer_of(who), coming, make_answers(sheet_for(coming, who)), seen=0)
        db.session.rollback()

        assert {card.account_id for card in queries.cards_of_interview(coming) if card.is_after_others} == set(
            panel.team.panel
        )


def test_a_panel_that_was_opened_early_says_by_whom_and_why(panel):
    first, second, third = panel.team.panel
    _submit(panel, first, second)
    scorecards.open_panel(_recruiter(panel), panel.interview, reason="The third is ill.")
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        _submit(panel, third)
    db.session.rollback()

    cards = queries.cards_of_interview(panel.interview)

    name = db.session.execute(select(Account.name).where(Account.id == panel.team.recruiter)).scalar_one()
    assert {(card.opened_by, card.quorum_reason) for card in cards} == {(name, "The third is ill.")}
    assert {card.account_id for card in cards if card.is_after_others} == {third}
