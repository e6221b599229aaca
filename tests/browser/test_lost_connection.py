"""Writing a scorecard while the network or the session goes away: nothing is lost, and it goes on by itself."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site
from tests.browser.visits import AT_PANEL, MANAGER, PANELIST
from tests.browser.windows import SCREEN, sign_in, sign_in_here

pytestmark = pytest.mark.usefixtures("changes")
SAVED = re.compile(r"^Saved \d\d:\d\d")
OFFLINE = "Offline. Your text is kept in this browser and is sent when the network is back."
TEXT = "Written down while nobody could be reached."
OWN_SUMMARY = """SELECT s.summary FROM scorecard s JOIN account a ON a.id = s.account_id
    WHERE s.interview_id = ? AND a.email LIKE ?"""


@pytest.fixture
def card(page_of: Callable[..., Page], site: Site) -> Page:
    """A scorecard that is open."""
    page = page_of(PANELIST)
    page.goto(f"/interviews/{site.interview(AT_PANEL, 'panel')}/scorecard")
    return page


def kept(site: Site) -> str:
    """The summary as the server has it."""
    return site.text_of(OWN_SUMMARY, site.interview(AT_PANEL, "panel"), f"{PANELIST}@%")


def test_without_a_network_it_says_so_and_sends_when_it_is_back(card: Page, site: Site):
    said = card.locator("[data-saved]")
    card.context.set_offline(True)
    expect(said).to_have_text(OFFLINE)
    card.get_by_role("textbox", name="Summary").fill(TEXT)
    card.wait_for_timeout(4000)
    expect(said).to_have_text(OFFLINE)
    assert kept(site) != TEXT

    card.context.set_offline(False)

    expect(said).to_have_text(SAVED)
    assert kept(site) == TEXT


def test_a_network_that_comes_and_goes_while_nothing_is_typed_saves_nothing(card: Page):
    said = card.locator("[data-saved]")
    before = said.inner_text()
    posts: list[str] = []
    card.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)

    card.context.set_offline(True)
    expect(said).to_have_text(OFFLINE)
    card.context.set_offline(False)

    expect(said).to_have_text(before)
    assert posts == []


def test_a_session_that_ends_is_told_and_saving_goes_on_after_signing_in_elsewhere(card: Page, site: Site):
    site.end_sessions()
    card.get_by_role("textbox", name="Summary").fill(TEXT)
    said = card.locator("[data-saved]")
    expect(said).to_contain_text("You are signed out or may no longer change this. Your text stays in this browser.")

    with card.context.expect_page() as opened:
        said.get_by_role("link", name="Sign in in a new tab").click()
    sign_in(opened.value, PANELIST)
    opened.value.close()
    card.bring_to_front()
    card.evaluate("dispatchEvent(new Event('focus'))")

    expect(said).to_have_text(SAVED)
    expect(card.get_by_role("textbox", name="Summary")).to_have_value(TEXT)
    assert kept(site) == TEXT


def test_under_somebody_elses_sign_in_nothing_is_sent(card: Page, site: Site):
    card.context.clear_cookies()
    other = card.context.new_page()
    sign_in(other, MANAGER)
    card.get_by_role("textbox", name="Summary").fill(TEXT)

    expect(card.locator("[data-saved]")).to_contain_text("Your text stays in this browser.")
    card.evaluate("dispatchEvent(new Event('focus'))")
    card.wait_for_timeout(1000)

    assert kept(site) != TEXT
    other.goto("/")
    assert TEXT not in other.content()


def test_a_colleague_of_the_same_interview_gets_nobody_elses_text(card: Page, site: Site):
    interview = site.interview(AT_PANEL, "panel")
    site.change("UPDATE scorecard SET submitted_at = NULL WHERE interview_id = ?", interview)
    card.context.clear_cookies()
    sign_in(card.context.new_page(), "takeshi.endo")
    card.get_by_role("textbox", name="Summary").fill(TEXT)
    said = card.locator("[data-saved]")
    expect(said).to_contain_text("You are signed out")

    card.evaluate("dispatchEvent(new Event('focus'))")

    expect(said).to_contain_text("Somebody else is signed in: nothing is sent.")
    assert site.id_of("SELECT count(*) FROM scorecard WHERE summary = ?", TEXT) == 0


def test_sent_after_the_session_ended_a_card_comes_back_after_signing_in(card: Page, site: Site):
    card.route("**/scorecard/draft", lambda route: route.abort())
    site.end_sessions()
    card.get_by_role("textbox", name="Summary").fill(TEXT)
    card.get_by_role("button", name="Save draft").click()
    expect(card.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in_here(card, PANELIST)

    card.get_by_role("button", name="Back to the form").click()

    expect(card.get_by_role("textbox", name="Summary")).to_have_value(TEXT)
    card.get_by_role("button", name="Save draft").click()
    expect(card.get_by_role("status").first).to_have_text("Draft saved.")
    assert kept(site) == TEXT


def test_two_devices_meet_without_either_overwriting_the_other(card: Page, site: Site, chromium: Browser):
    other = chromium.new_context(base_url=site.url, **SCREEN)
    phone = other.new_page()
    sign_in(phone, PANELIST)
    phone.goto(card.url)
    card.get_by_role("textbox", name="Summary").fill(TEXT)
    expect(card.locator("[data-saved]")).to_have_text(SAVED)

    phone.get_by_role("textbox", name="Summary").fill("Written on the phone.")

    expect(phone.locator("[data-saved]")).to_contain_text("This was changed in another window")
    phone.get_by_role("button", name="Save draft").click()
    expect(phone.locator("main")).to_contain_text(TEXT)
    expect(phone.locator("main")).to_contain_text("Written on the phone.")
    assert kept(site) == TEXT
    other.close()


def test_back_after_saving_shows_what_was_typed_and_saves_on(card: Page, site: Site):
    card.get_by_role("textbox", name="Summary").fill(TEXT)
    card.get_by_role("button", name="Save draft").click()
    expect(card.get_by_role("status").first).to_have_text("Draft saved.")

    card.go_back()
    card.reload()

    summary = card.get_by_role("textbox", name="Summary")
    expect(summary).to_have_value(TEXT)
    summary.fill(f"{TEXT} And more.")
    expect(card.locator("[data-saved]")).to_have_text(SAVED)
    assert kept(site) == f"{TEXT} And more."


def test_a_double_click_sends_once(card: Page, site: Site):
    posts: list[str] = []
    card.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    card.get_by_role("textbox", name="Summary").fill(TEXT)

    card.get_by_role("button", name="Save draft").dblclick()

    expect(card.get_by_role("status").first).to_have_text("Draft saved.")
    assert [url.rpartition("/")[2] for url in posts] == ["scorecard"]
