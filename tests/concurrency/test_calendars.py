"""Several windows and several workers at once: one calendar of a person, and each of its spans once."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.domain.spans import Span
from app.gateways.feeds import Fetched
from app.models.scheduling import BusyCalendar, BusySpan
from app.services.scheduling import calendars
from app.services.scheduling.busy import Due, refresh_busy
from tests.factories.accounts import make_account
from tests.factories.bookings import viewer_of

AT_ONCE = 8
ROUNDS = 10 if os.environ.get("CHECK_LONG") else 2
TEXT = """BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z
DTSTART:20260101T100000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""


def count(table: type) -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def test_many_windows_that_name_a_calendar_leave_one(app: Flask, context: Flask):
    viewer = viewer_of(make_account())
    for _round in range(ROUNDS):
        barrier = Barrier(AT_ONCE)

        def name(number: int, barrier: Barrier = barrier) -> None:
            barrier.wait()
            with app.app_context():
                calendars.subscribe(viewer, kind="ics", url=f"https://calendar.example.org/{number}.ics")

        db.session.rollback()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(name, range(AT_ONCE)))

        assert count(BusyCalendar) == 1


def test_workers_that_read_the_same_calendar_at_once_keep_each_span_once(app: Flask, context: Flask):
    calendars.subscribe(viewer_of(make_account()), kind="ics", url="https://calendar.example.org/me.ics")
    now = datetime.now(UTC) + timedelta(minutes=1)
    barrier = Barrier(AT_ONCE)

    def fetch(_due: Due, _window: Span) -> Fetched:
        barrier.wait(10)  # all of them have found it due
        return Fetched(TEXT.encode())

    def work(_number: int) -> int:
        with app.app_context():
            return refresh_busy(now, fetch=fetch)

    db.session.rollback()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(work, range(AT_ONCE)))

    assert 60 <= count(BusySpan) <= 62
