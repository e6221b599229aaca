"""What a heading within a hiring process announces: the process, an audience, a round, a stage, or something else."""

import re
from enum import Enum

_NUMBER = re.compile(
    r"^\s*(?:(?:stage|step|interview|phase|round)?\s*#?\d{1,2}\s*[.):]\s*|(?:stage|step|phase"
    r"|round)\s+\d{1,2}\s*[-–—]\s*)",
    re.I,
)
_PROCESS = re.compile(
    r"\b(?:hiring|interview(?:ing)?|recruit(?:ing|ment)|selection|application)\s+(?:process|stages?|steps"
    r"|procedure|plan)\b"
    r"|^(?:the )?(?:stages|process|our process|hiring)\W*$",
    re.I,
)
_ROUND = re.compile(
    r"^\W*(?:(?:interview )?(?:round|phase|week|day|part|stage|step)\s*(?:\d{1,2}|one|two|three|four|five"
    r"|i{1,3}|iv|v)"
    r"|(?:first|second|third|fourth|final|last) round(?: interviews?)?|(?:the |all )?interviews|rounds"
    r"|team interviews)\W*$",
    re.I,
)
_STAGE = re.compile(
    r"\b(interview|screen|screening|call|presentation|panel|assessment|assignment|take[- ]home|exercise|demo"
    r"|conversation|chat"
    r"|mock|role[- ]?play|references?|offer|background check|questionnaire|meeting|case study review|debrief"
    r"|test|challenge|homework|work sample"
    r"|pairing)s?\b",
    re.I,
)
_NO_STAGE = re.compile(
    r"^\W*(?:why|what|how|some)\b|\b(prepar\w+|topics|tips|guide|resources|faq|what to expect|questions|details"
    r"|internal candidates|about|how to"
    r"|examples?|format)\b",
    re.I,
)
_GROUPS = (
    r"(?:individual contributors?|ics?|(?:people |senior |line )?managers?|(?:people )?management|leadership"
    r"|leaders|directors?|vps?"
    r"|executives?|interns?|internal|external|(?:internal|external) (?:candidates|applicants)|seniors?|staff\+?"
    r"|principals?)"
)
_AUDIENCE = re.compile(
    rf"^\W*(?:(?:for|hiring)\s+[\w ,/&+()'-]{{2,80}}|{_GROUPS}(?:\s+(?:candidates|applicants|roles?|positions?"
    rf"|tracks?|and above))?"
    rf"|[\w ,/&+()-]{{2,60}} (?:roles|positions|candidates|applicants))\s*:?\W*$",
    re.I,
)
_AREAS = re.compile(
    r"^\W*(?:areas? of focus|focus areas?|competenc(?:y|ies)(?: assessed)?|areas? (?:assessed|covered)"
    r"|focus(?:es)? on|focus)"
    r"(?:\s*\([^()]*\))?\s*(?::|$)\s*(?P<named>.*)$",
    re.I,
)
_FOREIGN = re.compile(
    r"\bjob grade\b|\bresponsibilit|\brequirements\b|\bperformance indicators?\b|\bcareer (?:ladder|path)"
    r"|\bspeciali|\bcompensation\b"
    r"|\babout (?:us|the company)\b|\brelevant links\b",
    re.IGNORECASE,
)
_LONGEST = 160


class Meaning(Enum):
    """What a heading announces."""

    PROCESS = "process"
    AUDIENCE = "audience"
    ROUND = "round"
    STAGE = "stage"
    OTHER = "other"


def meaning_of(text: str) -> Meaning:
    """What a heading of a hiring process announces, by its words."""
    head = text[:_LONGEST].strip()
    if _PROCESS.search(head):
        return Meaning.PROCESS
    if _ROUND.match(head):
        return Meaning.ROUND
    if _NUMBER.match(head):
        return Meaning.STAGE
    if _STAGE.search(head) and not _NO_STAGE.search(head):
        return Meaning.STAGE
    return Meaning.AUDIENCE if _AUDIENCE.match(head) else Meaning.OTHER


def is_of_another_section(text: str) -> bool:
    """Whether a heading is that of another part of the page, however deep below the process it stands."""
    return bool(_FOREIGN.search(text))


def audience_of(text: str) -> str | None:
    """Whom a process is for, of its heading: "For Managers:" and "Management Hiring Process" name somebody."""
    named = _PROCESS.sub(" ", text[:_LONGEST])
    named = re.sub(r"^\W*(?:for|hiring|the|our)\b", " ", named, flags=re.I)
    named = re.sub(r"\b(?:roles?|positions?|candidates|applicants)\s*:?\s*$", " ", named, flags=re.I)
    named = re.sub(r"^\W*(?:for|of|the)\b", " ", named, flags=re.I)
    return " ".join(named.split()).strip(" :-–—*") or None


def without_number(text: str) -> str:
    """A heading without "1." or "Stage 2:" at its head."""
    return _NUMBER.sub("", text, count=1).strip()


def area_label(text: str) -> str | None:
    """What follows "Areas of focus:" in its line, "" when the areas stand below it; None when it is no such label."""
    found = _AREAS.match(text[: 4 * _LONGEST])
    if found is None or (not found.group("named") and len(text) > _LONGEST):
        return None
    return found.group("named").strip()
