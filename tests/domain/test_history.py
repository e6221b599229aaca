"""Events in words: what is said of each kind, and what is never said."""

import pytest

from app.domain.history import MOVES, tell, tell_checks
from app.domain.pipeline import Plan

PLAN = Plan(("screen", "panel"), {"screen": "Screen", "panel": "Panel"})


def told(kind: str, **data: str) -> tuple[str, str]:
    found = tell(kind, data, plan=PLAN, zone="Asia/Tokyo")
    return found.what, found.detail


@pytest.mark.parametrize(
    ("kind", "data", "what", "detail"),
    [
        ("applied", {"source": "referred"}, "added the application", "Source: referred"),
        ("applied", {}, "added the application", ""),
        ("applied", {"by": "candidate"}, "applied", ""),
        ("panel_opened", {"stage": "panel"}, "submitted the last scorecard of Panel, which opened them", ""),
        ("panel_opened", {}, "submitted the last scorecard of the panel, which opened them", ""),
        (
            "panel_opened",
            {"stage": "panel", "reason": "One is ill"},
            "opened the scorecards of Panel before all were in",
            "",
        ),
        ("advanced", {"to": "panel"}, "advanced it to Panel", ""),
        ("advanced", {"to": "decision"}, "advanced it to Decision", ""),
        (
            "advanced",
            {"to": "panel", "reason": "Ill", "missing": "A card"},
            "advanced it to Panel although something was missing",
            "Ill (Missing: A card)",
        ),
        (
            "stage_skipped",
            {"to": "panel", "skipped": "Screen", "reason": "Known"},
            "moved it on to Panel, leaving out Screen",
            "Known",
        ),
        (
            "stage_skipped",
            {"to": "panel", "skipped": "Screen", "reason": "Known", "missing": "A card"},
            "moved it on to Panel, leaving out Screen",
            "Known (Missing: A card)",
        ),
        ("stage_repeated", {"to": "screen", "reason": "Again"}, "moved it back to Screen", "Again"),
        (
            "declined",
            {"stage": "panel", "about_name": "Results", "reason": "None"},
            "declined it in Panel, on Results",
            "None",
        ),
        ("decline_undone", {}, "took the decline back", ""),
        ("invitation_sent", {"stage": "panel"}, "invited the candidate to choose a time for Panel", ""),
        ("invitation_ended", {"stage": "panel"}, "took back the invitation to Panel", ""),
        (
            "invitation_ended",
            {"stage": "panel", "because": "expired"},
            "ended the invitation to Panel, which was not answered in time",
            "",
        ),
        ("invitation_hours", {"stage": "panel", "note": "Mornings."}, "offered other hours for Panel", "Mornings."),
        ("interview_booked", {"stage": "panel", "by": "candidate"}, "chose a time for Panel", ""),
        ("interview_cancelled", {"stage": "panel", "by": "candidate"}, "cancelled the interview of Panel", ""),
        (
            "interview_no_show",
            {"stage": "panel", "no_show": "candidate", "reason": "Nobody there."},
            "recorded that the candidate did not come to Panel",
            "Nobody there.",
        ),
        (
            "interview_no_show",
            {"stage": "panel", "no_show": "interviewer", "names": "Mei Ito"},
            "recorded that Mei Ito did not come to Panel",
            "",
        ),
        ("interviewer_answered", {"stage": "panel", "answer": "accepted"}, "will come to Panel", ""),
        ("interview_answered", {"stage": "panel", "answer": "declined"}, "declined Panel in the calendar", ""),
        (
            "withdrew",
            {"stage": "screen", "reason": "Took another offer", "note": "Nearer home."},
            "recorded that the candidate withdrew in Screen",
            "Took another offer. Nearer home",
        ),
        ("held", {"until": "2026-02-02", "reason": "Budget"}, "put it on hold until Mon 2 February 2026", "Budget"),
        ("resumed", {}, "resumed it", ""),
        ("reopened", {"stage": "panel", "reason": "Room"}, "re-opened it in Panel", "Room"),
        ("decided", {"level": "P4", "reason": "Deals"}, "decided to hire at P4", "Deals"),
        (
            "decided",
            {"level": "P6", "reason": "Agreed", "decided_by": "Naoko"},
            "approved the hire at P6 that Naoko decided",
            "Agreed",
        ),
        ("approval_asked", {"level": "P6", "reason": "Deals"}, "asked for the approval of a hire at P6", "Deals"),
        ("decision_sent_back", {"level": "P6", "reason": "No"}, "sent the decision to hire at P6 back", "No"),
        ("decision_taken_back", {"level": "P6"}, "took the decision back before it was approved", ""),
        (
            "conversation_asked",
            {"stage": "panel", "names": "Results", "look_at": "area:results", "reason": "Thin"},
            "asked for one more conversation in Panel about Results",
            "Thin",
        ),
        ("conversation_asked", {"stage": "panel"}, "asked for one more conversation in Panel", ""),
        ("offer_made", {}, "recorded that the offer was made", ""),
        ("hired", {}, "recorded that the offer was accepted: hired", ""),
        (
            "requirement_checked",
            {"state_name": "Met", "name": "Lives in Japan"},
            "set a requirement to “Met”",
            "Lives in Japan",
        ),
        (
            "interview_booked",
            {"stage": "panel", "starts_at": "2026-01-08T01:00:00Z"},
            "booked the interview of Panel",
            "10:00 on Thu 8 January 2026, Tokyo time",
        ),
        (
            "interview_cancelled",
            {"stage": "panel", "reason": "Ill."},
            "cancelled the interview of Panel",
            "Ill",
        ),
        (
            "interviewer_excused",
            {"stage": "panel", "excuse": "cannot", "reason": "Missed the flight.", "starts_at": "2026-01-08T01:00:00Z"},
            "can’t make it to Panel",
            "Missed the flight.",
        ),
        (
            "interviewer_excused",
            {"stage": "panel", "excuse": "did_not_happen", "reason": "Nobody came."},
            "reported that Panel did not take place",
            "Nobody came.",
        ),
        ("interviewer_unexcused", {"stage": "panel", "excuse": "cannot"}, "can make it to Panel after all", ""),
        (
            "interviewer_unexcused",
            {"stage": "panel", "excuse": "did_not_happen"},
            "took back that Panel did not take place",
            "",
        ),
        ("interviewer_excused", {"stage": "panel"}, "reported about Panel", ""),
    ],
)
def test_each_kind_has_its_sentence(kind, data, what, detail):
    assert told(kind, **data) == (what, detail)


