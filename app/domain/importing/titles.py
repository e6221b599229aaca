"""The titles of a job family page: their names, grades, lists, whom they report to, and which of them they extend."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.importing.blocks import Item, Paragraph
from app.domain.importing.grades import Grade, grade_in
from app.domain.importing.headings import Kind, is_bare_rank
from app.domain.importing.keys import Keys, key_of
from app.domain.importing.ledger import Ledger
from app.domain.importing.lists import ListReader, Lists
from app.domain.importing.outline import TitleParts
from app.domain.importing.parents import Parent, resolve, without_loops
from app.domain.importing.report import Flag

_PLAIN_GRADE = re.compile(r"(?:.{0,120}\bis an? )?\D{0,20}(\d{1,2})\W*")
_GRADE_SENTENCE = re.compile(
    r".{0,120}\bgrades?\b\W*(?:level)?\W*(?:\d{1,2}|n/?a|tbd)?(?:\W+\w+){0,2}\W*", re.IGNORECASE | re.DOTALL
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+")
_REPORTS = re.compile(
    r"\breport(?:s|ing)? (?:in |directly )?(?:in)?to?t?:? "
    r"(?:(?:to|the|an?|our|one of (?:the|our)|either|a member of the) )*(.+)",
    re.IGNORECASE,
)
_REPORTS_END = re.compile(r"(?<!\bSr)(?<!\bJr)\.(?:\s|$)|[;:]|,? (?:and|who|which|but|while|with|depending|for|as) |$")
_OR = re.compile(r",? (?:or|and/or)(?: to)?(?: the| an?)? |/(?=[A-Z])")
_OR_ABOVE = re.compile(r"\s*\(or (?:above|higher)\)", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:the|an?) (.{3,80}?),? (?:role |position )?(?:is|reports)\b", re.IGNORECASE)
_MANAGES = re.compile(r"\b(?:manager|director|president|vp|head|chief|officer)\b", re.IGNORECASE)


@dataclass(slots=True)
class TitleDraft:
    """A title while it is read."""

    parts: TitleParts
    name: str
    place: str
    grade: Grade | None
    lists: Lists
    extends: str | None = None


class TitleReader:
    """Reads the titles of one page; the guesses it takes gather in `flags`."""

    def __init__(self, ledger: Ledger, keys: Keys, family: str) -> None:
        self.flags: list[Flag] = []
        self._ledger = ledger
        self._keys = keys
        self._family = family

    def read(self, titles: Sequence[TitleParts], elsewhere: Sequence[str]) -> list[TitleDraft]:
        """All titles in order, each with the title that it extends."""
        drafts: list[TitleDraft] = []
        base = next((_plain(one.head.text) for one in titles if one.head.text and not is_bare_rank(one.head.text)), "")
        for title in titles:
            grade = self._grade(title)
            drafts.append(TitleDraft(title, self._name(title, grade, base), title.head.text, grade, Lists()))
        _tell_apart(drafts)
        for draft in drafts:
            self._read_lists(draft)
        self._find_parents(drafts, elsewhere)
        return drafts

    def _grade(self, title: TitleParts) -> Grade | None:
        """The first grade that a part about grades states, else the first below the title's heading."""
        parts = [part for part in title.parts if part.kind is Kind.GRADE]
        found: Grade | None = None
        for part in (*parts, title.head, *(part for part in title.parts if part.kind is not Kind.GRADE)):
            if part.kind is Kind.GRADE and part.heading and found is None:
                found = grade_in(part.text, part.line) if re.search(r"\d|n/?a", part.text, re.I) else None
            for block in part.blocks:
                if isinstance(block, Paragraph | Item) and found is None:
                    found = self._grade_of(block, is_below_grade=part.kind is Kind.GRADE)
        return found

    def _grade_of(self, block: Paragraph | Item, *, is_below_grade: bool) -> Grade | None:
        grade = grade_in(block.text, block.line)
        plain = _PLAIN_GRADE.fullmatch(block.text) if is_below_grade else None
        if grade is None and plain:
            grade = Grade(int(plain[1]), None, block.line)
        if grade is not None and (plain or _GRADE_SENTENCE.fullmatch(block.text[:200])):
            self._ledger.understand(block)
        return grade

    def _name(self, title: TitleParts, grade: Grade | None, base: str) -> str:
        """The title's own name; a bare rank is completed from the sentence about its grade, or from the family."""
        written = _NUMBERED.sub("", title.head.text).strip(" :.")
        stated = _without_role(grade.title) if grade and grade.title else ""
        if written and not is_bare_rank(written):
            return written
        if stated and all(word in stated.lower() for word in _plain(written).lower().split()):
            name = stated
        elif written and _MANAGES.search(written):
            name = f"{written}, {self._family}"
        else:
            name = f"{written} {base or self._family}".strip()
        if written and name != written:
            says = f"The heading says “{written}” only. The title was called “{name}”."
            self.flags.append(Flag("guessed_title_name", title.head.line, name, says))
        return name

    def _read_lists(self, draft: TitleDraft) -> None:
        reader = ListReader(self._ledger, self._keys, draft.place)
        for part in (draft.parts.head, *draft.parts.parts):
            if part.heading:
                self._ledger.understand(part.own_blocks[0])
            reader.read(part)
        draft.lists = reader.lists
        self.flags += [Flag(flag.code, flag.line, draft.name, flag.says) for flag in reader.lists.flags]
        if draft.grade is None:
            says = "The page states no grade for this title."
            self.flags.append(Flag("no_grade", draft.parts.head.line, f"{draft.name}, grade", says))
        elif flag := draft.grade.flag(f"{draft.name}, grade"):
            self.flags.append(flag)

    def _find_parents(self, drafts: Sequence[TitleDraft], elsewhere: Sequence[str]) -> None:
        names = [draft.name for draft in drafts]
        for draft in drafts:
            draft.extends = self._parent(draft, drafts, elsewhere)
        known = set(names)
        inside = {draft.name: draft.extends if draft.extends in known else None for draft in drafts}
        _, cut = without_loops(inside)
        for draft in drafts:
            if draft.name in cut:
                says = f"“{draft.extends}” extends this title already, so the two would go in a ring. Choose one."
                self.flags.append(Flag("ring_of_parents", draft.parts.head.line, f"{draft.name}, extends", says))
                draft.extends = None

    def _parent(self, draft: TitleDraft, drafts: Sequence[TitleDraft], elsewhere: Sequence[str]) -> str | None:
        """The title that the sentences of this one name; the first of several, and as written where none is found."""
        found: list[str] = []
        written: list[tuple[str, int]] = []
        place = f"{draft.name}, extends"
        names = [one.name for one in drafts]
        for taken, _ in draft.lists.taken_over:
            parent = _resolved(taken.parent_as_written, draft.name, names, elsewhere)
            if parent.name is None:
                parent = _called(taken.parent_as_written, [one for one in drafts if one is not draft])
            is_family = taken.parent_as_written.lower() == self._family.lower() and parent.outcome != "sure"
            if taken.is_page_wide or is_family:
                continue
            if parent.name is None:
                written.append((taken.parent_as_written, taken.line))
                continue
            if parent.outcome == "guessed" and parent.name not in found:
                says = f"“{taken.parent_as_written or 'above'}” was read as “{parent.name}”."
                self.flags.append(Flag("guessed_parent", taken.line, place, says))
            found.append(parent.name)
        if len(set(found)) > 1:
            says = f"Its sentences name several titles: {', '.join(dict.fromkeys(found))}. The first was taken."
            self.flags.append(Flag("several_parents", draft.parts.head.line, place, says))
        if found or not written:
            return found[0] if found else None
        says = f"No title of the pages at hand is called “{written[0][0]}”. Import its page too, or choose another."
        self.flags.append(Flag("unresolved_parent", written[0][1], place, says))
        return written[0][0] or None


