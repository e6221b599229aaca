"""What can be on record of a colleague: a currency by three letters, each year once, amounts within reason."""

import pytest

from app.domain.errors import BadData
from app.domain.promotion_record import FIRST_YEAR, LAST_YEAR, MOST_AMOUNT, MOST_YEARS, SalesRecord, SalesYear

ELEVEN = tuple(SalesYear(2000 + number, 1, 1) for number in range(MOST_YEARS + 1))


@pytest.mark.parametrize(
    ("record", "field", "says"),
    [
        (SalesRecord(currency="usd"), "currency", "three letters"),
        (SalesRecord(currency="DOLLAR"), "currency", "three letters"),
        (
            SalesRecord(years=tuple(SalesYear(2000 + n, 1, 1) for n in range(MOST_YEARS + 1))),
            "years",
            "Keep the latest",
        ),
        (SalesRecord(years=(SalesYear(2024, 1, 1), SalesYear(2024, 2, 2))), "years", "2024 stands twice"),
        (SalesRecord(years=(SalesYear(FIRST_YEAR - 1, 1, 1),)), "years", "1969 is no year"),
        (SalesRecord(years=(SalesYear(LAST_YEAR + 1, 1, 1),)), "years", "2201 is no year"),
        (SalesRecord(years=(SalesYear(2024, -1, 1),)), "years", "-1 is no amount of 2024"),
        (SalesRecord(years=(SalesYear(2024, None, MOST_AMOUNT + 1),)), "years", "1,000,000,000,001 is no amount"),
    ],
)
def test_what_can_not_be_a_record_is_refused_at_its_field(record: SalesRecord, field: str, says: str) -> None:
    with pytest.raises(BadData, match=says) as refusal:
        record.check()

    assert refusal.value.field == field


@pytest.mark.parametrize(
    "year",
    [
        SalesYear(2024, None, None),
        SalesYear(FIRST_YEAR, 0, 0),
        SalesYear(LAST_YEAR, MOST_AMOUNT, MOST_AMOUNT, is_full=False),
    ],
)
def test_years_at_the_edge_of_what_is_known_can_be_on_record(year: SalesYear) -> None:
    SalesRecord(years=(year,), currency="EUR").check()
