"""The form that lets an application rest on other versions."""

from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length

from forms.applications.moves import REASON_LENGTH, told
from forms.base import SeenForm


class VersionForm(SeenForm):
    """Which versions, as the page showed them, and why."""

    to = HiddenField()
    mark = HiddenField()
    reason = TextAreaField(
        "Reason",
        [
            DataRequired("Write why it shall rest on other versions."),
            Length(max=REASON_LENGTH, message=f"Keep it to {REASON_LENGTH:,} characters."),
        ],
        filters=[told],
    )
