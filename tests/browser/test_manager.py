"""A hiring manager decides: own level first, then the recommendation, then the decision; the recruiter goes on."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import faults
from tests.browser.site import Site
from tests.browser.visits import LEADER, MANAGER, RECRUITER, UNDECIDED
from tests.browser.windows import SCREEN

pytestmark = pytest.mark.usefixtures("changes")
WITH_OWN_LEVEL = "Kenji Morimoto"


def test_a_level_is_seen_only_after_the_own_one(page_of: Callable[..., Page], site: Site):
    page = page_of(MANAGER)
    page.goto("/")
    page.get_by_role("link", name=f"Open decision on {UNDECIDED}").click()
    expect(page.locator("#recommendation, .verdict, .lad")).to_have_count(0)
    outside_the_form = page.locator("main section:not(#own):not([aria-labelledby=own])").all_inner_texts()
    assert not [text for text in outside_the_form if re.search(r"\bP[2-6]\b", text)]

    page.get_by_role("radio", name=re.compile("^P5")).check()
    page.get_by_role("radio", name="Sure", exact=True).check()
    page.get_by_role("button", name="Give own level").click()

    expect(page.get_by_role("heading", name="Recommendation")).to_be_visible()
    expect(page.locator(".verdict").first).to_be_visible()

    page.get_by_role("radio", name="Hire", exact=False).first.check()
    levels = page.get_by_role("group", name=re.compile("^Level of the hire"))
    levels.get_by_role("radio", name=re.compile("^P4")).check()
    page.get_by_label("Reason", exact=True).fill("Four of five areas held in every stage; the fifth was not asked.")
    page.get_by_role("button", name="Record decision").click()
    expect(page.locator(".lede").first).to_contain_text("Decided: hire at P4.")

    other = page_of(RECRUITER)
    other.goto(f"/applications/{site.application(UNDECIDED)}")
    other.get_by_role("button", name="Record the offer as made").click()
    expect(other.locator(".lede")).to_contain_text("Offer")
    other.get_by_role("button", name="Offer accepted: hired").click()
    expect(other.locator(".lede")).to_contain_text("Hired")


def test_a_hire_outside_the_range_counts_once_a_senior_leader_has_approved_it(page_of: Callable[..., Page], site: Site):
    page = page_of(MANAGER)
    page.goto(f"/applications/{site.application(WITH_OWN_LEVEL)}/decision")
    page.get_by_role("radio", name="Hire at a level").check()
    levels = page.get_by_role("group", name=re.compile("^Level of the hire"))
    levels.get_by_role("radio", name=re.compile("^P6")).check()
    page.get_by_label("Reason", exact=True).fill("The region grew after the opening was cut.")
    page.get_by_role("button", name="Record decision").click()
    expect(page.locator(".lede").first).to_contain_text("counts once it is approved")

    other = page_of(LEADER)
    other.goto("/")
    other.get_by_role("link", name=f"Open decision on {WITH_OWN_LEVEL}").click()
    other.get_by_role("radio", name="Approve the hire").check()
    other.get_by_label("Reason", exact=True).fill("Agreed: the region is about to grow again.")
    assert not faults(other)
    other.get_by_role("button", name="Record answer").click()
    expect(other.locator(".lede").first).to_contain_text("Decided: hire at P6.")


def test_one_more_conversation_is_asked_for_with_the_keyboard_alone(page_of: Callable[..., Page], site: Site):
    page = page_of(MANAGER)
    page.goto(f"/applications/{site.application(WITH_OWN_LEVEL)}/decision")
    page.get_by_role("radio", name="Ask for one more conversation first").focus()
    page.keyboard.press("Space")
    page.get_by_text("If you ask for one more conversation").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name=re.compile("^Repeat Final Interview")).focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name=re.compile("^Transparency")).focus()
    page.keyboard.press("Space")
    page.get_by_label("Reason", exact=True).focus()
    page.keyboard.type("One leader alone has seen it.")
    page.get_by_role("button", name="Record decision").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".lede").first).to_contain_text("In Final Interview")
    expect(page.get_by_text("asked for one more conversation in Final Interview about Transparency")).to_be_visible()


def test_level_chances_reasons_and_gaps_stand_on_the_first_screen(page_of: Callable[..., Page], site: Site):
    page = page_of(MANAGER)

    page.goto(f"/applications/{site.application('Kenji Morimoto')}/decision")

    seen = page.locator("section", has=page.get_by_role("heading", name="Recommendation", exact=True))
    reasons = seen.get_by_role("heading", name=re.compile("^Why "))
    for part in (seen.locator(".big"), seen.get_by_role("img"), reasons.last, seen.get_by_text("What is missing:")):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= SCREEN["viewport"]["height"], part
