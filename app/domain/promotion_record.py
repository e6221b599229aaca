"""What is on record of a colleague whose promotion is considered: the years they sold in, and their impact review."""

import re
from dataclasses import dataclass

from app.domain.errors import BadData

MOST_AMOUNT = 10**12
MOST_YEARS = 10
FIRST_YEAR, LAST_YEAR = 1970, 2200


@dataclass(frozen=True, slots=True)
class SalesYear:
    """One year on record. Amounts in whole units of one currency; None where they are not known.

    `is_full`: the whole year was worked, with the whole quota; not so in a partial year or one of ramping up.
    """

    year: int
    quota: int | None
    bookings: int | None
    is_full: bool = True


@dataclass(frozen=True, slots=True)
class SalesRecord:
    """What is on record of a colleague: the level they have, their years in any order, the impact review's point.

    `current_level` is empty and `review` None while they are not known.
    """

    current_level: str = ""
    years: tuple[SalesYear, ...] = ()
    review: int | None = None
    currency: str = "USD"

    def check(self) -> None:
        """Refuse what can't be a record.

        Raises:
            BadData: for too many years, a year twice or out of reach, or an amount below zero or beyond reason.
        """
        if re.fullmatch(r"[A-Z]{3}", self.currency) is None:
            raise BadData("Write the currency as three letters, such as USD.", field="currency")
        if len(self.years) > MOST_YEARS:
            raise BadData(f"Keep the latest {MOST_YEARS} years: the rule asks for no more.", field="years")
        known = [year.year for year in self.years]
        for year in self.years:
            if known.count(year.year) > 1:
                raise BadData(f"{year.year} stands twice. Keep one of them.", field="years")
            if not FIRST_YEAR <= year.year <= LAST_YEAR:
                raise BadData(f"{year.year} is no year that can be on record. Write it as 2024.", field="years")
            for value in (year.quota, year.bookings):
                if value is not None and not 0 <= value <= MOST_AMOUNT:
                    raise BadData(f"{value:,} is no amount of {year.year}. Write one from 0 on.", field="years")
