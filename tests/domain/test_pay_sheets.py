"""Sheets: which of them holds for an opening, and which figures are refused."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.pay_sheets import PayPlace, PaySheet, holding, numbers

TODAY = date(2026, 3, 2)
SOUND = PaySheet("Plan of 2026", date(2026, 1, 1), "EUR", 120_000, None, 60, (25, 50, 75), (20, 25, 25, 30))
WANTED = PayPlace("sales", "strategic", "federal", "US")
ANY = PayPlace("sales", "strategic")

REFUSED = {
    "an unknown currency": (replace(SOUND, currency="EUC"), "currency"),
    "earnings without a currency": (replace(SOUND, currency=None), "currency"),
    "earnings of nothing": (replace(SOUND, on_target=0), "on_target"),
    "an upper end below the lower": (replace(SOUND, on_target_top=110_000), "on_target_top"),
    "an upper end alone": (replace(SOUND, on_target=None, on_target_top=110_000), "on_target_top"),
    "more than the whole as fixed": (replace(SOUND, base_share=101), "base_share"),
    "a ramp that falls": (replace(SOUND, ramp=(50, 25)), "ramp"),
    "a ramp over the full quota": (replace(SOUND, ramp=(120,)), "ramp"),
    "a ramp of three years": (replace(SOUND, ramp=(10,) * 36), "ramp"),
    "three quarters": (replace(SOUND, seasons=(40, 30, 30)), "seasons"),
    "quarters that make 99": (replace(SOUND, seasons=(24, 25, 25, 25)), "seasons"),
    "no source": (replace(SOUND, source=" "), "source"),
    "a day to come": (replace(SOUND, as_of=date(2026, 3, 3)), "as_of"),
    "endless terms": (replace(SOUND, terms="x" * 5_000), "terms"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_sheet_that_would_mislead_is_refused_where_it_is_wrong(case: str):
    sheet, field = REFUSED[case]

    with pytest.raises(BadData) as refused:
        sheet.check(currencies={"EUR", "JPY"}, today=TODAY)

    assert refused.value.field == field


def test_a_sheet_may_leave_everything_open_but_where_it_comes_from():
    PaySheet("Not settled yet", TODAY).check(currencies=set(), today=TODAY)


@pytest.mark.parametrize(
    ("places", "best"),
    [
        ([], None),
        ([replace(WANTED, title="major"), replace(WANTED, family="support")], None),
        ([replace(WANTED, country="JP"), replace(WANTED, specialty="intel")], None),
        ([ANY], ANY),
        ([ANY, replace(ANY, specialty="federal")], replace(ANY, specialty="federal")),
        ([replace(ANY, specialty="federal"), replace(ANY, country="US")], replace(ANY, country="US")),
        ([replace(ANY, country="US"), WANTED, ANY], WANTED),
    ],
)
def test_the_sheet_that_says_most_about_an_opening_holds(places: list[PayPlace], best: PayPlace | None):
    assert holding(places, WANTED) == best


def test_an_opening_without_country_or_specialty_uses_no_sheet_of_one():
    assert holding([WANTED, replace(ANY, country="US")], ANY) is None


def test_the_fixed_part_is_rounded_to_whole_units():
    assert replace(SOUND, on_target=100_001, on_target_top=100_003, base_share=50).base == (50_001, 50_002)


@given(st.lists(st.integers(0, 999), max_size=30), st.sampled_from([", ", " ", "%,", "; "]))
def test_numbers_are_read_with_whatever_stands_between_them(wanted: list[int], between: str):
    assert numbers(between.join(map(str, wanted)), field="ramp") == tuple(wanted)


@pytest.mark.parametrize("text", ["25, fifty", "-5", "2.5", "１０", "1000"])
def test_what_is_no_list_of_whole_numbers_is_refused(text: str):
    with pytest.raises(BadData):
        numbers(text, field="ramp")
