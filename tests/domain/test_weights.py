"""Weights that are never negative, against the solver of scipy."""

import numpy as np
import pytest
from scipy.optimize import nnls

from app.domain import weights
from app.domain.points import Floats
from app.domain.weights import FreeWeights, free_weights, nonnegative_weights, weights_without

PROBLEMS = 200


def a_problem(rng: np.random.Generator) -> tuple[Floats, Floats]:
    """A covariance of up to 45 observations, well or badly conditioned, and its links with up to ten targets."""
    size, targets = int(rng.integers(1, 46)), int(rng.integers(1, 11))
    root = rng.normal(size=(size, size + int(rng.integers(0, 4)))) * 10.0 ** rng.uniform(-1, 1)
    covariance = root @ root.T + 10.0 ** rng.uniform(-3, 1) * np.eye(size)
    shared = rng.uniform(0, 3) * np.outer(root.max(axis=1), np.ones(size))
    return covariance, (rng.normal(size=(targets, size)) @ covariance) / size + shared.mean() * rng.random((targets, 1))


def by_scipy(covariance: Floats, links: Floats, kept: Floats) -> Floats:
    """The same least squares with the observations that are kept, one target at a time."""
    found = np.zeros(links.shape)
    if not kept.any():
        return found  # scipy takes no empty problem
    lower = np.linalg.cholesky(covariance[np.ix_(kept, kept)])
    for row, link in zip(found, links, strict=True):
        row[kept] = nnls(lower.T, np.linalg.solve(lower, link[kept]))[0]
    return found


def loss(covariance: Floats, links: Floats, found: Floats) -> Floats:
    """What the weights minimise, for each target."""
    return np.einsum("ti,ij,tj->t", found, covariance, found) - 2 * (found * links).sum(axis=1)


def test_the_weights_are_those_of_the_solver_of_scipy():
    rng = np.random.default_rng(20501)
    zeros = 0
    for _ in range(PROBLEMS):
        covariance, links = a_problem(rng)

        found = nonnegative_weights(free_weights(covariance, links))

        expected = by_scipy(covariance, links, np.ones(len(covariance), dtype=bool))
        assert found == pytest.approx(expected, abs=1e-6 * max(1.0, float(expected.max())))
        assert np.all(found >= 0)
        zeros += int(np.sum(found == 0))
    assert zeros > 1_000


def test_leaving_observations_out_is_as_if_they_did_not_exist():
    rng = np.random.default_rng(20502)
    for _ in range(PROBLEMS):
        covariance, links = a_problem(rng)
        left_out = rng.random(len(covariance)) < rng.choice([0.1, 0.5, 1.0])
        solved = free_weights(covariance, links)

        found = weights_without(solved, nonnegative_weights(solved), left_out)

        expected = by_scipy(covariance, links, ~left_out)
        assert found == pytest.approx(expected, abs=1e-6 * max(1.0, float(expected.max())))
        assert np.all(found[:, left_out] == 0)


def test_the_loss_is_no_worse_than_that_of_the_solver_of_scipy():
    rng = np.random.default_rng(20503)
    for _ in range(50):
        covariance, links = a_problem(rng)

        mine = nonnegative_weights(free_weights(covariance, links))

        theirs = by_scipy(covariance, links, np.ones(len(covariance), dtype=bool))
        scale = 1 + np.abs(loss(covariance, links, theirs))
        assert np.all(loss(covariance, links, mine) <= loss(covariance, links, theirs) + 1e-9 * scale)


def test_one_exchange_at_a_time_leads_to_the_same_weights(monkeypatch):
    """What is done once exchanges of many at once have not helped; that always ends."""
    monkeypatch.setattr(weights, "PATIENCE", 0)
    rng = np.random.default_rng(20504)
    for _ in range(PROBLEMS):
        covariance, links = a_problem(rng)

        found = nonnegative_weights(free_weights(covariance, links))

        expected = by_scipy(covariance, links, np.ones(len(covariance), dtype=bool))
        assert found == pytest.approx(expected, abs=1e-6 * max(1.0, float(expected.max())))


def test_a_search_that_is_cut_off_still_gives_no_negative_weight_and_leaves_out_what_it_must(monkeypatch):
    monkeypatch.setattr(weights, "STEPS", 1)
    rng = np.random.default_rng(20505)
    for _ in range(PROBLEMS):
        covariance, links = a_problem(rng)
        left_out = rng.random(len(covariance)) < 0.3
        solved = free_weights(covariance, links)

        found = weights_without(solved, nonnegative_weights(solved), left_out)

        assert np.all(found >= 0)
        assert np.all(found[:, left_out] == 0)


def test_free_weights_that_are_positive_stay_as_they_are():
    covariance, links = np.array([[2.0, 0.5], [0.5, 1.0]]), np.array([[1.0, 0.75]])

    solved = free_weights(covariance, links)

    assert nonnegative_weights(solved) == pytest.approx(np.linalg.solve(covariance, links[0])[None, :])


def test_a_weight_that_would_be_negative_is_exactly_nought_and_the_other_makes_up_for_it():
    covariance, links = np.array([[1.0, 0.9], [0.9, 1.0]]), np.array([[1.0, 0.5]])

    found = nonnegative_weights(free_weights(covariance, links))

    assert found[0, 1] == 0
    assert found == pytest.approx(np.array([[1.0, 0.0]]))


def test_without_observations_there_are_no_weights():
    nothing = FreeWeights(np.zeros((0, 0)), np.zeros((3, 0)))

    assert nonnegative_weights(nothing).shape == (3, 0)
    assert weights_without(nothing, np.zeros((3, 0)), np.zeros(0, dtype=bool)).shape == (3, 0)
