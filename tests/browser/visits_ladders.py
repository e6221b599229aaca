"""Pages of ladders, families and their versions, with somebody who can reach them in the demo organisation."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.site import Site
from tests.browser.visits import ADMIN, AT_PANEL, PANELIST, RECRUITER, Visit, application, at, click, opening

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


def with_a_smaller_panel(page: Page) -> None:
    """Take two interviewers and an area from the panel, and see what follows."""
    page.get_by_label("Interviewers", exact=True).nth(2).fill("1")
    page.get_by_label("Mock Presentation: Efficiency").uncheck()
    click("See the consequences")(page)


def without_minutes(page: Page) -> None:
    """Leave a stage without its minutes."""
    page.get_by_label("Minutes", exact=True).first.fill("")
    click("Save as a draft")(page)


def in_disorder(page: Page) -> None:
    """Map a title below the one that it extends."""
    page.get_by_label("Nearest level").last.select_option("P3")
    click("Check it")(page)


def mapped_twice(page: Page) -> None:
    """Map two titles of one track to one level."""
    page.get_by_label("Nearest level").last.select_option("P5")
    click("Save as a draft")(page)


ROLE = "/roles/enterprise_account_executive"
LADDER = "/roles/ladders/account_executive"
PLAN = "/ladders/plan/enterprise_account_executive"
CROSSWALK = "/ladders/crosswalk/enterprise_account_executive"
ROLE_VISITS = (
    Visit("roles.index", PANELIST, at("/roles")),
    Visit("roles.family", PANELIST, at(ROLE)),
    Visit("roles.compare", PANELIST, at(f"{ROLE}/compare?title=strategic&title=senior_strategic")),
    Visit("roles.compare", PANELIST, at(f"{ROLE}/compare?title=strategic&title=major"), "two-tracks"),
    Visit("roles.against", PANELIST, at(f"{ROLE}/level?title=strategic&level=P6")),
    Visit("roles.ladder", PANELIST, at(LADDER)),
    Visit("roles.levels", PANELIST, at(f"{LADDER}/levels?from=P4&to=P5")),
    Visit("content.plan", ADMIN, at(PLAN)),
    Visit("content.edit_plan", ADMIN, at(PLAN), "consequences", with_a_smaller_panel),
    Visit("content.edit_plan", ADMIN, at(PLAN), "refused", without_minutes, 422),
    Visit("content.crosswalk", ADMIN, at(CROSSWALK)),
    Visit("content.edit_crosswalk", ADMIN, at(CROSSWALK), "checked", in_disorder),
    Visit("content.edit_crosswalk", ADMIN, at(CROSSWALK), "refused", mapped_twice, 422),
)
LADDER_VISITS = (
    *ROLE_VISITS,
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
