"""Forms of messages between candidates and recruiters."""

from wtforms import TextAreaField

from app.domain.say import translatable
from forms.base import RungForm


class MessageForm(RungForm):
    """One message."""

    text = TextAreaField(translatable("Your message"))
