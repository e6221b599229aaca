"""Which title an inheritance sentence means: "Sr. Baker", "the previous level", a name with a slip of the pen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from app.domain.importing.inheritance import PREVIOUS

Outcome = Literal["sure", "guessed", "other_page", "unresolved"]

_WORD = re.compile(r"[a-z0-9+]+")
_AND = re.compile(r"\s+or\s+|\s+and\s+(?:the\s+|an?\s+)?|\s*/\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LONG_FORMS = {
    "sr": "senior",
    "snr": "senior",
    "jr": "junior",
    "mgr": "manager",
    "vp": "vice president",
    "avp": "area vice president",
    "dir": "director",
    "assoc": "associate",
    "eng": "engineer",
    "ic": "individual contributor",
}
# "Intermediate" is how the title without a rank is called beside the others; the rest says nothing of which title.
_SAY_NOTHING = frozenset(["the", "a", "an", "of", "and", "role", "leader", "position", "intermediate", "job", "level"])
_RANKS = frozenset(
    ["senior", "junior", "associate", "staff", "principal", "lead", "manager", "director", "vice", "chief", "intern"]
)
_SAME_LETTERS = 0.9
_ENOUGH_WORDS = 0.6
_LONGEST = 200
_LONGEST_TITLE = 12
# How many titles above and below are looked at, more than any page has.
_MOST_TITLES = 200


@dataclass(frozen=True, slots=True)
class Parent:
    """The title that was meant, or None; `outcome` tells how sure that is."""

    name: str | None
    outcome: Outcome


def resolve(parent_as_written: str, here: str, titles: Sequence[str], other_pages: Sequence[str] = ()) -> Parent:
    """Find the title that a name means, never the one it stands in.

    Args:
        parent_as_written: the name as the page has it; "" where it only says "above".
        here: the title that the sentence belongs to, one of `titles`.
        titles: the page's titles in order. Of several that fit, the nearest above `here` is taken.
        other_pages: names of titles of other pages.

    Returns:
        the title with `sure`; with `guessed` when letters or words had to be overlooked, or one of two was taken; of
        another page with `other_page`; otherwise None with `unresolved`.
    """
    written = parent_as_written[:_LONGEST].strip()
    above = _nearest_first(here, titles)
    if not written or PREVIOUS.search(written):
        before = titles[: titles.index(here)] if here in titles else titles
        return Parent(before[-1], "guessed" if not written else "sure") if before else Parent(None, "unresolved")
    for names, outcome in ((above, "sure"), (other_pages, "other_page")):
        exact = _exact(written, names)
        if exact is not None:
            return Parent(exact, "sure" if outcome == "sure" else "other_page")
    of_rank = _of_rank(written, above)
    if of_rank is not None:
        return Parent(of_rank, "guessed")
    parts = [part for part in _AND.split(written) if part.strip()]
    if len(parts) > 1:
        named = [_exact(part, above) for part in parts]
        latest = [title for title in titles if title in named]
        if latest:
            return Parent(latest[-1], "guessed")
    close = _closest(written, above)
    if close is not None:
        return Parent(close, "guessed")
    elsewhere = next((found for part in parts if (found := _exact(part, other_pages))), None)
    return Parent(elsewhere, "other_page" if elsewhere else "unresolved")


def title_named(written: str, titles: Sequence[str]) -> str | None:
    """The title that a table or a list names: by its words, or by its rank alone where one title has that rank."""
    exact = _exact(written[:_LONGEST], titles)
    words = _words(written, "")
    if exact is not None or words - _RANKS:
        return exact
    same = [title for title in titles if _ranks(_words(title, "")) == words]
    return same[0] if len(same) == 1 else None


def _of_rank(written: str, names: Sequence[str]) -> str | None:
    """The title that a rank alone means, "the Principal role": of those that have it the one with no rank besides."""
    wanted = _words(written, "")
    if not wanted or wanted - _RANKS:
        return None
    besides = [(len(_ranks(_words(name, "")) - wanted), name) for name in names if wanted <= _words(name, "")]
    fewest = min((count for count, _ in besides), default=0)
    same = [name for count, name in besides if count == fewest]
    return same[0] if len(same) == 1 else None


def without_loops(edges: Mapping[str, str | None]) -> tuple[dict[str, str | None], tuple[str, ...]]:
    """Titles with their parents, each edge left out that would close a ring; and the titles that lost theirs."""
    kept: dict[str, str | None] = {}
    cut: list[str] = []
    tops: dict[str, str] = {}
    for title, parent in edges.items():
        if parent is not None and _top(parent, tops) == title:
            cut.append(title)
            parent = None
        if parent is not None:
            tops[title] = _top(parent, tops)
        kept[title] = parent
    return kept, tuple(cut)


def _top(title: str, tops: dict[str, str]) -> str:
    """The uppermost title above one, as far as is known. All on the way learn it."""
    way = []
    while title in tops:
        way.append(title)
        title = tops[title]
    tops.update(dict.fromkeys(way, title))
    return title


def _nearest_first(here: str, titles: Sequence[str]) -> list[str]:
    """The titles above, from the nearest up, then those below, without the title itself."""
    place = titles.index(here) if here in titles else len(titles)
    above = titles[max(0, place - _MOST_TITLES) : place][::-1]
    return [title for title in (*above, *titles[place + 1 : place + _MOST_TITLES]) if title != here]


def _exact(written: str, names: Sequence[str]) -> str | None:
    """The first name of the same words in the same order, else the first of the same words in any order and form."""
    in_order = _in_order(written)
    same = next((name for name in names if in_order and _in_order(name) == in_order), None)
    if same is not None:
        return same
    wanted = {_words(written, ""), _words(_BRACKETS.sub(" ", written), "")} - {frozenset()}
    return next((name for name in names if wanted & _forms(name)), None)


def _closest(written: str, names: Sequence[str]) -> str | None:
    """The name that differs by a letter or two, else the one that shares most of the words."""
    wanted = _words(written, "")
    letters = [(_likeness(" ".join(sorted(wanted)), " ".join(sorted(_words(name, "")))), name) for name in names]
    best = max(letters, key=lambda pair: pair[0], default=None)
    if best is not None and best[0] >= _SAME_LETTERS and _ranks(wanted) == _ranks(_words(best[1], "")):
        return best[1]
    shared = [(max((_shared(wanted, form) for form in _forms(name)), default=0.0), name) for name in names]
    most = max(shared, key=lambda pair: pair[0], default=None)
    return (
        most[1]
        if most is not None and most[0] >= _ENOUGH_WORDS and _ranks(wanted) == _ranks(_words(most[1], ""))
        else None
    )


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _ranks(words: frozenset[str]) -> frozenset[str]:
    """The words of a title that tell how senior it is; two titles that differ in them are never the same."""
    return words & _RANKS


@lru_cache(maxsize=2048)
def _forms(name: str) -> set[frozenset[str]]:
    """A title's words: all of them, without brackets, with brackets as a short form, with initials for some of them."""
    outside = _BRACKETS.sub(" ", name)
    forms = {_words(name, ""), _words(outside, "")}
    forms |= {_words(outside, short) for short in _BRACKETS.findall(name)}
    words = [word for word in outside[:_LONGEST].split() if word.lower() not in {"of", "and", "the", "&"}]
    for start in range(min(len(words), _LONGEST_TITLE)):
        for end in range(start + 2, min(start + 4, len(words)) + 1):
            initials = "".join(word[0] for word in words[start:end]).lower()
            forms.add((_words(outside, "") - _words(" ".join(words[start:end]), "")) | {initials})
    return forms - {frozenset()}


def _words(name: str, short: str) -> frozenset[str]:
    """A name's words written out, in the singular; those whose initials are `short` become that one word."""
    words: list[str] = []
    for word in _WORD.findall(name[:_LONGEST].lower().replace("'", "").replace("’", "")):
        words += _LONG_FORMS.get(word, word).split()
    if short:
        letters = short.strip().lower()
        for start in range(len(words) - len(letters) + 1):
            if "".join(word[0] for word in words[start : start + len(letters)]) == letters:
                words[start : start + len(letters)] = [letters]
                break
    return frozenset(_singular(word) for word in words if word not in _SAY_NOTHING)


@lru_cache(maxsize=2048)
def _in_order(name: str) -> tuple[str, ...]:
    words = [word for written in _WORD.findall(name.lower()) for word in _LONG_FORMS.get(written, written).split()]
    return tuple(_singular(word) for word in words if word not in _SAY_NOTHING)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
