"""What makes a card complete, when it is late, what its sheet asks, and how it is amended."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.domain.amendment import Part, check_amendment, part_of, parts_of, values_in_words, values_of
from app.domain.errors import BadData, NotReady
from app.domain.scorecard import (
    TEXT_LIMIT,
    Answers,
    AreaAnswer,
    Card,
    SignalAnswer,
    check_begun,
    check_open,
    check_text,
    in_order,
    is_late,
    lateness,
    plain_lines,
)
from app.domain.sheet import differences, sheet_of
from tests.factories.ladders import shipped_playbook
from tests.factories.panels import make_answers

ENDS = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LEVEL_CODES = ("P2", "P3", "P4", "P5", "P6")


@pytest.fixture(scope="module")
def sheet():
    return sheet_of(shipped_playbook(), "panel", interview_id=7, account_id=11)


@pytest.fixture(scope="module")
def full(sheet):
    return make_answers(sheet)


def _with_area(answers: Answers, index: int, **changes: Any) -> Answers:
    areas = list(answers.areas)
    areas[index] = replace(areas[index], **changes)
    return replace(answers, areas=tuple(areas))


def _with_signal(answers: Answers, **changes: Any) -> Answers:
    return replace(answers, signals=(replace(answers.signals[0], **changes),))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (lambda card: card, None),
        (lambda card: _with_area(card, 0, point=None, evidence=""), None),
        (lambda card: _with_area(card, 0, is_answered=False, point=None), "rating-consultative_approach"),
        (lambda card: _with_area(card, 1, point=3, evidence=""), "evidence-technical_leadership"),
        (lambda card: _with_area(card, 1, point=1, evidence=" \n\t"), "evidence-technical_leadership"),
        (lambda card: _with_area(card, 5, point=5, evidence=""), "evidence-efficiency"),
        (lambda card: replace(card, areas=card.areas[1:]), "rating-consultative_approach"),
        (lambda card: _with_signal(card, is_answered=False), "statement-techniques"),
        (lambda card: _with_signal(card, statement="master", evidence=""), None),
        (lambda card: replace(card, signals=()), "statement-techniques"),
        (lambda card: replace(card, vote=None), "vote"),
        (lambda card: replace(card, vote="perhaps"), "vote"),
        (lambda card: replace(card, summary="", next_note=""), None),
    ],
)
def test_a_card_is_complete_when_every_point_has_evidence_and_everything_is_answered(sheet, full, changed, field):
    missing = sheet.missing(changed(full))

    assert [item.field for item in missing] == ([] if field is None else [field])


def test_each_missing_part_is_named_in_the_order_of_the_page(sheet):
    missing = sheet.missing(sheet.blank())

    assert [item.field for item in missing] == [
        *(f"rating-{area.key}" for area in sheet.areas),
        "statement-techniques",
        "vote",
    ]
    assert missing[0].sentence == "Consultative approach: choose a point, or “No evidence seen”."


def test_progress_counts_areas_signals_and_the_vote(sheet, full):
    assert (sheet.done(sheet.blank()), sheet.done(full), sheet.size) == (0, 8, 8)
    assert sheet.done(_with_area(full, 0, evidence="")) == 7


@pytest.mark.parametrize(("hours", "expected"), [(23, False), (24, False), (25, True)])
def test_a_card_is_due_a_day_after_the_interview(hours, expected):
    assert is_late(ENDS, ENDS + timedelta(hours=hours)) is expected


def test_the_exact_end_of_the_day_is_still_in_time():
    assert not is_late(ENDS, ENDS + timedelta(hours=24))
    assert is_late(ENDS, ENDS + timedelta(hours=24, microseconds=1))


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (23.9, ""),
        (24, ""),
        (24.01, "25 h after the interview, 1 h late"),
        (31, "31 h after the interview, 7 h late"),
        (80.5, "81 h after the interview, 57 h late"),
    ],
)
def test_how_late_a_card_was_is_said_in_hours(hours, said):
    assert lateness(ENDS, ENDS + timedelta(hours=hours)) == said


def test_a_closed_card_says_that_it_is_kept():
    check_open(None)
    with pytest.raises(NotReady, match="What you wrote is kept"):
        check_open(ENDS)


def test_nobody_submits_before_the_interview_has_begun():
    check_begun(ENDS, ENDS)
    with pytest.raises(NotReady, match="has not begun yet"):
        check_begun(ENDS, ENDS - timedelta(seconds=1))


def test_text_is_kept_up_to_the_limit_and_refused_beyond():
    assert check_text("ü" * TEXT_LIMIT, "summary") == "ü" * TEXT_LIMIT
    with pytest.raises(BadData, match="This text has 20,001 characters; up to 20,000 are kept") as refused:
        check_text("ü" * (TEXT_LIMIT + 1), "summary")
    assert refused.value.field == "summary"
    with pytest.raises(BadData, match="NUL"):
        check_text("a\x00b", "summary")


def test_only_the_line_ends_of_forms_are_made_plain():
    assert plain_lines("a\r\nb\nc\rd\u2028e\x85") == "a\nb\nc\rd\u2028e\x85"


def test_cards_have_one_order_whatever_order_they_came_in():
    one, two = Card("manager", "1", {}, {}), Card("manager", "2", {}, {})

    assert in_order([two, one]) == in_order([one, two]) == (one, two)


def test_the_sheet_asks_what_the_plan_asks(sheet):
    stage = shipped_playbook().family.stage("panel")

    assert tuple(sheet.area_names()) == stage.focus_areas
    assert tuple(sheet.signal_names()) == stage.signals
    assert len(sheet.signals[0].choices) == 5


def test_the_order_of_statements_is_the_same_on_every_visit_and_differs_between_people():
    def order(account_id):
        asked = sheet_of(shipped_playbook(), "panel", interview_id=7, account_id=account_id).signals[0]
        return [choice.key for choice in asked.choices]

    assert order(11) == order(11)
    assert len({tuple(order(account_id)) for account_id in range(1, 40)}) > 20


def test_over_many_interviewers_each_statement_stands_in_each_place_about_equally_often():
    firsts = [
        sheet_of(shipped_playbook(), "panel", interview_id=1, account_id=who).signals[0].choices[0].key
        for who in range(1, 501)
    ]

    assert all(60 <= firsts.count(key) <= 140 for key in set(firsts))
    assert len(set(firsts)) == 5


def test_what_an_interviewer_meets_of_a_statement_hints_at_no_level():
    for stage in ("manager", "panel", "final"):
        for signal in sheet_of(shipped_playbook(), stage, interview_id=1, account_id=1).signals:
            for choice in signal.choices:
                assert choice.key not in choice.token
                assert not any(code in choice.text for code in LEVEL_CODES)


def test_a_token_leads_back_to_its_statement_and_no_other_word_does(sheet):
    signal = sheet.signals[0]

    assert [signal.key_of(choice.token) for choice in signal.choices] == [choice.key for choice in signal.choices]
    with pytest.raises(BadData, match="choose one of the statements"):
        signal.key_of("master")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"areas": (AreaAnswer("efficiency", True, 6, "x"),)}, "rating-efficiency"),
        ({"areas": (AreaAnswer("efficiency", True, 3, "x" * 20_001),)}, "evidence-efficiency"),
        ({"signals": (SignalAnswer("techniques", True, "juggling", ""),)}, "statement-techniques"),
        ({"signals": (SignalAnswer("techniques", True, None, "\x00"),)}, "grounds-techniques"),
        ({"vote": "perhaps"}, "vote"),
        ({"summary": "x" * 20_001}, "summary"),
        ({"next_note": "x" * 20_001}, "next_note"),
    ],
)
def test_a_sheet_refuses_what_it_does_not_offer_and_what_cannot_be_kept(sheet, full, changes, field):
    with pytest.raises(BadData) as refused:
        sheet.check(replace(full, **changes))

    assert refused.value.field == field


def test_answers_to_what_is_not_asked_fall_away(sheet, full):
    strange = replace(full, areas=(*full.areas, AreaAnswer("results", True, 1, "x")))

    assert sheet.fit(strange) == full
    with pytest.raises(BadData, match="does not ask that"):
        sheet.signal("assistance")


def test_two_texts_differ_where_they_say_something_else(sheet, full):
    other = replace(_with_signal(_with_area(full, 0, point=2), statement="master"), vote=None)

    found = differences(sheet, theirs=full, yours=other)

    assert [(item.label, item.theirs) for item in found] == [
        ("Consultative approach", "Meets expectations"),
        ("Selling technique", "No evidence seen"),
        ("Vote", "Yes"),
    ]
    assert [item.yours for item in found][::2] == ["Superior", "Not answered"]


def _part(sheet, code: str) -> Part:
    part = part_of(sheet, code)
    assert part is not None
    return part


def test_every_part_of_a_card_can_be_amended(sheet):
    assert [part.code for part in parts_of(sheet)] == [
        *(f"area-{area.key}" for area in sheet.areas),
        "signal-techniques",
        "vote",
        "summary",
    ]
    assert part_of(sheet, "area-results") is None


@pytest.mark.parametrize(
    ("code", "after", "field"),
    [
        ("area-efficiency", {"point": 9, "evidence": "x"}, "point"),
        ("area-efficiency", {"point": 2, "evidence": "  "}, "evidence"),
        ("area-efficiency", {"point": 2, "evidence": "x" * 20_001}, "evidence"),
        ("signal-techniques", {"statement": "juggling", "evidence": ""}, "statement-techniques"),
        ("vote", {"vote": "perhaps"}, "vote"),
        ("summary", {"summary": "a\x00"}, "summary"),
    ],
)
def test_an_amendment_that_would_spoil_the_card_is_refused(sheet, full, code, after, field):
    part = _part(sheet, code)

    with pytest.raises(BadData) as refused:
        check_amendment(sheet, part, before=values_of(part, full), after=after, reason="I misread my notes.")

    assert refused.value.field == field


def test_an_amendment_needs_a_change_and_a_reason(sheet, full):
    part = _part(sheet, "vote")

    with pytest.raises(BadData, match="nothing is different yet"):
        check_amendment(sheet, part, before={"vote": "yes"}, after={"vote": "yes"}, reason="x")
    with pytest.raises(BadData, match="Write why") as refused:
        check_amendment(sheet, part, before={"vote": "yes"}, after={"vote": "no"}, reason=" ")
    assert refused.value.field == "reason"


def test_a_good_amendment_passes_with_its_reason_trimmed(sheet, full):
    part = _part(sheet, "area-efficiency")
    after = {"point": None, "evidence": ""}

    assert check_amendment(sheet, part, before=values_of(part, full), after=after, reason=" Mixed up. ") == "Mixed up."


def test_what_a_part_said_is_put_into_words(sheet, full):
    picked = _with_signal(full, statement="master", evidence="")
    words = {part.code: values_in_words(sheet, part, values_of(part, picked)) for part in parts_of(sheet)}

    assert words["area-efficiency"].startswith("Meets expectations\n\nAsked for the cost")
    assert words["signal-techniques"] == sheet.signals[0].choice("master").text
    assert words["vote"] == "Yes"
    assert words["summary"] == full.summary


def test_a_card_without_answers_reads_as_not_answered(sheet):
    words = dict(sheet.in_words(sheet.blank()))

    assert words["Efficiency"] == words["Selling technique"] == words["Vote"] == "Not answered"
