"""Calendar files: an invitation, its update, its end (iTIP, RFC 5546), a feed; and the answer that a calendar sends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText, vUri
from icalendar import Event as Entry

from app.domain.errors import BadData
from app.domain.offsets import stretches
from app.domain.spans import second_of

PRODUCT = "-//Rung//Interviews//EN"
MOST_REPLY = 100_000
ANSWERS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}
NO_REPLY = "This is no answer to an invitation. Answer in your calendar, or write to whoever invited you."
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_IN_ADDRESS = "%/:?#[]@!$&'()*+,;=~"
_IN_MAILBOX = "@!#$&'*+/=^`{|}~"


@dataclass(frozen=True, slots=True)
class Event:
    """One person's entry for one interview. `url` is a plain address: whoever reads a calendar is no holder of a link.

    `organiser_address` and `attendee_address` may be empty in a feed, where neither is named.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    summary: str
    description: str
    location: str
    url: str
    organiser_name: str
    organiser_address: str
    attendee_name: str
    attendee_address: str
    is_cancelled: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody answered in their calendar: accepted, declined or tentative, to which state of the entry."""

    uid: str
    answer: str
    sequence: int


def request(event: Event) -> bytes:
    """An invitation or, with a higher sequence, its update, for one attendee."""
    return _file("REQUEST", [event])


def cancel(event: Event) -> bytes:
    """The end of an invitation for one attendee."""
    return _file("CANCEL", [event])


def feed(name: str, events: Iterable[Event]) -> bytes:
    """A calendar to subscribe to; nobody is invited by it."""
    return _file("PUBLISH", list(events), name=name)


def one_line(text: str) -> str:
    """The text without what would end a line or can't be seen."""
    return " ".join(plain(text).split("\n"))


def plain(text: str) -> str:
    """The text with every kind of line end as one, and without signs that can't be seen."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text))


def _file(method: str, events: list[Event], *, name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("name", one_line(name))
        calendar.add("x-wr-calname", one_line(name))
    for zone in sorted({event.zone for event in events if event.zone != "UTC"}):
        calendar.add_component(_zone(zone, [event for event in events if event.zone == zone]))
    for event in events:
        calendar.add_component(_entry(event, method))
    written: bytes = calendar.to_ical()
    return written


def _zone(zone: str, events: list[Event]) -> Timezone:
    """The rules of a zone for the years that the entries lie in: one part for each stretch with the same offset."""
    years = [at.year for event in events for at in (event.starts_at, event.ends_at)]
    begin, end = datetime(min(years) - 1, 1, 1, tzinfo=UTC), datetime(max(years) + 2, 1, 1, tzinfo=UTC)
    found = Timezone()
    found.add("tzid", zone)
    before: int | None = None
    for first, _until, offset in stretches(zone, second_of(begin), second_of(end)):
        came_from = offset if before is None else before
        part = TimezoneDaylight() if offset > came_from else TimezoneStandard()
        # A change is written on the clock that holds until it comes.
        part.add("dtstart", datetime.fromtimestamp(first + came_from, UTC).replace(tzinfo=None))
        part.add("tzoffsetfrom", timedelta(seconds=came_from))
        part.add("tzoffsetto", timedelta(seconds=offset))
        part.add("tzname", datetime.fromtimestamp(first, ZoneInfo(zone)).tzname())
        found.add_component(part)
        before = offset
    return found


def _entry(event: Event, method: str) -> Entry:
    entry = Entry()
    entry.add("uid", vText(one_line(event.uid)))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.changed_at)
    begin, end = _walls(event)
    entry.add("dtstart", begin)
    entry.add("dtend", end)
    entry.add("summary", vText(one_line(event.summary)))
    if event.description:
        entry.add("description", vText(plain(event.description)))
    if event.location:
        entry.add("location", vText(one_line(event.location)))
    if event.location.startswith(("https://", "http://")):
        entry.add("conference", _address(event.location, VALUE="URI", FEATURE="VIDEO"))
    if event.url:
        entry.add("url", _address(event.url))
    entry.add("transp", "OPAQUE")
    entry.add("status", "CANCELLED" if event.is_cancelled or method == "CANCEL" else "CONFIRMED")
    if method != "PUBLISH":
        _add_people(entry, event)
    return entry


def _add_people(entry: Entry, event: Event) -> None:
    entry.add("organizer", _mailbox(event.organiser_address, event.organiser_name))
    asked = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    entry.add("attendee", _mailbox(event.attendee_address, event.attendee_name, **asked))


def _walls(event: Event) -> tuple[datetime, datetime]:
    """Both ends on the clocks of the zone; in UTC where one of them falls into an hour that comes a second time.

    A wall time in such an hour always means the first of the two, so that the second can't be written any other way.
    """
    begin, end = (at.astimezone(ZoneInfo(event.zone)) for at in (event.starts_at, event.ends_at))
    return (event.starts_at, event.ends_at) if begin.fold or end.fold else (begin, end)


def _address(text: str, **parameters: str) -> vUri:
    """An address in which nothing can end a line."""
    address = vUri(quote(plain(text), safe=_IN_ADDRESS))
    for name, value in parameters.items():
        address.params[name] = value
    return address


def _mailbox(address: str, name: str, **parameters: str) -> vCalAddress:
    mailbox = vCalAddress(f"mailto:{quote(plain(address), safe=_IN_MAILBOX)}")
    mailbox.params["CN"] = one_line(name)
    for key, value in parameters.items():
        mailbox.params[key] = value
    return mailbox


def read_reply(text: bytes) -> Reply:
    """What a calendar answers to an invitation.

    Args:
        text: the calendar part of a mail.

    Returns:
        the answer, as the calendar claims it; whose the entry is has to be checked by its signature.

    Raises:
        BadData: for what is too long or broken, is no answer, or answers neither yes, no nor perhaps.
    """
    if len(text) > MOST_REPLY:
        raise BadData("This answer is too long to be one of a calendar.")
    try:
        calendar = Calendar.from_ical(text)
        entries = calendar.walk("VEVENT")
        is_reply = str(calendar.get("METHOD", "")).upper() == "REPLY"
        attendees = [_only(entry.get("ATTENDEE")) for entry in entries]
        said = {str(person.params.get("PARTSTAT", "")).upper() for person in attendees if person is not None}
        uids = {str(entry.get("UID", "")) for entry in entries}
        sequences = [int(entry.get("SEQUENCE", 0)) for entry in entries]
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise BadData(NO_REPLY) from error
    if not is_reply or len(uids) != 1 or len(said) != 1 or None in attendees or not 0 <= max(sequences) < 2**31:
        raise BadData(NO_REPLY)
    answer = ANSWERS.get(said.pop())
    if answer is None:
        raise BadData("This answer says neither yes, no nor perhaps. Answer the invitation in your calendar again.")
    return Reply(uids.pop(), answer, max(sequences))


def _only(found: Any) -> vCalAddress | None:
    """The one attendee who answers; None when there are several, or none."""
    return found if isinstance(found, vCalAddress) else None
