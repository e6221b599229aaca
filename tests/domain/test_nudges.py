"""Nudges: one point throughout, evidence that only judges, private matters; and what is left alone."""

from collections.abc import Callable
from time import perf_counter

import pytest

from app.domain.do_not_ask import COUNTRIES, DO_NOT_ASK, Topic
from app.domain.impressions import JUDGEMENTS, is_impression
from app.domain.nudges import CARD, ONLY_JUDGED, SAME_POINT, Nudge, nudges_of
from app.domain.off_limits import found_in
from app.domain.scorecard import TEXT_LIMIT, Answers, AreaAnswer, SignalAnswer
from tests.domain.nudge_texts import DEMO_TEXTS, IMPRESSIONS, LEFT_ALONE, OBSERVED, OTHER_LANGUAGES, PRIVATE

TEXT = "Asked for the cost of a day's delay, wrote it on the board and came back to it three times."
AREAS = {"results": "Results", "efficiency": "Efficiency", "iteration": "Iteration"}
SIGNALS = {"assistance": "Assistance"}
SEVEN = {f"area_{number}": f"Area {number}" for number in range(7)}


def card(
    *points: int | None, texts: dict[str, str] | None = None, grounds: str = TEXT, summary: str = "", note: str = ""
) -> Answers:
    evidence = dict.fromkeys(AREAS, TEXT) | (texts or {})
    areas = tuple(
        AreaAnswer(key, True, point, evidence[key]) for key, point in zip(AREAS, points or (2, 3, 3), strict=True)
    )
    return Answers(areas, (SignalAnswer("assistance", True, "some", grounds),), "yes", summary, note)


def nudged(answers: Answers) -> tuple[Nudge, ...]:
    return nudges_of(answers, area_names=AREAS, signal_names=SIGNALS)


def test_a_card_with_observations_and_different_points_gets_no_nudge():
    assert nudged(card()) == ()


def test_one_point_in_every_area_is_named_for_the_whole_card():
    first = nudged(card(3, 3, 3))[0]

    assert (first.field, first.sentence) == (CARD, SAME_POINT)
    assert "Thorndike 1920" in first.source


@pytest.mark.parametrize("point", [1, 2, 4, 5, 9])
def test_it_does_not_matter_which_point_it_is(point):
    assert [nudge.field for nudge in nudged(card(point, point, point))] == [CARD]


def test_no_evidence_seen_is_no_point():
    assert nudged(card(3, 3, None)) == ()


def test_areas_of_another_stage_do_not_count():
    answers = nudges_of(card(3, 3, 3), area_names={"results": "Results"}, signal_names={})

    assert answers == ()


def test_evidence_that_only_judges_is_named_beside_its_field():
    found = nudged(card(texts={"efficiency": "Great energy, strong fit."}, grounds="Really smart."))

    assert [(nudge.field, nudge.sentence) for nudge in found] == [
        ("evidence-efficiency", ONLY_JUDGED),
        ("grounds-assistance", ONLY_JUDGED),
    ]
    assert all("Smith and Kendall 1963" in nudge.source for nudge in found)


def test_text_beside_no_evidence_seen_may_judge():
    assert nudged(card(2, None, 3, texts={"efficiency": "Not a good moment to get there."})) == ()


def test_a_summary_may_judge():
    assert nudged(card(summary="A very strong candidate.")) == ()


def test_private_matters_are_named_with_the_words_and_the_law():
    (nudge,) = nudged(card(note="She has two small children, so travel may be hard."))

    assert nudge.field == "next_note"
    assert nudge.sentence.startswith("Leave this out of your notes: “She has two small children”. ")
    assert "EEOC" in nudge.source


