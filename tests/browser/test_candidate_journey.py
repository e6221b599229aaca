"""A candidate from the public page to the end: finds a job, applies, books, reads the pay, withdraws, is erased."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine
from playwright.sync_api import BrowserContext, FilePayload, Page, expect
from sqlalchemy import select

from app.database import db
from app.gateways.mail import Letter
from app.models.candidates import Candidate
from app.models.openings import PaySheet, StageBrief
from tests import factories
from tests.browser.office_abroad import Hand, Office, make_office, served

MONDAY = datetime(2027, 3, 8, 9, tzinfo=UTC)
CV: FilePayload = {"name": "cv.txt", "mimeType": "text/plain", "buffer": b"Twelve years of selling to railways."}
DECK: FilePayload = {
    "name": "plan.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n",
}


@dataclass(frozen=True)
class Way:
    """How somebody goes through it."""

    language: str
    javascript: bool
    width: int
    booked: str
    paid: str
    erased: str


ENGLISH = Way("en", True, 1280, "It is booked for", "¥24,000,000", "Your data are erased")
JAPANESE = Way("ja", False, 320, "予約済み", "24,000,000", "消去")


@pytest.fixture
def office(app) -> Iterator[tuple[Office, str, time_machine.Traveller]]:
    with time_machine.travel(MONDAY, tick=True) as clock, served(app) as url:
        people = make_office(app, country="JP", published_at=MONDAY)
        _pay_and_brief(people)
        yield people, url, clock


def _pay_and_brief(people: Office) -> None:
    with factories.writing() as session:
        session.add(
            PaySheet(
                family="enterprise_account_executive",
                title="strategic",
                country="JP",
                currency="JPY",
                on_target=24_000_000,
                base_share=55,
                source="Pay plan",
                as_of=date(2027, 1, 1),
                made_by=people.recruiter,
                made_at=MONDAY,
            )
        )
        session.add(
            StageBrief(
                opening_id=people.opening,
                stage="screen",
                text="Tell us about one customer.",
                text_ja="お客様のお一人についてお話しください。",
                asks_for_deck=True,
                days_before=5,
                changed_by=people.recruiter,
                changed_at=MONDAY,
            )
        )


@pytest.fixture
def windows(office, open_window, client_for) -> Callable[..., Page]:
    """A window of a member of staff, or of the candidate in their way."""

    def window(account: int | None = None, way: Way = ENGLISH) -> Page:
        url = office[1]
        context: BrowserContext = open_window(url, javascript=way.javascript)
        if account is not None:
            cookie = client_for(account).get_cookie("rung")
            context.add_cookies([{"name": "rung", "value": cookie.value, "url": url}])
        page = context.new_page()
        page.set_viewport_size({"width": way.width, "height": 900})
        return page

    return window


def _link(letters: list[Letter], kind: str) -> str:
    found = re.search(rf"http\S+/{kind}/[\w.\-]+", letters[-1].text)
    assert found is not None
    return found[0]


def _fits(page: Page, way: Way) -> None:
    assert page.locator("html").get_attribute("lang") == way.language
    assert page.evaluate("document.documentElement.scrollWidth") <= way.width, page.url


def _apply(page: Page, way: Way, clock: time_machine.Traveller) -> None:
    page.goto(f"/jobs?lang={way.language}")
    page.locator("main a[href*='/jobs/']").first.click()
    _fits(page, way)
    page.locator(".title a.btn.main").click()
    _fits(page, way)
    page.locator("[name=name]").fill("Ji-won Seo")
    page.locator("[name=email]").fill("Ji-Won.Seo@example.com")
    page.locator("[name=country]").select_option("JP")
    page.locator("[name=zone]").select_option("Asia/Tokyo")
    page.locator("[name=cv]").set_input_files(CV)
    for answer in page.locator("textarea[name^=answer-]").all():
        answer.fill("Because of the railways.")
    page.locator("[name=consent]").check()
    clock.shift(60)
    Hand(page).press(page.locator("button.main"))
    assert page.url.endswith("/apply/sent"), page.locator("main").inner_text()
    _fits(page, way)


def _come_in(people: Office, page: Page, way: Way) -> None:
    page.goto("/portal/sign-in")
    page.locator("[name=email]").fill("ji-won.seo@example.com")
    Hand(page).press(page.locator("button.main"))
    _fits(page, way)
    page.goto(_link(people.letters("portal_link"), "portal-links"))
    _fits(page, way)
    Hand(page).press(page.locator("button.main"))
    assert page.url.endswith("/portal")
    _fits(page, way)


def _invite(people: Office, page: Page) -> None:
    page.goto(f"/openings/{people.opening}/board")
    Hand(page).press(page.get_by_role("link", name="Schedule Ji-won Seo"))
    Hand(page).press(page.get_by_role("button", name="Send invitation to Ji-won Seo"))


def _leave(page: Page, way: Way) -> tuple[Hand, Hand]:
    """Withdraw, and be erased: the hands that did it."""
    page.goto("/portal")
    leaving = Hand(page)
    leaving.press(page.locator("a[href$='/withdraw']"))
    _fits(page, way)
    leaving.press(page.locator("form button.main"))
    page.goto("/portal/data")
    _fits(page, way)
    erasing = Hand(page)
    erasing.choose(page.locator("[name=is_sure]"))
    erasing.press(page.locator("form:has([name=is_sure]) button"))
    expect(page.locator("main")).to_contain_text(way.erased)
    return leaving, erasing


@pytest.mark.parametrize("way", [ENGLISH, JAPANESE], ids=["in English", "in Japanese on a phone without a script"])
def test_a_candidate_goes_the_whole_way_without_an_account(app, office, windows, way):
    people, _, clock = office
    page = windows(way=way)

    _apply(page, way, clock)
    _come_in(people, page, way)
    pay = page.locator("main a[href$='/pay']").first.get_attribute("href")
    page.goto(pay)
    expect(page.locator("main")).not_to_contain_text(way.paid)
    _invite(people, windows(people.recruiter))

    page.goto("/portal")
    page.locator("a.btn.main").click()
    taken = Hand(page)
    taken.choose(page.get_by_role("radio").first)
    taken.press(page.locator("button.main"))
    expect(page.locator("main")).to_contain_text(way.booked)
    _fits(page, way)
    page.goto(pay)
    expect(page.locator("main")).to_contain_text(way.paid)
    _fits(page, way)

    page.goto(pay.replace("/pay", "/materials"))
    page.locator("[type=file]").first.set_input_files(DECK)
    Hand(page).press(page.locator("button.main"))
    expect(page.locator("main")).to_contain_text("plan.pdf")
    _fits(page, way)

    page.goto("/portal")
    page.locator("a[href*='/bookings/']").first.click()
    page.locator("a[href$='/move']").first.click()
    page.get_by_role("radio").nth(3).check()
    Hand(page).press(page.locator("button.main"))
    expect(page.locator("main")).to_contain_text(way.booked)

    leaving, erasing = _leave(page, way)

    assert (taken.clicks, leaving.clicks, erasing.clicks) == (2, 2, 2)
    with people.app.app_context():
        assert db.session.scalars(select(Candidate.name)).all() == ["Erased candidate #1"]
    assert app.extensions.get("untranslated", set()) == set()