def title_data(draft: TitleDraft, *, short: str, key: str, track: str) -> dict[str, Any]:
    """A title with the keys of `ladder show --json`, and beside them what a draft knows besides."""
    lists = draft.lists
    texts = [*lists.prose, *(text for leads in lists.leads.values() for text in leads), *lists.reports]
    return {
        "key": key,
        "name": draft.name,
        "short": short,
        "grade": draft.grade.value if draft.grade else None,
        "track": track,
        "extends": draft.extends,
        "reports_to": reports_to(texts),
        "states_confidence_gap": bool(lists.confidence),
        "summary": "\n".join(lists.prose) or None,
        "responsibilities": lists.responsibilities,
        "requirements": lists.requirements,
        "lead": {name: "\n".join(texts) for name, texts in lists.leads.items()},
        "takes_over": [
            {"list": taken.list, "parent": taken.parent_as_written or None, "text": text, "line": taken.line}
            for taken, text in lists.taken_over
        ],
        "confidence_statement": "\n".join(lists.confidence) or None,
        "line": draft.parts.head.line,
        "at": draft.place or draft.name,
    }


def reports_to(texts: Sequence[str]) -> list[str]:
    """Whom a title reports to, of the first sentence that says it."""
    for text in texts:
        found = _REPORTS.search(text[:600])
        if found:
            end = _REPORTS_END.search(found[1])
            named = found[1][: end.start()] if end else found[1]
            return [name for one in _OR.split(named) if (name := _OR_ABOVE.sub("", one).strip(" .,"))]
    return []


