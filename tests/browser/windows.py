"""Headless Chromium, and how somebody signs in; shared by the browser tests and the pictures of the documentation."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from app.cli.demo.cast import PASSWORD

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
SCREEN: dict[str, Any] = {
    "viewport": {"width": 1440, "height": 900},
    "locale": "en-GB",
    "timezone_id": "Europe/Amsterdam",
}


@contextmanager
def chromium_at(path: str) -> Iterator[Browser]:
    """The browser that lies there."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def sign_in(page: Page, person: str, *, url: str = "") -> None:
    """Sign a person of the demo organisation in, by the local part of the e-mail address.

    `url` is the server's, for windows that don't know it.
    """
    page.goto(f"{url}/sign-in")
    sign_in_here(page, person)
    page.wait_for_url(f"{url}/")


def sign_in_here(page: Page, person: str) -> None:
    """The same with the form that is shown, wherever it leads."""
    page.get_by_label("E-mail address").fill(f"{person}@quillhaven.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
