"""Forms about a second look at a decision: the candidate's request, and the answer."""

from wtforms import HiddenField, TextAreaField

from app.domain.say import translatable
from forms.applications.moves import told
from forms.base import RungForm


class AskAgainForm(RungForm):
    """What shall be looked at once more."""

    text = TextAreaField(translatable("What we should look at once more"), filters=[told])


class AnswerAgainForm(RungForm):
    """What came of it. `request` is the request that the page showed."""

    request = HiddenField(default="0")
    text = TextAreaField("Your answer", filters=[told])

    def asked(self) -> int:
        """The request's number; 0, which none has, for whatever is none."""
        sent = str(self.request.data or "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
