"""Everybody can fill in a scorecard: with few clicks, by keyboard alone, on a phone, with a screen reader."""

import gzip
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.looks import faults
from tests.browser.noise import listen
from tests.browser.site import Site
from tests.browser.visits import AT_PANEL, PANELIST
from tests.browser.windows import sign_in, sign_in_here

pytestmark = pytest.mark.usefixtures("changes")
TEXT = "Named two figures and whose they were, then asked for the next meeting."
BUDGET = 60 * 1024
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# What a finger or a mouse does, whatever it sets off.
COUNT = """addEventListener("pointerdown", () =>
    sessionStorage.setItem("clicks", 1 + Number(sessionStorage.getItem("clicks") ?? 0)), true);"""
FORGET = """DELETE FROM scorecard WHERE interview_id = ?
    AND account_id = (SELECT id FROM account WHERE email LIKE ?)"""
NAMED = {"button", "checkbox", "combobox", "link", "radio", "searchbox", "textbox"}


def clicks(page: Page) -> int:
    return int(page.evaluate("sessionStorage.getItem('clicks') ?? 0"))


def parts(page: Page) -> list[str]:
    return [item.get_attribute("data-part") or "" for item in page.locator("[data-part]").all()]


@pytest.fixture
def address(site: Site) -> str:
    """The page of a scorecard on which nothing stands yet."""
    interview = site.interview(AT_PANEL, "panel")
    site.change(FORGET, interview, f"{PANELIST}@%")
    return f"/interviews/{interview}/scorecard"


@pytest.fixture
def card(page_of: Callable[..., Page], address: str) -> Page:
    """That page in a window that counts clicks."""
    page = page_of(PANELIST)
    page.add_init_script(COUNT)
    page.goto(address)
    return page


@pytest.fixture
def link(page_of: Callable[..., Page], address: str) -> str:
    """Where the mail about the interview leads."""
    page = page_of(PANELIST)
    page.goto(address.removesuffix("/scorecard"))
    return page.get_by_label("Link", exact=True).input_value()


@pytest.fixture
def by_link(page_of: Callable[..., Page]) -> Page:
    """A window in which nobody is signed in, and which counts clicks."""
    page = page_of("")
    page.add_init_script(COUNT)
    return page


@pytest.fixture
def phone(chromium: Browser, site: Site, address: str) -> Iterator[Page]:
    """That page on a phone."""
    window = chromium.new_context(base_url=site.url, locale="en-GB", timezone_id="Europe/Amsterdam", **PHONE)
    heard = listen(window, site.url)
    page = window.new_page()
    sign_in(page, PANELIST)
    page.goto(address)
    yield page
    window.close()
    assert heard == []


def test_from_the_mail_a_scorecard_takes_one_click_for_each_answer_and_one_to_submit(by_link: Page, link: str):
    by_link.goto(link)
    answers = parts(by_link)

    for part in answers:
        region = by_link.locator(f"[data-part='{part}']")
        text = region.locator("textarea:not([data-optional])")
        if text.count():
            text.focus()
            by_link.keyboard.type(TEXT)
        region.locator("label:has(input[type=radio])").first.click()
    by_link.get_by_role("button", name="Submit scorecard").click()

    expect(by_link.get_by_role("status").first).to_contain_text("Scorecard submitted.")
    assert clicks(by_link) == len(answers) + 1


def test_from_the_mail_that_it_did_not_happen_takes_a_reason_and_one_click(by_link: Page, link: str):
    by_link.goto(f"{link}?to=did-not-happen")
    by_link.get_by_role("textbox").focus()
    by_link.keyboard.type("The candidate did not come.")

    by_link.get_by_role("button", name="Tell the recruiter").click()

    expect(by_link.get_by_role("status").first).to_be_visible()
    expect(by_link.locator("main")).to_contain_text("The candidate did not come.")
    assert clicks(by_link) == 1


def test_a_scorecard_is_filled_in_and_submitted_by_keyboard_alone(card: Page):
    answered: list[str] = []
    reached: list[float] = []
    for _ in range(300):
        card.keyboard.press("Tab")
        now = card.evaluate(
            """() => { const it = document.activeElement, part = it.closest("[data-part]"), group = it.name &&
            it.type === "radio" ? [...document.getElementsByName(it.name)] : [];
            return {tag: it.tagName, type: it.type, words: it.textContent.trim(), part: part?.dataset.part ?? "",
            empty: !it.value?.trim(), chosen: group.some((one) => one.checked), optional: "optional" in it.dataset,
            y: it.getBoundingClientRect().top + scrollY, seen: it.matches(":focus-visible")}; }"""
        )
        assert now["seen"] or now["tag"] == "BODY", now
        if now["part"]:
            reached.append(now["y"])
        if now["tag"] == "TEXTAREA" and now["part"] and now["empty"] and not now["optional"]:
            card.keyboard.type("Said it.")
        if now["type"] == "radio" and not now["chosen"]:
            card.keyboard.press("Space")
            answered.append(now["part"])
        if now["words"] == "Submit scorecard":
            card.keyboard.press("Enter")
            break

    expect(card.get_by_role("status").first).to_contain_text("Scorecard submitted.")
    assert len(answered) == len(set(answered)) > 5
    # From top to bottom, but for what stands beside each other on a line.
    assert all(later >= earlier - 40 for earlier, later in pairwise(reached))


