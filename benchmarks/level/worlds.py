"""Invented hiring worlds with a known truth: people, interviewers with habits, declines on the way, a history.

Source: the model of the method (docs/method.md), read on its own. Nothing of the product is used here.
"""

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.level.loop import (
    ANCHOR_SIGNAL,
    AREAS,
    CARD_STAGE,
    CARDS,
    IS_COMPLEXITY,
    IS_RATING,
    PANEL_CARDS,
    RATING_AREA,
    SIGNALS,
    SLOT_CARD,
    SLOT_STAGE,
    SLOTS,
    STAGES,
    Floats,
    Integers,
    Truths,
    first_rater,
)
from benchmarks.level.truth import P5, true_levels

POINTS = 5
LOWEST_LEVEL = 2


@dataclass(frozen=True)
class World:
    """What is true of everybody in one world. Merit is 6 - rating; scope is in level units, 4 = P4.

    `scope_share` is the share of an interviewer's severity, halo and of the form of the day that also moves an
    observed scope signal. `straight_share` is the share of careless cards that repeat one point throughout.
    `interviews` is how many earlier interviews an interviewer has had on average.
    """

    merit_mean: float = 3.2
    merit_sd: float = 0.9
    area_sd: float = 0.45
    scope_mean: float = 4.2
    scope_sd: float = 1.1
    scope_correlation: float = 0.7
    signal_sd: float = 0.45
    severity_sd: float = 0.5
    halo_sd: float = 0.4
    halo_pull: float = 0.3
    form_sd: float = 0.65
    noise_sd: float = 0.8
    scope_share: float = 1.0
    careless_panels: float = 0.0
    straight_share: float = 0.5
    not_assessed: float = 0.0
    interviews: int = 20
    pools: tuple[int, int, int, int] = (12, 12, 24, 8)
    decline_bar: float = 2.7
    decline_sd: float = 0.35


DEFAULT = World()
STRESS = {
    "severity .8": replace(DEFAULT, severity_sd=0.8),
    "careless members": replace(DEFAULT, careless_panels=0.5),
    "25 % not assessed": replace(DEFAULT, not_assessed=0.25),
    "noisy raters": replace(DEFAULT, noise_sd=1.2),
    "strong halo": replace(DEFAULT, halo_sd=0.7, halo_pull=0.6),
    "no history": replace(DEFAULT, interviews=0),
    "5 interviews": replace(DEFAULT, interviews=5),
}
VARIANTS = {
    "form .4": replace(DEFAULT, form_sd=0.4),
    "form .9": replace(DEFAULT, form_sd=0.9),
    "merit 2.8": replace(DEFAULT, merit_mean=2.8),
    "merit 3.6": replace(DEFAULT, merit_mean=3.6),
    "scope correlation .5": replace(DEFAULT, scope_correlation=0.5),
}
WORLDS = {"default": DEFAULT} | STRESS | VARIANTS


@dataclass(frozen=True)
class People:
    """Candidates and what their cards say. Rows are candidates.

    merits, signals: the truth. shown: per slot what the candidate showed on that day, before any interviewer.
    raters: per card, numbered through all pools. halo: per card. noise: per slot. careless: per panel card.
    observed: per slot 1..5 in merit (6 - rating) or 2..6 as a level, 0 where there is nothing.
    stages: how many stages were taken.
    """

    merits: Floats
    signals: Floats
    shown: Floats
    raters: Integers
    halo: Floats
    noise: Floats
    careless: Truths
    observed: Integers
    stages: Integers

    @property
    def levels(self) -> Integers:
        """The true level of each candidate, 0 (below the bar) .. 4 (P6)."""
        return true_levels(self.merits, self.signals)

    def __len__(self) -> int:
        return len(self.stages)

    def only(self, rows: Truths | slice) -> "People":
        """Some of these candidates."""
        return People(**{name: values[rows] for name, values in vars(self).items()})


@dataclass(frozen=True)
class Scene:
    """One world at work: the interviewers' true severities, finalists to judge, the history of everybody before."""

    world: World
    severities: Floats
    finalists: People
    history: People


def scene(world: World, seed: int, *, finalists: int = 1800) -> Scene:
    """A world with its interviewers, its history and finalists who went through all four stages.

    The same seed gives the same interviewers and finalists, however long the history is.
    """
    severities = np.random.default_rng([seed, 1]).normal(0, world.severity_sd, sum(world.pools))
    return Scene(
        world,
        severities,
        _finalists(world, severities, np.random.default_rng([seed, 2]), finalists),
        _history(world, severities, np.random.default_rng([seed, 3])),
    )


def _finalists(world: World, severities: Floats, rng: np.random.Generator, wanted: int) -> People:
    found: list[People] = []
    while sum(len(people) for people in found) < wanted:
        people = candidates(world, severities, rng, 2 * wanted)
        found.append(people.only(people.stages == len(STAGES)))
    return joined(found).only(slice(wanted))


def _history(world: World, severities: Floats, rng: np.random.Generator) -> People:
    """Candidates until the average interviewer has had `interviews` interviews."""
    cards_wanted = world.interviews * sum(world.pools)
    people = candidates(world, severities, rng, cards_wanted)
    cards_per_stage = np.cumsum([stage.interviewers for stage in STAGES])
    cards = np.cumsum(cards_per_stage[people.stages - 1])
    return people.only(slice(int(np.searchsorted(cards, cards_wanted))))


