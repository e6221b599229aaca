"""The two acts that matter most, in a browser that runs no script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.browser.visits import AT_PANEL, PANELIST, RECRUITER

pytestmark = pytest.mark.usefixtures("changes")


def test_a_scorecard_is_submitted(page_of: Callable[..., Page], site: Site):
    page = page_of(PANELIST, javascript=False)
    page.goto(f"/interviews/{site.interview(AT_PANEL, 'panel')}/scorecard")
    first = page.locator("textarea[name^=evidence]").first
    first.fill("")
    page.get_by_role("button", name="Submit scorecard").click()
    expect(page.get_by_role("alert")).to_contain_text("Not submitted yet")

    for part in page.locator("[data-part]").all():
        text = part.locator("textarea:not([data-optional])")
        if text.count():
            text.fill("Said it in so many words, with two figures.")
        part.locator("input[type=radio]").first.check()
    page.get_by_role("button", name="Submit scorecard").click()

    expect(page.get_by_role("status").first).to_contain_text("the panel is open")


def test_a_candidate_is_advanced(page_of: Callable[..., Page], site: Site):
    page = page_of(RECRUITER, javascript=False)
    page.goto(f"/applications/{site.application('Yuki Hanzawa')}")

    page.get_by_role("button", name="Advance to Initial Interview").click()

    expect(page.get_by_role("status").first).to_contain_text("Advanced")
