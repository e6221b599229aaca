"""Servers for the browser: the product as ./run serves it, with the demo organisation or empty."""

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
PATIENCE_SECONDS = 60
SECRET = "a secret of the browser tests"


@dataclass(frozen=True)
class Site:
    """A running server, the folder that holds everything it keeps, and the one that this is a copy of."""

    url: str
    instance: Path
    like: Path

    def restore(self) -> None:
        """Put the database back to what it was when the server started."""
        with closing(sqlite3.connect(self.like / "rung.sqlite")) as kept, closing(self._connect()) as own:
            kept.backup(own)

    def id_of(self, question: str, *values: str) -> int:
        """One number from the database, for addresses of things that are known by name."""
        return int(self.text_of(question, *values))

    def text_of(self, question: str, *values: str | int) -> str:
        """One text from the database."""
        with closing(self._connect()) as connection:
            row = connection.execute(question, values).fetchone()
        assert row, f"nothing answers {question} {values}"
        return str(row[0])

    def change(self, statement: str, *values: str | int) -> None:
        """Do what no page can, such as letting time pass."""
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(statement, values)
            connection.commit()

    def end_sessions(self) -> None:
        """Let every sign-in be too old."""
        self.change("UPDATE sign_in SET expires_at = '2020-01-01 00:00:00.000000'")

    def application(self, candidate: str) -> int:
        """The application of a candidate, the newest if there are several."""
        question = "SELECT a.id FROM application a JOIN candidate c ON c.id = a.candidate_id WHERE c.name = ?"
        return self.id_of(f"{question} ORDER BY a.id DESC", candidate)

    def interview(self, candidate: str, stage: str) -> int:
        """The interview of a candidate in a stage."""
        question = "SELECT id FROM interview WHERE application_id = CAST(? AS INTEGER) AND stage = ? ORDER BY id DESC"
        return self.id_of(question, str(self.application(candidate)), stage)

    def opening(self, name: str) -> int:
        """An opening by its name."""
        return self.id_of("SELECT id FROM opening WHERE name = ?", name)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.instance / "rung.sqlite", timeout=10)


@dataclass(frozen=True)
class Made:
    """Two folders to copy: tables without a row, and the demo organisation."""

    empty: Path
    demo: Path


def made_in(folder: Path) -> Made:
    """Both, made once however many processes ask for them."""
    made = Made(folder / "empty", folder / "demo")
    with (folder / "making.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made.demo / "ready").exists():
            made.empty.mkdir(exist_ok=True)
            _flask(made.empty, "database", "upgrade")
            shutil.copytree(made.empty, made.demo, dirs_exist_ok=True)
            _flask(made.demo, "demo", "load")
            (made.demo / "ready").touch()
    return made


@contextmanager
def serve(instance: Path, *, like: Path) -> Iterator[Site]:
    """A server on a copy of one of the two."""
    shutil.copytree(like, instance, dirs_exist_ok=True)
    port = _free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4"]
    said = (instance / "server.log").open("w")
    server = subprocess.Popen(
        [*gunicorn, "--no-control-socket", "--log-level", "warning", "wsgi:app"],
        cwd=ROOT,
        env=_environment(instance, port),
        stderr=said,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/sign-in", server)
        yield Site(f"http://127.0.0.1:{port}", instance, like)
    finally:
        server.terminate()
        server.wait(timeout=20)
        said.close()


def _flask(instance: Path, *command: str) -> None:
    subprocess.run([*FLASK, *command], cwd=ROOT, env=_environment(instance, 0), check=True, capture_output=True)


def _environment(instance: Path, port: int) -> dict[str, str]:
    return os.environ | {
        "RUNG_INSTANCE": str(instance),
        "RUNG_FILES": str(instance / "files"),
        "RUNG_DATABASE_URL": f"sqlite:///{instance / 'rung.sqlite'}",
        "RUNG_BASE_URL": f"http://127.0.0.1:{port}",
        "RUNG_SECRET_KEY": SECRET,
        "RUNG_ARGON2_TIME_COST": "1",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urlopen(url, timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{url} does not answer")
