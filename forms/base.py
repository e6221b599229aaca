"""What every form has in common. Outside the feature grid, since all forms use it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than the stubs

from app.domain.errors import BadData, NotReady

Word = TypeVar("Word", bound=str)
# Sent along when a form is to be shown again with what was typed, and nothing done yet: after signing in again.
AGAIN = "show-again"


def options(names: Mapping[Word, str]) -> list[Any]:
    """Choices for a select or radio field, from value to label."""
    return [SelectChoice(value=value, label=label) for value, label in names.items()]


def trimmed(text: str | None) -> str:
    """A filter for one-line fields: no control characters, no space around, single spaces inside."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text or "").split())


class RungForm(FlaskForm):
    """A form that can take back a refusal of the domain, and knows its status."""

    def is_submitted(self) -> bool:
        """Whether something shall be done with what was sent."""
        return bool(super().is_submitted()) and AGAIN not in request.form

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Attach a refusal to the field that it names, or to the form as a whole."""
        try:
            yield
        except (BadData, NotReady) as error:
            self.refuse(error.message, error.field)
            for sentence in getattr(error, "missing", ()):
                self.form_errors.append(sentence)

    def refuse(self, message: str, field: str | None = None) -> None:
        """Add one error to a field, or to the form when it has no such field."""
        if field is not None and field in self:
            self[field].errors = [*self[field].errors, message]
        else:
            self.form_errors.append(message)

    @property
    def status(self) -> int:
        """422 when something is wrong with what was sent, else 200."""
        return 422 if self.errors else 200


class SeenForm(RungForm):
    """A form that sends back the version its page showed."""

    version = HiddenField(default="0")

    def seen(self) -> int:
        """The version that the page showed; 0, which no row has, when it was left out or tampered with."""
        # Of a form that was sent, never the value that it was made with.
        was_left_out = self.version.raw_data == []
        sent = "" if was_left_out else str(self.version.data or "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
