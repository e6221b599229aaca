"""Forms of one's own time: hours of the week with limits, other hours on one day, days away."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from wtforms import DateField, Field, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from app.domain.countries import COUNTRIES
from app.domain.errors import BadData
from app.domain.own_hours import LONGEST_REASON, OwnHours, stored, stretch
from app.domain.working_hours import WEEK, WEEKDAYS, Away, OtherHours, Shift, WorkingWeek
from forms.accounts import zone_choices
from forms.base import RungForm, SeenForm, options, trimmed

# The ends of up to two stretches of a day, as (field, label); a break at noon needs no third.
STRETCHES = (("opens", "from"), ("closes", "until")), (("opens_again", "again from"), ("closes_again", "until"))


class WholeNumber(IntegerField):
    """A number in figures, or nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Refuse words and fractions in a sentence."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Enter a whole number in figures, such as 2.") from error


class PlainDate(DateField):
    """A date, or nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Refuse what is no date in a sentence."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Enter a date, such as 2026-03-05.") from error


def whole_number(label: str) -> WholeNumber:
    """A field for a number that may be left empty."""
    return WholeNumber(label, [Optional()])


def a_time(label: str) -> StringField:
    """A field for a time of the day, written as 09:00; what it means is read by the domain."""
    return StringField(label, [Length(max=20, message="Enter a time such as 09:00.")], filters=[trimmed])


def a_reason() -> StringField:
    """A field for a reason that nobody else reads."""
    too_long = f"Keep it under {LONGEST_REASON} characters."
    return StringField("What for", [Length(max=LONGEST_REASON, message=too_long)], filters=[trimmed])


class HoursForm(SeenForm):
    """Hours of each weekday, zone, limits, notice, and where holidays are kept; the days are added below."""

    zone = SelectField("Time zone", choices=zone_choices)
    buffer_minutes = whole_number("Minutes kept free before and after")
    most_a_day = whole_number("Most interviews a day")
    most_a_week = whole_number("Most interviews a week")
    notice_hours = whole_number("Hours of notice")
    country = SelectField("Country", choices=lambda: options({"": "No public holidays"} | COUNTRIES))
    region = StringField("Region", [Length(max=40, message="Enter a code such as BE.")], filters=[trimmed])

    @classmethod
    def showing(cls, hours: OwnHours, *, version: int, is_sent: bool = True) -> Self:
        """The form, filled with the hours as they are, or with what was sent if it was sent itself."""
        plain = ("zone", "buffer_minutes", "most_a_day", "most_a_week", "notice_hours", "country", "region")
        given = {name: getattr(hours, name) for name in plain}
        for name, shifts in zip(WEEKDAYS, hours.days, strict=True):
            for pair, fields in zip(stored(shifts), STRETCHES, strict=False):
                given |= {f"{name.lower()}_{field}": text for text, (field, _) in zip(pair, fields, strict=True)}
        return cls(version=version, **given) if is_sent else cls(None, version=version, **given)

    @property
    def days(self) -> list[tuple[str, list[Field]]]:
        """The name of each weekday with its four fields."""
        ends = [field for pair in STRETCHES for field, _ in pair]
        return [(name, [self[f"{name.lower()}_{end}"] for end in ends]) for name in WEEKDAYS]

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the hours of every day, so that all that is wrong is told at once."""
        is_valid = bool(super().validate(extra_validators))
        for day in range(WEEK):
            with self.refusals():
                self._shifts(day)
        return is_valid and not self.errors

    def hours(self) -> OwnHours:
        """What was entered, as the domain has it. Only after validation.

        Raises:
            BadData: at Monday, when no day has hours.
        """
        days = tuple(self._shifts(day) for day in range(WEEK))
        if not any(days):
            raise BadData("Enter hours for at least one day: without any, nobody can book you.", field="monday_opens")
        return OwnHours(
            zone=self.zone.data or "",
            days=days,
            buffer_minutes=self.buffer_minutes.data or 0,
            most_a_day=self.most_a_day.data,
            most_a_week=self.most_a_week.data,
            notice_hours=self.notice_hours.data,
            country=self.country.data or "",
            region=self.region.data or "",
        )

    def _shifts(self, day: int) -> tuple[Shift, ...]:
        prefix = f"{WEEKDAYS[day].lower()}_"
        shifts = _read(self, prefix)
        if shifts:
            with _named(f"{prefix}opens_again"):
                WorkingWeek("UTC", tuple(shifts if number == day else () for number in range(WEEK)))
        return shifts


for _name in WEEKDAYS:
    for _pair in STRETCHES:
        for _end, _label in _pair:
            setattr(HoursForm, f"{_name.lower()}_{_end}", a_time(f"{_name} {_label}"))


class OtherHoursForm(RungForm):
    """Other hours on one day; none at all is a day off."""

    day = DateField("Date", [DataRequired("Choose a date.")])
    other_opens = a_time("From")
    other_closes = a_time("Until")
    other_opens_again = a_time("Again from")
    other_closes_again = a_time("Until")
    other_reason = a_reason()

    def other_hours(self) -> OtherHours:
        """What was entered, as the domain has it. Only after validation."""
        if self.day.data is None:
            raise BadData("Choose a date.", field="day")
        shifts = _read(self, "other_")
        with _named("other_opens_again"):
            return OtherHours(self.day.data, shifts, self.other_reason.data or "")


class AwayForm(RungForm):
    """The first and the last day away."""

    first = DateField("First day", [DataRequired("Choose the first day.")])
    last = PlainDate("Last day", [Optional()])
    away_reason = a_reason()

    def away(self) -> Away:
        """What was entered, as the domain has it; one day when no last one is given. Only after validation."""
        if self.first.data is None:
            raise BadData("Choose the first day.", field="first")
        return Away(self.first.data, self.last.data or self.first.data, self.away_reason.data or "")


def _read(form: RungForm, prefix: str) -> tuple[Shift, ...]:
    """The stretches of one day that are filled in."""
    found = []
    for (opens, _), (closes, _) in STRETCHES:
        with _named({"opens": f"{prefix}{opens}", "closes": f"{prefix}{closes}"}):
            shift = stretch(form[f"{prefix}{opens}"].data or "", form[f"{prefix}{closes}"].data or "")
        found += [shift] if shift else []
    return tuple(found)


@contextmanager
def _named(fields: dict[str, str] | str) -> Iterator[None]:
    """Let a refusal name the field of this form: the one for its field of the domain, or this one."""
    try:
        yield
    except BadData as error:
        named = fields if isinstance(fields, str) else fields.get(error.field or "")
        raise BadData(error.message, field=named) from error
