"""A real browser on a real server with the demo organisation."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from app.cli.demo.cast import PASSWORD

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


@dataclass(frozen=True)
class Site:
    """A running server; `environment` is what its commands need."""

    url: str
    environment: dict[str, str]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    for _ in range(100):
        try:
            urlopen(url, timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{url} does not answer")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product as ./run serves it, on a database of its own with the demo organisation."""
    instance = tmp_path_factory.mktemp("site")
    port = _free_port()
    environment = os.environ | {
        "RUNG_INSTANCE": str(instance),
        "RUNG_DATABASE_URL": f"sqlite:///{instance / 'rung.sqlite'}",
        "RUNG_BASE_URL": f"http://127.0.0.1:{port}",
        "RUNG_SECRET_KEY": "a secret of the browser tests",
        "RUNG_ARGON2_TIME_COST": "1",
    }
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    for command in (["database", "upgrade"], ["demo", "load"]):
        subprocess.run([*flask, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2", "wsgi:app"]
    server = subprocess.Popen(
        [*gunicorn, "--no-control-socket", "--log-level", "warning"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/sign-in")
        yield Site(f"http://127.0.0.1:{port}", environment)
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium."""
    path = os.environ.get("CHROMIUM", "")
    if not path:
        pytest.skip("no Chromium: set CHROMIUM, or run ./check, which finds or installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def sign_in(site: Site, chromium: Browser) -> Iterator[Callable[[str], BrowserContext]]:
    """Opens a window in which somebody is signed in, by the local part of the e-mail address."""
    opened: list[BrowserContext] = []

    def enter(person: str, *, width: int = 1440) -> BrowserContext:
        window = chromium.new_context(base_url=site.url, viewport={"width": width, "height": 900}, locale="en-GB")
        opened.append(window)
        page = window.new_page()
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(f"{person}@quillhaven.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{site.url}/")
        page.close()
        return window

    yield enter
    for window in opened:
        window.close()
