"""The parts of a job family page in order, and whom each belongs to: a title, the page, or a page-wide section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.importing.blocks import Block, Heading, Item, Paragraph
from app.domain.importing.grades import grade_in
from app.domain.importing.headings import (
    LISTS,
    PAGE_WIDE,
    Kind,
    is_name_of_a_title,
    kind_of_heading,
    names_a_group,
    sounds_like_a_title,
)
from app.domain.importing.inheritance import inheritance

_LONGEST_LABEL = 80
_LONGEST_WORDS = 6
_LONGEST_WORDS_BOLD = 10
_OF_A_TITLE = LISTS | {Kind.GRADE}


@dataclass(slots=True)
class Part:
    """A heading, or none at the top, with the blocks up to the next heading. `under` names the group it stands in.

    `disguised` is the paragraph that the heading was made of, where the page has only bold or short text for one.
    """

    heading: Heading | None
    kind: Kind
    blocks: list[Block] = field(default_factory=list)
    under: str = ""
    disguised: Paragraph | None = None

    @property
    def depth(self) -> int:
        """0 for what stands above all headings."""
        return self.heading.depth if self.heading else 0

    @property
    def text(self) -> str:
        """The heading's words."""
        return self.heading.text if self.heading else ""

    @property
    def line(self) -> int:
        """Where it begins."""
        if self.heading:
            return self.heading.line
        return self.blocks[0].line if self.blocks else 1

    @property
    def own_blocks(self) -> list[Block]:
        """All blocks as the page has them, what serves as the heading first."""
        first = self.disguised or self.heading
        return [first, *self.blocks] if first else self.blocks


@dataclass(slots=True)
class TitleParts:
    """One title: its own heading with what stands directly below it, and the parts that belong to it."""

    head: Part
    parts: list[Part] = field(default_factory=list)

    def has(self, kind: Kind) -> bool:
        """Whether a part of this kind is among them."""
        return any(part.kind is kind or (part.kind is Kind.BOTH and kind in LISTS) for part in self.parts)


@dataclass(slots=True)
class Scope:
    """A page-wide section with all that stands below it. `title` is set where it stands inside a title."""

    kind: Kind
    parts: list[Part]
    title: str = ""


@dataclass(slots=True)
class Outline:
    """A page taken apart: its titles, the parts outside of them, and its page-wide sections, each in order."""

    titles: list[TitleParts] = field(default_factory=list)
    page: list[Part] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    unknown: list[Scope] = field(default_factory=list)


def outline(blocks: Iterable[Block], *, page_title: str) -> Outline:
    """Take a page apart by the words of its headings.

    Args:
        blocks: those of the page, in order.
        page_title: what the page calls itself, which tells a heading of the page from one of a title.
    """
    parts = _parts(blocks)
    walk = _Walk(parts, page_title)
    for index in range(len(parts)):
        walk.take(index)
    return walk.outline


def _parts(blocks: Iterable[Block]) -> list[Part]:
    parts = [Part(None, Kind.INTRODUCTION)]
    depth, kind = 0, Kind.INTRODUCTION
    for block in blocks:
        if isinstance(block, Heading):
            depth, kind = block.depth, kind_of_heading(block.text)
            parts.append(Part(block, kind))
        elif isinstance(block, Paragraph) and (disguised := _kind_in_disguise(block)):
            below = depth if kind in _OF_A_TITLE else depth + 1
            parts.append(Part(Heading(block.line, below, block.text), disguised, disguised=block))
        else:
            parts[-1].blocks.append(block)
    return parts


def _kind_in_disguise(block: Paragraph) -> Kind | None:
    """The list that a paragraph announces like a heading: short, and bold, or with a colon, or without a full stop."""
    if len(block.text) > _LONGEST_LABEL or block.text.endswith((".", ",", ";")):
        return None
    is_short = len(block.text.split()) <= (_LONGEST_WORDS_BOLD if block.is_bold else _LONGEST_WORDS)
    kind = kind_of_heading(block.text) if is_short else Kind.OTHER
    return kind if kind in _OF_A_TITLE and not grade_in(block.text, block.line) else None


