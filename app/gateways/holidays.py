"""Public holidays of the countries of the world, as dates with English names, from the table of the library `holidays`.

Asking for a country loads some 45 MB: jobs and commands do so and keep the dates; pages read what was kept.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache
from importlib import import_module
from types import ModuleType

from app.domain.errors import BadData
from app.domain.working_hours import Holiday

ENGLISH = "en_US"
FIRST_YEAR, LAST_YEAR = 1990, 2099
_EDGE = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=1)
def _library() -> ModuleType:
    """The library, loaded when it is first asked."""
    return import_module("holidays")


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """The countries that the table knows: two-letter code (ISO 3166) to English name, in the order of the names."""
    library = _library()
    known = library.list_supported_countries(include_aliases=False)
    names = {code: _EDGE.sub(" ", name) for name, code, *_ in library.registry.COUNTRIES.values() if code in known}
    return dict(sorted(names.items(), key=lambda item: item[1]))


def regions(country: str) -> tuple[str, ...]:
    """The codes of the regions of a country that have holidays of their own, in alphabetical order.

    Raises:
        BadData: for an unknown country.
    """
    known: dict[str, Sequence[str]] = _library().list_supported_countries(include_aliases=False)
    return tuple(sorted(known[_country(country)]))


def public_holidays(country: str, year: int, *, region: str = "") -> tuple[Holiday, ...]:
    """The public holidays of a year, on the days on which they are kept.

    Args:
        country: its two-letter code, such as DE.
        year: from 1990 to 2099.
        region: a code of `regions`, or nothing for the holidays of the whole country.

    Returns:
        a holiday per day, in the order of the days; several on one day are named together.

    Raises:
        BadData: naming the field, for a country, region or year that the table does not know.
    """
    code = _country(country)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadData(f"Holidays are known from {FIRST_YEAR} to {LAST_YEAR}. Choose a year among them.", field="year")
    if region and region not in regions(code):
        known = ", ".join(regions(code)[:20]) or "none"
        raise BadData(
            f"“{region[:40]}” is no region of {countries()[code]} with holidays of its own. Known are: {known}.",
            field="region",
        )
    return _kept(code, region, year)


def _country(text: str) -> str:
    """The code, whichever case it was written in."""
    code = text.strip().upper()
    if code in countries():
        return code
    by_name = {name: known for known, name in countries().items()}
    near = get_close_matches(text.strip().title(), list(by_name), n=1, cutoff=0.7)
    hint = f"{near[0]} is {by_name[near[0]]}" if near else "Enter its two letters, such as DE for Germany"
    raise BadData(f"“{text.strip()[:40]}” is no code of a country. {hint}.", field="country")


@lru_cache(maxsize=256)
def _kept(code: str, region: str, year: int) -> tuple[Holiday, ...]:
    found = _library().country_holidays(code, subdiv=region or None, years=year, language=ENGLISH)
    return tuple(Holiday(day, name) for day, name in sorted(found.items()) if day.year == year)
