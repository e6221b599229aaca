"""An admin sets up an empty installation, lets somebody in, and that person signs in."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looks import faults
from tests.browser.site import Site

OpenWindow = Callable[..., BrowserContext]
SECRET = "four unrelated words here"


@pytest.fixture(autouse=True)
def _nobody_yet(empty_site: Site) -> Iterator[None]:
    yield
    empty_site.restore()


def set_up(page: Page) -> None:
    """The first run, up to the admin's password."""
    page.goto("/")
    page.get_by_label("organisation", exact=False).first.fill("Lanternworks")
    page.get_by_label("Your e-mail address").fill("ida@lanternworks.example")
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a password")


def choose_password(page: Page) -> None:
    page.get_by_label("New password").fill(SECRET)
    page.locator("[name=again]").fill(SECRET)
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("status")).to_contain_text("Your password is set.")


def test_an_empty_installation_asks_for_its_first_admin(open_window: OpenWindow, empty_site: Site):
    page = open_window(empty_site.url).new_page()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up Rung")
    found = faults(page)
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("alert")).to_be_focused()
    found += faults(page)

    set_up(page)

    assert not found + faults(page)


def test_an_empty_organisation_says_so_on_its_first_pages(open_window: OpenWindow, empty_site: Site):
    page = open_window(empty_site.url).new_page()
    set_up(page)
    choose_password(page)

    found = []
    for address in ("/", "/openings", "/openings/new"):
        page.goto(address)
        found += faults(page)

    assert not found


def test_an_admin_lets_a_second_person_in(open_window: OpenWindow, empty_site: Site):
    page = open_window(empty_site.url).new_page()
    set_up(page)
    choose_password(page)
    page.get_by_role("link", name="Staff").click()
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Name").fill("Bruno Keller")
    page.get_by_label("E-mail address").fill("bruno@lanternworks.example")
    page.get_by_label("Job title").fill("Recruiting Partner")
    page.get_by_label("Role").select_option(label="Recruiter")
    page.get_by_role("button", name="Add and make the link").click()
    link = page.get_by_role("textbox", name="Link").input_value()
    found = faults(page)

    theirs = open_window(empty_site.url).new_page()
    theirs.goto(link)
    choose_password(theirs)
    theirs.get_by_role("button", name="Sign out").click()
    theirs.get_by_label("E-mail address").fill("bruno@lanternworks.example")
    theirs.get_by_label("Password").fill(SECRET)
    theirs.get_by_role("button", name="Sign in").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Nothing waits for you")

    theirs.goto("/staff")
    expect(theirs.locator("main")).to_contain_text("Staff accounts are kept by admins.")
    again = theirs.goto(link)
    assert again
    assert again.status == 404
    assert not found
