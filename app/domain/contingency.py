"""Two selection rates side by side: their ratio with its interval, and the tests of whether chance could do it."""

import math
from dataclasses import dataclass
from fractions import Fraction

from app.domain.distributions import CONFIDENCE, chi_square_tail, normal_quantile
from app.domain.errors import BadData

FOUR_FIFTHS = Fraction(4, 5)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were considered, and how many of them were selected; who withdrew is in neither."""

    selected: int
    considered: int

    def __post_init__(self) -> None:
        if not 0 <= self.selected <= self.considered:
            raise BadData(
                f"{self.selected} of {self.considered} can't have been selected. Count the selected among those "
                "who were considered, and leave out who withdrew."
            )

    @property
    def rate(self) -> Fraction | None:
        """Selected / considered; None when nobody was considered."""
        return Fraction(self.selected, self.considered) if self.considered else None

    @property
    def rejected(self) -> int:
        """How many were considered and not selected."""
        return self.considered - self.selected


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """The statistic with one degree of freedom, and the probability of one this large by chance."""

    statistic: float
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group's selection rate against the reference's.

    ratio, and its interval on the log scale, are None where they are not defined: nobody of the reference was
    selected (no ratio), nobody of the group was (no upper end). moved_ratio: the ratio if one selection had gone to
    the group instead. shortfall: selections the group lacks to its share of them, negative when it has more.
    one-sided: that the group's rate is the lower one. chi_square, yates and z are None when all or none were selected.
    """

    rate: float
    reference_rate: float
    ratio: float | None
    is_below: bool
    low: float | None
    high: float | None
    moved_ratio: float | None
    shortfall: float
    min_expected: float
    fisher_two_sided: float
    fisher_one_sided: float
    chi_square: ChiSquare | None
    yates: ChiSquare | None
    z: float | None


def compare(
    group: Tally, reference: Tally, *, confidence: float = CONFIDENCE, bar: Fraction = FOUR_FIFTHS
) -> Comparison:
    """Compare a group's selection rate with that of a reference group.

    Args:
        group: the group in question.
        reference: the group it is compared with, usually the one with the highest rate.
        confidence: of the ratio's interval.
        bar: the ratio below which `is_below` is true; four fifths.

    Raises:
        BadData: when nobody was considered in one of them.

    Source: UGESP, 29 CFR 1607.4 D, and its Questions and Answers 10 to 27; Katz et al. 1978 for the interval;
        Fisher 1935; Yates 1934.
    """
    if group.rate is None or reference.rate is None:
        raise BadData("Rates can be compared when somebody was considered in both groups.")
    ratio = group.rate / reference.rate if reference.rate else None
    low, high = ratio_interval(group, reference, confidence=confidence)
    statistic = _chi_square(group, reference, corrected=False)
    two_sided, one_sided = fisher(group, reference)
    sign = 1 if reference.rate >= group.rate else -1
    return Comparison(
        rate=float(group.rate),
        reference_rate=float(reference.rate),
        ratio=None if ratio is None else float(ratio),
        is_below=ratio is not None and ratio < bar,
        low=low,
        high=high,
        moved_ratio=_moved_ratio(group, reference),
        shortfall=float(_expected(group, reference) - group.selected),
        min_expected=float(_min_expected(group, reference)),
        fisher_two_sided=two_sided,
        fisher_one_sided=one_sided,
        chi_square=statistic,
        yates=_chi_square(group, reference, corrected=True),
        z=None if statistic is None else sign * math.sqrt(statistic.statistic),
    )


def ratio_interval(
    group: Tally, reference: Tally, *, confidence: float = CONFIDENCE
) -> tuple[float | None, float | None]:
    """Interval of the ratio of two rates, computed on the log scale.

    Returns:
        low and high; (0, None) when nobody of the group was selected, (None, None) when nobody of the reference was.
    """
    if group.rate is None or not reference.rate:
        return None, None
    if not group.rate:
        return 0.0, None
    variance = sum(Fraction(1, tally.selected) - Fraction(1, tally.considered) for tally in (group, reference))
    reach = normal_quantile(confidence) * math.sqrt(variance)
    middle = float(group.rate / reference.rate)
    return middle * math.exp(-reach), middle * math.exp(reach)


def fisher(group: Tally, reference: Tally) -> tuple[float, float]:
    """Fisher's exact test, in whole numbers throughout.

    Returns:
        the two-sided p (all tables that are at most as likely as this one), and the one-sided p (this few of the group
        selected, or fewer).
    """
    selected = group.selected + reference.selected
    people = group.considered + reference.considered
    fewest = max(0, selected - reference.considered)
    most = min(group.considered, selected)
    weight = math.comb(group.considered, fewest) * math.comb(reference.considered, selected - fewest)
    weights = [weight]
    for taken in range(fewest, most):
        weight = weight * (group.considered - taken) * (selected - taken)
        weight //= (taken + 1) * (reference.considered - selected + taken + 1)
        weights.append(weight)
    total = math.comb(people, selected)
    here = weights[group.selected - fewest]
    two_sided = sum(weight for weight in weights if weight <= here) / total
    return two_sided, sum(weights[: group.selected - fewest + 1]) / total


def _expected(group: Tally, reference: Tally) -> Fraction:
    """How many of the group would be selected at the rate of both together."""
    return Fraction(group.considered * (group.selected + reference.selected), group.considered + reference.considered)


def _min_expected(group: Tally, reference: Tally) -> Fraction:
    people = group.considered + reference.considered
    selected = group.selected + reference.selected
    return Fraction(min(selected, people - selected) * min(group.considered, reference.considered), people)


def _chi_square(group: Tally, reference: Tally, *, corrected: bool) -> ChiSquare | None:
    people = group.considered + reference.considered
    selected = group.selected + reference.selected
    margins = selected * (people - selected) * group.considered * reference.considered
    if not margins:
        return None
    cross = Fraction(abs(group.selected * reference.rejected - reference.selected * group.rejected))
    if corrected:
        cross = max(cross - Fraction(people, 2), Fraction(0))
    statistic = float(people * cross**2 / margins)
    return ChiSquare(statistic, chi_square_tail(statistic))


def _moved_ratio(group: Tally, reference: Tally) -> float | None:
    """The ratio if one selection of the reference had gone to the group; None where that can't be or has no ratio."""
    if reference.selected < 2 or not group.rejected:
        return None
    moved = Fraction(group.selected + 1, group.considered)
    return float(moved / Fraction(reference.selected - 1, reference.considered))
