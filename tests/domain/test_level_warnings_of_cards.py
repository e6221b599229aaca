"""Warnings that scorecards really come to, through the whole recommendation: just where its figures deserve them."""

import random
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from app.domain.calibration import Calibration, Offset
from app.domain.playbook import Playbook
from app.domain.recommendation import Recommendation, recommend
from app.domain.rule import INSUFFICIENT
from app.domain.scorecard import Card
from tests.domain import shipped
from tests.domain.evidence import AREAS, full_loop, random_cards
from tests.domain.level_cases import model_of
from tests.domain.nursing import AREAS as WARD_AREAS
from tests.domain.nursing import nursing_playbook, ward_loop

KNOWN = Offset(0.0, 0.15, 20)
OF_ESTIMATE = ("no_clear_level", "proof_differs", "one_card", "one_person", "without_one")


def recommended(cards: Sequence[Card], playbook: Playbook) -> Recommendation:
    """What the cards come to, everybody's severity being known."""
    calibration = Calibration("c1", {card.who: KNOWN for card in cards}, days=30)
    return recommend(cards, playbook=playbook, title=playbook.family.titles[0].key, calibration=calibration)


def warned(found: Recommendation) -> Counter[str]:
    return Counter(note.kind for note in found.warnings if note.kind in OF_ESTIMATE)


def deserved(found: Recommendation, playbook: Playbook) -> Counter[str]:
    """The warnings that the figures of a recommendation deserve, read off them anew."""
    if found.outcome == INSUFFICIENT:
        return Counter()
    assert found.estimate is not None
    assert found.sensitivity is not None
    bounds = model_of(playbook).warnings
    left = [item.level for item in found.sensitivity.without]
    return +Counter(
        no_clear_level=int(max(item.probability for item in found.estimate.chances) < bounds.top_probability),
        proof_differs=int(found.by_proof != found.outcome),
        one_card=int(INSUFFICIENT in left),
        one_person=sum(item.share > bounds.one_person for item in found.sensitivity.leanings),
        without_one=sum(level not in {INSUFFICIENT, found.outcome} for level in left),
    )


def rising_areas() -> list[list[Card]]:
    """Scope at P5 throughout; one area more is expert in each."""
    return [full_loop(3, "P5", areas=dict.fromkeys(AREAS[:count], 2)) for count in range(len(AREAS) + 1)]


def a_falling_voice() -> list[list[Card]]:
    """The last interviewer says less and less of a candidate whom all others find superior."""
    cards = full_loop(2, "P4")
    last = cards[-1]
    return [
        [*cards[:-1], Card("final", "final-1", dict.fromkeys(last.ratings, point), dict.fromkeys(last.signals, level))]
        for point, level in ((2, "P4"), (3, "P4"), (3, "P3"), (4, "P3"), (4, "P2"), (5, "P2"))
    ]


def fewer_stages() -> list[list[Card]]:
    """One stage less in each, down to two."""
    order = ["manager", "final", "panel", "screen"]
    return [full_loop(3, "P4", stages=order[:count]) for count in (4, 3, 2)]


def fewer_nurses() -> list[list[Card]]:
    """One scorecard less in each, down to one."""
    return [ward_loop(3, "N2")[-count:] for count in (3, 2, 1)]


def rising_nurses() -> list[list[Card]]:
    """Span at N3; one area more is good in each."""
    found = []
    for count in range(len(WARD_AREAS) + 1):
        cards = ward_loop(2, "N3")
        for area in WARD_AREAS[:count]:
            cards = [
                Card(
                    card.stage,
                    card.rater,
                    {**card.ratings, **({area: 3} if area in card.ratings else {})},
                    card.signals,
                )
                for card in cards
            ]
        found.append(cards)
    return found


WALKS: dict[str, tuple[Callable[[], Playbook], Callable[[], list[list[Card]]]]] = {
    "no_clear_level": (shipped.playbook, rising_areas),
    "proof_differs": (shipped.playbook, rising_areas),
    "without_one": (shipped.playbook, a_falling_voice),
    "one_card": (shipped.playbook, fewer_stages),
    "one_person": (shipped.playbook, fewer_stages),
    "one_card, on a ward": (nursing_playbook, fewer_nurses),
    "one_person, on a ward": (nursing_playbook, fewer_nurses),
    "no_clear_level, on a ward": (nursing_playbook, rising_nurses),
}


@pytest.mark.parametrize("name", WALKS)
def test_on_a_walk_in_single_steps_a_warning_comes_just_where_it_is_deserved(name):
    kind, (playbook, walk) = name.split(",")[0], WALKS[name]

    found = [recommended(cards, playbook()) for cards in walk()]

    assert [warned(item)[kind] for item in found] == [deserved(item, playbook())[kind] for item in found]
    assert {warned(item)[kind] > 0 for item in found} == {True, False}


def test_random_scorecards_are_warned_of_by_their_figures():
    rng = random.Random(2024)

    for _ in range(60):
        found = recommended(random_cards(rng), shipped.playbook())

        assert warned(found) == deserved(found, shipped.playbook())


def test_no_warning_names_whoever_it_is_about():
    rng = random.Random(7)

    for _ in range(20):
        cards = random_cards(rng)
        texts = " ".join(note.title + note.text for note in recommended(cards, shipped.playbook()).warnings)

        assert not [card.who for card in cards if card.who in texts]
