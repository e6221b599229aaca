"""How staff pages fare while many people apply: `python -m benchmarks.applying` on a database that is thrown away.

200 applications a minute, each with its page and a CV of 100 KB, from as many networks, on the server as `./run` starts
it; one member of staff reads a board and an application over and over, first alone and then meanwhile.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from secrets import token_hex

from app.config import Settings
from app.gateways import signatures

ROOT = Path(__file__).parents[1]
PER_MINUTE, CV_BYTES, JOBS = 200, 100_000, 5
PATIENCE_SECONDS = 60  # a server takes its time to start while others start as well
WARM_UP = 6
LONGEST_ALONE = 30.0
LONG_AGO = 60  # seconds since the page was opened, as the form says
_FIELD = re.compile(r'<input[^>]*name="csrf_token"[^>]*value="([^"]+)"')
_LINE = "Sold software to railways, ports and airports, and stayed until it ran.\n"


@dataclass
class Load:
    """What was measured: statuses of applying and reading, and seconds of staff pages, alone and meanwhile."""

    statuses: Counter[str] = field(default_factory=Counter)
    quiet: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    def told(self) -> str:
        """The figures in one line."""
        return (
            f"{dict(self.statuses)}; staff pages p95 {p95(self.quiet) * 1000:.0f} ms alone, "
            f"{p95(self.busy) * 1000:.0f} ms meanwhile ({len(self.quiet)} and {len(self.busy)} pages)"
        )


def p95(seconds: list[float]) -> float:
    """What 95 per cent of them stay within."""
    return sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)]


@contextmanager
def served(settings: Settings) -> Iterator[int]:
    """The application on the database and files of these settings; the port that answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    given = {
        "RUNG_DATABASE_URL": settings.database_url,
        "RUNG_SECRET_KEY": settings.secret_key,
        "RUNG_FILES": str(settings.files_directory),
    }
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    server = subprocess.Popen(
        [*command, "--no-control-socket", "--log-level", "warning", "wsgi:app"], cwd=ROOT, env=os.environ | given
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)


def measure(port: int, secret: str, jobs: list[int], *, pages: list[str], cookie: str, seconds: float) -> Load:
    """Read staff pages alone, for a third of the time and half a minute at most, then while people apply.

    Args:
        port: of the server.
        secret: with which it signs.
        jobs: numbers of published openings.
        pages: what staff read.
        cookie: of a member of staff.
        seconds: for both parts together.
    """
    alone = min(seconds / 3, LONGEST_ALONE)
    load, applying = Load(), seconds - alone
    for number in range(WARM_UP):  # the first answers of a process say nothing
        _read(port, pages[number % len(pages)], cookie, load, [])
        _apply_at(port, secret, jobs, -1 - number, 0.0, load)
    _read_for(alone, port, pages, cookie, load, load.quiet)
    with ThreadPoolExecutor(16) as pool:
        number = round(applying * PER_MINUTE / 60)
        done = [pool.submit(_apply_at, port, secret, jobs, each, time.monotonic() + each * 60 / PER_MINUTE, load)
                for each in range(number)]  # fmt: skip
        _read_for(applying, port, pages, cookie, load, load.busy)
        for each in done:
            each.result()
    return load


def _apply_at(port: int, secret: str, jobs: list[int], number: int, at: float, load: Load) -> None:
    time.sleep(max(0.0, at - time.monotonic()))
    job = jobs[number % len(jobs)]
    source = f"127.{1 + number // 200 % 200}.{number % 200}.1"  # before 0 they warm up, from networks of their own
    path = f"/jobs/{job}/apply"
    status, head, body = _ask(port, "GET", path, source=source)
    found = _FIELD.search(body.decode())
    token, cookie = found[1] if found else "", head.partition(";")[0]
    stamp = signatures.sign(secret, "a form to apply with", [job, int(time.time()) - LONG_AGO])
    typed = {
        "csrf_token": token,
        "stamp": stamp,
        "name": f"Applicant {number}",
        "email": f"applicant{number}.{token_hex(4)}@example.net",
        "country": "JP",
        "zone": "Asia/Tokyo",
        "answer-why_this_role": "I like to help customers.",
        "answer-proud_of": "A railway that saves a day each week.",
        "consent": "y",
    }
    status, _, _ = _ask(port, "POST", path, source=source, cookie=cookie, form=typed)
    load.statuses["applied" if status == 302 else f"refused with {status}"] += 1


def _read_for(seconds: float, port: int, pages: list[str], cookie: str, load: Load, spent: list[float]) -> None:
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        _read(port, pages[number % len(pages)], cookie, load, spent)
        number += 1
        time.sleep(0.05)


def _read(port: int, page: str, cookie: str, load: Load, spent: list[float]) -> None:
    begun = time.monotonic()
    status, _, _ = _ask(port, "GET", page, cookie=cookie)
    spent.append(time.monotonic() - begun)
    load.statuses["read" if status == 200 else f"not shown: {status}"] += 1


def _ask(
    port: int, method: str, path: str, *, source: str = "", cookie: str = "", form: dict[str, str] | None = None
) -> tuple[int, str, bytes]:
    """Status, cookie and body."""
    own = (source, 0) if source else None
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS, source_address=own)
    head, body = {"Cookie": cookie}, None
    if form is not None:
        head["Content-Type"], body = _multipart(form)
    connection.request(method, path, body, head)
    answer = connection.getresponse()
    said = answer.status, answer.headers.get("Set-Cookie", ""), answer.read()
    connection.close()
    return said


def _multipart(form: dict[str, str]) -> tuple[str, bytes]:
    boundary = token_hex(12)
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in form.items()]
    cv = (_LINE * (CV_BYTES // len(_LINE) + 1))[:CV_BYTES]
    parts.append(
        f'Content-Disposition: form-data; name="cv"; filename="cv.txt"\r\nContent-Type: text/plain\r\n\r\n{cv}'
    )
    body = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + f"--{boundary}--\r\n"
    return f"multipart/form-data; boundary={boundary}", body.encode()


def _wait_for(port: int) -> None:
    """Go on when the server answers; before its workers are ready it lets callers wait."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    _ask(port, "GET", "/jobs")


def main(minutes: float) -> None:
    """Measure on an organisation made for it."""
    from tests import factories  # noqa: PLC0415 - needed here alone
    from tests.databases import SQLiteHouse  # noqa: PLC0415
    from tests.factories.applying import make_applied_to  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        app = SQLiteHouse(Path(folder)).clean()
        factories.use(app)
        world = make_applied_to(JOBS, already=30)
        settings: Settings = app.config["RUNG"]
        with served(settings) as port:
            load = measure(
                port, settings.secret_key, world.jobs, pages=world.pages, cookie=world.cookie, seconds=minutes * 60
            )
        print(load.told())
        assert not [name for name in load.statuses if name not in {"applied", "read"}]
        assert p95(load.busy) <= 2 * p95(load.quiet)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.5)
