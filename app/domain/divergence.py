"""Where a decision leaves the recommendation or the own level, and the sentence that says so before it is made."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.approval import needs_approval
from app.domain.decision import BELOW_NAME, Outcome, hire_levels
from app.domain.ladder import Ladder
from app.domain.rule import BELOW_BAR, INSUFFICIENT

SAY_WHY = "say why in the reason"
NEEDS_APPROVAL = "Outside the range: somebody else has to approve it before it counts."


@dataclass(frozen=True, slots=True)
class Compass:
    """What a decision is held against: the recommended level, the own level, and the opening's range.

    `recommended` is an outcome of the recommendation, or None where nothing is computed; `own` a level or below_bar.
    """

    ladder: Ladder
    lowest: str
    highest: str
    recommended: str | None
    own: str

    def departs(self, outcome: str, level: str | None, *, from_level: str | None) -> bool:
        """Whether a decision says something else than `from_level`.

        A hire does when its level is another one, a decline when a level of the range or above was named. One more
        conversation decides nothing, and where no level was named there is nothing to leave.
        """
        if from_level in {None, INSUFFICIENT}:
            return False
        if outcome == Outcome.HIRE:
            return level != from_level
        if outcome != Outcome.DECLINE or from_level == BELOW_BAR:
            return False
        return self.ladder.rank(str(from_level)) >= self.ladder.rank(self.lowest)

    def differs_from_recommendation(self, outcome: str, level: str | None = None) -> bool:
        """Whether a decision is another one than was recommended."""
        return self.departs(outcome, level, from_level=self.recommended)

    def differs_from_own(self, outcome: str, level: str | None = None) -> bool:
        """Whether a decision is another one than the manager's own level says."""
        return self.departs(outcome, level, from_level=self.own)

    def departure(self, outcome: str, level: str | None = None) -> str:
        """What a decision differs from, without a full stop; empty when it differs from neither."""
        recommended = self.differs_from_recommendation(outcome, level)
        own = self.differs_from_own(outcome, level)
        if recommended and own and self.recommended == self.own:
            return f"Differs from the recommendation and the own level ({_words(self.own)})"
        found = [f"from the recommendation ({_words(str(self.recommended))})"] if recommended else []
        found += [f"from the own level ({_words(self.own)})"] if own else []
        return f"Differs {' and '.join(found)}" if found else ""

    def beside_levels(self) -> Mapping[str, str]:
        """For each level that somebody can be hired at, what choosing it means."""
        return {code: self._beside(code) for code in hire_levels(self.ladder)}

    def beside_decline(self) -> str:
        """What declining means."""
        departure = self.departure(Outcome.DECLINE)
        return f"{departure}: {SAY_WHY}." if departure else ""

    def _beside(self, code: str) -> str:
        agrees = ["recommended"] if code == self.recommended else []
        agrees += ["own level"] if code == self.own else []
        parts = [f"{' and '.join(agrees).capitalize()}."] if agrees else []
        departure = self.departure(Outcome.HIRE, code)
        parts += [f"{departure}: {SAY_WHY}."] if departure else []
        parts += [NEEDS_APPROVAL] if needs_approval(code, self.ladder, lowest=self.lowest, highest=self.highest) else []
        return " ".join(parts)


def _words(level: str) -> str:
    return f"“{BELOW_NAME}”" if level == BELOW_BAR else level
