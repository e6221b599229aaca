"""The form that accepts one finding of the linter."""

from wtforms import HiddenField, TextAreaField

from forms.base import RungForm


class AcceptForm(RungForm):
    """Which finding, and why it can stay. Its length is checked by the domain."""

    fingerprint = HiddenField()
    note = TextAreaField("Why it can stay as it is")

    def reason(self) -> str:
        """The note as it was written."""
        return self.note.data or ""