def test_a_phone_fills_in_and_submits(phone: Page):
    for part in parts(phone):
        region = phone.locator(f"[data-part='{part}']")
        text = region.locator("textarea:not([data-optional])")
        if text.count():
            text.tap()
            text.fill(TEXT)
        region.locator("label:has(input[type=radio])").first.tap()
    wide = phone.evaluate("document.documentElement.scrollWidth")
    expect(phone.locator("[data-progress]")).to_have_text(re.compile(r"^(\d+) of \1 done$"))
    phone.get_by_role("button", name="Submit scorecard").tap()

    expect(phone.get_by_role("status").first).to_contain_text("Scorecard submitted.")
    assert wide <= PHONE["viewport"]["width"]


def test_on_a_phone_what_is_tapped_is_large_enough(phone: Page):
    sizes = phone.evaluate(
        """() => [...document.querySelectorAll(
            "main button:not(.link), [data-stamp], main input, main summary, .dock button")]
        .map((it) => it.closest("label") ?? it).filter((it) => it.checkVisibility())
        .map((it) => ({words: it.textContent.trim().slice(0, 40), box: it.getBoundingClientRect()}))
        .filter(({box}) => box.width < 24 || box.height < 24).map(({words, box}) => `${words}: ${box.height}`)"""
    )

    assert sizes == []


def test_everything_has_a_name_for_a_screen_reader(card: Page):
    tree = card.context.new_cdp_session(card).send("Accessibility.getFullAXTree")["nodes"]
    controls = [node for node in tree if not node.get("ignored") and node.get("role", {}).get("value") in NAMED]

    nameless = [node["role"]["value"] for node in controls if not node.get("name", {}).get("value", "").strip()]

    assert len(controls) > 40
    assert nameless == []
    names = [node["name"]["value"] for node in controls if node["role"]["value"] == "button"]
    assert len([name for name in names if name.startswith("Note at this minute")]) == len(
        {name for name in names if name.startswith("Note at this minute")}
    )


def test_what_is_saved_is_told_and_takes_no_focus(card: Page):
    region = card.locator("[data-saved]")
    text = card.locator("textarea[name^=evidence]").first
    text.press_sequentially("Said it.")

    expect(region).to_have_text(re.compile(r"^Saved \d\d:\d\d"))
    assert region.get_attribute("role") == "status"
    expect(text).to_be_focused()


def test_in_its_last_minutes_and_offline_the_page_is_as_accessible(card: Page):
    ends = datetime.fromisoformat(card.locator("form[data-clock]").get_attribute("data-ends-at") or "")
    card.clock.install(time=ends - timedelta(minutes=3))
    card.reload()
    expect(card.locator("[data-part-state]").first).to_have_text("no evidence yet")
    card.context.set_offline(True)
    expect(card.locator("[data-saved]")).to_contain_text("Offline.")

    assert faults(card) == []


def test_signing_in_again_is_as_accessible(card: Page, site: Site):
    card.route("**/scorecard/draft", lambda route: route.abort())
    site.end_sessions()
    card.get_by_role("textbox", name="Summary").fill(TEXT)
    card.get_by_role("button", name="Save draft").click()
    expect(card.get_by_role("status")).to_contain_text("Your sign-in had ended")
    wrong = faults(card)
    sign_in_here(card, PANELIST)
    expect(card.get_by_role("heading", level=1)).to_have_text("Your text is still here")

    assert wrong + faults(card) == []


def test_the_page_with_all_that_it_needs_is_light(page_of: Callable[..., Page], address: str):
    page = page_of(PANELIST)
    fetched: dict[str, Response] = {}
    page.on("response", lambda answer: fetched.update({answer.url: answer}))

    page.goto(address, wait_until="networkidle")

    sizes = {url: len(gzip.compress(answer.body())) for url, answer in fetched.items()}
    assert {"css", "js", "scorecard"} <= {url.partition("?")[0].rpartition(".")[2].rpartition("/")[2] for url in sizes}
    assert sum(sizes.values()) <= BUDGET, sizes
