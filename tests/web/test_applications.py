"""The pages of an application: profile, moves, checklist; who sees what, and each refusal by its sentence."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import factories
from tests.factories.bookings import book, soon
from tests.factories.crowds import make_crowd
from tests.factories.openings import Team
from tests.statements import counted

ABOUT = f"area:{factories.ladders.shipped_playbook().planned_areas()[0]}"
VERBS = ("stage", "hold", "decline", "withdraw", "reopen", "override")


@pytest.fixture
def team(app) -> Team:
    return factories.openings.make_opening(location="japan", recruiter_grants=("override",))


@pytest.fixture
def recruiter(team, client_for):
    return client_for(team.recruiter)


@pytest.fixture
def made(team) -> int:
    return factories.applications.make_application(team.opening, name="Yuki Hanzawa")


@pytest.fixture
def send(page, recruiter, made):
    """Posts the form of a page with changes."""

    def post(verb: str, client=recruiter, **changes):
        path = f"/applications/{made}/{verb}"
        return client.post(path, data=page(client, path).form(path) | changes)

    return post


def hold_interview(team: Team, made: int, *, stage: str = "screen", cards: int = 1) -> int:
    people = team.panel if stage == "panel" else (team.recruiter,)
    interview = factories.scheduling.make_interview(made, stage=stage, interviewers=people)
    for who in people[:cards]:
        factories.scorecards.make_scorecard(interview, who, text="canary of a scorecard")
    return interview


def post_from_profile(page, client, made: int, verb: str):
    path = f"/applications/{made}"
    return client.post(f"{path}/{verb}", data=page(client, path).form(f"/{verb}"))


def test_the_profile_says_who_where_what_is_missing_and_where_to_mend_it(page, recruiter, made):
    shown = page(recruiter, f"/applications/{made}")

    assert "Initial Screen , since" in shown.text
    assert "Your turn: book the interview." in shown.text
    assert "No interview is booked yet." in shown.text
    assert f"/applications/{made}/invite" in shown.html


def test_the_profile_names_cards_by_their_state_alone(page, recruiter, team):
    made = factories.applications.make_application(team.opening, stage="panel")
    interview = hold_interview(team, made, stage="panel")
    factories.scorecards.make_scorecard(interview, team.panel[1], submitted=False, text="canary of a draft")

    shown = page(recruiter, f"/applications/{made}")

    assert "Two of three scorecards are missing" in shown.text
    for word in ("submitted", "draft", "not started"):
        assert word in shown.text
    assert "canary" not in shown.html
    assert "Strong yes" not in shown.text


def test_a_ready_application_is_advanced_from_its_profile(page, recruiter, team, made):
    hold_interview(team, made)

    answer = post_from_profile(page, recruiter, made, "advance")

    shown = page(recruiter, answer.location).text
    assert "Advanced to the next stage." in shown
    assert "advanced it to Initial Interview" in shown


def test_an_advance_that_is_not_ready_is_a_page_with_all_reasons(recruiter, page, made):
    token = page(recruiter, f"/applications/{made}/hold").form("/hold")

    answer = recruiter.post(f"/applications/{made}/advance", data=token)

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Initial Screen is not finished." in html
    assert "No interview is booked yet" in html


def test_the_slower_person_sees_who_was_faster(page, recruiter, client_for, team, made):
    hold_interview(team, made)
    manager = client_for(team.manager)
    fields = page(manager, f"/applications/{made}").form("/advance")
    post_from_profile(page, recruiter, made, "advance")

    answer = manager.post(f"/applications/{made}/advance", data=fields)

    assert answer.status_code == 409
    assert "advanced it to Initial Interview at" in answer.get_data(as_text=True)


@pytest.mark.parametrize("sent", ["", "x", "-1", "99999999999999999999", "1.0"])
def test_a_version_that_was_tampered_with_is_stale(page, recruiter, made, sent):
    fields = page(recruiter, f"/applications/{made}/hold").form("/hold") | {"version": sent}

    assert recruiter.post(f"/applications/{made}/advance", data=fields).status_code == 409


def test_an_override_needs_its_reason_and_then_advances(page, recruiter, send, made):
    refused = send("override", reason=" ")

    answer = send("override", reason="Known from last year")

    assert refused.status_code == 422
    assert "Write why: others will read it beside what was missing." in refused.get_data(as_text=True)
    shown = page(recruiter, answer.location).text
    assert "although something was missing Known from last year (Missing: No interview is booked yet)" in shown


def test_without_the_grant_there_is_no_override(client_for, team, made):
    answer = client_for(team.manager).get(f"/applications/{made}/override")

    assert answer.status_code == 403
    assert "needs the override grant" in answer.get_data(as_text=True)


def test_a_stage_is_left_out_with_a_reason(page, recruiter, send):
    answer = send("stage", stage="panel", reason="Met at a fair")

    assert "moved it on to Mock Presentation, leaving out Initial Screen, Initial Interview Met at a fair" in (
        page(recruiter, answer.location).text
    )


def test_leaving_the_order_without_a_reason_keeps_what_was_chosen(send):
    answer = send("stage", stage="panel", reason="")

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Write why the plan&#39;s order is left." in html
    assert 'value="panel" id="stage-1" checked' in html


def test_a_stage_that_does_not_exist_is_refused(send):
    answer = send("stage", stage="lunch", reason="x")

    assert answer.status_code == 422
    assert "The plan has no stage called" in answer.get_data(as_text=True)


def test_a_hold_and_its_end(page, recruiter, send, made):
    answer = send("hold", until="2030-01-07", reason="Budget")
    held = page(recruiter, answer.location).text

    back = post_from_profile(page, recruiter, made, "resume")

    assert "On hold in Initial Screen until Mon 7 Jan 2030" in held
    assert "Resumed." in page(recruiter, back.location).text


@pytest.mark.parametrize(
    ("until", "said"),
    [("2020-01-01", "Choose a wake-up date after today"), ("", "Enter the date on which it shall come back.")],
)
def test_a_hold_without_a_day_to_come_is_refused(send, until, said):
    answer = send("hold", until=until, reason="Budget")

    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)


def test_a_decline_says_what_it_did_and_can_be_undone_for_a_minute(page, recruiter, send, team, made, app):
    with app.app_context():
        book(made, team.recruiter, interviewers=[team.recruiter], at=soon())
    answer = send("decline", about=ABOUT, reason="Never asked back")
    declined = page(recruiter, answer.location)

    undone = post_from_profile(page, recruiter, made, "undo")

    assert "Declined. 1 interview is cancelled. The mail to the candidate waits a minute." in declined.text
    assert "Undo the decline" in declined.text
    shown = page(recruiter, undone.location).text
    assert "The decline is taken back. The candidate hears nothing of it." in shown
    assert "took the decline back" in shown
    assert "Undo the decline" not in shown


def test_a_decline_asks_about_an_interview_within_a_day_and_keeps_it(page, recruiter, send, team, made, app):
    at = (datetime.now(UTC) + timedelta(hours=5)).replace(minute=0, second=0, microsecond=0)
    with app.app_context():
        book(made, team.recruiter, interviewers=[team.recruiter], at=at)
    asked = page(recruiter, f"/applications/{made}/decline").text

    answer = send("decline", about=ABOUT, reason="Never asked back")

    assert "Less than a day away: people have prepared for it." in asked
    assert "The interview within 24 hours takes place" in page(recruiter, answer.location).text


def test_a_decline_without_an_interview_near_asks_nothing_of_the_kind(page, recruiter, made):
    assert "Less than a day away" not in page(recruiter, f"/applications/{made}/decline").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"about": "", "reason": "x"}, "Choose the focus area or requirement."),
        ({"about": "area:juggling", "reason": "x"}, "Choose the focus area or requirement of this opening"),
        ({"about": ABOUT, "reason": ""}, "Write what was seen."),
        ({"about": ABOUT, "reason": "x" * 2001}, "Keep it to 2,000 characters."),
    ],
)
def test_a_decline_without_its_grounds_is_refused_and_keeps_what_was_typed(send, changes, said):
    answer = send("decline", **changes)

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in html
    assert changes["reason"] in html


def test_a_withdrawal_and_its_re_opening(page, recruiter, send):
    answer = send("withdraw", reason="pace", note="Three weeks were too many")
    closed = page(recruiter, answer.location).text

    back = send("reopen", reason="They called back")

    assert "Withdrawn in Initial Screen." in closed
    assert "The process took too long. Three weeks were too many" in closed
    assert "re-opened it in Initial Screen They called back" in page(recruiter, back.location).text


def test_a_refused_offer_is_offered_as_a_reason_only_after_an_offer(page, recruiter, team, made):
    offered = factories.applications.make_application(team.opening, stage="decision", state="offer_made")

    assert "Refused our offer" not in page(recruiter, f"/applications/{made}/withdraw").text
    assert "Refused our offer" in page(recruiter, f"/applications/{offered}/withdraw").text


def test_a_move_that_does_not_fit_the_state_says_what_comes_first(send, made):
    send("hold", until="2030-01-07", reason="Budget")

    answer = send("stage", stage="panel", reason="x")

    assert answer.status_code == 422
    assert "This application is on hold and can&#39;t be moved to another stage. Resume it first." in (
        answer.get_data(as_text=True)
    )


def test_from_the_decision_to_the_hire(page, recruiter, team):
    made = factories.applications.make_application(team.opening, stage="decision", state="decided")

    offer = post_from_profile(page, recruiter, made, "offer")
    hire = post_from_profile(page, recruiter, made, "hire")

    assert offer.status_code == 302
    assert "Hired. The offer is recorded as accepted." in page(recruiter, hire.location).text


def test_a_gate_is_checked_with_evidence(page, recruiter, made):
    key = factories.ladders.shipped_playbook().family.location("japan").requirements[0].key
    path = f"/applications/{made}/requirements/{key}"
    fields = page(recruiter, path).form(path)
    refused = recruiter.post(path, data=fields | {"state": "met", "certainty": "verified", "evidence": ""})

    answer = recruiter.post(path, data=fields | {"state": "met", "certainty": "verified", "evidence": "Card seen."})

    assert refused.status_code == 422
    assert "Write what this rests on" in refused.get_data(as_text=True)
    shown = page(recruiter, answer.location).text
    assert "Met Card seen." in shown
    assert "verified; Person" in shown


def test_figures_are_kept_as_they_were_typed(page, recruiter, team, made):
    asking = [
        item.requirement
        for item in factories.ladders.shipped_playbook().family.requirements_of("strategic", location="japan")
        if {"year"} & set(item.requirement.asks)
    ]
    path = f"/applications/{made}/requirements/{asking[0].key}"
    fields = page(recruiter, path).form(path)

    answer = recruiter.post(
        path, data=fields | {"state": "met", "certainty": "probed", "evidence": "Said so.", "year": "2019"}
    )

    assert "in 2019" in page(recruiter, answer.location).text
    assert 'value="2019"' in page(recruiter, path).html


def test_a_checklist_that_changed_meanwhile_is_not_overwritten(page, recruiter, client_for, team, made):
    key = factories.ladders.shipped_playbook().family.location("japan").requirements[0].key
    path = f"/applications/{made}/requirements/{key}"
    manager = client_for(team.manager)
    mine, theirs = page(recruiter, path).form(path), page(manager, path).form(path)
    entry = {"state": "to_verify", "certainty": "claimed", "evidence": ""}
    manager.post(path, data=theirs | entry)

    answer = recruiter.post(path, data=mine | entry)

    assert answer.status_code == 409
    assert "checked this requirement meanwhile" in answer.get_data(as_text=True)


def test_a_requirement_that_the_role_does_not_ask_is_not_there(recruiter, made):
    assert recruiter.get(f"/applications/{made}/requirements/juggling").status_code == 404


@pytest.mark.parametrize("verb", VERBS)
def test_every_form_page_holds_for_every_page(page, recruiter, made, verb):
    assert "Yuki Hanzawa" in page(recruiter, f"/applications/{made}/{verb}").text


@pytest.mark.parametrize("path", ["", *(f"/{verb}" for verb in VERBS)])
def test_interviewers_are_told_why_not_and_strangers_find_nothing(client_for, team, made, path):
    address = f"/applications/{made}{path}"

    assert client_for(team.panel[0]).get(address).status_code == 403
    assert client_for(factories.accounts.make_account("recruiter")).get(address).status_code == 404


@pytest.mark.parametrize("size", [20, 2000])
def test_a_profile_costs_at_most_eight_statements(app, recruiter, team, size):
    made = make_crowd(team, size)[5]
    recruiter.get(f"/applications/{made}")

    with counted(app) as statements:
        answer = recruiter.get(f"/applications/{made}")

    assert answer.status_code == 200
    assert len(statements) <= 8


@pytest.mark.parametrize("size", [20, 2000])
def test_an_advance_costs_at_most_eight_statements(app, page, recruiter, team, size):
    make_crowd(team, size)
    made = factories.applications.make_application(team.opening)
    hold_interview(team, made)
    fields = page(recruiter, f"/applications/{made}").form("/advance")

    with counted(app) as statements:
        answer = recruiter.post(f"/applications/{made}/advance", data=fields)

    assert answer.status_code == 302
    assert len(statements) <= 8
