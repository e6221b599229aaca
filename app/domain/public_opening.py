"""What the public reads of an opening: what the role does, what it asks, how it is chosen for, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from unicodedata import normalize

from app.domain.family import JobFamily, Stage
from app.domain.playbook import Playbook
from app.domain.requirement import EffectiveRequirement, Requirement

# What is asked of everybody, whatever the title: it is told apart from what the role itself takes.
SHARED_KINDS = frozenset({"value", "tool", "travel"})
LAST_ZONE = timedelta(hours=12)
REMOTE = ("remote", "リモート")


@dataclass(frozen=True, slots=True)
class Rung:
    """One title of the track; `is_this` marks the one that is open."""

    name: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """One stage, as a candidate goes through it: whom they meet by job title, how long, what it looks at."""

    name: str
    meets: str
    minutes: int
    happens: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the role asks, each line once and under one heading; where a line comes from is not told.

    `gates` are met or not: where somebody lives, what they speak, what they are cleared for. `role` is what the work
    takes, `segment` what its customers take, `place` what the place takes beside the gates, `welcome` what helps and
    isn't needed, `shared` what is asked of everybody.
    """

    gates: tuple[str, ...]
    role: tuple[str, ...]
    segment: tuple[str, ...]
    place: tuple[str, ...]
    welcome: tuple[str, ...]
    shared: tuple[str, ...]

    @property
    def everything(self) -> tuple[str, ...]:
        """All lines."""
        return (*self.gates, *self.role, *self.segment, *self.place, *self.welcome, *self.shared)


@dataclass(frozen=True, slots=True)
class PublicRole:
    """A title with its specialty and location, in the words of the pinned family.

    `duties` are the title's own, `inherited` those of the titles that it builds on and of the family. `next_family` and
    `next_step` are empty where the family says nothing of what comes after it. `says_confidence` tells whether
    the source has the statement at this title; it is shown at every title all the same.
    """

    title: str
    summary: str
    family: str
    track: str
    rungs: tuple[Rung, ...]
    next_family: str
    next_step: str
    reports_to: tuple[str, ...]
    specialty: str
    location: str
    duties: tuple[str, ...]
    inherited: tuple[str, ...]
    asked: Asked
    confidence: str
    says_confidence: bool
    meetings: tuple[Meeting, ...]

    @property
    def minutes(self) -> int:
        """How long all conversations take together."""
        return sum(meeting.minutes for meeting in self.meetings)


def public_role(
    playbook: Playbook, title: str, *, specialty: str | None = None, location: str | None = None
) -> PublicRole:
    """What the public reads of a title.

    Args:
        playbook: the versions that the opening is pinned to.
        title: key of the title.
        specialty: key of the specialty, or None.
        location: key of the location with needs of its own, or None.

    Raises:
        BadData: for an unknown key.
    """
    family = playbook.family
    opened = family.title(title)
    asked = family.requirements_of(title, specialty=specialty, location=location)
    duties = family.responsibilities_of(title)
    return PublicRole(
        title=opened.name,
        summary=opened.summary,
        family=family.name,
        track=next(track.name for track in family.tracks if track.key == opened.track),
        rungs=tuple(Rung(each.name, each.key == title) for each in family.track_titles(opened.track)),
        next_family=family.next_step.family if family.next_step else "",
        next_step=family.next_step.text if family.next_step else "",
        reports_to=_reports_to(family, title),
        specialty=family.specialty(specialty).name if specialty else "",
        location=family.location(location).name if location else "",
        duties=tuple(item.responsibility.text for item in duties if item.origin == opened.name),
        inherited=tuple(item.responsibility.text for item in duties if item.origin != opened.name),
        asked=_asked(family, asked, specialty, location),
        confidence=family.confidence_statement,
        says_confidence=opened.states_confidence_gap,
        meetings=tuple(_meeting(stage, playbook) for stage in family.stages),
    )


def _reports_to(family: JobFamily, title: str) -> tuple[str, ...]:
    """Whom the title reports to, or the nearest title that it builds on and that says it."""
    return next((each.reports_to for each in family.lineage(title) if each.reports_to), ())


def _meeting(stage: Stage, playbook: Playbook) -> Meeting:
    areas = tuple(playbook.competencies.competency(key).name for key in stage.focus_areas)
    return Meeting(stage.name, stage.meets, stage.minutes, stage.happens, areas)


def _asked(
    family: JobFamily, items: Iterable[EffectiveRequirement], specialty: str | None, location: str | None
) -> Asked:
    segments, place = _segments(family, specialty), family.location(location).name if location else None
    kept: dict[str, list[str]] = {name: [] for name in Asked.__dataclass_fields__}
    for item in items:
        kept[_heading(item, segments, place)].append(item.requirement.text)
    return Asked(**{name: tuple(lines) for name, lines in kept.items()})


def _segments(family: JobFamily, specialty: str | None) -> set[str]:
    """The names of a specialty and of those that it builds on."""
    found = set()
    while specialty is not None:
        segment = family.specialty(specialty)
        found.add(segment.name)
        specialty = segment.parent
    return found


def _heading(item: EffectiveRequirement, segments: set[str], place: str | None) -> str:
    asked = item.requirement
    if asked.strength == "preferred":
        return "welcome"
    if asked.is_gate:
        return "gates"
    if _is_shared(asked):
        return "shared"
    if item.origin in segments:
        return "segment"
    return "place" if item.origin == place else "role"


def _is_shared(asked: Requirement) -> bool:
    return set(asked.kinds) <= SHARED_KINDS


def day_everywhere(now: datetime) -> date:
    """The day that has not ended yet somewhere on earth: an opening that closes on it is still open.

    Args:
        now: aware.
    """
    return (now - LAST_ZONE).date()


def is_remote(place: str) -> bool:
    """Whether a place, in the words that it was opened with, says that the work can be done from afar."""
    return any(word in place.lower() for word in REMOTE)


def matches(words: str, wanted: str) -> bool:
    """Whether every word that somebody looks for stands somewhere in a text; looking for nothing finds everything."""
    here = _folded(words)
    return all(word in here for word in _folded(wanted).split())


def _folded(text: str) -> str:
    """Spellings that mean the same made the same: capitals, full-width letters."""
    return normalize("NFKC", text).casefold()
