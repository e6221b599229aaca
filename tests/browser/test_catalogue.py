"""Editing questions in a browser: order and words without a script, and a form that does not forget on the way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.visits import ADMIN, RECRUITER

pytestmark = pytest.mark.usefixtures("changes")
AREA = "/questions/results"
OWN_WORDS = "Which promise to a customer cost you most to keep?"


def question(page: Page, number: int) -> str:
    return page.get_by_label("Question", exact=True).nth(number - 1).input_value()


def test_questions_are_put_in_order_and_published_without_a_script(page_of: Callable[..., Page]):
    page = page_of(RECRUITER, javascript=False)
    page.goto(AREA)
    first, second = question(page, 1), question(page, 2)

    page.get_by_role("button", name="Move down question 1").click()
    assert (question(page, 1), question(page, 2)) == (second, first)
    assert page.url.endswith("#q-2")
    page.get_by_role("button", name="Add a question").click()
    page.get_by_label("Question", exact=True).last.fill(OWN_WORDS)
    page.get_by_label("A strong answer holds").last.fill("A promise, its price, and who paid it.")
    page.get_by_label("A weak answer holds").last.fill("A promise that cost nothing.")
    page.get_by_label("What changed").fill("Asks for the cost.")
    page.get_by_role("button", name="Publish version 2").click()

    expect(page.get_by_role("status").first).to_contain_text("Version 2 is published.")
    assert question(page, 1) == second
    assert question(page, 6) == OWN_WORDS


def test_a_button_asks_nothing_and_leaving_asks_before_words_are_lost(page_of: Callable[..., Page]):
    page = page_of(ADMIN)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(AREA)

    page.get_by_label("Question", exact=True).first.fill(OWN_WORDS)
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("heading", name="What would change")).to_be_in_viewport()
    assert asked == []
    page.get_by_label("What changed").fill("Asks for the cost.")
    page.get_by_role("link", name="Leave it as it is").click()

    expect(page.get_by_label("What changed")).to_have_value("Asks for the cost.")
    assert asked == ["beforeunload"]
