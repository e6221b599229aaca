"""The decision page: who sees what and when, giving the own level, recording the decision."""

import re

import pytest
from sqlalchemy import select

from app.database import db
from app.models.decisions import Decision, OwnLevel
from tests import factories
from tests.factories.decisions import make_finalist, make_own_level
from tests.page import check
from tests.statements import counted

OWN = {"level": "P4", "confidence": "sure", "reason": "Runs the account alone."}
HIRE = {"outcome": "hire", "level": "P4", "reason": "The panel saw what the role asks for."}
DECLINE = {"outcome": "decline", "about": "area:results", "reason": "No figures, asked twice."}


@pytest.fixture
def team(app):
    return factories.openings.make_opening(location="japan")


@pytest.fixture
def manager(team, client_for):
    return client_for(team.manager)


@pytest.fixture
def recruiter(team, client_for):
    return client_for(team.recruiter)


@pytest.fixture
def finalist(team):
    differing = {team.panel[0]: {"efficiency": 2}, team.panel[1]: {"efficiency": 4}, team.leader: {"inclusion": 5}}
    return make_finalist(team, by_person=differing, name="Kenji Morimoto")


def address(application_id: int) -> str:
    return f"/applications/{application_id}/decision"


def send(client, page, application_id: int, end: str, **fields):
    form = page(client, address(application_id)).form(end)
    return client.post(address(application_id) + end.removeprefix("/decision"), data=form | fields)


def decidable(team, **answers) -> int:
    application_id = make_finalist(team, **answers)
    make_own_level(application_id, team.manager)
    return application_id


def without_form(html: str) -> str:
    """The page without the manager's form, whose answers are levels, and without what the stylesheet is called."""
    return re.sub(r'<form class="form.*?</form>', "", html, flags=re.DOTALL)


@pytest.mark.parametrize("who", ["manager", "recruiter"])
@pytest.mark.parametrize(
    "word",
    [r"\bP[2-6]\b", r"\d needed", "Mid-market", "Enterprise", "Expert", "holds", "undecided", "Unsuccessful was"],
)
def test_before_the_own_level_no_computed_word_is_in_the_page(page, client_for, team, finalist, who, word):
    html = page(client_for(getattr(team, who)), address(finalist)).html

    assert not re.search(word, without_form(html))


def test_before_the_own_level_evidence_gaps_and_both_texts_are_there(page, manager, team, finalist):
    shown = page(manager, address(finalist)).text

    for word in ("Coverage", "Evidence", "Scope", "a spread of two points", "every rating is there".capitalize()):
        assert word in shown
    assert f"Evidence of {team.panel[0]} in panel." in shown
    assert f"Evidence of {team.panel[1]} in panel." in shown


def test_a_recruiter_reads_that_the_page_waits_for_the_manager(page, recruiter, finalist):
    found = page(recruiter, address(finalist))

    assert "the own level comes first" in found.text
    assert "/own-level" not in found.html


def test_two_taps_give_the_own_level_and_open_the_recommendation(page, manager, finalist):
    answer = send(manager, page, finalist, "/own-level", level="P5", confidence="fairly")

    assert answer.status_code == 302
    shown = page(manager, address(finalist)).text
    assert "Recommendation" in shown
    assert "The estimate gives P4" in shown
    assert "You gave P5; the evidence comes to P4." in shown


def test_an_empty_own_level_names_both_taps(page, manager, finalist):
    answer = send(manager, page, finalist, "/own-level", reason="Kept while I correct it.")

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    check(address(finalist), html, 422)
    for sentence in ("Choose the level that you would give.", "Choose how sure you are.", "Kept while I correct it."):
        assert sentence in html


def test_a_second_own_level_is_refused(page, manager, finalist):
    form = page(manager, address(finalist)).form("/own-level")
    manager.post(address(finalist) + "/own-level", data=form | OWN)

    answer = manager.post(address(finalist) + "/own-level", data=form | OWN | {"level": "P6"})

    assert answer.status_code == 409
    assert "be changed" in answer.get_data(as_text=True)


