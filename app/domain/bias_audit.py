"""The table of a bias audit as New York City asks for it: selection or scoring rates by category, and their ratios."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from app.domain.contingency import Tally
from app.domain.errors import BadData
from app.domain.figures import PRINTED_FROM, hidden_groups

LEAST_SHARE = Fraction(2, 100)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One category. `share` is its part of all people.

    `is_kept` is False when the share is so small that the category may be left out; then it has no ratio and can't be
    the highest. `is_printed` is False when the category is too small to be shown, or would give such a one away.
    """

    category: str
    people: int
    share: float
    rate: float
    is_kept: bool
    impact_ratio: float | None
    is_printed: bool


@dataclass(frozen=True, slots=True)
class ScoringAudit:
    """The median score of all people, and the share of each category above it."""

    median: float
    rows: tuple[AuditRow, ...]


def selection_audit(
    tallies: Mapping[str, Tally], *, least_share: Fraction = LEAST_SHARE, printed_from: int = PRINTED_FROM
) -> tuple[AuditRow, ...]:
    """Selection rates by category.

    Args:
        tallies: considered and selected by category, each person in one category.
        least_share: below this part of all people a category may be left out.
        printed_from: the fewest people that a printed category has.

    Returns:
        the categories in the order given.

    Raises:
        BadData: for a category without people.

    Source: New York City Local Law 144; Rules of the City of New York, title 6, section 5-301.
    """
    if not all(tally.considered for tally in tallies.values()):
        raise BadData("A category without people has no rate. Leave it out.")
    people = sum(tally.considered for tally in tallies.values())
    kept = {name: tally for name, tally in tallies.items() if Fraction(tally.considered, people) >= least_share}
    highest = max((Fraction(tally.selected, tally.considered) for tally in kept.values()), default=Fraction())
    hidden = hidden_groups({name: tally.considered for name, tally in tallies.items()}, printed_from=printed_from)
    rows = []
    for name, tally in tallies.items():
        rate = Fraction(tally.selected, tally.considered)
        rows.append(
            AuditRow(
                category=name,
                people=tally.considered,
                share=tally.considered / people,
                rate=float(rate),
                is_kept=name in kept,
                impact_ratio=float(rate / highest) if name in kept and highest else None,
                is_printed=name not in hidden,
            )
        )
    return tuple(rows)


def scoring_audit(
    scores: Mapping[str, Sequence[float]], *, least_share: Fraction = LEAST_SHARE, printed_from: int = PRINTED_FROM
) -> ScoringAudit:
    """Scoring rates by category: the share of people who scored above the median of all.

    Args:
        scores: by category one score a person, higher being better; turn ratings round before, where 1 is best.
        least_share: as in `selection_audit`.
        printed_from: as in `selection_audit`.

    Raises:
        BadData: when there are no scores, or a category has none.

    Source: as `selection_audit`.
    """
    every = [score for listed in scores.values() for score in listed]
    if not every:
        raise BadData("There are no scores to take a median of.")
    middle = median(every)
    above = {name: Tally(sum(score > middle for score in listed), len(listed)) for name, listed in scores.items()}
    return ScoringAudit(middle, selection_audit(above, least_share=least_share, printed_from=printed_from))
