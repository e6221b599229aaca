"""Adverse impact: selection rates of groups beside the highest, and a verdict where the numbers are large enough."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from app.domain.contingency import FOUR_FIFTHS, Comparison, Tally, compare
from app.domain.errors import BadData
from app.domain.figures import PRINTED_FROM, hidden_groups, percent
from app.domain.wording import counted, number, sentence

Verdict = Literal["reference", "withheld", "too_small_to_say", "no_sign", "gap", "below", "below_and_clear"]
_ROUNDING = 1e-9
LONGER = "Take a longer period, or stages together"
NO_PROOF = "That is no proof that there is none."
LOOK = (
    "Read what this stage asks and how its scorecards were filled in, with somebody who knows the law where you hire."
)


@dataclass(frozen=True, slots=True)
class GroupCount:
    """What happened to one group: how many were considered and selected, and apart from them who withdrew."""

    group: str
    tally: Tally
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many people on something is printed or judged, and where the line is drawn.

    printed_from: people in a group that is printed. in_all, in_group: people considered in the whole table and in each
    of two groups before there is a verdict; a group also has to be this large to be the reference. expected: smallest
    expected cell for a verdict. bar: the ratio below which a rate is low. level: p below which chance hardly does it.
    """

    printed_from: int = PRINTED_FROM
    in_all: int = 30
    in_group: int = 10
    expected: float = 5.0
    bar: Fraction = FOUR_FIFTHS
    level: float = 0.05


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class GroupImpact:
    """One printed group. `comparison` is None for the reference itself and where there is none to compare with.

    `adjusted_p` is Fisher's two-sided p after Holm over all tests that were made with it; None without a verdict.
    """

    group: str
    tally: Tally
    withdrawn: int
    rate: float
    comparison: Comparison | None
    adjusted_p: float | None
    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class Impact:
    """One table: the printed groups in the order given, the totals over all groups, and what is not shown."""

    total: Tally
    withdrawn: int
    reference: str | None
    groups: tuple[GroupImpact, ...]
    hidden: int
    hidden_text: str


def impact_of(counts: Sequence[GroupCount], *, limits: Limits = LIMITS) -> Impact:
    """Selection rates by group in one table; see `impacts_of`."""
    return impacts_of({"": counts}, limits=limits)[""]


def impacts_of(tables: Mapping[str, Sequence[GroupCount]], *, limits: Limits = LIMITS) -> dict[str, Impact]:
    """Selection rates by group in several tables that are read together, such as one a stage.

    Args:
        tables: the counts of each table by its name. Withdrawn candidates are in no rate.
        limits: what is printed and judged.

    Returns:
        the same names in the same order. No name of a hidden group stands in the result. The p of every comparison
        that gets a verdict is adjusted for all of them together.

    Raises:
        BadData: when a table names a group twice.

    Source: UGESP, 29 CFR 1607.4 D, Questions and Answers 18 to 24; Holm 1979.
    """
    drafts = {name: _draft(counts, limits) for name, counts in tables.items()}
    judged = [
        (name, group, comparison.fisher_two_sided)
        for name, draft in drafts.items()
        for group, comparison in draft.comparisons.items()
        if not draft.withheld[group]
    ]
    adjusted = holm([p for _, _, p in judged])
    by_table: dict[str, dict[str, float]] = {name: {} for name in drafts}
    for (name, group, _), p in zip(judged, adjusted, strict=True):
        by_table[name][group] = p
    return {name: _finished(draft, by_table[name], limits) for name, draft in drafts.items()}


def holm(values: Sequence[float]) -> list[float]:
    """p values adjusted for there being many of them, in the order given.

    Source: Holm 1979: the smallest times their number, the next times one less, and so on, never falling, at most 1.
    """
    order = sorted(range(len(values)), key=lambda place: values[place])
    adjusted = [0.0] * len(values)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, values[place] * (len(values) - rank)))
        adjusted[place] = highest
    return adjusted


@dataclass(frozen=True, slots=True)
class _Draft:
    """A table before its p values are adjusted. `withheld` holds, by group, why there is no verdict, "" if there is."""

    counts: tuple[GroupCount, ...]
    printed: tuple[GroupCount, ...]
    reference: GroupCount | None
    comparisons: dict[str, Comparison]
    withheld: dict[str, str]


def _draft(counts: Sequence[GroupCount], limits: Limits) -> _Draft:
    people = {item.group: item.tally.considered for item in counts}
    if len(people) < len(counts):
        raise BadData("A group is counted twice in one table. Add its counts up first.")
    hidden = hidden_groups(people, printed_from=limits.printed_from)
    printed = tuple(item for item in counts if item.group not in hidden)
    reference = _reference(printed, limits)
    comparisons: dict[str, Comparison] = {}
    withheld: dict[str, str] = {}
    for item in printed:
        if reference is not None and item is not reference:
            comparison = compare(item.tally, reference.tally, bar=limits.bar)
            comparisons[item.group] = comparison
            withheld[item.group] = _why_withheld(item, comparison, sum(people.values()), limits)
    return _Draft(tuple(counts), printed, reference, comparisons, withheld)


