"""From a page of a handbook to a published family in a browser: three clicks, and one for each thing that is mended."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import ADMIN

pytestmark = pytest.mark.usefixtures("changes")
PAGE = """# Harbour Pilot
## Responsibilities
- Brings ships in.
- Keeps the log of the watch.
## Requirements
- Knows the channel.
## Hiring Process
### 1. Screen - Recruiter
- Areas of focus:
  - Results
  - Knot tying
"""


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """A page whose hiring process looks at an area that the catalogue does not have."""
    file = tmp_path / "harbour-pilot.md"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_a_page_is_imported_reviewed_and_published_in_three_clicks_and_two_to_mend_an_area(
    page_of: Callable[..., Page], handbook: Path
):
    page = page_of(ADMIN, javascript=False)
    page.goto("/ladders/import")

    page.get_by_label("Files").set_input_files(handbook)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", name="Before it can be published")).to_be_visible()
    expect(page.get_by_text("- Brings ships in.")).to_be_visible()

    page.get_by_role("link", name="Mend it").click()
    page.get_by_label("Area 2").select_option("")
    page.get_by_role("button", name="See what it changes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour Pilot: what version 1 changes")

    page.get_by_label("What changes, and why").fill("Our pilots join the others.")
    page.get_by_role("button", name="Publish version 1").click()

    expect(page.get_by_role("status").first).to_contain_text("Version 1 of Harbour Pilot is published.")
    page.goto("/openings/new")
    expect(page.get_by_text("Harbour Pilot").first).to_be_attached()


def test_a_page_that_can_not_be_read_is_refused_with_what_to_do_instead(page_of: Callable[..., Page], tmp_path: Path):
    page = page_of(ADMIN, javascript=False)
    photo = tmp_path / "photo.md"
    photo.write_bytes(b"\x89PNG\r\n")
    page.goto("/ladders/import")

    page.get_by_label("Files").set_input_files(photo)
    page.get_by_role("button", name="Import").click()

    told = "photo.md is no page of text. Save the page as Markdown, HTML or plain text and try again."
    expect(page.get_by_role("alert")).to_contain_text(told)
