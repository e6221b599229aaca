"""The invented worlds: the product's own plan, stated habits and spreads, declines, and the same when asked again."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.level.changes import Anew, careless_panelist, other_panelists
from benchmarks.level.loop import (
    AREAS,
    IS_COMPLEXITY,
    IS_RATING,
    PANEL,
    RATINGS,
    SIGNALS,
    SLOT_CARD,
    SLOT_STAGE,
    SLOTS,
    STAGES,
)
from benchmarks.level.worlds import (
    DEFAULT,
    WORLDS,
    candidates,
    carelessly,
    filled_in,
    scene,
    seated,
)
from tests.benchmarks.invented import small_scene
from tests.domain.shipped import playbook


def test_the_invented_loop_asks_what_the_shipped_plan_asks():
    shipped = playbook()

    assert [(s.key, s.interviewers, set(s.areas), set(s.signals)) for s in STAGES] == [
        (s.key, s.interviewers, set(s.focus_areas), set(s.signals)) for s in shipped.family.stages
    ]
    assert set(SIGNALS) == {signal.key for signal in shipped.ladder.signals}


def test_a_full_loop_has_33_ratings_over_18_areas_and_8_observations_over_5_signals():
    assert (RATINGS, len(AREAS), SLOTS - RATINGS, len(SIGNALS)) == (33, 18, 8, 5)
    assert list(np.bincount(SLOT_CARD[IS_RATING])) == [2, 6, 6, 6, 6, 7]


def test_a_seed_always_gives_the_same_world():
    first, again = scene(DEFAULT, 3, finalists=20), scene(DEFAULT, 3, finalists=20)

    assert np.array_equal(first.finalists.observed, again.finalists.observed)
    assert np.array_equal(first.history.observed, again.history.observed)


def test_a_longer_history_changes_neither_interviewers_nor_finalists():
    short, long = (scene(replace(DEFAULT, interviews=count), 3, finalists=20) for count in (5, 100))

    assert np.array_equal(short.severities, long.severities)
    assert np.array_equal(short.finalists.observed, long.finalists.observed)
    assert len(long.history) > 10 * len(short.history)


def test_true_merit_and_scope_have_the_stated_means_spreads_and_correlation():
    people = candidates(DEFAULT, np.zeros(56), np.random.default_rng(1), 40_000)
    merit, scope = np.mean(people.merits, axis=1), np.mean(people.signals, axis=1)

    assert np.mean(merit) == pytest.approx(3.2, abs=0.02)
    assert np.mean(scope) == pytest.approx(4.2, abs=0.03)
    assert np.std(merit) == pytest.approx(np.sqrt(0.81 + 0.45**2 / 18), abs=0.01)
    assert np.mean(np.std(people.merits, axis=1, ddof=1) ** 2) == pytest.approx(0.45**2, abs=0.003)
    assert np.cov(merit, scope)[0, 1] == pytest.approx(0.7 * 0.9 * 1.1, abs=0.02)


def test_a_card_shares_form_and_halo_and_hides_a_part_of_the_ups_and_downs():
    world = replace(DEFAULT, merit_sd=0.01, noise_sd=0.01, severity_sd=0.0)
    people = candidates(world, np.zeros(56), np.random.default_rng(1), 40_000)
    panel = people.shown[:, SLOT_CARD == 2][:, :-1]

    within = np.mean(np.var(panel, axis=1, ddof=1))

    assert within == pytest.approx((0.7 * 0.45) ** 2, abs=0.003)
    assert np.std(np.mean(panel, axis=1)) == pytest.approx(np.sqrt(0.65**2 + within / 6), abs=0.01)


def test_a_severe_interviewer_gives_worse_ratings():
    severities = np.zeros(56)
    severities[0] = 1.0
    people = candidates(DEFAULT, severities, np.random.default_rng(1), 20_000)
    means = np.mean(people.observed[:, SLOT_CARD == 0], axis=1)

    severe = people.raters[:, 0] == 0

    assert 0.75 < np.mean(means[~severe]) - np.mean(means[severe]) < 1.0


def test_points_and_levels_stay_on_their_scales_and_complexity_has_no_statement_of_its_own_for_p5():
    observed = small_scene().finalists.observed

    assert set(np.unique(observed[:, IS_RATING])) == {1, 2, 3, 4, 5}
    assert set(np.unique(observed[:, ~IS_RATING & ~IS_COMPLEXITY])) <= {2, 3, 4, 5, 6}
    assert set(np.unique(observed[:, IS_COMPLEXITY])) <= {2, 3, 4, 6}


def test_about_half_of_the_candidates_reach_the_end_and_the_others_have_cards_up_to_their_last_stage():
    history = small_scene().history

    early = history.only(history.stages == 1).observed

    assert 0.3 < np.mean(history.stages == 4) < 0.6
    assert np.all(early[:, SLOT_STAGE > 0] == 0)
    assert np.mean(early[:, :2]) < np.mean(history.only(history.stages > 1).observed[:, :2]) - 0.5


def test_the_average_interviewer_has_had_as_many_interviews_as_the_world_says():
    history = small_scene().history

    cards = sum(int(np.sum(history.stages > stage)) * STAGES[stage].interviewers for stage in range(4))

    assert cards / 56 == pytest.approx(20, abs=0.2)


def test_a_world_without_history_has_none():
    assert len(small_scene("no history").history) == 0


def test_a_quarter_is_not_assessed_where_the_world_says_so():
    observed = small_scene("25 % not assessed").finalists.observed

    assert np.mean(observed == 0) == pytest.approx(0.25, abs=0.02)


def test_interviewers_belong_to_the_pool_of_their_stage_and_sit_once_in_a_panel():
    raters = seated(DEFAULT, np.random.default_rng(1), 500)

    assert raters[:, 0].max() < 12 <= raters[:, 1].min()
    assert raters[:, 1].max() < 24 <= raters[:, 2:5].min()
    assert raters[:, 2:5].max() < 48 <= raters[:, 5].min()
    assert all(len(set(row)) == 3 for row in raters[:, 2:5].tolist())


def test_half_the_panels_have_one_careless_member_where_the_world_says_so():
    careless = candidates(WORLDS["careless members"], np.zeros(56), np.random.default_rng(1), 4000).careless

    assert np.sum(careless, axis=1).max() == 1
    assert np.mean(np.any(careless, axis=1)) == pytest.approx(0.5, abs=0.03)


def test_careless_cards_are_a_mixture_of_one_point_throughout_and_any_point_anywhere():
    written = carelessly(DEFAULT, np.random.default_rng(1), 4000)[:, SLOT_CARD == 2][:, :6]

    straight = np.all(written == written[:, :1], axis=1)

    assert np.mean(straight) == pytest.approx(0.5, abs=0.03)
    assert np.bincount(written.ravel())[1:] / written.size == pytest.approx([0.2] * 5, abs=0.03)


def test_other_panelists_leave_the_other_cards_as_they_are():
    setting = small_scene()

    moved = other_panelists(setting, 901)

    assert np.array_equal(moved.observed[:, SLOT_STAGE != PANEL], setting.finalists.observed[:, SLOT_STAGE != PANEL])
    assert np.mean(moved.raters[:, 2:5] == setting.finalists.raters[:, 2:5]) < 0.1
    assert np.array_equal(moved.levels, setting.finalists.levels)


def test_without_severities_only_halo_and_noise_make_other_panelists_write_otherwise():
    setting = replace(small_scene(), severities=np.zeros(56))
    observed = filled_in(setting.world, setting.severities, setting.finalists, np.random.default_rng(1)).observed
    setting = replace(setting, finalists=replace(setting.finalists, observed=observed))

    changed = [np.mean(other_panelists(setting, 901, anew).observed != observed) for anew in Anew]

    assert changed[0] == 0
    assert 0.05 < changed[1] < changed[2] - 0.05


def test_a_careless_panelist_changes_one_panel_card_at_most():
    setting = small_scene()

    changed = careless_panelist(setting, 901).observed != setting.finalists.observed

    touched = np.stack([np.any(changed[:, card == SLOT_CARD], axis=1) for card in range(6)], axis=1)
    assert np.sum(touched, axis=1).max() == 1
    assert not np.any(touched[:, [0, 1, 5]])
    assert np.mean(np.any(touched, axis=1)) > 0.95
