"""The lines of a page without front matter, comments and other things unseen; HTML blocks as lines of Markdown."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.domain.importing.inline import without

_FRONT_FENCES = ("---", "+++")
_LONGEST_FRONT = 200
_FRONT_PAIR = re.compile(r"([A-Za-z_][\w-]{0,60})\s*[:=]\s*(.*)")
_FRONT_OTHER = re.compile(r"\s|- |[\]})]|$")  # a list, what goes on from the line above, or nothing
_TAG_OVER_LINES = re.compile(r"</?(?!t[drh]|table|tbody|thead|tfoot)[a-zA-Z][^<>\n]*+\n[^<>]*+>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"<(/?)(h[1-6]|ul|ol|li|p|div|hr|section|article|blockquote|details|summary)\b[^<>]*+>", re.I)
_MARKDOWN_BLOCK = re.compile(r"\s*(?:#{1,6}|[-*+]|\d{1,3}[.)])\s")
_HTML_TITLE = re.compile(r"<title>([^<]{0,300})</title>", re.IGNORECASE)
_LONGEST_HEAD = 20_000
_UNSEEN = (("<head>", "</head>"), ("<!--", "-->"), ("<%", "%>"), ("<script", "</script>"), ("<style", "</style>"))


class Line(NamedTuple):
    """A line as the scanner reads it, with its number in the file. One line of HTML may become several of these."""

    number: int
    text: str


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """The plain pairs at the head of a page, and how many lines that head takes; none and 0 without one."""
    lines = text.split("\n", _LONGEST_FRONT + 20)
    first = next((number for number, line in enumerate(lines[:20]) if line.strip()), 0)
    fence = lines[first].strip()
    if fence not in _FRONT_FENCES:
        return {}, 0
    pairs: dict[str, str] = {}
    for number in range(first + 1, min(len(lines), first + _LONGEST_FRONT)):
        if lines[number].strip() == fence:
            return pairs, number + 1
        if pair := _FRONT_PAIR.match(lines[number]):
            pairs.setdefault(pair[1].lower(), pair[2].strip().strip("\"'"))
        elif not _FRONT_OTHER.match(lines[number]):
            break
    return {}, 0


def html_title(text: str) -> str:
    """The title in the head of an HTML page; "" where it has none."""
    found = _HTML_TITLE.search(text[:_LONGEST_HEAD])
    return " ".join(found[1].split()) if found else ""


def lines_of(text: str, *, after: int = 0) -> list[Line]:
    """The lines after the first `after` ones, without comments, scripts and what else nobody sees."""
    kept = "\n" * after + "".join(text.split("\n", after)[after:]) if after else text
    for opening, closing in _UNSEEN:
        kept = without(kept, opening, closing)
    kept = _TAG_OVER_LINES.sub(_on_one_line, kept)
    return [Line(number, line.expandtabs(4)) for number, line in enumerate(kept.split("\n"), start=1)]


def _on_one_line(match: re.Match[str]) -> str:
    return " ".join(match[0].split("\n")) + "\n" * match[0].count("\n")


class HtmlBlocks:
    """Turns tags that begin or end a block into the marks of Markdown; knows how deep a list is."""

    def __init__(self) -> None:
        self._depth = 0
        self._mark = ""
        self._texts: list[str] = []
        self._number = 0

    def split(self, line: Line) -> Iterator[Line]:
        """The line itself, or the lines that its tags divide it into."""
        if self._mark and (not line.text.strip() or _MARKDOWN_BLOCK.match(line.text)):
            yield from self.end()
        tags = list(_BLOCK_TAG.finditer(line.text)) if "<" in line.text else []
        if not tags and not self._mark:
            yield line
            return
        at = 0
        for tag in tags:
            self._add(line.number, line.text[at : tag.start()])
            yield from self._tag(line.number, tag[2].lower(), is_end=bool(tag[1]))
            at = tag.end()
        self._add(line.number, line.text[at:])
        if not self._mark:
            yield from self.end()

    def end(self) -> Iterator[Line]:
        """What was begun and waits for its end."""
        if self._texts:
            yield Line(self._number, self._mark + " ".join(self._texts))
        self._mark, self._texts = "", []

    def _add(self, number: int, text: str) -> None:
        if text.strip():
            self._number = self._number if self._texts else number
            self._texts.append(text)

    def _tag(self, number: int, name: str, *, is_end: bool) -> Iterator[Line]:
        if self._texts or is_end or name == "li" or name[0] == "h":
            yield from self.end()
        if name in {"ul", "ol"}:
            self._depth = max(0, self._depth + (-1 if is_end else 1))
        elif name == "li" and not is_end:
            self._mark = "  " * max(0, self._depth - 1) + "- "
        elif name[0] == "h" and name != "hr" and not is_end:
            self._mark = "#" * int(name[1]) + " "
        elif not self._mark:
            yield Line(number, "")
