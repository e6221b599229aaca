"""Files beside a scorecard in a browser: sending them loses nothing that was being written."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.site import Site
from tests.browser.visits import AT_PANEL, PANELIST
from tests.gateways.sent_files import PDF

pytestmark = pytest.mark.usefixtures("changes")


def test_attaching_a_file_waits_until_what_was_just_written_is_saved(page_of: Callable[..., Page], site: Site):
    page = page_of(PANELIST)
    page.goto(f"/interviews/{site.interview(AT_PANEL, 'panel')}/scorecard")
    page.get_by_role("textbox", name="Summary").press_sequentially("Written just before.")
    slides: FilePayload = {"name": "slides.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Slides, or photos of the board").set_input_files([slides])

    page.get_by_role("button", name="Attach", exact=True).click()

    expect(page.get_by_role("status").first).to_contain_text("attached")
    expect(page.get_by_role("textbox", name="Summary")).to_have_value(re.compile("Written just before."))
    expect(page.get_by_role("button", name="Use the text kept in this browser")).to_have_count(0)
