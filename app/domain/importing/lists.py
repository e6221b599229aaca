"""The lists of a title or of a page: items as responsibilities and requirements, labels, prose, what is taken over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from app.domain.importing.asked import requirement, responsibility
from app.domain.importing.blocks import Block, Item, Paragraph
from app.domain.importing.extras import is_confidence_gap
from app.domain.importing.headings import LISTS, Kind, kind_of_heading
from app.domain.importing.inheritance import Inheritance, inheritance
from app.domain.importing.item_lists import label_kind
from app.domain.importing.keys import Keys
from app.domain.importing.ledger import Ledger
from app.domain.importing.parts import Part
from app.domain.importing.report import Flag

ListName = Literal["responsibilities", "requirements"]

_REPORTS_ONLY = re.compile(r"(?:this (?:role|position) )?reports? (?:directly )?to\b.{0,120}", re.IGNORECASE)
_REPORTS = re.compile(r"(?:the |this )?[^.;:]{2,100}? reports? (?:directly )?(?:in)?to\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:requirements?|qualifications?|you (?:have|are|should)|must)\s*:?$|\bmust(?: \w+)?:$", re.I)
_NAMES_ROLES = re.compile(r"\b(?:positions|roles|titles|levels|specialties)\s*:?$", re.IGNORECASE)
_LABEL_WORDS = 5
_LISTS_OF: dict[Kind, ListName] = {
    Kind.RESPONSIBILITIES: "responsibilities",
    Kind.REQUIREMENTS: "requirements",
    Kind.PREFERRED: "requirements",
    Kind.BOTH: "responsibilities",
}


@dataclass(slots=True)
class Lists:
    """What the lists of one title, or of the page, hold, in the shape that goes into the result."""

    responsibilities: list[dict[str, Any]] = field(default_factory=list)
    requirements: list[dict[str, Any]] = field(default_factory=list)
    leads: dict[str, list[str]] = field(default_factory=dict)
    prose: list[str] = field(default_factory=list)
    confidence: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    taken_over: list[tuple[Inheritance, str]] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many items each list has."""
        return {"responsibilities": len(self.responsibilities), "requirements": len(self.requirements)}


class ListReader:
    """Reads parts into the lists of one owner; every block ends marked in the ledger, or left for the report."""

    def __init__(self, ledger: Ledger, keys: Keys, place: str) -> None:
        self.lists = Lists()
        self._ledger = ledger
        self._keys = keys
        self._place = place
        self._kind = Kind.RESPONSIBILITIES
        self._is_headed = True
        self._is_enumeration = False
        self._under: list[tuple[int, str]] = []
        self._group = ""

    def read_page_part(self, part: Part) -> None:
        """A part outside all titles: items that are in no list belong to the words about the page."""
        if part.kind in LISTS:
            self.read(part)
            return
        for block in part.blocks:
            if isinstance(block, Item):
                self.lists.prose.append(block.text)
                self._ledger.place(block)
            elif isinstance(block, Paragraph):
                self._take_paragraph(block, ())

    def read(self, part: Part) -> None:
        """One part. Items below no heading of a list are responsibilities, unless the prose above them says else."""
        self._is_headed, self._is_enumeration = part.kind in LISTS, False
        self._kind, self._under = part.kind if self._is_headed else Kind.RESPONSIBILITIES, []
        self._group = part.under.rstrip(":").strip()
        heading = part.text if part.kind in LISTS else ""
        at = " > ".join(text for text in (self._place, heading or self._name().capitalize()) if text)
        number = 0
        for index, block in enumerate(part.blocks):
            following = part.blocks[index + 1 : index + 2]
            if isinstance(block, Item) and self._ledger.is_open(block):
                number += 1
                self._take_item(block, following, f"{at}, bullet {number}")
            elif isinstance(block, Paragraph):
                self._take_paragraph(block, following)

    def _name(self) -> ListName:
        return _LISTS_OF.get(self._kind, "responsibilities")

    def _take_item(self, item: Item, following: Sequence[Block], at: str) -> None:
        if not self._is_headed and _REPORTS.match(item.text):
            self.lists.prose.append(item.text)
            self._ledger.place(item)
            return
        if self._is_enumeration:
            self.lists.leads.setdefault(self._name(), []).append(item.text)
            self._ledger.place(item)
            return
        while self._under and self._under[-1][0] >= item.depth:
            self._under.pop()
        taken = inheritance(item.text, item.line, under=self._name())
        if taken:
            self.lists.taken_over.append((taken, item.text))
            self._ledger.place(item)
            return
        has_children = bool(following) and isinstance(following[0], Item) and following[0].depth > item.depth
        if _is_label(item.text, has_children=has_children):
            self._ledger.understand(item)
            announced = kind_of_heading(item.text)
            if announced in LISTS and not has_children:
                self._kind = announced
        else:
            under = self._under[-1][1] if self._under else self._group
            self._add(item, at, under or None)
        if has_children:
            self._under.append((item.depth, item.text.rstrip(":").strip()))

    def _add(self, item: Item, at: str, under: str | None) -> None:
        self._ledger.place(item)
        if self._name() == "requirements" and _REPORTS_ONLY.fullmatch(item.text):
            self.lists.reports.append(item.text)
        if self._name() == "responsibilities":
            made = responsibility(item.text, at=at, line=item.line, keys=self._keys, under=under)
            self.lists.responsibilities.append(made)
        else:
            is_preferred = self._kind is Kind.PREFERRED
            made = requirement(
                item.text, at=at, line=item.line, keys=self._keys, is_preferred_list=is_preferred, under=under
            )
            self.lists.requirements.append(made)

    def _take_paragraph(self, paragraph: Paragraph, following: Sequence[Block]) -> None:
        if not self._ledger.is_open(paragraph):
            return
        text = paragraph.text
        if is_confidence_gap(text):
            self.lists.confidence.append(text)
            self._ledger.place(paragraph)
            return
        taken = inheritance(text, paragraph.line)
        if taken:
            self.lists.taken_over.append((taken, text))
        is_lead = bool(following) and isinstance(following[0], Item) and (self._is_headed or text.endswith(":"))
        if is_lead and paragraph.is_bold:
            self._group = text.rstrip(":").strip()
            self._ledger.understand(paragraph)
            return
        self._is_enumeration = is_lead and bool(_NAMES_ROLES.search(text))
        if is_lead and _ASKS.search(text.strip()) and self._kind is Kind.RESPONSIBILITIES and not self._is_headed:
            self._kind = Kind.REQUIREMENTS
        if is_lead:
            self.lists.leads.setdefault(self._name(), []).append(text)
            self._ledger.place(paragraph)
        else:
            self.lists.prose.append(text)
            self._ledger.place(paragraph)


def _is_label(text: str, *, has_children: bool) -> bool:
    """Whether an item announces others instead of saying something itself."""
    words = len(text.split())
    if has_children:
        return words <= _LABEL_WORDS + text.endswith(":") and not text.endswith(".")
    return words <= _LABEL_WORDS and label_kind(text) is not None
