"""The clock on a scorecard: where the interview stands, lines that begin with the time, areas without evidence."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site
from tests.browser.visits import AT_PANEL, PANELIST

pytestmark = pytest.mark.usefixtures("changes")
OpenCard = Callable[[float], Page]


@pytest.fixture
def card_at(page_of: Callable[..., Page], site: Site) -> OpenCard:
    """Opens a scorecard as it looks some minutes after its interview began."""

    def enter(minutes: float) -> Page:
        page = page_of(PANELIST)
        page.goto(f"/interviews/{site.interview(AT_PANEL, 'panel')}/scorecard")
        begun = datetime.fromisoformat(page.locator("form[data-clock]").get_attribute("data-starts-at") or "")
        page.clock.install(time=begun.astimezone(UTC) + timedelta(minutes=minutes))
        page.reload()
        return page

    return enter


def area(page: Page, number: int) -> Locator:
    """A focus area's part of the form, the first being 1."""
    return page.locator("[data-part][data-budget]").nth(number - 1)


def state(page: Page, number: int) -> Locator:
    """What the list of parts says of it."""
    part = area(page, number).get_attribute("data-part")
    return page.locator(f"[data-part-state='{part}']").first


def time_of(page: Page) -> str:
    return str(page.evaluate("new Date().toTimeString().slice(0, 5)"))


def test_the_clock_tells_how_far_the_interview_is(card_at: OpenCard):
    page = card_at(-12)
    said = page.locator("[data-clock-now]")
    expect(said).to_have_text("begins in 12 min")

    page.clock.fast_forward("13:00")
    expect(said).to_have_text("1 of 60 min, 59 left")
    page.clock.fast_forward("23:00")
    expect(said).to_have_text("24 of 60 min, 36 left")
    page.clock.fast_forward("41:00")

    expect(said).to_have_text("over for 5 min")
    assert not said.evaluate("item => item.closest('[aria-live], [role=status], [role=alert]')")


def test_long_before_and_after_it_says_nothing(card_at: OpenCard):
    page = card_at(-300)
    expect(page.locator("[data-saved]")).to_be_visible()
    expect(page.locator("[data-clock-now]")).to_be_hidden()

    page.clock.fast_forward("09:00:00")

    expect(page.locator("[data-clock-now]")).to_be_hidden()


def test_a_button_begins_a_line_with_the_time(card_at: OpenCard):
    page = card_at(10)
    text = area(page, 2).locator("textarea")
    text.fill("Named the owner of the budget.")

    area(page, 2).get_by_role("button", name=re.compile("^Note at this minute")).click()
    page.keyboard.type("“I lost that deal because I listened late.”")

    said = f"Named the owner of the budget.\n{time_of(page)} “I lost that deal because I listened late.”"
    expect(text).to_have_value(said)
    expect(text).to_be_focused()


@pytest.mark.parametrize(("key", "number"), [("Alt+Digit1", 1), ("Alt+Digit3", 3), ("F2", 1)])
def test_a_key_begins_a_line_from_anywhere(card_at: OpenCard, key: str, number: int):
    page = card_at(10)
    text = area(page, number).locator("textarea")
    text.fill("")
    page.reload()
    page.get_by_role("textbox", name="Summary").focus()

    page.keyboard.press(key)
    page.keyboard.press(key)
    page.keyboard.type("Asked for the next meeting.")

    expect(text).to_have_value(re.compile(rf"^(.*\n)?{time_of(page)} Asked for the next meeting\.$", re.DOTALL))
    assert text.input_value().count(time_of(page)) == 1


def test_f2_stays_with_the_area_that_is_written_in(card_at: OpenCard):
    page = card_at(10)
    text = area(page, 3).locator("textarea")
    text.fill("")
    area(page, 3).locator("input[type=radio]").first.focus()
    page.keyboard.press("F2")
    expect(text).to_have_value(f"{time_of(page)} ")

    page.get_by_role("textbox", name="Summary").focus()
    page.keyboard.press("F2")

    expect(text).to_be_focused()


def test_plain_keys_and_other_shortcuts_do_nothing(card_at: OpenCard):
    page = card_at(10)
    page.get_by_role("heading", level=1).click()
    before = [box.input_value() for box in page.locator("textarea").all()]

    for key in ("2", "Control+Digit1", "Control+Alt+Digit1", "Shift+F2", "Alt+Digit9"):
        page.keyboard.press(key)

    assert [box.input_value() for box in page.locator("textarea").all()] == before


def test_a_stamped_line_is_saved_like_anything_typed(card_at: OpenCard):
    page = card_at(10)
    with page.expect_response("**/scorecard/draft") as answer:
        page.keyboard.press("Alt+Digit1")
        page.clock.run_for(4000)

    assert answer.value.ok
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"^Saved \d\d:\d\d"))


def test_an_area_without_evidence_says_so_in_the_last_five_minutes(card_at: OpenCard):
    page = card_at(54)
    for number in (1, 2):
        area(page, number).locator("textarea").fill("")
    area(page, 2).get_by_label("No evidence seen").check()
    expect(state(page, 1)).to_have_text("to do")

    page.clock.fast_forward("01:10")

    expect(state(page, 1)).to_have_text("no evidence yet")
    expect(state(page, 1)).to_have_class(re.compile(r"\bwarn\b"))
    expect(state(page, 2)).to_have_text("done")
    area(page, 1).locator("textarea").fill("Said what came of it.")
    expect(state(page, 1)).not_to_have_text("no evidence yet")
    area(page, 1).locator("textarea").fill("")
    expect(state(page, 1)).to_have_text("no evidence yet")
    assert not page.locator("[role=alert]").count()


def test_a_ticked_question_is_kept(card_at: OpenCard):
    page = card_at(10)
    tick = page.locator("[name=asked]").first
    tick.check()
    value = tick.get_attribute("value")
    with page.expect_response("**/scorecard/draft") as answer:
        page.clock.run_for(4000)
    assert answer.value.ok

    page.reload()

    expect(page.locator(f"[name=asked][value='{value}']").first).to_be_checked()


def test_a_hint_comes_with_a_save_and_takes_no_focus(card_at: OpenCard):
    page = card_at(10)
    text = page.locator("textarea[name^=evidence]").first
    name, hint = text.get_attribute("name"), page.locator("[data-hint-for^=evidence]").first
    reply = {"version": 7, "saved_at": "2030-01-07T09:00:00+00:00", "hints": {name: "Say what was done."}}
    page.route("**/scorecard/draft", lambda route: route.fulfill(json=reply))
    text.fill("Good culture fit.")

    page.clock.run_for(4000)

    expect(hint).to_have_text("Say what was done.")
    expect(text).to_be_focused()
    reply["hints"] = {}
    text.fill("Opened with the terminal's own figures.")
    page.clock.run_for(4000)
    expect(hint).to_be_hidden()
