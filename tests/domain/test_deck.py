"""Calibration decks: agreement with the reference, its words and direction, how long a result counts, what ships."""

import re
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.agreement import kappa_of
from app.domain.deck import FEWEST, LASTS, MOST, Deck, Taken
from app.domain.deck_feedback import agreement, feedback, in_words, printed
from app.domain.errors import BadData
from app.domain.scale import Scale
from tests.domain.shipped import library

DECKS = library().decks
FIRST = DECKS["first"]
SCALE = FIRST.scale
POINTS = st.integers(1, 5)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
PAIRS = st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=12)
decks = pytest.mark.parametrize("deck", DECKS.values(), ids=DECKS)


def reference(deck: Deck) -> dict[str, int]:
    return {snippet.key: snippet.point for snippet in deck.snippets}


def by_table(one: list[int], other: list[int]) -> float:
    """Weighted kappa as textbooks write it, from the table of joint shares and its margins."""
    joint = np.zeros((5, 5))
    for mine, theirs in zip(one, other, strict=True):
        joint[mine - 1, theirs - 1] += 1 / len(one)
    weights = np.subtract.outer(np.arange(5), np.arange(5)) ** 2 / 16
    by_chance = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    return float(1 - (weights * joint).sum() / (weights * by_chance).sum())


def concordance(one: list[int], other: list[int]) -> float:
    """Lin's concordance, which kappa with squared distances equals when spread is taken over all of what was rated."""
    mine, theirs = np.array(one, float), np.array(other, float)
    shared = ((mine - mine.mean()) * (theirs - theirs.mean())).mean()
    return float(2 * shared / (mine.var() + theirs.var() + (mine.mean() - theirs.mean()) ** 2))


# --- Weighted kappa


@pytest.mark.parametrize(
    ("one", "other", "kappa"),
    [
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 1.0),
        ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1], -1.0),
        # Observed 1 over five things; by chance the 25 pairs of both lists lie 85 apart, hence 1 - 5 * 1 / 85.
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 4], 1 - 5 / 85),
        # Everything one point stricter: observed 4 over four things, the 16 pairs lie 56 apart.
        ([2, 3, 4, 5], [1, 2, 3, 4], 1 - 4 * 4 / 56),
        ([3, 3, 3, 3, 3], [1, 2, 3, 4, 5], 0.0),
        ([1, 1, 5, 5], [1, 5, 1, 5], 0.0),
    ],
)
def test_weighted_kappa_is_what_a_pencil_gives(one, other, kappa):
    assert kappa_of(one, other, scale=SCALE) == pytest.approx(kappa, abs=1e-12)


@pytest.mark.parametrize(("one", "other"), [([], []), ([2, 2, 2], [2, 2, 2]), ([4], [4])])
def test_where_nothing_varies_kappa_is_not_defined(one, other):
    assert kappa_of(one, other, scale=SCALE) is None


def test_two_lists_of_different_length_are_refused():
    with pytest.raises(BadData, match="same things"):
        kappa_of([1, 2], [1, 2, 3], scale=SCALE)


def test_a_point_beside_the_scale_is_refused():
    with pytest.raises(BadData, match="6 is not a point"):
        kappa_of([1, 6], [1, 2], scale=SCALE)


@given(PAIRS)
def test_kappa_equals_the_textbook_table_and_the_concordance(pairs):
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]

    found = kappa_of(one, other, scale=SCALE)

    if found is not None:
        assert found == pytest.approx(by_table(one, other), abs=1e-9)
        assert found == pytest.approx(concordance(one, other), abs=1e-9)
        assert -1 <= found <= 1
    else:
        assert len({*one, *other}) == 1


@given(PAIRS, st.randoms())
def test_kappa_minds_neither_who_is_named_first_nor_the_order_nor_the_end_that_is_best(pairs, random):
    upside_down = SCALE.model_copy(update={"best": "highest", "points": SCALE.points[::-1]})
    shuffled = random.sample(pairs, len(pairs))

    found = [
        kappa_of([pair[0] for pair in pairs], [pair[1] for pair in pairs], scale=SCALE),
        kappa_of([pair[1] for pair in pairs], [pair[0] for pair in pairs], scale=SCALE),
        kappa_of([pair[0] for pair in shuffled], [pair[1] for pair in shuffled], scale=SCALE),
        kappa_of([pair[0] for pair in pairs], [pair[1] for pair in pairs], scale=upside_down),
    ]

    assert len(set(found)) == 1


