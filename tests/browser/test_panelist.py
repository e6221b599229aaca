"""A panelist writes a scorecard: evidence first, points by keyboard, nothing lost, then the panel opens."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.browser.visits import AT_PANEL, PANELIST

pytestmark = pytest.mark.usefixtures("changes")
TEXT = "Opened with the terminal's own figures, named the owner of the budget and asked for the next meeting."


def desk(page: Page) -> None:
    """From home to the kit, by a click."""
    page.goto("/")
    page.get_by_role("link", name=f"Finish scorecard for {AT_PANEL}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(AT_PANEL)


def answer(page: Page, part: str) -> None:
    """Write and choose in one part, if it is not done, with the keyboard alone."""
    region = page.locator(f"[data-part='{part}']")
    text = region.locator("textarea:not([data-optional])")
    if text.count() and not text.input_value():
        text.focus()
        page.keyboard.type(TEXT[:40])
    if not region.locator("input:checked").count():
        region.locator("input[type=radio]").first.focus()
        page.keyboard.press("Space")
    expect(region.locator("input:checked")).to_have_count(1)


def test_a_scorecard_is_written_saved_and_submitted(page_of: Callable[..., Page], site: Site):
    page = page_of(PANELIST)
    desk(page)
    evidence = page.locator("textarea[name^=evidence]").first
    evidence.fill("")
    evidence.press_sequentially(TEXT)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    point = page.locator("[data-part]").first.locator("input:checked").get_attribute("value")
    assert page.evaluate("document.activeElement.value") == point
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Saved \d\d:\d\d"))

    page.reload()
    expect(evidence).to_have_value(TEXT)
    expect(page.locator("[data-part]").first.locator(f"input[value='{point}']")).to_be_checked()

    evidence.fill("")
    page.get_by_role("button", name="Submit scorecard").click()
    errors = page.get_by_role("alert")
    expect(errors).to_be_focused()
    errors.get_by_role("link").first.click()
    expect(page.locator("textarea[name^=evidence]").first).to_be_focused()

    page.locator("textarea[name^=evidence]").first.fill(TEXT)
    for part in [item.get_attribute("data-part") or "" for item in page.locator("[data-part]").all()]:
        answer(page, part)
    parts = page.locator("[data-part]").count()
    expect(page.locator("[data-progress]")).to_have_text(f"{parts} of {parts} done")
    page.get_by_role("button", name="Submit scorecard").click()

    expect(page.get_by_role("status").first).to_contain_text("It was the last one: the panel is open.")
    page.get_by_role("link", name=re.compile("scorecards|others", re.IGNORECASE)).first.click()
    expect(page.locator("main")).to_contain_text("Takeshi Endo")
    expect(page.locator("main")).to_contain_text("Ingrid Solheim")
    expect(page.locator("main")).to_contain_text(TEXT)


def test_before_the_panel_opens_only_names_and_states_show(page_of: Callable[..., Page], site: Site):
    page = page_of(PANELIST)
    desk(page)

    expect(page.get_by_role("heading", name=re.compile("^Blind until all"))).to_be_visible()
    expect(page.get_by_role("row", name="Takeshi Endo")).to_contain_text("Submitted")
    page.goto(f"/interviews/{site.interview(AT_PANEL, 'panel')}/scorecards")
    expect(page.locator("main")).to_contain_text("once your own scorecard for this candidate is in")


def test_text_that_never_reached_the_server_is_offered_again(page_of: Callable[..., Page], site: Site):
    page = page_of(PANELIST)
    desk(page)
    page.route("**/scorecard/draft", lambda route: route.abort())
    page.get_by_role("textbox", name="Summary").press_sequentially("Kept in this browser only.")
    expect(page.locator("[data-saved]")).to_contain_text("Not saved, retrying")

    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/scorecard/draft")
    page.route("**/scorecard/draft", lambda route: route.abort())
    page.reload()

    page.get_by_role("button", name="Use the text kept in this browser").click()
    expect(page.get_by_role("textbox", name="Summary")).to_have_value(re.compile("Kept in this browser only."))


def test_the_first_area_can_be_rated_without_scrolling(page_of: Callable[..., Page], site: Site):
    page = page_of(PANELIST)
    desk(page)

    first, dock = page.locator("[data-part]").first, page.locator(".dock").bounding_box()

    assert dock
    for part in ("h2", "textarea", ".meets", ".scale"):
        box = first.locator(part).bounding_box()
        assert box
        assert box["y"] + box["height"] <= dock["y"], part
