"""Halo: the known figures, what counts as a card to compare with, and when one card is called straight-lined."""

import random
from fractions import Fraction
from statistics import variance
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.halo import Sitting, halo_of, is_straight_lined, sameness_of, variance_of
from app.domain.scorecard import Card
from tests.domain.evidence import shipped_scale
from tests.domain.known_figures import (
    HALO_RATIO,
    OWN_CARDS,
    PEER_CARDS,
    PEERS_WITHIN,
    STRAIGHT_LINED,
    WITHIN,
)

AREAS = ("efficiency", "facilitating", "understanding_needs", "consultative_approach", "building_trust", "results")
SCALE = shipped_scale()


def four_decimals(value: float) -> Any:
    return pytest.approx(value, abs=5e-5)


def card(*points: int | None, rater: str = "own") -> Card:
    """A panelist's card; areas beyond the points given were not asked."""
    return Card("panel", rater, dict(zip(AREAS, points, strict=False)), {})


def sittings(own=OWN_CARDS, peers=PEER_CARDS) -> list[Sitting]:
    return [Sitting(card(*one), (card(*other, rater="peer"),)) for one, other in zip(own, peers, strict=True)]


def test_the_figures_equal_the_known_ones():
    found = halo_of(sittings(), scale=SCALE).figure

    assert found is not None
    assert (found.cards, found.is_flagged) == (4, True)
    assert (found.within, found.peers_within) == (four_decimals(WITHIN), four_decimals(PEERS_WITHIN))
    assert (found.ratio, found.straight_lined) == (four_decimals(HALO_RATIO), four_decimals(STRAIGHT_LINED))


def test_seen_from_the_peer_nothing_is_flagged():
    found = halo_of(sittings(PEER_CARDS, OWN_CARDS), scale=SCALE).figure

    assert found is not None
    assert found.ratio == pytest.approx(1 / HALO_RATIO, abs=5e-4)
    assert (found.is_flagged, found.straight_lined) == (False, 0)


def test_halo_needs_three_cards_beside_others():
    alone = Sitting(card(1, 2, 3), ())
    empty = Sitting(card(None, 2), (card(1, 2, 3),))
    silent_peer = Sitting(card(1, 2, 3), (card(None, 3),))

    found = halo_of([*sittings()[:2], alone, empty, silent_peer], scale=SCALE)

    assert found.figure is None
    assert found.withheld == (
        "Halo can be told from three comparable scorecards on; there are two, so one more is needed."
    )
    assert halo_of(sittings()[:2], scale=SCALE, least_cards=2).figure is not None


def test_peers_who_tell_nothing_apart_leave_no_ratio_and_no_flag():
    found = halo_of(sittings([(3, 3, 3)] * 3, [(2, 2, 2)] * 3), scale=SCALE).figure

    assert found is not None
    assert (found.within, found.peers_within, found.ratio, found.is_flagged) == (0, 0, None, False)
    # Three areas are too few to call a card straight-lined.
    assert found.straight_lined is None


def test_the_flag_is_where_it_is_set():
    found = halo_of(sittings(), scale=SCALE, flag_below=0.38).figure

    assert found is not None
    assert not found.is_flagged


def test_one_rating_in_five_of_six_areas_beside_peers_who_tell_apart_is_straight_lined():
    assert is_straight_lined(card(2, 2, 2, 3, 2, 2), [card(1, 2, 3, 3, 2, 4)], scale=SCALE)


@pytest.mark.parametrize(
    ("own", "peers"),
    [
        ((2, 2, 2, 3, 2, 3), [(1, 2, 3, 3, 2, 4)]),  # four of six
        ((2, 2, 2, 2), [(1, 2, 3, 3, 2, 4)]),  # four areas only
        ((2, 2, 2, 2, None, None), [(1, 2, 3, 3, 2, 4)]),
        ((2, 2, 2, 3, 2, 2), []),  # nobody to compare with
        ((2, 2, 2, 3, 2, 2), [(4,)]),
        ((2, 2, 2, 3, 2, 2), [(3, 3, 3, 2, 3, 3)]),  # the peers see as little difference
        ((2, 2, 2, 5, 2, 2), [(1, 2, 3, 3, 2, 4)]),  # the one that differs differs much
        ((None,) * 6, [(1, 2, 3, 3, 2, 4)]),
    ],
)
def test_too_little_sameness_too_few_areas_or_no_difference_seen_by_others_is_not(own, peers):
    assert not is_straight_lined(card(*own), [card(*peer, rater="p") for peer in peers], scale=SCALE)


def test_five_areas_with_one_rating_are_enough():
    assert is_straight_lined(card(4, 4, None, 4, 4, 4), [card(1, 2, 3), card(2, 4)], scale=SCALE)


def test_share_areas_and_ratio_can_be_set():
    own, peers = card(2, 2, 2, 3, 3, 2), [card(1, 2, 3, 3, 2, 4)]

    assert is_straight_lined(own, peers, scale=SCALE, share=4 / 6, ratio=0.6)
    assert not is_straight_lined(own, peers, scale=SCALE, share=4 / 6, ratio=0.4)
    assert not is_straight_lined(own, peers, scale=SCALE, share=4 / 6, ratio=0.6, least_areas=7)


def test_sameness_names_the_most_frequent_rating_and_of_equals_the_best():
    found = sameness_of(card(4, 2, 4, 2, 3), [card(1, 5)], scale=SCALE)

    assert found is not None
    assert (found.point, found.count, found.rated, found.share) == (2, 2, 5, 0.4)
    assert (found.spread, found.peers_spread) == (four_decimals(1), four_decimals(8**0.5))
    assert sameness_of(card(4), [], scale=SCALE) is None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=6))
def test_a_variance_is_exact_and_that_of_a_sample(points):
    assert variance_of(points) == variance(map(Fraction, points))


def test_one_value_has_no_variance():
    assert variance_of([3]) is None


def test_neither_the_order_of_interviews_nor_of_areas_matters():
    rng = random.Random(811)
    listed = sittings()
    shuffled = [
        Sitting(Card("panel", "own", dict(rng.sample(list(item.own.ratings.items()), 6)), {}), item.peers)
        for item in rng.sample(listed, len(listed))
    ]

    assert halo_of(shuffled, scale=SCALE) == halo_of(listed, scale=SCALE)


def test_a_rating_that_is_no_point_is_refused():
    with pytest.raises(BadData):
        sameness_of(card(1, 9), [], scale=SCALE)
