"""One careless member of a panel of three moves the level of few candidates."""

import numpy as np
import pytest

from app.domain.calibration import Calibration, Offset
from tests.domain.evidence import full_loop, levelled_playbook
from tests.domain.invented_answers import invented
from tests.domain.level_candidates import estimator, ranks

CANDIDATES = 2_000
SHARES = {"known interviewers": (0.2, 0.12), "unknown interviewers": (None, 0.15)}  # about .11 and .13 here


@pytest.mark.parametrize("who", SHARES)
def test_a_careless_panelist_moves_the_level_of_few_candidates(who):
    """Their whole card is replaced, by chance or by one point throughout; all other cards stay as they are."""
    rng, moved = np.random.default_rng(20301), []
    error, most = SHARES[who]
    for _ in range(20):
        cards = full_loop()
        severities = rng.normal(0, 0.5, len(cards))
        found = estimator((levelled_playbook(), cards, Calibration()))
        if error is not None:
            told = severities + rng.normal(0, error, len(severities))
            offsets = {who: Offset(float(at), error, 20) for who, at in zip(found.seen.people, told, strict=True)}
            found = estimator((levelled_playbook(), cards, Calibration("c1", offsets)))
        answers = invented(found.seen, CANDIDATES // 20, rng, severities)

        careful = ranks(found, found.whole.at_least(answers.steps))
        other = answers.with_careless_cards(found.seen, "panel", rng)
        careless = ranks(found, found.whole.at_least(other.steps))

        moved += [one != two for one, two in zip(careful, careless, strict=True)]

    assert len(moved) == CANDIDATES
    assert np.mean(moved) <= most
    assert np.any(moved), "the careless cards did not even matter"
