"""The pages of calibration: who reads what, in which words; when it is recomputed, and that no decision suffers."""

import json
import re

import pytest
from sqlalchemy import select

from app.database import db
from app.models.decisions import Decision
from app.models.reports import StoredCalibration
from app.services.reports import recompute_calibration
from tests.factories.accounts import make_account
from tests.factories.applications import make_application
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team, make_opening
from tests.factories.reports import make_history, move
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

ALL, OWN = "/reports/interviewers", "/account/calibration"
HIRE = {"outcome": "hire", "level": "P4", "reason": "The panel saw what the role asks for."}
DECLINE = {"about": "area:results", "reason": "No figures, asked twice.", "keep_soon": "yes"}
JUDGEMENTS = re.compile(r"\b(best|worst|rank|league|top|score board|good|bad|poor|excellent)\b", re.IGNORECASE)


@pytest.fixture
def team(app) -> Team:
    return make_opening()


@pytest.fixture
def owner(client_for):
    return client_for(make_account("senior_leader", grants=("process_owner",)))


@pytest.fixture
def calibrate(app):
    def run() -> None:
        with app.app_context():
            recompute_calibration(None)

    return run


@pytest.fixture
def rests_on(app):
    """On whom the calibrations rest that were stored so far."""

    def ask() -> list[list[int]]:
        with app.app_context():
            bodies = db.session.execute(select(StoredCalibration.body).order_by(StoredCalibration.id)).scalars()
            return [json.loads(body)["applications"] for body in bodies]

    return ask


def names(html: str) -> list[str]:
    return re.findall(r'<h3 class="name">([^<]+)</h3>', html)


# --- Who reads what


def test_a_process_owner_reads_of_everybody_by_name(page, team, owner, calibrate):
    make_history(team, 6)
    calibrate()

    shown = page(owner, ALL)

    assert names(shown.html) == sorted(names(shown.html))
    assert len(names(shown.html)) == 3
    assert "From the scorecards of six candidates whose case is closed" in shown.text
    assert "points stricter" in shown.text


@pytest.mark.parametrize("who", ["recruiter", "manager", "leader"])
def test_anybody_else_is_told_where_to_look_instead(client_for, team, who):
    answer = client_for(getattr(team, who)).get(ALL)

    assert answer.status_code == 403
    assert "See your own calibration on your account page instead." in answer.text


def test_the_menu_leads_there_only_with_the_grant(client_for, team, owner):
    link = f'<a href="{ALL}"'

    assert link in owner.get("/").text
    assert link not in client_for(team.manager).get("/").text


def test_everybody_finds_their_own_figures_from_their_account(page, client_for, team, calibrate):
    make_history(team, 6)
    calibrate()
    client = client_for(team.panel[0])

    assert f'href="{OWN}"' in page(client, "/me").html
    shown = page(client, OWN)
    assert "6 scorecards of yours are under these figures." in shown.text
    assert shown.html.count("<svg") >= 3


def test_one_s_own_page_names_nobody_else(page, client_for, team, calibrate):
    make_history(team, 6)
    calibrate()

    shown = page(client_for(team.panel[0]), OWN)

    assert not re.search(r"Person \d+", shown.html.partition("<main")[2])


def test_whoever_has_not_interviewed_is_told_so(page, client_for, team, calibrate):
    make_history(team, 6)
    calibrate()

    assert "There is nothing to tell about you yet" in page(client_for(team.leader), OWN).text


def test_before_anything_is_computed_the_pages_say_when_it_is(page, owner):
    for path in (ALL, OWN):
        assert "It is after the first decision or decline that follows an interview." in page(owner, path).text


def test_too_few_interviews_are_said_in_words(page, client_for, team, calibrate):
    make_history(team, 3)
    calibrate()

    shown = page(client_for(team.panel[0]), OWN)

    assert "Too few: 3 of 5 interviews" in shown.text
    assert "95 % interval" not in shown.html


def test_the_page_says_what_the_figures_are_for_and_what_not(page, owner):
    shown = page(owner, ALL)

    assert "What they are not for" in shown.text
    assert "Not a ranking" in shown.text
    assert shown.text.count("beside which somebody else rated in the same interview") == 1


