"""Forms of the debrief. Outside the feature grid: interviewers fill them in who have no part in decisions."""

from typing import Self

from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.domain.debrief_notes import NOTE_LIMIT, OUTCOME_NAMES
from forms.base import SeenForm, options
from forms.decisions import spoken

_TOO_LONG = Length(max=NOTE_LIMIT, message=f"Keep it within {NOTE_LIMIT:,} characters.")


class _OneOfMany(SeenForm):
    """A form that stands on a page more than once, with ids of its own."""

    @classmethod
    def about(cls, code: str, *, newest: int, is_sent: bool = False) -> Self:
        """The form of one item; `newest` is the number of the newest note that the page shows."""
        form = cls(data={"version": newest}) if is_sent else cls(formdata=None, data={"version": newest})
        for field in form:
            field.id = field.label.field_id = f"{field.name}-{code}"
        return form


class NoteForm(_OneOfMany):
    """What came of one item."""

    outcome = RadioField(
        "What came of it", [DataRequired("Choose what came of it.")], choices=options(OUTCOME_NAMES), coerce=str
    )
    text = TextAreaField(
        "In a sentence",
        [DataRequired("Write in a sentence what came of it. Others read it beside the scorecards."), _TOO_LONG],
        filters=[spoken],
    )


class QuestionForm(_OneOfMany):
    """Something that people want to talk about beside what the scorecards bring up."""

    text = TextAreaField("Question", [DataRequired("Write what shall be talked about."), _TOO_LONG], filters=[spoken])
