"""The text of an imported page in numbered lines, a readable piece at a time."""

from dataclasses import dataclass

LINES, CHARACTERS = 400, 30_000


@dataclass(frozen=True, slots=True)
class PagePiece:
    """Some lines of a page with their numbers; `before` and `after` are where the neighbouring pieces begin, or 0."""

    lines: tuple[tuple[int, str], ...]
    count: int
    before: int
    after: int


def piece_from(text: str, line: int) -> PagePiece:
    """The piece of a page that holds a line.

    Args:
        text: the whole page.
        line: counted from 1; one that the page does not have leads to the first or last piece.
    """
    lines = text.splitlines()
    starts = _starts(lines)
    place = max((index for index, start in enumerate(starts) if start < max(line, 1)), default=0)
    end = starts[place + 1] if place + 1 < len(starts) else len(lines)
    shown = tuple((number + 1, lines[number][:CHARACTERS]) for number in range(starts[place], end))
    before = starts[place - 1] + 1 if place else 0
    return PagePiece(shown, len(lines), before, end + 1 if end < len(lines) else 0)


def _starts(lines: list[str]) -> list[int]:
    starts, size = [0], 0
    for index, line in enumerate(lines):
        size += len(line)
        if index - starts[-1] >= LINES or (size > CHARACTERS and index > starts[-1]):
            starts.append(index)
            size = len(line)
    return starts
