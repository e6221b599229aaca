"""The text of an imported page in numbered lines, a readable piece at a time."""

from dataclasses import dataclass

LINES, CHARACTERS = 400, 30_000
# So many lines stand above the one that is looked for.
LEAD = 3


@dataclass(frozen=True, slots=True)
class PagePiece:
    """Some lines of a page with their numbers; `before` and `after` are where the neighbouring pieces begin, or 0."""

    lines: tuple[tuple[int, str], ...]
    count: int
    before: int
    after: int


def piece_from(text: str, line: int) -> PagePiece:
    """The piece of a page that begins shortly before a line.

    Args:
        text: the whole page.
        line: counted from 1; one that the page does not have leads to the first or last piece.
    """
    lines = text.splitlines()
    first = min(max(line - LEAD, 1), max(len(lines), 1))
    last, size = first - 1, 0
    while last < len(lines) and last - first < LINES and (size < CHARACTERS or last < line):
        size += len(lines[last])
        last += 1
    shown = tuple((number, lines[number - 1][:CHARACTERS]) for number in range(first, last + 1))
    before = max(first + LEAD - LINES, 1) if first > 1 else 0
    return PagePiece(shown, len(lines), before, last + 1 + LEAD if last < len(lines) else 0)
