"""When a message is tried again: soon at first, then every hour, and not after a day."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.retries import GIVES_UP_AFTER, LONGEST_PAUSE, PAUSES, next_try

DUE = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def tries_until_given_up() -> list[datetime]:
    """The instants at which a message is tried that its server never takes."""
    made, now = [], DUE
    while True:
        made.append(now)
        later = next_try(len(made), now, due_at=DUE)
        if later is None:
            return made
        now = later


def test_the_pauses_grow_from_a_minute_to_an_hour():
    instants = tries_until_given_up()

    pauses = [(later - earlier) / MINUTE for earlier, later in pairwise(instants)]
    assert pauses[:9] == [1, 2, 5, 10, 20, 40, 60, 60, 60]


def test_all_tries_lie_within_the_day_after_a_message_was_due():
    instants = tries_until_given_up()

    assert DUE + timedelta(hours=23) <= instants[-1] < DUE + GIVES_UP_AFTER


def test_a_message_that_is_a_day_late_is_tried_once_and_given_up():
    assert next_try(1, DUE + GIVES_UP_AFTER, due_at=DUE) is None


@given(tries=st.integers(1, 500), late=st.timedeltas(timedelta(0), timedelta(days=3)))
def test_the_next_try_lies_ahead_within_an_hour_and_within_the_day(tries: int, late: timedelta):
    later = next_try(tries, DUE + late, due_at=DUE)

    assert later is None or PAUSES[0] <= later - (DUE + late) <= LONGEST_PAUSE
    assert later is None or later < DUE + GIVES_UP_AFTER
