"""Severity of interviewers: against the same model solved densely, and on invented histories whose truth is known."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.stats import norm, truncnorm

from app.domain.calibration import Calibration, Offset
from app.domain.contract import calibrate as calibrate_plain
from app.domain.points import Floats
from app.domain.scorecard import Card
from app.domain.severity import calibrate
from benchmarks.level.cards import history_of
from benchmarks.level.loop import IS_RATING, SLOT_CARD
from benchmarks.level.worlds import DEFAULT, Scene, scene
from tests.domain.any_plan import Size, cards_on, playbook_of
from tests.domain.evidence import levelled_playbook
from tests.domain.level_cases import model_of
from tests.domain.nursing import nursing_playbook

RECRUITERS, LEADERS = slice(0, 12), slice(48, 56)  # the pools of the first and the last stage
SEEDS = range(6)

History = Sequence[Sequence[Card]]


def calibrated(history: History) -> Calibration:
    playbook = levelled_playbook()
    return calibrate(history, playbook=playbook, model=model_of(playbook), version="v")


def some_history(rng: random.Random, candidates: int = 30) -> list[list[Card]]:
    """Random scorecards, each by one of four interviewers of its stage."""
    return [
        [replace(card, rater=f"{card.rater} {number}", person=f"{card.stage} {rng.randint(1, 4)}") for card in cards]
        for number, cards in enumerate(cards_on(levelled_playbook(), rng) for _ in range(candidates))
    ]


def scores(spread: float) -> tuple[Mapping[int, float], float]:
    """A value for each point so that a shift of the truth shifts it as much, and the variance that points add."""
    cuts = [-np.inf, 1.5, 2.5, 3.5, 4.5, np.inf]
    low, high = (np.array(cuts[at : at + 5]) - 3.2 for at in (0, 1))
    shares = norm.cdf(high / spread) - norm.cdf(low / spread)
    means = truncnorm.mean(low / spread, high / spread, scale=spread)
    kept = float(shares @ means**2) / spread**2
    return {point: float(means[5 - point]) / kept for point in range(1, 6)}, spread**2 * (1 / kept - 1)


def solved_densely(history: History) -> dict[str, Offset]:
    """Best linear unbiased prediction with one large covariance of all card means; the model as figures."""
    value, lost = scores(np.sqrt(0.9**2 + (0.7 * 0.45) ** 2 + 0.5**2 + 0.4**2 + 0.65**2 + 0.8**2))
    rows = []
    for candidate, cards in enumerate(history):
        for card in cards:
            points = [point for point in card.ratings.values() if point is not None]
            if points:
                rows.append((candidate, card.stage, card.who, np.mean([value[point] for point in points]), len(points)))
    candidates, stages, people, means, counts = (np.array(column) for column in zip(*rows, strict=True))
    names = sorted(set(people.tolist()))
    same = candidates[:, None] == candidates
    rest = np.diag(0.4**2 + (0.8**2 + (0.7 * 0.45) ** 2 + lost) / counts)
    covariance = same * 0.9**2 + (same & (stages[:, None] == stages)) * 0.65**2 + rest
    severe = -(people[:, None] == np.array(names)).astype(float)
    inverse = np.linalg.inv(covariance + 0.25 * severe @ severe.T)
    ones = np.ones(len(rows))
    left = inverse - np.outer(inverse @ ones, ones @ inverse) / (ones @ inverse @ ones)
    found = 0.25 * severe.T @ left @ means
    errors = np.sqrt(np.diag(0.25 * np.eye(len(names)) - 0.25**2 * severe.T @ left @ severe))
    return {
        name: Offset(float(found[at]), float(errors[at]), int(np.sum(people == name))) for at, name in enumerate(names)
    }


@pytest.mark.parametrize("seed", range(5))
def test_severities_are_those_of_the_same_model_solved_densely(seed):
    history = some_history(random.Random(20520 + seed))

    found = calibrated(history).offsets

    expected = solved_densely(history)
    assert list(found) == list(expected)
    for person, offset in expected.items():
        assert found[person].severity == pytest.approx(offset.severity, abs=2e-5)
        assert found[person].error == pytest.approx(offset.error, abs=2e-5)
        assert found[person].interviews == offset.interviews


@cache
def invented(seed: int) -> tuple[Scene, Floats, Floats]:
    """A world that declines weak candidates early; severity and error as calibrated, NaN if unknown."""
    setting = scene(DEFAULT, 700 + seed, finalists=1)
    found = np.full((2, len(setting.severities)), np.nan)
    for name, offset in calibrate_plain(history_of(setting.history))["raters"].items():
        found[:, int(name.removeprefix("r"))] = offset["severity"], offset["error"]
    return setting, found[0], found[1]


def own_mean_minus_everyones(setting: Scene) -> Floats:
    """The plain way: how far below everybody's ratings one's own lie on average."""
    ratings = setting.history.observed[:, IS_RATING]
    raters = setting.history.raters[:, SLOT_CARD[IS_RATING]]
    seen = ratings > 0
    own = [ratings[seen & (raters == number)] for number in range(len(setting.severities))]
    return np.array([ratings[seen].mean() - (mine.mean() if len(mine) else np.nan) for mine in own])


def off(pool: slice, *, plainly: bool) -> float:
    """How far a whole pool of interviewers is taken to be stricter than it is, on average over the worlds."""
    gaps = []
    for setting, severity, _ in map(invented, SEEDS):
        found = own_mean_minus_everyones(setting) if plainly else severity
        gaps.append(np.nanmean((found - setting.severities)[pool]))
    return float(np.mean(gaps))


def test_early_declines_make_recruiters_look_severe_and_leaders_lenient_to_plain_means_only():
    assert off(RECRUITERS, plainly=True) > 0.2
    assert off(LEADERS, plainly=True) < -0.1

    assert abs(off(RECRUITERS, plainly=False)) < 0.1
    assert abs(off(LEADERS, plainly=False)) < 0.1


def test_severities_lie_closer_to_the_truth_than_plain_means():
    gaps, plain = [], []
    for setting, severity, _ in map(invented, SEEDS):
        gaps.append(severity - setting.severities)
        plain.append(own_mean_minus_everyones(setting) - setting.severities)

    assert np.nanmean(np.square(gaps)) < 0.6 * np.nanmean(np.square(plain))


def test_standard_errors_are_honest():
    away = np.concatenate([(found - setting.severities) / error for setting, found, error in map(invented, SEEDS)])
    away = away[np.isfinite(away)]

    assert len(away) > 300
    assert np.mean(np.abs(away) < 2) == pytest.approx(0.954, abs=0.03)
    assert np.std(away) == pytest.approx(1.0, abs=0.12)


def test_more_interviews_make_the_error_smaller_and_never_larger_than_what_is_assumed():
    for setting, _, error in map(invented, SEEDS):
        counts = np.array([np.sum(setting.history.raters[:, SLOT_CARD][:, 0] == at) for at in range(12)])

        assert np.nanmax(error) <= 0.5
        assert np.corrcoef(counts, error[:12])[0, 1] < -0.7


def test_somebody_stricter_than_the_others_of_a_panel_is_found():
    seats = ("mild", "fair", "strict")
    history = [
        [Card("panel", who, {"efficiency": point + by, "facilitating": point + by}, {}) for by, who in enumerate(seats)]
        for point in (1, 2, 3, 1, 2, 3, 1, 2, 3)
    ]

    found = calibrated(history).offsets

    assert [found[who].severity for who in seats] == sorted(item.severity for item in found.values())
    assert found["strict"].severity > 0.3
    assert found["mild"].severity < -0.3
    assert found["fair"].severity == pytest.approx(0, abs=0.05)
    assert {item.interviews for item in found.values()} == {9}


@pytest.mark.parametrize("history", [[], [[]], [[Card("screen", "a", {"results": None}, {})]]])
def test_without_a_rating_nothing_is_known_of_anybody(history):
    assert calibrated(history) == Calibration("v")


def test_the_order_of_candidates_and_cards_changes_nothing():
    rng = random.Random(20530)
    history = some_history(rng)

    mixed = [rng.sample(cards, len(cards)) for cards in rng.sample(history, len(history))]

    found, again = calibrated(history).offsets, calibrated(mixed).offsets
    assert again.keys() == found.keys()
    for person, offset in found.items():
        assert again[person].severity == pytest.approx(offset.severity, abs=2e-6)
        assert again[person].error == pytest.approx(offset.error, abs=2e-6)


def test_offsets_are_stated_for_five_points_whatever_the_scale():
    """On a ward's four points, and on seven: somebody who rates a step worse is found on all of them."""
    for playbook in (nursing_playbook(), playbook_of(Size(points=7, best="lowest"))):
        stage = playbook.family.stages[-1]
        points = [point.value for point in playbook.scale.points]
        history = [
            [
                Card(stage.key, who, dict.fromkeys(stage.focus_areas, points[at + by]), {})
                for who, by in (("mild", 0), ("strict", 1))
            ]
            for at in (0, 1, 2)
        ] * 4

        found = calibrate(history, playbook=playbook, model=model_of(playbook)).offsets

        step = 4 / (len(points) - 1)
        assert 0.3 * step < found["strict"].severity - found["mild"].severity < 1.3 * step
