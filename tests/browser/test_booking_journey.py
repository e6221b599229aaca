"""A candidate in Tokyo books a panel of Berlin, Denver and Sydney across a change of clocks, moves it, is declined."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import func, select

from app.database import db
from app.models.scheduling import CandidateCell, Interview, StaffCell
from tests import factories
from tests.browser.office_abroad import Hand, Office, instant_in, make_office, served

# The clocks of Denver go forward on the 14th, those of Berlin on the 28th.
MONDAY = datetime(2027, 3, 8, 9, tzinfo=UTC)


@pytest.fixture
def office(app) -> Iterator[tuple[Office, str]]:
    with time_machine.travel(MONDAY, tick=True), served(app) as url:
        yield make_office(app), url


@pytest.fixture
def window_of(office, open_window, client_for) -> Callable[..., Page]:
    """A window of somebody: signed in as staff, or the candidate's own."""

    def window(account: int | None = None, *, javascript: bool = True) -> Page:
        _, url = office
        context: BrowserContext = open_window(url, javascript=javascript)
        if account is not None:
            cookie = client_for(account).get_cookie("rung")
            context.add_cookies([{"name": "rung", "value": cookie.value, "url": url}])
        return context.new_page()

    return window


def case_in(office: Office, stage: str) -> int:
    return factories.applications.make_application(office.opening, stage=stage, name="Ji-won Seo")


def invited(office: Office, page: Page) -> Hand:
    """From the pipeline to an invitation that is sent."""
    hand = Hand(page)
    page.goto(f"/openings/{office.opening}/board")
    hand.press(page.get_by_role("link", name="Schedule Ji-won Seo"))
    hand.press(page.get_by_role("button", name="Send invitation to Ji-won Seo"))
    expect(page.get_by_role("status").first).to_contain_text("Ji-won Seo is invited")
    return hand


def booked(page: Page, link: str, day: str, at: str) -> Hand:
    """The candidate opens the link, and takes an hour of a day."""
    hand = Hand(page)
    page.goto(link)
    hand.choose(page.get_by_role("group", name=day).get_by_role("radio", name=at))
    hand.press(page.get_by_role("button", name="Book this time"))
    expect(page.locator("main")).to_contain_text("It is booked for")
    return hand


def interview_of(office: Office) -> Interview:
    with office.app.app_context():
        return db.session.execute(select(Interview).order_by(Interview.id.desc()).limit(1)).scalar_one()


def held_cells(office: Office) -> int:
    with office.app.app_context():
        return sum(db.session.scalar(select(func.count()).select_from(row)) or 0 for row in (StaffCell, CandidateCell))


def test_a_screen_is_invited_to_in_two_clicks_and_booked_in_two(office, window_of):
    people, _ = office
    case_in(people, "screen")

    recruiter = invited(people, window_of(people.recruiter))
    candidate = window_of(javascript=False)
    candidate.goto(people.booking_link())
    taken = Hand(candidate)
    taken.choose(candidate.get_by_role("radio").first)
    taken.press(candidate.get_by_role("button", name="Book this time"))

    assert (recruiter.clicks, taken.clicks) == (2, 2)
    expect(candidate.locator("main")).to_contain_text("It is booked for")
    assert interview_of(people).stage == "screen"


def test_a_panel_around_the_world_reads_one_instant_on_page_mail_and_file(office, window_of):
    people, _ = office
    case_in(people, "panel")

    recruiter = invited(people, window_of(people.recruiter))
    candidate = window_of()
    candidate.goto(people.booking_link())
    before = candidate.get_by_role("group", name="Friday 12 March")
    after = candidate.get_by_role("group", name="Tuesday 16 March")
    expect(before.get_by_role("radio")).to_have_count(3)
    expect(after.get_by_role("radio")).to_have_count(1)
    taken = booked(candidate, people.booking_link(), "Tuesday 16 March", "14:00")

    at = datetime(2027, 3, 16, 5, tzinfo=UTC)
    assert (recruiter.clicks, taken.clicks) == (2, 2)
    assert interview_of(people).starts_at == at
    expect(candidate.locator("main")).to_contain_text("14:00")
    denver = people.panel["America/Denver"]
    page = window_of(denver)
    page.goto(f"/interviews/{interview_of(people).id}")
    expect(page.locator("main")).to_contain_text("Mon 15 Mar, 23:00")
    clocks = {"Europe/Berlin": "06:00", "America/Denver": "23:00", "Australia/Sydney": "16:00"}
    for zone, who in people.panel.items():
        letter = people.letters("interview_booked", account=who)[-1]
        assert clocks[zone] in letter.text
        assert "14:00" in letter.text
        assert instant_in(letter) == at
    confirmation = people.letters("interview_booked")[-1]
    assert "14:00" in confirmation.text
    assert instant_in(confirmation) == at


