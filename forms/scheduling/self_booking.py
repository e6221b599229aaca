"""Forms of the candidate: which of the hours, why it is called off, which other hours."""

from datetime import date, datetime, time
from typing import Self

from wtforms import (
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import Length, Optional

from app.domain.errors import BadData
from app.domain.invitations import CHOOSE, MOST_WINDOWS, NOTE_LIMIT
from app.domain.inviting import starts_from
from app.domain.people import known_zones
from app.domain.say import say, translatable
from app.domain.slots import FIRST, SECOND, instant, zone_named
from app.domain.spans import Span
from forms.applications.moves import told
from forms.base import RungForm, SeenForm, options, trimmed


class ZoneForm(RungForm):
    """In which zone the hours are shown. It is part of the address and changes nothing."""

    zone = SelectField(translatable("Another time zone"), choices=[], validate_choice=False)

    @classmethod
    def asking(cls, zone: str) -> Self:
        """The form, with nothing chosen: a browser fills in its own zone."""
        form = cls(formdata=None)
        form.zone.choices = options(
            {"": translatable("Choose a zone")} | {name: name for name in known_zones() if name != zone}
        )
        return form


class SlotForm(SeenForm):
    """One of the hours that are offered, as it was read in a zone."""

    slot = RadioField(translatable("Time"), choices=[], validate_choice=False)
    zone = HiddenField(filters=[trimmed])

    def start(self) -> datetime:
        """When it begins. Only after validation.

        Raises:
            BadData: when none was chosen.
        """
        for start in starts_from([self.slot.data or ""]):
            return start
        raise BadData(CHOOSE, field="slot")


class MoveSlotForm(SlotForm):
    """Another of the hours, and why, for those who planned with the first."""

    reason = TextAreaField(
        translatable("Why"),
        [Length(max=NOTE_LIMIT, message=say("Keep the reason under {most} characters.", most=NOTE_LIMIT))],
        filters=[told],
    )


class WindowForm(Form):
    """From when to when on one day."""

    day = DateField(translatable("Date"), [Optional()])
    begins = TimeField(translatable("From"), [Optional()], format=["%H:%M", "%H:%M:%S"])
    ends = TimeField(translatable("To"), [Optional()], format=["%H:%M", "%H:%M:%S"])

    def span(self, zone: str) -> Span | None:
        """The stretch of time; None for an empty line.

        Raises:
            BadData: for half a line, and for what is no time in this zone.
        """
        given = (self.day.data, self.begins.data, self.ends.data)
        if not any(value is not None for value in given):
            return None
        day, begins, ends = given
        if day is None or begins is None or ends is None:
            raise BadData(
                translatable("Fill in the date and both times of each line, or leave the line empty."), field="windows"
            )
        return _span(day, begins, ends, zone)


def _span(day: date, begins: time, ends: time, zone: str) -> Span:
    if begins >= ends:
        raise BadData(translatable("The end of each line has to be after its beginning."), field="windows")
    try:
        # Where the clock is put back, the longer stretch is meant.
        return Span(instant(day, begins, zone=zone, occurrence=FIRST), instant(day, ends, zone=zone, occurrence=SECOND))
    except BadData as refused:
        raise BadData(refused.message, field="windows") from refused


class HoursForm(RungForm):
    """When the candidate has time, on the clocks of a zone, and what they add."""

    windows = FieldList(FormField(WindowForm), min_entries=MOST_WINDOWS, max_entries=MOST_WINDOWS)
    zone = SelectField(translatable("Time zone"), choices=[], validate_choice=False)
    note = TextAreaField(
        translatable("Anything else"),
        [Length(max=NOTE_LIMIT, message=say("Keep the note under {most} characters.", most=NOTE_LIMIT))],
        filters=[told],
    )

    @classmethod
    def in_zone(cls, zone: str) -> Self:
        """The form, with this zone chosen."""
        form = cls(zone=zone)
        form.zone.choices = options({name: name for name in known_zones()})
        return form

    def refuse(self, message: str, field: str | None = None) -> None:
        """What is wrong with the stretches is said of the form: a list of lines has no place for a sentence."""
        super().refuse(message, None if field == "windows" else field)

    def spans(self) -> tuple[Span, ...]:
        """The stretches of time that were named. Only after validation.

        Raises:
            BadData: naming what is wrong.
        """
        place = zone_named(self.zone.data or "")
        found = (entry.form.span(place) for entry in self.windows)
        return tuple(span for span in found if span is not None)
