"""One handbook page into the draft of a family or of a ladder, with the report of what became of every text of it."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.importing.areas import AreaNames
from app.domain.importing.blocks import Paragraph
from app.domain.importing.family_pages import family_page
from app.domain.importing.inline import visible
from app.domain.importing.ladder_pages import ladder_page
from app.domain.importing.ledger import Ledger
from app.domain.importing.page_kinds import kind_of
from app.domain.importing.report import Flag, Imported
from app.domain.importing.scan import Scanned, scanned
from app.domain.importing.tree import sections

# So many lines or tags, with so little between them, are no page that somebody wrote.
MANY_LINES, SHORT_LINE = 50_000, 12


def imported(text: str, *, page: str, areas: AreaNames, parents: Sequence[str] = ()) -> Imported:
    """Read a page of Markdown or HTML.

    Args:
        text: the page.
        page: its file name or path, which sources name.
        areas: the names of focus areas.
        parents: names of titles on other pages, which titles of this one may extend.
    """
    if _is_scraps(text):
        return _left_over(text, page=page)
    scan = scanned(text)
    tree = sections(scan.blocks)
    if kind_of(tree) == "ladder":
        return ladder_page(tree, page=page, title=scan.front.get("title", ""), flags=scan.flags)
    return family_page(scan, page=page, areas=areas, parents=parents)


def _is_scraps(text: str) -> bool:
    lines_and_tags = text.count("\n") + text.count("<")
    return lines_and_tags > MANY_LINES and len(text) < SHORT_LINE * lines_and_tags


def _left_over(text: str, *, page: str) -> Imported:
    """An empty family, with every line of the page in the list of texts without a place."""
    shown = ((number, visible(line)) for number, line in enumerate(text.split("\n"), start=1))
    lines = [Paragraph(number, line) for number, line in shown if line]
    says = "This file has tens of thousands of scraps in it, which make no page. Nothing was read from it."
    empty = family_page(Scanned((), (), {}), page=page, areas=AreaNames.empty())
    return replace(empty, report=Ledger(lines).report([Flag("no_page", 1, "page", says)], {}))
