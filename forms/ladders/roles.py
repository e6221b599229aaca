"""Forms of role pages: which two titles, which two levels, or which title and level stand side by side.

They are sent as part of the address and change nothing, so that they need no token.
"""

from collections.abc import Sequence
from typing import Self

from wtforms import Form, SelectField

from app.domain.family import Title
from app.domain.ladder import Level
from forms.base import options


class TitlesForm(Form):
    """Two titles of one family; both are called `title` in the address."""

    left = SelectField("Title", name="title", id="title")
    right = SelectField("Beside", name="title", id="beside")

    @classmethod
    def offering(cls, titles: Sequence[Title], left: str, right: str) -> Self:
        """A choice of these titles that stands at two of them."""
        form = cls(data={"left": left, "right": right})
        form.left.choices = form.right.choices = options({title.key: title.name for title in titles})
        return form


class LevelsForm(Form):
    """Two levels of one ladder; they are called `from` and `to` in the address."""

    low = SelectField("Level", name="from", id="from")
    high = SelectField("Beside", name="to", id="to")

    @classmethod
    def offering(cls, levels: Sequence[Level], low: str, high: str) -> Self:
        """A choice of these levels that stands at two of them."""
        form = cls(data={"low": low, "high": high})
        form.low.choices = form.high.choices = options(_names(levels))
        return form


class TitleAndLevelForm(Form):
    """A title and a level."""

    title = SelectField("Title", id="against-title")
    level = SelectField("Level", id="against-level")

    @classmethod
    def offering(cls, titles: Sequence[Title], levels: Sequence[Level], title: str, level: str) -> Self:
        """A choice of these that stands at one of each."""
        form = cls(data={"title": title, "level": level})
        form.title.choices = options({item.key: item.name for item in titles})
        form.level.choices = options(_names(levels))
        return form


def _names(levels: Sequence[Level]) -> dict[str, str]:
    return {level.code: f"{level.code} {level.name}" for level in levels}
