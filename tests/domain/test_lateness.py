"""How a scorecard stands towards the time when it is due."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.lateness import CardStanding, Timing, card_standing
from app.domain.scorecard import DUE_AFTER

ENDS = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
DUE = ENDS + DUE_AFTER
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("now", "timing"),
    [
        (ENDS - MOMENT, Timing.NOT_DUE),
        (ENDS, Timing.DUE),
        (DUE, Timing.DUE),
        (DUE + MOMENT, Timing.LATE),
        (DUE + timedelta(days=90), Timing.LATE),
    ],
)
def test_a_card_that_is_not_in_stands_by_when_it_is_due(now, timing):
    assert card_standing(ENDS, None, now) == CardStanding(timing, DUE)


@pytest.mark.parametrize(
    ("submitted_at", "timing"),
    [(ENDS, Timing.SUBMITTED), (DUE, Timing.SUBMITTED), (DUE + MOMENT, Timing.SUBMITTED_LATE)],
)
def test_a_card_that_is_in_stands_by_when_it_came(submitted_at, timing):
    now = DUE + timedelta(days=1)

    assert card_standing(ENDS, submitted_at, now) == CardStanding(timing, submitted_at)


def test_the_state_is_what_a_page_says():
    assert [timing.value for timing in Timing] == ["not due", "due", "late", "submitted", "submitted late"]
