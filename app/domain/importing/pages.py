"""One handbook page into the draft of a family or of a ladder, with the report of what became of every text of it."""

from collections.abc import Sequence

from app.domain.importing.areas import AreaNames
from app.domain.importing.family_pages import family_page
from app.domain.importing.ladder_pages import ladder_page
from app.domain.importing.page_kinds import kind_of
from app.domain.importing.report import Imported
from app.domain.importing.scan import scanned
from app.domain.importing.tree import sections


def imported(text: str, *, page: str, areas: AreaNames, parents: Sequence[str] = ()) -> Imported:
    """Read a page of Markdown or HTML.

    Args:
        text: the page.
        page: its file name or path, which sources name.
        areas: the names of focus areas.
        parents: names of titles on other pages, which titles of this one may extend.
    """
    scan = scanned(text)
    tree = sections(scan.blocks)
    if kind_of(tree) == "ladder":
        return ladder_page(tree, page=page, title=scan.front.get("title", ""), flags=scan.flags)
    return family_page(scan, page=page, areas=areas, parents=parents)
