"""What a ladder says beside the evidence: quotas, accounts and promotion, against the order of its levels."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from app.domain.context import QuotaTarget
from app.domain.ladder import Ladder
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.words import joined


def check_context(ladder: Ladder) -> Iterator[LintFinding]:
    """Everything about quotas, territories and promotion."""
    yield from _left_out(ladder, "quotas", [item.level for item in ladder.quotas], "quota target")
    yield from _left_out(ladder, "territories", [item.level for item in ladder.territories], "territory")
    yield from _quotas(ladder)
    yield from _ranks(ladder)
    yield from _promotion(ladder)


def _left_out(ladder: Ladder, place: str, has: list[str], what: str) -> Iterator[LintFinding]:
    """Levels in use without something that the others have."""
    missing = [level.code for level in ladder.levels_in_use() if level.code not in has]
    if has:
        for code in missing:
            yield noted(ladder, "level-left-out", (place, code), f"{code} has no {what}, and other levels have one.")


def _in_order(ladder: Ladder, quotas: Iterable[QuotaTarget]) -> list[QuotaTarget]:
    return sorted(quotas, key=lambda quota: (ladder.rank(quota.level), quota.amount))


def _quotas(ladder: Ladder) -> Iterator[LintFinding]:
    currencies = sorted({quota.currency for quota in ladder.quotas})
    if len(currencies) > 1:
        says = f"Quota targets are in {joined(currencies)}, so that levels can't be compared."
        yield noted(ladder, "quota-currencies", ("quotas",), says, currencies)
        return
    for low, high in pairwise(_in_order(ladder, ladder.quotas)):
        falls = [
            f"{name} from {before:,} to {after:,}"
            for name, before, after in (
                ("the amount", low.amount, high.amount),
                ("new customers", low.new_logos, high.new_logos),
                ("renewals", low.renewal_percent, high.renewal_percent),
            )
            if after < before
        ]
        if falls:
            says = f"From {low.level} to {high.level} the target falls: {joined(falls)}."
            yield noted(ladder, "quota-falls", ("quotas", high.level), says, [low.level, *falls])


def _ranks(ladder: Ladder) -> Iterator[LintFinding]:
    """Fewer accounts as levels rise, or more; not both, and no rank twice."""
    ranks = [item.accounts_rank for item in sorted(ladder.territories, key=lambda item: ladder.rank(item.level))]
    if ranks not in (sorted(set(ranks)), sorted(set(ranks), reverse=True)):
        told = ", ".join(f"{item.level} {item.accounts_rank}" for item in ladder.territories)
        says = f"The numbers of accounts neither rise nor fall with the levels ({told})."
        yield noted(ladder, "territory-ranks", ("territories",), says, told.split(", "))


def _promotion(ladder: Ladder) -> Iterator[LintFinding]:
    rule = ladder.promotion
    if rule is None:
        return
    used, listed = {level.code for level in ladder.levels_in_use()}, set(rule.levels)
    if used != listed:
        differ = sorted(used ^ listed)
        says = f"Promotion is stated for other levels than those in use; they differ in {joined(differ)}."
        yield noted(ladder, "promotion-levels", ("promotion", "levels"), says, differ)
    if rule.full_year_at_least_percent < rule.combined_above_percent:
        figures = [str(rule.full_year_at_least_percent), str(rule.combined_above_percent)]
        says = f"One year of {figures[0]} % is enough, so the combined years above {figures[1]} % are never needed."
        yield noted(ladder, "promotion-figures", ("promotion",), says, figures)
