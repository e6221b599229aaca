"""Calendar files: what is written is read back as it was meant, whatever the texts hold; answers are read with care."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from app.domain.errors import BadData
from app.gateways.calendar import Event, Reply, cancel, feed, one_line, plain, read_reply, request

BEGIN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ENTRY_LINES = {
    "UID",
    "SEQUENCE",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "CONFERENCE",
    "URL",
    "TRANSP",
    "STATUS",
    "ORGANIZER",
    "ATTENDEE",
}
HOSTILE = "Mei\r\nATTENDEE:mailto:x@y.org\rBEGIN:VALARM\u2028END:VEVENT\x85\u2029METHOD:CANCEL\x00;,:\"\\^'"
texts = st.text(st.characters(), max_size=60) | st.just(HOSTILE)
zones = st.sampled_from(
    ["Europe/Berlin", "Asia/Tokyo", "Australia/Lord_Howe", "America/New_York", "UTC", "Asia/Kolkata"]
)


def make_event(**given: Any) -> Event:
    usual: dict[str, Any] = {
        "uid": "token.signed@rung",
        "sequence": 3,
        "starts_at": BEGIN,
        "ends_at": BEGIN + timedelta(hours=1),
        "zone": "Europe/Berlin",
        "summary": "Panel: Mei Tanaka",
        "description": "Interview for an opening.",
        "location": "https://meet.example.org/room",
        "url": "https://rung.example.org/interviews/7",
        "organiser_name": "Quillhaven",
        "organiser_address": "hiring@example.org",
        "attendee_name": "Jonas Weber",
        "attendee_address": "jonas@example.org",
        "is_cancelled": False,
        "changed_at": BEGIN - timedelta(days=3),
    }
    return Event(**usual | given)


def entry_in(file: bytes) -> Any:
    """The only entry of a calendar file."""
    (entry,) = Calendar.from_ical(file).walk("VEVENT")
    return entry


def test_an_invitation_asks_one_person_to_come():
    file = request(make_event())

    entry = entry_in(file)
    assert Calendar.from_ical(file)["METHOD"] == "REQUEST"
    assert (entry["UID"], entry["SEQUENCE"], entry["STATUS"]) == ("token.signed@rung", 3, "CONFIRMED")
    assert str(entry["ATTENDEE"]) == "mailto:jonas@example.org"
    assert entry["ATTENDEE"].params["RSVP"] == "TRUE"
    assert str(entry["ORGANIZER"]) == "mailto:hiring@example.org"


def test_the_product_that_wrote_it_is_named_by_its_name_alone():
    assert Calendar.from_ical(request(make_event()))["PRODID"] == "-//Rung//Interviews//EN"


def test_a_called_off_interview_ends_the_entry_of_the_same_name():
    file = cancel(make_event(sequence=4))

    entry = entry_in(file)
    assert Calendar.from_ical(file)["METHOD"] == "CANCEL"
    assert (entry["UID"], entry["SEQUENCE"], entry["STATUS"]) == ("token.signed@rung", 4, "CANCELLED")


def test_a_feed_invites_nobody():
    file = feed("Interviews", [make_event()])

    assert Calendar.from_ical(file)["METHOD"] == "PUBLISH"
    assert not {"ATTENDEE", "ORGANIZER"} & set(entry_in(file))


def test_an_empty_feed_is_a_calendar_all_the_same():
    assert Calendar.from_ical(feed("Interviews", [])).walk("VEVENT") == []


@given(zone=zones, hours=st.integers(0, 24 * 800), name=texts)
def test_the_instant_is_the_same_whichever_zone_it_is_written_in(zone: str, hours: int, name: str):
    begin = BEGIN + timedelta(hours=hours)

    entry = entry_in(
        request(make_event(starts_at=begin, ends_at=begin + timedelta(minutes=45), zone=zone, summary=name))
    )

    assert entry.decoded("DTSTART").astimezone(UTC) == begin
    assert entry.decoded("DTEND").astimezone(UTC) == begin + timedelta(minutes=45)


@given(zone=zones, days=st.integers(0, 800))
def test_the_rules_of_the_zone_go_along_and_say_what_the_zone_says(zone: str, days: int):
    at = datetime(2026, 3, 1, 10, 30, tzinfo=ZoneInfo(zone)) + timedelta(days=days)

    file = request(make_event(starts_at=at.astimezone(UTC), ends_at=at.astimezone(UTC) + timedelta(hours=1), zone=zone))

    assert [str(part["TZID"]) for part in Calendar.from_ical(file).walk("VTIMEZONE")] == (
        [zone] if zone != "UTC" else []
    )
    part: Any
    for part in Calendar.from_ical(file).walk("VTIMEZONE"):
        assert part.to_tz(lookup_tzid=False).utcoffset(at.replace(tzinfo=None)) == at.utcoffset()


def test_a_time_in_the_hour_that_comes_twice_is_written_so_that_it_means_the_second():
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

    file = request(make_event(starts_at=second, ends_at=second + timedelta(hours=1)))

    assert b"DTSTART:20261025T013000Z" in file


@given(summary=texts, description=texts, location=texts, url=texts, person=texts, address=texts)
def test_no_text_adds_a_line_or_a_part(summary, description, location, url, person, address):
    event = make_event(
        summary=summary,
        description=description,
        location=location,
        url=url,
        attendee_name=person,
        attendee_address=address,
        organiser_name=person,
    )

    file = request(event)

    calendar = Calendar.from_ical(file)
    parts = [part.name for part in calendar.walk() if part.name not in {"STANDARD", "DAYLIGHT"}]
    assert parts == ["VCALENDAR", "VTIMEZONE", "VEVENT"]
    entry = entry_in(file)
    assert set(entry) <= ENTRY_LINES
    assert not any(isinstance(value, list) for value in entry.values())
    assert not entry.errors
    assert str(entry["SUMMARY"]) == one_line(summary)
    assert str(entry.get("DESCRIPTION", "")) == plain(description)
    assert str(entry.get("LOCATION", "")) == one_line(location)
    assert entry["ATTENDEE"].params["CN"] == one_line(person)


@given(text=texts)
def test_lines_are_short_whole_and_end_in_one_way_only(text: str):
    file = request(make_event(summary=text * 3, description=text, attendee_name=text))

    lines = file.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode("utf-8") is not None for line in lines)
    assert not any(sign in line for line in lines for sign in (b"\r", b"\n", "\x85".encode(), "\u2028".encode()))


def reply(**given: str) -> bytes:
    """What a calendar sends back."""
    said = {"method": "REPLY", "uid": "token.signed@rung", "answer": "ACCEPTED", "sequence": "3"} | given
    attendee = f"ATTENDEE;PARTSTAT={said['answer']}:mailto:jonas@example.org"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", f"METHOD:{said['method']}", "BEGIN:VEVENT"]
    lines += [f"UID:{said['uid']}", "DTSTAMP:20261120T100000Z", f"SEQUENCE:{said['sequence']}"]
    lines += [said.get("attendees", attendee), "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize("answer", ["accepted", "declined", "tentative"])
def test_yes_no_and_perhaps_are_understood(answer: str):
    assert read_reply(reply(answer=answer.upper())) == Reply("token.signed@rung", answer, 3)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"BEGIN:VCALENDAR",
        b"\xff\xfe\x00",
        reply(method="REQUEST"),
        reply(answer="DELEGATED"),
        reply(answer="NEEDS-ACTION"),
        reply(sequence="many"),
        reply(sequence="-1"),
        reply(sequence="99999999999999"),
        reply(attendees="COMMENT:nobody"),
        reply(attendees="ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.c\r\nATTENDEE;PARTSTAT=DECLINED:mailto:d@b.c"),
        reply() * 2000,
        request(make_event()),
        feed("Interviews", []),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(text: bytes):
    with pytest.raises(BadData) as refusal:
        read_reply(text)

    assert refusal.value.message.endswith(".")


@given(text=st.binary(max_size=300) | st.text(max_size=200).map(lambda told: reply(uid=told, answer=told)))
def test_no_answer_breaks_its_reader(text: bytes):
    try:
        found = read_reply(text)
    except BadData:
        return

    assert found.answer in {"accepted", "declined", "tentative"}
