"""Candidates of the demo organisation with a link to choose a time, as a recruiter's invitation makes one."""

from collections.abc import Callable

from playwright.sync_api import Page

from app.gateways import signatures
from app.queries.scheduling.invitations import PURPOSE
from tests.browser.site import SECRET, Site

PANEL = ("takeshi.endo", "renata.moraes", "hiroshi.tani")
_INVITE = """
INSERT INTO invitation (application_id, stage, state, takes, minutes, step_minutes, video_link, from_at, until_at,
    notice_hours, withheld, most_moves, moves, cutoff_hours, epoch, version, created_by, created_at, expires_at,
    asked_note, ended_because)
SELECT a.id, a.stage, 'open', 'all', 60, 60, 'https://meet.example.org/room', datetime('now'),
    datetime('now', '+14 days'), 24, '[]', 2, 0, 24, 1, 1, p.id, datetime('now'), datetime('now', '+10 days'), '', ''
FROM application a JOIN account p ON p.email LIKE 'ayumi.nakagawa@%' WHERE a.id = CAST(? AS INTEGER)
"""
_SEAT = """
INSERT INTO invitation_seat (invitation_id, account_id, sits_as, leads)
SELECT CAST(? AS INTEGER), id, 'interviewer', '[]' FROM account WHERE email LIKE ? || '@%'
"""


def booking(candidate: str) -> Callable[[Site], str]:
    """The link of a new invitation to meet a panel; what was booked by an earlier one is gone."""

    def address(site: Site) -> str:
        number = site.application(candidate)
        site.change("DELETE FROM interview WHERE application_id = ?", number)
        site.change(_INVITE, number)
        made = site.id_of("SELECT max(id) FROM invitation")
        for name in PANEL:
            site.change(_SEAT, made, name)
        return f"/booking-links/{signatures.sign(SECRET, PURPOSE, (made, 1))}"

    return address


def follow(*words: str) -> Callable[[Page], None]:
    """Follow links of the page by their words, one after the other."""

    def act(page: Page) -> None:
        for word in words:
            with page.expect_navigation():
                page.get_by_role("link", name=word).first.click()

    return act


def booked(then: str = "") -> Callable[[Page], None]:
    """Book the first time, and follow a link of the page after it."""

    def act(page: Page) -> None:
        page.get_by_role("radio").first.check()
        with page.expect_navigation():
            page.get_by_role("button", name="Book this time").click()
        if then:
            follow(then)(page)

    return act
