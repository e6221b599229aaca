"""What the board shows: sections with their rows, and the filter that its address holds."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.pipeline import State
from app.domain.policy import Relation
from app.domain.turns import Progress

IN_PROCESS = (State.ACTIVE, State.DECIDED, State.OFFER_MADE)
ASIDE = (State.ON_HOLD, State.DECLINED, State.WITHDRAWN, State.HIRED)
Cursor = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What the address of a board asks for.

    `aside` lists the applications of one state instead of the stages; `stage` shows one section alone, `after` goes on
    behind a row of it.
    """

    text: str = ""
    is_mine: bool = False
    is_long: bool = False
    aside: State | None = None
    stage: str | None = None
    after: Cursor | None = None

    @property
    def narrows(self) -> bool:
        """Whether it hides anything that stands in a stage."""
        return bool(self.text) or self.is_mine or self.is_long


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One application on the board."""

    id: int
    version: int
    name: str
    meta: str
    state: State
    stage: str
    stage_name: str
    entered_at: datetime
    here: str
    is_long: bool
    is_mine: bool
    progress: Progress

    @property
    def cursor(self) -> Cursor:
        """Where the list goes on behind this row."""
        return self.entered_at, self.id


@dataclass(frozen=True, slots=True)
class Section:
    """One stage, or the decision, with as many rows as are shown of it. `number` counts the rungs from 1."""

    key: str
    name: str
    number: int
    usual_days: int
    count: int
    waiting: int
    rows: tuple[BoardRow, ...]
    more: Cursor | None


@dataclass(frozen=True, slots=True)
class Board:
    """The board of one opening as one viewer sees it."""

    relation: Relation
    opening_id: int
    opening: str
    place: str
    is_open: bool
    total: int
    waiting: int
    waiting_long: int
    sections: tuple[Section, ...]
    aside: dict[State, int]
    listed: tuple[BoardRow, ...]
    more: Cursor | None
