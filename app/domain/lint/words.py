"""How texts and names are compared: without case and marks, by their words, and by the rank that a name speaks of."""

import re
from collections import Counter
from collections.abc import Sequence

# House judgement: words by which titles and levels say that they stand above or below a plain one.
RANKS = {
    "intern": -3,
    "associate": -2,
    "junior": -2,
    "intermediate": 0,
    "senior": 2,
    "staff": 3,
    "principal": 4,
    "distinguished": 5,
}
SHORT_FORMS = {"sr": "senior", "jr": "junior"}


def tokens(text: str) -> list[str]:
    """The words of a text in small letters, without marks."""
    return re.findall(r"[^\W_]+", text.casefold())


def bare(text: str) -> str:
    """A text by which two spellings of one sentence are the same."""
    return " ".join(tokens(text))


def name_words(name: str) -> list[str]:
    """The words of a name; Sr. and Senior are one."""
    return [SHORT_FORMS.get(word, word) for word in tokens(name)]


def seniority(name: str) -> tuple[str, int]:
    """What a name has without its words of rank, and the rank: above 0 is senior, below 0 junior."""
    words = name_words(name)
    stem = " ".join(word for word in words if word not in RANKS)
    return stem, sum(RANKS.get(word, 0) for word in words)


def likeness(one: str, other: str) -> float:
    """How much of their words two texts have in common: 0 for nothing, 1 for all of them."""
    mine, theirs = Counter(tokens(one)), Counter(tokens(other))
    total = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / total if total else 0.0


def quoted(text: str, longest: int = 90) -> str:
    """A text in quotation marks, cut where it is long."""
    shown = text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
    return f"“{shown}”"


def joined(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"; empty for no names."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
