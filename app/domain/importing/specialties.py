"""Specialties of a page: by headings or bold words, nested, with lists under headings in disguise, or as bare lists."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.importing.areas import AreaNames
from app.domain.importing.blocks import Block, Heading, Item, Paragraph
from app.domain.importing.extras import is_confidence_gap, performance_indicators
from app.domain.importing.found import Found
from app.domain.importing.headings import LISTS, Kind, kind_of_heading, owner_of, ranks_of
from app.domain.importing.inheritance import inheritance
from app.domain.importing.item_lists import ListDraft, kind_after, label_kind, list_kind
from app.domain.importing.keys import Keys, OwnKeys
from app.domain.importing.process import hiring_processes
from app.domain.importing.report import Flag
from app.domain.importing.stage_words import shortened

_ONLY = re.compile(r"\s+only\s*$", re.IGNORECASE)
_PREFIX = re.compile(r"^\s*speciali?t(?:y|ies)\s*[:\-–—]\s*", re.IGNORECASE)
_NAMED = re.compile(r"\s*(?P<name>[^:]{2,60}?)\s*(?::|\s[-–—]\s)\s*(?P<rest>.+)")
_TELLS_OF = re.compile(r"\b(?:description|overview|summary|role|about)\W*$", re.IGNORECASE)
# Bold words stand below every heading.
_BOLD_DEPTH = 9
_LONGEST_NAME = 100


@dataclass(slots=True)
class _Draft:
    """A specialty being read."""

    name: str
    line: int
    depth: int
    parent: "_Draft | None" = None
    lists: ListDraft = field(default_factory=ListDraft)
    summary: list[str] = field(default_factory=list)
    indicators: list[Block] = field(default_factory=list)
    process: list[Block] = field(default_factory=list)


def specialties(
    blocks: Sequence[Block], keys: Keys, *, areas: AreaNames | None = None, under: str = ""
) -> Found[tuple[dict[str, Any], ...]]:
    """Read the specialties of a part of a page.

    Args:
        blocks: the heading "Specialties" and all that stands below it, in order.
        keys: gives the keys of their items.
        areas: the names of focus areas, for hiring processes of a specialty's own.
        under: the title that they stand under, if it is not the page.

    Returns:
        each with key, name, parent (only where the page nests them), requirements, responsibilities and what else the
        page says. What stands above the first one, and sections of other matters, are left.
    """
    walk = _Walk(blocks)
    for index in range(len(blocks)):
        walk.read(index)
    found: list[dict[str, Any]] = []
    flags = list(walk.flags)
    own, taken = OwnKeys(), dict[int, str]()
    placed, understood = list(walk.placed), list(walk.understood)
    place = f"{under} > Specialties" if under else "Specialties"
    for draft in walk.drafts:
        taken[id(draft)] = key = own.key(draft.name, default="specialty")
        data = _data(draft, key, taken.get(id(draft.parent)), place, keys)
        for name, part in (
            ("indicators", performance_indicators(draft.indicators)),
            ("processes", hiring_processes(draft.process, areas or AreaNames.empty())),
        ):
            if part.content:
                data[name] = [item if isinstance(item, dict) else item.to_data() for item in part.content]
            placed += part.placed
            understood += part.understood
            flags += part.flags
        if draft.lists.undecided:
            says = f"No heading says what this list is. By its words it was read as {draft.lists.guess}."
            flags.append(Flag("guessed_list", draft.line, f"{place} > {draft.name}", says))
        found.append(data)
    return Found(tuple(found), tuple(placed), tuple(understood), tuple(flags))


def _data(draft: _Draft, key: str, parent: str | None, place: str, keys: Keys) -> dict[str, Any]:
    at = f"{place} > {draft.name}"
    return {
        "key": key,
        "name": draft.name,
        "parent": parent,
        **draft.lists.to_data(at=at, keys=keys),
        "extends": draft.lists.extends,
        "summary": "\n".join([*draft.summary, *draft.lists.remarks]),
        "at": at,
        "line": draft.line,
    }


class _Walk:
    """Goes through the blocks and keeps which specialty and which of its parts it is in."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.drafts: list[_Draft] = []
        self.placed: list[Block] = []
        self.understood: list[Block] = []
        self.flags: list[Flag] = []
        self._path: list[_Draft] = []
        self._part: list[Block] | None = None
        self._is_left = False
        self._has_headings = any(isinstance(block, Heading) for block in blocks[1:])

    @property
    def _draft(self) -> _Draft | None:
        return self._path[-1] if self._path else None

    def read(self, index: int) -> None:
        """Put one block where it belongs."""
        block = self.blocks[index]
        if isinstance(block, Heading):
            self._heading(block, index)
        elif self._is_left:
            return
        elif self._part is not None:
            self._part.append(block)
        elif isinstance(block, Paragraph):
            self._paragraph(block, index)
        elif isinstance(block, Item):
            self._item(block)

    def _heading(self, heading: Heading, index: int) -> None:
        kind = kind_of_heading(heading.text)
        self._part, self._is_left = None, False
        draft = self._draft
        if kind is Kind.SPECIALTIES and index == 0:
            self.understood.append(heading)
        elif kind in LISTS:
            self._begin_list(heading, index)
        elif draft is not None and kind in (Kind.INDICATORS, Kind.PROCESS) and heading.depth > draft.depth:
            self._part = draft.indicators if kind is Kind.INDICATORS else draft.process
            self._part.append(heading)
        elif kind is Kind.OTHER or self._has_content(index):
            self._begin_or_remark(heading, index)
        else:
            self._is_left = True

    def _begin_list(self, heading: Heading, index: int) -> None:
        draft = self._draft
        owner = owner_of(heading.text)
        if draft is None or (heading.depth < draft.depth and owner):
            draft = self._begin(owner or "Specialty", heading.line, heading.depth - 1)
        elif heading.depth == draft.depth and owner and ranks_of(owner) != ranks_of(draft.name):
            draft = self._begin(owner, heading.line, heading.depth)
        draft.lists.kind = list_kind(heading.text) or "requirements"
        self.understood.append(heading)

    def _begin_or_remark(self, heading: Heading, index: int) -> None:
        draft = self._draft
        is_below = draft is not None and heading.depth > draft.depth
        if draft is not None and is_below and (_TELLS_OF.search(heading.text) or not self._has_content(index)):
            draft.summary.append(heading.text)
            self.placed.append(heading)
            return
        self._begin(heading.text, heading.line, heading.depth)
        self.understood.append(heading)

    def _has_content(self, index: int) -> bool:
        """Whether items stand directly below a heading, or a list with a heading of its own."""
        for at in range(index + 1, len(self.blocks)):
            block = self.blocks[at]
            if isinstance(block, Item):
                return True
            if isinstance(block, Heading):
                heading = self.blocks[index]
                is_below = isinstance(heading, Heading) and block.depth > heading.depth
                return is_below and kind_of_heading(block.text) in LISTS
        return False

    def _begin(self, text: str, line: int, depth: int) -> _Draft:
        while self._path and self._path[-1].depth >= depth:
            self._path.pop()
        name = _ONLY.sub("", _PREFIX.sub("", text.strip(" :*"))).strip(" :")[:_LONGEST_NAME] or "Specialty"
        draft = _Draft(name, line, depth, parent=self._path[-1] if self._path else None)
        self._path.append(draft)
        self.drafts.append(draft)
        return draft

    def _paragraph(self, paragraph: Paragraph, index: int) -> None:
        is_before_items = index + 1 < len(self.blocks) and isinstance(self.blocks[index + 1], Item)
        kind = label_kind(paragraph.text) if paragraph.is_bold or is_before_items else None
        draft = self._draft
        if kind is not None and draft is not None:
            draft.lists.kind = kind
            self.understood.append(paragraph)
        elif paragraph.is_bold and not self._has_headings and len(paragraph.text) <= _LONGEST_NAME:
            self._begin(paragraph.text, paragraph.line, _BOLD_DEPTH)
            self.understood.append(paragraph)
        elif draft is not None and not is_confidence_gap(paragraph.text):
            draft.summary.append(paragraph.text)
            self.placed.append(paragraph)
            taken_over = inheritance(paragraph.text, paragraph.line)
            draft.lists.extends += [taken_over.parent_as_written] if taken_over and taken_over.parent_as_written else []
            if is_before_items and draft.lists.kind is None:
                draft.lists.kind = kind_after(paragraph.text)

    def _item(self, item: Item) -> None:
        if not self._has_headings and item.depth == 0 and (self._draft is None or self._draft.depth == 0):
            self._begin_at_item(item)
        elif self._draft is not None:
            (self.placed if self._draft.lists.take(item) else self.understood).append(item)

    def _begin_at_item(self, item: Item) -> None:
        """A list of specialties: each item names one, and may say something of it after a colon."""
        named = _NAMED.fullmatch(item.text)
        draft = self._begin(named.group("name") if named else shortened(item.text), item.line, 0)
        if named or draft.name != item.text:
            draft.summary.append(item.text)
            self.placed.append(item)
        else:
            self.understood.append(item)
        says = f"“{draft.name}” is an item of a list. It was read as the name of a specialty."
        self.flags.append(Flag("guessed_specialty", item.line, "Specialties", says))
