"""The figure of free time: days, hours and bars where they belong."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.candidate_hours import suiting
from app.domain.free_figure import DAYS, DRAWN, free_figure
from app.domain.spans import Span

MONDAY = datetime(2025, 11, 24, tzinfo=UTC)


def span(begin: float, end: float, day: int = 0) -> Span:
    return Span(MONDAY + timedelta(days=day, hours=begin), MONDAY + timedelta(days=day, hours=end))


def test_a_bar_lies_where_its_hours_lie():
    figure = free_figure([("Mei", [span(9, 18)])], [span(9, 10)], "UTC")

    assert (figure.opens, figure.closes) == (9, 18)
    assert (figure.rows[0].bars[0].x, figure.rows[0].bars[0].width) == (0, DRAWN)
    assert figure.slots[0].width == round(DRAWN / 9, 2)


def test_days_without_a_slot_are_left_out():
    figure = free_figure([("Mei", [span(9, 18, day) for day in range(5)])], [span(9, 10), span(9, 10, 3)], "UTC")

    assert [day.day for day in figure.days] == [date(2025, 11, 24), date(2025, 11, 27)]
    assert len(figure.rows[0].bars) == 2


def test_an_early_and_a_late_slot_widen_the_hours():
    figure = free_figure([("Mei", [span(0, 24)])], [span(6.5, 7.5), span(19, 20.5)], "UTC")

    assert (figure.opens, figure.closes) == (6, 21)


def test_days_are_those_of_the_reader():
    figure = free_figure([("Mei", [span(22, 24)])], [span(23, 24)], "Asia/Tokyo")

    assert [day.day for day in figure.days] == [date(2025, 11, 25)]
    assert figure.opens == 8


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 45), st.integers(15, 240)), min_size=1, max_size=20))
def test_every_bar_stays_within_its_day(drawn: list[tuple[int, int, int]]):
    spans = sorted(
        Span(begin, begin + timedelta(minutes=length))
        for day, quarter, length in drawn
        for begin in [MONDAY + timedelta(days=day, minutes=30 * quarter)]
    )

    figure = free_figure([("Mei", spans)], spans, "Australia/Lord_Howe")

    assert len(figure.days) <= DAYS
    for bar in (*figure.slots, *figure.rows[0].bars):
        assert any(day.begins - 0.02 <= bar.x and bar.x + bar.width <= day.ends + 0.02 for day in figure.days)


def test_a_candidate_is_asked_on_weekdays_of_their_own_clocks():
    to_sunday = Span(MONDAY, MONDAY + timedelta(days=6))

    found = suiting("Asia/Tokyo", to_sunday)

    assert found[0] == Span(MONDAY, MONDAY + timedelta(hours=11))
    assert len(found) == 5


def test_hours_that_a_candidate_names_are_all_that_counts():
    week = Span(MONDAY, MONDAY + timedelta(days=7))

    found = suiting("Asia/Tokyo", week, [span(20, 22, 5), span(-2, 1), span(10, 11, 9)])

    assert found == (span(0, 1), span(20, 22, 5))
