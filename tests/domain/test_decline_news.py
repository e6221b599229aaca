"""When candidates hear of a decline, in every zone and at every hour."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.decline_news import MOST_DAYS, News, Telling, next_morning, told_at
from app.domain.errors import BadData
from app.domain.pipeline import UNDO_WINDOW

ZONES = st.sampled_from(["Asia/Tokyo", "Australia/Lord_Howe", "America/New_York", "Europe/Amsterdam", "Pacific/Apia"])
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
FRIDAY = datetime(2026, 11, 20, 12, tzinfo=UTC)


@given(MOMENTS, ZONES)
def test_the_next_working_morning_is_nine_on_a_weekday_that_lies_ahead(now, zone):
    found = next_morning(now, zone)

    here = found.astimezone(ZoneInfo(zone))
    assert (here.hour, here.minute) == (9, 0)
    assert here.weekday() < 5
    assert now <= found <= now + timedelta(days=4)


@given(MOMENTS, ZONES, st.sampled_from([Telling.NOW, Telling.MORNING]))
def test_no_mail_leaves_while_the_decline_can_be_taken_back(now, zone, telling):
    leaves = told_at(News(telling), now=now, zone=zone)

    assert leaves is not None
    assert leaves >= now + UNDO_WINDOW


@given(MOMENTS, ZONES, st.integers(1, MOST_DAYS))
def test_a_later_day_is_kept_to_the_morning(now, zone, ahead):
    day = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=ahead)

    leaves = told_at(News(Telling.LATER, day), now=now, zone=zone)

    assert leaves is not None
    here = leaves.astimezone(ZoneInfo(zone))
    assert (here.date(), here.hour) == (day, 9)


def test_on_a_friday_evening_the_next_working_morning_is_monday():
    assert next_morning(FRIDAY, "Asia/Tokyo") == datetime(2026, 11, 23, 0, tzinfo=UTC)


def test_today_is_no_later_day_where_the_candidate_is():
    with pytest.raises(BadData):
        told_at(News(Telling.LATER, date(2026, 11, 20)), now=FRIDAY, zone="Europe/Amsterdam")


def test_no_mail_needs_a_reason_that_stays_with_the_decline():
    assert told_at(News(Telling.NEVER, because="Ruth calls"), now=FRIDAY, zone="UTC") is None
    assert News(Telling.NEVER, because=" Ruth calls ").facts == {"tells": "never", "silence": "Ruth calls"}
    with pytest.raises(BadData):
        told_at(News(Telling.NEVER), now=FRIDAY, zone="UTC")
