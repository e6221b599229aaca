"""What to look at before deciding: gaps in the evidence and warnings, with and without a word on the level."""

import pytest

from app.domain.errors import BadData
from app.domain.gaps import gaps_of
from app.domain.scorecard import Card
from app.domain.warnings import CardRef, WarningNote, warnings_of
from tests.domain.evidence import AREAS, SIGNALS, full_loop, shipped_playbook


def warned(cards: list[Card], **options: object) -> list[WarningNote]:
    return list(warnings_of(cards, playbook=shipped_playbook(), **options))  # type: ignore[arg-type]


def test_a_full_loop_without_disagreement_warns_of_nothing():
    assert warned(full_loop(3)) == []


def test_a_missing_stage_and_the_areas_that_only_it_asks_are_named():
    notes = warned(full_loop(3, stages=["screen", "manager", "panel"]))

    assert [(note.kind, note.title) for note in notes] == [
        ("stage_missing", "No scorecard from Final Interview"),
        ("area_unassessed", "Five areas were never asked about"),
    ]
    assert notes[1].areas == (
        "business_acumen", "inclusion", "leading_with_vision", "resource_orchestration", "transparency"
    )  # fmt: skip


def test_an_area_without_evidence_names_the_cards_that_were_asked():
    (note,) = warned(full_loop(3, areas={"transparency": None}))

    assert (note.kind, note.title, note.is_about_level) == (
        "area_unassessed", "Transparency was never assessed", False
    )  # fmt: skip
    assert note.cards == (CardRef("final", "final-1"),)


def test_a_spread_of_two_names_the_cards_at_both_ends():
    changes = {("panel-1", "technical_leadership"): 4, ("panel-3", "technical_leadership"): 2}

    (note,) = warned(full_loop(3, changes=changes))

    assert (note.kind, note.areas) == ("spread", ("technical_leadership",))
    assert note.title == "DevOps & Technical Leadership: a spread of two points"
    assert note.text.startswith("Rated Superior, Meets expectations and Partially successful.")
    assert note.cards == (CardRef("panel", "panel-3"), CardRef("panel", "panel-1"))


def test_a_spread_of_one_is_no_disagreement():
    assert warned(full_loop(3, changes={("panel-1", "efficiency"): 2})) == []


@pytest.mark.parametrize(
    ("cards", "who"),
    [
        (full_loop(3, areas={"iteration": 5}), "its one rater"),
        (full_loop(3, areas={"results": 5}), "all its two raters"),
        (full_loop(4, changes={("panel-1", "efficiency"): 5}), "one of its three raters"),
    ],
)
def test_the_worst_point_is_a_warning_about_the_level(cards, who):
    (note,) = [item for item in warned(cards) if item.kind == "worst_point"]

    assert note.is_about_level
    assert note.title.endswith("was rated Unsuccessful")
    assert note.text.startswith(f"By {who}.")


def test_late_and_amended_cards_are_named_without_a_person():
    cards = [*full_loop(3, stages=["screen", "manager", "panel"]), *full_loop(3, stages=["final"])]
    cards[0] = Card("screen", "screen-1", cards[0].ratings, cards[0].signals, late=True)

    late, amended = warned(cards, amended=[CardRef("final", "final-1"), CardRef("final", "nobody")])

    assert (late.kind, late.title) == ("late_card", "A late scorecard from Initial Screen")
    assert (amended.kind, amended.title) == ("amended_card", "An amended scorecard from Final Interview")
    assert (late.cards, amended.cards) == ((CardRef("screen", "screen-1"),), (CardRef("final", "final-1"),))
    assert "screen-1" not in late.title + late.text


def test_gaps_of_a_full_loop_are_the_areas_on_one_rater():
    gaps = gaps_of(full_loop(3), playbook=shipped_playbook())

    assert (gaps.ratings, gaps.planned, gaps.missing) == (33, 33, 0)
    assert len(gaps.one_rater) == 9
    assert (gaps.never_assessed, gaps.missing_stages, gaps.unseen_signals) == ((), (), ())
    assert gaps.text == "Every rating is there; nine areas rest on one rater."


def test_gaps_name_what_is_missing():
    cards = full_loop(3, areas={"transparency": None, "results": None}, signals={"mentoring": None})

    gaps = gaps_of(cards, playbook=shipped_playbook())

    assert [area.key for area in gaps.never_assessed] == ["results", "transparency"]
    assert [(signal.key, signal.name) for signal in gaps.unseen_signals] == [("mentoring", "Influence")]
    assert gaps.text == (
        "3 of 33 ratings are missing; Results and Transparency were never assessed; "
        "no evidence was seen on influence; eight areas rest on one rater."
    )


def test_gaps_of_nothing_count_instead_of_listing():
    gaps = gaps_of([], playbook=shipped_playbook())

    assert (gaps.missing, len(gaps.never_assessed), len(gaps.missing_stages)) == (33, len(AREAS), 4)
    assert len(gaps.unseen_signals) == len(SIGNALS)
    assert "18 areas were never assessed" in gaps.text


def test_an_extra_rater_fills_no_hole_elsewhere():
    extra = Card("final", "final-2", dict.fromkeys(("transparency", "inclusion"), 3), {})

    gaps = gaps_of([*full_loop(3, areas={"results": None}), extra], playbook=shipped_playbook())

    assert (gaps.ratings, gaps.planned, gaps.missing) == (33, 33, 2)


def test_one_of_each_is_said_in_the_singular():
    one = full_loop(3, changes={("panel-1", "efficiency"): None})
    single = [Card("screen", "screen-1", {"results": 3, "collaboration": None}, {})]

    assert gaps_of(one, playbook=shipped_playbook()).text.startswith("1 of 33 ratings is missing;")
    assert gaps_of(single, playbook=shipped_playbook()).text.endswith("one area rests on one rater.")
    assert "Transparency was never assessed" in gaps_of(
        full_loop(3, areas={"transparency": None}), playbook=shipped_playbook()
    ).text  # fmt: skip


def test_one_area_that_nobody_asked_about_is_said_in_the_singular():
    cards = [
        Card(card.stage, card.rater, {a: p for a, p in card.ratings.items() if a != "transparency"}, card.signals)
        for card in full_loop(3)
    ]

    assert [note.title for note in warned(cards)] == ["One area was never asked about"]


def test_a_card_of_an_unknown_stage_gives_no_warning_of_its_own():
    # Whoever computes a level refuses such a card before.
    assert warned([*full_loop(3), Card("lunch", "a", {}, {}, late=True)]) == []


def test_an_unknown_point_is_refused():
    with pytest.raises(BadData):
        warned([*full_loop(3), Card("final", "b", {"transparency": 9}, {})])
