"""Looking up the public holidays of the places where people work, so that pages find them in the database."""

import logging
from datetime import datetime

from sqlalchemy import select

from app.database import db, transaction
from app.domain.errors import BadData
from app.domain.working_hours import Holiday
from app.gateways.holidays import LAST_YEAR, public_holidays
from app.models.accounts import Account, Organisation
from app.models.scheduling import HolidayYear, PublicHoliday, WorkPattern

YEARS = 3
_LONGEST_NAME = 200
Place = tuple[str, str, int]

log = logging.getLogger(__name__)


def fill_holidays(now: datetime) -> int:
    """Keep the holidays of this year and the next two for every place that somebody named; known ones are left alone.

    Args:
        now: this instant.

    Returns:
        how many holidays were added.
    """
    added = 0
    for country, region, year in _missing(now.year):
        try:
            found = public_holidays(country, year, region=region)
        except BadData as error:
            log.warning("The holidays of %s %s in %s are not known: %s", country, region, year, error.message)
            continue
        added += _keep((country, region, year), found)
    return added


def _missing(this_year: int) -> list[Place]:
    """Years of places that are in use and not looked up yet, in order."""
    db.session.rollback()  # a job may have read long before
    places = db.session.execute(
        select(WorkPattern.country, WorkPattern.region)
        .join(Account, Account.id == WorkPattern.account_id)
        .where(WorkPattern.country != "", Account.is_active)
        .distinct()
        .order_by(WorkPattern.country, WorkPattern.region)
    ).all()
    known = db.session.execute(
        select(HolidayYear.country, HolidayYear.region, HolidayYear.year)
        .where(HolidayYear.year >= this_year)
        .order_by(HolidayYear.country, HolidayYear.region, HolidayYear.year)
    )
    kept = {tuple(row) for row in known}
    years = range(this_year, min(this_year + YEARS, LAST_YEAR + 1))
    return [(row.country, row.region, year) for row in places for year in years if (*row, year) not in kept]


def _keep(place: Place, found: tuple[Holiday, ...]) -> int:
    """Write one year of one place, unless another process has been faster."""
    country, region, year = place
    with transaction() as session:
        session.get(Organisation, 1, with_for_update=True)  # one writer at a time
        if session.get(HolidayYear, place) is not None:
            return 0
        session.add(HolidayYear(country=country, region=region, year=year))
        session.add_all(
            PublicHoliday(country=country, region=region, day=holiday.day, name=holiday.name[:_LONGEST_NAME])
            for holiday in found
        )
    return len(found)
