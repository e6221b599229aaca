"""How long data of somebody who applied are kept: counted from the end of their last application."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.places import EVERYWHERE_ELSE, PlaceRules
from app.domain.states import CLOSED, State


@dataclass(frozen=True, slots=True)
class Past:
    """One application: where it stands, since when it has ended if it has, and the countries whose rules hold for it.

    `countries` are that of the opening and that of the candidate, as two letters, empty where it is not known.
    """

    state: State
    ended_at: datetime
    countries: tuple[str, ...]


def term(countries: Iterable[str], rules: Mapping[str, PlaceRules]) -> int | None:
    """For how many days data are kept.

    Args:
        countries: every country that has to do with them.
        rules: by country; the one of everywhere else holds for a country without rules of its own.

    Returns:
        the longest of the terms that hold. Rules without a term say nothing; where no rule has one, None.

    Source: house judgement: who falls under the law of two places is kept as long as the stricter duty to keep asks.
    """
    elsewhere = rules.get(EVERYWHERE_ELSE, PlaceRules())
    terms = (rules.get(country, elsewhere).keeps_days for country in countries)
    return max((days for days in terms if days is not None), default=None)


def kept_until(past: Sequence[Past], rules: Mapping[str, PlaceRules]) -> datetime | None:
    """From when on data of a candidate are no longer kept.

    Args:
        past: all applications of the candidate.
        rules: as in `term`.

    Returns:
        the instant; None as long as any application is under way, for whoever was hired, for whoever never applied,
        and where no rule has a term.
    """
    if not past or any(one.state not in CLOSED for one in past):
        return None
    days = term((country for one in past for country in one.countries), rules)
    return None if days is None else max(one.ended_at for one in past) + timedelta(days=days)
