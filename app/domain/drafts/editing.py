"""Editing a draft: its parts, the slots of one part, and the draft after what was sent."""

from collections.abc import Mapping
from typing import Any

from app.domain.drafts.family_parts import (
    EVERYBODY,
    WHERE,
    edit_family_overview,
    edit_holder,
    family_overview,
    family_parts,
    holder_groups,
)
from app.domain.drafts.flags import OVERVIEW, flag_groups, open_flags, settle
from app.domain.drafts.items import REQUIREMENTS, RESPONSIBILITIES, edit_items, item_groups
from app.domain.drafts.ladder_parts import (
    RULES,
    edit_ladder_overview,
    edit_row,
    ladder_overview,
    ladder_parts,
    row_groups,
    rule_groups,
)
from app.domain.drafts.ladder_rules import edit_rules
from app.domain.drafts.slots import Group, Known, Part, Row, Slot, Values
from app.domain.drafts.unplaced import open_texts, place_texts, unplaced_groups
from app.domain.drafts.working import Working
from app.domain.errors import BadData, NotFound

UNPLACED = "unplaced"
EDITABLE = ("family", "ladder")
_BOTH = (RESPONSIBILITIES, REQUIREMENTS)
Content = Mapping[str, Any]


def parts_of(kind: str, content: Content, report: Content) -> tuple[Part, ...]:
    """The parts of a draft, the overview first. A kind that is edited elsewhere has none."""
    if kind not in EDITABLE:
        return ()
    waiting = len(open_texts(report))
    told = f"{waiting} text{'s' if waiting != 1 else ''}" if waiting else "everything has its place"
    first = [Part(OVERVIEW, "Overview", ""), Part(UNPLACED, "Without a place", told)]
    return (*first, *(family_parts(content) if kind == "family" else ladder_parts(content)))


def groups_of(kind: str, content: Content, report: Content, part: str, known: Known) -> tuple[Group, ...]:
    """The slots of one part, what needs a look first.

    Raises:
        NotFound: if the draft has no such part.
    """
    parts = parts_of(kind, content, report)
    if part not in {each.key for each in parts}:
        raise NotFound
    flags = [flag for flag in open_flags(report, parts) if flag.part == part]
    return (*flag_groups(flags), *_groups(kind, content, report, part, known))


def edited(
    kind: str, content: Content, report: Content, part: str, values: Values, known: Known
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The draft after one part of it was edited. A slot that was not sent stays as it is.

    Args:
        kind: "family" or "ladder".
        content: the draft's content; left as it is.
        report: what became of its page; left as it is.
        part: key of the part.
        values: what was sent, by name of the slot.
        known: what is published.

    Returns:
        content and report. Every text that was taken out stands among those without a place.

    Raises:
        BadData: naming the slot that can't be kept.
    """
    working = Working.of(content, report)
    settle(working, values)
    _edit(kind, working, part, values, known)
    return working.content, working.report


def _groups(kind: str, content: Content, report: Content, part: str, known: Known) -> tuple[Group, ...]:
    word, _, key = part.partition("-")
    if part == UNPLACED:
        return unplaced_groups(kind, content, report)
    if part == OVERVIEW:
        own = family_overview(content) if kind == "family" else ladder_overview(content, known)
        return (_published_as(content, known), *own)
    if part == EVERYBODY:
        return item_groups(content, _BOTH)
    if part == RULES:
        return rule_groups(content, known)
    if word == "row":
        return row_groups(content, key)
    holder = next(each for each in content[WHERE[word]] if each["key"] == key)
    return holder_groups(content, WHERE[word], holder, known)


def _edit(kind: str, working: Working, part: str, values: Values, known: Known) -> None:
    word, _, key = part.partition("-")
    if part == UNPLACED:
        place_texts(kind, working, values)
    elif part == OVERVIEW:
        _edit_overview(kind, working, values, known)
    elif part == EVERYBODY:
        edit_items(working, working.content, values, _BOTH)
    elif part == RULES:
        edit_rules(working, values, known)
    elif word == "row":
        edit_row(working, key, values)
    elif word in WHERE:
        edit_holder(working, WHERE[word], key, values)
    else:
        raise BadData("The draft has no such part. Choose one from the list.")


def _edit_overview(kind: str, working: Working, values: Values, known: Known) -> None:
    chosen = values.get("published_as", working.content.get("key"))
    if chosen in known.same_kind:
        working.content["key"] = chosen
    if kind == "family":
        edit_family_overview(working, values)
    else:
        edit_ladder_overview(working, values)


def _published_as(content: Content, known: Known) -> Group:
    """Whether it becomes something new, or the next version of something published."""
    key = str(content.get("key") or "")
    new = {} if key in known.same_kind else {key: "Something new"}
    published = {each: f"The next version of {name}" for each, name in known.same_kind.items()}
    slot = Slot("published_as", "Publishing makes", key, "choice", new | published)
    return Group("", "", (Row((slot,)),))
