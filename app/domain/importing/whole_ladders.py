"""A draft of a ladder made whole: rules from the words of its cells, and what has to be decided by somebody."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain.importing.gaps import Gap, fitting, listed
from app.domain.importing.keys import key_of
from app.domain.ladder import Cell, Ladder, Level, Row

USUAL_SCALE = "competency"
FIRST_VERSION = "V1"
_MAJORITY_MEETS = re.compile(
    r"\bmeet(?:s|ing)? expectations\b[^.\n]{0,60}\bmajority\b|\brating 3\+[^.\n]{0,40}\bmajority\b", re.I
)
_MAJORITY_EXPERT = re.compile(r"\bexpert (?:across|in)(?: all or| the| an?)? ?majority\b", re.I)
_ALL_EXPERT = re.compile(r"\bexpert (?:across|in) all\b(?! or)", re.I)
_OTHERS_MEET = re.compile(r"\bmeet(?:s|ing)? expectations in all (?:the )?others?\b", re.I)
_CLAUSES = (
    ("areas_majority_meets", "majority", "meets", "A majority of areas meets expectations or better.", _MAJORITY_MEETS),
    ("areas_majority_expert", "majority", "expert", "A majority of areas is expert.", _MAJORITY_EXPERT),
    ("areas_all_expert", "all", "expert", "All areas are expert.", _ALL_EXPERT),
    ("areas_all_meets", "all", "meets", "Every other area meets expectations.", _OTHERS_MEET),
)


def ladder_content(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The draft as plain content of a ladder, with a rule for each level in use whose cells state one."""
    document = str(draft.get("document") or key_of(str(draft.get("name") or ""), default="page").replace("_", "-"))
    levels = [fitting(level, Level) | {"in_use": level.get("in_use", True)} for level in listed(draft, "levels")]
    rows = [fitting(row, Row) | {"cells": _cells(row)} for row in listed(draft, "rows")]
    used = [str(level.get("code")) for level in levels if level["in_use"]]
    stated = {str(rule.get("level")): rule for rule in listed(draft, "rules")}
    return fitting(draft, Ladder) | {
        "kind": "ladder",
        "version": draft.get("version") or FIRST_VERSION,
        "document": document,
        "scale": draft.get("scale") or USUAL_SCALE,
        "levels": levels,
        "rows": rows,
        "signals": listed(draft, "signals"),
        "rules": [stated.get(code) or {"level": code, "clauses": clauses_of(rows, code)} for code in used],
    }


def _cells(row: Mapping[str, Any]) -> dict[str, Any]:
    return {code: fitting(cell, Cell) for code, cell in (row.get("cells") or {}).items()}


def clauses_of(rows: Sequence[Mapping[str, Any]], code: str) -> list[dict[str, Any]]:
    """The clauses that the first row states that speaks of a majority or of all: what the words say, and no more."""
    for row in rows:
        text = str(row["cells"].get(code, {}).get("text") or "")
        clauses = [
            {
                "key": key,
                "over": "areas",
                "share": share,
                "bar": bar,
                "says": says,
                "row": row.get("key"),
                "basis": "stated",
            }
            for key, share, bar, says, pattern in _CLAUSES
            if pattern.search(text)
        ]
        if clauses:
            return clauses
    return []


def ladder_gaps(content: Mapping[str, Any]) -> Iterator[Gap]:
    """What of a ladder's content needs somebody's decision, as `ladder_content` gives it."""
    if not content.get("name"):
        yield Gap(("name",), "The ladder has no name. Enter one.")
    if not content["levels"]:
        yield Gap(("levels",), "The page names no levels, so it can’t be a ladder. Add its levels, lowest first.")
    elif not content["rules"]:
        yield Gap(("levels",), "No level is in use. Say which ones are.")
    names = {level.get("code"): level.get("name") for level in content["levels"]}
    for index, rule in enumerate(content["rules"]):
        if not rule.get("clauses"):
            level = f"{rule['level']} {names.get(rule['level'])}"
            says = f"No sentence of the page says what the areas have to reach at {level}."
            advice = "Add a clause, such as: a majority of areas meets expectations."
            yield Gap(("rules", index, "clauses"), f"{says} {advice}")
