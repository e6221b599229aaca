"""Importing pages and files: each becomes a draft, which somebody looks through before anything is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import BadData
from app.domain.importing.areas import AreaNames
from app.domain.importing.pages import imported
from app.domain.importing.report import Imported
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.shapes import Shape
from app.gateways.ladder_uploads import is_content_file, sent_content
from app.gateways.page_files import page_text
from app.queries import ladders as queries
from app.services.ladders.drafting import start_from_content, start_from_page


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was sent."""

    name: str
    text: str


def import_pages(viewer: Viewer, sent: Sequence[tuple[str, bytes]]) -> tuple[int, ...]:
    """Read pages and files of our own format, and begin a draft with each.

    Args:
        viewer: who imports.
        sent: name and bytes of each. Titles of one page may extend those of another.

    Returns:
        the number of each draft, in the order of what was sent.

    Raises:
        NotAllowed: for somebody who edits no content.
        BadData: naming the field, if one of them can't be read; then no draft is begun.
    """
    permit(Action.CONTENT_EDIT, Relation(viewer))
    try:
        files = tuple(_file(raw, name) for name, raw in sent)
    except BadData as error:
        raise BadData(error.message, field="files") from error
    pages = {place: file for place, file in enumerate(files) if isinstance(file, Page)}
    read = _read(pages)
    return tuple(
        start_from_page(viewer, read[place], text=file.text)
        if isinstance(file, Page)
        else start_from_content(viewer, file, origin="page", page_name=sent[place][0])
        for place, file in enumerate(files)
    )


def _file(raw: bytes, name: str) -> Page | Shape:
    return sent_content(raw, name=name) if is_content_file(name) else Page(name, page_text(raw, name=name))


def _read(pages: Mapping[int, Page]) -> dict[int, Imported]:
    """What each page says, by its place: two files may have the same name. Several are read knowing each other."""
    areas = _area_names()
    read = {place: imported(page.text, page=page.name, areas=areas) for place, page in pages.items()}
    if len(read) < 2:
        return read
    parents = [title["name"] for each in read.values() for title in each.content.get("titles") or ()]
    return {place: imported(page.text, page=page.name, areas=areas, parents=parents) for place, page in pages.items()}


def _area_names() -> AreaNames:
    families = queries.current_families()
    if not families:
        return AreaNames.empty()
    return AreaNames.of(queries.playbook_for(families[0].digests).competencies)
