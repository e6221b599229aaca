"""Who reads the candidate's own pages, and for how long the links and sessions hold that let them in."""

from dataclasses import dataclass
from datetime import timedelta

from app.domain.say import translatable

LINK_LASTS = timedelta(minutes=15)
SESSION_LASTS = timedelta(hours=4)
CHANGE_LASTS = timedelta(hours=24)
LONGEST_PAUSE = timedelta(days=92)
LINK_OVER = translatable("This link was used already, is too old, or was cut off. Ask for a new one: it comes at once.")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A candidate who used a link that went to their own address.

    `email` is that address: what belongs to another one stays closed, even if it belongs to the same person. `name` is
    what they want to be called. `session` is the hash under which the session is kept.
    """

    candidate_id: int
    email: str
    name: str
    language: str
    zone: str
    session: str
