"""What the page of the debrief shows, as frozen values. Outside the feature grid, as the page is."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.debrief import Item
from app.domain.debrief_notes import ASKED, OUTCOME_NAMES, Outcome
from app.domain.policy import Part, Relation
from app.queries.scorecards import Change, Early, Said


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's answer on an item. `changes` lead from what it said when it was submitted to what it says now.

    `is_after_others`: the person could read others before writing it.
    """

    name: str
    job_title: str
    stage: str
    said: Said
    changes: tuple[Change, ...]
    is_late: bool
    is_after_others: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """What somebody noted about an item, or the question that they asked."""

    id: int
    item: str
    outcome: str
    text: str
    account_id: int
    name: str
    at: datetime

    @property
    def is_question(self) -> bool:
        """Whether it put the item on the agenda."""
        return self.outcome == ASKED

    @property
    def word(self) -> str:
        """The outcome as people read it."""
        return OUTCOME_NAMES[Outcome(self.outcome)]


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the agenda with the people and texts that belong to it.

    `voices` and `speakers` are in the order of speaking; `last` are those who decide and speak after all others.
    `question` is the note that put it there by hand. `mine` are the interviews of the viewer's own cards that were
    asked about it.
    """

    item: Item
    voices: tuple[Voice, ...]
    silent: tuple[str, ...]
    speakers: tuple[str, ...]
    last: tuple[str, ...]
    question: Noted | None
    notes: tuple[Noted, ...]
    mine: tuple[int, ...]

    @property
    def code(self) -> str:
        """What addresses, anchors and amendments call it."""
        return self.item.key.replace(":", "-", 1)

    @property
    def outcome(self) -> str:
        """What came of it last; empty until something was noted."""
        return self.notes[-1].outcome if self.notes else ""

    @property
    def newest(self) -> int:
        """The number of its newest note, which a form sends back so that one click makes one note."""
        return self.notes[-1].id if self.notes else 0


@dataclass(frozen=True, slots=True)
class Heard:
    """Vote and summary of one card, with what was amended of them."""

    name: str
    job_title: str
    stage: str
    vote: str
    summary: str
    changes: tuple[Change, ...]
    is_after_others: bool


@dataclass(frozen=True, slots=True)
class Debrief:
    """The whole page. It holds no level, neither computed nor given, and no decision: interviewers read it.

    `agreed` counts areas and signals with answers of which nothing is on the agenda. `knows_effects` is whether items
    tell how much the level turns on them. `newest` is the number of the newest note of all. `can_note` is False once
    the application is decided or closed.
    """

    relation: Relation
    application_id: int
    candidate: str
    opening_id: int
    opening: str
    cards: int
    stages: tuple[str, ...]
    lines: tuple[Line, ...]
    agreed: int
    heard: tuple[Heard, ...]
    early: tuple[Early, ...]
    knows_effects: bool
    newest: int
    can_note: bool

    @property
    def is_lead(self) -> bool:
        """Whether the viewer has the application's other pages too."""
        return bool({Part.RECRUITER, Part.HIRING_MANAGER} & self.relation.parts)

    @property
    def next(self) -> Line | None:
        """The first item of which nothing was noted; when there is none, the first that is not settled."""
        untold = [line for line in self.lines if not line.outcome]
        unsettled = [line for line in self.lines if line.outcome != Outcome.SETTLED]
        return next(iter(untold or unsettled), None)

    @property
    def tally(self) -> tuple[int, int, int]:
        """How many items are settled, were talked about and are not, and are still to come."""
        settled = sum(line.outcome == Outcome.SETTLED for line in self.lines)
        to_come = sum(not line.outcome for line in self.lines)
        return settled, len(self.lines) - settled - to_come, to_come

    def line(self, code: str) -> Line | None:
        """The item with this code, if it is on the agenda."""
        return next((line for line in self.lines if line.code == code), None)
