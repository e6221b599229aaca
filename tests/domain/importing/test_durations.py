"""How long interviews last, in the many ways pages say it."""

import pytest

from app.domain.importing.durations import duration, without_durations


@pytest.mark.parametrize(
    ("text", "minutes", "stated", "is_range"),
    [
        ("a 30 minute call", 30, "30 minute", False),
        ("a 30min call", 30, "30min", False),
        ("A 90-Minute interview", 90, "90-Minute", False),
        ("lasts one hour", 60, "one hour", False),
        ("about an hour and a half", 90, "an hour and a half", False),
        ("half an hour with us", 30, "half an hour", False),
        ("takes 1.5 hours", 90, "1.5 hours", False),
        ("takes 1-hour", 60, "1-hour", False),
        ("takes 45-60 min", 60, "45-60 min", True),
        ("takes 45 to 60 minutes", 60, "45 to 60 minutes", True),
        ("2 - 4 30 minute talks", 30, "30 minute", False),
        ("3 people for 20 mins", 20, "20 mins", False),
    ],
)
def test_a_sentence_says_how_long_it_takes(text, minutes, stated, is_range):
    found = duration(text)

    assert found is not None
    assert (found.minutes, found.stated, found.is_range) == (minutes, stated, is_range)


@pytest.mark.parametrize(
    "text", ["a call", "2 - 4 people", "600 hours", "1 minute", "the hour", "30/60/90 day plan", ""]
)
def test_other_numbers_are_no_durations(text):
    assert duration(text) is None


def test_without_its_time_a_sentence_keeps_its_people():
    assert without_durations("2 - 4 30 minute talks of one hour") == "2 - 4 talks of"
