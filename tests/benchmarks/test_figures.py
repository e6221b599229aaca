"""Figures worked out by hand, and the report on readers whose figures are known beforehand."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.level.baselines import fixed_mean
from benchmarks.level.cards import all_cards, history_of
from benchmarks.level.figures import compared
from benchmarks.level.keeping import Keep
from benchmarks.level.limit import Draws
from benchmarks.level.loop import AREAS, LEVELS, SIGNALS, STAGES
from benchmarks.level.metrics import (
    Verdicts,
    absolute_error,
    at_least,
    brier_score,
    calibration_error,
    median_levels,
    share_closed,
)
from benchmarks.level.recommender import Recommender
from benchmarks.level.report import BOUNDS, markdown, summed_up
from tests.benchmarks.invented import mean_rating, one_candidate, small_scene


def stand_in() -> Recommender:
    return Recommender(calibrate=len, recommend=mean_rating)


def test_cards_have_the_plain_form_of_the_contract():
    cards = all_cards(small_scene().finalists)[0]

    assert [card["stage"] for card in cards] == ["screen", "manager", "panel", "panel", "panel", "final"]
    assert len({card["rater"] for card in cards}) == 6
    assert sum(len(card["ratings"]) for card in cards) == 33
    assert [line["competency"] for line in cards[2]["ratings"]] == list(STAGES[2].areas)
    assert {line["dimension"] for card in cards for line in card["anchors"]} == set(SIGNALS)
    assert {line["competency"] for card in cards for line in card["ratings"]} == set(AREAS)


def test_merit_turns_into_ratings_of_which_1_is_best_and_nothing_into_null():
    cards = all_cards(one_candidate({0: 5, 33: 6}))[0]

    assert cards[0]["ratings"] == [
        {"competency": "results", "rating": 1},
        {"competency": "collaboration", "rating": None},
    ]
    assert cards[1]["anchors"] == [
        {"dimension": "assistance", "level": "P6"},
        {"dimension": "complexity", "level": None},
    ]


def test_the_history_keeps_the_cards_of_declined_candidates_up_to_their_last_stage():
    history = small_scene().history

    lengths = [len(entry["scorecards"]) for entry in history_of(history)]

    assert lengths == [{1: 1, 2: 2, 3: 5, 4: 6}[stages] for stages in history.stages.tolist()]
    assert set(lengths) == {1, 2, 5, 6}


def test_the_median_level_is_the_highest_that_half_the_chance_reaches():
    found = np.array([[0.5, 0.5, 0, 0, 0], [0.2, 0.2, 0.2, 0.2, 0.2], [0.1, 0.1, 0.2, 0.2, 0.4]])

    assert at_least(found)[2].tolist() == pytest.approx([0.9, 0.8, 0.6, 0.4])
    assert median_levels(found).tolist() == [1, 2, 3]


def test_the_calibration_error_is_the_weighted_gap_in_each_bin():
    truth = np.array([1, 1, 0, 0])
    found = np.array([[0.25, 0.75, 0, 0, 0]] * 2 + [[0.85, 0.15, 0, 0, 0]] * 2)

    # "P3 or above": .75 was said and 1 came true, .15 was said and 0 came true; the other three events are exact.
    assert calibration_error(found, truth) == pytest.approx((0.5 * 0.25 + 0.5 * 0.15) / 4)


def test_brier_adds_the_squared_errors_of_all_levels():
    assert brier_score(np.array([[0.5, 0.5, 0, 0, 0]]), np.array([0])) == pytest.approx(0.5)


def test_a_missed_bar_is_one_level_off():
    assert absolute_error(np.array([0, 4]), np.array([1, 2])) == 1.5


def test_the_share_closed_runs_from_the_worst_to_the_best():
    assert share_closed(0.8, 0.4, 0.5) == pytest.approx(0.75)
    assert share_closed(0.4, 0.6, 0.55) == pytest.approx(0.75)


def test_a_recommender_is_read_through_its_plain_answers():
    finalists = small_scene().finalists

    verdicts = stand_in().read(finalists, stand_in().learn(finalists))

    assert verdicts.levels.tolist() == fixed_mean(finalists.observed).tolist()
    assert verdicts.chances is not None
    assert np.array_equal(np.argmax(verdicts.chances, axis=1), verdicts.levels)


def test_whoever_says_what_the_fixed_mean_says_closes_nothing_and_whoever_says_the_limit_closes_all():
    truth = small_scene().finalists.levels
    right = np.eye(len(LEVELS))[truth]
    off = np.roll(right, 1, axis=1)
    best, worst = Verdicts(truth, right), Verdicts(median_levels(off), off)

    nothing = compared({"fixed mean": worst, "tuned mean": worst, "limit": best, "recommendation": worst}, truth)
    everything = compared({"fixed mean": worst, "tuned mean": worst, "limit": best, "recommendation": best}, truth)

    assert nothing["closed of fixed mean, error"] == nothing["closed of fixed mean, exact"] == 0
    assert everything["closed of tuned mean, error"] == everything["closed of fixed mean, exact"] == 1
    assert everything["Brier above the limit"] == 0


def test_candidates_without_a_level_are_counted_apart():
    truth = np.array([2, 2, 3, 3])
    sure = np.eye(len(LEVELS))[truth]
    other = Verdicts(np.array([1, 1, 1, 1]))
    careful = Verdicts(np.array([2, -1, 3, -1]), sure)

    figures = compared(
        {"fixed mean": other, "tuned mean": other, "limit": Verdicts(truth, sure), "recommendation": careful}, truth
    )

    assert figures["insufficient evidence"] == 0.5
    assert figures["recommendation: error"] == 0
    assert figures["fixed mean: error"] == 1.5


def test_the_report_names_what_is_missed():
    reached = {bound.figure: 0.99 if bound.least else 0.01 for bound in BOUNDS if bound.world == "default"}
    missed = reached | {"closed of tuned mean, error": 0.6}

    text = markdown(summed_up({"default": [missed, missed]}))

    assert "| default | closed of tuned mean, error | 0.600 ± 0.000 | at least 0.65 | **no** |" in text
    assert text.count("**no**") == 1


def test_a_kept_limit_is_the_one_that_was_worked_out(tmp_path: Path):
    setting, draws = small_scene(finalists=20), Draws(5, 20)

    first = Keep(tmp_path, draws).limit(setting, 1)
    again = Keep(tmp_path, draws).limit(setting, 1)

    assert np.array_equal(first, again)
    assert np.array_equal(first, Keep(None, draws).limit(setting, 1))
    assert len(list(tmp_path.iterdir())) == 1
