"""The question what holds in a country: its own rules, those of everywhere else, or those of the house."""

from dataclasses import dataclass, replace

from sqlalchemy import Row, select

from app.database import db
from app.domain.places import EVERYWHERE_ELSE, PlaceRules, SelfIdSet, Unlock
from app.models.openings import LocationRules

FIRST_VERSION = 1
_RULES = select(
    LocationRules.country,
    LocationRules.unlocks_pay,
    LocationRules.sends_letters,
    LocationRules.keeps_days,
    LocationRules.self_id,
    LocationRules.version,
).order_by(LocationRules.country)


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """The rules of one place, and which version of them was read; `is_own` says whether there is a row for it."""

    rules: PlaceRules
    version: int
    is_own: bool


def rules_of(country: str) -> PlaceRules:
    """What holds in a country, in one statement.

    Args:
        country: two letters, or nothing where the country is not known.

    Returns:
        its own rules; else those of everywhere else; else the defaults. `country` is the one that they were written
        for, so it may be empty.
    """
    found = db.session.execute(_RULES.where(LocationRules.country.in_({country, EVERYWHERE_ELSE}))).all()
    return _rules(found[-1]) if found else PlaceRules()


def all_rules() -> tuple[PlaceRules, ...]:
    """Every place with rules of its own, by country; the first holds everywhere else. One statement."""
    found = tuple(_rules(row) for row in db.session.execute(_RULES))
    return found if found and found[0].country == EVERYWHERE_ELSE else (PlaceRules(), *found)


def place_to_change(country: str) -> KeptPlace:
    """The rules of one place with the version that a change has to name."""
    row = db.session.execute(_RULES.where(LocationRules.country == country)).first()
    if row is None:
        return KeptPlace(replace(rules_of(country), country=country), FIRST_VERSION, is_own=False)
    return KeptPlace(_rules(row), row.version, is_own=True)


def _rules(row: Row[str, str, bool, int | None, str, int]) -> PlaceRules:
    return PlaceRules(
        country=row.country,
        unlocks_pay=Unlock(row.unlocks_pay),
        sends_letters=row.sends_letters,
        keeps_days=row.keeps_days,
        self_id=SelfIdSet(row.self_id),
    )