def test_an_own_level_that_does_not_say_which_page_it_saw_is_not_stored(page, app, manager, finalist):
    form = page(manager, address(finalist)).form("/own-level")
    form.pop("version")

    answer = manager.post(address(finalist) + "/own-level", data=form | OWN)

    assert answer.status_code == 409
    with app.app_context():
        assert db.session.execute(select(OwnLevel)).first() is None


def test_a_recruiter_can_post_neither_level_nor_decision(recruiter, page, team):
    application_id = decidable(team)
    token = page(recruiter, address(application_id)).form("/sign-out")

    own = recruiter.post(address(application_id) + "/own-level", data=token | OWN)
    decision = recruiter.post(address(application_id), data=token | HIRE)

    assert (own.status_code, decision.status_code) == (403, 403)


def test_after_the_own_level_everything_is_there(page, manager, team):
    application_id = decidable(team, points={"results": 2})

    found = page(manager, address(application_id))

    for word in ("Why P4", "Why not P5", "What the level needs", "Proof", "P4 Enterprise: holds", "Record decision"):
        assert word in found.text
    assert "Nearest title of this track: Strategic Account Executive (house mapping" in found.text
    assert 'href="#evidence"' in found.html
    assert 'href="#scope"' in found.html


def test_a_level_that_no_title_of_the_track_is_mapped_to_says_so(page, manager, team):
    application_id = decidable(team, point=2, level="P6")

    assert "No title of this track is mapped to P6." in page(manager, address(application_id)).text


def test_too_little_evidence_names_no_level_and_what_to_do(page, manager, team):
    shown = page(manager, address(decidable(team, stages=("screen",)))).text

    assert "No level is named." in shown
    assert "says nothing against the candidate" in shown
    assert "Hold the stages that are missing" in shown


def test_below_the_bar_declines_nobody(page, manager, team):
    shown = page(manager, address(decidable(team, point=4))).text

    assert "No level is reached." in shown
    assert "declines nobody" in shown
    assert "What P3 lacks" in shown


def test_a_closed_panel_is_named(page, manager, team):
    shown = page(manager, address(decidable(team, sealed=("panel",)))).text

    assert "Mock Presentation is not open yet, so none of its scorecards is used." in shown


def test_a_hire_is_recorded_with_its_reason(page, manager, team):
    application_id = decidable(team)

    answer = send(manager, page, application_id, "/decision", **HIRE)

    shown = page(manager, address(application_id)).text
    assert answer.status_code == 302
    assert "Decided: hire at P4." in shown
    assert HIRE["reason"] in shown
    assert "the same to the last byte" in shown
    assert "Record decision" not in shown


def test_a_level_outside_the_range_is_noticed(page, manager, team):
    application_id = decidable(team)

    send(manager, page, application_id, "/decision", **HIRE | {"level": "P6"})

    assert "P6 lies outside the range of this opening, P4 to P5." in page(manager, address(application_id)).text


def test_beside_each_level_stands_what_choosing_it_means(page, manager, team):
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager, level="P5")

    shown = page(manager, address(application_id)).text

    for sentence in (
        "P4 Enterprise Recommended. Differs from the own level (P5): say why in the reason.",
        "P5 Sr. Enterprise Own level. Differs from the recommendation (P4): say why in the reason.",
        "Outside the range: somebody else has to approve it before it counts.",
        "Decline Differs from the recommendation (P4) and from the own level (P5): say why in the reason.",
    ):
        assert sentence in shown


def test_a_recorded_decision_says_what_it_differs_from(page, manager, team):
    application_id = decidable(team)

    send(manager, page, application_id, "/decision", **HIRE | {"level": "P5"})

    shown = page(manager, address(application_id)).text
    assert "Differs from the recommendation and the own level (P4)." in shown


