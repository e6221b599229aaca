"""The pipeline: what may be done where, what it comes to, and each refusal by its sentence."""

from datetime import date

import pytest

from app.domain import pipeline
from app.domain.errors import BadData, NotReady
from app.domain.pipeline import DECISION, MOVES_FROM, Move, Plan, Position, State, WithdrawReason
from app.domain.states import STATE_WORDS

PLAN = Plan(
    ("screen", "manager", "panel", "final"),
    {"screen": "Screen", "manager": "Manager", "panel": "Panel", "final": "Final"},
)
TODAY = date(2026, 1, 5)


def at(stage: str = "screen", state: State = State.ACTIVE) -> Position:
    return Position(state, stage)


def refusal(kind: type[Exception], act) -> str:
    with pytest.raises(kind) as caught:
        act()
    return caught.value.message  # type: ignore[attr-defined]


def test_an_application_begins_active_in_the_first_stage():
    position, events = pipeline.applied(PLAN, source="referred")

    assert position == at("screen")
    assert [event.kind for event in events] == ["applied"]
    assert events[0].data == {"stage": "screen", "source": "referred"}


def test_advancing_leads_through_the_stages_to_the_decision():
    position, seen = at("screen"), []
    while position.stage != DECISION:
        position, _events = pipeline.advance(position, PLAN, missing=())
        seen.append(position.stage)

    assert seen == ["manager", "panel", "final", DECISION]


def test_advancing_is_refused_with_everything_that_is_missing():
    with pytest.raises(NotReady) as caught:
        pipeline.advance(at(), PLAN, missing=("One card", "Another card"))

    assert caught.value.message == "Screen is not finished."
    assert caught.value.missing == ("One card", "Another card")


def test_a_reason_of_blanks_overrides_nothing():
    with pytest.raises(NotReady):
        pipeline.advance(at(), PLAN, missing=("One card",), override="  \n")


def test_an_override_keeps_its_reason_and_what_was_missing():
    _position, events = pipeline.advance(at(), PLAN, missing=("One card.", "Two."), override=" The writer is ill. ")

    assert events[0].data["reason"] == "The writer is ill."
    assert events[0].data["missing"] == "One card. Two."


def test_an_override_that_was_not_needed_leaves_no_reason():
    _position, events = pipeline.advance(at(), PLAN, missing=(), override="just in case")

    assert "reason" not in events[0].data


def test_nothing_advances_beyond_the_decision():
    said = refusal(NotReady, lambda: pipeline.advance(at(DECISION), PLAN, missing=()))

    assert said == "All stages are done. The next step is the hiring manager's decision."


def test_skipping_names_the_stages_that_are_left_out():
    position, events = pipeline.go_to(at("screen"), PLAN, stage="final", reason="Known from last year")

    assert position == at("final")
    assert events[0].kind == "stage_skipped"
    assert events[0].data["skipped"] == "Screen, Manager, Panel"


def test_skipping_to_the_decision_is_possible():
    position, _events = pipeline.go_to(at("final"), PLAN, stage=DECISION, reason="The leader is away")

    assert position == at(DECISION)


def test_going_back_repeats_a_stage_whatever_is_missing():
    position, events = pipeline.go_to(at("panel"), PLAN, stage="screen", reason="Wrong role", missing=("One card",))

    assert position == at("screen")
    assert events[0].kind == "stage_repeated"


def test_going_back_from_the_decision_is_possible():
    position, events = pipeline.go_to(at(DECISION), PLAN, stage="panel", reason="Once more")

    assert (position.stage, events[0].kind) == ("panel", "stage_repeated")


def test_skipping_leaves_no_scorecard_behind():
    with pytest.raises(NotReady) as caught:
        pipeline.go_to(at(), PLAN, stage="final", reason="Hurry", missing=("The scorecard of Ann",))

    assert caught.value.missing == ("The scorecard of Ann",)


def test_somebody_who_may_override_skips_past_a_missing_scorecard_and_it_is_kept():
    _position, events = pipeline.go_to(
        at(), PLAN, stage="final", reason="Hurry", missing=("The scorecard of Ann",), may_override=True
    )

    assert events[0].data["missing"] == "The scorecard of Ann"


@pytest.mark.parametrize(
    ("stage", "reason", "said"),
    [
        ("screen", "x", "The application already stands in Screen. Choose another stage."),
        ("panel", " ", "Write why: leaving the plan's order needs a reason that others can read later."),
        (
            "lunch",
            "x",
            "The plan has no stage called 'lunch'. Choose one of these: Screen, Manager, Panel, Final, Decision.",
        ),
    ],
)
def test_leaving_the_order_is_refused_with_a_sentence(stage, reason, said):
    assert refusal(BadData, lambda: pipeline.go_to(at(), PLAN, stage=stage, reason=reason)) == said


def test_a_decline_keeps_what_it_rests_on_and_what_it_ended():
    position, events = pipeline.decline(
        at("panel", State.ON_HOLD), about="area:results", about_name="Results", reason=" No numbers. "
    )

    assert position == at("panel", State.DECLINED)
    assert events[0].data == {
        "stage": "panel",
        "was": "on_hold",
        "about": "area:results",
        "about_name": "Results",
        "reason": "No numbers.",
    }


