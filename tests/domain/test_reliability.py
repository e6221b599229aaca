"""Reliability: the known figures, another implementation on random tables, and what has no figure."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.reliability import lengthened, reliability_of
from tests.domain.known_figures import (
    ICC_AVERAGE,
    ICC_AVERAGE_INTERVAL,
    ICC_SINGLE,
    MEAN_SQUARES,
    PANEL,
    THREE_FROM_ONE,
)

TABLES = 30  # for each of four seeds


def four_decimals(value: float) -> Any:
    return pytest.approx(value, abs=5e-5)


def random_table(rng: random.Random) -> list[list[float]]:
    """Candidates who differ, raters who are strict or lenient, and noise."""
    between, noise = rng.choice((0.3, 1.0, 3.0)), rng.choice((0.2, 1.0))
    strict = [rng.gauss(0, 0.5) for _ in range(rng.randint(2, 5))]
    merits = [rng.gauss(3, between) for _ in range(rng.randint(3, 15))]
    return [[merit + offset + rng.gauss(0, noise) for offset in strict] for merit in merits]


def test_the_figures_of_a_panel_equal_the_known_ones():
    found = reliability_of(PANEL)

    assert found is not None
    assert (found.candidates, found.raters) == (6, 3)
    assert (found.single, found.average) == (four_decimals(ICC_SINGLE), four_decimals(ICC_AVERAGE))
    assert (found.between_candidates, found.between_raters, found.residual) == tuple(map(four_decimals, MEAN_SQUARES))


def test_the_interval_of_the_panels_mean_equals_the_known_one():
    found = reliability_of(PANEL)

    assert found is not None
    assert found.average_interval is not None
    assert round(found.average_interval.low, 2) == ICC_AVERAGE_INTERVAL[0]
    assert round(found.average_interval.high, 2) == ICC_AVERAGE_INTERVAL[1]


def test_a_panel_of_three_is_as_reliable_as_the_formula_says_from_one():
    found = reliability_of(PANEL)

    assert found is not None
    assert lengthened(found.single, 3) == four_decimals(THREE_FROM_ONE)
    assert lengthened(found.single, 3) == pytest.approx(found.average, abs=1e-12)
    assert lengthened(lengthened(found.single, 3), 1 / 3) == pytest.approx(found.single, abs=1e-12)


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # pingouin asks pandas in a way that pandas will drop
@pytest.mark.parametrize("seed", [791, 792, 793, 794])
def test_figures_and_intervals_equal_another_implementation_on_random_tables(seed):
    import pandas as pd  # here, so that only this test waits for it
    import pingouin

    rng = random.Random(seed)
    for table in [[list(row) for row in PANEL], *(random_table(rng) for _ in range(TABLES))]:
        rows = [(candidate, rater, value) for candidate, row in enumerate(table) for rater, value in enumerate(row)]
        frame = pd.DataFrame(rows, columns=["candidate", "rater", "value"])
        theirs = pingouin.intraclass_corr(frame, "candidate", "rater", "value").set_index("Type")

        mine = reliability_of(table)

        assert mine is not None
        assert mine.single == pytest.approx(theirs.loc["ICC(A,1)", "ICC"], abs=1e-9)
        assert mine.average == pytest.approx(theirs.loc["ICC(A,k)", "ICC"], abs=1e-9)
        for kind, interval in (("ICC(A,1)", mine.single_interval), ("ICC(A,k)", mine.average_interval)):
            if interval is not None:
                bounds = theirs.loc[kind, "CI95"]
                assert interval.low == pytest.approx(bounds[0], abs=0.0051)
                assert interval.high == pytest.approx(bounds[1], abs=0.0051)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=2, max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_order_of_candidates_and_of_raters_does_not_matter(table, rng):
    columns = rng.sample(range(3), 3)
    shuffled = [[row[place] for place in columns] for row in rng.sample(table, len(table))]

    assert reliability_of(shuffled) == reliability_of(table)


def test_nothing_to_tell_apart_has_no_reliability():
    assert reliability_of([[3.1, 3.1], [3.1, 3.1], [3.1, 3.1]]) is None


def test_raters_who_agree_in_full_are_wholly_reliable_and_leave_no_interval():
    found = reliability_of([[1, 1], [2, 2], [5, 5]])

    assert found is not None
    assert (found.single, found.average, found.residual) == (1, 1, 0)
    assert (found.single_interval, found.average_interval) == (None, None)


def test_raters_who_contradict_each_other_leave_the_mean_without_a_figure():
    found = reliability_of([[1, 2], [2, 1], [1.5, 1.5]])

    assert found is not None
    assert found.single < 0
    assert (found.average, found.average_interval) == (None, None)


def test_next_to_no_degrees_of_freedom_leave_no_interval():
    found = reliability_of([[5, 1], [2, 3], [5, 1]])

    assert found is not None
    assert found.single < 0
    assert found.single_interval is None


@pytest.mark.parametrize(
    "table",
    [[], [[1, 2]], [[1], [2]], [[1, 2], [1]], [[1, 2], [1, float("nan")]]],
)
def test_a_table_with_holes_or_without_company_is_refused(table):
    with pytest.raises(BadData):
        reliability_of(table)
