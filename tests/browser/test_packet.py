"""The packet on paper: what a browser prints, which is all there is where no PDF can be made."""

import json
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.site import Site
from tests.browser.visits import MANAGER

HIRED = "Satoshi Arakawa"
# What is left of A4 between the margins, in CSS pixels.
PAPER = {"width": 680, "height": 990}


@pytest.fixture
def packet(page_of: Callable[..., Page], site: Site) -> Page:
    page = page_of(MANAGER)
    page.goto(f"/applications/{site.application(HIRED)}/packet")
    return page


def test_on_paper_it_has_no_menu_and_no_buttons_and_runs_off_no_edge(packet: Page):
    packet.emulate_media(media="print")
    packet.set_viewport_size(PAPER)  # type: ignore[arg-type]

    for left_out in ("header.mast", "a.skip", "#sign-out", "main a.btn"):
        assert not packet.locator(left_out).first.is_visible(), left_out
    assert packet.get_by_role("heading", level=2).count() == packet.locator("h2:visible").count() >= 11
    assert packet.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]


def test_what_a_browser_prints_has_every_part_and_numbered_pages(packet: Page):
    pages = [page.extract_text() for page in PdfReader(BytesIO(packet.pdf(prefer_css_page_size=True))).pages]

    text = " ".join(" ".join(pages).split())
    assert len(pages) >= 8
    assert [number for number, words in enumerate(pages, start=1) if f"{number} / {len(pages)}" not in words] == []
    assert f"Packet: {HIRED}" in pages[0]
    for word in ("This level or above", "What the level needs", "Hire at P", "the same to the last byte"):
        assert word in text


def test_the_plain_data_can_be_taken_along(packet: Page):
    with packet.expect_download() as taken:
        packet.get_by_role("link", name="JSON").click()

    assert re.fullmatch(r"packet-\d+\.json", taken.value.suggested_filename)
    assert json.loads(taken.value.path().read_text(encoding="utf-8"))["head"]["candidate"] == HIRED
    expect(packet.get_by_role("link", name="PDF")).to_have_attribute("href", re.compile(r"/packet\.pdf$"))
