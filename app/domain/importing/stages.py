"""A stage of a hiring process, from what was gathered of it to the data of a family's stage."""

import re
from dataclasses import dataclass, field
from typing import Any

from app.domain.importing.areas import AreaNames
from app.domain.importing.durations import Duration, duration, without_durations
from app.domain.importing.keys import OwnKeys
from app.domain.importing.process_headings import without_number
from app.domain.importing.report import Flag
from app.domain.importing.stage_words import (
    Interviewers,
    interviewers_of,
    is_optional,
    name_of,
    role_of,
    shortened,
    who_of,
)

_BETWEEN = re.compile(r"\s+[-–—]\s+|:\s+")
_WITH = re.compile(r"\s+with\s+", re.IGNORECASE)
_PERSON = re.compile(
    r"\b(recruit\w*|managers?|panel|leader\w*|peers?|directors?|team|vps?|president|c[a-z]o|chief|engineers?"
    r"|executives?|members?"
    r"|interviewers|designers?|heads?|partners?|staff|colleagues?)\b",
    re.IGNORECASE,
)
_IN_HEADING = re.compile(r"\b(?:hiring manager|recruiter|peer|panel|executive)\b", re.IGNORECASE)
_MEETS = {
    "recruiter": "Recruiter",
    "hiring_manager": "Hiring Manager",
    "senior_leader": "Senior leadership",
    "interviewer": "Interviewers",
}


@dataclass(slots=True)
class StageDraft:
    """What the page says of one stage: its heading, if it has one, its sentences, and the names of its focus areas."""

    line: int
    at: str
    heading: str | None = None
    sentences: list[str] = field(default_factory=list)
    areas: list[tuple[str, int]] = field(default_factory=list)
    round: str | None = None


def stage_data(
    draft: StageDraft, areas: AreaNames, *, audience: str | None, keys: OwnKeys
) -> tuple[dict[str, Any], list[Flag]]:
    """The stage with the keys of `ladder show --json` and those of a draft, and the guesses it took.

    Args:
        draft: what was gathered.
        areas: the names of focus areas.
        audience: whom the process is for.
        keys: gives the stages of one process their keys.
    """
    texts = [text for text in (draft.heading, *draft.sentences) if text]
    name, who = _name_and_who(draft)
    role = role_of(who, name)
    people = _people(texts, who)
    lasts = next((stated for text in texts if (stated := duration(text))), None)
    areas_found, flags = _areas(draft, areas, name)
    data = {
        "key": keys.key(name, default="stage"),
        "name": name,
        "role": role,
        "meets": who or _MEETS[role],
        "interviewers": people.least,
        "minutes": lasts.minutes if lasts else None,
        "happens": draft.sentences[0] if draft.sentences else draft.heading,
        "focus_areas": areas_found,
        "areas_as_written": [written for written, _ in draft.areas],
        "signals": [],
        "planned_basis": "stated" if lasts else "house judgement",
        "at": draft.at,
        "minutes_stated": lasts.stated if lasts else None,
        "interviewers_from": people.least,
        "interviewers_to": people.most,
        "is_optional": any(is_optional(text) for text in texts[:2]),
        "who": who,
        "audience": audience,
        "round": draft.round,
        "details": draft.sentences[1:],
        "line": draft.line,
    }
    return data, [*flags, *_guesses(data, lasts), *_flags_of_people(people, draft.line, name)]


def _people(texts: list[str], who: str | None) -> Interviewers:
    """How many interviewers: the first text that names several, else what all of them say together."""
    counts = [interviewers_of(text, who) for text in texts]
    return next((count for count in counts if count.stated and count.most > 1), interviewers_of(" ".join(texts), who))


def _guesses(data: dict[str, Any], lasts: Duration | None) -> list[Flag]:
    """What was assumed of the role and the minutes, and whether the stage is for some candidates only."""
    line, place = data["line"], data["name"]
    flags: list[Flag] = []
    if data["who"] is None:
        says = f"The page does not say whom candidates meet. It was taken to be: {data['meets'].lower()}."
        flags.append(Flag("guessed_role", line, place, says))
    if lasts and lasts.is_range:
        says = f"“{lasts.stated}” gives two figures. The longer one, {lasts.minutes} minutes, was taken."
        flags.append(Flag("guessed_minutes", line, place, says))
    if data["is_optional"]:
        flags.append(Flag("optional_stage", line, place, "Only some candidates have this interview."))
    return flags


def _name_and_who(draft: StageDraft) -> tuple[str, str | None]:
    if draft.heading is None:
        sentence = draft.sentences[0]
        who = who_of(sentence)
        return name_of(sentence, who), who
    head = without_durations(without_number(draft.heading))
    parts = _BETWEEN.split(head)
    if len(parts) > 1 and _PERSON.search(parts[-1]):
        return shortened(" ".join(parts[:-1])), parts[-1].strip()
    before, *after = _WITH.split(head, maxsplit=1)
    if after:
        return (name_of(head, who_of(head)) if len(before.split()) == 1 else shortened(before)), who_of(head)
    named = _IN_HEADING.search(head)
    if named is not None:
        return shortened(head), " ".join(word.capitalize() for word in named.group().split())
    return shortened(head), next((said for sentence in draft.sentences if (said := who_of(sentence))), None)


def _areas(draft: StageDraft, areas: AreaNames, place: str) -> tuple[list[str], list[Flag]]:
    """The keys of the stage's focus areas, each once, and what was guessed of them."""
    keys: list[str] = []
    flags: list[Flag] = []
    for written, line in draft.areas:
        for name in _names(written, areas):
            area = areas.area(name, line=line, place=place)
            flags += [area.flag] if area.flag else []
            if area.key in keys:
                flags.append(Flag("repeated_area", line, place, f"“{name}” stands here twice. It counts once."))
            else:
                keys.append(area.key)
    return keys, flags


def _names(written: str, areas: AreaNames) -> list[str]:
    """The names of one line: the line itself where it is a name, else its parts between commas or semicolons."""
    text = written.strip(" .;,")
    if areas.known(text) or not re.search(r"[,;]", text):
        return [text] if text else []
    parts = [part.strip(" .") for part in re.split(r"[;,]", text)]
    names: list[str] = []
    while parts:
        size = next((size for size in range(min(4, len(parts)), 1, -1) if areas.known(", ".join(parts[:size]))), 1)
        names.append(", ".join(parts[:size]).removeprefix("and ").strip())
        parts = parts[size:]
    return [name for name in names if name]


def _flags_of_people(people: Interviewers, line: int, place: str) -> list[Flag]:
    if people.most > people.least:
        says = f"The page says {people.least} to {people.most} interviewers. {people.least} was taken."
        return [Flag("interviewers_range", line, place, says)]
    if not people.stated:
        return [
            Flag("guessed_interviewers", line, place, "The page does not say how many interviewers. One was taken.")
        ]
    return []
