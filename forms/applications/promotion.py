"""Forms of a promotion case: who is considered, the level they have, their years and their impact review."""

from collections.abc import Iterable
from typing import Any, Self

from wtforms import BooleanField, FieldList, Form, FormField, SelectField, StringField

from app.domain.errors import BadData
from app.domain.ladder import Ladder
from app.domain.promotion_record import SalesRecord, SalesYear
from app.domain.scale import Scale
from forms.base import SeenForm, options, trimmed

ROWS = 3
MOST_DIGITS = 13
NOT_KNOWN = {"": "Not known yet"}


def _whole(field: StringField) -> int | None:
    """The whole number that was typed, with or without commas; None for nothing."""
    sent = (field.data or "").replace(",", "").replace(" ", "")
    if not sent:
        return None
    if not (sent.isascii() and sent.isdigit() and len(sent) <= MOST_DIGITS):
        field.errors = ["Enter a whole number, without a currency sign."]
        raise BadData("One of the figures can’t be read.", field="rows")
    return int(sent)


class YearForm(Form):
    """One year; a row without anything in it is none."""

    year = StringField("Year", filters=[trimmed])
    quota = StringField("Quota", filters=[trimmed])
    bookings = StringField("Bookings", filters=[trimmed])
    is_partial = BooleanField("Partial or ramp year")

    def sales_year(self) -> SalesYear | None:
        """What was entered; None for an empty row.

        Raises:
            BadData: for a figure that can't be read, and for figures of no year.
        """
        year, quota, bookings = _whole(self.year), _whole(self.quota), _whole(self.bookings)
        if year is None and quota is None and bookings is None:
            return None
        if year is None:
            self.year.errors = ["Write which year this is, such as 2024."]
            raise BadData("One row has figures of no year.", field="rows")
        return SalesYear(year, quota, bookings, is_full=not self.is_partial.data)


class RecordForm(SeenForm):
    """What eligibility rests on; whatever is not known is left empty."""

    current_level = SelectField("Level now", validate_choice=False)
    currency = StringField("Currency of all amounts", filters=[trimmed], default="USD")
    rows = FieldList(FormField(YearForm), min_entries=ROWS, max_entries=12)
    review = SelectField("Latest impact review", validate_choice=False)

    @classmethod
    def of(cls, ladder: Ladder, scale: Scale | None, record: SalesRecord, **values: Any) -> Self:
        """The form with what is on record, and the levels and points that can be chosen."""
        rows = [
            {"year": year.year, "quota": year.quota, "bookings": year.bookings, "is_partial": not year.is_full}
            for year in record.years
        ]
        blank: list[dict[str, Any]] = [{} for _ in range(ROWS - len(rows))]
        review = "" if record.review is None else str(record.review)
        told = {"current_level": record.current_level, "currency": record.currency, "review": review}
        form = cls(data=told | {"rows": [_typed(row) for row in rows] + blank} | values)
        form.current_level.choices = options(NOT_KNOWN | {it.code: f"{it.code} {it.name}" for it in ladder.levels})
        points = {str(point.value): point.name for point in scale.points} if scale else {}
        form.review.choices = options(NOT_KNOWN | points)
        return form

    def record(self) -> SalesRecord:
        """What was entered.

        Raises:
            BadData: for a figure that can't be read.
        """
        years = [row.form.sales_year() for row in self.rows]
        review = self.review.data or ""
        return SalesRecord(
            current_level=self.current_level.data or "",
            years=tuple(year for year in years if year is not None),
            review=int(review) if review.isascii() and review.isdigit() and len(review) < MOST_DIGITS else None,
            currency=(self.currency.data or "").upper(),
        )


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """Numbers as they are typed: amounts with commas, none as nothing."""
    amounts = {name: "" if row[name] is None else f"{row[name]:,}" for name in ("quota", "bookings")}
    return row | amounts | {"year": str(row["year"])}


class PromotionForm(RecordForm):
    """The same with the colleague, when the case is opened."""

    colleague = SelectField("Colleague", validate_choice=False)

    def offer(self, people: Iterable[tuple[int, str]]) -> Self:
        """Let one of these people be chosen; nobody is chosen beforehand."""
        self.colleague.choices = options({"": "Choose a colleague"} | {str(number): name for number, name in people})
        return self

    def chosen(self) -> int:
        """Number of the chosen account; 0, which nobody has, for none."""
        sent = self.colleague.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
