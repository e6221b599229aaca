"""How often a busy calendar is read: soon when it works, seldom when it does not, and whole once a day."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.busy_reading import EVERY, SELDOM, asks_for_all, next_reading

MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize(("failures", "minutes"), [(0, 15), (1, 30), (2, 60), (3, 120), (4, 240), (5, 360), (900, 360)])
def test_each_failure_doubles_the_wait_up_to_six_hours(failures: int, minutes: int):
    assert next_reading(MORNING, failures=failures) == MORNING + timedelta(minutes=minutes)


@given(failures=st.integers(0, 10_000))
def test_the_wait_never_shrinks_and_stays_between_its_bounds(failures: int):
    wait = next_reading(MORNING, failures=failures) - MORNING

    assert EVERY <= wait <= SELDOM
    assert wait <= next_reading(MORNING, failures=failures + 1) - MORNING


@pytest.mark.parametrize(
    ("last", "whole"), [(None, True), (MORNING - timedelta(hours=1), False), (MORNING - timedelta(hours=9), True)]
)
def test_the_first_reading_of_a_day_asks_for_all(last: datetime | None, whole: bool):
    assert asks_for_all(MORNING, last) is whole
