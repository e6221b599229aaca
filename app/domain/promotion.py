"""Whether a colleague is eligible for the next level: the ladder's promotion rule over years and an impact review.

It is context for whoever decides and never evidence for a level. Of candidates from outside it says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.context import PromotionRule
from app.domain.family import JobFamily
from app.domain.ladder import Ladder, Level
from app.domain.promotion_clauses import EligibilityClause, attainment_clauses, review_clause
from app.domain.promotion_record import SalesRecord, SalesYear
from app.domain.promotion_words import amount
from app.domain.rule import Truth
from app.domain.scale import Scale
from app.domain.wording import listed


class Verdict(StrEnum):
    """What the rule comes to. Undecided means that something is not known, never that somebody failed."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not eligible"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not applicable"


_VERDICTS: dict[Truth, Verdict] = {
    "true": Verdict.ELIGIBLE,
    "false": Verdict.NOT_ELIGIBLE,
    "undecided": Verdict.UNDECIDED,
}


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The verdict, its clauses, and what is said beside them.

    `next_level` is the code of the level that it concerns, None above the highest one; `leads_to` says it in words.
    `missing` are the inputs without which there is no verdict, `notes` what counts in no clause.
    """

    verdict: Verdict
    says: str
    next_level: str | None = None
    leads_to: str = ""
    clauses: tuple[EligibilityClause, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def eligibility_of_outsider() -> Eligibility:
    """What there is to say of somebody who does not work here."""
    return Eligibility(Verdict.NOT_APPLICABLE, "Not applicable: the promotion rule concerns colleagues alone.")


def eligibility(
    record: SalesRecord, *, ladder: Ladder, review_scale: Scale | None, family: JobFamily | None = None
) -> Eligibility:
    """Judge a colleague's record by the ladder's promotion rule: attainment by either clause, and the impact review.

    Args:
        record: what is known; what is not leaves its clause undecided.
        ladder: its rule is read, and the target of the current level is set beside the quotas.
        review_scale: the scale of the impact review, another one than that of the ratings; None if there is none.
        family: says where the highest level leads.

    Raises:
        BadData: if the record can't be one, or names a level or a point that does not exist.

    Source: account-executive ladder, rows "Promotion Eligibility (to the next level)" and "Impact Review Rating".
    """
    record.check()
    at = record.current_level
    if at:
        ladder.rank(at)
    rule = ladder.promotion
    if rule is None or (at and at not in rule.levels):
        of = f" for {at}" if rule else ""
        return Eligibility(Verdict.NOT_APPLICABLE, f"Not applicable: {ladder.name} states no promotion rule{of}.")
    combined, full_year = attainment_clauses(record.years, rule=rule, currency=record.currency)
    review = review_clause(record.review, rule=rule, scale=review_scale)
    missing = _missing(at, (combined, full_year), review)
    truth = _both(_either(combined.truth, full_year.truth), review.truth)
    verdict = _VERDICTS[truth] if at else Verdict.UNDECIDED
    above = _next(ladder, at) if at else None
    leads_to = _leads_to(at, above, family)
    return Eligibility(
        verdict=verdict,
        says=_says(verdict, leads_to, missing, (combined, full_year, review)),
        next_level=above.code if above else None,
        leads_to=leads_to,
        clauses=(combined, full_year, review),
        missing=missing,
        notes=(*_partial(record.years), *_formula(rule), *_target(ladder, at)),
    )


def _either(one: Truth, other: Truth) -> Truth:
    if "true" in {one, other}:
        return "true"
    return "undecided" if "undecided" in {one, other} else "false"


def _both(one: Truth, other: Truth) -> Truth:
    if "false" in {one, other}:
        return "false"
    return "undecided" if "undecided" in {one, other} else "true"


def _missing(at: str, attainment: Sequence[EligibilityClause], review: EligibilityClause) -> tuple[str, ...]:
    """What is not known and would matter, each once."""
    asked = [] if at else ["the current level"]
    if all(clause.truth != "true" for clause in attainment):
        asked += [item for clause in attainment for item in clause.missing]
    return tuple(dict.fromkeys([*asked, *review.missing]))


def _next(ladder: Ladder, at: str) -> Level | None:
    above = (level for level in ladder.levels_in_use() if ladder.rank(level.code) > ladder.rank(at))
    return next(above, None)


def _leads_to(at: str, above: Level | None, family: JobFamily | None) -> str:
    if above is not None:
        return f"{above.code} {above.name}"
    if not at:
        return "the next level"
    return family.next_step.family if family and family.next_step else "no further level of this ladder"


def _says(verdict: Verdict, leads_to: str, missing: tuple[str, ...], clauses: tuple[EligibilityClause, ...]) -> str:
    if verdict is Verdict.ELIGIBLE:
        return f"Eligible for promotion to {leads_to}."
    if verdict is Verdict.UNDECIDED:
        return f"Undecided. Still missing: {listed(missing)}."
    *attainment, review = clauses
    failed = ["the impact review"] if review.truth == "false" else []
    if all(clause.truth == "false" for clause in attainment):
        failed.insert(0, "the attainment")
    return f"Not eligible for promotion to {leads_to}: {listed(failed)} {_falls(failed)} short of what is asked."


def _falls(things: Sequence[str]) -> str:
    return "falls" if len(things) == 1 else "fall"


def _partial(years: Sequence[SalesYear]) -> tuple[str, ...]:
    """House judgement: a partial year, or one of ramping up, is no full year and counts in neither clause."""
    found = sorted((str(year.year) for year in years if not year.is_full), reverse=True)
    if not found:
        return ()
    are = "is no full year and counts" if len(found) == 1 else "are no full years and count"
    return (f"{listed(found)} {are} in no clause.",)


def _formula(rule: PromotionRule) -> tuple[str, ...]:
    if rule.formula_basis != "house judgement":
        return ()
    says = {
        "bookings_over_quotas": "all bookings over all quotas",
        "mean_of_years": "the mean of what each year reached",
    }
    return (f"Combined attainment is {says[rule.combined_formula]}: house judgement, for the ladder does not say.",)


def _target(ladder: Ladder, at: str) -> tuple[str, ...]:
    target = next((quota for quota in ladder.quotas if quota.level == at), None)
    if target is None:
        return ()
    told = amount(target.amount, target.currency)
    return (f"The ladder’s yearly target at {at} is {told}. It stands beside the quotas and counts in no clause.",)
