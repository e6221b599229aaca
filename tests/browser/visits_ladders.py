"""Pages of ladders, families and their versions, with somebody who can reach them in the demo organisation."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.site import Site
from tests.browser.visits import ADMIN, AT_PANEL, RECRUITER, Visit, application, at, click, opening

FAMILY = "/ladders/family/enterprise_account_executive"
PAGE = """---
title: Tide Clerk
---
# Tide Clerk
## Responsibilities
- Writes the tide tables.
## Requirements
- Reads a tide gauge.
## Hiring Process
1. A 30 minute screening call with a recruiter.
"""


def newest_of(kind: str) -> Callable[[Site], str]:
    """The page of the newest version of something of this kind."""
    question = "SELECT digest FROM content_version WHERE kind = ? ORDER BY number DESC, published_at LIMIT 1"
    return lambda site: f"/ladders/versions/{site.text_of(question, kind)}"


def drafted(page: Page) -> None:
    """Begin a draft and look at it."""
    click("Edit a draft of it")(page)


def drafted_and_previewed(page: Page) -> None:
    """Begin a draft and look at what it changes."""
    drafted(page)
    click("See what it changes")(page)


def drafted_and_asked(page: Page) -> None:
    """Begin a draft and go to what past recommendations would come to under it."""
    drafted_and_previewed(page)
    with page.expect_navigation():
        page.get_by_role("link", name="What past recommendations would come to").click()


def pasted(page: Page) -> None:
    """Import a page and look at what it was read as."""
    page.get_by_label("Or the page’s text").fill(PAGE)
    click("Import")(page)


def considered(page: Page) -> None:
    """Consider the first colleague of the list, with one year on record."""
    page.get_by_label("Colleague", exact=True).select_option(index=1)
    page.get_by_label("Level now").select_option("P4")
    page.get_by_label("Year", exact=True).first.fill("2025")
    page.get_by_label("Quota").first.fill("1,154,000")
    page.get_by_label("Bookings").first.fill("1,110,000")
    click("Open the case")(page)


LADDER_VISITS = (
    Visit("applications.open_promotion", RECRUITER, opening("/promotions/new")),
    Visit("applications.open_promotion", RECRUITER, opening("/promotions/new"), "refused", click("Open the case")),
    Visit("applications.promotion", RECRUITER, opening("/promotions/new"), "", considered),
    Visit("content.findings", ADMIN, at("/ladders/findings")),
    Visit("content.index", ADMIN, at("/ladders")),
    Visit("content.import_page", ADMIN, at("/ladders/import")),
    Visit("content.import_pages", ADMIN, at("/ladders/import"), "refused", click("Import"), 422),
    Visit("content.history", ADMIN, at(FAMILY)),
    Visit("content.version", ADMIN, newest_of("family")),
    Visit("content.draft", ADMIN, at(FAMILY), "", drafted),
    Visit("content.draft", ADMIN, at("/ladders/import"), "of-a-page", pasted),
    Visit("content.preview_page", ADMIN, at(FAMILY), "", drafted_and_previewed),
    Visit("content.impact", ADMIN, at(FAMILY), "", drafted_and_asked),
    Visit("applications.version", RECRUITER, application(AT_PANEL, "/version")),
)
