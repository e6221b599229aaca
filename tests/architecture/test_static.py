"""What browsers are sent beside pages: how large it may be, and that it leads to no other host."""

import re

import pytest

from tests.architecture.source import ROOT

STATIC = ROOT / "app" / "static"
BYTES = {"base.css": 20_480, "app.css": 24_576, "print.css": 6_144}
SCREEN = {"base.css", "app.css"}
SCREEN_BYTES = 40_960
SCRIPT_LINES = 300
ELSEWHERE = re.compile(r"@import|url\(|https?:|//[a-z]")


@pytest.mark.parametrize("name", BYTES)
def test_a_style_sheet_stays_within_its_bytes(name: str):
    assert len((STATIC / name).read_bytes()) <= BYTES[name]


def test_what_a_page_wears_on_screen_stays_within_forty_kilobytes():
    assert sum(len((STATIC / name).read_bytes()) for name in SCREEN) <= SCREEN_BYTES


@pytest.mark.parametrize("name", BYTES)
def test_a_style_sheet_fetches_nothing(name: str):
    assert ELSEWHERE.findall((STATIC / name).read_text(encoding="utf-8")) == []


def test_the_script_stays_within_its_lines():
    assert len((STATIC / "app.js").read_text(encoding="utf-8").splitlines()) < SCRIPT_LINES


def test_nothing_else_is_served():
    assert {path.name for path in STATIC.iterdir()} == {*BYTES, "app.js", "icons.svg"}


def test_only_the_packet_prints_with_the_sheet_for_it():
    wearing = [path for path in (ROOT / "templates").rglob("*.html") if "print.css" in path.read_text(encoding="utf-8")]

    # Named in show.html alone, whose note says so; in its own head it is for paper only.
    assert [path.relative_to(ROOT).as_posix() for path in wearing] == ["templates/packet/show.html"]
    assert 'filename=\'print.css\') }}" media="print"' in wearing[0].read_text(encoding="utf-8")
