"""A page of Markdown or HTML into blocks, line by line. It is made for pages as people leave them: nothing is lost."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.importing.blocks import Block, Heading, Item, Paragraph
from app.domain.importing.inline import visible
from app.domain.importing.lines import HtmlBlocks, Line, front_matter, html_title, lines_of
from app.domain.importing.report import Flag
from app.domain.importing.tables import html_table, pipe_table

_HEADING = re.compile(r"\s*(#++)(?:\s+(.*)|(?<=##)(\S.*)|$)")
_CLOSING_MARKS = re.compile(r"(?<=\s)#+\s*$")
_RULE_SIGNS = frozenset("-*_ ")
_ITEM = re.compile(r"(\s*)([-*+•◦▪·–—]|\d{1,3}[.)]|[a-h]\))(?:\s+(.*)|$)")
_ITEM_WITHOUT_SPACE = re.compile(r"(\s*)([-•]|\d{1,2}[.)])(?=[^\W\d_]|[\[“\"])(.*)")
_ITEM_WITH_WRONG_MARK = re.compile(r"(\s*)(_)\s+([^_]*)")
_STAR_WITHOUT_SPACE = re.compile(r"(\s*)(\*)(?=[^\W\d_])([^*]*)$")
_ITEMS = (_ITEM, _ITEM_WITHOUT_SPACE, _STAR_WITHOUT_SPACE, _ITEM_WITH_WRONG_MARK)
_MORE_MARKS = re.compile(r"(?:[-*+•]\s+)+")
_SIGN_OF_WHOLE = re.compile(r"[`~|<]")
_QUOTE = re.compile(r"\s{0,3}>(?:\s*>)*(?:\s|$)")
_DEFINITION = re.compile(r"\s{0,3}\[(?!\^)[^\[\]]+\]:\s*\S")
_BOLD = re.compile(r"\s*(\*\*|__|<strong>|<b>)(.+)(\*\*|__|</strong>|</b>)\s*+[:.]?\s*+", re.IGNORECASE)
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})\s*")
_PLACE_OF_CONTENTS = frozenset({"[[_TOC_]]", "[TOC]"})
_LONGEST_PLACE_WORDS = 4
_LONGEST_UNDERLINED = 120
_LONGEST_BROKEN_LINE = 120
_SENTENCE_ENDS = (".", "!", "?", ".”", '."', ".)")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page in blocks, what was guessed on the way, and the plain pairs of its front matter."""

    blocks: tuple[Block, ...]
    flags: tuple[Flag, ...]
    front: Mapping[str, str]


def scan(text: str) -> tuple[Block, ...]:
    """The blocks of a page in their order."""
    return scanned(text).blocks


