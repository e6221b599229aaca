"""What would change the level: against trying every answer on the scorecards themselves, one by one."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from app.domain.calibration import NO_CALIBRATION
from app.domain.chances import Estimate, Flip, Sensitivity, Slot
from app.domain.recommendation import minimum_of
from app.domain.rule import INSUFFICIENT
from app.domain.scorecard import Card
from app.domain.sensitivity import sensitivity_of
from tests.domain.evidence import full_loop, levelled_playbook
from tests.domain.level_candidates import Case, estimated, estimator, rank_of, some

LADDER = levelled_playbook().ladder


def firmness(case: Case) -> Sensitivity:
    playbook, cards, _ = case
    return sensitivity_of(estimator(case), cards, playbook=playbook, minimum=minimum_of(playbook))


def names_of(slot: Slot) -> list[Any]:
    """What may be answered, from the worst or lowest."""
    if slot.kind == "area":
        return [5, 4, 3, 2, 1]
    return [statement.level for statement in LADDER.signal(slot.key).statements]


def answer_at(cards: list[Card], slot: Slot) -> Any:
    (card,) = [card for card in cards if (card.stage, card.rater) == (slot.stage, slot.rater)]
    given = card.ratings[slot.key] if slot.kind == "area" else card.signals[slot.key]
    return "P6" if slot.key == "complexity" and given == "P5" else given


def answered(cards: list[Card], slot: Slot, answer: Any) -> list[Card]:
    """The scorecards with another answer in this slot."""

    def other(card: Card) -> Card:
        if slot.kind == "area":
            return replace(card, ratings={**card.ratings, slot.key: answer})
        return replace(card, signals={**card.signals, slot.key: answer})

    return [other(card) if (card.stage, card.rater) == (slot.stage, slot.rater) else card for card in cards]


@cache
def tried(number: int) -> tuple[Case, Estimate, Sensitivity, dict[tuple[Slot, int], Estimate]]:
    """A candidate, and the estimate for every answer moved by any number of steps."""
    case = some(20630, 12)[number]
    playbook, cards, known = case
    found = {}
    for slot in estimator(case).seen.slots:
        names = names_of(slot)
        at = names.index(answer_at(cards, slot))
        for step, name in enumerate(names):
            if step != at:
                found[slot, step - at] = estimated((playbook, answered(cards, slot, name), known))
    return case, estimated(case), firmness(case), found


CANDIDATES = pytest.mark.parametrize("number", range(12))


@CANDIDATES
def test_deciding_are_the_answers_whose_change_by_one_step_leads_to_another_level(number):
    _, now, found, others = tried(number)

    expected = {slot for (slot, by), other in others.items() if abs(by) == 1 and other.level != now.level}

    assert set(found.deciding) == expected
    assert len(found.deciding) == len(expected)


@CANDIDATES
def test_a_flip_is_the_smallest_change_of_one_answer_that_leads_to_another_level(number):
    (_, cards, _), now, found, others = tried(number)
    for flip, direction in ((found.up, 1), (found.down, -1)):
        moved = {
            (slot, by): other for (slot, by), other in others.items() if by * direction > 0 and other.level != now.level
        }
        if not moved:
            assert flip is None
            continue
        assert flip is not None
        fewest = min(abs(by) for _, by in moved)
        likeliest = {
            key: other.chance(other.level).probability for key, other in moved.items() if abs(key[1]) == fewest
        }

        key = flip.slot, steps_of(flip)

        assert flip.given == str(answer_at(cards, flip.slot))
        assert likeliest[key] == max(likeliest.values()) == flip.probability
        assert (others[key].level, flip.level) == (flip.level, moved[key].level)
        assert (rank_of(others[key]) - rank_of(now)) * direction > 0


def steps_of(flip: Flip) -> int:
    names = [str(name) for name in names_of(flip.slot)]
    return names.index(flip.instead) - names.index(flip.given)


@CANDIDATES
def test_the_effect_of_an_answer_is_the_swing_between_one_step_down_and_one_step_up(number):
    _, now, found, others = tried(number)
    for effect in found.effects:
        near = [now, *(other for (slot, by), other in others.items() if slot == effect.slot and abs(by) == 1)]
        columns = zip(*([item.at_least for item in one.chances] for one in near), strict=True)

        assert effect.swing == pytest.approx(max(max(column) - min(column) for column in columns), abs=1.01e-4)

    swings = [effect.swing for effect in found.effects]
    assert swings == sorted(swings, reverse=True)
    assert {effect.slot for effect in found.effects} == {slot for slot, by in others if abs(by) == 1}


def test_some_of_those_candidates_flip_by_one_step_some_by_more_and_some_not_at_all():
    found = [flip for number in range(12) for flip in (tried(number)[2].up, tried(number)[2].down)]

    sizes = {0 if flip is None else abs(steps_of(flip)) for flip in found}

    assert {0, 1} < sizes


def test_without_somebody_the_estimate_is_that_of_the_other_cards():
    for playbook, cards, known in some(20631, 30, playbook=levelled_playbook()):
        found = firmness((playbook, cards, known))

        everybody = {card.who for card in cards}
        assert {item.person for item in found.without} == everybody
        for item in found.without:
            rest = [card for card in cards if card.who != item.person]
            alone = estimated((playbook, rest, known))
            assert item.level in {INSUFFICIENT, alone.level}
            assert item.chances == alone.chances


def test_without_somebody_no_level_is_named_where_too_little_would_be_left():
    cards = full_loop(3, stages=["screen", "manager"])

    found = firmness((levelled_playbook(), cards, NO_CALIBRATION))

    assert {item.person: item.level for item in found.without} == {
        "screen-1": INSUFFICIENT,
        "manager-1": INSUFFICIENT,
    }


def test_everybody_s_share_of_the_weight_adds_up_and_who_answered_more_has_more():
    for playbook, cards, known in some(20632, 40, playbook=levelled_playbook()):
        shares = {item.person: item.share for item in firmness((playbook, cards, known)).leanings}

        assert sum(shares.values()) == pytest.approx(1, abs=1e-3)
        assert all(share >= 0 for share in shares.values())
        silent = {card.who for card in cards} - {card.who for card in cards if says(card)}
        assert all(shares[who] == 0 for who in silent)


def says(card: Card) -> bool:
    return any(answer is not None for answer in (*card.ratings.values(), *card.signals.values()))


def test_alone_somebody_carries_all_the_weight():
    found = firmness((levelled_playbook(), full_loop(stages=["manager"]), NO_CALIBRATION))

    assert [(item.person, item.share) for item in found.leanings] == [("manager-1", 1.0)]


def test_with_the_best_answers_everywhere_nothing_leads_higher_and_with_the_worst_nothing_lower():
    ends = (full_loop(1, "P6"), full_loop(5, "P2"))

    best, worst = (firmness((levelled_playbook(), cards, NO_CALIBRATION)) for cards in ends)

    assert (best.up, worst.down) == (None, None)
    assert (best.deciding, worst.deciding) == ((), ())
