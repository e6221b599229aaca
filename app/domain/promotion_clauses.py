"""The clauses of the promotion rule, each with its arithmetic and with what would make it true."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from app.domain.context import PromotionRule
from app.domain.promotion_record import SalesYear
from app.domain.promotion_words import amount, mean_of, over_quotas, percent
from app.domain.rule import Truth
from app.domain.scale import Scale
from app.domain.wording import counted, listed

COMBINED, FULL_YEAR, REVIEW = "combined", "full_year", "review"


@dataclass(frozen=True, slots=True)
class EligibilityClause:
    """One clause of the rule.

    `asks` is what it asks, `arithmetic` how the record compares with it, empty where nothing can be computed. `needs`
    is what would make it true, empty where it is; `missing` are the inputs that leave it undecided.
    """

    key: str
    truth: Truth
    asks: str
    arithmetic: str = ""
    needs: str = ""
    missing: tuple[str, ...] = ()


def attainment_clauses(
    years: Sequence[SalesYear], *, rule: PromotionRule, currency: str
) -> tuple[EligibilityClause, EligibilityClause]:
    """The two clauses of which one is enough: full years combined, and the latest full year by itself.

    Args:
        years: in any order; those that are not full count in neither clause.
        rule: bars and formula.
        currency: of all amounts.
    """
    full = tuple(sorted((year for year in years if year.is_full), key=lambda year: -year.year))
    return _combined(full, years, rule, currency), _latest(full, rule, currency)


def review_clause(point: int | None, *, rule: PromotionRule, scale: Scale | None) -> EligibilityClause:
    """The impact review at the rule's mark or better.

    Args:
        point: of the impact review's own scale; None while there is no review.
        rule: names scale and mark.
        scale: that scale; None if there is none.

    Raises:
        BadData: if the scale has no such point or mark.
    """
    if scale is None:
        missing = ("the scale of the impact review",)
        return EligibilityClause(
            REVIEW, "undecided", "An impact review good enough", needs=_wanted(missing), missing=missing
        )
    bar = scale.mark(rule.review_mark)
    wanted = scale.point(bar).name
    wanted = wanted if scale.point(bar) == scale.points[0] else f"{wanted} or better"
    asks = f"An impact review of {wanted}"
    if point is None:
        missing = ("the impact review",)
        return EligibilityClause(REVIEW, "undecided", asks, needs=_wanted(missing), missing=missing)
    reached, asked = scale.places((point, bar))
    holds = reached <= asked
    told = f"{scale.point(point).name}; {wanted} is asked."
    needs = "" if holds else f"A review of {wanted} would make it true."
    return EligibilityClause(REVIEW, "true" if holds else "false", asks, told, needs)


def _combined(
    full: Sequence[SalesYear], on_record: Sequence[SalesYear], rule: PromotionRule, currency: str
) -> EligibilityClause:
    bar = rule.combined_above_percent
    years = full[: rule.combined_years]
    asks = f"The last {counted(rule.combined_years, 'full year')} combined above {bar} %"
    missing = _unknown(years) + _holes(years, on_record) + _too_few(years, rule.combined_years)
    if missing:
        return EligibilityClause(COMBINED, "undecided", asks, needs=_wanted(missing), missing=missing)
    bookings, quotas = _amounts(years)
    told_years = listed([str(year.year) for year in reversed(years)])
    if rule.combined_formula == "mean_of_years":
        share, told = _mean(bookings, quotas), mean_of(bookings[::-1], quotas[::-1])
        worth = Fraction(quotas[0] * len(quotas))
    else:
        share, told = Fraction(sum(bookings), sum(quotas)), over_quotas(bookings[::-1], quotas[::-1])
        worth = Fraction(sum(quotas))
    holds = share > Fraction(bar, 100)
    more = floor((Fraction(bar, 100) - share) * worth) + 1
    arithmetic = f"{told_years}: {told} = {percent(share, bar=bar)}; above {bar} % is asked."
    needs = "" if holds else _more(more, years[0], currency)
    return EligibilityClause(COMBINED, "true" if holds else "false", asks, arithmetic, needs)


def _latest(full: Sequence[SalesYear], rule: PromotionRule, currency: str) -> EligibilityClause:
    bar = rule.full_year_at_least_percent
    asks = f"The latest full year at {bar} % or more"
    missing = _unknown(full[:1]) + _too_few(full[:1], 1)
    if missing:
        return EligibilityClause(FULL_YEAR, "undecided", asks, needs=_wanted(missing), missing=missing)
    bookings, quotas = _amounts(full[:1])
    share = Fraction(bookings[0], quotas[0])
    holds = share >= Fraction(bar, 100)
    more = ceil((Fraction(bar, 100) - share) * quotas[0])
    told = f"{full[0].year}: {over_quotas(bookings, quotas)} = {percent(share, bar=bar)}; {bar} % or more is asked."
    needs = "" if holds else _more(more, full[0], currency)
    return EligibilityClause(FULL_YEAR, "true" if holds else "false", asks, told, needs)


def _amounts(years: Sequence[SalesYear]) -> tuple[list[int], list[int]]:
    """Bookings and quotas of years of which nothing is missing."""
    return [year.bookings or 0 for year in years], [year.quota or 0 for year in years]


def _mean(bookings: Sequence[int], quotas: Sequence[int]) -> Fraction:
    reached = [Fraction(done, asked) for done, asked in zip(bookings, quotas, strict=True)]
    return sum(reached, Fraction(0)) / len(reached)


def _unknown(years: Sequence[SalesYear]) -> tuple[str, ...]:
    """What the record of these years lacks. Of a quota of 0 there is no share, as little as of one that is missing."""
    found = []
    for year in years:
        if year.quota is None:
            found.append(f"the quota of {year.year}")
        elif year.quota == 0:
            found.append(f"a quota above 0 for {year.year}")
        if year.bookings is None:
            found.append(f"the bookings of {year.year}")
    return tuple(found)


def _holes(years: Sequence[SalesYear], on_record: Sequence[SalesYear]) -> tuple[str, ...]:
    """Years between these of which nothing is on record; one that is there and not full makes no hole."""
    known = {year.year for year in on_record}
    between = range(years[0].year, years[-1].year, -1) if years else ()
    return tuple(f"quota and bookings of {year}" for year in between if year not in known)


def _too_few(years: Sequence[SalesYear], wanted: int) -> tuple[str, ...]:
    lacking = wanted - len(years)
    if lacking <= 0:
        return ()
    more = " more" if years else ""
    return (f"quota and bookings of {counted(lacking, f'{more} full year'.strip())}",)


def _wanted(missing: Sequence[str]) -> str:
    return f"Still missing: {listed(missing)}."


def _more(value: int, year: SalesYear, currency: str) -> str:
    return f"Another {amount(value, currency)} of bookings in {year.year} would make it true."