@given(st.lists(POINTS, min_size=2, max_size=12))
def test_equal_ratings_agree_fully(points):
    assert kappa_of(points, points, scale=SCALE) == (1 if len(set(points)) > 1 else None)


# --- What a person is told


def test_each_snippet_says_both_points_both_anchors_and_why():
    given_points = reference(FIRST) | {"nine-open-deals": 5}

    line = feedback(FIRST, given_points).lines[0]

    assert (line.area, line.yours.name, line.reference.name) == ("Results", "Unsuccessful", "Meets expectations")
    assert line.your_anchor.startswith("Puts every miss down to price")
    assert line.reference_anchor.startswith("Can state target, outcome and own part")
    assert line.words == "Two points stricter than the reference"
    assert line.reason == FIRST.snippets[0].reason


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (0, "You lean neither way: stricter and milder points even out."),
        (1, "On average you are 0.8 points stricter than the reference."),
        (-1, "On average you are 0.8 points milder than the reference."),
    ],
)
def test_the_direction_is_the_mean_difference(steps, told):
    moved = {key: min(5, max(1, point + steps)) for key, point in reference(FIRST).items()}

    assert feedback(FIRST, moved).direction == told


def test_on_a_scale_whose_highest_point_is_best_fewer_points_are_stricter():
    turned = turned_around(FIRST)
    given_points = reference(turned) | {"nine-open-deals": 1}

    assert feedback(turned, given_points).lines[0].words == "Two points stricter than the reference"


def test_one_point_throughout_is_said_to_agree_by_chance_only():
    found = feedback(FIRST, dict.fromkeys(reference(FIRST), 3))

    assert found.thousandths == 0
    assert found.note.startswith("You gave one point to every snippet")
    assert found.words == "Hardly more like the reference than by chance"


@decks
def test_one_point_stricter_throughout_still_comes_to_about_eight_tenths(deck):
    stricter = {key: min(5, point + 1) for key, point in reference(deck).items()}

    assert agreement(deck, stricter) == pytest.approx(800, abs=40)


def test_how_many_are_the_same_is_counted():
    given_points = reference(FIRST) | {"nine-open-deals": 4, "one-doubt": 4}

    found = feedback(FIRST, given_points)

    assert (len(found.lines), found.same, found.within_one) == (10, 8, 9)


@pytest.mark.parametrize(
    ("thousandths", "words"),
    [
        (1000, "Very close to the reference"),
        (795, "Very close to the reference"),
        (794, "Close to the reference"),
        (600, "Close to the reference"),
        (599, "Close to the reference"),
        (594, "Partly like the reference"),
        (200, "Little like the reference"),
        (0, "Hardly more like the reference than by chance"),
        (-4, "Hardly more like the reference than by chance"),
        (-10, "Less like the reference than by chance"),
        (None, "Agreement is not defined here"),
    ],
)
def test_the_words_go_with_the_figure_as_it_is_printed(thousandths, words):
    assert in_words(thousandths) == words


@pytest.mark.parametrize(
    ("thousandths", "text"), [(784, "0.78"), (1000, "1.00"), (-4, "0.00"), (-310, "−0.31"), (None, "not defined")]
)
def test_an_agreement_is_printed_with_two_decimals(thousandths, text):
    assert printed(thousandths) == text


@pytest.mark.parametrize(
    "change", [{"nine-open-deals": 6}, {"nine-open-deals": 0}, {"nine-open-deals": None}], ids=["6", "0", "none"]
)
def test_a_snippet_without_a_point_of_the_scale_names_its_field(change):
    with pytest.raises(BadData, match="Snippet 1: choose one of the five anchors") as refusal:
        agreement(FIRST, reference(FIRST) | change)

    assert refusal.value.field == "point-nine-open-deals"


