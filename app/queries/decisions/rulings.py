"""A decision as it was recorded, what became of it, and what was said on the way, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.approval import Verdict, approvers_in_words
from app.domain.conversation import StageChoice, beside
from app.domain.decision import Outcome, range_in_words
from app.domain.divergence import Compass
from app.domain.history import Told
from app.queries.ladders import SHORT_DIGEST

Range = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Approval:
    """What became of a decision that needed approval. Taking it back needs no reason."""

    verdict: Verdict
    reason: str
    name: str
    at: datetime

    @property
    def words(self) -> str:
        """The verdict as it stands after the person's name."""
        return {
            Verdict.APPROVED: "approved it",
            Verdict.SENT_BACK: "sent it back",
            Verdict.TAKEN_BACK: "took it back",
        }[self.verdict]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision with what it was based on.

    `about` names what a decline rests on; `departure` says what of recommendation and own level it differs from;
    `asked_range` is the range that the level lay outside of, None when nobody had to approve; `is_awaited` as long as
    it waits for that.
    """

    outcome: str
    level: str | None
    reason: str
    decided_by: int
    name: str
    at: datetime
    about: str
    departure: str
    method: str
    engine_version: str
    digests: tuple[tuple[str, str], ...]
    is_recomputed_equal: bool
    is_same_engine: bool
    asked_range: Range | None = None
    approval: Approval | None = None
    is_awaited: bool = False

    @property
    def is_hire(self) -> bool:
        """Whether it was a yes."""
        return self.outcome == Outcome.HIRE

    @property
    def versions(self) -> str:
        """The pinned versions, shortened."""
        return ", ".join(f"{kind} {digest[:SHORT_DIGEST]}" for kind, digest in self.digests)

    @property
    def counts(self) -> bool:
        """Whether it could take effect: nobody had to approve it, or somebody has."""
        if self.asked_range is None:
            return True
        return self.approval is not None and self.approval.verdict is Verdict.APPROVED

    @property
    def range_then(self) -> str:
        """The range that the level lay outside of, in words; empty when it lay inside."""
        return range_in_words(*self.asked_range) if self.asked_range else ""

    @property
    def is_sent_back(self) -> bool:
        """Whether somebody did not approve it."""
        return self.approval is not None and self.approval.verdict is Verdict.SENT_BACK


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the decision's history."""

    at: datetime
    who: str
    told: Told


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is to a decision beside itself.

    `approvers` can answer the decision that waits; `changes` says what has changed since it was recorded; `history` has
    the latest first; `compass` and `stages` are there for whoever can decide now.
    """

    approvers: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    history: tuple[Said, ...] = ()
    compass: Compass | None = None
    stages: tuple[StageChoice, ...] = ()

    @property
    def stage_notes(self) -> Mapping[str, str]:
        """What each stage could look at."""
        return {stage.key: stage.note for stage in self.stages}

    @property
    def thin_notes(self) -> Mapping[str, str]:
        """How little there is of each thing that could be looked at, and which stages do."""
        return beside(self.stages)

    @property
    def waits_for(self) -> str:
        """Who can approve, as a sentence."""
        return approvers_in_words(self.approvers)
