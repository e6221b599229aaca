"""A browser that dies while somebody writes: at most five seconds of typing are gone, and never a whole scorecard."""

import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect
from playwright.sync_api import Error as Gone

from tests.browser.site import Site
from tests.browser.visits import AT_PANEL, PANELIST
from tests.browser.windows import FLAGS, sign_in

MOMENTS = 20 if os.environ.get("CHECK_LONG") else 3
MOST_LOST_SECONDS = 5.0
LATEST_SECONDS = 5.0
LISTENS = re.compile(r"DevTools listening on (ws://\S+)")


@contextmanager
def process(profile: Path, kind: BrowserType) -> Iterator[tuple[int, BrowserContext]]:
    """Chromium with a profile on the disk, in a process group of its own; ended at the end if it still runs."""
    own = [os.environ["CHROMIUM"], "--headless", *FLAGS, f"--user-data-dir={profile}", "--remote-debugging-port=0"]
    running = subprocess.Popen(
        [*own, "about:blank"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
    )
    try:
        assert running.stderr is not None
        address = next(found[1] for line in running.stderr if (found := LISTENS.search(line)))
        yield running.pid, kind.connect_over_cdp(address).contexts[0]
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait(timeout=10)
        if running.stderr is not None:
            running.stderr.close()


def open_card(window: BrowserContext, site: Site) -> Page:
    """Sign in and go to the scorecard; a browser that was killed has forgotten who was signed in."""
    page = window.new_page()
    sign_in(page, PANELIST, url=site.url)
    page.goto(f"{site.url}/interviews/{site.interview(AT_PANEL, 'panel')}/scorecard")
    return page


def type_until_gone(page: Page, death: Timer) -> list[tuple[float, str]]:
    """Write numbered words until the browser is gone: each with the moment at which it stood there."""
    page.get_by_role("textbox", name="Summary").fill("")
    typed: list[tuple[float, str]] = []
    try:
        while True:
            word = f"word{len(typed)} "
            page.keyboard.type(word)
            typed.append((time.monotonic(), word))
            if len(typed) == 1:
                death.start()
            page.wait_for_timeout(40)
    except Gone:
        return typed


def found_again(page: Page) -> str:
    """What the scorecard holds after coming back: what the server has, or what this browser offers."""
    offer = page.get_by_role("button", name="Use the text kept in this browser")
    summary = page.get_by_role("textbox", name="Summary")
    expect(page.locator("[data-progress]")).to_have_text(re.compile("done$"))
    page.wait_for_timeout(500)
    if offer.count():
        offer.click()
    return summary.input_value()


@pytest.mark.usefixtures("changes")
@pytest.mark.parametrize("round_", range(MOMENTS))
def test_a_killed_browser_loses_at_most_five_seconds(site: Site, chromium: Browser, tmp_path: Path, round_: int):
    moment = random.Random(3100 + round_).uniform(0.2, LATEST_SECONDS)
    with process(tmp_path, chromium.browser_type) as (group, window):
        page = open_card(window, site)
        typed = type_until_gone(page, Timer(moment, os.killpg, (group, signal.SIGKILL)))
        killed_at = time.monotonic()

    with process(tmp_path, chromium.browser_type) as (_, window):
        kept = found_again(open_card(window, site))

    # The word during which the browser died may have come through in part.
    words = "".join(word for _, word in typed) + f"word{len(typed)} "
    assert typed
    assert words.startswith(kept.rstrip()), "what came back is not what was typed"
    lost = [at for at, word in typed if word.strip() not in kept.split()]
    assert killed_at - min(lost, default=killed_at) <= MOST_LOST_SECONDS, f"{len(lost)} of {len(typed)} words"
    assert kept.strip(), "the whole draft is gone"
