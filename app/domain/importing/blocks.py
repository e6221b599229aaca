"""What a page consists of once its markup is gone: headings, paragraphs, items, tables, and the sections they form."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `depth` is 1 for the outermost. The depth says little on real pages: look at the words first."""

    line: int
    depth: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `is_bold` when all of it was set bold, so that it may be a heading in disguise."""

    line: int
    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, its continuation lines included; `depth` is 0 for the outermost list."""

    line: int
    text: str
    depth: int = 0
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with one text for each of its paragraphs; none when it is empty."""

    line: int
    paragraphs: tuple[str, ...]
    columns: int = 1
    rows: int = 1
    is_header: bool = False

    @property
    def text(self) -> str:
        """All of it, a paragraph a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was written, row by row: a cell stands once, whatever it spans."""

    line: int
    rows: tuple[tuple[Cell, ...], ...]


Block = Heading | Paragraph | Item | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, or none at the top of the page, with what stands below it up to the next heading, and its children."""

    heading: Heading | None
    blocks: tuple[Block, ...]
    children: tuple["Section", ...]
