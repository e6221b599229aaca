"""Forms of messages: the text of a kind, and which messages somebody wants."""

from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from app.domain.errors import BadData
from app.domain.mail_kinds import KINDS, MUTABLE
from app.domain.mail_texts import MailText, check_template
from forms.base import RungForm, SeenForm, options

MUCH = 20_000  # what is read at all; the rule says how much is too long


class MailTextForm(SeenForm):
    """Subject and body with tokens."""

    subject = StringField("Subject")
    body = TextAreaField("Text")

    def text(self) -> MailText:
        """What was written, unchecked and cut where nobody writes so much."""
        return MailText((self.subject.data or "")[:MUCH], (self.body.data or "")[:MUCH])

    def checked(self, kind: str) -> MailText | None:
        """What was written if it can be sent; else the refusal stands at its field."""
        text = self.text()
        try:
            return check_template(kind, text.subject, text.body)
        except BadData as error:
            self.refuse(error.message, error.field)
            return None


class MailChoicesForm(RungForm):
    """The messages that somebody can do without, and still wants."""

    wanted = SelectMultipleField(
        "Send me",
        choices=options({kind: KINDS[kind].title for kind in MUTABLE}),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def unwanted(self) -> frozenset[str]:
        """The kinds that were not ticked."""
        return frozenset(MUTABLE) - frozenset(self.wanted.data or ())
