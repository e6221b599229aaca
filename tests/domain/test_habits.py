"""Habits of one interviewer: severity, use of the scale, lateness and gaps, and when too little lies under them."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.habits import habits_of, scale_use_of, severities_of, severity_in, severity_of
from app.domain.halo import Sitting
from app.domain.scale import Scale
from app.domain.scorecard import Card
from tests.domain.evidence import shipped_scale
from tests.domain.known_figures import (
    HALO_RATIO,
    MIDDLE_SHARE,
    OWN_CARDS,
    PANEL,
    PEER_CARDS,
    PEERS_TOTAL_SPREAD,
    SEVERITY_ERROR,
    SEVERITY_RAW,
    SEVERITY_SHRINK,
    SEVERITY_SHRUNK,
    SPREAD_RATIO,
    TOTAL_SPREAD,
)

AREAS = ("efficiency", "facilitating", "understanding_needs", "consultative_approach", "building_trust", "results")
SCALE = shipped_scale()


def four_decimals(value: float) -> Any:
    return pytest.approx(value, abs=5e-5)


def card(*points: int | None, rater: str = "own", late: bool = False, technique: str | None = "P4") -> Card:
    return Card("panel", rater, dict(zip(AREAS, points, strict=False)), {"techniques": technique}, late=late)


def sittings(own=OWN_CARDS, peers=PEER_CARDS) -> list[Sitting]:
    return [Sitting(card(*one), (card(*other, rater="peer"),)) for one, other in zip(own, peers, strict=True)]


def with_four_points() -> Scale:
    return Scale.model_validate(SCALE.model_dump() | {"points": SCALE.points[:4], "marks": {}})


def test_severity_on_a_panel_equals_the_known_figures():
    found = severities_of(PANEL)

    assert [item.raw for item in found] == [four_decimals(value) for value in SEVERITY_RAW]
    assert [item.shrunk for item in found] == [four_decimals(value) for value in SEVERITY_SHRUNK]
    assert [item.shrink for item in found] == [four_decimals(SEVERITY_SHRINK)] * 3
    assert [item.error for item in found] == [four_decimals(SEVERITY_ERROR)] * 3


def test_severities_of_a_panel_sum_to_none_and_its_severest_member_is_positive():
    raw = [item.raw for item in severities_of(PANEL)]

    assert sum(raw) == pytest.approx(0, abs=1e-12)
    assert max(range(3), key=lambda place: raw[place]) == 1


def test_the_interval_reaches_two_standard_errors_to_each_side():
    found = severities_of(PANEL)[1]

    assert (found.low, found.high) == (four_decimals(0.3597 - 1.96 * 0.20412), four_decimals(0.3597 + 1.96 * 0.20412))
    assert not found.is_clear
    assert severity_of([0.6] * 30).is_clear
    assert severity_of([-0.6] * 30).is_clear


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-2, 2), min_size=1, max_size=40))
def test_more_interviews_are_believed_more_and_never_beyond_what_was_seen(differences):
    one, twice = severity_of(differences), severity_of(differences * 2)

    assert abs(one.shrunk) <= abs(one.raw)
    assert twice.shrink > one.shrink
    assert twice.error < one.error
    assert one.low < one.shrunk < one.high


def test_worse_ratings_than_the_peers_are_severe():
    found = severity_in(sittings([(4, 3)] * 5, [(3, 3)] * 5), scale=SCALE).figure

    assert found is not None
    assert (found.interviews, found.raw) == (5, 0.5)
    assert found.shrunk > 0


def test_on_a_scale_whose_best_end_is_the_highest_lower_ratings_are_severe():
    points = [point.model_copy(update={"value": 6 - point.value}) for point in SCALE.points]
    turned = Scale.model_validate(SCALE.model_dump() | {"best": "highest", "points": points, "marks": {}})

    found = severity_in(sittings([(2, 3)] * 5, [(3, 3)] * 5), scale=turned).figure

    assert found is not None
    assert found.raw == 0.5


def test_only_areas_that_both_rated_are_compared_and_peers_count_alike():
    peers = (card(2, None, 5, rater="p"), card(3, 2, None, rater="q"), card(None, None, 1, rater="r"))

    found = severity_in([Sitting(card(4, 3, None), peers)], scale=SCALE, least_interviews=1).figure

    assert found is not None
    # Two worse than the first on the one area that both rated; one worse than the second on two; nothing on the third.
    assert found.raw == pytest.approx((2 + (1 + 1) / 2) / 2)


def test_severity_needs_five_interviews_with_others():
    alone = Sitting(card(5, 5), ())
    found = severity_in([*sittings(), alone], scale=SCALE)

    assert found.figure is None
    assert found.withheld == (
        "Severity can be told from five shared interviews on; there are four, so one more is needed."
    )
    assert severity_in([], scale=SCALE, least_interviews=0).figure is None


@pytest.mark.parametrize("table", [[], [[1.0]], [[1.0, 2.0], [1.0]]])
def test_severity_on_a_panel_needs_company(table):
    with pytest.raises(BadData):
        severities_of(table)


def test_severity_of_no_interview_is_refused():
    with pytest.raises(BadData):
        severity_of([])


def test_use_of_the_scale_equals_the_known_figures():
    found = scale_use_of(sittings(), scale=SCALE).figure

    assert found is not None
    assert (found.spread, found.peers_spread) == (four_decimals(TOTAL_SPREAD), four_decimals(PEERS_TOTAL_SPREAD))
    assert (found.ratio, found.middle_share) == (four_decimals(SPREAD_RATIO), four_decimals(MIDDLE_SHARE))
    assert found.peers_middle_share == four_decimals(8 / 24)


def test_a_scale_with_an_even_number_of_points_has_two_in_the_middle():
    found = scale_use_of(sittings([(1, 2), (3, 4), (2, 2)], [(1, 4)] * 3), scale=with_four_points()).figure

    assert found is not None
    assert (found.middle_share, found.peers_middle_share) == (4 / 6, 0)


def test_use_of_the_scale_needs_three_cards_beside_others():
    lonely = [*sittings()[:2], Sitting(card(1, 5), ()), Sitting(card(None), (card(3),))]

    found = scale_use_of(lonely, scale=SCALE)

    assert found.figure is None
    assert found.withheld.startswith("Use of the scale can be told from three comparable scorecards on; there are two")
    assert scale_use_of([Sitting(card(2), (card(3, 4),))], scale=SCALE, least_cards=1).figure is None


def test_peers_who_always_give_one_rating_leave_no_ratio():
    found = scale_use_of(sittings([(1, 5)] * 3, [(3, 3)] * 3), scale=SCALE).figure

    assert found is not None
    assert (found.ratio, found.peers_spread, found.peers_middle_share) == (None, 0, 1)


def test_lateness_and_gaps_are_counted_over_all_cards():
    listed = [
        Sitting(card(1, 2, None, late=True), ()),
        Sitting(card(3, technique=None), (card(3, rater="peer"),)),
    ]

    found = habits_of(listed, scale=SCALE)

    assert (found.cards, found.late, found.answers, found.without_evidence) == (2, 1, 6, 2)
    assert (found.late_share, found.evidence_share) == (four_decimals(1 / 2), four_decimals(4 / 6))
    assert (found.severity.figure, found.halo.figure, found.scale_use.figure) == (None, None, None)


def test_everything_that_can_be_told_is_told_together():
    found = habits_of(sittings(), scale=SCALE, least_interviews=4)

    assert found.severity.figure is not None
    assert found.severity.figure.raw == four_decimals(0)
    assert found.halo.figure is not None
    assert found.halo.figure.ratio == four_decimals(HALO_RATIO)
    assert found.scale_use.figure is not None
    assert found.severity.withheld == found.halo.withheld == found.scale_use.withheld == ""


def test_no_cards_have_no_shares():
    found = habits_of([], scale=SCALE)

    assert (found.cards, found.late_share, found.evidence_share) == (0, None, None)


def test_the_order_of_the_interviews_does_not_matter():
    rng = random.Random(821)
    listed = sittings()

    found, shuffled = (habits_of(items, scale=SCALE) for items in (listed, rng.sample(listed, len(listed))))

    assert (shuffled.halo, shuffled.scale_use) == (found.halo, found.scale_use)
