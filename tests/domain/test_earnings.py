"""Earnings by month: they add up to what the sheet says, rise with attainment, and guess nothing."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.earnings import Earnings, earnings, starts_after
from app.domain.errors import BadData
from app.domain.pay_figure import HEIGHT, bars
from app.domain.pay_sheets import PaySheet

START = date(2026, 2, 1)
PLAIN = PaySheet("Plan", START, "EUR", 120_000, None, 60, (100,), (20, 25, 25, 30))


@st.composite
def seasons(draw: st.DrawFn) -> tuple[int, ...]:
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=3, max_size=3)))
    return (cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 100 - cuts[2])


@st.composite
def sheets(draw: st.DrawFn) -> PaySheet:
    """A sheet that leaves nothing open, with a ramp of at most a year."""
    ramp = tuple(sorted(draw(st.lists(st.integers(0, 100), min_size=1, max_size=12))))
    target, share = draw(st.integers(1, 50_000_000)), draw(st.integers(0, 100))
    return replace(PLAIN, on_target=target, base_share=share, ramp=ramp, seasons=draw(seasons()))


starts = st.dates(date(2026, 1, 1), date(2030, 12, 31))
attainments = st.integers(0, 200)


def totals(found: Earnings) -> list[Fraction]:
    known = [month.total for month in found.months if month.total is not None]
    assert len(known) == len(found.months)
    return known


@given(sheets(), starts)
def test_after_the_ramp_a_year_at_target_brings_what_the_sheet_says(sheet: PaySheet, start: date):
    found = earnings(sheet, start=start, attainment=100)

    assert sum(totals(found)[12:]) == found.years[1].total == found.after_ramp.total == sheet.on_target


@given(sheets(), starts, attainments)
def test_a_year_of_the_ramp_never_brings_more_than_one_after_it(sheet: PaySheet, start: date, attainment: int):
    first, second = earnings(sheet, start=start, attainment=attainment).years

    assert (first.total or 0) <= (second.total or 0)


@given(sheets(), starts, attainments, attainments)
def test_no_month_brings_less_for_more_attainment(sheet: PaySheet, start: date, one: int, other: int):
    low, high = sorted((one, other))

    less, more = (totals(earnings(sheet, start=start, attainment=reached)) for reached in (low, high))

    assert all(a <= b for a, b in zip(less, more, strict=True))


@given(sheets(), starts)
def test_without_attainment_the_fixed_part_is_left(sheet: PaySheet, start: date):
    found = earnings(sheet, start=start, attainment=0)

    assert totals(found) == [month.base for month in found.months]


@given(sheets(), starts, attainments)
def test_twice_the_target_brings_twice_as_much(sheet: PaySheet, start: date, attainment: int):
    double = replace(sheet, on_target=2 * (sheet.on_target or 0))

    once, twice = (totals(earnings(each, start=start, attainment=attainment)) for each in (sheet, double))

    assert twice == [2 * amount for amount in once]


@given(sheets(), starts)
def test_the_same_quarter_brings_the_same_in_every_year(sheet: PaySheet, start: date):
    plain = replace(sheet, ramp=(100,))

    found = totals(earnings(plain, start=start, attainment=100))

    assert found[:12] == found[12:]


@given(sheets(), starts, attainments)
def test_bars_are_as_high_as_their_months_and_stay_in_the_figure(sheet: PaySheet, start: date, attainment: int):
    found = earnings(sheet, start=start, attainment=attainment)

    drawn = bars(found.months)

    assert len(drawn) == (24 if max(totals(found)) else 0)
    assert all(bar.x >= 0 and bar.x + bar.width <= 100.01 for bar in drawn)
    assert all(abs(bar.variable_top + bar.variable_height + bar.base_height - HEIGHT) < 0.3 for bar in drawn)
    assert not drawn or max(bar.base_height + bar.variable_height for bar in drawn) == pytest.approx(HEIGHT, abs=0.2)


def test_the_months_of_a_plain_plan_are_these():
    found = earnings(replace(PLAIN, ramp=(25, 50)), start=START, attainment=150)

    assert [month.first.month for month in found.months[:3]] == [2, 3, 4]
    assert [month.base for month in found.months[:3]] == [6_000] * 3
    assert [month.variable for month in found.months[:3]] == [1_200, 2_400, 6_000]
    assert [month.asked for month in found.months[:3]] == [25, 50, 100]


@pytest.mark.parametrize(
    ("left_out", "has_base", "has_year"),
    [("on_target", False, False), ("base_share", False, False), ("ramp", True, True), ("seasons", True, True)],
)
def test_what_a_sheet_leaves_out_is_not_guessed(left_out: str, has_base: bool, has_year: bool):
    empty: Any = () if left_out in {"ramp", "seasons"} else None

    found = earnings(replace(PLAIN, **{left_out: empty}), start=START, attainment=100)

    assert {month.variable for month in found.months} == {None}
    assert {month.base is not None for month in found.months} == {has_base}
    assert (found.after_ramp.total is not None) == has_year
    assert len(found.missing) == 1


def test_an_empty_sheet_says_nothing_at_all():
    found = earnings(PaySheet("None yet", START), start=START, attainment=100)

    assert (found.says_months, found.after_ramp.total, bars(found.months)) == (False, None, ())
    assert [year.total for year in found.years] == [None, None]


@pytest.mark.parametrize("attainment", [-1, 201])
def test_an_attainment_out_of_range_is_refused(attainment: int):
    with pytest.raises(BadData):
        earnings(PLAIN, start=START, attainment=attainment)


def test_the_first_month_is_one_of_the_next_twelve():
    found = starts_after(date(2026, 12, 31))

    assert (found[0], found[-1], len(found)) == (date(2027, 1, 1), date(2027, 12, 1), 12)
