"""How answers turn into values: against values drawn from the model, cut into steps and read back."""

import random

import numpy as np
import pytest

from app.domain.calibration import NO_CALIBRATION
from app.domain.estimate import Estimator
from app.domain.expectation import expectation_of
from app.domain.observations import Ints
from app.domain.points import Floats
from app.domain.scorecard import Card
from tests.domain.evidence import full_loop, levelled_playbook
from tests.domain.level_candidates import estimator

DRAWN = 20_000


def found_for(cards: list[Card]) -> Estimator:
    return estimator((levelled_playbook(), cards, NO_CALIBRATION))


def drawn(found: Estimator, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """Values beneath the answers as the model has them, and the steps that they lie on."""
    seen = found.seen
    values = rng.multivariate_normal(np.zeros(len(seen.slots)), seen.latent, DRAWN)
    steps = [np.searchsorted(edges[1:-1], column) for edges, column in zip(seen.edges, values.T, strict=True)]
    return values, np.array(steps).T


@pytest.mark.parametrize("stages", [["screen"], ["manager"], ["screen", "manager", "final"]])
def test_values_read_from_steps_are_right_on_average_and_as_far_off_as_they_say(stages):
    found = found_for(full_loop(stages=stages))
    values, steps = drawn(found, np.random.default_rng(20651))
    expectation = found.whole.expectation

    read = expectation.values(steps)

    spread = np.sqrt(np.diag(found.seen.latent))
    off = (values - read) / spread
    assert np.abs(off.mean(axis=0)).max() < 0.03
    assert (off**2).mean(axis=0) == pytest.approx(expectation.lost / spread**2, rel=0.12)
    assert np.all(expectation.lost < spread**2)


def test_reading_an_answer_beside_the_others_is_better_than_by_itself():
    found = found_for(full_loop(stages=["screen", "manager", "final"]))
    values, steps = drawn(found, np.random.default_rng(20652))
    expectation = found.whole.expectation

    alone = expectation.alone[np.arange(len(found.seen.slots)), steps]

    together = ((values - expectation.values(steps)) ** 2).mean()
    assert together < 0.97 * ((values - alone) ** 2).mean()


def test_what_others_say_of_a_value_never_includes_the_answer_itself():
    whole = found_for(full_loop()).whole.expectation

    assert np.all(np.diag(whole.around) == 0)
    assert np.all(whole.around >= 0)
    assert np.any(whole.around > 0, axis=1).all()


def test_an_answer_that_stands_alone_is_read_by_itself():
    found = found_for([Card("screen", "a", {"results": 2}, {})])
    sets = np.arange(5, dtype=np.intp)[:, None]

    read = found.whole.expectation.values(sets)

    assert read == pytest.approx(found.seen.alone.means[0, :, [0]].T, abs=1e-3)


def test_answers_that_are_left_out_say_nothing_of_others():
    found = found_for(full_loop())
    left_out = found.seen.person == 0

    around = found.without(left_out).expectation.around

    assert np.all(around[:, left_out] == 0)


def test_panels_are_the_answers_to_one_thing_by_one_stage_where_there_are_enough_of_them():
    found = found_for(full_loop())
    slots, size = found.seen.slots, 3

    (panels,) = found.seen.panels(None)

    assert panels.shape == (7, size), "six areas and one signal"
    assert {len({(slots[at].stage, slots[at].key) for at in members}) for members in panels.tolist()} == {1}
    assert found.seen.panels(found.seen.person == list(found.seen.people).index("panel-1")) == []


def test_answers_stand_in_the_one_order_of_cards_and_keys():
    cards, rng = full_loop(), random.Random(20653)

    slots = found_for(rng.sample(cards, len(cards))).seen.slots

    assert list(slots) == sorted(slots, key=lambda slot: (slot.stage, slot.rater, slot.kind, slot.key))


def test_preparing_to_read_answers_does_not_depend_on_what_they_are():
    three, one = found_for(full_loop(3)), found_for(full_loop(1, "P6"))

    found, other = (expectation_of(item.seen, item.whole.weights, None) for item in (three, one))

    assert np.array_equal(found.scored, other.scored)
    assert np.array_equal(found.lost, other.lost)
