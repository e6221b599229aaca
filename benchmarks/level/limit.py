"""The Bayes limit: what a reader makes of the cards who knows the world and the history, but not the truth.

Exact up to the number of draws: Gibbs sampling of the ordinal model, all candidates at once. The interviewers'
severities are learnt from the history in the same way and then stand as a normal distribution.
"""

from dataclasses import dataclass

import numpy as np

from benchmarks.level.carelessness import Suspicion
from benchmarks.level.loop import AREAS, IS_RATING, LEVELS, SLOT_CARD, Floats, Integers
from benchmarks.level.model import HABITS, PARTS, Bounds, Model
from benchmarks.level.truth import true_levels
from benchmarks.level.worlds import People, Scene, World


@dataclass(frozen=True)
class Severities:
    """What is known of the interviewers: expected severity, and the covariance between what is not known."""

    mean: Floats
    covariance: Floats


@dataclass(frozen=True)
class Draws:
    """How many sweeps are thrown away, and how many are kept."""

    warm_up: int = 150
    kept: int = 850


def limit(setting: Scene, seed: int, draws: Draws | None = None) -> Floats:
    """Probabilities of the five levels for each finalist, given the history; rows add up to 1."""
    rng = np.random.default_rng([seed, 6])
    known = severities(setting.world, setting.history, rng, draws or Draws())
    return chances(setting.world, setting.finalists, known, rng, draws or Draws())


def chances(world: World, people: People, known: Severities, rng: np.random.Generator, draws: Draws) -> Floats:
    """Probabilities of the five levels for each of these candidates."""
    model, reader = Model(world), _Reader(world, people)
    habits = model.covariance[HABITS, HABITS] + known.covariance[people.raters[:, :, None], people.raters[:, None, :]]
    reader.learn(habits)
    means = np.broadcast_to(model.mean, (len(people), PARTS)).copy()
    means[:, HABITS] -= known.mean[people.raters]
    counts = np.zeros((len(people), len(LEVELS)))
    for sweep in range(draws.warm_up + draws.kept):
        truth = reader.sweep(means, rng) @ model.truth.T
        if sweep >= draws.warm_up:
            levels = true_levels(truth[:, : len(AREAS)], truth[:, len(AREAS) :])
            counts[np.arange(len(people)), levels] += 1
    return counts / draws.kept


def severities(world: World, history: People, rng: np.random.Generator, draws: Draws) -> Severities:
    """What the history tells of each interviewer, declined candidates and all."""
    raters = sum(world.pools)
    unknown = Severities(np.zeros(raters), world.severity_sd**2 * np.eye(raters))
    if len(history) == 0:
        return unknown
    model, reader, scales = Model(world), _Reader(world, history), _Scales(world, history)
    halo = model.covariance[HABITS, HABITS]
    reader.learn(np.broadcast_to(halo, (len(history), *halo.shape)))
    means = np.broadcast_to(model.mean, (len(history), PARTS)).copy()
    found = []
    for sweep in range(draws.warm_up + draws.kept):
        drawn = scales.drawn(reader.values, rng)
        means[:, HABITS] = -drawn[history.raters]
        reader.sweep(means, rng)
        if sweep >= draws.warm_up:
            found.append(drawn)
    return Severities(np.mean(found, axis=0), np.cov(np.array(found).T))


class _Reader:
    """The Gibbs sampler over parts and values before rounding of many candidates."""

    def __init__(self, world: World, people: People) -> None:
        self.model = Model(world)
        self.noise = world.noise_sd
        self.seen = people.observed > 0
        self.bounds = Bounds.of(people.observed)
        self.suspicion = Suspicion.of(world, people.observed) if world.careless_panels else None
        middle = np.where(IS_RATING, world.merit_mean, world.scope_mean)
        self.values = np.clip(np.broadcast_to(middle, self.seen.shape), self.bounds.low, self.bounds.high)

    def learn(self, habits: Floats) -> None:
        """Work out once how values become parts, for each candidate's own covariance of habits."""
        covariance = np.broadcast_to(self.model.covariance, (len(habits), PARTS, PARTS)).copy()
        covariance[:, HABITS, HABITS] = habits
        makes = self.model.makes
        precision = np.linalg.inv(covariance)
        precision += np.einsum("sp,ns,sq->npq", makes, self.seen / self.noise**2, makes, optimize=True)
        posterior = np.linalg.inv(precision)
        self.gain = posterior @ (makes.T * (self.seen[:, None, :] / self.noise**2))
        self.root = np.linalg.cholesky(posterior)

    def sweep(self, means: Floats, rng: np.random.Generator) -> Floats:
        """Draw the parts given the values, then which cards are careless, then the values given the parts."""
        makes = self.model.makes
        off = self.values - means @ makes.T
        parts = means + (self.gain @ off[:, :, None] + self.root @ rng.standard_normal((*means.shape, 1)))[:, :, 0]
        expected = parts @ makes.T
        bounds = self.bounds
        if self.suspicion is not None:
            bounds = bounds.without(self.suspicion.drawn(expected, rng))
        self.values = bounds.inside(expected, self.noise, rng)
        return np.asarray(parts)


class _Scales:
    """Draws all interviewers' severities at once, given the values before rounding and nothing else."""

    def __init__(self, world: World, people: People) -> None:
        model, raters = Model(world), sum(world.pools)
        seen = (people.observed > 0).astype(float)
        spread = model.makes @ model.covariance @ model.makes.T + world.noise_sd**2 * np.eye(len(SLOT_CARD))
        blocks = spread * seen[:, :, None] * seen[:, None, :]
        blocks += np.eye(len(SLOT_CARD)) * (1 - seen)[:, None, :]
        inverse = np.linalg.inv(blocks) * seen[:, :, None] * seen[:, None, :]
        severe = -model.makes[:, HABITS]
        self.weights = severe.T @ inverse
        self.expected = model.makes @ model.mean
        self.raters: Integers = people.raters
        precision = np.eye(raters) / world.severity_sd**2
        np.add.at(precision, (people.raters[:, :, None], people.raters[:, None, :]), self.weights @ severe)
        self.covariance = np.linalg.inv(precision)
        self.root = np.linalg.cholesky(self.covariance)

    def drawn(self, values: Floats, rng: np.random.Generator) -> Floats:
        """One draw of everybody's severity."""
        told = np.zeros(len(self.covariance))
        np.add.at(told, self.raters, (self.weights @ (values - self.expected)[:, :, None])[:, :, 0])
        return np.asarray(self.covariance @ told + self.root @ rng.standard_normal(len(told)))
