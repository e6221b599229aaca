"""What browsers are sent beside pages: how large it may be, and that it leads to no other host."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

STATIC = ROOT / "app" / "static"
TEMPLATES = ROOT / "templates"
BYTES = {"base.css": 20_480, "app.css": 24_576, "print.css": 6_144, "scorecard.css": 3_072, "drafts.css": 2_560}
ON_EVERY_PAGE = ("base.css", "app.css")
ON_ONE_PAGE = {"scorecard.css": "scorecards/fill_in.html", "drafts.css": "ladders/draft.html"}
SCREEN_BYTES = 40_960
SCRIPT_LINES = 300
ELSEWHERE = re.compile(r"@import|url\(|https?:|//[a-z]")


@pytest.mark.parametrize("name", BYTES)
def test_a_style_sheet_stays_within_its_bytes(name: str):
    assert len((STATIC / name).read_bytes()) <= BYTES[name]


@pytest.mark.parametrize("own", ON_ONE_PAGE)
def test_what_a_page_wears_on_screen_stays_within_forty_kilobytes(own: str):
    assert sum(len((STATIC / name).read_bytes()) for name in (*ON_EVERY_PAGE, own)) <= SCREEN_BYTES


@pytest.mark.parametrize(("name", "page"), ON_ONE_PAGE.items())
def test_a_sheet_for_one_page_is_worn_by_that_page_alone(name: str, page: str):
    assert [path.as_posix() for path in _wearing(name)] == [page]


@pytest.mark.parametrize("name", BYTES)
def test_a_style_sheet_fetches_nothing(name: str):
    assert ELSEWHERE.findall((STATIC / name).read_text(encoding="utf-8")) == []


def test_the_script_stays_within_its_lines():
    assert len((STATIC / "app.js").read_text(encoding="utf-8").splitlines()) < SCRIPT_LINES


def test_nothing_else_is_served():
    assert {path.name for path in STATIC.iterdir()} == {*BYTES, "app.js", "icons.svg"}


def test_only_the_packet_prints_with_the_sheet_for_it():
    wearing = _wearing("print.css")

    # Named in show.html alone, whose note says so; in its own head it is for paper only.
    assert [path.as_posix() for path in wearing] == ["packet/show.html"]
    assert 'filename=\'print.css\') }}" media="print"' in (TEMPLATES / wearing[0]).read_text(encoding="utf-8")


def _wearing(name: str) -> list[Path]:
    """The templates that name a style sheet."""
    pages = sorted(TEMPLATES.rglob("*.html"))
    return [path.relative_to(TEMPLATES) for path in pages if f"'{name}'" in path.read_text(encoding="utf-8")]
