"""Every page in both colour schemes and on a narrow screen, and that no page goes unvisited."""

from collections.abc import Callable

import pytest
from html5lib import HTMLParser  # type: ignore[import-untyped] # it ships no types
from playwright.sync_api import Page, Response

from app.factory import create_app
from tests.browser.looks import faults
from tests.browser.site import Site
from tests.browser.visits import VISITS, Visit
from tests.browser.visits_ladders import LADDER_VISITS

EVERY_VISIT = (*VISITS, *LADDER_VISITS)

# A style sheet or a file is no page; first run and password links are visited where somebody sets everything up.
FILES = {
    "static",
    "scheduling.booking_file",
    "applications.cv",
    "card_files.download",
    "portal.export",
    "scheduling.cv",
    "packet.data",
    "packet.print_out",
    "reports.equal_opportunity_export",
}
FILES |= {
    "portal.interview_file",
    "portal.open_booking",
    "openings.brief_file",
    "scheduling.slides",
    "portal.brief_file",
    "portal.own_slides",
    "jobs.sitemap",
    "jobs.robots",
}
FILES |= {"jobs.sitemap", "jobs.robots", "content.version_file"}
# A letter stands in the page of its message; an earlier notice looks like the one that holds.
VISITED_ELSEWHERE = FILES | {"jobs.earlier_privacy", "accounts.setup", "accounts.set_password", "notifications.letter"}


def test_every_page_is_visited():
    pages = {rule.endpoint for rule in create_app().url_map.iter_rules() if "GET" in (rule.methods or ())}

    assert sorted(pages - {visit.endpoint for visit in EVERY_VISIT} - VISITED_ELSEWHERE) == []


@pytest.mark.parametrize("visit", EVERY_VISIT, ids=[visit.name for visit in EVERY_VISIT])
def test_pages_can_be_used_by_everybody(page_of: Callable[..., Page], site: Site, visit: Visit):
    page = page_of(visit.person)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if answer.request.is_navigation_request() else None)
    page.goto(visit.address(site))
    visit.act(page)

    found = faults(page)

    wanted = (
        visit.status if visit.status != 200 else 422 if visit.what.partition("-")[0] in {"refused", "wrong"} else 200
    )
    assert answers[-1].status == wanted, page.title()
    assert not found, "\n".join(found)
    if visit.is_candidates:
        HTMLParser(strict=True).parse(answers[-1].text())
