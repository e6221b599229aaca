"""Forms of calendars: which busy calendar we may read."""

from typing import Any

from wtforms import RadioField, StringField
from wtforms.validators import Length

from forms.base import RungForm, options, trimmed

_ADDRESS, _SERVER = "By its secret address", "From our calendar server, by my e-mail address"


class BusyCalendarForm(RungForm):
    """One way or the other; without a calendar server there is only the address."""

    kind = RadioField("How we read it", choices=[], default="ics", validate_choice=False)
    url = StringField(
        "Address of your calendar",
        [Length(max=1000, message="Keep the address under 1,000 characters.")],
        filters=[trimmed],
    )

    def offer(self, *, has_caldav: bool) -> None:
        """Put up the ways that there are."""
        names: dict[str, Any] = {"ics": _ADDRESS} | ({"caldav": _SERVER} if has_caldav else {})
        self.kind.choices = options(names)

    def chosen(self) -> tuple[str, str]:
        """How, and from where."""
        return self.kind.data or "ics", self.url.data or ""
