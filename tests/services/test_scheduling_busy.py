"""Reading busy calendars: who is due, what is kept when it fails, what nobody reads any more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.busy_reading import EVERY, SELDOM
from app.domain.errors import BadData
from app.domain.spans import Span
from app.gateways.calendar import feed
from app.gateways.feeds import Fetched
from app.models.accounts import Account
from app.models.audit import AuditEntry
from app.models.scheduling import BusyCalendar, BusySpan
from app.queries.scheduling.calendar_entries import entry_of_interviewer
from app.services.scheduling import calendars
from app.services.scheduling.busy import Due, Fetch, read_calendar, refresh_busy
from tests.factories.accounts import make_account
from tests.factories.bookings import viewer_of
from tests.factories.panels import make_panel
from tests.rows import change, count_of

ADDRESS = "https://calendar.example.org/me.ics"


@pytest.fixture
def now(context) -> datetime:
    """Just after everything that a test arranges."""
    return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)


@pytest.fixture
def owner(context) -> int:
    account = make_account(zone="Asia/Tokyo")
    calendars.subscribe(viewer_of(account), kind="ics", url=ADDRESS)
    return account


def calendar(*begins: datetime) -> bytes:
    """An hour at each of these times."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"]
    for number, begin in enumerate(begins):
        lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20260101T000000Z", f"DTSTART:{begin:%Y%m%dT%H%M%SZ}"]
        lines += ["DURATION:PT1H", "SUMMARY:Dentist", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def giving(text: bytes = b"", *, etag: str = "", is_unchanged: bool = False) -> Fetch:
    return lambda _due, _window: Fetched(text, etag, "", is_unchanged)


def failing(_due: Due, _window: Span) -> Fetched:
    raise BadData("The server of the calendar gave no answer in time. We try again.")


def entry_in_calendar(interview: int, account: int, now: datetime) -> bytes:
    """A calendar that holds what we sent this person about the interview."""
    event = entry_of_interviewer(interview, account, changed_at=now)
    assert event is not None
    return feed("Mine", [event])


def kept(account: int) -> BusyCalendar:
    db.session.rollback()
    return db.session.execute(
        select(BusyCalendar).where(BusyCalendar.account_id == account).execution_options(populate_existing=True)
    ).scalar_one()


def spans(account: int) -> list[datetime]:
    db.session.rollback()
    found = select(BusySpan.starts_at).where(BusySpan.account_id == account).order_by(BusySpan.starts_at)
    return list(db.session.execute(found).scalars())


class TestReading:
    def test_a_calendar_that_is_due_becomes_spans_and_nothing_else(self, owner, now):
        at = now + timedelta(days=2)

        assert refresh_busy(now, fetch=giving(calendar(at), etag='"a"')) == 1

        found = kept(owner)
        assert spans(owner) == [at]
        assert (found.read_at, found.tried_at, found.next_at, found.problem) == (now, now, now + EVERY, "")
        assert found.etag == '"a"'

    def test_what_was_read_before_gives_way_to_what_is_read_now(self, owner, now):
        refresh_busy(now, fetch=giving(calendar(now + timedelta(days=2))))

        refresh_busy(now + EVERY, fetch=giving(calendar(now + timedelta(days=5))))

        assert spans(owner) == [now + timedelta(days=5)]

    def test_an_own_interview_that_was_taken_over_into_the_calendar_fills_no_time(self, now):
        panel = make_panel(starts_at=now + timedelta(days=2))
        owner = panel.team.panel[0]
        calendars.subscribe(viewer_of(owner), kind="ics", url=ADDRESS)
        text = entry_in_calendar(panel.interview, owner, now)

        refresh_busy(now, fetch=giving(text))

        assert kept(owner).problem == ""
        assert spans(owner) == []

    def test_a_calendar_server_that_names_no_events_does_not_keep_an_own_interview_from_moving(
        self, app, now, monkeypatch
    ):
        monkeypatch.setitem(
            app.config, "RUNG", replace(app.config["RUNG"], caldav_url="https://dav.example.org/{email}")
        )
        begin = now + timedelta(days=2)
        panel = make_panel(starts_at=begin)
        owner = panel.team.panel[0]
        calendars.subscribe(viewer_of(owner), kind="caldav")

        refresh_busy(now, fetch=giving(calendar(begin, begin + timedelta(minutes=90))))

        assert spans(owner) == [begin + timedelta(minutes=90)]

    def test_the_entry_of_a_colleague_fills_the_time_of_whoever_keeps_it_in_their_calendar(self, now):
        panel = make_panel(starts_at=now + timedelta(days=2))
        owner, colleague = panel.team.panel[:2]
        calendars.subscribe(viewer_of(owner), kind="ics", url=ADDRESS)

        refresh_busy(now, fetch=giving(entry_in_calendar(panel.interview, colleague, now)))

        assert spans(owner) == [now + timedelta(days=2)]

    def test_nobody_frees_time_by_a_name_that_only_looks_like_one_of_ours(self, owner, now):
        at = now + timedelta(days=2)

        refresh_busy(now, fetch=giving(calendar(at).replace(b"UID:0", b"UID:WzEsMSwxXQ.made-up@rung")))

        assert spans(owner) == [at]

    def test_whole_days_are_days_of_the_owner(self, owner, now):
        day = (now + timedelta(days=3)).date()
        text = calendar(now).replace(b"DURATION:PT1H\r\n", b"")
        text = text.replace(f"DTSTART:{now:%Y%m%dT%H%M%SZ}".encode(), f"DTSTART;VALUE=DATE:{day:%Y%m%d}".encode())

        refresh_busy(now, fetch=giving(text))

        assert spans(owner) == [datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=9)]

    def test_only_the_sixty_days_ahead_are_kept(self, owner, now):
        refresh_busy(now, fetch=giving(calendar(now + timedelta(days=59), now + timedelta(days=61))))

        assert spans(owner) == [now + timedelta(days=59)]

    def test_nothing_is_read_before_it_is_due(self, owner, now):
        refresh_busy(now, fetch=giving(calendar()))

        assert refresh_busy(now + EVERY - timedelta(seconds=1), fetch=giving(calendar())) == 0

    def test_nothing_of_somebody_who_left_is_read(self, owner, now):
        change(update(Account).where(Account.id == owner).values(is_active=False))

        assert refresh_busy(now, fetch=giving(calendar())) == 0

    def test_the_same_copy_keeps_its_spans(self, owner, now):
        refresh_busy(now, fetch=giving(calendar(now + timedelta(days=2)), etag='"a"'))
        asked: list[str] = []

        def unchanged(due: Due, _window: Span) -> Fetched:
            asked.append(due.etag)
            return Fetched(b"", is_unchanged=True)

        assert refresh_busy(now + EVERY, fetch=unchanged) == 1
        assert (asked, len(spans(owner))) == (['"a"'], 1)

    def test_once_a_day_the_whole_calendar_is_asked_for(self, owner, now):
        refresh_busy(now, fetch=giving(calendar(), etag='"a"'))
        asked: list[str] = []

        def fetch(due: Due, _window: Span) -> Fetched:
            asked.append(due.etag)
            return Fetched(calendar())

        refresh_busy(now + timedelta(days=1), fetch=fetch)

        assert asked == [""]

    def test_no_transaction_is_open_while_a_server_is_waited_for(self, owner, now):
        found: list[bool] = []

        def fetch(_due: Due, _window: Span) -> Fetched:
            found.append(db.session().in_transaction())
            return Fetched(calendar())

        refresh_busy(now, fetch=fetch)

        assert found == [False]


