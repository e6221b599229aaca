"""What was read of a ladder as a draft, with the keys that `ladder show --json` has for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.importing.keys import key_of
from app.domain.importing.ladder_figures import promotion_of, quotas_of
from app.domain.importing.level_names import NamedLevel, are_descending
from app.domain.importing.matrices import Matrix, MatrixRow
from app.domain.importing.report import Flag
from app.domain.importing.territories import territories_of

_NOT_APPLICABLE = re.compile(r"(n\s?[./]?\s?a\.?|not applicable|[-–—]+)", re.I)
_VERSION = re.compile(r"\s*[-–—(,]?\s*\b(v\.?\s?\d{1,3}(?:\.\d{1,3}){0,2}|version \d{1,3}(?:\.\d{1,3}){0,2})\)?$", re.I)
_NAMES_A_LADDER = re.compile(
    r"\s+(career|competency|development|levels?|ladder|framework|matrix|path|progression|expectations|levelling|leveling)$",
    re.I,
)
_ITEM_MARK = re.compile(r"[-*+•–]\s+")
_FOOTNOTE = re.compile(r"(\S{1,40}\*)$")


@dataclass(slots=True)
class Draft:
    """A ladder as plain content, and what was guessed for it."""

    content: dict[str, Any]
    flags: list[Flag] = field(default_factory=list)


def draft_of(matrix: Matrix, *, name: str, document: str, notes: Sequence[str] = ()) -> Draft:
    """The content of one ladder.

    Args:
        matrix: its levels and rows.
        name: what it is called, with its version if the page gives one.
        document: the slug of the page, which every source names.
        notes: the page's footnotes. Without any, a mark in a cell points to a note that is missing.
    """
    version = _VERSION.search(name)
    plain = name[: version.start()].strip() if version else name
    levels = list(reversed(matrix.levels)) if are_descending(matrix.levels) else list(matrix.levels)
    cells = _Cells(levels, matrix.columns, has_notes=bool(notes))
    content = {
        "kind": "ladder",
        "key": key_of(_without_last_words(plain), default="ladder"),
        "name": plain,
        "version": "V" + version[1].lstrip("vVersion. ") if version else None,
        "document": document,
        "scale": None,
        "levels": [_level(level, document) for level in levels],
        "rows": _with_own_keys([cells.row(row, document) for row in matrix.rows]),
    }
    content |= {"signals": [], "rules": [], "territories": [], "quotas": [], "promotion": None}
    draft = Draft(content | {"oddities": cells.oddities}, flags=[*matrix.flags, *cells.flags])
    _add_figures(draft, matrix.line)
    return draft


def _without_last_words(name: str) -> str:
    while (found := _NAMES_A_LADDER.search(name)) is not None:
        name = name[: found.start()]
    return name


def _level(level: NamedLevel, document: str) -> dict[str, Any]:
    at = f"line {level.line}"
    return {
        "code": level.code,
        "name": level.name,
        "in_use": level.is_in_use,
        "source": {"document": document, "at": at},
    }


def _with_own_keys(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, each with a key of its own: of its name, else with its group in front, else with a number."""
    taken: set[str] = set()
    for row in rows:
        key = key_of(row["name"], default="row")
        if key in taken and row["group"]:
            key = key_of(f"{row['group']} {row['name']}", default="row")
        first, number = key, 1
        while key in taken:
            number += 1
            key = f"{first}_{number}"
        taken.add(key)
        row["key"] = key
    return rows


@dataclass(slots=True)
class _Cells:
    """Makes cells of texts and remembers what is odd about them."""

    levels: Sequence[NamedLevel]
    columns: dict[str, str]
    has_notes: bool
    flags: list[Flag] = field(default_factory=list)
    oddities: list[dict[str, Any]] = field(default_factory=list)

    def row(self, row: MatrixRow, document: str) -> dict[str, Any]:
        keys = [level.code for level in self.levels] or list(self.columns)
        return {
            "key": "",
            "name": row.name,
            "group": row.group,
            "cells": {key: self._cell(row, key) for key in keys},
            "source": {"document": document, "at": f"row {row.name}"[:300]},
        }

    def _cell(self, row: MatrixRow, key: str) -> dict[str, Any]:
        text = "\n".join(row.texts.get(key, []))
        cell: dict[str, Any] = {"state": "value", "text": text, "as_written": None, "footnote": None}
        if not text.strip():
            return cell | {"state": "missing", "text": ""}
        if _NOT_APPLICABLE.fullmatch(text.strip()):
            return cell | {"state": "not_applicable", "text": ""}
        marked = [found[1] for part in text.split("\n") if (found := _FOOTNOTE.search(part))]
        if not marked or self.has_notes:
            return cell
        self._remember(row, key, marked[0])
        return cell | {"as_written": marked[0], "footnote": "missing"}

    def _remember(self, row: MatrixRow, key: str, as_written: str) -> None:
        place = f"row {row.name}, column {key}"
        says = f"The mark at {as_written!r} points to a note that is not on the page. Take it off or add the note."
        self.flags.append(Flag("footnote_missing", row.line, place, says))
        note = "The mark points to a note that the page does not have."
        oddity = {"kind": "footnote_missing", "levels": [key], "at": place, "as_written": as_written, "note": note}
        self.oddities += [oddity] if self.levels else []


def _add_figures(draft: Draft, line: int) -> None:
    """Quotas, promotion and territories where the texts give them. All of them are context and never evidence."""
    for name, word, found in (
        ("quotas", "quota", quotas_of(draft.content)),
        ("promotion", "promotion", promotion_of(draft.content)),
        ("territories", "territor", territories_of(draft.content)),
    ):
        if found:
            draft.content[name] = found
            says = f"The figures under “{name}” were read from running text. Compare each of them with the page."
            draft.flags.append(Flag("read_from_text", line, name, says))
        elif any(word in row["name"].lower() for row in draft.content["rows"]):
            says = f"The page speaks of {name} in words that give no figures of the known kind; they stay text."
            draft.flags.append(Flag("not_read_as_figures", line, name, says))


def competencies_of(content: dict[str, Any], columns: dict[str, str]) -> list[dict[str, Any]]:
    """A table of competencies as a list of them: a definition where a column says so, else items of behaviour."""
    found = []
    for row in content["rows"]:
        one: dict[str, Any] = {"key": row["key"], "name": row["name"], "group": row["group"]}
        for key in columns:
            parts = [_ITEM_MARK.sub("", part, count=1) for part in row["cells"][key]["text"].split("\n") if part]
            one |= {"definition": " ".join(parts)} if "definition" in key else {_list_name(key): parts}
        found.append(one)
    return found


def _list_name(key: str) -> str:
    return "behaviours" if "behav" in key or "description" in key else key
