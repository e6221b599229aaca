"""A recruiter's day in the browser: home, board, a new candidate, bookings, moves, a decline taken back."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.browser.visits import RECRUITER, TOKYO

pytestmark = pytest.mark.usefixtures("changes")
CV = {"name": "Sofia Lindqvist CV.txt", "mimeType": "text/plain", "buffer": b"Sold port software to five terminals."}


def board(page: Page) -> None:
    """From home to the board, by links."""
    page.goto("/")
    page.get_by_role("link", name="Openings", exact=True).click()
    page.get_by_role("link", name=TOKYO).first.click()
    page.get_by_role("link", name="Board", exact=False).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Board of {TOKYO}")


def next_monday() -> str:
    """A working day that the calendar of the demo leaves free."""
    today = datetime.now(UTC).date()
    return str(today + timedelta(days=28 - today.weekday()))


def test_a_board_is_narrowed_by_its_address(page_of: Callable[..., Page], site: Site):
    page = page_of(RECRUITER)
    board(page)

    page.get_by_label("Filter by name or source").fill("hanzawa")
    page.get_by_role("button", name="Filter").click()

    expect(page.get_by_role("link", name="Yuki Hanzawa", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Liu Wenjing", exact=True)).to_have_count(0)
    assert "q=hanzawa" in page.url
    page.reload()
    expect(page.get_by_label("Filter by name or source")).to_have_value("hanzawa")
    page.get_by_role("link", name="Show everybody").click()
    expect(page.get_by_role("link", name="Liu Wenjing", exact=True)).to_be_visible()


def test_a_candidate_is_added_with_a_cv_and_their_screen_booked(page_of: Callable[..., Page], site: Site):
    page = page_of(RECRUITER)
    board(page)

    page.get_by_role("link", name="Add candidate").click()
    page.get_by_label("Name", exact=True).fill("Sofia Lindqvist")
    page.get_by_label("E-mail address").fill("sofia.lindqvist@mail.example")
    page.get_by_label("Time zone").select_option("Europe/Stockholm")
    page.get_by_label("CV").set_input_files(CV)  # type: ignore[arg-type]
    page.get_by_role("button", name="Add the candidate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sofia Lindqvist")
    expect(page.get_by_role("link", name="Sofia Lindqvist CV.txt")).to_be_visible()

    page.get_by_role("link", name="Schedule Initial Screen").click()
    page.get_by_role("link", name="Book a time yourself").click()
    page.get_by_label("Date").fill(next_monday())
    page.get_by_label("Time", exact=True).fill("15:00")
    page.get_by_label("Time zone").fill("Asia/Tokyo")
    expect(page.get_by_role("checkbox", name="Ayumi Nakagawa").first).to_be_checked()
    page.get_by_role("button", name="Book").click()

    expect(page.locator("main")).to_contain_text("15:00")
    expect(page.locator("main")).to_contain_text("Stockholm")
    board(page)
    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Sofia Lindqvist", exact=True))
    expect(row).to_contain_text("Interview on Mon")


def test_a_candidate_is_advanced_in_one_click(page_of: Callable[..., Page], site: Site):
    page = page_of(RECRUITER)
    board(page)

    page.get_by_role("button", name="Advance Liu Wenjing").click()

    expect(page.get_by_role("status")).to_contain_text("Advanced")
    panel = page.get_by_role("region", name="Mock Presentation")
    expect(panel.get_by_role("link", name="Liu Wenjing", exact=True)).to_be_visible()
    expect(panel.get_by_role("link", name="Schedule Liu Wenjing")).to_be_visible()


def test_what_is_missing_keeps_a_candidate_where_they_are(page_of: Callable[..., Page], site: Site):
    page = page_of(RECRUITER)
    board(page)
    before = page.url

    advance = page.get_by_role("button", name="Advance Haruka Ishibashi")
    missing = re.compile(r"^One of three scorecards is missing: Renata Moraes(, late since .+)?$")
    expect(advance).to_have_accessible_description(missing)
    advance.click(force=True)

    assert page.url == before


def test_a_decline_is_taken_back_within_the_minute(page_of: Callable[..., Page], site: Site):
    page = page_of(RECRUITER)
    board(page)

    page.get_by_role("link", name="Decline Yuki Hanzawa").click()
    page.get_by_label("It rests on").select_option(index=1)
    page.get_by_label("What was seen").fill("Named two people in the account and the part of neither in the purchase.")
    page.get_by_role("button", name="Decline Yuki Hanzawa").click()
    expect(page.locator(".lede")).to_contain_text("Declined")

    page.get_by_role("button", name="Undo the decline").click()

    expect(page.locator("main")).to_contain_text("The decline is taken back")
    expect(page.locator(".lede")).to_contain_text("Initial Screen")
    board(page)
    expect(page.get_by_role("button", name="Advance Yuki Hanzawa")).to_be_enabled()
