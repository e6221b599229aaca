"""What a step says of the value beneath it, against the truncated normal of scipy."""

import numpy as np
import pytest
from scipy.stats import norm, truncnorm

from app.domain.points import steps_of


def test_means_and_shares_are_those_of_the_truncated_normal():
    rng = np.random.default_rng(20511)
    inner = np.sort(rng.normal(0, 1.5, (300, 4)), axis=1)
    edges = np.hstack([np.full((300, 1), -np.inf), inner, np.full((300, 1), np.inf)])
    expected = np.sort(rng.normal(0, 1, (300, 5)), axis=1)
    spread = rng.uniform(0.4, 2.0, 300)

    found = steps_of(edges, expected, spread)

    low, high = ((edges[:, at, None] - expected[:, None, :]) / spread[:, None, None] for at in (slice(5), slice(1, 6)))
    shares = norm.cdf(high) - norm.cdf(low)
    means = truncnorm.mean(low, high, loc=expected[:, None, :], scale=spread[:, None, None])
    assert found.shares == pytest.approx(shares, abs=1e-6)
    likely = shares > 1e-3
    assert found.means[likely] == pytest.approx(means[likely], abs=5e-4)
    assert likely.mean() > 0.8


def test_steps_that_are_all_but_impossible_lie_at_their_edge_nearest_to_what_was_expected():
    edges = np.array([[-np.inf, 20.0, 30.0, np.inf]])

    found = steps_of(edges, np.array([[0.0, 50.0]]), np.array([1.0]))

    assert found.means[0, :, 0] == pytest.approx([0.0, 20.0, 30.0])
    assert found.means[0, :, 1] == pytest.approx([20.0, 30.0, 50.0])
    assert found.shares[0].tolist() == [[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]]


def test_means_rise_from_step_to_step_and_with_what_was_expected_even_far_out():
    rng = np.random.default_rng(20512)
    inner = np.sort(rng.uniform(-30, 30, (400, 5)), axis=1)
    edges = np.hstack([np.full((400, 1), -np.inf), inner, np.full((400, 1), np.inf)])
    expected = np.sort(rng.uniform(-40, 40, (400, 33)), axis=1)

    found = steps_of(edges, expected, 10.0 ** rng.uniform(-3, 1, 400))

    assert np.all(np.diff(found.means, axis=1) >= 0)
    assert np.all(np.diff(found.means, axis=2) >= 0)
    assert np.all(np.isfinite(found.means))
    assert found.shares.sum(axis=1) == pytest.approx(np.ones((400, 33)))


def test_a_single_step_says_nothing():
    found = steps_of(np.array([[-np.inf, np.inf]]), np.array([[-1.5, 0.0, 2.0]]), np.array([0.7]))

    assert found.means.tolist() == [[[-1.5, 0.0, 2.0]]]
    assert found.shares.tolist() == [[[1.0, 1.0, 1.0]]]


def test_steps_beyond_the_last_are_never_taken_and_keep_the_order():
    edges = np.array([[-np.inf, 0.0, np.inf, np.inf]])

    found = steps_of(edges, np.array([[0.0]]), np.array([1.0]))

    assert found.shares[0, :, 0] == pytest.approx([0.5, 0.5, 0.0])
    assert found.means[0, :2, 0] == pytest.approx([-np.sqrt(2 / np.pi), np.sqrt(2 / np.pi)], abs=1e-6)
    assert found.means[0, 2, 0] >= found.means[0, 1, 0]
