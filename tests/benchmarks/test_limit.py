"""The limit against another way to the same posterior, and against the truth."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.level.carelessness import Suspicion
from benchmarks.level.limit import Draws, Severities, chances, limit, severities
from benchmarks.level.loop import AREAS, SLOTS, Floats
from benchmarks.level.metrics import at_least, calibration_error
from benchmarks.level.model import HABIT_PARTS, PARTS, Bounds, Model
from benchmarks.level.truth import true_levels
from benchmarks.level.worlds import DEFAULT, WORLDS, People, World, joined
from tests.benchmarks.invented import one_candidate, small_scene

SOME_SLOTS = {0: 4, 3: 2, 9: 5, 15: 3, 21: 1, 27: 4, 33: 5, 34: 6, 40: 4}


def weighted_prior(world: World, people: People, size: int) -> tuple[Floats, Floats]:
    """Draws of parts from the prior with severities of their own, and the likelihood of the cards under each."""
    model = Model(world)
    covariance = model.covariance.copy()
    covariance[HABIT_PARTS:, HABIT_PARTS:] += world.severity_sd**2 * np.eye(PARTS - HABIT_PARTS)
    parts = np.random.default_rng(7).multivariate_normal(model.mean, covariance, size)
    bounds = Bounds.of(people.observed)
    return parts, np.prod(bounds.chances(parts @ model.makes.T, world.noise_sd), axis=1)


def test_the_sampler_agrees_with_weighted_draws_from_the_prior():
    people = one_candidate(SOME_SLOTS)
    unknown = Severities(np.zeros(56), 0.25 * np.eye(56))
    parts, weights = weighted_prior(DEFAULT, people, 200_000)
    truth = parts @ Model(DEFAULT).truth.T
    levels = true_levels(truth[:, : len(AREAS)], truth[:, len(AREAS) :])

    alike = joined([people] * 200)
    sampled = np.mean(chances(DEFAULT, alike, unknown, np.random.default_rng(1), Draws(50, 150)), axis=0)

    assert sampled == pytest.approx(np.bincount(levels, weights, 5) / np.sum(weights), abs=0.02)


def test_what_one_card_tells_of_severity_agrees_with_weighted_draws_from_the_prior():
    people = one_candidate({0: 1, 1: 2})
    rng = np.random.default_rng(3)
    severe = rng.normal(0, 0.5, 200_000)
    model = Model(replace(DEFAULT, severity_sd=0.0))
    parts = rng.multivariate_normal(model.mean, model.covariance, len(severe))
    means = (parts @ model.makes.T)[:, :2] - severe[:, None]
    bounds = Bounds.of(people.observed)
    weights = np.prod(Bounds(bounds.low[:, :2], bounds.high[:, :2]).chances(means, 0.8), axis=1)

    known = severities(DEFAULT, people, np.random.default_rng(1), Draws(200, 6_000))

    assert known.mean[0] == pytest.approx(np.average(severe, weights=weights), abs=0.03)
    assert np.sqrt(known.covariance[0, 0]) == pytest.approx(
        np.sqrt(np.average(severe**2, weights=weights) - np.average(severe, weights=weights) ** 2), abs=0.02
    )
    assert known.mean[1:] == pytest.approx(np.zeros(55), abs=0.04)


def test_nothing_is_known_of_interviewers_without_a_history():
    known = severities(DEFAULT, small_scene("no history").history, np.random.default_rng(1), Draws())

    assert np.array_equal(known.mean, np.zeros(56))
    assert np.array_equal(known.covariance, 0.25 * np.eye(56))


def test_severities_are_found_in_spite_of_early_declines():
    setting = small_scene()

    known = severities(setting.world, setting.history, np.random.default_rng(1), Draws(50, 150))

    off = known.mean - setting.severities
    assert np.corrcoef(known.mean, setting.severities)[0, 1] > 0.85
    assert np.sqrt(np.mean(off**2)) == pytest.approx(np.sqrt(np.mean(np.diag(known.covariance))), rel=0.25)


def test_the_limit_says_what_happens_and_never_more():
    setting = small_scene()

    found = limit(setting, 1, Draws(50, 150))

    assert found.sum(axis=1) == pytest.approx(np.ones(300))
    assert calibration_error(found, setting.finalists.levels) < 0.06
    assert np.mean(at_least(found)) == pytest.approx(np.mean(setting.finalists.levels) / 4, abs=0.03)


def test_complexity_s_last_statement_begins_half_a_level_below_p5():
    observed = np.zeros((1, SLOTS), dtype=np.int64)
    observed[0, [0, 1, 33, 34, 35]] = 1, 5, 2, 6, 6

    bounds = Bounds.of(observed)

    assert bounds.low[0, [0, 1, 33, 34, 35]].tolist() == [-np.inf, 4.5, -np.inf, 4.5, 5.5]
    assert bounds.high[0, [0, 1, 33, 34, 35]].tolist() == [1.5, np.inf, 2.5, np.inf, np.inf]
    assert np.all(np.isinf(bounds.low[0, 2:33]))
    assert np.all(np.isinf(bounds.high[0, 2:33]))


def test_values_are_drawn_inside_their_bounds_even_far_from_where_they_were_expected():
    observed = small_scene().finalists.observed
    bounds = Bounds.of(observed)

    for shift in (-20, 0, 20):
        means = (observed + shift).astype(np.float64)
        values = bounds.inside(means, 0.8, np.random.default_rng(1))
        assert np.all((values >= bounds.low - 1e-9) & (values <= bounds.high + 1e-9))


def test_a_card_is_taken_for_careless_as_often_as_bayes_says():
    world = WORLDS["careless members"]
    odd = {8 + slot: point for slot, point in enumerate((5, 5, 5, 5, 5, 5))}
    people = one_candidate(odd | {14 + slot: 2 for slot in range(6)} | {20 + slot: 2 + slot % 2 for slot in range(6)})
    means = np.full((4000, SLOTS), 2.2)
    suspicion = Suspicion.of(world, np.repeat(people.observed, 4000, axis=0))

    share = np.mean(suspicion.drawn(means, np.random.default_rng(1)), axis=0)

    slots = suspicion.bounds.chances(means[:1], world.noise_sd)[0]
    careful = [np.prod(slots[start : start + 6]) for start in (8, 14, 20)]
    written = [0.5 * 5.0**-6 + 0.5 / 5, 0.5 * 5.0**-6 + 0.5 / 5, 0.5 * 5.0**-6]
    odds = np.array([0.5 / 3 * wrote / was for wrote, was in zip(written, careful, strict=True)])
    assert share == pytest.approx(odds / (0.5 + odds.sum()), abs=0.03)