def scanned(text: str) -> Scanned:
    """The blocks of a page, with the guesses it took to find them. Line numbers are those of the file."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    front, head = front_matter(plain)
    if title := html_title(plain):
        front.setdefault("title", title)
    lines = lines_of(plain, after=head)
    scanner = _Scanner(lines)
    scanner.read()
    return Scanned(tuple(scanner.blocks), tuple(scanner.flags), front)


class _Scanner:
    """Holds the block that is being read: a paragraph or an item, and the lists around it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.blocks: list[Block] = []
        self.flags: list[Flag] = []
        self._lines = lines
        self._html = HtmlBlocks()
        self._pieces: list[str] = []
        self._first = 0
        self._item: tuple[int, bool] | None = None
        self._indents: list[int] = []
        self._is_after_blank = False
        self._unclosed_fences: set[str] = set()
        self._breaks_lines = all(len(line.text) <= _LONGEST_BROKEN_LINE for line in lines if line.text[:1] in "-*+")

    def read(self) -> None:
        """All lines: tables and fenced text as wholes, the rest one by one."""
        at = 0
        while at < len(self._lines):
            taken = self._take_whole(at) if _SIGN_OF_WHOLE.search(self._lines[at].text) else 0
            if not taken:
                for line in self._html.split(self._lines[at]):
                    self._take(line)
            at += taken or 1
        for line in self._html.end():
            self._take(line)
        self._end_block()

    def _take_whole(self, at: int) -> int:
        return self._take_fence(at) or self._take_html_table(at) or self._take_pipe_table(at)

    def _take(self, line: Line) -> None:
        text = line.text
        if text and (quote := _QUOTE.match(text)):
            text = _HEADING.sub(_as_bold, text[quote.end() :], count=1)
        if not text or text.isspace():
            self._is_after_blank = True
            if self._item is None:
                self._end_block()
        elif not (
            self._take_place_of_contents(text)
            or self._take_heading(line.number, text)
            or self._take_rule_or_underline(line.number, text)
            or _DEFINITION.match(text)
            or self._take_item(line.number, text)
        ):
            self._take_text(line.number, text)

    def _take_place_of_contents(self, text: str) -> bool:
        """A mark that a list of contents is put there, with the short item that it stands below."""
        stripped = text.strip()
        if stripped.startswith("{:toc") and len(" ".join(self._pieces).split()) <= _LONGEST_PLACE_WORDS:
            self._pieces = []
        return (stripped in _PLACE_OF_CONTENTS or stripped.startswith("{:toc")) and self._end_list()

    def _take_heading(self, number: int, text: str) -> bool:
        heading = _HEADING.fullmatch(text)
        if not heading:
            return False
        self._end_list()
        self._add_heading(number, min(len(heading[1]), 6), _CLOSING_MARKS.sub("", heading[2] or heading[3] or ""))
        return True

    def _add_heading(self, number: int, depth: int, raw: str) -> None:
        text = visible(raw)
        if text:
            self.blocks.append(Heading(number, depth, text))

    def _take_rule_or_underline(self, number: int, text: str) -> bool:
        """A line of signs: below a short paragraph it makes a heading of it, elsewhere it is a rule."""
        signs = set(text)
        if _UNDERLINE.fullmatch(text) and self._item is None and len(self._pieces) == 1:
            above = self._pieces[0].strip()
            if len(above) <= _LONGEST_UNDERLINED and not above.endswith((".", ":", ",", ";")):
                self._pieces = []
                self._end_list()
                self._add_heading(self._first, 1 if "=" in signs else 2, above)
                return True
        is_rule = signs <= _RULE_SIGNS and len(signs - {" "}) == 1 and len(text.replace(" ", "")) > len("--")
        return is_rule and self._end_list()

    def _take_item(self, number: int, text: str) -> bool:
        item = next((found for form in _ITEMS if (found := form.fullmatch(text))), None)
        if item is None:
            return False
        self._end_block()
        raw = item[3] or ""
        if more := _MORE_MARKS.match(raw):
            raw = raw[more.end() :]
        if raw.startswith("##") and self._take_heading(number, raw):
            return True
        indent = len(item[1])
        while self._indents and indent <= self._indents[-1] + 1:
            self._indents.pop()
        self._item = (len(self._indents), item[2][0].isalnum())
        self._indents.append(indent)
        self._pieces, self._first = [raw], number
        return True

    def _take_text(self, number: int, text: str) -> None:
        if self._item is not None:
            self._take_text_after_item(number, text)
            return
        is_bold = _is_bold(text)
        if is_bold:
            self._end_block()
        if not self._pieces:
            self._indents, self._first = [], number
        self._pieces.append(text)
        self._is_after_blank = False
        if is_bold:
            self._end_block()

    def _take_text_after_item(self, number: int, text: str) -> None:
        """A line below an item continues it, unless it stands for itself."""
        is_indented = text[:1].isspace()
        is_first = len(self._pieces) == 1
        before = self._pieces[-1].strip() if self._pieces else ""
        stands_alone = _is_bold(text) or (text.rstrip().endswith(":") and text.lstrip()[:1].isupper())
        if not is_indented and (self._is_after_blank or stands_alone):
            self._end_list()
            self._take_text(number, text)
        elif not is_indented and text.lstrip("_* ")[:1].isupper() and self._is_whole(before, is_first=is_first):
            depth, is_ordered = self._item or (0, False)
            self._end_block()
            self._item, self._pieces, self._first = (depth, is_ordered), [text], number
            self._flag("item_without_mark", number, "this line has no mark of a list, but seems to be an item of it")
        else:
            self._pieces.append(text)
            self._is_after_blank = False

    def _is_whole(self, line: str, *, is_first: bool) -> bool:
        """Whether the line of an item ends it: with a full stop, or because its writer never breaks lines."""
        return line.endswith(_SENTENCE_ENDS) or (is_first and not self._breaks_lines)

    def _take_fence(self, at: int) -> int:
        """Fenced text as one paragraph. A fence that nothing closes is no fence."""
        fence = self._lines[at].text.strip()[:3]
        if fence not in {"```", "~~~"} or fence in self._unclosed_fences:
            return 0
        for end in range(at + 1, len(self._lines)):
            if self._lines[end].text.strip().startswith(fence):
                self._end_list()
                inside = " ".join(" ".join(line.text for line in self._lines[at + 1 : end]).split())
                if inside:
                    self.blocks.append(Paragraph(self._lines[at].number + 1, inside))
                return end - at + 1
        self._unclosed_fences.add(fence)
        return 1

    def _take_html_table(self, at: int) -> int:
        """A table from `<table` to its end, or to the next heading where it has none."""
        first = self._lines[at].text
        start = first.lower().find("<table")
        if start < 0:
            return 0
        self._take(Line(self._lines[at].number, first[:start]))
        self._end_list()
        texts: list[str] = []
        depth, rest = 0, ""
        for number in range(at, len(self._lines)):
            text = self._lines[number].text[start if number == at else 0 :]
            if texts and _is_plain_heading(text):
                break
            lowered = text.lower()
            depth += lowered.count("<table") - lowered.count("</table")
            end = lowered.rfind("</table") if depth <= 0 else -1
            end = text.find(">", end) + 1 if end >= 0 else 0
            texts.append(text[:end] if end else text)
            if depth <= 0:
                rest = text[end:] if end else ""
                break
        self.blocks.append(html_table(texts, self._lines[at].number))
        self._take(Line(self._lines[at + len(texts) - 1].number, rest))
        return len(texts)

    def _take_pipe_table(self, at: int) -> int:
        """Lines with pipes: two that begin with one, or one above a line of dashes."""
        if "|" not in self._lines[at].text or at + 1 >= len(self._lines):
            return 0
        below = self._lines[at + 1].text
        is_framed = self._lines[at].text.lstrip().startswith("|") and below.lstrip().startswith("|")
        is_underlined = "|" in below and "-" in below and set(below) <= set("|-: ")
        if not (is_framed or is_underlined):
            return 0
        end = at + 1
        while end < len(self._lines) and "|" in self._lines[end].text:
            end += 1
        self._end_list()
        self.blocks.append(pipe_table([line.text for line in self._lines[at:end]], self._lines[at].number))
        return end - at

    def _end_list(self) -> bool:
        self._end_block()
        self._indents = []
        return True

    def _end_block(self) -> None:
        """Keeps what was read, if it shows anything."""
        raw = " ".join(self._pieces)
        text = visible(raw)
        if text and self._item is not None:
            self.blocks.append(Item(self._first, text, *self._item))
        elif text:
            self.blocks.append(Paragraph(self._first, text, is_bold=_is_bold(raw)))
        self._pieces, self._item, self._is_after_blank = [], None, False

    def _flag(self, code: str, line: int, says: str) -> None:
        self.flags.append(Flag(code, line, f"line {line}", says))


def _is_bold(text: str) -> bool:
    bold = _BOLD.fullmatch(text)
    return bold is not None and bold[1].lower() not in bold[2].lower()


def _as_bold(heading: re.Match[str]) -> str:
    """A heading inside a quotation is no heading of the page."""
    text = (heading[2] or heading[3] or "").strip(" #*")
    return f"**{text}**" if text else ""


def _is_plain_heading(text: str) -> bool:
    return text.startswith("##") and " " in text[:7]
