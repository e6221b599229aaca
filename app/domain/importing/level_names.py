"""Names of levels as pages write them, "Mid-market (P3)" or "IC4 - Staff", into code, name and whether it is in use."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.importing.report import Flag

LONGEST_NAME = 90
_NO_LEVELS = frozenset(("Q", "H", "FY", "CY"))
_NOT_IN_USE = re.compile(
    r"[(\[]?\b(?:(?:currently )?not (?:currently |yet )?(?:in use|used)|unused|deprecated|retired)\b[)\]]?", re.I
)
_IN_BRACKETS = re.compile(r"[(\[](?:level |lvl )?([A-Za-z]{1,3})?[ -]?(\d{1,2})[)\]]", re.I)
_STEP_IN_BRACKETS = re.compile(r"[(\[]([A-Za-z]{1,3})[ -]?(\d{1,2})[a-e][)\]]")
_FROM_TO_IN_BRACKETS = re.compile(r"[(\[]([A-Za-z]{1,3})(\d{1,2})(?:\+| ?[-–/] ?[A-Za-z]{1,3}\d{1,2})[)\]]")
_IN_FRONT = re.compile(r"([A-Z]{1,3})[ -]?(\d{1,2})(?![\w.%])")
_AT_END = re.compile(r"(?<![\w.$])([A-Z]{1,3})-?(\d{1,2})$")
_WORD_IN_FRONT = re.compile(r"(level|lvl|band|tier|step)\.? ?(\d{1,2})(?![\w.%])", re.I)
_WORD_AT_END = re.compile(r"\b(level|lvl|tier) ?(\d{1,2})$", re.I)
_RANKS = re.compile(
    r"\b(intern|trainee|apprentice|graduate|entry|junior|jr|associate|intermediate|mid|senior|sr|staff|lead|leader"
    r"|principal|distinguished|fellow|manager|head|director|vp|vice president|chief|i|ii|iii|iv|v|[1-9])\b",
    re.I,
)
_SPEAKS = re.compile(r"(?:I|We|You|They)(?:['’]\w+)?\s+[a-z]")
_BETWEEN = " \t-–—:,|/·"
_JOINTS = _BETWEEN + "."


@dataclass(frozen=True, slots=True)
class LevelName:
    """What a text says when it is read as the name of a level. `code` is None when it gives none."""

    code: str | None
    name: str
    is_in_use: bool
    line: int


@dataclass(frozen=True, slots=True)
class NamedLevel:
    """A level with the code that it has from now on."""

    code: str
    name: str
    is_in_use: bool
    line: int


def level_name(text: str, line: int) -> LevelName:
    """The name of a level, taken apart."""
    whole = " ".join(text.split())
    rest = " ".join(_NOT_IN_USE.sub(" ", whole).split())
    code, name = _code_and_name(rest)
    return LevelName(code, name.strip(_BETWEEN) or code or rest, rest == whole, line)


def is_rank(text: str) -> bool:
    """Whether a short text speaks of seniority, "Senior Engineer" or "Analyst II", without having to give a code."""
    return len(text) <= LONGEST_NAME and not _SPEAKS.match(text) and bool(_RANKS.search(text))


def has_code(text: str) -> bool:
    """Whether a short text gives the code of a level."""
    return len(text) <= LONGEST_NAME and _code_and_name(text)[0] is not None


def _code_and_name(text: str) -> tuple[str | None, str]:
    from_to = _FROM_TO_IN_BRACKETS.search(text) or _STEP_IN_BRACKETS.search(text)
    if from_to:
        return f"{_letters(from_to[1])}{int(from_to[2])}", text
    for pattern, anywhere in (
        (_IN_BRACKETS, True),
        (_IN_FRONT, False),
        (_WORD_IN_FRONT, False),
        (_AT_END, True),
        (_WORD_AT_END, True),
    ):
        found = pattern.search(text) if anywhere else pattern.match(text)
        if found is None or (found[1] or "").upper() in _NO_LEVELS:
            continue
        rest = f"{text[: found.start()].rstrip(_JOINTS)} {text[found.end() :].lstrip(_JOINTS)}"
        return f"{_letters(found[1])}{int(found[2])}", rest.strip() or text
    return None, text


def _letters(word: str | None) -> str:
    return (
        "L" if word is None or word.lower() in {"level", "lvl", "step"} else word.upper()[: 1 if len(word) > 3 else 3]
    )


def coded(names: Sequence[LevelName]) -> tuple[tuple[NamedLevel, ...], tuple[Flag, ...]]:
    """Levels with a code each. Where the page gives none, or one twice, they are counted: L1, L2 and so on, flagged.

    Args:
        names: in the page's order, lowest first.
    """
    taken = {name.code for name in names if name.code}
    free = (f"L{number}" for number in range(1, 100) if f"L{number}" not in taken)
    given: set[str] = set()
    levels, flags = [], []
    for name in names:
        code = name.code if name.code and name.code not in given else next(free, None)
        if code is None:
            flags.append(
                Flag("level_left_out", name.line, name.name, "There are more levels than codes; this one was left out.")
            )
            continue
        if code != name.code:
            flags.append(_without_code(name, code))
        given.add(code)
        levels.append(NamedLevel(code, name.name, name.is_in_use, name.line))
    return tuple(levels), tuple(flags)


def _without_code(name: LevelName, code: str) -> Flag:
    why = f"{name.code} stands on this page twice" if name.code else "The page gives this level no code"
    return Flag(
        "level_without_code",
        name.line,
        name.name,
        f"{why}; it is called {code} here. Enter its own code if it has one.",
    )


def are_descending(levels: Iterable[NamedLevel]) -> bool:
    """Whether the page begins with its highest level: one series of codes whose numbers only fall."""
    codes = [level.code for level in levels]
    numbers = [int(code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for code in codes]
    one_series = len({code.rstrip("0123456789") for code in codes}) == 1
    return len(codes) > 1 and one_series and all(this > following for this, following in pairwise(numbers))
