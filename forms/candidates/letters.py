"""The form of a growth letter: its text, its language, and what is done with it."""

from wtforms import RadioField, TextAreaField

from forms.applications.moves import told
from forms.base import SeenForm, options


class LetterForm(SeenForm):
    """A letter as somebody leaves it."""

    language = RadioField("Language", choices=options({"en": "English", "ja": "Japanese"}))
    body = TextAreaField("The letter", filters=[told])
