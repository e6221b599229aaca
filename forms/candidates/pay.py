"""Forms of pay: a sheet, opening it to one candidate, and what a year would bring."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from app.domain.earnings import AS_PLANNED, MOST_ATTAINMENT
from app.domain.errors import BadData
from app.domain.pay_sheets import PayPlace, PaySheet, numbers
from app.domain.say import translatable
from forms.applications.moves import told
from forms.base import SeenForm, options, trimmed

LONGEST = 12
Named = Iterable[tuple[str, str]]


def _whole(field: StringField) -> int | None:
    """The whole number that was typed, with or without commas; None for nothing.

    Raises:
        BadData: naming the field.
    """
    sent = (field.data or "").replace(",", "").replace(" ", "").removesuffix("%")
    if not sent:
        return None
    if not (sent.isascii() and sent.isdigit() and len(sent) <= LONGEST):
        raise BadData("Enter a whole number, without a currency sign.", field=field.name)
    return int(sent)


class PaySheetForm(SeenForm):
    """The figures of one sheet; whatever is left empty is shown as not set."""

    currency = StringField("Currency", filters=[trimmed])
    on_target = StringField("Earnings at target in a year", filters=[trimmed])
    on_target_top = StringField("Up to", filters=[trimmed])
    base_share = StringField("Fixed share, per cent", filters=[trimmed])
    ramp = StringField("Ramp, per cent of a full quota in each month", filters=[trimmed])
    seasons = StringField("Share of a year’s quota in each quarter, per cent", filters=[trimmed])
    terms = TextAreaField("Terms of the plan", filters=[told])
    source = StringField("Source", filters=[trimmed])
    as_of = DateField("Figures as of", [InputRequired("Enter the day on which the figures were last true.")])

    @classmethod
    def of(cls, sheet: PaySheet, *, version: int) -> "PaySheetForm":
        """The form with the figures of a sheet in it; its day is to be entered anew."""
        return cls(
            currency=sheet.currency,
            on_target="" if sheet.on_target is None else str(sheet.on_target),
            on_target_top="" if sheet.on_target_top is None else str(sheet.on_target_top),
            base_share="" if sheet.base_share is None else str(sheet.base_share),
            ramp=", ".join(map(str, sheet.ramp)),
            seasons=", ".join(map(str, sheet.seasons)),
            terms=sheet.terms,
            source=sheet.source,
            version=version,
        )

    def sheet(self) -> PaySheet:
        """What was entered.

        Raises:
            BadData: naming the field, for something else than numbers.
        """
        return PaySheet(
            source=self.source.data or "",
            as_of=self.as_of.data or date.max,
            currency=(self.currency.data or "").upper() or None,
            on_target=_whole(self.on_target),
            on_target_top=_whole(self.on_target_top),
            base_share=_whole(self.base_share),
            ramp=numbers(self.ramp.data or "", field="ramp"),
            seasons=numbers(self.seasons.data or "", field="seasons"),
            terms=(self.terms.data or "").strip(),
        )


class NewPaySheetForm(PaySheetForm):
    """The first sheet of a title, specialty and country."""

    title = SelectField("Title", choices=[], validate_choice=False)
    specialty = SelectField("Specialty", choices=[], validate_choice=False)
    country = SelectField("Country", choices=[], validate_choice=False)

    def offer(self, *, titles: Named, specialties: Named, countries: Mapping[str, str]) -> None:
        """Fill the lists."""
        self.title.choices = options({"": "Choose a title", **dict(titles)})
        self.specialty.choices = options({"": "All without a sheet of their own", **dict(specialties)})
        self.country.choices = options({"": "All without a sheet of their own", **countries})

    def place(self, family: str) -> PayPlace:
        """What it is for."""
        return PayPlace(family, self.title.data or "", self.specialty.data or "", self.country.data or "")


class UnlockPayForm(SeenForm):
    """Why a candidate should read it before its moment."""

    reason = TextAreaField("Why they should read it now", filters=[told])


class EarningsForm(FlaskForm):
    """How much of the target is reached, and when the first month is. Asked by address, so that it can be kept."""

    class Meta:
        """Nothing is changed by it, hence no token."""

        csrf = False

    attainment = StringField(translatable("Attainment, per cent of target"), filters=[trimmed], default=str(AS_PLANNED))
    start = SelectField(translatable("First month"), choices=[], validate_choice=False)

    def offer(self, starts: Sequence[date], names: Sequence[str]) -> None:
        """Fill the list of months, and choose the first where none of them is chosen."""
        keys = [f"{month:%Y-%m}" for month in starts]
        self.start.choices = options(dict(zip(keys, names, strict=True)))
        if self.start.data not in keys:
            self.start.data = keys[0]

    def validate_attainment(self, field: StringField) -> None:
        """Take whole numbers alone."""
        if self._reached is None:
            raise ValidationError(translatable("Enter a whole number from 0 to 200."))

    @property
    def _reached(self) -> int | None:
        sent = (self.attainment.data or "").removesuffix("%").strip()
        is_sound = sent.isascii() and sent.isdigit() and len(sent) <= 3 and int(sent) <= MOST_ATTAINMENT
        return int(sent) if is_sound else None

    def chosen(self) -> tuple[date, int]:
        """The first month and the attainment; that of the plan where something else than a number was sent."""
        reached = self._reached
        return date.fromisoformat(f"{self.start.data}-01"), AS_PLANNED if reached is None else reached
