"""Forms of interviews: when, who, where; calling off; replacing somebody."""

from collections.abc import Collection, Sequence
from datetime import datetime
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

from app.domain.absences import HAPPENED_NAMES, Absence, Happened
from app.domain.answers import Answer
from app.domain.errors import BadData
from app.domain.excuses import EXCUSE_NAMES, Excuse
from app.domain.seating import Seating
from app.domain.slots import FIRST, SECOND, Slot, WallTime, neighbours
from forms.applications.moves import told
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
    instead = RadioField("Which time instead", choices=[], validate_choice=False)

    def wanted(self) -> WallTime:
        """The time that was asked for, or the one beside a gap that was chosen instead. Only after validation."""
        day, at = self.day.data, self.at.data
        if day is None or at is None:
            raise BadData("Choose a date and a time.", field="day")
        chosen = self._beside_gap().get(self.instead.data or "", datetime.combine(day, at))
        return WallTime(
            day=chosen.date(),
            at=chosen.time(),
            zone=self.zone.data or "",
            minutes=self.minutes.data or 0,
            occurrence=self.occurrence.data or "",
        )

    @property
    def asks_which(self) -> bool:
        """Whether the question which of two equal times is meant has to be shown."""
        return bool(self.occurrence.errors or self.occurrence.data)

    @property
    def asks_neighbour(self) -> bool:
        """Whether the time does not exist, so that both its neighbours are offered; fills their list."""
        found = self._beside_gap()
        self.instead.choices = options({key: f"{at:%H:%M} on {at:%a} {at.day} {at:%B %Y}" for key, at in found.items()})
        return bool(found and self.is_submitted())

    def _beside_gap(self) -> dict[str, datetime]:
        """The times on both sides of a gap that was asked for, by what the form sends back of them."""
        day, at = self.day.data, self.at.data
        if day is None or at is None:
            return {}
        return {f"{found:%Y-%m-%dT%H:%M}": found for found in neighbours(day, at, zone=self.zone.data or "")}


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

    def offer(self, *, first: People, others: People, wanted: int, own: Collection[int]) -> None:
        """Fill the lists. Whoever of the hiring team can only be the one is chosen on a fresh page."""
        everybody = sorted([*first, *others], key=lambda person: person[1])
        if len(own) == wanted and not self.is_submitted():
            self.seats.data = [str(number) for number, _ in first if number in own]
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
    """Why it is called off; of what has begun, also whether somebody did not come, and who."""

    happened = RadioField(
        "What happened",
        choices=lambda: options({kind.value: name for kind, name in HAPPENED_NAMES.items()}),
        default=Happened.CALLED_OFF.value,
        validate_choice=False,
    )
    missed = _boxes("Who did not come")
    reason = _reason("Reason", required="Write why, in a sentence or two.")

    def offer(self, interviewers: People) -> None:
        """Fill the list of those who may not have come."""
        self.missed.choices = options({str(number): name for number, name in interviewers})

    def absence(self) -> Absence:
        """What happened. Only after validation."""
        said = self.happened.data or Happened.CALLED_OFF.value
        if said not in set(Happened):
            raise BadData("Choose what happened.", field="happened")
        return Absence(Happened(said), frozenset(_numbers(self.missed.data)))


class AnswerForm(RungForm):
    """Whether somebody comes to an interview of theirs."""

    said = RadioField("Can you make it?", choices=[], validate_choice=False)

    def answered(self) -> Answer:
        """What was answered. Only after validation."""
        if self.said.data not in set(Answer):
            raise BadData("Choose whether you come.", field="said")
        return Answer(self.said.data)


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