class TestFailing:
    def test_a_calendar_that_cannot_be_read_keeps_its_spans_and_says_why(self, owner, now):
        refresh_busy(now, fetch=giving(calendar(now + timedelta(days=2))))

        assert refresh_busy(now + EVERY, fetch=failing) == 0

        found = kept(owner)
        assert len(spans(owner)) == 1
        assert (found.read_at, found.tried_at) == (now, now + EVERY)
        assert "gave no answer" in found.problem

    def test_a_broken_calendar_is_a_failure_too(self, owner, now):
        refresh_busy(now, fetch=giving(b"<html>Sign in</html>"))

        assert "no calendar" in kept(owner).problem

    def test_failures_are_followed_by_longer_and_longer_waits(self, owner, now):
        waits = []
        for _ in range(8):
            refresh_busy(now, fetch=failing)
            waits.append(kept(owner).next_at - now)
            now = kept(owner).next_at

        assert waits[:3] == [2 * EVERY, 4 * EVERY, 8 * EVERY]
        assert waits[-1] == SELDOM

    def test_a_good_reading_ends_the_waits(self, owner, now):
        refresh_busy(now, fetch=failing)
        later = kept(owner).next_at

        refresh_busy(later, fetch=giving(calendar()))

        assert (kept(owner).failures, kept(owner).problem, kept(owner).next_at) == (0, "", later + EVERY)

    def test_one_persons_trouble_is_no_trouble_of_the_next(self, owner, now):
        other = make_account()
        calendars.subscribe(viewer_of(other), kind="ics", url=ADDRESS)

        def fetch(due: Due, window: Span) -> Fetched:
            return failing(due, window) if due.account_id == owner else Fetched(calendar())

        assert refresh_busy(now, fetch=fetch) == 1


class TestOwner:
    def test_a_calendar_that_was_stopped_while_it_was_read_leaves_nothing(self, owner, now):
        def fetch(_due: Due, _window: Span) -> Fetched:
            calendars.stop(viewer_of(owner))
            return Fetched(calendar(now + timedelta(days=2)))

        assert refresh_busy(now, fetch=fetch) == 0
        assert (count_of(BusyCalendar), count_of(BusySpan)) == (0, 0)

    def test_another_calendar_forgets_what_the_first_one_said(self, owner, now):
        refresh_busy(now, fetch=giving(calendar(now + timedelta(days=2))))

        calendars.subscribe(viewer_of(owner), kind="ics", url="https://other.example.org/me.ics")

        assert (spans(owner), kept(owner).url, kept(owner).read_at) == ([], "https://other.example.org/me.ics", None)

    def test_naming_and_stopping_leave_a_trace_without_the_address(self, owner):
        calendars.stop(viewer_of(owner))

        trail = db.session.execute(select(AuditEntry).order_by(AuditEntry.id)).scalars().all()
        assert [entry.action for entry in trail] == ["busy_calendar.named", "busy_calendar.stopped"]
        assert not any(ADDRESS in str(entry.data) for entry in trail)

    def test_the_calendar_server_is_no_choice_where_there_is_none(self, owner):
        with pytest.raises(BadData):
            calendars.subscribe(viewer_of(owner), kind="caldav")

    def test_a_calendar_inside_the_network_is_refused_when_it_is_read(self, owner, now):
        calendars.subscribe(viewer_of(owner), kind="ics", url="http://127.0.0.1:8000/me.ics")

        assert refresh_busy(now, fetch=read_calendar) == 0
        assert "private network" in kept(owner).problem