def test_answers_of_another_deck_are_refused():
    with pytest.raises(BadData, match="belong to another deck"):
        agreement(FIRST, reference(FIRST) | {"stranger": 3})


# --- A year


@pytest.mark.parametrize(
    ("ago", "is_valid", "is_due_again", "words"),
    [
        (None, False, False, "has not taken the calibration deck"),
        (timedelta(0), True, False, "calibration deck taken"),
        (LASTS - timedelta(seconds=1), True, False, "calibration deck taken"),
        (LASTS, False, True, "calibration deck due again"),
    ],
)
def test_a_result_counts_for_a_year(ago, is_valid, is_due_again, words):
    taken = Taken(None if ago is None else NOW - ago, NOW)

    assert (taken.is_valid, taken.is_due_again, taken.words) == (is_valid, is_due_again, words)


# --- What a deck has to be


def test_a_deck_with_one_point_throughout_is_refused():
    content = FIRST.model_dump()
    for snippet in content["snippets"]:
        snippet["point"] = 3

    with pytest.raises(ValidationError, match="could not be told from chance"):
        Deck.model_validate(content)


def test_a_point_that_its_scale_does_not_have_is_refused():
    content = FIRST.model_dump()
    content["snippets"][0]["point"] = 6

    with pytest.raises(ValidationError, match="'6' is no point of the scale"):
        Deck.model_validate(content)


def test_a_snippet_of_an_area_that_the_deck_does_not_hold_is_refused():
    content = FIRST.model_dump()
    content["areas"] = content["areas"][1:]

    with pytest.raises(ValidationError, match="'results' is no area of the deck"):
        Deck.model_validate(content)


# --- What ships


@decks
def test_a_shipped_deck_is_spread_over_areas_and_over_all_five_points(deck):
    assert 8 <= len(deck.snippets) <= MOST
    assert len({snippet.area for snippet in deck.snippets}) >= FEWEST
    assert {snippet.point for snippet in deck.snippets} == {1, 2, 3, 4, 5}


@decks
def test_every_snippet_is_two_to_four_sentences_and_every_reason_one_or_two(deck):
    for snippet in deck.snippets:
        assert 2 <= sentences(snippet.evidence) <= 4, (snippet.key, sentences(snippet.evidence))
        assert 1 <= sentences(snippet.reason) <= 2, snippet.key


@decks
def test_every_reason_names_the_anchor_of_its_point(deck):
    for snippet in deck.snippets:
        word = deck.scale.point(snippet.point).name.removesuffix(" expectations")
        assert "anchor" in snippet.reason, snippet.key
        assert word in snippet.reason, snippet.key


@decks
def test_no_snippet_says_who_somebody_is(deck):
    telling = re.compile(
        r"\b(he|she|his|her|hers|him|Mr|Mrs|Ms|years? old|young|elderly|man|woman|wife|husband|mother|father|accent"
        r"|native|born|nationality|married|pregnan\w+)\b",
        re.IGNORECASE,
    )

    for snippet in deck.snippets:
        assert not telling.search(f"{snippet.evidence} {snippet.reason}"), snippet.key


def test_the_two_decks_share_no_snippet():
    keys = [snippet.key for deck in DECKS.values() for snippet in deck.snippets]

    assert len(keys) == len(set(keys))


def sentences(text: str) -> int:
    return len(re.findall(r"[.?!]\"?(?:\s|$)", text))


def turned_around(deck: Deck) -> Deck:
    """The deck on a scale of the same points with the highest best."""
    content = deck.model_dump()
    content["scale"]["best"] = "highest"
    content["scale"]["points"] = [point | {"value": 6 - point["value"]} for point in deck.scale.model_dump()["points"]]
    content["scale"]["marks"] = {}
    for area in content["areas"]:
        for anchor in area["anchors"]:
            anchor["point"] = 6 - anchor["point"]
    for snippet in content["snippets"]:
        snippet["point"] = 6 - snippet["point"]
    assert Scale.model_validate(content["scale"]).best == "highest"
    return Deck.model_validate(content)
