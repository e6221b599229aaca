"""What amendments changed on scorecards: before, after, why, in the words of the playbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from app.database import db
from app.domain.amendment import AREA, SIGNAL, SUMMARY, VOTE, Values
from app.domain.playbook import Playbook
from app.domain.regrounding import Readable
from app.domain.scorecard import VOTES
from app.domain.sheet import NO_EVIDENCE
from app.domain.wording import Wording
from app.models.scorecards import Amendment

_AMENDMENTS = (
    select(
        Amendment.scorecard_id,
        Amendment.part,
        Amendment.before,
        Amendment.after,
        Amendment.reason,
        Amendment.after_reveal,
        Amendment.at,
    )
    .where(Amendment.scorecard_id.in_(bindparam("cards", expanding=True)))
    .order_by(Amendment.scorecard_id, Amendment.id)
)
_NAMES = {VOTE: "Vote", SUMMARY: "Summary"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a card says or said in one part: the choice in words, the point's place on the scale (0 without), the text.

    A summary is all text; its word is empty.
    """

    word: str
    tint: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Change:
    """One amendment. `part` is the code of what it changed, such as "area-results", `name` what people call it."""

    part: str
    name: str
    before: Said
    after: Said
    reason: str
    after_reveal: bool
    at: datetime

    @property
    def is_only_text(self) -> bool:
        """Whether the choice stayed what it was."""
        return self.before.word == self.after.word


def changes_of(cards: Sequence[int], playbook: Playbook) -> dict[int, tuple[Change, ...]]:
    """The amendments of these cards by card, oldest first: one statement, none for no cards.

    Those of answers that these versions do not know are left out, as the answers are.
    Asks nobody's permission: the caller shows the cards already.
    """
    found: dict[int, tuple[Change, ...]] = {}
    readable = Readable(playbook)
    for row in db.session.execute(_AMENDMENTS, {"cards": list(cards)}) if cards else ():
        if not (_can_be_read(row.part, row.before, readable) and _can_be_read(row.part, row.after, readable)):
            continue
        before, after = said_in(row.part, row.before, playbook), said_in(row.part, row.after, playbook)
        name = _name(row.part, playbook)
        change = Change(row.part, name, before, after, row.reason, row.after_reveal, row.at)
        found[row.scorecard_id] = (*found.get(row.scorecard_id, ()), change)
    return found


def _can_be_read(part: str, values: Values, readable: Readable) -> bool:
    kind, _, key = part.partition("-")
    point, statement = values.get("point"), values.get("statement")
    if kind == AREA:
        return readable.reads_point(key, None if point is None else int(point))
    return kind != SIGNAL or readable.reads_statement(key, None if statement is None else str(statement))


def said_in(part: str, values: Values, playbook: Playbook) -> Said:
    """What a part says, in words. `values` are kept as amendments keep them."""
    kind, _, key = part.partition("-")
    evidence = str(values.get("evidence") or "")
    if kind == VOTE:
        vote = str(values.get(VOTE) or "")
        return Said(VOTES.get(vote, vote), 0, "")
    if kind == SUMMARY:
        return Said("", 0, str(values.get(SUMMARY) or ""))
    point, statement = values.get("point"), values.get("statement")
    if point is not None:
        found = playbook.scale.point(int(point))
        return Said(found.name, playbook.scale.points.index(found) + 1, evidence)
    if statement is not None:
        return Said(playbook.ladder.signal(key).statement(str(statement)).text, 0, evidence)
    return Said(NO_EVIDENCE, 0, evidence)


def _name(part: str, playbook: Playbook) -> str:
    kind, _, key = part.partition("-")
    if kind == AREA:
        return Wording(playbook).area(key)
    return playbook.ladder.signal(key).name if kind == SIGNAL else _NAMES.get(kind, part)
