"""What the ladder says beside the evidence for a level: territories, quota targets, promotion eligibility.

Nothing here ever moves a recommended level. Territory picks a scenario, the rest concerns internal candidates.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.domain.shapes import Basis, Key, LevelCode, Shape, Source, Text

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Share = Literal["nearly_all", "most", "fewer", "some", "fewest", "exceptions", "none"]


class AccountShare(Shape):
    """How much of a territory one account profile takes, with the employee numbers that the cell itself gives.

    The edges of one profile differ from cell to cell; both are kept as they stand. None means that no edge is given.
    """

    profile: Key
    share: Share
    employees_from: int | None = None
    employees_to: int | None = None


class Territory(Shape):
    """The territory of one level. `accounts_rank` is 1 for the most accounts of all levels."""

    level: LevelCode
    accounts_rank: Annotated[int, Field(ge=1)]
    accounts: tuple[AccountShare, ...]
    source: Source


class QuotaTarget(Shape):
    """The yearly target of one level: an amount, new customers, and the share of renewals."""

    level: LevelCode
    amount: Annotated[int, Field(gt=0)]
    currency: Currency
    new_logos: Annotated[int, Field(ge=0)]
    renewal_percent: Annotated[int, Field(ge=0, le=100)]
    source: Source


class PromotionRule(Shape):
    """When an internal candidate is eligible for the next level.

    Either the combined attainment of the last `combined_years` lies above `combined_above_percent`, or the latest full
    year reaches `full_year_at_least_percent`; and the impact review stands at the mark `review_mark` or better.
    """

    levels: tuple[LevelCode, ...]
    combined_years: Annotated[int, Field(ge=1)]
    combined_above_percent: Annotated[int, Field(gt=0)]
    full_year_at_least_percent: Annotated[int, Field(gt=0)]
    combined_formula: Literal["bookings_over_quotas", "mean_of_years"]
    formula_basis: Basis
    review_scale: Key
    review_mark: Key
    says: Text
    source: Source
