"""Little evidence, or none: no crash, an honest shrug, and a level only where enough was assessed.

What the estimate does with a slot that was not assessed: the answer is not there, nothing is put in its place, and its
interviewer is not blamed. The weights of the other answers are worked out anew, what is known grows no more certain,
and whatever was answered elsewhere keeps its own meaning. Whether a level is named at all depends on what was
assessed and never on what the answers were.
"""

import random
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from app.domain.calibration import NO_CALIBRATION
from app.domain.estimate import estimate
from app.domain.recommendation import Recommendation, recommend
from app.domain.rule import INSUFFICIENT
from app.domain.scorecard import Card
from benchmarks.level.truth import true_levels
from tests.domain.evidence import full_loop, levelled_playbook
from tests.domain.level_candidates import CHECKS, PARTS, Case, cases, estimator
from tests.domain.level_cases import model_of

EXPLAINED = 0.3  # how many of them with everything that explains them
NOTHING_KNOWN = estimate([], playbook=levelled_playbook(), model=model_of(levelled_playbook()))


def recommended(case: Case, *, explain: bool = True) -> Recommendation:
    playbook, cards, known = case
    return recommend(cards, playbook=playbook, title="major", calibration=known, explain=explain)


def thinned(cards: list[Card], rng: random.Random) -> list[Card]:
    """A single card, a single answer, cards of one stage, or every card with "no evidence seen" throughout."""
    kind, one = rng.choice(("card", "answer", "stage", "nulls")), rng.choice(cards)
    if kind == "stage":
        return [card for card in cards if card.stage == one.stage]
    if kind == "nulls":
        nothing = ((dict.fromkeys(card.ratings), dict.fromkeys(card.signals)) for card in cards)
        return [replace(card, ratings=r, signals=s) for card, (r, s) in zip(cards, nothing, strict=True)]
    if kind == "answer":
        area = rng.choice([*one.ratings])
        return [replace(one, ratings={area: one.ratings[area]}, signals={})]
    return [one]


@pytest.mark.parametrize("part", PARTS)
def test_a_little_evidence_is_explained_like_much(part):
    rng = random.Random(20310 + part)
    for playbook, cards, known in islice(cases(20310 + part), CHECKS // len(PARTS)):
        few = thinned(cards, rng)

        result = recommended((playbook, few, known), explain=rng.random() < EXPLAINED)

        assert result.estimate is not None
        assert sum(item.probability for item in result.estimate.chances) == pytest.approx(1.0, abs=1e-9)
        assert result.outcome in {INSUFFICIENT, result.estimate.level}
        if result.sensitivity is not None:
            assert {item.person for item in result.sensitivity.without} == {card.who for card in few}


@pytest.mark.parametrize("cards", [[], [Card("screen", "a", {}, {})], [Card("final", "a", {"results": None}, {})]])
def test_without_an_answer_the_estimate_is_what_was_assumed_beforehand(cards):
    result = recommended((levelled_playbook(), cards, NO_CALIBRATION))

    assert result.outcome == INSUFFICIENT
    assert result.estimate == NOTHING_KNOWN
    assert result.sensitivity is not None
    assert result.sensitivity.deciding == ()
    assert (result.sensitivity.up, result.sensitivity.down) == (None, None)


def test_what_is_assumed_beforehand_is_what_becomes_of_candidates_who_are_made_that_way():
    rng = np.random.default_rng(20320)
    merit = rng.normal(0, 0.9, 200_000)
    scope = 1.1 * (0.7 * merit / 0.9 + np.sqrt(1 - 0.7**2) * rng.normal(0, 1, len(merit)))
    areas = 3.2 + merit[:, None] + rng.normal(0, 0.45, (len(merit), 18))
    signals = 4.2 + scope[:, None] + rng.normal(0, 0.45, (len(merit), 5))

    chances = NOTHING_KNOWN.chances

    shares = np.bincount(true_levels(areas, signals), minlength=5) / len(merit)
    assert [item.probability for item in chances] == pytest.approx(shares.tolist(), abs=0.03)


@pytest.mark.parametrize("part", PARTS[:2])
def test_whether_a_level_is_named_never_depends_on_what_the_answers_were(part):
    """Above all not by leaving an answer away: then a level is named or not whichever answer it was."""
    rng, checked = random.Random(20330 + part), 0
    seen: set[bool] = set()
    points, codes = [1, 2, 3, 4, 5], ["P2", "P3", "P4", "P5", "P6"]
    for playbook, cards, known in cases(20330 + part):
        named = {
            recommended((playbook, answers, known), explain=False).outcome != INSUFFICIENT
            for answers in (cards, *(answered_otherwise(cards, rng, points, codes) for _ in range(3)))
        }

        assert len(named) == 1, cards
        checked, seen = checked + 3, seen | named
        if checked >= CHECKS // 5:
            break
    assert seen == {True, False}


def answered_otherwise(cards: list[Card], rng: random.Random, points: list[int], codes: list[str]) -> list[Card]:
    return [
        replace(
            card,
            ratings={key: point and rng.choice(points) for key, point in card.ratings.items()},
            signals={key: code and rng.choice(codes) for key, code in card.signals.items()},
        )
        for card in cards
    ]


def test_an_answer_less_never_makes_the_estimate_more_certain():
    checked = 0
    for case in cases(20340):
        found = estimator(case)
        unknown = found.whole.unknown.std(axis=1)
        for at in range(0, len(found.seen.steps), 4):
            left_out = np.arange(len(found.seen.steps)) == at

            less = found.without(left_out).unknown.std(axis=1)

            assert less.mean() >= unknown.mean() * (1 - 1e-6), case
            own = found.seen.target[at]
            assert less[own] >= unknown[own] * (1 - 1e-6), case
            checked += 1
        if checked >= CHECKS // 2:
            break


def test_leaving_somebody_out_is_as_if_they_had_never_been_there():
    """But for areas that only they assessed, which stay part of what is judged."""
    for playbook, cards, known in islice(cases(20350), 40):
        found = estimator((playbook, cards, known))
        for number, person in enumerate(found.seen.people):
            rest = [card for card in cards if card.who != person]
            alone = estimator((playbook, rest, known))
            if alone.frame.areas == found.frame.areas and alone.frame.signals == found.frame.signals:
                without = found.without(found.seen.person == number)

                chances = without.at_least(found.seen.steps[None, :])[0]

                assert chances.tolist() == alone.whole.at_least(alone.seen.steps[None, :])[0].tolist()


@pytest.mark.parametrize(
    ("cards", "is_named"),
    [
        (full_loop(3, stages=["screen", "manager"]), True),
        (full_loop(3, stages=["panel"]), False),
        (full_loop(3, stages=["screen", "panel"], signals={"techniques": None}), False),
        (full_loop(3, stages=["screen", "manager"], areas={"results": None}), False),
        (full_loop(5, "P2", stages=["screen", "manager"]), True),
    ],
)
def test_a_level_needs_eight_ratings_two_stages_and_a_signal(cards, is_named):
    result = recommended((levelled_playbook(), cards, NO_CALIBRATION))

    assert (result.outcome != INSUFFICIENT) == is_named
    assert (result.how_sure != "") == is_named
    assert result.estimate is not None
