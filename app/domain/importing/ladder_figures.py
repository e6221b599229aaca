"""Targets and conditions of promotion that stand in a ladder's cells as running text, read into figures."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

_AMOUNT = re.compile(r"([$€£])\s?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,4}))?\s?(k|m|mm|bn)?\b", re.I)
_NEW_LOGOS = re.compile(r"\bnew (?:logos?|customers?)\D{0,12}(\d{1,4})\b|\b(\d{1,4}) new (?:logos?|customers?)\b", re.I)
_RENEWALS = re.compile(r"\b(\d{1,3})\s?% renewals?\b|\brenewals?\D{0,20}(\d{1,3})\s?%", re.I)
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000, "mm": 1_000_000, "bn": 1_000_000_000}
_YEARS = {"one": 1, "two": 2, "three": 3, "four": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_COMBINED = re.compile(
    r"\b(one|two|three|four|[1-4])[- ]years?\b\D{0,40}?\b(?:above|over|more than)\s(\d{1,3})\s?%", re.I
)
_FULL_YEAR = re.compile(r"\bfull[- ]year\D{0,30}?(\d{1,3})\s?%", re.I)
_REVIEW = re.compile(r"[\"“']?(\d)[\"”']?\s+rating\s+or\s+(?:above|better|higher)", re.I)
_MARKS = {"3": "meets"}


def quotas_of(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The yearly target of each level whose cell gives an amount, new customers and the share of renewals."""
    found = []
    for row, code, text in _values(content, "quota"):
        amount, logos, renewals = _AMOUNT.search(text), _NEW_LOGOS.search(text), _RENEWALS.search(text)
        if amount and logos and renewals:
            found.append(
                {
                    "level": code,
                    "amount": _whole(amount),
                    "currency": _CURRENCIES[amount[1]],
                    "new_logos": int(logos[1] or logos[2]),
                    "renewal_percent": int(renewals[1] or renewals[2]),
                    "source": {"document": content["document"], "at": f"row {row}, column {code}"},
                }
            )
    return found


def promotion_of(content: Mapping[str, Any]) -> dict[str, Any] | None:
    """When somebody may be promoted, if all levels that say so say the same of attainment and of the review."""
    rules, levels, marks = set(), [], set()
    for _row, code, text in _values(content, "promotion"):
        combined, full_year = _COMBINED.search(text), _FULL_YEAR.search(text)
        if combined and full_year:
            levels.append(code)
            rules.add((_YEARS[combined[1].lower()], int(combined[2]), int(full_year[1])))
    for _row, _code, text in _values(content, "review"):
        review = _REVIEW.search(text)
        marks |= {_MARKS.get(review[1])} if review else set()
    if len(rules) != 1 or len(marks) != 1 or None in marks:
        return None
    years, above, at_least = rules.pop()
    return {
        "levels": levels,
        "combined_years": years,
        "combined_above_percent": above,
        "full_year_at_least_percent": at_least,
        "combined_formula": "bookings_over_quotas",
        "formula_basis": "house judgement",
        "review_scale": "impact_review",
        "review_mark": marks.pop(),
        "says": f"Eligible with a combined attainment of the last {years} years above {above} %, or with {at_least} %"
        " or more in the latest full year; and with the review at its mark or better.",
        "source": {"document": content["document"], "at": "rows about promotion and review"},
    }


def _values(content: Mapping[str, Any], word: str) -> Iterator[tuple[str, str, str]]:
    """Row name, level code and text of every value in the rows whose name has this word."""
    codes = [level["code"] for level in content["levels"]]
    for row in content["rows"]:
        if word in row["name"].lower():
            for code in codes:
                if row["cells"][code]["state"] == "value":
                    yield row["name"], code, row["cells"][code]["text"]


def _whole(amount: re.Match[str]) -> int:
    figure = Decimal(f"{amount[2].replace(',', '')}.{amount[3] or 0}")
    return int(figure * _TIMES[(amount[4] or "").lower()])
