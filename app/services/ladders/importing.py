"""Importing pages and files: each becomes a draft, which somebody looks through before anything is published."""

from collections.abc import Sequence

from app.domain.errors import BadData
from app.domain.importing.areas import AreaNames
from app.domain.importing.pages import imported
from app.domain.policy import Action, Relation, Viewer, permit
from app.gateways.ladder_uploads import is_content_file, sent_content
from app.gateways.page_files import page_text
from app.queries import ladders as queries
from app.services.ladders.drafting import start_from_content, start_from_page


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
        shapes = {name: sent_content(raw, name=name) for name, raw in sent if is_content_file(name)}
        texts = {name: page_text(raw, name=name) for name, raw in sent if not is_content_file(name)}
    except BadData as error:
        raise BadData(error.message, field="files") from error
    areas = _area_names()
    pages = {name: imported(text, page=name, areas=areas) for name, text in texts.items()}
    if len(pages) > 1:
        parents = [title["name"] for page in pages.values() for title in page.content.get("titles") or ()]
        pages = {name: imported(text, page=name, areas=areas, parents=parents) for name, text in texts.items()}
    begun = {name: start_from_content(viewer, shape, origin="page", page_name=name) for name, shape in shapes.items()}
    begun |= {name: start_from_page(viewer, page, text=texts[name]) for name, page in pages.items()}
    return tuple(begun[name] for name in dict.fromkeys(name for name, _ in sent))


def _area_names() -> AreaNames:
    families = queries.current_families()
    if not families:
        return AreaNames.empty()
    return AreaNames.of(queries.playbook_for(families[0].digests).competencies)
