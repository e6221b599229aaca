"""Only answers count: not the order they come in, not what their interviewers are called, not what says nothing."""

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from app.domain.chances import Estimate
from app.domain.recommendation import recommend
from app.domain.scorecard import Card
from tests.domain.level_candidates import CHECKS, PARTS, Case, estimated, some

ROOT = Path(__file__).parents[2]
BYTES = 25  # candidates whose whole recommendation is compared, byte for byte


@cache
def judged(part: int) -> Sequence[tuple[Case, Estimate]]:
    """Random candidates, several of their interviewers with one and the same offset, and the estimate of each."""
    rng = random.Random(part)
    found = []
    for playbook, cards, known in some(20290 + part, CHECKS // len(PARTS)):
        first = next(iter(known.offsets.values()), None)
        offsets = {who: first if first and rng.random() < 0.5 else offset for who, offset in known.offsets.items()}
        case = playbook, cards, replace(known, offsets=offsets)
        found.append((case, estimated(case)))
    return found


def in_another_order(case: Case, rng: random.Random) -> Case:
    """Other orders of the cards, of the answers on each, and of what is known of interviewers."""
    playbook, cards, known = case
    mixed = [
        replace(
            card,
            ratings=dict(rng.sample(list(card.ratings.items()), len(card.ratings))),
            signals=dict(rng.sample(list(card.signals.items()), len(card.signals))),
        )
        for card in rng.sample(cards, len(cards))
    ]
    return playbook, mixed, replace(known, offsets=dict(rng.sample(list(known.offsets.items()), len(known.offsets))))


def with_names_exchanged(case: Case, rng: random.Random) -> Case:
    """Two interviewers of whom the same is known bear each other's name on every scorecard."""
    playbook, cards, known = case
    people = sorted({card.who for card in cards})
    rng.shuffle(people)
    pairs = [(one, other) for at, one in enumerate(people) for other in people[at + 1 :]]
    equal = [(one, other) for one, other in pairs if known.offsets.get(one) == known.offsets.get(other)]
    names = {one: other for pair in equal[:1] for one, other in (pair, pair[::-1])}
    exchanged = [
        replace(card, rater=f"{names.get(card.who, card.who)} as {names.get(card.rater, card.rater)}") for card in cards
    ]
    renamed = [replace(card, person=names.get(old.who, old.who)) for card, old in zip(exchanged, cards, strict=True)]
    return playbook, renamed, known


def with_nothing_added(case: Case, rng: random.Random) -> Case:
    """A card without any evidence more, and "no evidence seen" wherever something was planned and not answered."""
    playbook, cards, known = case
    planned = {stage.key: stage for stage in playbook.family.stages}
    filled = [
        replace(
            card,
            ratings={**dict.fromkeys(planned[card.stage].focus_areas), **card.ratings},
            signals={**dict.fromkeys(planned[card.stage].signals), **card.signals},
        )
        for card in cards
    ]
    stage = rng.choice(list(planned.values()))
    empty = Card(stage.key, "0 nobody yet", dict.fromkeys(stage.focus_areas), dict.fromkeys(stage.signals))
    return playbook, [empty, *filled], known


def with_nothing_taken_away(case: Case, rng: random.Random) -> Case:
    """Every "no evidence seen" is taken off the scorecards, and every card on which nothing is left."""
    playbook, cards, known = case
    bare = [
        replace(
            card,
            ratings={key: point for key, point in card.ratings.items() if point is not None},
            signals={key: code for key, code in card.signals.items() if code is not None},
        )
        for card in cards
    ]
    return playbook, [card for card in bare if card.ratings or card.signals], known


def with_nulls_changed(case: Case, rng: random.Random) -> Case:
    """The one or the other."""
    return rng.choice((with_nothing_added, with_nothing_taken_away))(case, rng)


CHANGES: dict[str, Callable[[Case, random.Random], Case]] = {
    "order": in_another_order,
    "names of equals": with_names_exchanged,
    "nulls": with_nulls_changed,
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("change", CHANGES)
def test_what_says_nothing_of_the_candidate_changes_neither_level_nor_chances(change, part):
    rng = random.Random(part)
    for case, found in judged(part):
        assert estimated(CHANGES[change](case, rng)) == found, case


def whole(case: Case) -> bytes:
    """The recommendation with everything that explains it."""
    playbook, cards, known = case
    return recommend(cards, playbook=playbook, title="major", calibration=known).to_json().encode()


def test_the_order_of_cards_and_answers_changes_no_byte_of_the_explanation_either():
    rng = random.Random(20295)
    for case in some(20295, 30):
        assert whole(in_another_order(case, rng)) == whole(case), case


def digest() -> str:
    """Of the recommendations of some candidates, as another process prints it."""
    return hashlib.sha256(b"".join(whole(case) for case in some(20296, BYTES))).hexdigest()


@pytest.mark.parametrize("threads", ["1", "2"])
def test_another_process_with_other_hashes_and_threads_gives_the_same_bytes(threads):
    other = {"PYTHONHASHSEED": f"4{threads}", "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
    program = "import json; from tests.domain.test_level_invariance import digest; print(json.dumps(digest()))"

    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ | other, capture_output=True, text=True, check=False
    )

    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout) == digest()
