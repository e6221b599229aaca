"""What the parts of content are called where a change of them is told."""

from collections.abc import Mapping
from typing import Any

from app.domain.content_diff.walking import EACH, Difference, Owner, spelled

LONGEST = 80
# What an item of a list is, by the list's name.
NOUNS = {
    "ladder": "ladder",
    "family": "job family",
    "competencies": "focus area",
    "crosswalk": "mapping of titles to levels",
    "levels": "level",
    "rows": "row",
    "cells": "cell",
    "signals": "scope signal",
    "statements": "statement",
    "rules": "rule",
    "clauses": "condition",
    "allows": "allowance",
    "territories": "territory",
    "accounts": "account profile",
    "quotas": "quota target",
    "tracks": "track",
    "titles": "title",
    "responsibilities": "responsibility",
    "requirements": "requirement",
    "specialties": "specialty",
    "locations": "location",
    "stages": "stage",
    "focus_areas": "focus area",
    "indicators": "performance indicator",
    "application_questions": "question to applicants",
    "oddities": "oddity of the source",
    "anchors": "anchor",
    "questions": "question",
    "avoid": "thing not to ask",
    "aliases": "other name",
    "points": "point",
    "marks": "bar",
    "reports_to": "role that it reports to",
    "kinds": "kind",
    "areas": "focus area",
    "asks": "figure to ask for",
    "cards": "card",
}
# Fields whose own name would puzzle a reader.
FIELDS = {
    "at": "place in the source",
    "basis": "where it comes from",
    "parent_basis": "where the parent comes from",
    "planned_basis": "where the plan comes from",
    "in_use": "in use",
    "states_confidence_gap": "says that nobody has to match every line",
    "meets": "who the candidate meets",
    "happens": "what happens",
    "short": "short name",
    "says": "wording",
    "over": "what it is judged over",
    "counts": "counts for the level",
    "as_written": "words of the source",
    "tau": "probability from which a level counts as reached",
    "uses_offsets": "adjusts for strictness",
}


def noun_of(name: str) -> str:
    """What one item of a list, or content of a kind, is called."""
    return NOUNS.get(name, name.replace("_", " "))


def field_of(pattern: str) -> str:
    """What the fields at the end of a path are called, outermost first."""
    names = [part for part in pattern.rpartition(f"{EACH}.")[2].split(".") if part != EACH]
    return ", ".join(FIELDS.get(name, name.replace("_", " ")) for name in names)


def list_of(owner: Owner) -> str:
    """The name of the list or mapping in which an item stands."""
    return owner.pattern.split(".")[-2]


def label_of(item: Any, id: str = "") -> str:
    """What one item is called: its code and name, its text, or what tells it apart."""
    if not isinstance(item, Mapping):
        return str(item) if isinstance(item, str | int | float) else spelled(item)
    if item.get("name"):
        return f"{item['code']} {item['name']}" if item.get("code") else str(item["name"])
    for field in ("code", "says", "text", "as_written", "title", "level", "profile", "point", "key"):
        if item.get(field) not in (None, ""):
            return _shortened(str(item[field]).replace("_", " "))
    return id or _shortened(spelled(item))


def owner_label(owner: Owner) -> str:
    """The same for an item on the way to a change, with what it is where its name alone would not tell."""
    name = list_of(owner)
    if name in {"cells", "marks"}:
        return owner.id
    if name == "anchors":
        return f"anchor of point {owner.newest['point']}"
    label = label_of(owner.newest, owner.id)
    if name in {"rules", "levels", "territories", "quotas"}:
        return label
    return f"{noun_of(name)} “{label}”" if name in {"statements", "clauses", "requirements"} else label


def owners_text(found: Difference, *, without_last: bool = False) -> str:
    """The items around a change, outermost first."""
    owners = found.owners[:-1] if without_last else found.owners
    return ", ".join(owner_label(owner) for owner in owners)


def place_of(found: Difference) -> str:
    """Where a change stands, for a table of changes."""
    without_last = found.turn in {"added", "removed"}
    parts = [part for part in (owners_text(found, without_last=without_last), _last_of(found)) if part]
    text = " / ".join(parts)
    return text[:1].upper() + text[1:]


def _last_of(found: Difference) -> str:
    if found.owners and found.pattern == found.owners[-1].pattern:
        return list_of(found.owners[-1]).replace("_", " ") if found.turn != "changed" else ""
    return field_of(found.pattern)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
