"""What a panel is composed from: the people of the pool, what the stage and the opening need, the candidate's times."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from app.domain.conflicts import ConflictOfInterest, conflict_sentences
from app.domain.errors import BadData
from app.domain.family import Specialty
from app.domain.load import FULL_WEEK, Load
from app.domain.requirement import EffectiveRequirement
from app.domain.training import STANDING_WORDS, Standing
from app.domain.wording import Ref, number

LARGEST_PANEL = 5


class NeedKind(StrEnum):
    """What somebody of a panel has to bring."""

    LANGUAGE = "language"
    SPECIALTY = "specialty"


_HAS = {NeedKind.LANGUAGE: ("speaks", "speak"), NeedKind.SPECIALTY: ("knows", "know")}


@dataclass(frozen=True, slots=True)
class Need:
    """Something that at least one of the panel has: a tag of theirs. Without a must there is no panel.

    `because` says where it comes from, as a sentence.
    """

    kind: NeedKind
    tag: str
    name: str
    is_must: bool
    because: str

    def has(self, names: str, count: int = 1) -> str:
        """Mei speaks Japanese; Mei and Jonas speak Japanese."""
        return f"{names} {_HAS[self.kind][count > 1]} {self.name}"


@dataclass(frozen=True, slots=True)
class PoolMember:
    """One person who may hold the stage, or is in training for it.

    tags: what they bring, such as a language or a specialty. leads: keys of focus areas that they are strong in.
    free: starts in UTC at which they have time for the whole interview, whether or not it suits the candidate.
    """

    id: int
    name: str
    zone: str
    standing: Standing = Standing.APPROVED
    tags: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    load: Load = field(default_factory=Load)
    conflicts: frozenset[ConflictOfInterest] = frozenset()
    free: frozenset[datetime] = field(default=frozenset(), repr=False)

    @property
    def may_count(self) -> bool:
        """Whether this person can be one of the interviewers, if the times fit."""
        return self.standing is Standing.APPROVED and not self.conflicts


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the panel is for. `allowed` are the starts that suit the candidate, all of them before the day `before`.

    zone: whose clock the sentences use. areas: the stage's focus areas in the plan's order.
    """

    interviewers: int
    areas: tuple[Ref, ...]
    needs: tuple[Need, ...]
    allowed: frozenset[datetime] = field(repr=False)
    before: date
    zone: str
    full_week: int = FULL_WEEK

    @property
    def musts(self) -> tuple[Need, ...]:
        """The needs without which there is no panel."""
        return tuple(need for need in self.needs if need.is_must)

    @property
    def most_led(self) -> int:
        """How many focus areas one of the panel leads at most: an equal share, rounded up."""
        return -(-len(self.areas) // self.interviewers)

    def check(self) -> None:
        """Refuse what no panel can be composed for.

        Raises:
            BadData: naming the field.
        """
        if not 1 <= self.interviewers <= LARGEST_PANEL:
            raise BadData(
                f"Panels of one to {number(LARGEST_PANEL)} are proposed; choose {self.interviewers} people yourself.",
                field="seats",
            )
        if len({need.tag for need in self.needs}) < len(self.needs):
            raise BadData("A need is named twice. Take out one of the two.", field="needs")
        if any(start.tzinfo is None for start in self.allowed):
            raise BadData("A time of the candidate's has no zone. Give every time in UTC.", field="allowed")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Somebody who can't be one of the interviewers, with every reason as a sentence."""

    id: int
    name: str
    reasons: tuple[str, ...]


def checked_pool(pool: Iterable[PoolMember]) -> tuple[PoolMember, ...]:
    """The pool by account id.

    Raises:
        BadData: when somebody is in it twice, or a time of theirs has no zone.
    """
    members = tuple(sorted(pool, key=lambda one: one.id))
    for one, other in pairwise(members):
        if one.id == other.id:
            raise BadData(f"{one.name} is in the pool twice. Take out one of the two.", field="seats")
    for one in members:
        if any(start.tzinfo is None for start in one.free):
            raise BadData(f"A time of {one.name} has no zone. Give every time in UTC.", field="seats")
    return members


def exclusions(members: Sequence[PoolMember], wanted: Wanted) -> tuple[Exclusion, ...]:
    """Everybody who can't be one of the interviewers, in the order of the pool, and why."""
    found = [(one, _reasons(one, wanted)) for one in members]
    return tuple(Exclusion(one.id, one.name, reasons) for one, reasons in found if reasons)


def _reasons(one: PoolMember, wanted: Wanted) -> tuple[str, ...]:
    reasons = list(conflict_sentences(one.name, one.conflicts))
    if one.standing is not Standing.APPROVED:
        step = STANDING_WORDS[one.standing]
        reasons.append(f"{one.name} is in training for this stage ({step}): may sit beside, never counts.")
    if one.free.isdisjoint(wanted.allowed):
        reasons.append(f"{one.name} has no hour in common with the candidate before {day_words(wanted.before)}.")
    return tuple(reasons)


def day_words(day: date) -> str:
    """Mon 24 November 2025."""
    return f"{day:%a} {day.day} {day:%B %Y}"


def needs_of(
    requirements: Iterable[EffectiveRequirement], specialty: Specialty | None, *, languages: Iterable[Ref]
) -> tuple[Need, ...]:
    """What an opening needs of a panel: whoever speaks the languages that it asks for, at best knows its specialty.

    Args:
        requirements: what holds for the opening; only musts of the kind language count here.
        specialty: the opening's, or None.
        languages: the language tags that the organisation uses, by key and name.

    Returns:
        a must for each language that such a requirement names; one that names none of the tags asks for a person with
        the requirement's own key as tag. The specialty is preferred. In order of the requirements, each once.

    Source: job family, location needs (Japan asks for Japanese and English); that the specialty is preferred and not
    a must is house judgement.
    """
    known = sorted(languages, key=lambda item: (item.name, item.key))
    found: dict[str, Need] = {}
    for item in requirements:
        asked = item.requirement
        if "language" not in asked.kinds or asked.strength != "must":
            continue
        because = f"{item.origin}: {asked.text}"
        named = [tag for tag in known if re.search(rf"\b{re.escape(tag.name)}\b", asked.text, re.IGNORECASE)]
        for tag in named or [Ref(asked.key, f"what {item.origin} asks for")]:
            found.setdefault(tag.key, Need(NeedKind.LANGUAGE, tag.key, tag.name, is_must=True, because=because))
    if specialty is not None:
        because = f"The opening's specialty is {specialty.name}."
        need = Need(NeedKind.SPECIALTY, specialty.key, specialty.name, is_must=False, because=because)
        found.setdefault(need.tag, need)
    return tuple(found.values())
