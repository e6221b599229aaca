"""What is known about scorecards beside their answers: which were changed, came after others, or lack evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from app.domain.warnings import CardRef


@dataclass(frozen=True, slots=True)
class Marks:
    """Scorecards to warn about.

    amended: changed after they became visible to others. after_others: came in after the others of their
    panel were opened. without_evidence: have a rating with no text beside it.
    """

    amended: frozenset[CardRef] = frozenset()
    after_others: frozenset[CardRef] = frozenset()
    without_evidence: frozenset[CardRef] = frozenset()

    def to_data(self) -> dict[str, Any]:
        """Plain data with sorted keys."""
        names = sorted(field.name for field in fields(self))
        return {
            name: [{"rater": ref.rater, "stage": ref.stage} for ref in sorted(getattr(self, name))] for name in names
        }


NO_MARKS = Marks()


def marks_from_data(data: Mapping[str, Sequence[Mapping[str, str]]]) -> Marks:
    """The marks that `to_data` wrote; a kind of mark that was not known then is empty."""
    found = {
        field.name: frozenset(CardRef(item["stage"], item["rater"]) for item in data.get(field.name, ()))
        for field in fields(Marks)
    }
    return Marks(**found)
