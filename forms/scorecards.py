"""Forms of scorecards: the card itself, made for one sheet; amendments; opening a panel."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import ValidationError

from app.domain.amendment import AREA, SIGNAL, SUMMARY, VOTE, Part, Values
from app.domain.errors import BadData
from app.domain.scorecard import VOTES, Answers, AreaAnswer, SignalAnswer, check_text, plain_lines
from app.domain.sheet import NO_EVIDENCE, AskedSignal, Sheet
from forms.base import RungForm, SeenForm, options

NONE = "none"
SAVE, SUBMIT = "save", "submit"


def _kept_exactly(text: str | None) -> str:
    return plain_lines(text or "")


def _can_be_stored(_form: RungForm, field: Field) -> None:
    try:
        check_text(field.data, field.name)
    except BadData as error:
        raise ValidationError(error.message) from error


def _text(label: str) -> Any:
    return TextAreaField(label, [_can_be_stored], filters=[_kept_exactly])


class Choose(RadioField):
    """Radios of which none has to be chosen; what is not among them is refused with a sentence."""

    @property
    def chosen(self) -> str | None:
        """What was chosen, if it is among them."""
        return next((option.data for option in self if option.data == self.data), None)

    def pre_validate(self, form: Any) -> None:
        """Let an unanswered question pass: whether a card is complete is not this field's business."""
        if self.data is not None and self.chosen is None:
            raise ValidationError(f"{self.label.text}: choose one of those shown.")


def _choose(label: str, names: Mapping[str, str]) -> Any:
    return Choose(label, choices=options(names), coerce=_chosen)


def _chosen(value: Any) -> str | None:
    return str(value) if value else None


def _points(sheet: Sheet) -> dict[str, str]:
    return {str(point.value): point.name for point in sheet.points} | {NONE: NO_EVIDENCE}


def _statements(signal: AskedSignal) -> dict[str, str]:
    return {choice.token: choice.text for choice in signal.choices} | {NONE: NO_EVIDENCE}


class ScorecardForm(SeenForm):
    """One interviewer's card, its fields in the order of the page.

    For each focus area `evidence-KEY` and `rating-KEY`, for each scope signal `grounds-KEY` and `statement-KEY`, then
    `asked` (keys of ticked questions), `vote`, `summary` and `next_note`.
    """

    sheet: Sheet

    @classmethod
    def for_sheet(cls, sheet: Sheet, answers: Answers, *, version: int) -> "ScorecardForm":
        """The form of one card, filled with what is kept unless something was posted."""
        fields: dict[str, Any] = {"sheet": sheet}
        points = _points(sheet)
        for area in sheet.areas:
            fields[f"evidence-{area.key}"] = _text("Evidence")
            fields[f"rating-{area.key}"] = _choose(area.name, points)
        for signal in sheet.signals:
            fields[f"grounds-{signal.key}"] = _text("Evidence")
            fields[f"statement-{signal.key}"] = _choose(signal.name, _statements(signal))
        fields["asked"] = SelectMultipleField("Questions asked", choices=options(sheet.questions))
        fields["vote"] = _choose("Vote", VOTES)
        fields["summary"] = _text("Summary")
        fields["next_note"] = _text("Note to the next interviewer")
        form: ScorecardForm = type(cls.__name__, (cls,), fields)(data=_data(sheet, answers) | {"version": version})
        return form

    def answers(self) -> Answers:
        """Everything on the card as the domain reads it; what was not among the choices counts as not answered."""
        return Answers(
            tuple(self._area(area.key) for area in self.sheet.areas),
            tuple(self._signal(signal) for signal in self.sheet.signals),
            self._chosen(VOTE),
            self[SUMMARY].data,
            self["next_note"].data,
            tuple(self["asked"].data or ()),
        )

    def refuse_incomplete(self) -> bool:
        """Write beside each unfinished part what it misses; False when the card is complete."""
        missing = self.sheet.missing(self.answers())
        for item in missing:
            self.refuse(item.sentence, item.field)
        return bool(missing)

    def sent(self) -> list[tuple[str, str]]:
        """Names and values of everything that was sent, for a page that sends it again."""
        texts = [(field.name, field.data) for field in self if isinstance(field, Choose | TextAreaField) and field.data]
        return texts + [("asked", key) for key in self["asked"].data or ()]

    def _chosen(self, name: str) -> str | None:
        field = self[name]
        return field.chosen if isinstance(field, Choose) else None

    def _area(self, key: str) -> AreaAnswer:
        chosen, evidence = self._chosen(f"rating-{key}"), self[f"evidence-{key}"].data
        return AreaAnswer(key, chosen is not None, None if chosen in {None, NONE} else int(chosen), evidence)

    def _signal(self, signal: AskedSignal) -> SignalAnswer:
        chosen, evidence = self._chosen(f"statement-{signal.key}"), self[f"grounds-{signal.key}"].data
        key = None if chosen in {None, NONE} else signal.key_of(chosen)
        return SignalAnswer(signal.key, chosen is not None, key, evidence)


def _data(sheet: Sheet, answers: Answers) -> dict[str, Any]:
    data: dict[str, Any] = {"vote": answers.vote, "summary": answers.summary, "next_note": answers.next_note}
    data["asked"] = list(answers.asked)
    for area in answers.areas:
        data[f"evidence-{area.area}"] = area.evidence
        if area.is_answered:
            data[f"rating-{area.area}"] = NONE if area.point is None else str(area.point)
    for line in answers.signals:
        data[f"grounds-{line.signal}"] = line.evidence
        if line.is_answered:
            signal = sheet.signal(line.signal)
            token = NONE if line.statement is None else signal.choice(line.statement).token
            data[f"statement-{line.signal}"] = token
    return data


class AmendForm(SeenForm):
    """One part of a submitted card, and why it changes. Only the fields of that part are there."""

    part: Part
    sheet: Sheet

    @classmethod
    def for_part(cls, sheet: Sheet, part: Part, *, now: Values, version: int) -> "AmendForm":
        """The form of one part, filled with what the card says now unless something was posted."""
        fields: dict[str, Any] = {"part": part, "sheet": sheet}
        data: dict[str, Any] = {"version": version, **now}
        if part.kind == AREA:
            fields |= {"point": _choose(part.name, _points(sheet)), "evidence": _text("Evidence")}
            data["point"] = NONE if now["point"] is None else str(now["point"])
        elif part.kind == SIGNAL:
            signal = sheet.signal(part.key)
            fields |= {"statement": _choose(part.name, _statements(signal)), "evidence": _text("Evidence")}
            data["statement"] = NONE if now["statement"] is None else signal.choice(str(now["statement"])).token
        elif part.kind == VOTE:
            fields["vote"] = _choose("Vote", VOTES)
        else:
            fields[SUMMARY] = _text("Summary")
        fields["reason"] = _text("Why")
        form: AmendForm = type(cls.__name__, (cls,), fields)(data=data)
        return form

    def after(self) -> Values:
        """What the part shall say."""
        if self.part.kind == AREA:
            chosen = self["point"].data
            return {"point": None if chosen in {None, NONE} else int(chosen), "evidence": self["evidence"].data}
        if self.part.kind == SIGNAL:
            chosen = self["statement"].data
            key = None if chosen in {None, NONE} else self.sheet.signal(self.part.key).key_of(chosen)
            return {"statement": key, "evidence": self["evidence"].data}
        return {self.part.kind: self[self.part.kind].data}


class OpenPanelForm(RungForm):
    """Why a panel opens before all cards are in."""

    reason = _text("Reason")
