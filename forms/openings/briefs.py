"""The form of what candidates get before a stage."""

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import Optional

from app.domain.briefs import USUAL_DAYS, Brief
from app.domain.candidate import SentFile
from forms.base import SeenForm


def _lines(text: str | None) -> str:
    """Line ends as they are kept everywhere."""
    return (text or "").replace("\r\n", "\n")


class BriefForm(SeenForm):
    """Texts in two languages, a file, and when it is sent."""

    text = TextAreaField("In English", filters=[_lines])
    text_ja = TextAreaField("In Japanese", filters=[_lines])
    file = FileField("File")
    drops_file = BooleanField("Send no file any more")
    days_before = IntegerField("Days before the interview", [Optional()], default=USUAL_DAYS)
    asks_for_deck = BooleanField("Candidates can hand in slides")

    @classmethod
    def of(cls, brief: Brief | None, *, version: int) -> "BriefForm":
        """What there is so far."""
        if brief is None:
            return cls(data={"version": "0"})
        fields = ("text", "text_ja", "days_before", "asks_for_deck")
        return cls(data={name: getattr(brief, name) for name in fields} | {"version": str(version)})

    def brief(self) -> Brief:
        """What was entered, as the domain has it."""
        return Brief.entered(
            text=self.text.data or "",
            text_ja=self.text_ja.data or "",
            days_before=self.days_before.data,
            asks_for_deck=bool(self.asks_for_deck.data),
        )

    def sent(self) -> SentFile | None:
        """The file, or None when none was chosen."""
        chosen = self.file.data
        if not isinstance(chosen, FileStorage) or not chosen.filename:
            return None
        return SentFile(chosen.filename, chosen.read())
