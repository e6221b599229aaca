"""When a candidate hears of our no: as soon as it can't be taken back any more, on a later morning, or not by mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.domain.errors import BadData
from app.domain.pipeline import UNDO_WINDOW
from app.domain.telling import day_of, mornings, opening_on
from app.domain.waits import hours_of_candidate

# Nobody is kept waiting longer for an answer that is known. Basis: house judgement.
MOST_DAYS = 31


class Telling(StrEnum):
    """How a candidate hears of it."""

    NOW = "now"
    MORNING = "morning"
    LATER = "later"
    NEVER = "never"


TELLINGS: Mapping[Telling, str] = {
    Telling.NOW: "By mail, in a minute",
    Telling.MORNING: "By mail, on their next working morning",
    Telling.LATER: "By mail, on the morning of a later day",
    Telling.NEVER: "Not by mail",
}


@dataclass(frozen=True, slots=True)
class News:
    """How the candidate of a decline hears of it.

    `day` belongs to a later day, `because` says why no mail is written, in our own words.
    """

    telling: Telling = Telling.NOW
    day: date | None = None
    because: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """What of it is kept with the event of the decline."""
        found = {"tells": self.telling.value}
        return found | {"silence": self.because.strip()} if self.telling is Telling.NEVER else found


# A colleague hears of it from a person: a mail to a candidate is not for them.
IN_PERSON = News(Telling.NEVER, because="A colleague is told in person, never by mail.")


def told_at(news: News, *, now: datetime, zone: str) -> datetime | None:
    """When the mail leaves.

    Args:
        news: how the candidate hears of it.
        now: this instant.
        zone: the candidate's own.

    Returns:
        an instant in UTC, never before the minute is over in which a decline can be taken back; None without a mail.

    Raises:
        BadData: for a day that has passed or is too far off, and for no mail without a reason.
    """
    if news.telling is Telling.NEVER:
        if not news.because.strip():
            raise BadData("Write why no mail is sent, and how the candidate hears of it.", field="because")
        return None
    soonest = now + UNDO_WINDOW
    if news.telling is Telling.NOW:
        return soonest
    if news.telling is Telling.MORNING:
        return next_morning(soonest, zone)
    return _on_day(news.day, now=now, zone=zone)


def next_morning(soonest: datetime, zone: str) -> datetime:
    """Nine o'clock where the candidate is, on the first working day on which that still lies ahead."""
    week = hours_of_candidate(zone, weekends=False)
    return next((moment for moment in mornings(day_of(soonest, week), week) if moment >= soonest), soonest)


def _on_day(day: date | None, *, now: datetime, zone: str) -> datetime:
    today = now.astimezone(ZoneInfo(zone)).date()
    if day is None:
        raise BadData("Choose the day on which the mail leaves.", field="day")
    if day <= today:
        raise BadData("This day has passed or is today where the candidate is. Choose a later one.", field="day")
    if day > today + timedelta(days=MOST_DAYS):
        raise BadData(
            f"Choose a day within {MOST_DAYS} days: nobody should wait longer for a known answer.", field="day"
        )
    moment = opening_on(day, hours_of_candidate(zone, weekends=True))
    return moment if moment is not None else next_morning(now + UNDO_WINDOW, zone)
