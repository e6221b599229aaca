"""The matrix and the scope ladder: columns, cells, readings, and nothing about levels before the own level."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from app.domain.columns import NamedCard
from app.domain.errors import BadData
from app.domain.ladder import Ladder
from app.domain.matrix import Cell, Cut, Dot, Matrix, MatrixRow, matrix
from app.domain.scale import Scale
from app.domain.scope_ladder import SignalRow
from app.domain.scorecard import Card
from tests.domain.evidence import full_loop, shipped_playbook

NAMES = {
    "screen-1": "Ayumi Nakagawa",
    "manager-1": "Naoko Fujimura",
    "panel-1": "Renata Moraes",
    "panel-2": "Takeshi Endo",
    "panel-3": "Ingrid Solheim",
    "final-1": "Michael Adeyemi",
}


def laid_out(cards: list[Card], *, judged: bool = True) -> Matrix:
    named = [NamedCard(card, NAMES[card.rater], NAMES[card.rater].split()[-1]) for card in cards]
    return matrix(named, playbook=shipped_playbook(), judged=judged)


def row(found: Matrix, key: str) -> MatrixRow:
    return next(item for group in found.groups for item in group.rows if item.key == key)


def signal(found: Matrix, key: str) -> SignalRow:
    return next(item for item in found.signals if item.key == key)


def test_columns_are_the_interviewers_in_the_order_of_stages_then_names():
    found = laid_out(list(reversed(full_loop(3))))

    assert [column.short for column in found.columns] == [
        "Nakagawa", "Fujimura", "Solheim", "Moraes", "Endo", "Adeyemi"
    ]  # fmt: skip
    assert [(head.name, head.columns) for head in found.stages] == [
        ("Initial Screen", 1),
        ("Initial Interview", 1),
        ("Mock Presentation", 3),
        ("Final Interview", 1),
    ]


def test_a_stage_without_a_card_has_no_column():
    assert [head.key for head in laid_out(full_loop(3, stages=["panel"])).stages] == ["panel"]


def test_rows_are_the_planned_areas_in_their_groups():
    found = laid_out([])

    assert [(group.name, len(group.rows)) for group in found.groups] == [
        ("Values", 6),
        ("Customer Focus", 4),
        ("Solution Focus", 4),
        ("Operational Excellence", 4),
    ]


def test_a_cell_is_a_word_with_a_tint_or_says_why_it_is_empty():
    cells = row(laid_out(full_loop(3, changes={("final-1", "collaboration"): None})), "collaboration").cells

    assert cells[0] == Cell("rated", "Meets", 3, 3)
    assert cells[1] == Cell("not_planned", "")
    assert cells[5] == Cell("no_evidence", "no evidence")


def test_a_rating_outside_the_plan_is_shown_where_it_was_given():
    cards = [*full_loop(3, stages=["screen"])]
    cards[0] = replace(cards[0], ratings=dict(cards[0].ratings) | {"iteration": 2})

    assert row(laid_out(cards), "iteration").cells[0].word == "Superior"


@pytest.mark.parametrize(
    ("points", "plain", "judged", "mark"),
    [
        ((2, 2, 2), "Superior, three raters", "Expert, three raters", "expert"),
        ((2, 2, 3), "Superior and Meets, three raters", "Expert, three raters", "expert"),
        ((2, 3, 3), "Superior and Meets, three raters", "Meets, three raters", "meets"),
        ((4, 4, 4), "Partly, three raters", "Below meets, three raters", None),
        ((2, 3, None), "Superior and Meets, two raters", "Expert, two raters", "expert"),
        ((3, 4, None), "Meets and Partly, two raters", "Meets, two raters", "meets"),
        ((None, 5, None), "Unsuccessful, one rater", "Below meets, one rater", None),
        ((2, 4, 3), "Superior, Meets and Partly, three raters", "Spread of two: talk first", "meets"),
        ((1, 4, 1), "Distinguished and Partly, three raters", "Spread of three: talk first", "expert"),
        ((None, None, None), "Never assessed", "Never assessed", None),
    ],
)
def test_an_area_reads_in_words_in_two_strengths(points, plain, judged, mark):
    changes = {(f"panel-{number}", "efficiency"): point for number, point in enumerate(points, start=1)}
    cards = full_loop(3, changes=changes)

    strong, weak = (row(laid_out(cards, judged=judged), "efficiency") for judged in (True, False))

    assert (strong.plain, strong.judged, strong.reading, strong.mark) == (plain, judged, judged, mark)
    assert (weak.plain, weak.judged, weak.reading, weak.mark) == (plain, None, plain, None)
    assert strong.is_spread is weak.is_spread is ("Spread" in judged)


def test_the_strip_has_a_dot_for_each_different_rating_and_the_mean():
    changes = {("panel-1", "efficiency"): 2, ("panel-2", "efficiency"): 5}

    found = laid_out(full_loop(2, changes=changes))
    area = row(found, "efficiency")

    assert area.dots == (Dot(0.25, 2, 2), Dot(1.0, 5, 1))
    assert (area.raters, area.mean, area.mean_place) == (3, Fraction(3), 0.5)
    assert found.cuts == (Cut("expert", "Expert", 0.25, 0.375), Cut("meets", "Meets", 0.5, 0.625))


def test_a_strip_without_ratings_is_empty():
    area = row(laid_out([]), "efficiency")

    assert (area.dots, area.mean, area.mean_place, area.raters) == ((), None, None, 0)


def test_a_scale_whose_highest_point_is_best_is_drawn_the_same_way():
    turned = shipped_playbook().scale.model_dump() | {"best": "highest", "marks": {"meets": 3, "expert": 4}}
    turned["points"] = [point | {"value": 6 - point["value"]} for point in turned["points"]]
    playbook = replace(shipped_playbook(), scale=Scale.model_validate(turned))

    found = matrix([NamedCard(Card("screen", "a", {"results": 4}, {}), "A")], playbook=playbook, judged=True)

    assert row(found, "results").dots == (Dot(0.25, 2, 1),)
    assert [(cut.word, cut.cut) for cut in found.cuts] == [("Expert", 0.375), ("Meets", 0.625)]
    assert row(found, "results").judged == "Expert, one rater"


def test_a_scale_without_bars_is_read_in_words_only():
    scale = Scale.model_validate(shipped_playbook().scale.model_dump() | {"marks": {}})

    found = matrix(
        [NamedCard(card, card.rater) for card in full_loop(3)],
        playbook=replace(shipped_playbook(), scale=scale),
        judged=True,
    )

    assert row(found, "results").judged == "Meets, two raters"
    assert found.columns[0].short == "screen-1"


def test_the_scope_ladder_shows_who_picked_what_and_reads_the_mean():
    cards = full_loop(3, "P4")
    cards[2] = replace(cards[2], signals={"techniques": "P5"})

    technique = signal(laid_out(cards), "techniques")

    assert (technique.read_as, technique.phrase) == ("P4", "carries out some advanced techniques consistently")
    assert [(item.levels, item.places) for item in technique.placements] == [(("P4",), (0.5,)), (("P5",), (0.75,))]
    assert [column.short for column in technique.placements[0].columns] == ["Solheim", "Endo"]
    assert technique.plain == "Three raters, two different statements"


def test_the_shared_statement_stands_at_both_its_levels():
    cards = full_loop(3, "P4", signals={"complexity": "P5"})

    complexity = signal(laid_out(cards), "complexity")

    assert complexity.read_as == "P6"
    assert [item.levels for item in complexity.placements] == [("P5", "P6")]
    assert complexity.plain == "Two raters, the same statement"


def test_no_evidence_on_a_signal_names_who_was_asked():
    found = laid_out(full_loop(3, "P4", signals={"mentoring": None}))

    influence = signal(found, "mentoring")

    assert (influence.placements, influence.read_as, influence.phrase) == ((), None, "")
    assert [column.short for column in influence.no_evidence] == ["Adeyemi"]
    assert influence.plain == "No evidence seen"
    assert signal(found, "assistance").plain == "One rater"
    assert signal(laid_out([]), "mentoring").plain == "Never asked"


def test_the_axis_has_every_level_from_lowest_to_highest():
    axis = laid_out([]).axis

    assert [(level.code, level.place) for level in axis] == [
        ("P2", 0.0), ("P3", 0.25), ("P4", 0.5), ("P5", 0.75), ("P6", 1.0)
    ]  # fmt: skip


def test_nothing_about_bars_or_levels_stands_in_a_plain_matrix():
    found = laid_out(full_loop(2, "P5", signals={"complexity": "P6", "mentoring": "P3"}), judged=False)

    assert (found.is_judged, found.cuts, found.axis) == (False, (), ())
    for item in found.signals:
        assert (item.read_as, item.phrase) == (None, "")
        assert all((placed.levels, placed.places, placed.phrase) == ((), (), "") for placed in item.placements)
    assert not any(code in repr(found) for code in ("P2", "P3", "P4", "P5", "P6"))


def test_a_plain_scope_ladder_keeps_the_order_of_the_columns():
    cards = full_loop(3, "P4")
    cards[4] = replace(cards[4], signals={"techniques": "P6"})

    techniques = signal(laid_out(cards, judged=False), "techniques")

    assert [[column.short for column in item.columns] for item in techniques.placements] == [
        ["Solheim"], ["Moraes", "Endo"]
    ]  # fmt: skip


def _ladder(**changes: Any) -> Ladder:
    data = shipped_playbook().ladder.model_dump()
    for item in data["signals"]:
        if item["key"] == "mentoring":
            item |= changes
    return Ladder.model_validate(data)


def test_a_signal_that_does_not_count_is_shown_and_not_read():
    playbook = replace(shipped_playbook(), ladder=_ladder(counts=False))

    found = matrix([NamedCard(card, card.rater) for card in full_loop(3)], playbook=playbook, judged=True)

    assert (signal(found, "mentoring").counts, signal(found, "mentoring").read_as) == (False, None)
    assert [item.levels for item in signal(found, "mentoring").placements] == [("P4",)]


def test_an_answer_that_the_ladder_words_no_more_is_still_shown():
    fewer = shipped_playbook().ladder.signal("mentoring").model_dump()["statements"][:2]
    playbook = replace(shipped_playbook(), ladder=_ladder(statements=fewer))

    found = matrix([NamedCard(card, card.rater) for card in full_loop(3)], playbook=playbook, judged=True)

    (placement,) = signal(found, "mentoring").placements
    assert placement.text == "An answer that this version of the ladder words no more"
    assert (placement.levels, placement.phrase) == (("P4",), "")


def test_a_card_of_an_unknown_stage_is_refused():
    with pytest.raises(BadData) as refusal:
        matrix([NamedCard(Card("lunch", "r7", {}, {}), "A")], playbook=shipped_playbook())

    assert "r7" in refusal.value.message
    assert "screen, manager, panel, final" in refusal.value.message
