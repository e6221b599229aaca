"""The fixed draws: normal, evenly spread, each with its mirror image, and the same for everybody."""

import numpy as np
import pytest
from scipy.stats import kstest

from app.domain.draws import normal_draws

WIDTH = 25  # areas, signals, overall merit and scope of the shipped plan


@pytest.mark.parametrize("count", [64, 512, 2048])
def test_each_column_has_mean_nought_and_variance_one(count):
    draws = normal_draws(count, WIDTH)

    assert draws.shape == (count, WIDTH)
    assert np.abs(draws.mean(axis=0)).max() < 1e-12
    assert np.abs(draws.var(axis=0) - 1).max() < 0.35 * (64 / count) ** 0.5


@pytest.mark.parametrize(("count", "largest"), [(512, 0.3), (2048, 0.2), (8192, 0.1)])
def test_columns_hang_together_no_more_than_chance_would_have_it(count, largest):
    correlations = np.asarray(np.corrcoef(normal_draws(count, WIDTH).T))[np.triu_indices(WIDTH, 1)]

    assert np.sqrt((correlations**2).mean()) < (count / 2) ** -0.5, "half of them are mirror images"
    assert np.abs(correlations).max() < largest


def test_each_column_is_normal_and_more_evenly_spread_than_chance_would_have_it():
    draws = normal_draws(512, WIDTH)

    distances = [kstest(column, "norm").statistic for column in draws.T]

    assert max(distances) < 0.02, "of 512 random numbers the middle distance is .037"


def test_every_draw_has_its_mirror_image():
    draws = normal_draws(512, 7)

    assert np.array_equal(draws[256:], -draws[:256])


def test_an_odd_number_of_draws_loses_one():
    assert normal_draws(65, 3).shape == (64, 3)


def test_nobody_can_write_to_what_everybody_reads():
    draws = normal_draws(64, 2)

    with pytest.raises(ValueError, match="read-only"):
        draws[0, 0] = 1.0
    assert normal_draws(64, 2) is draws
