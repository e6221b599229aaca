"""What stands beside cards wherever they are read: who opened them early, who may not be independent, what was amended.

And why they can't be read, where they can't.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from app.domain.policy import Grant, Role
from app.services import scorecards
from tests.factories.panels import Panel, make_answers, make_panel, sheet_for, viewer_of

REASON = "The decision is due on Monday."


def submit(panel: Panel, *people: int) -> None:
    for who in people:
        scorecards.submit(viewer_of(who), panel.interview, make_answers(sheet_for(panel.interview, who)), seen=0)


@pytest.fixture
def panel(app: Flask) -> Panel:
    """Two cards are in, the recruiter opens them early, the third comes after; then the first is amended."""
    made = make_panel(recruiter_grants=("override",))
    first, second, third = made.team.panel
    with app.app_context():
        submit(made, first, second)
        recruiter = viewer_of(made.team.recruiter, Role.RECRUITER, grants=frozenset({Grant.OVERRIDE}))
        scorecards.open_panel(recruiter, made.interview, reason=REASON)
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5), tick=False):
            submit(made, third)
        after = {"summary": "Seen anew, it was less."}
        scorecards.amend(viewer_of(first), made.interview, "summary", after=after, reason="I misheard.", seen=1)
    return made


@pytest.mark.parametrize("page", ["debrief", "decision", "packet"])
def test_wherever_the_cards_are_read_it_says_how_they_came_about(panel: Panel, client_for, page: str):
    text = client_for(panel.team.manager).get(f"/applications/{panel.application}/{page}").text

    assert "was opened before all its scorecards were in" in text
    assert REASON in text
    assert "may not be independent" in text
    assert "I misheard." in text
    assert "Asked for the cost of a day&#39;s delay" in text  # before
    assert "Seen anew, it was less." in text  # after


def test_the_packet_as_data_says_the_same(panel: Panel, client_for):
    data = client_for(panel.team.manager).get(f"/applications/{panel.application}/packet.json").get_json()

    (early,) = data["opened_early"]
    assert early["why"] == REASON
    assert early["by"]
    assert sorted(card["may_not_be_independent"] for card in data["scorecards"]) == [False, False, True]
    amended = [card["summary"]["amendments"] for card in data["scorecards"] if card["summary"]["amendments"]]
    assert [change["why"] for (change,) in amended] == ["I misheard."]


def test_the_page_of_an_interview_says_whom_its_cards_wait_for_and_who_can_open_them(app: Flask, client_for):
    panel = make_panel()
    with app.app_context():
        submit(panel, panel.team.panel[0])

    text = client_for(panel.team.recruiter).get(f"/interviews/{panel.interview}").text

    assert "sealed for everybody, admins included" in text
    assert "2 of 3 are awaited" in text
    assert "if they have the override grant" in text


def test_once_they_can_be_read_nothing_is_explained(panel: Panel, client_for):
    text = client_for(panel.team.panel[0]).get(f"/interviews/{panel.interview}").text

    assert "Why can" not in text


def test_a_refusal_says_why_and_what_to_do_next(app: Flask, client_for):
    panel = make_panel()

    answer = client_for(panel.team.panel[0]).get(f"/applications/{panel.application}/debrief")

    assert answer.status_code == 403
    assert "No role and no grant opens it to you before your own is in." in answer.text
    assert "Submit your own scorecard next" in answer.text
