"""Times and other words as pages show them: the template filters. Outside the feature grid, since all pages use it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_currency
from flask import Flask

from app.domain.countries import COUNTRIES
from app.domain.inviting import stamp
from app.domain.slot_days import elsewhere, zone_words
from app.domain.wording import number
from app.gateways import clock
from app.web.languages import ENGLISH, language


def city(zone: str) -> str:
    """The place that names a zone: "Asia/Tokyo" is Tokyo."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def clock_time(at: datetime, zone: str) -> str:
    """13:00"""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def day(at: datetime | date, zone: str = "UTC") -> str:
    """Fri 21 Nov or 11月21日(金), with the year when it is another one."""
    here = at.astimezone(ZoneInfo(zone)).date() if isinstance(at, datetime) else at
    this_year = clock.now().astimezone(ZoneInfo(zone)).year
    if language() != ENGLISH:
        return format_date(here, "M月d日(E)" if here.year == this_year else "y年M月d日(E)", locale=language())
    return f"{here:%a} {here.day} {here:%b}" + (f" {here.year}" if here.year != this_year else "")


def when(at: datetime, zone: str) -> str:
    """Fri 21 Nov, 13:00 or 11月21日(金) 13:00"""
    return f"{day(at, zone)}{',' if language() == ENGLISH else ''} {clock_time(at, zone)}"


def money(amount: int, currency: str) -> str:
    """$120,000 or 12,000,000円: whole units of a currency"""
    return format_currency(amount, currency, locale=language(), format="¤#,##0", currency_digits=False)


def country(code: str) -> str:
    """Germany or ドイツ: a country by its two letters"""
    if language() == ENGLISH or code not in COUNTRIES:
        return COUNTRIES.get(code, code)
    names = Locale.parse(language()).territories
    return names.get(code) or COUNTRIES[code]


def dated(at: datetime, zone: str) -> str:
    """Fri 21 Nov 2025, 13:00: for what is printed, where no year goes without saying"""
    here = at.astimezone(ZoneInfo(zone))
    return f"{here:%a} {here.day} {here:%b %Y}, {here:%H:%M}"


def iso(at: datetime) -> str:
    """For the datetime attribute of <time>."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def days_since(at: datetime) -> int:
    """Whole days that have passed."""
    return max((clock.now() - at).days, 0)


def span(delta: timedelta) -> str:
    """3 days, 19 h or 12 min: the largest unit that says it."""
    minutes = int(abs(delta).total_seconds()) // 60
    if minutes >= 2880:
        return f"{minutes // 1440} days"
    return f"{minutes // 60} h" if minutes >= 60 else f"{minutes} min"


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 card, 2 cards"""
    return f"{number} {one if number == 1 else many or one + 's'}"


def told(how_many: int, one: str, many: str | None = None) -> str:
    """one card, two cards, 13 cards: for titles and sentences, where figures are for what is counted off a list"""
    return f"{number(how_many)} {one if how_many == 1 else many or one + 's'}"


def start_filters(app: Flask) -> None:
    """Register the filters."""
    for function in (
        city,
        clock_time,
        country,
        day,
        when,
        dated,
        money,
        iso,
        days_since,
        span,
        counted,
        told,
        number,
        stamp,
        elsewhere,
        zone_words,
    ):
        app.add_template_filter(function)