def test_every_move_has_a_sentence_of_its_own():
    filled = {"until": "2026-02-02", "reason": "x", "to": "panel", "stage": "panel"}

    assert all("_" not in told(kind, **filled)[0] for kind in MOVES)


def test_of_a_scorecard_only_the_act_is_told():
    what, detail = told("scorecard_submitted", vote="strong_yes", point="1", summary="secret")

    assert (what, detail) == ("submitted a scorecard", "")


def test_an_unknown_kind_tells_its_name_and_none_of_its_facts():
    assert told("coffee_drunk", vote="strong_yes") == ("coffee drunk", "")


def test_somebody_who_still_owes_a_scorecard_is_not_told_the_level():
    found = tell("decided", {"level": "P4", "reason": "x"}, plan=PLAN, zone="UTC", shows_decision=False)

    assert (found.what, found.detail) == ("recorded the decision", "")


@pytest.mark.parametrize("kind", ["approval_asked", "decision_sent_back", "decision_taken_back", "conversation_asked"])
def test_somebody_who_still_owes_a_scorecard_is_told_that_something_was_said_and_not_what(kind):
    facts = {"level": "P6", "reason": "secret", "names": "Results", "stage": "panel", "decided_by": "Naoko"}

    found = tell(kind, facts, plan=PLAN, zone="UTC", shows_decision=False)

    assert not {"P6", "Results", "Panel"} & set(found.what.split())
    assert found.detail == ""


def test_a_requirement_checked_again_counts_once_and_as_it_was_set_last():
    checks = [
        {"name": name, "state_name": state} for name, state in (("A", "Met"), ("B", "Not met"), ("A", "To verify"))
    ]

    found = tell_checks(checks, plan=PLAN, zone="UTC")

    assert (found.what, found.detail) == ("checked 2 requirements", "1 met, 1 not met")


def test_one_requirement_checked_twice_is_told_by_its_name():
    checks = [{"name": "A", "state_name": state} for state in ("Met", "To verify")]

    found = tell_checks(checks, plan=PLAN, zone="UTC")

    assert (found.what, found.detail) == ("set a requirement to “Met”", "A")
