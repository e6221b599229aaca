"""What the decision page shows, as frozen values. Nothing computed is in it before the own level is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from app.domain.decision import BELOW_NAME, CONFIDENCE_NAMES, Confidence, range_in_words, range_notice
from app.domain.finding import CHECK_NAMES, CheckState
from app.domain.gaps import Gaps
from app.domain.matrix import Matrix
from app.domain.pipeline import DECISION, STATE_NAMES, State
from app.domain.policy import Action, Relation, may
from app.domain.requirement import EffectiveRequirement
from app.domain.rule import BELOW_BAR
from app.domain.warnings import Kind, WarningNote
from app.domain.wording import listed
from app.queries.applications import Case
from app.queries.decisions.judging import Judged
from app.queries.decisions.outlook import agreement_words
from app.queries.decisions.rulings import Recorded, Standing
from app.queries.scorecards import Change, Early

Section = Literal["recommendation", "talk", "strictness", "gaps"]
# The section of the page in which a warning stands; all others stand under gaps and warnings.
SECTIONS: Mapping[Kind, Section] = {
    "proof_differs": "recommendation",
    "spread": "talk",
    "worst_point": "talk",
    "low_agreement": "talk",
    "large_offset": "strictness",
    "calibration_old": "strictness",
    "no_adjustment": "strictness",
    "few_interviews": "strictness",
}


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
    """One opened scorecard with all that it says. `areas` are tinted words, `signals` neutral statements.

    `lateness` is empty for one that came in time. `is_after_others`: its author could read others before writing it.
    `changes` are its amendments, oldest first.
    """

    name: str
    job_title: str
    stage: str
    vote: str
    summary: str
    lateness: str
    is_after_others: bool
    changes: tuple[Change, ...]
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
    """One warning: who it is about, what else is known of it, and their texts side by side where people differ.

    Of an amended scorecard it tells what was changed while others could be read.
    """

    note: WarningNote
    names: tuple[str, ...]
    quotes: tuple[Quote, ...]
    detail: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def section(self) -> Section:
        """Where it stands on the page."""
        return SECTIONS.get(self.note.kind, "gaps")


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
    awaited: Recorded | None = None
    early: tuple[Early, ...] = ()
    standing: Standing = field(default_factory=Standing)

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
        is_free = self.own is not None and self.awaited is None
        return self.is_at_decision and is_free and may(Action.DECISION_RECORD, self.relation)

    @property
    def can_answer(self) -> bool:
        """Whether the viewer can approve the decision that waits, now."""
        return self.is_at_decision and self.awaited is not None and may(Action.DECISION_APPROVE, self.relation)

    @property
    def can_take_back(self) -> bool:
        """Whether the viewer can take the decision back that waits."""
        return self.is_at_decision and self.awaited is not None and may(Action.DECISION_TAKE_BACK, self.relation)

    @property
    def is_lead(self) -> bool:
        """Whether the viewer may open the board and the application's own page too."""
        return may(Action.APPLICATION_READ, self.relation)

    @property
    def can_debrief(self) -> bool:
        """Whether the viewer may open the debrief: not an approver who held no interview."""
        return may(Action.DEBRIEF_READ, self.relation)

    @property
    def spread_areas(self) -> tuple[str, ...]:
        """Focus areas that have a note with both texts."""
        return tuple(talk.note.areas[0] for talk in self.talks if talk.note.kind == "spread")

    @property
    def own_differs(self) -> bool:
        """Whether the own level is another one than the evidence comes to."""
        judged, own = self.judged, self.own
        if judged is None or own is None or judged.is_insufficient or not judged.names_levels:
            return False
        return own.level != judged.recommendation.outcome

    def notes(self, section: Section) -> tuple[Talk, ...]:
        """The warnings of one section of the page."""
        return tuple(talk for talk in self.talks if talk.section == section)

    @property
    def agreement(self) -> str:
        """How far people agree, in words; empty without an estimate, and where nothing was rated by two."""
        found = self.judged.recommendation.agreement if self.judged else None
        return agreement_words(found) if found else ""

    @property
    def range_words(self) -> str:
        """What levels the opening looks for."""
        return range_in_words(self.lowest, self.highest)

    def outside_range(self, level: str) -> str:
        """A sentence when a level lies outside what the opening looks for."""
        return range_notice(level, self.case.playbook.ladder, lowest=self.lowest, highest=self.highest)
