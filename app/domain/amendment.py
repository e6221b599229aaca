"""Amendments: a submitted card is corrected one part at a time, before -> after -> why."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.errors import BadData
from app.domain.scorecard import VOTES, Answers, AreaAnswer, SignalAnswer, check_text
from app.domain.sheet import Sheet

AREA, SIGNAL, VOTE, SUMMARY = "area", "signal", "vote", "summary"
Values = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a card that can be amended. `key` is the focus area or scope signal, if it is one."""

    kind: str
    key: str
    name: str

    @property
    def code(self) -> str:
        """What addresses and amendments call it."""
        return f"{self.kind}-{self.key}" if self.key else self.kind


def parts_of(sheet: Sheet) -> tuple[Part, ...]:
    """Everything on a card that can be amended, in the order of the page."""
    return (
        *(Part(AREA, key, name) for key, name in sheet.area_names().items()),
        *(Part(SIGNAL, key, name) for key, name in sheet.signal_names().items()),
        Part(VOTE, "", "Vote"),
        Part(SUMMARY, "", "Summary"),
    )


def part_of(sheet: Sheet, code: str) -> Part | None:
    """The part with this code, or None."""
    return next((part for part in parts_of(sheet) if part.code == code), None)


def values_of(part: Part, answers: Answers) -> Values:
    """What a card says in one part."""
    if part.kind == AREA:
        area = next(item for item in answers.areas if item.area == part.key)
        return {"point": area.point, "evidence": area.evidence}
    if part.kind == SIGNAL:
        signal = next(item for item in answers.signals if item.signal == part.key)
        return {"statement": signal.statement, "evidence": signal.evidence}
    return {part.kind: answers.vote if part.kind == VOTE else answers.summary}


def values_in_words(sheet: Sheet, part: Part, values: Values) -> str:
    """What a part says or said, as people read it: the choice, then the text."""
    text = str(values.get("evidence") or "")
    if part.kind == AREA:
        point = values["point"]
        choice = sheet.point_word(AreaAnswer(part.key, True, None if point is None else int(point), text))
    elif part.kind == SIGNAL:
        statement = values["statement"]
        choice = sheet.statement_word(SignalAnswer(part.key, True, None if statement is None else str(statement), text))
    else:
        value = str(values[part.kind] or "")
        return VOTES.get(value, value)
    return f"{choice}\n\n{text}" if text else choice


def check_amendment(sheet: Sheet, part: Part, *, before: Values, after: Values, reason: str) -> str:
    """Refuse an amendment that changes nothing, gives no reason, or would leave the part incomplete.

    Args:
        sheet: what the card asks.
        part: the part to change.
        before: what it says now.
        after: what it shall say, under the same keys.
        reason: why.

    Returns:
        the reason as it is kept.

    Raises:
        BadData: naming the field that is wrong.
    """
    if dict(before) == dict(after):
        raise BadData(f"{part.name}: nothing is different yet. Change it first, or leave the card as it is.")
    for name in ("evidence", "summary"):
        check_text(str(after.get(name) or ""), name)
    point, statement = after.get("point"), after.get("statement")
    if point is not None and point not in {item.value for item in sheet.points}:
        raise BadData("Choose one of the points of the scale.", field="point")
    if point is not None and not str(after["evidence"]).strip():
        raise BadData("Write what was said or done. Every point needs evidence.", field="evidence")
    if part.kind == SIGNAL and statement is not None:
        sheet.signal(part.key).choice(str(statement))
    if part.kind == VOTE and after[VOTE] not in VOTES:
        raise BadData("Vote: choose one of the four.", field="vote")
    if not reason.strip():
        raise BadData("Write why you amend this. Others will read it beside the change.", field="reason")
    return check_text(reason.strip(), "reason")
