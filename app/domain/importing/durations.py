"""How long an interview lasts, as a sentence says it: "30min", "one hour", "1.5 hours", "45-60 min"."""

import re
from dataclasses import dataclass
from functools import lru_cache

SHORTEST, LONGEST = 5, 480
_WORDS = {"a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "half an": 0.5, "half a": 0.5}
_UNIT = r"(?P<unit>minutes?|mins?|hours?|hrs?|h)\b"
_NUMBER = r"\d{1,3}(?:\.\d{1,2})?"
_FIGURES = re.compile(
    rf"(?<![\d.])(?P<from>{_NUMBER})(?:\s*(?:-|–|—|to|or)\s*(?P<to>{_NUMBER}))?[\s-]*{_UNIT}",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    r"\b(?P<from>half an|half a|an|a|one|two|three|four)[\s-]+(?P<unit>hours?|minutes?)\b"
    r"(?P<half>(?:-long)? and a half)?",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:for|lasting) (?=(?:about |up to )?(?:\d|half|an? hour|one|two))", re.IGNORECASE)
_LONGEST_TEXT = 600


@dataclass(frozen=True, slots=True)
class Duration:
    """Minutes, and the words that say so. `is_range`: the page gives two figures, the longer one was taken."""

    minutes: int
    stated: str
    is_range: bool = False


@lru_cache(maxsize=256)
def duration(text: str) -> Duration | None:
    """The first duration that a sentence states and that an interview can have, or None."""
    head = text[:_LONGEST_TEXT]
    for found in _FIGURES.finditer(head):
        minutes = round(float(found.group("to") or found.group("from")) * _minutes_of(found.group("unit")))
        if SHORTEST <= minutes <= LONGEST:
            return Duration(minutes, found.group().strip(), found.group("to") is not None)
    for found in _SPELLED.finditer(head):
        amount = _WORDS[" ".join(found.group("from").lower().split())] + (0.5 if found.group("half") else 0.0)
        minutes = round(amount * _minutes_of(found.group("unit")))
        if SHORTEST <= minutes <= LONGEST:
            return Duration(minutes, found.group().strip())
    return None


@lru_cache(maxsize=256)
def without_durations(text: str) -> str:
    """The sentence without what it says of time, so that its numbers are of people."""
    return " ".join(_SPELLED.sub(" ", _FIGURES.sub(" ", _LASTS.sub("", text))).split())


def _minutes_of(unit: str) -> int:
    return 60 if unit.lower().startswith("h") else 1
