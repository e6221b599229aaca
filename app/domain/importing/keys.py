"""Keys made of a page's own words: plain, short, the same for the same sentence and different for another."""

import re
import unicodedata
from dataclasses import dataclass, field

LONGEST_KEY = 60
_APOSTROPHES = re.compile(r"['’‘`]")
_OTHER = re.compile(r"[^a-z0-9]+")


def key_of(text: str, *, default: str = "item") -> str:
    """A key of lower-case words joined by underscores, cut at a word after sixty characters.

    Args:
        text: what the key is made of.
        default: the key where the text has no letter or digit of the Latin alphabet.
    """
    plain = text[:400]
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    words = _OTHER.sub("_", _APOSTROPHES.sub("", plain.lower()).replace("&", " and ")).strip("_")
    if not words:
        return default
    if not words[0].isalpha():
        words = f"{default}_{words}"
    if len(words) <= LONGEST_KEY:
        return words
    return words[: LONGEST_KEY + 1].rpartition("_")[0] or words[:LONGEST_KEY]


@dataclass(slots=True)
class OwnKeys:
    """Gives every asker a key of its own, numbered where the words are the same."""

    _taken: set[str] = field(default_factory=set)
    _numbers: dict[str, int] = field(default_factory=dict)

    def key(self, text: str, *, default: str = "item") -> str:
        """A key of these words that was not given out before."""
        first = key = key_of(text, default=default)
        while key in self._taken:
            self._numbers[first] = self._numbers.get(first, 1) + 1
            key = f"{first}_{self._numbers[first]}"
        self._taken.add(key)
        return key


@dataclass(slots=True)
class Keys:
    """Gives keys out: the same sentence gets its key again, another sentence never the same one."""

    _keys: dict[tuple[str, str], str] = field(default_factory=dict)
    _own: OwnKeys = field(default_factory=OwnKeys)

    def key(self, text: str, *, default: str = "item") -> str:
        """The key of a sentence; sentences are the same when they differ in case, spaces or a final full stop only."""
        first = key_of(text, default=default)
        same = (first, " ".join(text.lower().split()).rstrip("."))
        if same not in self._keys:
            self._keys[same] = self._own.key(first)
        return self._keys[same]