def test_one_of_a_panel_is_replaced_while_the_others_keep_their_time(office, window_of):
    people, _ = office
    case_in(people, "panel")
    recruiter = window_of(people.recruiter)
    invited(people, recruiter)
    booked(window_of(), people.booking_link(), "Tuesday 16 March", "14:00")
    leaver = window_of(people.panel["Europe/Berlin"])
    leaver.goto(f"/interviews/{interview_of(people).id}/excuse")
    leaver.locator("textarea").fill("I am on a train then.")
    Hand(leaver).press(leaver.get_by_role("button", name="Tell the recruiter"))

    recruiter.goto(f"/interviews/{interview_of(people).id}")
    hand = Hand(recruiter)
    hand.press(recruiter.get_by_role("button", name="Ask Chidi Nwosu to step in"))

    assert hand.clicks == 1
    seats = recruiter.get_by_role("region", name="Interviewers", exact=True)
    expect(seats).to_contain_text("Chidi Nwosu")
    expect(seats).to_contain_text("Person of Sydney")
    assert interview_of(people).starts_at == datetime(2027, 3, 16, 5, tzinfo=UTC)
    assert people.letters("interviewer_replaced", account=people.standby)


def test_a_candidate_moves_up_to_the_cap_and_then_is_told_whom_to_write_to(office, window_of):
    people, _ = office
    case_in(people, "panel")
    invited(people, window_of(people.recruiter))
    candidate = window_of()
    booked(candidate, people.booking_link(), "Tuesday 16 March", "14:00")

    for day in ("Wednesday 17 March", "Friday 12 March"):
        candidate.get_by_role("link", name="Move it").click()
        candidate.get_by_role("group", name=day).get_by_role("radio", name="14:00").click()
        Hand(candidate).press(candidate.locator("main").get_by_role("button", name="Move").first)

    expect(candidate.locator("main")).to_contain_text("Fri 12 Mar, 14:00")
    expect(candidate.get_by_role("link", name="Move it")).to_have_count(0)
    assert interview_of(people).starts_at == datetime(2027, 3, 12, 5, tzinfo=UTC)
    letters = people.letters("interview_moved", account=people.panel["Australia/Sydney"])
    assert instant_in(letters[-1]) == datetime(2027, 3, 12, 5, tzinfo=UTC)


def test_a_decline_calls_off_what_is_booked_and_frees_everybody(office, window_of):
    people, _ = office
    case = case_in(people, "panel")
    recruiter = window_of(people.recruiter)
    invited(people, recruiter)
    candidate = window_of()
    booked(candidate, people.booking_link(), "Tuesday 16 March", "14:00")
    assert held_cells(people) == 4 * 12

    recruiter.goto(f"/openings/{people.opening}/board")
    hand = Hand(recruiter)
    hand.press(recruiter.get_by_role("link", name="Decline Ji-won Seo"))
    hand.clicks += 1
    recruiter.locator("select").first.select_option(index=1)
    recruiter.locator("textarea").fill("Has not sold to this kind of customer.")
    hand.press(recruiter.get_by_role("button", name="Decline Ji-won Seo"))

    assert hand.clicks == 3
    assert held_cells(people) == 0
    assert interview_of(people).state == "cancelled"
    candidate.reload()
    expect(candidate.locator("main")).not_to_contain_text("Move it")
    called_off = people.letters("interview_cancelled", account=people.panel["America/Denver"])
    assert b"METHOD:CANCEL" in (called_off[-1].calendar or b"")
    assert case
