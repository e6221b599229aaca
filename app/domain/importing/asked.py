"""One item of a list as a responsibility or a requirement: strength, kinds and figures told from its words."""

import re
from typing import Any

from app.domain.importing.keys import Keys

_PREFERRED = re.compile(
    r"\b(preferred|preferably|prefer|nice[ -]to[ -]haves?|bonus|ideally|desirable|desired|beneficial|recommended"
    r"|is ideal"
    r"|would be (?:ideal|great|helpful|an? (?:added |additional )?(?:advantage|plus|asset|bonus))"
    r"|(?:is|are|be) an? (?:added |additional |strong |big |huge )?(?:advantage|plus|asset)"
    r"|will be an? added advantage|an? (?:strong |big |huge |added )?plus)\b",
    re.IGNORECASE,
)
# Each kind with words of which one has to be there before its form is looked for, so that long pages stay quick.
_KINDS = (
    ("clearance", ("clearance", "citizenship"), re.compile(r"\bclearances?\b|\bcitizenship\b")),
    (
        "residence",
        (" in ", "residen"),
        re.compile(r"\b(?:resid(?:es?|ing)|lives?|living|located|based) in\b|\bresiden(?:t|cy)\b"),
    ),
    (
        "language",
        ("fluen", "proficien", "native", "bilingual", "spoken", "speak"),
        re.compile(
            r"\b(?:fluen(?:t|cy)|proficien(?:t|cy)|native|bilingual|spoken|speaks?"
            r"|speaking)\b[^.;]{0,60}\b(?:english|japanese"
            r"|german|french|spanish|portuguese|italian|dutch|korean|mandarin|chinese|cantonese|arabic|hebrew"
            r"|hindi|polish"
            r"|turkish|russian|thai|vietnamese|indonesian)\b"
        ),
    ),
    ("travel", ("travel",), re.compile(r"\btravel(?:s|l?ing)?\b")),
    ("value", ("values",), re.compile(r"\b(?:our|company|core)(?:['’]s)? values\b|\bvalues of\b")),
    (
        "tool",
        ("to use", "experience", "proficien", "familiar", "comfortable"),
        re.compile(
            r"\bab(?:le|ility) to use\b|\b(?:experience|proficien\w+|familiar\w*|comfortable)\b[^.;]{0,40}"
            r"\b(?:tools?|software|systems?|git|crm|workspace|sheets|excel|sql)\b"
        ),
    ),
)
_YEARS = re.compile(r"\b\d+ ?(?:\+|plus)? ?(?:-|–|to)? ?\d* ?\+? ?years?\b|\bexperience\b", re.I)
_MONEY = re.compile(r"[$€£¥] ?\d|\bquotas?\b|\brevenue targets?\b", re.I)
_COUNT = re.compile(r"\b(repeatedly|multiple|several|number of|team of \d)\b", re.I)
_LONGEST = 2000


def strength_of(text: str, *, is_preferred_list: bool = False) -> str:
    """`preferred` when the list or the words of the item say so, else `must`."""
    return "preferred" if is_preferred_list or _PREFERRED.search(text[:_LONGEST]) else "must"


def kinds_of(text: str) -> list[str]:
    """What kind of demand it is, several if it makes several; `skill` when its words tell nothing else."""
    head = text[:_LONGEST].lower()
    kinds = [kind for kind, hints, form in _KINDS if any(hint in head for hint in hints) and form.search(head)]
    return kinds or ["skill"]


def asks_of(text: str) -> list[str]:
    """The figures that would show it: amounts of money, years, numbers of times."""
    head = text[:_LONGEST]
    asks = ["amount", "currency"] if _MONEY.search(head) else []
    asks += ["year"] if asks or _YEARS.search(head) else []
    return [*asks, "count"] if _COUNT.search(head) else asks


def requirement(
    text: str, *, at: str, line: int, keys: Keys, is_preferred_list: bool = False, under: str | None = None
) -> dict[str, Any]:
    """An item of a list of requirements. `under` is the text of the item it is nested below."""
    return {
        "key": keys.key(text),
        "text": text,
        "strength": strength_of(f"{under}: {text}" if under else text, is_preferred_list=is_preferred_list),
        "kinds": kinds_of(text),
        "asks": asks_of(text),
        "at": at,
        "line": line,
        **({"under": under} if under else {}),
    }


def responsibility(text: str, *, at: str, line: int, keys: Keys, under: str | None = None) -> dict[str, Any]:
    """An item of a list of responsibilities. Which focus areas look at it, no page says."""
    return {
        "key": keys.key(text),
        "text": text,
        "areas": [],
        "asks": asks_of(text) if _MONEY.search(text[:_LONGEST]) else [],
        "figure": None,
        "at": at,
        "line": line,
        **({"under": under} if under else {}),
    }
