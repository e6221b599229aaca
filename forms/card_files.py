"""The form that attaches files to a scorecard. Outside the feature grid: a form of its own beside the card's."""

from flask_wtf.file import MultipleFileField

from app.domain.candidate import SentFile
from forms.base import RungForm


class AttachForm(RungForm):
    """One or several files; how many and of which kind is for the domain to say."""

    files = MultipleFileField("Files")

    def sent(self) -> tuple[SentFile, ...]:
        """The files that were chosen, in their order."""
        return tuple(SentFile(one.filename, one.read()) for one in self.files.data or () if one.filename)
