"""Forms of reports: one calibration deck to rate."""

from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.validators import DataRequired

from app.domain.deck import Deck
from forms.base import SeenForm, options


class DeckForm(SeenForm):
    """The anchors of each snippet's area as radios, `point-KEY`, none of them chosen; `version` is the last result."""

    deck: Deck
    digest = HiddenField()

    @classmethod
    def for_deck(cls, deck: Deck, *, digest: str, last: int) -> "DeckForm":
        """The form of one deck. Nothing of its reference is in it."""
        names = {str(point.value): point.name for point in deck.scale.points}
        fields: dict[str, Any] = {"deck": deck}
        for number, snippet in enumerate(deck.snippets, start=1):
            needed = DataRequired(f"Snippet {number}: choose one of the five anchors.")
            label = f"Snippet {number}, {deck.area(snippet.area).name}"
            fields[f"point-{snippet.key}"] = RadioField(label, [needed], choices=options(names))
        form: DeckForm = type(cls.__name__, (cls,), fields)(data={"version": last, "digest": digest})
        return form

    def points(self) -> dict[str, int]:
        """Snippet key to the point that was chosen."""
        return {snippet.key: int(self[f"point-{snippet.key}"].data) for snippet in self.deck.snippets}
