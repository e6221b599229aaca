"""Asking for one more conversation on the decision page: what the form offers, refuses and leads to."""

import re

import pytest

from tests import factories
from tests.factories.decisions import make_finalist, make_own_level
from tests.page import check

TALK = {
    "outcome": "conversation",
    "stage": "final",
    "look_at": ["area:transparency", "area:inclusion"],
    "reason": "One rater alone.",
}


@pytest.fixture
def team(app):
    return factories.openings.make_opening()


@pytest.fixture
def manager(team, client_for):
    return client_for(team.manager)


def address(application_id: int) -> str:
    return f"/applications/{application_id}/decision"


def decidable(team, **answers) -> int:
    application_id = make_finalist(team, **answers)
    make_own_level(application_id, team.manager)
    return application_id


def send(client, page, application_id: int, **fields):
    form = page(client, address(application_id)).form("/decision")
    return client.post(address(application_id), data=form | fields)


def test_the_form_offers_stages_to_repeat_and_what_rests_on_one_rater(page, manager, team):
    shown = page(manager, address(decidable(team))).text

    assert "Ask for one more conversation first Nothing is decided yet." in shown
    assert "Repeat Final Interview Looks at Diversity, inclusion and belonging, " in shown
    assert "Repeat Mock Presentation All that it looks at has evidence, each focus area from two people" in shown
    assert "Transparency Rests on one rater. Final Interview" in shown


def test_the_form_offers_to_hold_a_stage_that_was_left_out(page, manager, team):
    shown = page(manager, address(decidable(team, stages=("screen", "manager", "panel")))).text

    assert "Hold Final Interview" in shown
    assert "Orchestration No evidence seen. Final Interview" in shown


@pytest.mark.parametrize("point", [1, 3, 5])
def test_what_is_offered_does_not_tell_how_it_was_rated(page, manager, team, point):
    offered = page(manager, address(decidable(team, point=point))).html.partition('name="stage"')[2]

    assert offered.count('name="look_at"') == 9


def test_asked_for_the_page_tells_it_in_its_history_and_the_own_level_stays(page, manager, team):
    application_id = decidable(team)

    answer = send(manager, page, application_id, **TALK)

    shown = page(manager, address(application_id)).text
    assert answer.status_code == 302
    assert "The application stands in Final Interview again, and its recruiter is told." in shown
    about = "Diversity, inclusion and belonging and Transparency"
    assert f"asked for one more conversation in Final Interview about {about}." in shown
    assert "One rater alone." in shown
    assert "The own level is given; the decision comes after the last stage." in shown
    assert "Record decision" not in shown


def test_the_recruiter_books_the_stage_again(page, client_for, manager, team):
    application_id = decidable(team)
    send(manager, page, application_id, **TALK)

    shown = page(client_for(team.recruiter), f"/applications/{application_id}").text

    assert "moved it back to Final Interview" in shown
    assert "No interview is booked yet" in shown
    assert "Schedule Final Interview" in shown


def test_a_new_card_is_read_by_itself_and_the_own_level_is_not_asked_for_again(page, client_for, manager, team):
    application_id = decidable(team)
    send(manager, page, application_id, **TALK)
    interview = factories.scheduling.make_interview(
        application_id, stage="final", interviewers=[team.panel[0]], is_open=True
    )
    factories.scorecards.make_scorecard(interview, team.panel[0], point=2)
    recruiter = client_for(team.recruiter)
    going = f"/applications/{application_id}/stage"
    recruiter.post(going, data=page(recruiter, going).form("/stage") | {"stage": "decision", "reason": "It was held."})

    shown = page(manager, address(application_id)).text

    assert "Scorecards used 7" in shown
    assert "Record decision" in shown
    assert "/own-level" not in page(manager, address(application_id)).html


def test_whoever_owes_the_new_card_sees_nothing_until_it_is_in(page, client_for, manager, team):
    application_id = decidable(team)
    send(manager, page, application_id, **TALK)
    factories.scheduling.make_interview(application_id, stage="final", interviewers=[team.manager])

    answer = manager.get(address(application_id))
    timeline = page(manager, f"/applications/{application_id}").text

    assert answer.status_code == 403
    assert "asked for one more conversation" in timeline
    assert "One rater alone." not in timeline


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"stage": ""}, ["Choose the stage of the conversation."]),
        ({"look_at": []}, ["Choose what Final Interview shall look at first."]),
        ({"look_at": ["area:efficiency"]}, ["or choose another stage."]),
        ({"reason": ""}, ["A decision needs a reason"]),
    ],
)
def test_a_wish_that_lacks_something_comes_back_unfolded(page, manager, team, changes, sentences):
    application_id = decidable(team)

    answer = send(manager, page, application_id, **TALK | changes)

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    check(address(application_id), html, 422)
    assert '<details class="stack" open><summary>If you ask for one more conversation' in html
    for sentence in sentences:
        assert sentence in html


def test_what_was_chosen_stays_chosen_when_the_reason_is_missing(page, manager, team):
    application_id = decidable(team)

    html = send(manager, page, application_id, **TALK | {"reason": ""}).get_data(as_text=True)

    chosen = set(re.findall(r'value="([^"]+)"[^>]* checked', html))
    assert chosen == {"conversation", "final", "area:transparency", "area:inclusion"}
