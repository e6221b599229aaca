"""One thing that the linter found: where, what, what to do, and a fingerprint by which it can be accepted."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.competency import CompetencySet
from app.domain.crosswalk import Crosswalk
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.lint.codes import CODES
from app.domain.scale import Scale

LintKind = Literal["ladder", "family", "competencies", "crosswalk", "scale"]
Linted = Ladder | JobFamily | CompetencySet | Crosswalk | Scale
SHORT_FINGERPRINT = 12
LONGEST_PLACE = 400  # what an acceptance can keep of it


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One finding. `place` leads to it by keys, such as "titles > major"; `words` are what it is about, in any order.

    Positions in lists stand in neither, so that putting content in another order makes no new finding.
    """

    code: str
    kind: LintKind
    key: str
    place: str
    says: str
    words: tuple[str, ...] = ()

    @property
    def advice(self) -> str:
        """What to do about a finding of this code."""
        return CODES[self.code].advice

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits: the same as long as the finding is about the same words at the same place."""
        parts = (self.code, self.kind, self.key, self.place, *sorted(self.words))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

    @property
    def short(self) -> str:
        """The first digits of the fingerprint, as files of accepted findings have them."""
        return self.fingerprint[:SHORT_FINGERPRINT]


def noted(shape: Linted, code: str, place: Sequence[str], says: str, words: Sequence[str] = ()) -> LintFinding:
    """A finding in one part of a playbook; `place` goes from the part down, by keys."""
    return LintFinding(code, shape.kind, shape.key, " > ".join(place)[:LONGEST_PLACE], says, tuple(words))
