"""How far people agree who rated the same things: shares of pairs, Krippendorff's alpha, Gwet's AC2, Cohen's kappa."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import comb
from typing import Literal

from app.domain.errors import BadData
from app.domain.figures import too_few
from app.domain.playbook import Playbook
from app.domain.scale import Scale
from app.domain.scorecard import Card

Table = Sequence[Sequence[int | None]]
LEAST_UNITS = 10
AREA = "shared focus area"


@dataclass(frozen=True, slots=True)
class ChanceCorrected:
    """Gwet's coefficient: (observed - by chance) / (1 - by chance), each a weighted share of agreement."""

    coefficient: float
    observed: float
    by_chance: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far people agree on what two or more of them rated.

    units: things rated by two or more people; pairs: pairs of ratings of one thing. exact, within_one: the share of
    those pairs with the same point, and with at most one point between. alpha and ac2 are None when too little lies
    under them; `withheld` then says why.
    """

    units: int
    pairs: int
    exact: float
    within_one: float
    alpha: float | None
    ac2: float | None
    withheld: str


def agreement_of(cards: Sequence[Card], *, playbook: Playbook, least_units: int = LEAST_UNITS) -> Agreement | None:
    """Agreement on one candidate, over all focus areas that two or more people rated.

    Args:
        cards: the scorecards that the reader may see, in any order.
        playbook: whose plan and scale they belong to. Somebody who rated an area at two stages is one person; the
            rating of the later stage counts.
        least_units: from how many areas on alpha and AC2 are given.

    Returns:
        None when no area was rated by two people.

    Raises:
        BadData: for a stage or a rating that the playbook does not have.
    """
    order = {stage.key: index for index, stage in enumerate(playbook.family.stages)}
    later = sorted(cards, key=lambda card: (order[playbook.family.stage(card.stage).key], card.rater))
    rated: dict[str, dict[str, int]] = {}
    for card in later:
        for area, point in card.ratings.items():
            if point is not None:
                rated.setdefault(area, {})[card.rater] = point
    table = [list(rated[area].values()) for area in sorted(rated)]
    return agreement_in(table, scale=playbook.scale, least_units=least_units)


def agreement_in(table: Table, *, scale: Scale, least_units: int = LEAST_UNITS, unit: str = AREA) -> Agreement | None:
    """Agreement in a table of ratings.

    Args:
        table: one row a unit, one entry a rater; None where somebody did not rate. Rows may differ in length.
        scale: the scale that all ratings belong to.
        least_units: from how many units with two or more ratings on alpha and AC2 are given.
        unit: what one such unit is called in the sentence that replaces them.

    Returns:
        None when nothing was rated by two people.

    Raises:
        BadData: for a rating that is no point of the scale.
    """
    shared = [places for places in _units(table, scale) if len(places) > 1]
    apart = [abs(one - other) for places in shared for one, other in combinations(places, 2)]
    if not apart:
        return None
    is_enough = len(shared) >= least_units
    alpha = alpha_of(table, scale=scale) if is_enough else None
    ac2 = ac2_of(table, scale=scale) if is_enough else None
    withheld = ""
    if not is_enough:
        withheld = too_few("Alpha and AC2", have=len(shared), need=least_units, thing=unit)
    elif alpha is None:
        withheld = "Every rating is the same, so alpha can't tell agreement from chance. Read the shares and AC2."
    return Agreement(
        units=len(shared),
        pairs=len(apart),
        exact=sum(steps == 0 for steps in apart) / len(apart),
        within_one=sum(steps <= 1 for steps in apart) / len(apart),
        alpha=alpha,
        ac2=None if ac2 is None else ac2.coefficient,
        withheld=withheld,
    )


def alpha_of(table: Table, *, scale: Scale, distance: Literal["ordinal", "interval"] = "ordinal") -> float | None:
    """Krippendorff's alpha: 1 - observed / expected disagreement, with missing ratings.

    Args:
        table: one row a unit, one entry a rater; None where somebody did not rate.
        scale: the scale that all ratings belong to; only the order of its points matters.
        distance: "ordinal" counts the ratings between two points, "interval" the points, both squared.

    Returns:
        1 for full agreement, about 0 for agreement by chance; None when it is not defined: nothing was rated twice,
        or every rating is the same.

    Raises:
        BadData: for a rating that is no point of the scale.

    Source: Krippendorff, Content Analysis, chapter 11: alpha = 1 - Do / De.
    """
    units = [Counter(unit) for unit in _units(table, scale) if len(unit) > 1]
    totals: Counter[int] = sum(units, Counter())
    points = range(len(scale.points))
    apart = {
        (one, other): _between(totals, one, other) ** 2 if distance == "ordinal" else (one - other) ** 2
        for one, other in product(points, points)
    }
    ratings = totals.total()
    expected = _disagreement(totals, apart) / (ratings - 1) if ratings else 0.0
    if not expected:
        return None
    observed = sum(_disagreement(unit, apart) / (unit.total() - 1) for unit in units)
    return 1 - observed / expected


def ac2_of(
    table: Table, *, scale: Scale, weights: Literal["ordinal", "quadratic"] = "ordinal"
) -> ChanceCorrected | None:
    """Gwet's AC2: agreement beyond chance that stays meaningful when nearly every rating is the same.

    Args:
        table: one row a unit, one entry a rater; None where somebody did not rate.
        scale: the scale that all ratings belong to; only the order of its points matters.
        weights: how much of an agreement two points that differ are: "ordinal" 1 - C(d + 1, 2) / C(q, 2) and
            "quadratic" 1 - d² / (q - 1)², for d steps between them on a scale of q points.

    Returns:
        at most 1, and at least -1 when every unit was rated twice; None when nothing was.

    Raises:
        BadData: for a rating that is no point of the scale.

    Source: Gwet, Handbook of Inter-Rater Reliability, chapters 3 and 5. Chance is taken from every unit with a rating,
        agreement from those with two or more.
    """
    units = _units(table, scale)
    pairable = [unit for unit in units if len(unit) > 1]
    if not pairable:
        return None
    count = len(scale.points)
    weight = _WEIGHTS[weights](count)
    observed = sum(_weighted(unit, weight) for unit in pairable) / len(pairable)
    prevalence = [sum(unit.count(point) / len(unit) for unit in units) / len(units) for point in range(count)]
    all_weights = sum(weight[abs(one - other)] for one, other in product(range(count), range(count)))
    by_chance = all_weights / (count * (count - 1)) * sum(share * (1 - share) for share in prevalence)
    return ChanceCorrected((observed - by_chance) / (1 - by_chance), observed, by_chance)


def kappa_of(one: Sequence[int], other: Sequence[int], *, scale: Scale) -> float | None:
    """Cohen's weighted kappa of two raters, the weight of a disagreement being its distance in points, squared.

    Args:
        one: one rater's points, without gaps.
        other: the other's, of the same things in the same order.
        scale: the scale that all of them belong to; only the order of its points matters.

    Returns:
        1 for full agreement, about 0 for agreement by chance, down to -1; None when it is not defined: nothing was
        rated, or all ratings of both are one and the same.

    Raises:
        BadData: for a rating that is no point of the scale, or when the two rated different numbers of things.

    Source: Cohen, Weighted kappa (1968): 1 - observed / expected weighted disagreement, with the distance squared.
    """
    if len(one) != len(other):
        raise BadData(f"One rated {len(one)} things, the other {len(other)}. Agreement needs the same things.")
    left, right = scale.places(one), scale.places(other)
    expected = sum((mine - theirs) ** 2 for mine, theirs in product(left, right))
    if not expected:
        return None
    observed = sum((mine - theirs) ** 2 for mine, theirs in zip(left, right, strict=True))
    return 1 - len(left) * observed / expected


def _units(table: Table, scale: Scale) -> list[list[int]]:
    """Ratings as places on the scale, 0 the best, for every unit that has one."""
    best = scale.points[0].value
    places = [[scale.steps(best, point) for point in row if point is not None] for row in table]
    return [unit for unit in places if unit]


def _between(totals: Counter[int], one: int, other: int) -> float:
    low, high = sorted((one, other))
    return sum(totals[place] for place in range(low, high + 1)) - (totals[one] + totals[other]) / 2


def _disagreement(counts: Counter[int], apart: dict[tuple[int, int], float]) -> float:
    return sum(counts[one] * counts[other] * apart[one, other] for one, other in product(sorted(counts), repeat=2))


def _weighted(unit: list[int], weight: Sequence[float]) -> float:
    pairs = [weight[abs(one - other)] for one, other in combinations(sorted(unit), 2)]
    return sum(pairs) / len(pairs)


def _ordinal(count: int) -> list[float]:
    return [1 - comb(steps + 1, 2) / comb(count, 2) for steps in range(count)]


def _quadratic(count: int) -> list[float]:
    return [1 - (steps / (count - 1)) ** 2 for steps in range(count)]


_WEIGHTS: dict[str, Callable[[int], list[float]]] = {"ordinal": _ordinal, "quadratic": _quadratic}
