"""What a candidate reads of where they stand, and by which day they hear."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.hearing import Awaited, hears_by, what_is_next
from app.domain.say import in_language
from app.domain.states import State

FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
DUE = date(2026, 12, 1)


def awaited(state: State = State.ACTIVE, **facts: Any) -> Awaited:
    return Awaited(state, facts.pop("stage", "panel"), "Ayumi Nakagawa", "Asia/Tokyo", DUE, **facts)


def test_working_days_leave_out_the_weekend():
    assert hears_by(FRIDAY, days=1, zone="UTC") == date(2026, 11, 23)


def test_days_are_counted_from_the_day_where_the_candidate_is():
    late_on_sunday = datetime(2026, 11, 22, 20, tzinfo=UTC)  # Monday in Tokyo

    found = [hears_by(late_on_sunday, days=1, zone=zone) for zone in ("UTC", "Asia/Tokyo")]

    assert found == [date(2026, 11, 23), date(2026, 11, 24)]


@given(first=st.dates(date(2020, 1, 1), date(2040, 1, 1)), hour=st.integers(0, 23), days=st.integers(1, 90))
def test_so_many_working_days_lie_between_and_the_last_is_one(first: date, hour: int, days: int):
    since = datetime.combine(first, time(hour), tzinfo=UTC)

    last = hears_by(since, days=days, zone="UTC")

    between = [first + timedelta(days=number + 1) for number in range((last - first).days)]
    assert sum(day.weekday() < 5 for day in between) == days
    assert last.weekday() < 5


def test_a_decided_hire_reads_like_a_decision_that_is_awaited():
    now = FRIDAY

    decided = what_is_next(awaited(State.DECIDED, stage="decision"), now)

    assert decided == what_is_next(awaited(stage="decision"), now)
    assert "what was decided by Tuesday 1 December 2026" in decided


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"starts_at": FRIDAY}, "Your next interview: Friday 20 November 2026, 18:00 (Tokyo time, UTC+9)."),
        ({"invited_until": FRIDAY}, "Choose a time for your interview by Friday 20 November 2026, 18:00"),
        ({}, "The next step is ours. You hear from Ayumi Nakagawa by Tuesday 1 December 2026."),
        ({"state": State.ON_HOLD, "hold_until": DUE}, "We take it up again by Tuesday 1 December 2026."),
        ({"state": State.ON_HOLD, "hold_until": DUE, "held_by_me": True}, "as you asked"),
        ({"state": State.DECLINED}, "We decided not to go on"),
        ({"state": State.WITHDRAWN}, "You withdrew this application."),
        ({"state": State.OFFER_MADE}, "There is an offer for you."),
        ({"state": State.HIRED}, "You took the job."),
    ],
)
def test_what_comes_next_stands_in_a_sentence(facts: dict[str, Any], told: str):
    assert told in what_is_next(awaited(**facts), FRIDAY)


def test_once_the_day_is_over_the_page_says_so_and_whom_to_write_to():
    found = [
        what_is_next(awaited(), at)
        for at in (datetime(2026, 12, 1, 14, tzinfo=UTC), datetime(2026, 12, 1, 16, tzinfo=UTC))
    ]

    assert "The next step is ours" in found[0]
    assert "You should have heard from us" in found[1]


def test_every_sentence_has_its_days_in_the_readers_language():
    sentence = what_is_next(awaited(), FRIDAY)

    told = in_language(sentence, "ja", lambda text: "{day} {who}" if "next step" in text else text)

    assert told == "2026年12月1日(火) Ayumi Nakagawa"
