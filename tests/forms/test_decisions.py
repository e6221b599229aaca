"""The forms of the decision page."""

from collections.abc import Mapping

import pytest

from app.domain.conversation import stage_choices
from app.domain.gaps import gaps_of
from forms.decisions import ApprovalForm, DecisionForm, OwnLevelForm, spoken
from tests.factories.ladders import shipped_playbook


def own_form(app, fields: Mapping[str, str]) -> OwnLevelForm:
    with app.test_request_context(method="POST", data=fields):
        form = OwnLevelForm.for_playbook(shipped_playbook(), version=3, is_sent=True)
        form.validate()
        return form


def decision_form(app, fields: Mapping[str, str]) -> DecisionForm:
    asked = shipped_playbook().family.requirements_of("strategic", specialty=None, location=None)
    with app.test_request_context(method="POST", data=fields):
        form = DecisionForm.for_opening(shipped_playbook(), asked, version=3, is_sent=True)
        form.validate()
        return form


@pytest.fixture(autouse=True)
def without_csrf(app):
    app.config["WTF_CSRF_ENABLED"] = False
    yield
    app.config["WTF_CSRF_ENABLED"] = True


def test_an_own_level_takes_two_taps(app):
    form = own_form(app, {"level": "P5", "confidence": "fairly", "version": "3"})

    assert not form.errors
    assert (form.answer().level, form.answer().confidence, form.answer().reason) == ("P5", "fairly", "")
    assert form.seen() == 3


def test_an_empty_own_level_names_both_taps(app):
    assert set(own_form(app, {}).errors) == {"level", "confidence"}


def test_a_hire_needs_its_level_and_a_reason(app):
    assert set(decision_form(app, {"outcome": "hire"}).errors) == {"level", "reason"}


def test_a_decline_needs_its_ground_and_a_reason(app):
    assert set(decision_form(app, {"outcome": "decline"}).errors) == {"about", "reason"}


def test_one_more_conversation_needs_its_stage_and_a_reason(app):
    assert set(decision_form(app, {"outcome": "conversation"}).errors) == {"stage", "reason"}


def test_what_the_outcome_does_not_ask_for_is_left_out(app):
    sent = {"level": "P4", "about": "area:results", "reason": "Why.", "stage": "final", "look_at": "area:transparency"}

    hire = decision_form(app, sent | {"outcome": "hire"}).ruling()
    decline = decision_form(app, sent | {"outcome": "decline"}).ruling()
    talk = decision_form(app, sent | {"outcome": "conversation"}).ruling()

    assert (hire.level, hire.about, hire.stage, hire.look_at) == ("P4", "", "", ())
    assert (decline.level, decline.about, decline.stage, decline.look_at) == ("", "area:results", "", ())
    assert (talk.level, talk.about, talk.stage, talk.look_at) == ("", "", "final", ("area:transparency",))


def test_each_thing_to_look_at_is_offered_once(app):
    playbook = shipped_playbook()
    form = decision_form(app, {}).offer(stage_choices(playbook, gaps_of([], playbook=playbook)))

    keys = [option.data for option in form.look_at]

    assert len(keys) == len(set(keys)) == len(playbook.planned_areas()) + len(playbook.planned_signals())
    assert [option.label.text for option in form.stage][-1] == "Hold Final Interview"


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, {"verdict", "reason"}),
        ({"verdict": "approved", "reason": " "}, {"reason"}),
        ({"reason": "Why."}, {"verdict"}),
    ],
)
def test_an_answer_needs_its_verdict_and_a_reason(app, sent, wrong):
    with app.test_request_context(method="POST", data=sent):
        form = ApprovalForm()
        form.validate()

    assert set(form.errors) == wrong


def test_an_approval_form_that_was_not_sent_holds_nothing_of_the_request(app):
    with app.test_request_context(method="POST", data={"verdict": "approved"}):
        form = ApprovalForm.for_version(7)

    assert form.verdict.data is None
    assert form.seen() == 7


def test_a_form_that_was_not_sent_holds_nothing_of_the_request(app):
    with app.test_request_context(method="POST", data={"level": "P5"}):
        form = OwnLevelForm.for_playbook(shipped_playbook(), version=3, is_sent=False)

    assert form.level.data is None
    assert form.seen() == 3


def test_a_reason_keeps_its_lines_and_loses_signs_that_nobody_sees():
    assert spoken(" one\r\ntwo\x00\x07 ") == "one\ntwo"
