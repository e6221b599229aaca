"""Names of focus areas as pages write them, and the competencies that they mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from app.domain.competency import GROUP_NAMES, CompetencySet
from app.domain.importing.keys import key_of
from app.domain.importing.report import Flag

_APOSTROPHES = re.compile(r"['’‘`´]")
_OTHER = re.compile(r"[^\w]+|_+")
_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST_NAME = 200
# How alike two names must be before a slip of the pen is taken for the name: one letter in ten.
_SAME = 0.9
_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Area:
    """What a name came to: the key of a competency, or a key made of its words when it is none that is known."""

    key: str
    is_known: bool
    flag: Flag | None = None


@dataclass(frozen=True, slots=True)
class AreaNames:
    """All names under which focus areas are known, written alike, and the names of the groups they stand in."""

    keys: Mapping[str, str]
    shown: Mapping[str, str]
    groups: tuple[str, ...]

    @classmethod
    def of(cls, competencies: CompetencySet) -> "AreaNames":
        """The names and aliases of these competencies. A name that two of them bear leads to the first."""
        keys: dict[str, str] = {}
        shown: dict[str, str] = {}
        for competency in competencies.competencies:
            for name in (competency.name, competency.key.replace("_", " "), *competency.aliases):
                keys.setdefault(_alike(name), competency.key)
                shown.setdefault(_alike(name), competency.name)
        groups = {_alike(name) for name in GROUP_NAMES.values()}
        return cls(keys, shown, tuple(sorted(groups, key=lambda group: (-len(group), group))))

    @classmethod
    def empty(cls) -> "AreaNames":
        """No names: every area of a page keeps a key made of its own words."""
        return cls({}, {}, ())

    def known(self, name: str) -> str | None:
        """The key of the area with this name, with or without its group before it, or None."""
        for form in self._forms(name):
            if form in self.keys:
                return self.keys[form]
        return None

    def area(self, name: str, *, line: int, place: str) -> Area:
        """The area a page means by a name.

        Args:
            name: as the page writes it, such as "Solutions Focus - Building Trust".
            line: where it stands, for the flag.
            place: the part of the result that it goes into, for the flag.

        Returns:
            the known area; with a flag when the name is spelled a little otherwise, or when no area has it. Then the
            key is made of its words.
        """
        key = self.known(name)
        if key is not None:
            return Area(key, is_known=True)
        forms = self._forms(name)
        for form in forms:
            for near in get_close_matches(form, self.keys, n=1, cutoff=_SAME):
                says = f"“{name}” was read as {self.shown[near]}. Check the spelling."
                return Area(self.keys[near], is_known=True, flag=Flag("guessed_area", line, place, says))
        names = dict.fromkeys(self.shown[near] for near in get_close_matches(forms[-1], self.keys, n=3, cutoff=_NEAR))
        hint = f" The nearest are: {'; '.join(names)}." if names else ""
        says = f"No focus area is called “{name}”.{hint} Choose one, or add it as an alias."
        return Area(key_of(name, default="area"), is_known=False, flag=Flag("unknown_area", line, place, says))

    def _forms(self, name: str) -> tuple[str, ...]:
        """The name written alike, then without what stands in brackets, then without its group."""
        forms = [_alike(name)]
        bare = _alike(_BRACKETS.sub(" ", name[:_LONGEST_NAME]))
        if bare and bare not in forms:
            forms.append(bare)
        for form in tuple(forms):
            for group in self.groups:
                rest = form.removeprefix(f"{group} ")
                if rest != form and rest not in forms:
                    forms.append(rest)
        return tuple(forms)


def _alike(name: str) -> str:
    """A name without case, punctuation and the s of plurals; "&" is "and"."""
    text = _APOSTROPHES.sub("", name[:_LONGEST_NAME]).casefold().replace("&", " and ")
    return " ".join(_singular(word) for word in _OTHER.sub(" ", text).split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