def test_no_word_and_no_colour_calls_anybody_good_or_bad(page, team, owner, calibrate):
    make_history(team, 6)
    calibrate()

    html = page(owner, ALL).html
    people = html.partition('id="h-people"')[2]

    assert not JUDGEMENTS.search(re.sub(r"<[^>]*>", " ", people))
    assert not re.search(r'class="[^"]*\b(bad|warn|late|done|r[1-5]|p-on|acc)\b', people)


def test_figures_wait_while_a_candidate_under_them_is_under_way_again(page, team, owner, calibrate):
    again, *_rest = make_history(team, 6)
    calibrate()
    move(again, "active")

    shown = page(owner, ALL)

    assert "The figures wait" in shown.text
    assert names(shown.html) == []


# --- When it is recomputed


@pytest.fixture
def finalist(team) -> int:
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)
    return application_id


def decide(page, client, application_id: int):
    path = f"/applications/{application_id}/decision"
    answer = client.post(path, data=page(client, path).form("/decision") | HIRE)
    answer.close()
    return answer


def decline(page, client, application_id: int):
    path = f"/applications/{application_id}/decline"
    answer = client.post(path, data=page(client, path).form("/decline") | DECLINE)
    answer.close()
    return answer


def test_a_decision_is_followed_by_a_new_calibration(page, client_for, team, finalist, rests_on):
    answer = decide(page, client_for(team.manager), finalist)

    assert answer.status_code == 302
    assert rests_on() == [[finalist]]


def test_the_answer_does_not_wait_for_it(page, client_for, team, finalist, rests_on):
    client, path = client_for(team.manager), f"/applications/{finalist}/decision"

    answer = client.post(path, data=page(client, path).form("/decision") | HIRE)

    assert answer.status_code == 302
    assert rests_on() == []
    answer.close()
    assert rests_on() == [[finalist]]


def test_what_goes_wrong_in_it_takes_nothing_of_the_decision_back(
    app, page, client_for, team, finalist, rests_on, monkeypatch
):
    monkeypatch.setattr("app.services.reports.compute", lambda *_args, **_kwargs: 1 / 0)

    answer = decide(page, client_for(team.manager), finalist)

    assert (answer.status_code, rests_on()) == (302, [])
    with app.app_context():
        assert db.session.execute(select(Decision.application_id)).scalar_one() == finalist
    assert "Decided: hire at P4." in page(client_for(team.manager), f"/applications/{finalist}/decision").text


def test_a_refused_decision_recomputes_nothing(page, client_for, team, finalist, rests_on):
    make_history(team, 1)
    client, path = client_for(team.manager), f"/applications/{finalist}/decision"

    answer = client.post(path, data=page(client, path).form("/decision") | HIRE | {"reason": ""})
    answer.close()

    assert (answer.status_code, rests_on()) == (422, [])


def test_a_decline_after_an_interview_is_followed_by_one_too(page, client_for, team, rests_on):
    application_id = make_application(team.opening, stage="manager")
    held = make_interview(application_id, stage="screen", interviewers=[team.recruiter], is_open=True)
    make_scorecard(held, team.recruiter)

    answer = decline(page, client_for(team.recruiter), application_id)

    assert (answer.status_code, rests_on()) == (302, [[application_id]])


def test_a_decline_before_any_interview_changes_nothing(page, client_for, team, rests_on):
    make_history(team, 1)
    application_id = make_application(team.opening)

    answer = decline(page, client_for(team.recruiter), application_id)

    assert (answer.status_code, rests_on()) == (302, [])


def test_a_decline_that_is_taken_back_leaves_the_calibration_again(page, client_for, team, finalist, rests_on):
    client = client_for(team.recruiter)
    decline(page, client, finalist)

    path = f"/applications/{finalist}"
    client.post(f"{path}/undo", data=page(client, path).form("/undo")).close()

    assert rests_on() == [[finalist], []]


def test_an_application_that_is_opened_again_leaves_it_at_once(page, client_for, team, finalist, rests_on):
    others, client = make_history(team, 2), client_for(team.recruiter)
    decline(page, client, finalist)

    path = f"/applications/{finalist}/reopen"
    client.post(path, data=page(client, path).form("/reopen") | {"reason": "A mistake."}).close()

    assert rests_on() == [sorted([*others, finalist]), others]


def test_a_withdrawal_counts_as_an_end(page, client_for, team, finalist, rests_on):
    client, path = client_for(team.recruiter), f"/applications/{finalist}/withdraw"

    client.post(path, data=page(client, path).form("/withdraw") | {"reason": "role"}).close()

    assert rests_on() == [[finalist]]
