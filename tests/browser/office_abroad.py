"""People in five zones around one candidate, on a server inside the test, so that its clock can be set."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Thread
from typing import Any

from flask import Flask
from playwright.sync_api import Locator, Page
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from app.database import db
from app.gateways import clock
from app.gateways.mail import Letter
from app.models.notifications import OutboxMessage
from app.models.openings import OpeningMember
from app.queries import ladders
from app.services.notifications.composing import compose
from tests import factories
from tests.factories.accounts import make_account
from tests.factories.hours import make_pattern
from tests.factories.openings import make_opening

WEEKEND: list[list[list[str]]] = [[], []]
# Late for some and early for others: the only hours that a Berlin, a Denver and a Sydney day have in common.
HOURS = {
    "Europe/Berlin": ["06:00", "15:00"],
    "America/Denver": ["16:00", "24:00"],
    "Australia/Sydney": ["09:00", "19:00"],
}


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_request(self, *_args: Any) -> None:
        """Leave it out."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application of the test behind an address; links lead to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    known, url = app.config["RUNG"], f"http://127.0.0.1:{port}"
    app.config["RUNG"] = replace(known, base_url=url)
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield url
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
        app.config["RUNG"] = known


@dataclass(frozen=True)
class Office:
    """An opening in Tokyo with a panel in Berlin, Denver and Sydney, and one more who can step in."""

    app: Flask
    opening: int
    recruiter: int
    panel: dict[str, int]
    standby: int

    def letters(self, kind: str, *, account: int | None = None) -> list[Letter]:
        """What the product writes of this kind to somebody of the staff, or to the candidate, oldest first."""
        with self.app.app_context():
            rows = select(OutboxMessage.id).where(OutboxMessage.kind == kind, OutboxMessage.cancelled_at.is_(None))
            ids = db.session.scalars(rows.where(OutboxMessage.account_id == account).order_by(OutboxMessage.id)).all()
            written = [compose(number, clock.now() + timedelta(minutes=2)) for number in ids]
        return [letter for letter in written if isinstance(letter, Letter)]

    def booking_link(self) -> str:
        """The link in the latest invitation."""
        found = re.search(r"http\S+/booking-links/\S+", self.letters("invitation_sent")[-1].text)
        assert found is not None
        return found[0]


def make_office(app: Flask, **public: Any) -> Office:
    """The people, and their hours; `public` is what the public page of their opening needs."""
    panel = {zone: make_account("interviewer", name=f"Person of {zone.split('/')[1]}", zone=zone) for zone in HOURS}
    team = make_opening(panel=tuple(panel.values()), **public)
    for zone, who in panel.items():
        make_pattern(who, week=[[HOURS[zone]]] * 5 + WEEKEND)
    with app.app_context():
        ladders.playbook_of(team.opening)
    return Office(app, team.opening, team.recruiter, panel, make_standby(team.opening))


def make_standby(opening: int) -> int:
    """Somebody in Berlin who is in the pool, and away more than the others."""
    who = make_account("interviewer", name="Chidi Nwosu", zone="Europe/Berlin")
    make_pattern(who, week=[[], [["06:00", "07:00"]], [], [["06:00", "07:00"]], [], *WEEKEND])
    with factories.writing() as session:
        session.add(OpeningMember(opening_id=opening, account_id=who, part="interviewer"))
    return who


@dataclass
class Hand:
    """A hand on the mouse that counts its clicks."""

    page: Page
    clicks: int = 0
    seen: list[str] = field(default_factory=list)

    def press(self, what: Locator) -> None:
        """Click, and wait for the page that follows."""
        self.clicks += 1
        with self.page.expect_navigation():
            what.click()
        self.seen.append(self.page.url)

    def choose(self, what: Locator) -> None:
        """Click something that leads nowhere yet."""
        self.clicks += 1
        what.click()


def instant_in(letter: Letter) -> datetime:
    """When the calendar part of a letter says that it begins."""
    from icalendar import Calendar

    assert letter.calendar is not None
    found: datetime = Calendar.from_ical(letter.calendar).walk("VEVENT")[0].decoded("dtstart")
    return found