def joined(parts: list[People]) -> People:
    """Several groups of candidates as one."""
    return People(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])})


def candidates(world: World, severities: Floats, rng: np.random.Generator, size: int) -> People:
    """Candidates as they come, with the cards of the stages that they took."""
    merit = rng.normal(world.merit_mean, world.merit_sd, size)
    slope = world.scope_correlation * world.scope_sd / world.merit_sd
    rest = world.scope_sd * np.sqrt(1 - world.scope_correlation**2)
    scope = world.scope_mean + slope * (merit - world.merit_mean) + rng.normal(0, rest, size)
    areas = rng.normal(0, world.area_sd, (size, len(AREAS)))
    signals = rng.normal(0, world.signal_sd, (size, len(SIGNALS)))
    form = rng.normal(0, world.form_sd, (size, len(STAGES)))
    kept = 1 - world.halo_pull
    shown = np.concatenate(
        [merit[:, None] + kept * areas[:, RATING_AREA], scope[:, None] + kept * signals[:, ANCHOR_SIGNAL]], axis=1
    )
    people = People(
        merits=merit[:, None] + areas,
        signals=scope[:, None] + signals,
        shown=shown + form[:, SLOT_STAGE] * _share(world),
        raters=seated(world, rng, size),
        halo=rng.normal(0, world.halo_sd, (size, CARDS)),
        noise=rng.normal(0, world.noise_sd, (size, SLOTS)),
        careless=_careless(world, rng, size),
        observed=np.zeros((size, SLOTS), dtype=np.int64),
        stages=np.full(size, len(STAGES)),
    )
    return _declined(world, filled_in(world, severities, people, rng), rng)


def _share(world: World) -> Floats:
    """Per slot how much of severity, halo and form acts on it."""
    return np.where(IS_RATING, 1.0, world.scope_share)


def seated(world: World, rng: np.random.Generator, size: int) -> Integers:
    """Interviewers of each card, different ones within a panel."""
    first = first_rater(world.pools)
    raters = np.zeros((size, CARDS), dtype=np.int64)
    for stage, pool in enumerate(world.pools):
        seats = np.flatnonzero(stage == CARD_STAGE)
        raters[:, seats] = first[stage] + np.argsort(rng.random((size, pool)), axis=1)[:, : len(seats)]
    return raters


def _careless(world: World, rng: np.random.Generator, size: int) -> Truths:
    """At most one careless member in each panel."""
    member = rng.integers(len(PANEL_CARDS), size=size)
    hit = rng.random(size) < world.careless_panels
    careless: Truths = hit[:, None] & (member[:, None] == np.arange(len(PANEL_CARDS)))
    return careless


def filled_in(world: World, severities: Floats, people: People, rng: np.random.Generator) -> People:
    """The same candidates with what their interviewers write on the cards of all stages."""
    size = len(people)
    observed = as_categories(written(world, severities, people))
    careless = carelessly(world, rng, size)
    for member, card in enumerate(PANEL_CARDS):
        hit = people.careless[:, member, None] & (card == SLOT_CARD)
        observed = np.where(hit, careless, observed)
    observed[rng.random((size, SLOTS)) < world.not_assessed] = 0
    return replace(people, observed=observed)


def written(world: World, severities: Floats, people: People) -> Floats:
    """Per slot the value that a careful interviewer rounds to a point or a level."""
    habit = people.halo - severities[people.raters]
    return np.asarray(people.shown + _share(world) * habit[:, SLOT_CARD] + people.noise)


def as_categories(values: Floats) -> Integers:
    """Values as points and levels: rounded, clipped, and one statement for complexity at P5 and P6."""
    lowest = np.where(IS_RATING, 1, LOWEST_LEVEL)
    found = np.clip(np.rint(values).astype(np.int64), lowest, lowest + POINTS - 1)
    found[:, IS_COMPLEXITY] += found[:, IS_COMPLEXITY] == P5
    return found


def carelessly(world: World, rng: np.random.Generator, size: int) -> Integers:
    """What a careless interviewer writes: any point anywhere, or one point throughout; nothing of the candidate."""
    anywhere = rng.integers(POINTS, size=(size, SLOTS))
    straight = np.repeat(rng.integers(POINTS, size=(size, 1)), SLOTS, axis=1)
    steps = np.where(rng.random((size, 1)) < world.straight_share, straight, anywhere)
    return as_categories(steps + np.where(IS_RATING, 1.0, LOWEST_LEVEL))


def _declined(world: World, people: People, rng: np.random.Generator) -> People:
    """Declines after each stage on the mean of the ratings so far, against a bar that varies."""
    size, last = len(people), len(STAGES) - 1
    bars = rng.normal(world.decline_bar, world.decline_sd, (size, last))
    stages = np.full(size, len(STAGES))
    for stage in reversed(range(last)):
        so_far = people.observed[:, IS_RATING & (stage >= SLOT_STAGE)]
        counts = np.sum(so_far > 0, axis=1)
        means = np.sum(so_far, axis=1) / np.maximum(counts, 1)
        stages[(counts > 0) & (means < bars[:, stage])] = stage + 1
    observed = np.where(stages[:, None] > SLOT_STAGE, people.observed, 0)
    return replace(people, observed=observed, stages=stages)
