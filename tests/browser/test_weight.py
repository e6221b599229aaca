"""What a first visit has to fetch beside the page itself."""

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

from tests.browser.site import Site
from tests.browser.visits import PANELIST, TOKYO

BUDGET = 60 * 1024
PUBLIC_BUDGET = 30 * 1024


def test_style_sheet_and_script_are_light(page_of: Callable[..., Page], site: Site):
    page = page_of(PANELIST)
    fetched: dict[str, Response] = {}
    page.on("response", lambda answer: fetched.update({answer.url: answer}))

    page.goto("/interviews", wait_until="networkidle")

    parts = {url: answer.body() for url, answer in fetched.items() if "/static/" in url}
    assert any(url.partition("?")[0].endswith(".css") for url in parts)
    assert any(url.partition("?")[0].endswith(".js") for url in parts)
    assert sum(len(gzip.compress(body)) for body in parts.values()) <= BUDGET


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("rest", ["", "/apply"])
def test_a_public_page_is_sent_in_thirty_kilobytes_with_everything_that_it_fetches(open_window, site, rest, language):
    page = open_window(site.url).new_page()
    sent: list[Response] = []
    page.on("response", lambda answer: sent.append(answer))  # noqa: PLW0108 - the library asks it for a name

    page.goto(f"/jobs/{site.opening(TOKYO)}{rest}?lang={language}", wait_until="networkidle")

    assert len(sent) >= 2
    assert sum(answer.request.sizes()["responseBodySize"] for answer in sent) <= PUBLIC_BUDGET
