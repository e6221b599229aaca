"""What a first visit has to fetch beside the page itself."""

import gzip
from collections.abc import Callable

from playwright.sync_api import Page, Response

from tests.browser.site import Site
from tests.browser.visits import PANELIST

BUDGET = 60 * 1024


def test_style_sheet_and_script_are_light(page_of: Callable[..., Page], site: Site):
    page = page_of(PANELIST)
    fetched: dict[str, Response] = {}
    page.on("response", lambda answer: fetched.update({answer.url: answer}))

    page.goto("/interviews", wait_until="networkidle")

    parts = {url: answer.body() for url, answer in fetched.items() if "/static/" in url}
    assert any(url.partition("?")[0].endswith(".css") for url in parts)
    assert any(url.partition("?")[0].endswith(".js") for url in parts)
    assert sum(len(gzip.compress(body)) for body in parts.values()) <= BUDGET
