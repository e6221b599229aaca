"""What somebody found about one requirement: state, certainty, evidence, and the figures that it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import BadData
from app.domain.requirement import Requirement

EARLIEST_YEAR = 1950
LARGEST_AMOUNT = 10**15
EVIDENCE_LENGTH = 4_000


class CheckState(StrEnum):
    """Whether a requirement is met. It is never averaged with anything and declines nobody by itself."""

    MET = "met"
    NOT_MET = "not_met"
    TO_VERIFY = "to_verify"


class Certainty(StrEnum):
    """How well that is known."""

    CLAIMED = "claimed"
    PROBED = "probed"
    VERIFIED = "verified"


CHECK_NAMES: Mapping[CheckState, str] = {
    CheckState.MET: "Met",
    CheckState.NOT_MET: "Not met",
    CheckState.TO_VERIFY: "To verify",
}
CERTAINTY_NAMES: Mapping[Certainty, str] = {
    Certainty.CLAIMED: "Claimed: the candidate or the CV says so",
    Certainty.PROBED: "Probed: asked about in detail, and it held",
    Certainty.VERIFIED: "Verified: seen on paper, or confirmed by somebody else",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry of the checklist. Amounts are whole units of the currency; `amount` also holds a count."""

    state: CheckState
    certainty: Certainty
    evidence: str
    amount: int | None = None
    currency: str | None = None
    year: int | None = None

    def check(self, requirement: Requirement, *, this_year: int) -> None:
        """Refuse an entry that others could not rely on.

        Raises:
            BadData: naming the field.
        """
        if self.state is not CheckState.TO_VERIFY and not self.evidence.strip():
            raise BadData("Write what this rests on, so that others can rely on it.", field="evidence")
        if len(self.evidence) > EVIDENCE_LENGTH:
            raise BadData(f"Keep the evidence to {EVIDENCE_LENGTH:,} characters.", field="evidence")
        if self.amount is not None and not 0 <= self.amount <= LARGEST_AMOUNT:
            raise BadData("Enter the figure as a whole number, without a sign.", field="amount")
        if self.amount is not None and "amount" in requirement.asks and not self.currency:
            raise BadData("Say which currency the amount is in, such as USD.", field="currency")
        if self.currency and not (len(self.currency) == 3 and self.currency.isascii() and self.currency.isupper()):
            raise BadData("Enter the currency by its three letters, such as USD or JPY.", field="currency")
        if self.year is not None and not EARLIEST_YEAR <= self.year <= this_year:
            raise BadData(f"Enter a year from {EARLIEST_YEAR} to {this_year}.", field="year")


def figure(amount: int | None, currency: str | None, year: int | None) -> str:
    """USD 1,200,000 in 2024; empty without an amount."""
    if amount is None:
        return f"in {year}" if year else ""
    return " ".join(part for part in (currency or "", f"{amount:,}", f"in {year}" if year else "") if part)
