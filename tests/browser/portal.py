"""Candidates of the demo organisation on their own pages, let in by a link as a mail brings one."""

from collections.abc import Callable
from hashlib import sha256
from itertools import count
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser.site import Site

_numbers = count(1)
_LINK = """
INSERT INTO portal_link (token_hash, candidate_id, email, created_at, expires_at)
SELECT ?, c.id, c.email, datetime('now'), datetime('now', '+1 hour') FROM candidate c
JOIN application a ON a.candidate_id = c.id WHERE a.id = CAST(? AS INTEGER)
"""


class Way:
    """The way of one candidate to one of their pages: a link first, and once they are in, the page itself.

    `rest` is the end of its address, behind "/portal"; {id} stands for the number of their newest application.
    """

    def __init__(self, candidate: str, rest: str = "", *, then: Callable[[Page], None] | None = None) -> None:
        self.candidate, self.rest, self.then = candidate, rest, then
        self._path = ""

    def link(self, site: Site) -> str:
        """The address of a fresh link."""
        number, token = site.application(self.candidate), f"link-of-a-visit-{next(_numbers)}"
        site.change(_LINK, sha256(token.encode()).hexdigest(), number)
        self._path = "/portal" + self.rest.format(id=number)
        return f"/portal-links/{token}"

    def follow(self, page: Page) -> None:
        """Come in, go to the page, and do there what is to be done."""
        with page.expect_navigation():
            page.locator("main form button").first.click()
        asked = urlsplit(page.url)
        page.goto(f"{asked.scheme}://{asked.netloc}{self._path}")
        if self.then is not None:
            self.then(page)