def shorts_of(names: Sequence[str]) -> list[str]:
    """The names without the words that all of them end in; a name that consists of them stays whole."""
    words = [name.split() for name in names]
    common = 0
    while len(names) > 1 and all(len(one) > common and one[-1 - common] == words[0][-1 - common] for one in words):
        common += 1
    return [" ".join(one[: len(one) - common] or one) for one in words]


def tracks_of(drafts: Sequence[TitleDraft], shorts: Sequence[str]) -> dict[str, str]:
    """For each title the key of its track: that of the title at the head of its chain."""
    by_name = {draft.name: draft for draft in drafts}
    keys = {draft.name: key_of(short, default="track") for draft, short in zip(drafts, shorts, strict=True)}
    tracks: dict[str, str] = {}
    for draft in drafts:
        first = draft
        while first.extends in by_name:
            first = by_name[first.extends]
        tracks[draft.name] = keys[first.name]
    return tracks


def _resolved(written: str, here: str, names: Sequence[str], elsewhere: Sequence[str]) -> Parent:
    """The title that is meant; "Junior" may mean the Associate where no title is called Junior, and the reverse."""
    parent = resolve(written, here, names, elsewhere)
    for one, other in (("Junior", "Associate"), ("Associate", "Junior")):
        if parent.name is None and one in written:
            parent = resolve(written.replace(one, other), here, names, elsewhere)
            parent = Parent(parent.name, "guessed" if parent.name else "unresolved")
    return parent


def _called(written: str, drafts: Sequence[TitleDraft]) -> Parent:
    """The title whose own sentences call it so, where its heading says something else."""
    same = [draft.name for draft in drafts if written.lower() in _own_names(draft)]
    return Parent(same[0], "guessed") if len(same) == 1 else Parent(None, "unresolved")


def _own_names(draft: TitleDraft) -> set[str]:
    """What the sentences of a title call it: "The Head Baker reports to ..."."""
    found = [_SUBJECT.match(text) for text in (*draft.lists.prose, *draft.lists.reports)]
    stated = [draft.grade.title] if draft.grade and draft.grade.title else []
    return {name.lower() for name in [*stated, *(match[1] for match in found if match)]}


def _plain(name: str) -> str:
    return _BRACKETS.sub("", name).strip()


def _without_role(name: str) -> str:
    return re.sub(r"\s+(?:role|position|level)$", "", name.strip(), flags=re.IGNORECASE)


def _tell_apart(drafts: Sequence[TitleDraft]) -> None:
    """No two titles have the same name: the second gets a number."""
    seen: dict[str, int] = {}
    for draft in drafts:
        count = seen[draft.name] = seen.get(draft.name, 0) + 1
        if count > 1:
            draft.name = f"{draft.name} ({count})"
