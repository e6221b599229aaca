"""The form by which a candidate hands in slides."""

from typing import Any

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage

from app.domain.candidate import SentFile
from app.domain.errors import BadData
from app.domain.say import say, translatable
from forms.base import RungForm


class DeckForm(RungForm):
    """One file."""

    deck = FileField(translatable("Your slides"))

    @classmethod
    def for_stage(cls, stage: str, **given: Any) -> "DeckForm":
        """The form of one of several stages on a page; its field has an id of its own."""
        made = cls(**given)
        made.deck.id = f"deck-{stage}"
        return made

    def sent(self) -> SentFile:
        """What was chosen.

        Raises:
            BadData: if nothing was.
        """
        chosen = self.deck.data
        if not isinstance(chosen, FileStorage) or not chosen.filename:
            raise BadData(say("Choose the file with your slides."), field="deck")
        return SentFile(chosen.filename, chosen.read())
