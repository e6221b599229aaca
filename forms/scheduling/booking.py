"""Forms of interviews: when, who, where; calling off; replacing somebody."""

from collections.abc import Sequence
from typing import Any, Self

from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, Length

from app.domain.errors import BadData
from app.domain.excuses import EXCUSE_NAMES, Excuse
from app.domain.seating import Seating
from app.domain.slots import FIRST, SECOND, Slot, WallTime
from forms.applications import told
from forms.base import RungForm, SeenForm, options, trimmed

People = Sequence[tuple[int, str]]
REASON_LIMIT = 2000
_OCCURRENCES = {FIRST: "The first", SECOND: "The second, after the clock is put back"}


def _reason(label: str, *, required: str = "") -> TextAreaField:
    long = Length(max=REASON_LIMIT, message=f"Keep the reason under {REASON_LIMIT} characters.")
    return TextAreaField(label, [DataRequired(required), long] if required else [long], filters=[told])


def _boxes(label: str) -> SelectMultipleField:
    """A list whose choices come from the hiring team; the service says who fits."""
    return SelectMultipleField(label, choices=[], validate_choice=False)


def _numbers(sent: Sequence[Any] | None) -> tuple[int, ...]:
    """Account numbers, each once; what is none is left out and missed by the service."""
    found = (int(text) for text in sent or () if str(text).isascii() and str(text).isdigit() and len(str(text)) < 10)
    return tuple(dict.fromkeys(found))


class TimeForm(SeenForm):
    """Date, time, zone, length."""

    day = DateField("Date", [DataRequired("Choose a date.")])
    at = TimeField("Time", [DataRequired("Choose a time, such as 10:00.")], format=["%H:%M", "%H:%M:%S"])
    zone = StringField(
        "Time zone", [DataRequired("Choose the time zone that the time is meant in.")], filters=[trimmed]
    )
    minutes = IntegerField("Minutes", [DataRequired("Say how many minutes, such as 60.")])
    occurrence = RadioField("Which of the two", choices=lambda: options(_OCCURRENCES), validate_choice=False)

    def wanted(self) -> WallTime:
        """The time that was asked for. Only after validation."""
        day, at = self.day.data, self.at.data
        if day is None or at is None:
            raise BadData("Choose a date and a time.", field="day")
        return WallTime(
            day=day,
            at=at,
            zone=self.zone.data or "",
            minutes=self.minutes.data or 0,
            occurrence=self.occurrence.data or "",
        )

    @property
    def asks_which(self) -> bool:
        """Whether the question which of two equal times is meant has to be shown."""
        return bool(self.occurrence.errors or self.occurrence.data)


class BookForm(TimeForm):
    """Time, people, place."""

    seats = _boxes("Interviewers")
    others = _boxes("Others of the hiring team")
    shadows = _boxes("Shadows")
    fewer_reason = _reason("Why one interviewer less has to do")
    video_link = StringField(
        "Video link",
        [Length(max=500, message="Enter an address of at most 500 characters.")],
        filters=[trimmed],
    )

    def offer(self, *, first: People, others: People, wanted: int) -> None:
        """Fill the lists. Whoever can only be the one is chosen on a fresh page."""
        everybody = sorted([*first, *others], key=lambda person: person[1])
        if len(first) == wanted and not self.is_submitted():
            self.seats.data = [str(number) for number, _ in first]
        for field, people in ((self.seats, first), (self.others, others), (self.shadows, everybody)):
            field.choices = options({str(number): name for number, name in people})

    def seating(self) -> Seating:
        """Who was chosen."""
        interviewers = _numbers([*(self.seats.data or ()), *(self.others.data or ())])
        return Seating(interviewers, _numbers(self.shadows.data), (self.fewer_reason.data or "").strip())


class MoveForm(TimeForm):
    """Another time for the same people."""

    @classmethod
    def of(cls, slot: Slot, *, version: int) -> Self:
        """The form, filled with the time as it is."""
        now = slot.wall
        return cls(day=now.date(), at=now.time(), zone=slot.zone, minutes=slot.minutes, version=version)


class CancelForm(SeenForm):
    """Why it is called off."""

    reason = _reason("Reason", required="Write why, in a sentence or two.")


class ExcuseForm(RungForm):
    """What an interviewer reports, and why. Only what can be true now is offered; the likelier one is chosen."""

    kind = RadioField("What to report", choices=[], validate_choice=False)
    reason = _reason("Why", required="Write why, in a sentence: the recruiter decides by it what to do next.")

    @classmethod
    def offering(cls, kinds: Sequence[Excuse], *, wanted: str | None = None) -> Self:
        """The form for these kinds; `wanted` is chosen if it is one of them."""
        form = cls(kind=wanted if wanted in kinds else kinds[0].value)
        form.kind.choices = options({kind.value: EXCUSE_NAMES[kind] for kind in kinds})
        return form

    def chosen(self) -> Excuse:
        """What is reported. Only after validation."""
        if self.kind.data not in set(Excuse):
            raise BadData("Choose what you report.", field="kind")
        return Excuse(self.kind.data)


class ReplaceForm(SeenForm):
    """Who goes and who comes."""

    leaves = RadioField(
        "Who is replaced", choices=[], validators=[DataRequired("Choose whose place is taken.")], validate_choice=False
    )
    joins = SelectField(
        "Who takes the place",
        choices=[],
        validators=[DataRequired("Choose who takes the place.")],
        validate_choice=False,
    )

    def offer(self, *, leaving: People, joining: People) -> None:
        """Fill the lists."""
        self.leaves.choices = options({str(number): name for number, name in leaving})
        self.joins.choices = options({"": "Choose a person"} | {str(number): name for number, name in joining})

    def chosen(self) -> tuple[int, int]:
        """Who leaves and who joins; 0, which nobody has, for what is no number."""
        leaves, joins = _numbers([self.leaves.data]), _numbers([self.joins.data])
        return (leaves or (0,))[0], (joins or (0,))[0]
