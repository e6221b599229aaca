"""The parts of a job family page in order, and whom each belongs to: a title, the page, or a page-wide section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.importing.blocks import Block, Heading, Item, Paragraph
from app.domain.importing.grades import grade_in
from app.domain.importing.headings import (
    LISTS,
    PAGE_WIDE,
    Kind,
    is_bare_rank,
    is_name_of_a_title,
    names_a_group,
    owner_of,
    sounds_like_a_title,
)
from app.domain.importing.inheritance import inheritance
from app.domain.importing.parts import OF_A_TITLE, Part, evidence_of, parts_of
from app.domain.importing.process_headings import is_of_another_section

# Kinds whose words may also be the name of a department: "Compensation", and below it a Compensation Analyst.
_MAY_NAME_A_GROUP = frozenset({Kind.OTHER, Kind.COMPENSATION, Kind.BOILERPLATE})


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
    """A page-wide section with all that stands below it. `title` is set where it stands inside a title.

    `depth` is that of its heading, or less where what belongs to it was written with larger headings than its own.
    """

    kind: Kind
    parts: list[Part]
    depth: int
    title: str = ""


@dataclass(slots=True)
class Outline:
    """A page taken apart: its titles, the parts outside of them, and its page-wide sections, each in order."""

    titles: list[TitleParts] = field(default_factory=list)
    page: list[Part] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    unknown: list[Scope] = field(default_factory=list)


def outline(blocks: Sequence[Block], *, page_title: str) -> Outline:
    """Take a page apart by the words of its headings.

    Args:
        blocks: those of the page, in order.
        page_title: what the page calls itself, which tells a heading of the page from one of a title.
    """
    parts = parts_of(blocks)
    walk = _Walk(parts, page_title)
    for index in range(len(parts)):
        walk.take(index)
    return walk.outline


class _Walk:
    """Goes through the parts once, and knows which title and which section it is in."""

    def __init__(self, parts: Sequence[Part], page_title: str) -> None:
        self.outline = Outline()
        self._parts = parts
        self._page_title = page_title.lower()
        self._evidence = evidence_of(parts)
        self._title: TitleParts | None = None
        self._levels: int | None = None
        self._level_depth: int | None = None
        self._scope: Scope | None = None
        self._list: Part | None = None
        self._index = 0

    def take(self, index: int) -> None:
        """Give one part its place."""
        self._index = index
        part = self._parts[index]
        if self._scope and self._stays_in_scope(self._scope, index):
            self._scope.parts.append(part)
            return
        self._scope = None
        if self._levels is not None and part.depth <= self._levels:
            self._levels = None
        is_repeated = self._title is not None and part.text == self._title.head.text
        if part.kind is Kind.OTHER and part.is_matrix:
            self.outline.page.append(part)
        elif part.kind in _MAY_NAME_A_GROUP and self._is_group_of_titles(index):
            self._begin_group(part)
        elif part.kind is Kind.OTHER and not is_repeated and self._is_title(index):
            self._begin_title(part)
        elif part.kind is Kind.OTHER and self._title and part.text == self._title.head.text:
            self._add(Part(part.heading, Kind.RESPONSIBILITIES, part.blocks))
        elif part.kind is Kind.OTHER and self._list and part.depth > self._list.depth:
            self._add(Part(part.heading, self._list.kind, part.blocks, under=part.text))
        elif part.kind is Kind.OTHER:
            self._take_other(index)
        elif part.kind in PAGE_WIDE and not self._is_name_of_the_page(index):
            self._begin_scope(part)
        elif part.kind in OF_A_TITLE:
            self._take_list_or_grade(part)
        else:
            self._take_wrapper(part)

    def _stays_in_scope(self, scope: Scope, index: int) -> bool:
        part, first = self._parts[index], scope.parts[0]
        if part.kind is Kind.LEVELS and scope.kind is not Kind.PROCESS:
            return False
        if part.kind is Kind.OTHER and self._is_title_by_grade(index, scope):
            return False
        if part.depth > scope.depth and scope.kind is Kind.PROCESS:
            return part.kind not in PAGE_WIDE or not is_of_another_section(part.text)
        if part.depth > scope.depth:
            is_other = part.kind in PAGE_WIDE and part.kind is not scope.kind
            is_deep = scope.kind is Kind.SPECIALTIES and part.depth > scope.depth + 1
            return not is_other or is_deep
        if scope.kind is Kind.PROCESS and part.kind is Kind.PROCESS:
            return True
        is_empty = len(scope.parts) == 1 and not any(isinstance(block, Item) for block in first.blocks)
        around = self._title.head.depth if self._title else 1
        if scope.kind is Kind.SPECIALTIES and is_empty and part.kind is Kind.OTHER and part.depth > around:
            is_specialty = not sounds_like_a_title(part.text)
            scope.depth = part.depth - 1 if is_specialty else scope.depth
            return is_specialty
        return False

    def _is_title_by_grade(self, index: int, scope: Scope) -> bool:
        """Inside a page-wide section only a grade of its own makes a heading a title."""
        if not self._evidence[index] & {Kind.GRADE}:
            return False
        return scope.kind not in {Kind.SPECIALTIES, Kind.PROCESS} or sounds_like_a_title(self._parts[index].text)

    def _is_title(self, index: int) -> bool:
        part, evidence = self._parts[index], self._evidence[index]
        if names_a_group(part.text) and not evidence & {Kind.GRADE} and self._levels is None:
            return False
        if evidence & LISTS and not evidence & {Kind.GRADE} and self._has_levels_below(index):
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
        if evidence & OF_A_TITLE:
            return is_role and not is_inside
        return is_name_of_a_title(part.text) and not is_inside and self._speaks_of_a_title(part)

    def _is_group_of_titles(self, index: int) -> bool:
        """Whether a heading has no grade and no items of its own, but titles below it that have grades."""
        has_items = any(isinstance(block, Item) for block in self._parts[index].blocks)
        text = self._parts[index].text
        is_title = bool(self._evidence[index] & LISTS) and is_name_of_a_title(text)
        if self._evidence[index] & {Kind.GRADE} or has_items or is_title:
            return False
        below = self._below(index)
        return any(self._parts[at].kind is Kind.OTHER and self._evidence[at] & {Kind.GRADE} for at in below)

    def _has_levels_below(self, index: int) -> bool:
        """Whether the page's levels follow, so that the lists of a role without a rank are those of all of them."""
        is_a_level = "(" in self._parts[index].text
        return not is_a_level and any(part.kind is Kind.LEVELS for part in self._parts[index + 1 : index + 20])

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
        is_of_page = part.depth == 1 or names_a_group(part.text) or bool(self._evidence[index])
        if not self.outline.titles and (is_of_page or self._introduces(part)):
            self.outline.page.append(part)
            return
        if self._title and part.depth <= self._title.head.depth:
            self._title = None
        self._scope = Scope(Kind.OTHER, [part], part.depth, self._title.head.text if self._title else "")
        self.outline.unknown.append(self._scope)

    def _begin_group(self, part: Part) -> None:
        """A heading over several titles, which says nothing else: "Bakers", and below it Baker and Senior Baker."""
        self._title, self._list = None, None
        if part.depth > 1:
            self._levels, self._level_depth = part.depth, None
        self.outline.page.append(part)

    def _is_name_of_the_page(self, index: int) -> bool:
        """Whether the first heading, larger than all others, is what the page is called: "Baker Career Ladder"."""
        part = self._parts[index]
        others = self._parts[index + 1 :]
        return index == 1 and part.depth == 1 and bool(others) and all(other.depth > 1 for other in others)

    def _introduces(self, part: Part) -> bool:
        """Whether a heading with the page's own words and prose below it stands before everything else."""
        has_begun = any(earlier.kind in OF_A_TITLE for earlier in self.outline.page)
        is_prose = all(isinstance(block, Paragraph) for block in part.blocks)
        return is_prose and not has_begun and _shares_words(part.text, self._page_title)

    def _begin_scope(self, part: Part) -> None:
        self._list = None
        if self._title and part.depth <= self._title.head.depth:
            self._title = None
        self._scope = Scope(part.kind, [part], part.depth, self._title.head.text if self._title else "")
        (self.outline.unknown if part.kind is Kind.BOILERPLATE else self.outline.scopes).append(self._scope)

    def _take_list_or_grade(self, part: Part) -> None:
        self._list = part if part.kind in LISTS else None
        self._begin_title_of_owner(part)
        title = self._title
        if title and part.depth <= title.head.depth:
            is_missing = not title.has(part.kind) or (part.kind is Kind.PREFERRED)
            is_next = is_missing and (part.depth == title.head.depth or self._is_out_of_depth(part, title))
            if not is_next:
                title = self._title = None
        self._add(part)

    def _is_out_of_depth(self, part: Part, title: TitleParts) -> bool:
        """Whether a list with too large a heading is the title's: the page has such a list, or the title goes on."""
        following = self._parts[self._index + 1] if self._index + 1 < len(self._parts) else None
        goes_on = following is not None and following.kind in OF_A_TITLE and following.depth > title.head.depth
        return goes_on or any(earlier.kind is part.kind for earlier in self.outline.page)

    def _begin_title_of_owner(self, part: Part) -> None:
        """A list of a title without a heading: "Head Baker Responsibilities" below a baker who has responsibilities."""
        owner = owner_of(part.text)
        title = self._title
        if not title or not title.has(part.kind) or not is_name_of_a_title(owner) or is_bare_rank(owner):
            return
        if not _is_same_name(owner, title.head.text):
            head = Part(Heading(part.line, max(1, part.depth - 1), owner), Kind.OTHER)
            self._title = TitleParts(head)
            self.outline.titles.append(self._title)

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


def _is_same_name(one: str, other: str) -> bool:
    """Whether two names are made of the same words, but for one that is spelled otherwise."""
    words, others = (set(name.lower().replace(",", " ").split()) for name in (one, other))
    return len(words ^ others) <= 2 * (len(words) > 1)


def _shares_words(text: str, page_title: str) -> bool:
    words = [word for word in text.lower().replace("(", " ").replace(")", " ").split() if len(word) > 3]
    return bool(words) and any(word in page_title for word in words) and len(words) <= 8
