"""The form of an invitation: who holds the interview, which hours are offered, where."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from wtforms import BooleanField, SelectMultipleField, StringField
from wtforms.validators import Length

from app.domain.errors import BadData
from app.domain.inviting import Offer, Place, Takes, stamp, starts_from
from forms.base import SeenForm, trimmed


class InviteForm(SeenForm):
    """Places are chosen in the page's own lists; `hours` are the starts that are offered."""

    seats = SelectMultipleField("Interviewers", choices=[], validate_choice=False)
    shown = StringField("Interviewers shown")
    hours = SelectMultipleField("Hours offered", choices=[], validate_choice=False)
    beside = BooleanField("Beside the panel")
    video_link = StringField(
        "Video link",
        [Length(max=500, message="Enter an address of at most 500 characters.")],
        filters=[trimmed],
    )

    def chosen(self) -> tuple[int, ...]:
        """Account numbers of the interviewers, in the order of their places.

        Raises:
            BadData: when one of them has two places.
        """
        found = self.numbers(self.seats.data or ())
        if len(found) < len(self.seats.data or ()):
            raise BadData("Somebody is chosen twice. Choose another person for one of the places.", field="seats")
        return found

    @staticmethod
    def numbers(sent: Iterable[str]) -> tuple[int, ...]:
        """Account numbers, each once, in the order in which they were sent; whatever is none is left out."""
        return tuple(dict.fromkeys(int(text) for text in sent if text.isascii() and text.isdigit() and len(text) < 10))

    @property
    def differs(self) -> bool:
        """Whether other people were chosen than those whose hours the page showed."""
        return self.differs_from(self.numbers((self.shown.data or "").split(",")))

    def offer(self, takes: Takes, places: Sequence[Place], *, starts: Sequence[datetime], minutes: int) -> Offer:
        """What is sent. Hours that were not shown are offered, since nobody took them out."""
        kept = tuple(place for place in places if self.beside.data or not _is_beside(place))
        offered = starts_from(self.hours.data or ())
        withheld = () if self.differs else tuple(start for start in starts if start not in offered)
        return Offer(takes, kept, minutes, withheld, self.video_link.data or "")

    def show(self, *, seats: Sequence[int], starts: Sequence[datetime], has_beside: bool) -> None:
        """Fill what a fresh page shows; what somebody chose stays as it is."""
        self.shown.data = ",".join(map(str, seats))
        if self.is_submitted() and not self.differs_from(seats):
            return
        self.seats.data = [str(seat) for seat in seats]
        self.hours.data = [stamp(start) for start in starts]
        self.beside.data = has_beside

    def differs_from(self, seats: Sequence[int]) -> bool:
        """Whether the page now shows other people than those who were sent."""
        return sorted(self.numbers(self.seats.data or ())) != sorted(seats)


def _is_beside(place: Place) -> bool:
    return place.sits_as in {"shadow", "reverse_shadow"}
