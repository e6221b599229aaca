"""The form of one area of the catalogue: its questions in order, its anchors, what not to ask, and what changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, SelectField, TextAreaField

from app.domain.catalogue import in_words, plain
from app.domain.catalogue_checks import MOST, AreaEdit, Fault, QuestionEdit, boundaries
from app.domain.playbook import Playbook
from forms.base import RungForm, options

PREVIEW, PUBLISH, ADD, UP, DOWN, REMOVE = "preview", "publish", "add", "up", "down", "remove"
NO_VERSION = "0" * 64
NEW = QuestionEdit("", "", "", "")
# One more than a version may hold, so that a form can be sent back with what is too much.
ROWS = MOST + 1


@dataclass(frozen=True, slots=True)
class Row:
    """One question's fields, and its number on the page."""

    number: int
    is_last: bool
    text: Field
    strong: Field
    weak: Field
    boundary: Field


def seen_in(sent: Mapping[str, str]) -> str:
    """The digest of the version that a sent form was made from; one that no version has, when it is no digest."""
    digest = sent.get("seen", "")
    return digest if re.fullmatch(r"[0-9a-f]{64}", digest) else NO_VERSION


def act_in(sent: Mapping[str, str]) -> tuple[str, int]:
    """What a button asks for, and the place of the question that it belongs to; a preview, when it asks for nothing."""
    act, _, place = sent.get("act", "").partition("-")
    known = act in {PUBLISH, ADD, UP, DOWN, REMOVE}
    return (act if known else PREVIEW), int(place) if re.fullmatch(r"[0-9]{1,3}", place) else ROWS


def _plain(text: str | None) -> str:
    return plain(text or "")


def _plain_lines(text: str | None) -> str:
    """One matter a line, with room between them."""
    return "\n\n".join(line for line in map(plain, (text or "").splitlines()) if line)


def _text(label: str) -> Any:
    return TextAreaField(label, filters=[_plain])


class AreaForm(RungForm):
    """Everything of one area that can be edited.

    For each question `key-N`, `text-N`, `strong-N`, `weak-N`, `boundary-N`, counted from 0; `anchor-POINT` for each
    point of the scale; `avoid` with one matter a line; `note`.
    """

    playbook: Playbook
    rows_sent: int

    @classmethod
    def for_edit(
        cls,
        edit: AreaEdit,
        playbook: Playbook,
        *,
        seen: str,
        note: str = "",
        sent: "MultiDict[str, str] | None" = None,
    ) -> Self:
        """The form of an edit, or of what was sent.

        Args:
            edit: what the fields say when nothing was sent.
            playbook: the scale and the ladder that it has to fit.
            seen: digest of the version that the edit is made from.
            note: what changed, in the editor's words.
            sent: the fields of a form that was sent; what it does not hold is empty.
        """
        number = len(edit.questions) if sent is None else _number_sent(sent)
        fields: dict[str, Any] = {"playbook": playbook, "rows_sent": number}
        fields |= {"seen": HiddenField(), "count": HiddenField()}
        for place in range(number):
            fields |= _question_fields(place, playbook, edit, sent)
        for point in playbook.scale.points:
            fields[f"anchor-{point.value}"] = _text(point.name)
        fields["avoid"] = TextAreaField("What not to ask or weigh", filters=[_plain_lines])
        fields["note"] = _text("What changed")
        data = _data(edit, playbook) | {"note": note} if sent is None else {}
        form: Self = type(cls.__name__, (cls,), fields)(formdata=sent, data=data)
        form["seen"].data, form["count"].data = seen, str(number)
        return form

    def edit(self) -> AreaEdit:
        """What the fields say."""
        questions = (
            QuestionEdit(
                self[f"key-{place}"].data or "",
                self[f"text-{place}"].data,
                self[f"strong-{place}"].data,
                self[f"weak-{place}"].data,
                self[f"boundary-{place}"].data or None,
            )
            for place in range(self.rows_sent)
        )
        anchors = (self[f"anchor-{point.value}"].data for point in self.playbook.scale.points)
        avoid = (line for line in self["avoid"].data.splitlines() if line)
        return AreaEdit(tuple(questions), tuple(anchors), tuple(avoid))

    def rearranged(self, act: str, place: int) -> Self:
        """The same form with one question more, fewer, or in another place."""
        edit = self.edit()
        questions = moved(edit.questions, act, place)
        changed = AreaEdit(questions, edit.anchors, edit.avoid)
        return type(self).for_edit(changed, self.playbook, seen=self["seen"].data, note=self["note"].data)

    def refuse_all(self, faults: tuple[Fault, ...]) -> None:
        """Write each fault beside its field."""
        for fault in faults:
            self.refuse(fault.sentence, fault.field or None)

    def rows(self) -> tuple[Row, ...]:
        """The questions as the page shows them."""
        return tuple(self._row(place) for place in range(self.rows_sent))

    def _row(self, place: int) -> Row:
        fields = (self[f"{part}-{place}"] for part in ("text", "strong", "weak", "boundary"))
        return Row(place + 1, place + 1 == self.rows_sent, *fields)

    def anchors(self) -> tuple[Field, ...]:
        """The anchors, best first."""
        return tuple(self[f"anchor-{point.value}"] for point in self.playbook.scale.points)

    def kept(self) -> list[tuple[str, str]]:
        """Names and values of everything, for a page that sends it again."""
        return [(field.name, field.data or "") for field in self if field.name != "csrf_token"]


def moved(questions: tuple[QuestionEdit, ...], act: str, place: int) -> tuple[QuestionEdit, ...]:
    """Questions after a button; unchanged when the button belongs to none of them."""
    listed = list(questions)
    if act == ADD:
        return (*listed, NEW) if len(listed) < ROWS else questions
    if place >= len(listed):
        return questions
    question = listed.pop(place)
    if act == UP:
        listed.insert(max(place - 1, 0), question)
    elif act == DOWN:
        listed.insert(place + 1, question)
    return tuple(listed)


def _number_sent(sent: "MultiDict[str, str]") -> int:
    count = sent.get("count", "")
    return min(int(count), ROWS) if re.fullmatch(r"[0-9]{1,3}", count) else 0


def _question_fields(
    place: int, playbook: Playbook, edit: AreaEdit, sent: "MultiDict[str, str] | None"
) -> dict[str, Any]:
    """The fields of one question. A boundary that the ladder no longer has stays in its list."""
    offered = {"": "None"} | {pair: in_words(pair) for pair in boundaries(playbook.ladder)}
    kept = edit.questions[place].boundary if sent is None else sent.get(f"boundary-{place}")
    known = {q.boundary for item in playbook.competencies.competencies for q in item.questions}
    if kept and kept in known:
        offered |= {kept: in_words(kept)}
    levels = SelectField("Tells these levels apart", choices=options(offered), validate_choice=False)
    return {
        f"key-{place}": HiddenField(),
        f"text-{place}": _text("Question"),
        f"strong-{place}": _text("A strong answer holds"),
        f"weak-{place}": _text("A weak answer holds"),
        f"boundary-{place}": levels,
    }


def _data(edit: AreaEdit, playbook: Playbook) -> dict[str, Any]:
    data: dict[str, Any] = {"avoid": "\n\n".join(edit.avoid)}
    for point, text in zip(playbook.scale.points, edit.anchors, strict=True):
        data[f"anchor-{point.value}"] = text
    for place, question in enumerate(edit.questions):
        data |= {f"key-{place}": question.key, f"text-{place}": question.text, f"strong-{place}": question.strong}
        data |= {f"weak-{place}": question.weak, f"boundary-{place}": question.boundary or ""}
    return data
