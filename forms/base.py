"""What every form has in common. Outside the feature grid, since all forms use it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_wtf import FlaskForm

from app.domain.errors import BadData, NotReady


class RungForm(FlaskForm):
    """A form that can take back a refusal of the domain, and knows its status."""

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
