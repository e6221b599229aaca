"""Pages with headings moved, bullets broken and tables cut: nothing crashes, and no character is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.importing.areas import AreaNames
from app.domain.importing.blocks import Table
from app.domain.importing.pages import imported
from app.domain.importing.report import characters
from app.domain.importing.scan import scan
from app.gateways.page_files import page_text

PAGES = [file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parent / "pages").glob("*.md"))]
NOISE = [
    "<td>",
    "</table>",
    "<table>",
    "|",
    "- ",
    "* ",
    "### ",
    "# ",
    "**",
    "](",
    "<!--",
    "```",
    "---",
    "\x00",
    "&#x1F600;",
]
EMPTY = re.compile(
    r"[-:–—]+|n/?a|.*\(.*\).*|.*\b[A-Z]{1,3}[ -]?\d.*|Level \d+.*", re.I
)  # what a state or a code takes over
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The lines of two pages, some of them moved, cut, deepened, repeated or dirtied."""
    chosen = draw(st.lists(st.sampled_from(PAGES), min_size=1, max_size=2))
    lines = [line for page in chosen for line in page.split("\n")]
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(("move", "drop", "cut", "noise", "deepen", "join", "repeat", "break off")))
        if change == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        elif change == "drop":
            lines[at] = ""
        elif change == "cut":
            lines[at] = lines[at][: draw(st.integers(0, max(len(lines[at]), 1)))]
        elif change == "noise":
            lines[at] = draw(st.sampled_from(NOISE)) + lines[at] + draw(st.sampled_from(NOISE))
        elif change == "deepen":
            lines[at] = draw(st.sampled_from(("#", "  ", "\t", "> "))) + lines[at]
        elif change == "join":
            lines[at : at + 2] = [" ".join(lines[at : at + 2])]
        elif change == "repeat":
            lines[at:at] = lines[at : at + draw(st.integers(1, 20))]
        else:
            lines = lines[: max(at, 1)]
    return draw(st.sampled_from(("\n", "\r\n"))).join(lines)


def squeezed(text: str) -> str:
    return "".join(text.split())


def texts_in(value: object) -> Iterator[str]:
    """Every text of plain content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from texts_in(each)


def check(page: str) -> None:
    """Characters placed and left over make the page's, and the words of a ladder's tables stand in one of the two."""
    found = imported(page, page="mutated.md", areas=AreaNames.empty())

    report = found.report
    left = [one.text for one in report.unplaced]
    assert sum(map(characters, left)) + report.placed_characters == report.page_characters
    if found.kind == "ladder":
        words = squeezed(" ".join([*texts_in(found.content), *left]))
        tables = [block for block in scan(page) if isinstance(block, Table)]
        cells = {text for table in tables for row in table.rows for cell in row for text in cell.paragraphs}
        assert [text for text in cells if squeezed(text) not in words and not EMPTY.fullmatch(text)] == []


@settings(max_examples=80, deadline=None)
@given(mutated())
def test_a_page_that_was_pulled_about_loses_nothing(page):
    check(page)


def test_a_file_of_scraps_is_left_over_as_a_whole():
    found = imported("- a\n" * 60_000, page="scraps.md", areas=AreaNames.empty())

    assert [flag.code for flag in found.report.flags] == ["no_page"]
    assert (found.report.placed_characters, len(found.report.unplaced)) == (0, 60_000)
    assert (found.kind, found.content["titles"]) == ("family", [])


@pytest.mark.long
@pytest.mark.timeout(300)
@settings(max_examples=2000, deadline=None)
@given(mutated())
def test_thousands_of_pages_that_were_pulled_about_lose_nothing(page):
    check(page)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(PAGES), st.sampled_from(ENCODINGS), st.integers(0, 40))
def test_a_page_in_another_encoding_loses_nothing(page, encoding, cut):
    raw = page.encode(encoding, "replace")

    check(page_text(raw[: len(raw) - cut], name="page.md"))
