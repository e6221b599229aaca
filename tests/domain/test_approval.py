"""A hire outside the opening's range: when somebody else has to approve it, and how long it waits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import approval
from app.domain.approval import NOBODY, Answer, Verdict, approvers_in_words, is_awaited, needs_approval
from app.domain.decision import range_notice
from app.domain.errors import BadData, NotReady
from app.domain.pipeline import DECISION, Position, State, decide_to_hire
from tests.domain.evidence import shipped_ladder

AT_DECISION = Position(State.ACTIVE, DECISION)
LEVELS = st.sampled_from(["P3", "P4", "P5", "P6"])
# What happens to applications and changes nothing about a decision that waits.
UNRELATED = (
    "interview_booked",
    "scorecard_amended",
    "held",
    "resumed",
    "declined",
    "decline_undone",
    "own_level_given",
)


@pytest.mark.parametrize(("level", "must"), [("P3", True), ("P4", False), ("P5", False), ("P6", True)])
def test_a_level_above_or_below_the_range_needs_approval(level, must):
    assert needs_approval(level, shipped_ladder(), lowest="P4", highest="P5") is must


@given(level=LEVELS, lowest=LEVELS, highest=LEVELS)
def test_approval_is_needed_exactly_where_the_page_notices_the_range(level, lowest, highest):
    said = range_notice(level, shipped_ladder(), lowest=lowest, highest=highest)

    assert needs_approval(level, shipped_ladder(), lowest=lowest, highest=highest) is bool(said)


def test_until_it_is_approved_the_application_stays_at_its_decision():
    position, (event,) = approval.ask(AT_DECISION, level="P6", reason=" Worth it. ")

    assert position == AT_DECISION
    assert (event.kind, event.data) == ("approval_asked", {"level": "P6", "reason": "Worth it."})


def test_approved_it_moves_as_if_it_were_decided_now():
    position, (event,) = approval.approve(AT_DECISION, level="P6", reason="Agreed.", decided_by="Marek Nowak")

    decided, (own,) = decide_to_hire(AT_DECISION, level="P6", reason="Agreed.")
    assert (position, event.kind) == (decided, own.kind)
    assert event.data == {"level": "P6", "reason": "Agreed.", "decided_by": "Marek Nowak"}


def test_sent_back_or_taken_back_nothing_moves():
    sent, (one,) = approval.send_back(AT_DECISION, level="P6", reason="Not before the budget is.")
    taken, (other,) = approval.take_back(AT_DECISION, level="P6")

    assert sent == taken == AT_DECISION
    assert (one.kind, one.data["reason"]) == ("decision_sent_back", "Not before the budget is.")
    assert (other.kind, other.data) == ("decision_taken_back", {"level": "P6"})


@pytest.mark.parametrize("position", [Position(State.ON_HOLD, DECISION), Position(State.ACTIVE, "panel")])
def test_what_cannot_be_decided_now_can_neither_be_asked_nor_approved(position):
    with pytest.raises(NotReady):
        approval.ask(position, level="P6", reason="Worth it.")
    with pytest.raises(NotReady):
        approval.approve(position, level="P6", reason="Agreed.", decided_by="Marek Nowak")


@pytest.mark.parametrize("verdict", ["approved", "sent_back"])
def test_an_answer_with_a_reason_passes(verdict):
    approval.check_answer(Answer(verdict, "The region grows."))


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (Answer("", "Why."), "verdict"),
        (Answer("taken_back", "Why."), "verdict"),
        (Answer("approved", " \n"), "reason"),
        (Answer("sent_back", "x" * 4_001), "reason"),
    ],
)
def test_an_answer_names_the_part_that_it_lacks(answer, field):
    with pytest.raises(BadData) as refusal:
        approval.check_answer(answer)

    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ([], NOBODY),
        (["Ann"], "The hire waits for Ann."),
        (["Ann", "Ben"], "The hire waits for Ann or Ben."),
        (["Ann", "Ben", "Cy"], "The hire waits for Ann, Ben or Cy."),
    ],
)
def test_the_page_says_who_can_approve_and_what_to_do_when_nobody_can(names, says):
    assert approvers_in_words(names) == says


@pytest.mark.parametrize(
    ("kinds", "awaited"),
    [
        ([], False),
        (["approval_asked"], True),
        (["approval_asked", "decided"], False),
        (["approval_asked", "decision_sent_back"], False),
        (["approval_asked", "decision_taken_back", "approval_asked"], True),
        (["approval_asked", "stage_repeated", "advanced"], False),
        (["approval_asked", "declined", "reopened"], False),
        (["approval_asked", "declined", "decline_undone"], True),
        (["approval_asked", "held", "resumed"], True),
    ],
)
def test_a_decision_waits_until_it_is_answered_or_the_application_goes_on_without_it(kinds, awaited):
    assert is_awaited(kinds) is awaited


@settings(max_examples=300)
@given(st.lists(st.sampled_from([approval.ASKED, *sorted(approval.ENDS), *UNRELATED]), max_size=12), st.data())
def test_what_has_nothing_to_do_with_it_never_changes_whether_it_waits(kinds, data):
    at = data.draw(st.integers(0, len(kinds)))
    other = data.draw(st.sampled_from(UNRELATED))

    assert is_awaited([*kinds[:at], other, *kinds[at:]]) is is_awaited(kinds)


@settings(max_examples=300)
@given(st.lists(st.sampled_from([approval.ASKED, *sorted(approval.ENDS), *UNRELATED]), max_size=12))
def test_asking_begins_the_wait_and_every_end_ends_it(kinds):
    assert is_awaited([*kinds, approval.ASKED])
    assert not any(is_awaited([*kinds, end]) for end in approval.ENDS)


def test_an_approver_answers_only_what_there_is_to_answer():
    assert set(approval.ANSWER_NAMES) == {Verdict.APPROVED, Verdict.SENT_BACK}
