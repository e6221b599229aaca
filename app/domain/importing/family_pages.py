"""A job family page into the draft of a family, with the keys of `ladder show --json`, and the report of its texts."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.importing.areas import AreaNames
from app.domain.importing.blocks import Block, Heading, Item, Paragraph, Table
from app.domain.importing.extras import is_confidence_gap
from app.domain.importing.grades import Grade, grade_in, grade_table
from app.domain.importing.headings import LISTS, Kind, is_name_of_a_title
from app.domain.importing.keys import Keys, key_of
from app.domain.importing.ledger import Ledger
from app.domain.importing.lists import ListReader
from app.domain.importing.outline import Outline, TitleParts, outline
from app.domain.importing.page_sections import PageSections
from app.domain.importing.parents import title_named
from app.domain.importing.parts import Part
from app.domain.importing.report import Flag, Imported
from app.domain.importing.scan import Scanned
from app.domain.importing.titles import TitleDraft, TitleReader, shorts_of, title_data, tracks_of

_BOILERPLATE = re.compile(
    r"(?:read more about (?:what an? )?(?:levels?|special\w+)\b|about (?:us|the company)\b|(?-i:About [A-Z]\w+ [A-Z])"
    r"|(?:to )?(?:learn|find out|read|see) more(?: details)? about (?:our|the) (?:company|culture|values|hiring)\b"
    r"|additional details about our process\b|see our culture page\b|(?:top \d+ )?reasons to work\b"
    r"|avoid the confidence gap)",
    re.IGNORECASE,
)
_FAMILY_NAME = re.compile(r"\s+(?:job famil(?:y|ies)|roles?|jobs?|positions?)(?: at .*)?$", re.IGNORECASE)


def family_page(scanned: Scanned, *, page: str, areas: AreaNames, parents: Sequence[str] = ()) -> Imported:
    """The draft of a job family that a page holds.

    Args:
        scanned: the page in blocks.
        page: its file name or path, which sources name.
        areas: the names of focus areas.
        parents: names of titles of other pages, which titles of this one may extend.
    """
    return _FamilyPage(scanned, page, areas).read(parents)


class _FamilyPage:
    """One page while it is read."""

    def __init__(self, scanned: Scanned, page: str, areas: AreaNames) -> None:
        self._scanned = scanned
        self._page = page
        self._areas = areas
        self._ledger = Ledger(scanned.blocks)
        self._keys = Keys()
        self._wide = ListReader(self._ledger, self._keys, "")
        self._flags: list[Flag] = list(scanned.flags)
        self._name = _family_name(scanned, page)

    def read(self, parents: Sequence[str]) -> Imported:
        blocks = self._without_boilerplate()
        parts = outline(blocks, page_title=f"{self._scanned.front.get('title', '')} {self._name}")
        self._complete_titles(parts)
        self._adopt_unknown(parts)
        reader = TitleReader(self._ledger, self._keys, self._name)
        titles = reader.read(parts.titles, parents)
        self._flags += reader.flags
        self._read_page_lists(parts)
        self._read_matrices(parts, titles)
        self._take_confidence(parts, titles)
        sections = PageSections(self._ledger, self._keys, self._areas)
        read = sections.read(parts.scopes)
        self._flags += sections.flags
        self._leave_unknown(parts)
        content = self._content(titles, read)
        self._ledger.settle(content)
        counts = self._counts(titles, content)
        return Imported(self._page, "family", content, self._ledger.report(self._flags, counts))

    def _without_boilerplate(self) -> list[Block]:
        kept: list[Block] = []
        for block in self._scanned.blocks:
            if isinstance(block, Paragraph) and _BOILERPLATE.match(block.text) and len(block.text.split()) > 2:
                self._ledger.set_aside(block)
            else:
                kept.append(block)
        return kept

    def _complete_titles(self, parts: Outline) -> None:
        """A page without headings for titles has one title; a grade outside all titles belongs to a base title."""
        first = parts.titles[0].head.line if parts.titles else None
        grades = [part for part in parts.page if part.kind is Kind.GRADE and (first is None or part.line < first)]
        lists = [part for part in parts.page if part.kind in LISTS]
        if not grades and (parts.titles or not lists):
            return
        stated = next((grade for part in grades for block in part.blocks if (grade := _grade(block))), None)
        name = (stated.title if stated else None) or self._name
        if not parts.titles and is_name_of_a_title(self._name):
            name = self._name
        if any(title.head.text.lower() == name.lower() for title in parts.titles):
            return
        is_of_title = [
            (part.kind in LISTS or part.kind is Kind.GRADE) and (first is None or part.line < first)
            for part in parts.page
        ]
        moved = [part for part, is_moved in zip(parts.page, is_of_title, strict=True) if is_moved]
        parts.page = [part for part, is_moved in zip(parts.page, is_of_title, strict=True) if not is_moved]
        parts.titles.insert(0, TitleParts(Part(Heading(moved[0].line, 1, name), Kind.OTHER), moved))
        says = f"No heading names this title. It was called “{name}”, and has the lists that stand outside all others."
        self._flags.append(Flag("title_without_heading", moved[0].line, name, says))

    def _adopt_unknown(self, parts: Outline) -> None:
        """A title without responsibilities may have them below a heading of other words: "Accounting and Reporting"."""
        for title in parts.titles:
            if title.has(Kind.RESPONSIBILITIES) or _has_items(title.head):
                continue
            wanted = {title.head.text} | ({""} if len(parts.titles) == 1 else set())
            end = next((part.line for part in title.parts if part.kind is Kind.REQUIREMENTS), math.inf)
            for scope in list(parts.unknown):
                first = scope.parts[0]
                is_near = scope.kind is Kind.OTHER and scope.title in wanted and first.line < end
                if is_near and len(scope.parts) == 1 and _has_items(first):
                    parts.unknown.remove(scope)
                    title.parts.append(Part(first.heading, Kind.RESPONSIBILITIES, first.blocks, under=first.text))
                    says = f"“{first.text}” names no list. Its items were read as responsibilities."
                    self._flags.append(Flag("guessed_list", first.line, title.head.text, says))

    def _read_page_lists(self, parts: Outline) -> None:
        for part in parts.page:
            if part.heading:
                self._ledger.understand(part.own_blocks[0])
            self._wide.read_page_part(part)
        self._flags += self._wide.lists.flags

    def _take_confidence(self, parts: Outline, titles: Sequence[TitleDraft]) -> None:
        """Words about the confidence gap that stand below a title's specialties are the title's all the same."""
        by_heading = {draft.place: draft for draft in titles}
        for scope in parts.scopes:
            for part in scope.parts:
                for block in [one for one in part.blocks if isinstance(one, Paragraph) and is_confidence_gap(one.text)]:
                    part.blocks.remove(block)
                    self._ledger.place(block)
                    owner = by_heading.get(scope.title)
                    (owner.lists if owner else self._wide.lists).confidence.append(block.text)

    def _read_matrices(self, parts: Outline, titles: Sequence[TitleDraft]) -> None:
        """Tables of titles and grades: they give a grade to a title whose own part states none."""
        by_name = {draft.name: draft for draft in titles}
        everywhere = [*parts.page, *(part for title in parts.titles for part in (title.head, *title.parts))]
        for table in [block for part in everywhere for block in part.blocks if isinstance(block, Table)]:
            grades = grade_table(table) or ()
            named = [(title_named(written, list(by_name)), value) for written, value in grades]
            for name, value in named:
                if name is not None:
                    self._take_grade(by_name[name], value, table.line)
            if named and all(name for name, _ in named):
                self._ledger.understand(table)
            else:
                says = "A table that is no matrix of this page's titles and grades alone. See what of it is missing."
                self._flags.append(Flag("table_not_read", table.line, "page", says))

    def _take_grade(self, draft: TitleDraft, value: int | None, line: int) -> None:
        place = f"{draft.name}, grade"
        if draft.grade is None:
            draft.grade = Grade(value, None, line)
            self._flags = [flag for flag in self._flags if (flag.code, flag.place) != ("no_grade", place)]
        elif draft.grade.value != value:
            says = f"The table says {value}, the title's own part says {draft.grade.value}. The latter was taken."
            self._flags.append(Flag("grades_differ", line, place, says))

    def _leave_unknown(self, parts: Outline) -> None:
        """Sections of a kind that is not known stay without a place, with one flag each."""
        for scope in parts.unknown:
            first = scope.parts[0]
            if scope.kind is Kind.BOILERPLATE:
                for part in scope.parts:
                    self._ledger.set_aside(*part.own_blocks)
                continue
            says = f"The section “{first.text}” is of no kind that has a place in a family. Its texts are left over."
            self._flags.append(Flag("unknown_section", first.line, scope.title or "page", says))

    def _content(self, titles: Sequence[TitleDraft], read: Mapping[str, Any]) -> dict[str, Any]:
        shorts = shorts_of([draft.name for draft in titles])
        tracks = tracks_of(titles, shorts)
        keys = Keys()
        lists = self._wide.lists
        statements = [*lists.confidence, *(text for draft in titles for text in draft.lists.confidence)]
        return {
            "kind": "family",
            "key": key_of(self._name, default="family"),
            "name": self._name,
            "document": key_of(self._name, default="family").replace("_", "-"),
            "basis": "stated",
            "summary": "\n".join(lists.prose) or None,
            "tracks": _tracks(titles, shorts, tracks),
            "titles": [
                title_data(draft, short=short, key=keys.key(short, default="title"), track=tracks[draft.name])
                for draft, short in zip(titles, shorts, strict=True)
            ],
            "responsibilities": lists.responsibilities,
            "requirements": lists.requirements,
            "lead": {name: "\n".join(texts) for name, texts in lists.leads.items()},
            **read,
            "confidence_statement": statements[0] if statements else None,
            "confidence_statements": list(dict.fromkeys(statements)),
            "application_questions": [],
            "source": {"document": key_of(self._name, default="family").replace("_", "-"), "at": "the whole document"},
            "oddities": [],
        }

    def _counts(self, titles: Sequence[TitleDraft], content: Mapping[str, Any]) -> dict[str, dict[str, int]]:
        counts = {draft.name: draft.lists.counts() for draft in titles}
        whole = {**self._wide.lists.counts(), "titles": len(titles)}
        for name in ("specialties", "locations", "stages", "indicators"):
            whole[name] = len(content.get(name) or ())
        return {**counts, "the whole family": whole}


def _grade(block: Block) -> Any:
    return grade_in(block.text, block.line) if isinstance(block, Paragraph) else None


def _has_items(part: Part) -> bool:
    return any(isinstance(block, Item) for block in part.blocks)


def _tracks(titles: Sequence[TitleDraft], shorts: Sequence[str], tracks: Mapping[str, str]) -> list[dict[str, str]]:
    names: dict[str, str] = {}
    for draft, short in zip(titles, shorts, strict=True):
        names.setdefault(tracks[draft.name], short)
    return [{"key": key, "name": name} for key, name in names.items()]


def _family_name(scanned: Scanned, page: str) -> str:
    """What the page calls itself: its front matter's title, else its first heading, else its file's name."""
    heading = next((block.text for block in scanned.blocks if isinstance(block, Heading)), "")
    written = scanned.front.get("title") or heading or _stem(page)
    return _FAMILY_NAME.sub("", written).strip(" :") or written


def _stem(page: str) -> str:
    """The name of a page's file, or of its folder where the file is called "index"."""
    parts = [part.split(".")[0] for part in page.replace("\\", "/").split("/") if part.split(".")[0]]
    named = [part for part in parts if part != "index"]
    return named[-1].replace("-", " ").replace("_", " ") if named else "Family"
