"""What the decision page shows, as frozen values. Nothing computed is in it before the own level is given."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.decision import BELOW_NAME, CONFIDENCE_NAMES, Confidence, Outcome, levels_in_question, range_notice
from app.domain.finding import CHECK_NAMES, CheckState
from app.domain.gaps import Gaps
from app.domain.matrix import Matrix
from app.domain.pipeline import DECISION, STATE_NAMES, State
from app.domain.policy import Action, Relation, may
from app.domain.proof import LevelProof
from app.domain.recommendation import Recommendation
from app.domain.requirement import EffectiveRequirement
from app.domain.rule import BELOW_BAR, INSUFFICIENT
from app.domain.warnings import WarningNote
from app.domain.wording import listed
from app.queries.applications import Case
from app.queries.ladders import SHORT_DIGEST


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One requirement that holds. It is to verify also when nobody has checked it."""

    item: EffectiveRequirement
    state: CheckState
    evidence: str

    @property
    def word(self) -> str:
        """The state as people read it."""
        return CHECK_NAMES[self.state]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one interviewer answered about one thing; `tint` is the point's place on the scale, 0 without one."""

    name: str
    word: str
    tint: int
    evidence: str


@dataclass(frozen=True, slots=True)
class OpenCard:
    """One opened scorecard with all that it says. `areas` are tinted words, `signals` neutral statements."""

    name: str
    job_title: str
    stage: str
    vote: str
    summary: str
    is_late: bool
    is_amended: bool
    areas: tuple[Answer, ...]
    signals: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote as evidence for a point, beside who it was."""

    name: str
    job_title: str
    word: str
    tint: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One thing to talk about first: who it is about, and their texts side by side when there are points."""

    note: WarningNote
    names: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Unused:
    """Scorecards of a booked interview that are not used: those not in, and those in but closed with their panel."""

    stage: str
    is_open: bool
    is_closed: bool
    awaited: tuple[str, ...]
    sealed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnView:
    """The hiring manager's own level."""

    account_id: int
    name: str
    level: str
    confidence: str
    reason: str
    at: datetime

    @property
    def is_below(self) -> bool:
        """Whether it is no level at all."""
        return self.level == BELOW_BAR

    @property
    def words(self) -> str:
        """The level as it stands in a sentence."""
        return BELOW_NAME if self.is_below else self.level

    @property
    def sureness(self) -> str:
        """How sure the person was."""
        known = {choice.value for choice in Confidence}
        return CONFIDENCE_NAMES[Confidence(self.confidence)] if self.confidence in known else self.confidence


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision with what it was based on. `about` names what a decline rests on."""

    outcome: str
    level: str | None
    reason: str
    name: str
    at: datetime
    about: str
    method: str
    engine_version: str
    digests: tuple[tuple[str, str], ...]
    is_recomputed_equal: bool
    is_same_engine: bool

    @property
    def is_hire(self) -> bool:
        """Whether it was a yes."""
        return self.outcome == Outcome.HIRE

    @property
    def versions(self) -> str:
        """The pinned versions, shortened."""
        return ", ".join(f"{kind} {digest[:SHORT_DIGEST]}" for kind, digest in self.digests)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the own level opens. `cards_changed` says that a card was amended after the decision."""

    recommendation: Recommendation
    cards_changed: bool = False

    @property
    def is_below(self) -> bool:
        """Whether the evidence does not carry the lowest level."""
        return self.recommendation.outcome == BELOW_BAR

    @property
    def is_insufficient(self) -> bool:
        """Whether too little was assessed to name a level."""
        return self.recommendation.outcome == INSUFFICIENT

    @property
    def why(self) -> str:
        """The recommendation's sentence without the words that its heading says."""
        text = self.recommendation.text
        return _sentence(text.removeprefix(f"Recommended: {self.recommendation.outcome}. "))

    @property
    def why_short(self) -> str:
        """Why no level is named, without the words that the heading says."""
        text = self.why.removeprefix("Below the bar: ").removeprefix("Not enough was assessed to name a level: ")
        return _sentence(text.removesuffix(" This says nothing against the candidate."))

    @property
    def next_level(self) -> str | None:
        """The level that does not hold, or None when the highest does."""
        missed = [level.level for level in self.recommendation.proof if level.truth != "true"]
        return missed[0] if missed else None

    @property
    def why_not(self) -> str:
        """What that level lacks, without the words that its heading says."""
        return _sentence(self.recommendation.why_not_higher.removeprefix(f"Not {self.next_level}: "))

    @property
    def in_question(self) -> tuple[LevelProof, ...]:
        """The levels on either side of the line."""
        return levels_in_question(self.recommendation.proof)


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """The whole page. `judged` and all that it holds is absent until the own level is given."""

    case: Case
    lowest: str
    highest: str
    requirements: tuple[RequirementLine, ...]
    cards: tuple[OpenCard, ...]
    unused: tuple[Unused, ...]
    matrix: Matrix
    gaps: Gaps
    talks: tuple[Talk, ...]
    own: OwnView | None
    judged: Judged | None
    decision: Recorded | None
    earlier: Recorded | None

    @property
    def relation(self) -> Relation:
        """What ties the viewer to the application."""
        return self.case.relation

    @property
    def managers(self) -> str:
        """Whose decision it is."""
        return listed([person.name for person in self.case.managers]) if self.case.managers else "the hiring manager"

    @property
    def state_name(self) -> str:
        """What people call the state in which the application is."""
        return STATE_NAMES[self.case.position.state]

    @property
    def gates(self) -> tuple[RequirementLine, ...]:
        """Requirements that are met or not, whatever the ratings say."""
        return tuple(line for line in self.requirements if line.item.requirement.is_gate)

    @property
    def others(self) -> tuple[RequirementLine, ...]:
        """All other requirements."""
        return tuple(line for line in self.requirements if not line.item.requirement.is_gate)

    @property
    def is_at_decision(self) -> bool:
        """Whether all stages are done and nothing was decided."""
        return self.case.position.state is State.ACTIVE and self.case.position.stage == DECISION

    @property
    def can_give_own(self) -> bool:
        """Whether the viewer is the one to give the own level, now."""
        return self.is_at_decision and self.own is None and may(Action.OWN_LEVEL_GIVE, self.relation)

    @property
    def can_decide(self) -> bool:
        """Whether the viewer is the one to decide, now."""
        return self.is_at_decision and self.own is not None and may(Action.DECISION_RECORD, self.relation)

    @property
    def spread_areas(self) -> tuple[str, ...]:
        """Focus areas that have a note with both texts."""
        return tuple(talk.note.areas[0] for talk in self.talks if talk.note.kind == "spread")

    def outside_range(self, level: str) -> str:
        """A sentence when a level lies outside what the opening looks for."""
        return range_notice(level, self.case.playbook.ladder, lowest=self.lowest, highest=self.highest)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
