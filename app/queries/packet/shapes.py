"""What the packet holds, as frozen values. Outside the feature grid, as the packet is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.amendment import AREA, SIGNAL, SUMMARY, VOTE
from app.domain.history import Told
from app.domain.policy import Relation, Viewer
from app.domain.snapshot import Ground
from app.queries.debrief import Noted
from app.queries.decisions import DecisionPage
from app.queries.decisions.held import Held
from app.queries.decisions.shapes import Answer, OpenCard
from app.queries.scorecards import Change


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """One stage of the plan: what it looks at, by name, and the interviews that were held or are booked for it."""

    key: str
    name: str
    interviewers: int
    minutes: int
    areas: tuple[str, ...]
    signals: tuple[str, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of a scorecard as it is now, with the amendments that led there, oldest first."""

    answer: Answer
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class PacketCard:
    """One opened scorecard with everything on it and everything that was amended."""

    card: OpenCard
    submitted_at: datetime
    changes: tuple[Change, ...]

    @property
    def areas(self) -> tuple[Reply, ...]:
        """Ratings of focus areas."""
        return tuple(Reply(answer, self._of(AREA, answer.name)) for answer in self.card.areas)

    @property
    def signals(self) -> tuple[Reply, ...]:
        """Statements on scope signals."""
        return tuple(Reply(answer, self._of(SIGNAL, answer.name)) for answer in self.card.signals)

    @property
    def of_vote(self) -> tuple[Change, ...]:
        """Amendments of the vote."""
        return tuple(change for change in self.changes if change.part == VOTE)

    @property
    def of_summary(self) -> tuple[Change, ...]:
        """Amendments of the summary."""
        return tuple(change for change in self.changes if change.part == SUMMARY)

    def _of(self, kind: str, name: str) -> tuple[Change, ...]:
        return tuple(item for item in self.changes if item.part.startswith(f"{kind}-") and item.name == name)


@dataclass(frozen=True, slots=True)
class Topic:
    """One item of the debrief of which something was noted; `question` is there for one that was put on by hand."""

    name: str
    question: Noted | None
    notes: tuple[Noted, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One step on the way to the decision, or after it."""

    at: datetime
    who: str
    kind: str
    told: Told


@dataclass(frozen=True, slots=True)
class Version:
    """One part of what everything rests on. `number` is what its authors call the version, where they do."""

    kind: str
    name: str
    number: str
    digest: str


@dataclass(frozen=True, slots=True)
class Packet:
    """Everything about one application that its reader may see, in one document.

    Before the own level `page` holds nothing computed, and neither does anything else here.
    """

    page: DecisionPage
    title: str
    specialty: str
    location: str
    stages: tuple[PlannedStage, ...]
    cards: tuple[PacketCard, ...]
    topics: tuple[Topic, ...]
    history: tuple[Happening, ...]
    versions: tuple[Version, ...]
    printed_by: Viewer
    printed_at: datetime

    @property
    def relation(self) -> Relation:
        """What ties the reader to the application."""
        return self.page.relation

    @property
    def place(self) -> str:
        """Title, specialty and location in a line."""
        return ", ".join(part for part in (self.title, self.specialty, self.location) if part)

    @property
    def ground(self) -> Ground | None:
        """What the recommendation was computed from; None before the own level."""
        return self.page.judged.ground if self.page.judged else None

    @property
    def input(self) -> Mapping[str, Any] | None:
        """The same as plain data, as it is stored with a decision."""
        return self.ground.to_data() if self.ground else None