def _reference(printed: Sequence[GroupCount], limits: Limits) -> GroupCount | None:
    """The group with the highest rate among those that are large enough; of equal rates the larger group's."""
    large = [item for item in printed if item.tally.considered >= max(1, limits.in_group)]
    by_size = sorted(large, key=lambda item: (-item.tally.considered, item.group))
    return max(by_size, key=lambda item: item.tally.rate or 0, default=None)


def _why_withheld(item: GroupCount, comparison: Comparison, people: int, limits: Limits) -> str:
    if people < limits.in_all:
        verb = "were" if people > 1 else "was"
        return f"Too few to judge: {people} {verb} considered in all, and {limits.in_all} are needed. {LONGER}."
    if item.tally.considered < limits.in_group:
        have, need = number(item.tally.considered), number(limits.in_group)
        return f"Too few to judge: {have} of this group were considered, and {need} are needed. {LONGER}."
    if comparison.ratio is None or comparison.min_expected < limits.expected:
        what = "with equal rates one outcome would be expected"
        return f"Too few to judge: {what} for fewer than {limits.expected:g} people of a group. {LONGER}."
    return ""


def _finished(draft: _Draft, adjusted: Mapping[str, float], limits: Limits) -> Impact:
    hidden = [item for item in draft.counts if item not in draft.printed and item.tally.considered]
    return Impact(
        total=Tally(
            sum(item.tally.selected for item in draft.counts), sum(item.tally.considered for item in draft.counts)
        ),
        withdrawn=sum(item.withdrawn for item in draft.counts),
        reference=None if draft.reference is None else draft.reference.group,
        groups=tuple(_group(item, draft, adjusted.get(item.group), limits) for item in draft.printed),
        hidden=len(hidden),
        hidden_text=_hidden_text(len(hidden), limits),
    )


def _group(item: GroupCount, draft: _Draft, adjusted_p: float | None, limits: Limits) -> GroupImpact:
    comparison = draft.comparisons.get(item.group)
    verdict, text = _verdict(item, draft, adjusted_p, limits)
    rate = float(item.tally.rate or 0)
    return GroupImpact(item.group, item.tally, item.withdrawn, rate, comparison, adjusted_p, verdict, text)


def _verdict(item: GroupCount, draft: _Draft, adjusted_p: float | None, limits: Limits) -> tuple[Verdict, str]:
    if draft.reference is None:
        need = number(limits.in_group)
        return "withheld", f"Too few to judge: no group has the {need} people that it takes to compare with. {LONGER}."
    if item is draft.reference:
        return "reference", "The highest rate among the groups that are large enough to compare with."
    comparison = draft.comparisons[item.group]
    if adjusted_p is None or comparison.ratio is None:
        return "withheld", draft.withheld[item.group]
    return _judged(comparison, comparison.ratio, adjusted_p, limits)


def _judged(comparison: Comparison, ratio: float, adjusted_p: float, limits: Limits) -> tuple[Verdict, str]:
    is_clear = adjusted_p < limits.level
    line = f"the rate is {percent(_cut(ratio))} of the highest{_interval(comparison)}"
    bar = percent(float(limits.bar))
    if not comparison.is_below and not is_clear:
        return "no_sign", f"{sentence(f'{line}: no sign of adverse impact')} {NO_PROOF}"
    if not comparison.is_below:
        return "gap", f"{sentence(f'{line}, above {bar}, yet chance hardly makes a gap of this size')} {LOOK}"
    if is_clear:
        return "below_and_clear", f"{sentence(f'{line}, below {bar}, and chance alone hardly does this')} {LOOK}"
    if comparison.moved_ratio is None or comparison.moved_ratio >= limits.bar:
        turned = f"{line}, below {bar}, but one selection going to this group instead would lift it above"
        return "too_small_to_say", f"{sentence(f'{turned}: too small to say')} {LONGER}."
    return "below", f"{sentence(f'{line}, below {bar}; chance alone could still do this')} {LOOK}"


def _cut(ratio: float) -> float:
    """Whole percents, cut and not rounded: 79.9 % must not read as the 80 % that it misses."""
    return math.floor(ratio * 100 + _ROUNDING) / 100


def _interval(comparison: Comparison) -> str:
    if comparison.low is None or comparison.high is None:
        return ""
    return f" (95 % interval {percent(comparison.low)} to {percent(comparison.high)})"


def _hidden_text(hidden: int, limits: Limits) -> str:
    if not hidden:
        return ""
    what = sentence(f"{counted(hidden, 'group')} {'is' if hidden == 1 else 'are'} not shown")
    return (
        f"{what} In a group of fewer than {number(limits.printed_from)} somebody could be recognised, and so could "
        "they in one that follows by subtracting the others from the total."
    )