def test_nudges_stand_in_the_order_of_the_page():
    found = nudged(
        card(
            3,
            3,
            3,
            texts={"results": "She is in her fifties. Nice.", "iteration": "Impressive."},
            grounds="Weak.",
            summary="His wife works for a rival.",
            note="Her accent is hard to follow.",
        )
    )

    assert [nudge.field for nudge in found] == [
        "card",
        "evidence-results",
        "evidence-results",
        "evidence-iteration",
        "grounds-assistance",
        "summary",
        "next_note",
    ]


@pytest.mark.parametrize("text", IMPRESSIONS)
def test_a_judgement_without_an_observation_is_found(text):
    assert is_impression(text)


def test_the_time_before_a_line_of_notes_is_no_observation():
    assert is_impression("13:38 Very likeable and smart.")
    assert is_impression("13:38 Very likeable.\n13:52 A great fit.")
    assert not is_impression("13:38 Very likeable: there at 13:40 as agreed.")


@pytest.mark.parametrize("text", OBSERVED)
def test_what_was_said_or_done_is_left_alone(text):
    assert not is_impression(text)


@pytest.mark.parametrize("text", OTHER_LANGUAGES)
def test_a_text_in_another_language_is_left_alone(text):
    assert not is_impression(text)
    assert found_in(text) == ()


def test_the_evidence_of_the_demo_organisation_is_left_alone():
    found = [text for text in DEMO_TEXTS if is_impression(text) or found_in(text)]

    assert len(DEMO_TEXTS) > 500
    assert found == []


@pytest.mark.parametrize(("text", "topic"), PRIVATE)
def test_a_private_matter_is_found(text, topic):
    assert [found.topic for found in found_in(text)] == [topic]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_words_that_only_look_private_are_left_alone(text):
    assert found_in(text) == ()


def test_there_are_enough_labelled_texts():
    assert min(len(IMPRESSIONS), len(OBSERVED)) >= 25
    assert min(len(PRIVATE), len(LEFT_ALONE)) >= 25
    assert len(JUDGEMENTS) >= 120


def test_the_list_has_every_topic_once_with_reason_question_and_source():
    assert [item.topic for item in DO_NOT_ASK] == list(Topic)
    assert all(item.name and item.why and item.instead and item.source for item in DO_NOT_ASK)
    assert all(item.notes.keys() <= COUNTRIES.keys() for item in DO_NOT_ASK)


def long_card(text: str, *, areas: int = 7) -> Answers:
    return Answers(tuple(AreaAnswer(key, True, 3, text) for key in list(SEVEN)[:areas]), (), "yes", "", "")


def seconds(work: Callable[[], object]) -> float:
    """The least of a few runs: what the work itself takes, whatever else the machine does."""
    spans = []
    for _ in range(9):
        begin = perf_counter()
        work()
        spans.append(perf_counter() - begin)
    return min(spans)


def nudging(answers: Answers) -> float:
    return seconds(lambda: nudges_of(answers, area_names=SEVEN, signal_names={}))


@pytest.mark.parametrize("text", [TEXT * 300, " ".join(DEMO_TEXTS)], ids=["one text", "the demo's"])
def test_seven_full_areas_take_a_few_times_what_splitting_them_into_words_takes(text):
    answers = long_card(text[:TEXT_LIMIT])

    splitting = seconds(lambda: [answer.evidence.lower().split() for answer in answers.areas])

    assert nudging(answers) < 12 * splitting
    assert nudging(answers) < 0.02


HOSTILE = ("he is ", "old ", "she has a a a a ", "not not not native ", "children.", "x", "’s", "in his mid mid ", "1 ")


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_time_in_proportion_to_its_length(piece):
    tail = " old age pay union"
    half, whole = (long_card((piece * TEXT_LIMIT)[:length] + tail, areas=1) for length in (9_980, 19_980))

    assert nudging(whole) < 4 * nudging(half) + 0.005


def test_what_is_too_long_to_be_kept_is_not_read_to_its_end():
    within, beyond = long_card("He is a " * 2_500, areas=1), long_card("He is a " * 500_000, areas=1)

    assert nudging(beyond) < 10 * nudging(within) + 0.01
