"""The distributions: equal to scipy's on a grid and on random values, and with their own symmetries."""

import math
import random

import pytest
import scipy.stats

from app.domain.distributions import (
    beta_share,
    chi_square_tail,
    f_quantile,
    f_share,
    normal_quantile,
    normal_two_sided,
)


def test_an_interval_of_95_percent_reaches_1_96_standard_errors():
    assert normal_quantile() == pytest.approx(1.959963984540054, abs=1e-12)
    assert normal_quantile(0.9) == pytest.approx(scipy.stats.norm.ppf(0.95), abs=1e-12)


def test_normal_and_chi_square_tails_equal_scipy():
    rng = random.Random(781)
    for z in [0.0, *(rng.uniform(0, 12) for _ in range(200))]:
        assert normal_two_sided(-z) == normal_two_sided(z) == pytest.approx(2 * scipy.stats.norm.sf(z), abs=1e-12)
        assert chi_square_tail(z) == pytest.approx(scipy.stats.chi2.sf(z, 1), abs=1e-12)
        assert chi_square_tail(z**2) == pytest.approx(normal_two_sided(z), abs=1e-12)


def test_the_incomplete_beta_function_equals_scipy():
    rng = random.Random(782)
    for _ in range(300):
        a, b, x = rng.uniform(0.1, 60), rng.uniform(0.1, 60), rng.random()

        assert beta_share(a, b, x) == pytest.approx(scipy.stats.beta.cdf(x, a, b), abs=1e-11)
        assert beta_share(a, b, x) + beta_share(b, a, 1 - x) == pytest.approx(1, abs=1e-11)


def test_nothing_lies_below_the_lowest_value_and_all_below_the_highest():
    assert [beta_share(2, 3, x) for x in (-1, 0, 1, 2)] == [0, 0, 1, 1]
    assert (f_share(0, 3, 4), f_share(-1, 3, 4)) == (0, 0)


def test_a_quantile_beyond_every_number_is_infinite():
    assert f_quantile(0.975, 2, 0.004) == math.inf


def test_f_quantiles_equal_scipy_for_whole_and_broken_degrees_of_freedom():
    rng = random.Random(783)
    for _ in range(300):
        p, above, below = rng.uniform(0.005, 0.995), rng.uniform(1, 80), rng.uniform(1, 80)

        value = f_quantile(p, above, below)

        assert value == pytest.approx(scipy.stats.f.ppf(p, above, below), rel=1e-9)
        assert f_share(value, above, below) == pytest.approx(p, abs=1e-12)
