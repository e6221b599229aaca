"""A better answer is never worse: not for the level, and not for the chance of any level or above."""

import random
from dataclasses import replace

import numpy as np
import pytest

from app.domain.scorecard import Card
from tests.domain.evidence import levelled_playbook
from tests.domain.level_candidates import (
    CHECKS,
    PANELS,
    PARTS,
    a_climb,
    any_answers,
    cases,
    estimated,
    estimator,
    one_step_better,
    rank_of,
    ranks,
)


@pytest.mark.parametrize("panel", PANELS)
def test_no_answer_that_gets_better_lowers_the_level_or_the_chance_of_any_level_or_above(panel):
    checked = moved = 0
    for case in cases(20261 + panel, panel=panel):
        found = estimator(case)
        before = found.whole.at_least(found.seen.steps[None, :])

        after = found.whole.at_least(one_step_better(found.seen))

        assert np.all(after >= before), case
        assert all(rank >= ranks(found, before)[0] for rank in ranks(found, after)), case
        checked += len(after)
        moved += int(np.sum(np.any(after > before, axis=1)))
        if checked >= 2 * CHECKS:
            break
    assert moved > checked / 2


@pytest.mark.parametrize("panel", PANELS)
def test_climbing_from_the_worst_answers_to_the_best_loses_nothing_on_the_way(panel):
    rng = random.Random(panel)
    checked, reached = 0, set()
    for case in cases(20271 + panel, panel=panel):
        found = estimator(case)

        on_the_way = found.whole.at_least(a_climb(found.seen, rng))

        assert np.all(np.diff(on_the_way, axis=0) >= 0), case
        assert sorted(ranks(found, on_the_way)) == ranks(found, on_the_way)
        checked += len(on_the_way)
        reached |= set(ranks(found, on_the_way))
        if checked >= 2 * CHECKS:
            break
    assert reached == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("panel", PANELS)
def test_leaving_somebody_out_keeps_a_better_answer_from_being_worse(panel):
    checked = 0
    for case in cases(20275 + panel, panel=panel):
        found = estimator(case)
        sets = np.concatenate([found.seen.steps[None, :], one_step_better(found.seen)])
        for number in range(len(found.seen.people)):
            without = found.without(found.seen.person == number).at_least(sets)

            assert np.all(without[1:] >= without[0]), (case, number)
            own = np.any(sets[1:] != sets[0], axis=0) & (found.seen.person == number)
            changed = np.any((sets[1:] != sets[0])[:, own], axis=1)
            assert np.all(without[1:][changed] == without[0]), "what was left out still counts"
            checked += len(sets) - 1
        if checked >= CHECKS:
            break


def better_cards(cards: list[Card], rng: random.Random) -> list[Card] | None:
    """The cards with one answer one step better; None when nothing can get better."""
    codes = [level.code for level in levelled_playbook().ladder.levels]
    able = [(at, "ratings", key) for at, card in enumerate(cards) for key, point in card.ratings.items() if point]
    able += [(at, "signals", key) for at, card in enumerate(cards) for key, code in card.signals.items() if code]
    rng.shuffle(able)
    for at, kind, key in able:
        card = cards[at]
        if kind == "ratings" and (point := card.ratings[key]) and point > 1:
            return [*cards[:at], replace(card, ratings={**card.ratings, key: point - 1}), *cards[at + 1 :]]
        if kind == "signals" and (code := card.signals[key]) and code != codes[-1]:
            instead = codes[codes.index(code) + 1]
            return [*cards[:at], replace(card, signals={**card.signals, key: instead}), *cards[at + 1 :]]
    return None


@pytest.mark.parametrize("part", PARTS)
def test_a_better_scorecard_never_lowers_the_level_or_the_chance_of_any_level_or_above(part):
    """The same with a whole estimate of the changed scorecards each time, several steps in a row."""
    rng = random.Random(part)
    checked = 0
    for playbook, start, known in cases(20280 + part):
        cards, before = start, estimated((playbook, start, known))
        for _ in range(10):
            better = better_cards(cards, rng)
            if better is None:
                break
            after = estimated((playbook, better, known))

            pairs = list(zip(before.chances, after.chances, strict=True))
            assert all(one.at_least <= other.at_least for one, other in pairs), (cards, better)
            assert rank_of(after) >= rank_of(before), (cards, better)

            checked, cards, before = checked + 1, better, after
        if checked >= CHECKS // len(PARTS):
            break


def test_the_chances_add_up_to_one_whatever_the_answers_are():
    rng = random.Random(20285)
    checked = 0
    for case in cases(20285):
        found = estimator(case)
        for chances in found.whole.at_least(any_answers(found.seen, rng, 100)):
            shown = found.estimate(chances).chances

            assert sum(item.probability for item in shown) == pytest.approx(1.0, abs=1e-9)
            assert all(0 <= item.probability <= 1 for item in shown)
            assert [item.at_least for item in shown] == sorted((item.at_least for item in shown), reverse=True)
            assert shown[0].at_least == 1.0
            checked += 1
        if checked >= CHECKS:
            break
