"""Scores of forecasts: the known figures, and that honesty pays."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.scoring import brier, entropy_bits, median_place, ranked_probability
from tests.domain.known_figures import BRIER, ENTROPY_BITS, FORECASTS, LEVELS, MEDIAN_LEVELS, OUTCOMES, RANKED

weights = st.lists(st.integers(0, 20), min_size=5, max_size=5).filter(any)


def four_decimals(value: float) -> Any:
    return pytest.approx(value, abs=5e-5)


def as_forecast(parts: list[int]) -> list[float]:
    return [part / sum(parts) for part in parts]


def expected(score: Any, believed: list[float], said: list[float]) -> float:
    """What somebody who believes one thing and says another has to expect."""
    return sum(share * score([said], [place]) for place, share in enumerate(believed))


def test_the_scores_equal_the_known_figures():
    assert brier(FORECASTS, OUTCOMES) == four_decimals(BRIER)
    assert ranked_probability(FORECASTS, OUTCOMES) == four_decimals(RANKED)


def test_median_levels_and_entropies_equal_the_known_ones():
    assert tuple(LEVELS[median_place(forecast)] for forecast in FORECASTS) == MEDIAN_LEVELS
    assert [entropy_bits(forecast) for forecast in FORECASTS] == [four_decimals(bits) for bits in ENTROPY_BITS]


def test_certainty_that_comes_true_costs_nothing_and_the_opposite_most():
    assert (brier([[0, 0, 1]], [2]), ranked_probability([[0, 0, 1]], [2])) == (0, 0)
    assert (brier([[1, 0, 0]], [2]), ranked_probability([[1, 0, 0]], [2])) == (2, 2)
    assert ranked_probability([[0, 1, 0]], [2]) == 1


@settings(max_examples=150, deadline=None)
@given(weights, weights)
def test_nobody_gains_by_saying_something_else_than_they_believe(believed, said):
    honest, other = as_forecast(believed), as_forecast(said)

    for score in (brier, ranked_probability):
        assert expected(score, honest, honest) <= expected(score, honest, other) + 1e-12


@settings(max_examples=100, deadline=None)
@given(weights)
def test_the_median_has_half_on_either_side_and_an_entropy_has_its_bounds(parts):
    forecast = as_forecast(parts)

    place = median_place(forecast)

    assert sum(forecast[place:]) >= 0.5 - 1e-9
    assert sum(forecast[place + 1 :]) < 0.5
    assert -1e-12 <= entropy_bits(forecast) <= 2.3219281


def test_a_stricter_line_names_a_lower_level():
    assert [median_place(FORECASTS[0], tau=tau) for tau in (0.04, 0.5, 0.9, 1.0)] == [4, 2, 1, 0]
    assert median_place([0.4999, 0.5], tau=1.0) == 0


@pytest.mark.parametrize(
    ("forecasts", "outcomes"),
    [
        ([], []),
        ([[0.5, 0.5]], []),
        ([[0.5, 0.5]], [2]),
        ([[0.5, 0.5]], [-1]),
        ([[0.5, 0.4]], [0]),
        ([[1.5, -0.5]], [0]),
        ([[float("nan"), 1]], [0]),
        ([[]], [0]),
    ],
)
def test_what_is_no_forecast_is_refused(forecasts, outcomes):
    for score in (brier, ranked_probability):
        with pytest.raises(BadData):
            score(forecasts, outcomes)