class _Walk:
    """Goes through the parts once, and knows which title and which section it is in."""

    def __init__(self, parts: Sequence[Part], page_title: str) -> None:
        self.outline = Outline()
        self._parts = parts
        self._page_title = page_title.lower()
        self._evidence = _evidence(parts)
        self._title: TitleParts | None = None
        self._levels: int | None = None
        self._level_depth: int | None = None
        self._scope: Scope | None = None
        self._list: Part | None = None

    def take(self, index: int) -> None:
        """Give one part its place."""
        part = self._parts[index]
        if self._scope and self._stays_in_scope(self._scope, index):
            self._scope.parts.append(part)
            return
        self._scope = None
        if self._levels is not None and part.depth <= self._levels:
            self._levels = None
        if part.kind is Kind.OTHER and self._is_title(index):
            self._begin_title(part)
        elif part.kind is Kind.OTHER and self._list and part.depth > self._list.depth:
            self._add(Part(part.heading, self._list.kind, part.blocks, under=part.text))
        elif part.kind is Kind.OTHER:
            self._take_other(index)
        elif part.kind in PAGE_WIDE:
            self._begin_scope(part)
        elif part.kind in _OF_A_TITLE:
            self._take_list_or_grade(part)
        else:
            self._take_wrapper(part)

    def _stays_in_scope(self, scope: Scope, index: int) -> bool:
        part, first = self._parts[index], scope.parts[0]
        if part.kind is Kind.OTHER and self._is_title_by_grade(index, scope):
            return False
        if part.depth > first.depth:
            is_closed = scope.kind not in {Kind.SPECIALTIES, Kind.PROCESS, Kind.LOCATIONS} and part.kind in PAGE_WIDE
            return not is_closed or part.kind is scope.kind
        if scope.kind is Kind.PROCESS and part.kind is Kind.PROCESS:
            return True
        is_empty = len(scope.parts) == 1 and not any(isinstance(block, Item) for block in first.blocks)
        is_sibling = part.depth == first.depth and part.kind is Kind.OTHER
        return scope.kind is Kind.SPECIALTIES and is_empty and is_sibling and not sounds_like_a_title(part.text)

    def _is_title_by_grade(self, index: int, scope: Scope) -> bool:
        """Inside a page-wide section only a grade of its own makes a heading a title."""
        if scope.kind is Kind.PROCESS or not self._evidence[index] & {Kind.GRADE}:
            return False
        return scope.kind is not Kind.SPECIALTIES or sounds_like_a_title(self._parts[index].text)

    def _is_title(self, index: int) -> bool:
        part, evidence = self._parts[index], self._evidence[index]
        if names_a_group(part.text) and not evidence & {Kind.GRADE} and self._levels is None:
            return False
        if self._is_group_of_titles(index):
            return False
        if self._list and part.depth > self._list.depth and not evidence & {Kind.GRADE}:
            return False
        if self._levels is not None and part.depth > self._levels:
            is_at_level = self._level_depth is None or part.depth <= self._level_depth
            return is_at_level or bool(evidence & {Kind.GRADE})
        if evidence & {Kind.GRADE}:
            return True
        is_role = sounds_like_a_title(part.text) or _shares_words(part.text, self._page_title)
        is_inside = self._title is not None and part.depth > self._title.head.depth
        if evidence & _OF_A_TITLE:
            return is_role and not is_inside
        return is_name_of_a_title(part.text) and not is_inside and self._speaks_of_a_title(part)

    def _is_group_of_titles(self, index: int) -> bool:
        """Whether a heading has no lists of its own, but titles below it that have."""
        if self._evidence[index] or any(isinstance(block, Item) for block in self._parts[index].blocks):
            return False
        below = self._below(index)
        return any(self._parts[at].kind is Kind.OTHER and self._evidence[at] & {Kind.GRADE} for at in below)

    def _below(self, index: int) -> Iterable[int]:
        depth = self._parts[index].depth
        for at in range(index + 1, min(index + 40, len(self._parts))):
            if self._parts[at].depth <= depth:
                return
            yield at

    def _speaks_of_a_title(self, part: Part) -> bool:
        """Whether what stands directly below a heading is what stands below a title: items, a grade, a parent."""
        if any(isinstance(block, Item) for block in part.blocks):
            return part.depth > 1 and (self._level_depth is None or part.depth <= self._level_depth)
        texts = [block for block in part.blocks if isinstance(block, Paragraph)]
        return any(grade_in(block.text, block.line) or inheritance(block.text, block.line) for block in texts)

    def _begin_title(self, part: Part) -> None:
        self._title = TitleParts(part)
        self._list = None
        self.outline.titles.append(self._title)
        if self._levels is not None and part.depth > self._levels and self._level_depth is None:
            self._level_depth = part.depth

    def _take_other(self, index: int) -> None:
        """A heading that is neither known nor a title: a group of titles, the page's own, or something unknown."""
        part = self._parts[index]
        self._list = None
        if self._is_group_of_titles(index) and part.depth > 1:
            self._title, self._level_depth = None, None
            self._levels = part.depth if self._levels is None else self._levels
            self.outline.page.append(part)
            return
        is_of_page = part.depth == 1 or names_a_group(part.text) or bool(self._evidence[index])
        is_before_all = not self.outline.titles and (is_of_page or _shares_words(part.text, self._page_title))
        if is_before_all:
            self.outline.page.append(part)
            return
        if self._title and part.depth <= self._title.head.depth:
            self._title = None
        self._scope = Scope(Kind.OTHER, [part], self._title.head.text if self._title else "")
        self.outline.unknown.append(self._scope)

    def _begin_scope(self, part: Part) -> None:
        self._list = None
        if self._title and part.depth <= self._title.head.depth:
            self._title = None
        self._scope = Scope(part.kind, [part], self._title.head.text if self._title else "")
        (self.outline.unknown if part.kind is Kind.BOILERPLATE else self.outline.scopes).append(self._scope)

    def _take_list_or_grade(self, part: Part) -> None:
        self._list = part if part.kind in LISTS else None
        title = self._title
        if title and part.depth <= title.head.depth:
            is_missing = not title.has(part.kind) or (part.kind is Kind.PREFERRED)
            is_next = part.depth == title.head.depth and is_missing
            if not is_next:
                title = self._title = None
        self._add(part)

    def _take_wrapper(self, part: Part) -> None:
        self._list = None
        if part.kind is Kind.LEVELS:
            self._title, self._levels, self._level_depth = None, part.depth, None
        if part.kind is Kind.INTRODUCTION and self._title and part.depth > self._title.head.depth:
            self._add(part)
        else:
            self.outline.page.append(part)

    def _add(self, part: Part) -> None:
        if self._title:
            self._title.parts.append(part)
        else:
            self.outline.page.append(part)


def _evidence(parts: Sequence[Part]) -> list[frozenset[Kind]]:
    """For each part the lists and the grade that stand below its heading and below no other unknown heading."""
    found: list[set[Kind]] = [set() for _ in parts]
    path: list[int] = []
    for index, part in enumerate(parts):
        while path and parts[path[-1]].depth >= part.depth:
            path.pop()
        if part.kind in _OF_A_TITLE:
            owner = next((at for at in reversed(path) if parts[at].kind not in LISTS), None)
            if owner is not None:
                found[owner].add(part.kind)
        path.append(index)
    return [frozenset(kinds) for kinds in found]


def _shares_words(text: str, page_title: str) -> bool:
    words = [word for word in text.lower().replace("(", " ").replace(")", " ").split() if len(word) > 3]
    return bool(words) and any(word in page_title for word in words) and len(words) <= 8