def test_a_decline_is_recorded_with_its_ground(page, manager, team):
    application_id = decidable(team)

    send(manager, page, application_id, "/decision", **DECLINE)

    shown = page(manager, address(application_id)).text
    assert "Decided: declined." in shown
    assert "On Results." in shown


@pytest.mark.parametrize(
    ("sent", "sentences"),
    [
        ({}, ["Choose what you decide.", "A decision needs a reason"]),
        ({"outcome": "hire"}, ["Choose the level of the hire.", "A decision needs a reason"]),
        ({"outcome": "decline", "reason": "Kept."}, ["that the decline rests on.", "Kept."]),
        ({"outcome": "hire", "level": "P2", "reason": "Kept."}, ["Choose the level of the hire.", "Kept."]),
    ],
)
def test_a_decision_that_lacks_something_comes_back_with_everything_typed(page, manager, team, sent, sentences):
    application_id = decidable(team)

    answer = send(manager, page, application_id, "/decision", **sent)

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    check(address(application_id), html, 422)
    for sentence in sentences:
        assert sentence in html


def test_a_stale_decision_is_told_who_was_faster(page, manager, team):
    application_id = decidable(team)
    form = page(manager, address(application_id)).form("/decision")
    manager.post(address(application_id), data=form | HIRE)

    answer = manager.post(address(application_id), data=form | DECLINE)

    assert answer.status_code == 409
    assert "decided to hire at P4" in answer.get_data(as_text=True)


def test_whoever_owes_a_card_sees_none_of_it(manager, team, finalist):
    factories.scheduling.make_interview(finalist, stage="manager", interviewers=[team.manager])

    answer = manager.get(address(finalist))

    html = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert "once your own scorecard for this candidate is in" in html
    assert "Evidence of" not in html


def test_strangers_and_interviewers_stay_out(client, client_for, team, finalist):
    stranger = client_for(factories.accounts.make_account("hiring_manager"))

    assert client.get(address(finalist)).status_code == 302
    assert stranger.get(address(finalist)).status_code == 404
    assert client_for(team.panel[0]).get(address(finalist)).status_code == 403
    assert client_for(team.leader).get(address(finalist)).status_code == 403


def test_a_recruiter_reads_the_recommendation_once_it_is_open(page, recruiter, team):
    found = page(recruiter, address(decidable(team)))

    assert "Recommendation" in found.text
    assert "The decision is with" in found.text
    assert "Record decision" not in found.text


def test_before_the_last_stage_the_page_says_when_its_turn_comes(page, manager, team):
    application_id = factories.applications.make_application(team.opening, stage="panel")

    assert "Own level and decision come after the last stage." in page(manager, address(application_id)).text


def test_the_page_stays_within_its_statements(page, app, manager, team):
    application_id = decidable(team)
    page(manager, address(application_id))

    with counted(app) as seen:
        page(manager, address(application_id))

    assert len(seen) <= 7, seen


def test_level_and_decision_stay_within_their_statements(page, app, manager, finalist):
    own = page(manager, address(finalist)).form("/own-level")
    with counted(app) as giving:
        manager.post(address(finalist) + "/own-level", data=own | OWN)
    form = page(manager, address(finalist)).form("/decision")
    with counted(app) as deciding:
        manager.post(address(finalist), data=form | HIRE)

    assert len(giving) <= 8, giving
    assert len(deciding) <= 12, deciding


def test_what_was_sent_is_what_is_stored(page, context, manager, finalist):
    send(manager, page, finalist, "/own-level", **OWN)
    send(manager, page, finalist, "/decision", **HIRE)

    own, decision = db.session.get_one(OwnLevel, finalist), db.session.execute(select(Decision)).scalar_one()
    assert (own.level, own.confidence, own.reason) == ("P4", "sure", OWN["reason"])
    assert (decision.outcome, decision.level, decision.reason) == ("hire", "P4", HIRE["reason"])
