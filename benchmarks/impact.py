"""How long an impact preview takes, and how pages fare meanwhile: `python -m benchmarks.impact`.

2,000 finished recommendations under a ladder with a harder level: first computed by a worker beside the server, while
somebody reads the preview's page and a board over and over; then by nobody but the page itself.
"""

import re
import sys
import tempfile
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

from flask import Flask

from app.gateways import clock
from app.jobs import PAUSE_SECONDS, SHORT_PAUSE_SECONDS
from app.services.ladders.previewing import compute_waiting
from benchmarks.applying import served

RECOMMENDATIONS = 2_000
AT_MOST_SECONDS = 20
PATIENCE_SECONDS = 120
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_VERSION = re.compile(r'name="version"[^>]*value="([0-9]+)"')


@dataclass(frozen=True)
class World:
    """The addresses to read, and the cookie of the admin who reads them."""

    impact: str
    ask: str
    board: str
    cookie: str


@dataclass(frozen=True)
class Spent:
    """Seconds until all was computed, and of the slowest page meanwhile."""

    seconds: float
    slowest: float
    pages: int

    def told(self) -> str:
        """The figures in a line."""
        return f"{self.seconds:.1f} s; {self.pages} pages meanwhile, the slowest {self.slowest:.2f} s"


@dataclass
class _Browser:
    """Somebody who is signed in; the cookie changes with what the session holds."""

    port: int
    cookie: str

    def ask(self, method: str, path: str, form: str | None = None) -> str:
        """The body of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        head = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, form, head)
        answer = connection.getresponse()
        self.cookie = answer.headers.get("Set-Cookie", self.cookie).partition(";")[0]
        text = answer.read().decode()
        connection.close()
        if answer.status not in {200, 302}:
            raise ValueError(f"{path} answers {answer.status}.")
        return text


def measure(app: Flask, world: World, port: int, *, has_worker: bool) -> Spent:
    """Ask for a preview and read pages until it is done.

    Args:
        app: the application on the same database, in which the worker works.
        world: what to read.
        port: of the server.
        has_worker: whether a worker computes beside the pages.
    """
    browser = _Browser(port, world.cookie)
    page = browser.ask("GET", world.impact)
    form = urlencode({"csrf_token": _found(_TOKEN, page), "version": _found(_VERSION, page)})
    begun, slowest, pages = time.monotonic(), 0.0, 0
    browser.ask("POST", world.ask, form)
    done = Event()
    if has_worker:
        Thread(target=_work, args=(app, done), daemon=True).start()
    while time.monotonic() - begun < PATIENCE_SECONDS:
        for path in (world.impact, world.board):
            asked = time.monotonic()
            page = browser.ask("GET", path)
            slowest, pages = max(slowest, time.monotonic() - asked), pages + 1
            if path == world.impact and "http-equiv" not in page:
                done.set()
                return Spent(time.monotonic() - begun, slowest, pages)
        time.sleep(0.5)  # a browser comes back after a second; half of it went by above
    raise TimeoutError("The preview was not computed in time.")


def _work(app: Flask, done: Event) -> None:
    """Be the worker. Where the page is at it, wait and try again."""
    with app.app_context():
        while not done.is_set():
            is_some_left = compute_waiting(clock.now())
            done.wait(SHORT_PAUSE_SECONDS if is_some_left else PAUSE_SECONDS)


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if found is None:
        raise ValueError("The page has no form to ask for a preview.")
    return found[1]


def main() -> None:
    """Measure on an organisation made for it."""
    from tests import factories  # noqa: PLC0415 - needed here alone
    from tests.databases import SQLiteHouse  # noqa: PLC0415
    from tests.factories.previews import make_preview_world  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        app = SQLiteHouse(Path(folder)).clean()
        factories.use(app)
        made = make_preview_world(int(sys.argv[1]) if len(sys.argv) > 1 else RECOMMENDATIONS)
        draft = f"/ladders/drafts/{made.draft}"
        world = World(f"{draft}/impact", f"{draft}/preview", f"/openings/{made.opening}/board", made.cookie)
        with served(app.config["RUNG"]) as port:
            with_worker = measure(app, world, port, has_worker=True)
            print(f"With a worker: {with_worker.told()}.", flush=True)
            print(f"By the page alone: {measure(app, world, port, has_worker=False).told()}.")
    sys.exit(with_worker.seconds > AT_MOST_SECONDS)


if __name__ == "__main__":
    main()
