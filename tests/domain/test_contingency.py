"""Two rates side by side: the known figures, scipy on random tables, and the edges that have no figure."""

import random
from typing import Any

import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.contingency import Tally, compare, fisher, ratio_interval
from app.domain.errors import BadData
from tests.domain.known_figures import TWO_RATES

TABLES = 300


def four_decimals(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, abs=5e-5)


def random_pair(rng: random.Random) -> tuple[Tally, Tally]:
    people = [rng.choice((rng.randint(1, 12), rng.randint(1, 400))) for _ in range(2)]
    one, other = (Tally(rng.randint(0, considered), considered) for considered in people)
    return one, other


def as_rows(group: Tally, reference: Tally) -> list[list[int]]:
    return [[tally.selected, tally.rejected] for tally in (group, reference)]


@pytest.mark.parametrize("known", TWO_RATES, ids=lambda known: known.name)
def test_every_figure_equals_the_known_one(known):
    found = compare(known.group, known.reference)

    assert (found.reference_rate, found.rate) == tuple(map(four_decimals, known.rates))
    assert (found.ratio, found.is_below) == (four_decimals(known.ratio), known.is_below)
    assert (found.low, found.high) == tuple(map(four_decimals, known.interval))
    assert found.fisher_two_sided == four_decimals(known.fisher_two_sided)
    assert found.fisher_one_sided == four_decimals(known.fisher_one_sided)
    assert found.chi_square is not None
    assert (found.chi_square.statistic, found.chi_square.p) == tuple(map(four_decimals, known.chi_square))
    assert found.yates is not None
    assert (found.yates.statistic, found.yates.p) == tuple(map(four_decimals, known.yates))
    assert found.z == four_decimals(known.z)
    assert found.min_expected == four_decimals(known.min_expected)
    assert found.moved_ratio == four_decimals(known.moved_ratio)
    assert found.shortfall == four_decimals(known.shortfall)


def test_fishers_exact_test_equals_scipy_on_the_known_and_on_random_tables():
    rng = random.Random(801)
    pairs = [(known.group, known.reference) for known in TWO_RATES]
    for group, reference in [*pairs, *(random_pair(rng) for _ in range(TABLES))]:
        rows = as_rows(group, reference)

        two_sided, one_sided = fisher(group, reference)

        assert two_sided == pytest.approx(scipy.stats.fisher_exact(rows).pvalue, abs=1e-9), rows
        assert one_sided == pytest.approx(scipy.stats.fisher_exact(rows, "less").pvalue, abs=1e-9), rows


def test_chi_square_and_the_smallest_expected_cell_equal_scipy_on_the_known_and_on_random_tables():
    rng = random.Random(802)
    compared = 0
    pairs = [(known.group, known.reference) for known in TWO_RATES]
    for group, reference in [*pairs, *(random_pair(rng) for _ in range(TABLES))]:
        found = compare(group, reference)
        if found.chi_square is None or found.yates is None:
            continue
        rows = as_rows(group, reference)

        plain, yates = (scipy.stats.chi2_contingency(rows, correction=corrected) for corrected in (False, True))

        assert found.chi_square.statistic == pytest.approx(plain.statistic, rel=1e-9, abs=1e-9), rows
        assert found.chi_square.p == pytest.approx(plain.pvalue, abs=1e-9), rows
        assert found.yates.statistic == pytest.approx(yates.statistic, rel=1e-9, abs=1e-9), rows
        assert found.yates.p == pytest.approx(yates.pvalue, abs=1e-9), rows
        assert found.min_expected == pytest.approx(plain.expected_freq.min(), abs=1e-9), rows
        compared += 1

    assert compared >= 200


def test_the_interval_of_the_ratio_equals_scipy_on_random_tables():
    rng = random.Random(803)
    compared = 0
    for _ in range(TABLES):
        group, reference = random_pair(rng)
        if not group.selected or not reference.selected:
            continue
        risk = scipy.stats.contingency.relative_risk(
            group.selected, group.considered, reference.selected, reference.considered
        )
        theirs = risk.confidence_interval(0.9)

        low, high = ratio_interval(group, reference, confidence=0.9)

        assert low == pytest.approx(theirs.low, rel=1e-9)
        assert high == pytest.approx(theirs.high, rel=1e-9)
        compared += 1

    assert compared >= 200


tallies = st.integers(1, 60).flatmap(lambda people: st.builds(Tally, st.integers(0, people), st.just(people)))


@settings(max_examples=150, deadline=None)
@given(tallies, tallies)
def test_two_groups_that_change_places_turn_the_figures_round(one, other):
    there, back = compare(one, other), compare(other, one)

    assert there.fisher_two_sided == pytest.approx(back.fisher_two_sided, abs=1e-12)
    assert there.chi_square == back.chi_square
    assert there.min_expected == back.min_expected
    assert there.shortfall == pytest.approx(-back.shortfall, abs=1e-9)
    assert there.z == (None if back.z is None else -back.z if back.z else 0)
    if there.ratio and back.ratio:
        assert there.ratio * back.ratio == pytest.approx(1)
        assert (there.low or 0) * (back.high or 0) == pytest.approx(1)


@settings(max_examples=150, deadline=None)
@given(tallies, tallies)
def test_probabilities_lie_between_none_and_all(one, other):
    found = compare(one, other)

    assert 0 < found.fisher_one_sided <= 1
    assert 0 < found.fisher_two_sided <= 1
    assert found.low is None or found.ratio is None or found.low <= found.ratio


def test_equal_rates_are_no_gap():
    found = compare(Tally(5, 10), Tally(10, 20))

    assert (found.ratio, found.is_below, found.shortfall, found.z) == (1, False, 0, 0)
    assert found.fisher_two_sided == 1


def test_four_fifths_itself_is_not_below_four_fifths():
    assert not compare(Tally(4, 10), Tally(5, 10)).is_below
    assert compare(Tally(399, 1000), Tally(500, 1000)).is_below


def test_nobody_selected_at_all_has_no_ratio_and_no_statistic():
    found = compare(Tally(0, 20), Tally(0, 30))

    assert (found.ratio, found.low, found.high, found.moved_ratio) == (None, None, None, None)
    assert (found.chi_square, found.yates, found.z) == (None, None, None)
    assert (found.is_below, found.min_expected, found.fisher_two_sided) == (False, 0, 1)


def test_a_selection_is_moved_only_where_one_can_be():
    assert compare(Tally(0, 7), Tally(1, 12)).moved_ratio is None
    assert compare(Tally(7, 7), Tally(5, 12)).moved_ratio is None


@pytest.mark.parametrize(("selected", "considered"), [(3, 2), (-1, 2)])
def test_more_selected_than_considered_is_refused(selected, considered):
    with pytest.raises(BadData) as refusal:
        Tally(selected, considered)

    assert "leave out who withdrew" in refusal.value.message


def test_nobody_considered_can_not_be_compared():
    with pytest.raises(BadData):
        compare(Tally(0, 0), Tally(1, 2))
    assert ratio_interval(Tally(0, 0), Tally(1, 2)) == (None, None)
