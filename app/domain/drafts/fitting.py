"""Whether content that shall be published fits what it names, and what rests on it."""

from collections.abc import Collection, Iterable

from app.domain.crosswalk import Crosswalk
from app.domain.errors import BadData
from app.domain.ladder import Ladder
from app.domain.playbook import Playbook
from app.domain.shapes import Shape


def check_fit(shape: Shape, books: Iterable[Playbook], *, ladders: Collection[str], scales: Collection[str]) -> None:
    """Refuse content that points at nothing, or that would leave something without what it points at.

    Args:
        shape: what would be published.
        books: the playbooks that publishing it would make.
        ladders: keys of the published ladders.
        scales: keys of the published rating scales.

    Raises:
        BadData: naming the first thing that does not fit.
    """
    listed = tuple(books)
    if isinstance(shape, Ladder) and shape.scale not in scales:
        known = ", ".join(sorted(scales))
        raise BadData(f"No rating scale is called {shape.scale!r}. Choose one of: {known}.", field="scale")
    if isinstance(shape, Crosswalk) and (shape.ladder not in ladders or not listed):
        raise BadData("This crosswalk names a ladder and a family that are not read together here. Publish them first.")
    for book in listed:
        book.check()
        if isinstance(shape, Crosswalk):
            _check_mappings(shape, book)


def _check_mappings(crosswalk: Crosswalk, book: Playbook) -> None:
    titles = {title.key for title in book.family.titles}
    levels = {level.code for level in book.ladder.levels}
    for item in crosswalk.titles:
        if item.title not in titles:
            raise BadData(f"{book.family.name} has no title {item.title!r} any more. Take it out of the crosswalk.")
        if item.level not in levels:
            raise BadData(f"{book.ladder.name} has no level {item.level} any more. Choose another for {item.title!r}.")