def test_a_decline_rests_on_something():
    said = refusal(BadData, lambda: pipeline.decline(at(), about="", about_name="", reason="x"))

    assert said == "Choose the focus area or requirement that the decline rests on."


def test_a_decline_needs_a_reason():
    said = refusal(BadData, lambda: pipeline.decline(at(), about="a", about_name="A", reason=""))

    assert said == "Write why: a decline needs a reason that others can read later."


@pytest.mark.parametrize("was", [State.ACTIVE, State.ON_HOLD, State.DECIDED])
def test_an_undone_decline_leaves_everything_as_it_was(was):
    position, _events = pipeline.undo_decline(at("panel", State.DECLINED), was=was)

    assert position == at("panel", was)


def test_a_withdrawal_keeps_their_reason():
    position, events = pipeline.withdraw(at(), reason=WithdrawReason.PACE, note=" Three weeks. ")

    assert position.state is State.WITHDRAWN
    assert events[0].data["reason"] == "The process took too long"
    assert events[0].data["note"] == "Three weeks."


def test_an_offer_that_was_not_made_is_not_refused():
    said = refusal(BadData, lambda: pipeline.withdraw(at(), reason=WithdrawReason.OFFER_REFUSED))

    assert said == "There is no offer yet that could be refused. Choose another reason."


def test_refusing_an_offer_is_a_withdrawal():
    position, _events = pipeline.withdraw(at(DECISION, State.OFFER_MADE), reason=WithdrawReason.OFFER_REFUSED)

    assert position == at(DECISION, State.WITHDRAWN)


def test_a_hold_wakes_up_in_the_future():
    said = refusal(BadData, lambda: pipeline.hold(at(), until=TODAY, today=TODAY, reason="x"))

    assert said == "Choose a wake-up date after today, 5 January 2026."


def test_a_hold_keeps_the_stage_and_resuming_goes_on_there():
    held, events = pipeline.hold(at("panel"), until=date(2026, 2, 1), today=TODAY, reason="Budget")
    resumed, _events = pipeline.resume(held)

    assert held == at("panel", State.ON_HOLD)
    assert events[0].data["until"] == "2026-02-01"
    assert resumed == at("panel")


@pytest.mark.parametrize("closed", [State.DECLINED, State.WITHDRAWN])
def test_re_opening_goes_on_in_the_stage_it_stood_in(closed):
    position, events = pipeline.reopen(at("panel", closed), reason="A place is free again")

    assert position == at("panel")
    assert events[0].data["was"] == closed.value


def test_a_decision_to_hire_waits_for_the_stages():
    said = refusal(NotReady, lambda: pipeline.decide_to_hire(at("final"), level="P4", reason="x"))

    assert said == "The stages are not finished. Advance the application to its decision first."


def test_a_decision_needs_a_reason():
    said = refusal(BadData, lambda: pipeline.decide_to_hire(at(DECISION), level="P4", reason=""))

    assert said == "Write why: a decision needs a reason that others can read later."


def test_from_the_decision_over_the_offer_to_the_hire():
    decided, events = pipeline.decide_to_hire(at(DECISION), level="P4", reason="Strong on deals")
    offered, _events = pipeline.make_offer(decided)
    hired, _events = pipeline.hire(offered)

    assert events[0].data["level"] == "P4"
    assert [decided.state, offered.state, hired.state] == [State.DECIDED, State.OFFER_MADE, State.HIRED]


ACTS = {
    Move.ADVANCE: lambda position: pipeline.advance(position, PLAN, missing=()),
    Move.GO_TO: lambda position: pipeline.go_to(position, PLAN, stage="final", reason="x"),
    Move.DECLINE: lambda position: pipeline.decline(position, about="a", about_name="A", reason="x"),
    Move.UNDO_DECLINE: lambda position: pipeline.undo_decline(position, was=State.ACTIVE),
    Move.WITHDRAW: lambda position: pipeline.withdraw(position, reason=WithdrawReason.ROLE),
    Move.HOLD: lambda position: pipeline.hold(position, until=date(2026, 2, 1), today=TODAY, reason="x"),
    Move.RESUME: pipeline.resume,
    Move.REOPEN: lambda position: pipeline.reopen(position, reason="x"),
    Move.DECIDE: lambda position: pipeline.decide_to_hire(position, level="P4", reason="x"),
    Move.MAKE_OFFER: pipeline.make_offer,
    Move.HIRE: pipeline.hire,
}


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("state", list(State))
def test_each_move_is_made_from_its_states_alone_and_a_refusal_says_what_comes_first(move, state):
    position = at(DECISION if move is Move.DECIDE else "screen", state)

    if state in MOVES_FROM[move]:
        assert ACTS[move](position)[1]
    else:
        said = refusal(NotReady, lambda: ACTS[move](position))
        assert said.startswith(f"This application is {STATE_WORDS[state]} and can't be {move.value}. ")
        assert said.endswith(".")


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("stage", ["screen", DECISION])
def test_the_moves_that_are_offered_are_those_that_are_accepted(state, stage):
    offered = pipeline.moves_from(at(stage, state))

    accepted = set()
    for move, act in ACTS.items():
        try:
            act(at(stage, state))
        except NotReady:
            continue
        accepted.add(move)
    assert offered == accepted - {Move.UNDO_DECLINE}


def test_an_unknown_stage_is_called_by_its_key():
    assert PLAN.name("lunch") == "lunch"
