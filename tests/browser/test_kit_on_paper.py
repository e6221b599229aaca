"""The kit on paper, for whoever interviews away from a screen."""

import unicodedata
from collections.abc import Callable
from io import BytesIO

from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.site import Site
from tests.browser.visits import AT_PANEL, PANELIST


def test_a_printed_kit_names_every_area_and_takes_no_more_than_twenty_pages(page_of: Callable[..., Page], site: Site):
    page = page_of(PANELIST)
    page.goto(f"/interviews/{site.interview(AT_PANEL, 'panel')}/scorecard")

    pages = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]

    text = unicodedata.normalize("NFKC", " ".join(" ".join(pages).split()))
    areas = page.locator("[data-budget] h2").all_inner_texts()
    assert len(areas) == 6
    assert [area for area in areas if f"Kit: {area}" not in text] == []
    assert text.count("What not to ask or weigh here") == len(areas)
    assert len(pages) <= 20
