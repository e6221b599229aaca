"""What an opening is opened with: a title, a range of levels, a place, a specialty; and the states it can be in."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import BadData
from app.domain.family import LocationNeed, Specialty, Stage, Title
from app.domain.ladder import Level
from app.domain.plan import Coverage, coverage
from app.domain.playbook import Playbook
from app.domain.requirement import EffectiveRequirement, EffectiveResponsibility, Requirement, Responsibility
from app.domain.wording import counted, listed, number, sentence

PLACE_LENGTH = 120


class OpeningState(StrEnum):
    """Open ones take candidates, closed ones do not."""

    OPEN = "open"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why an opening takes no more candidates."""

    FILLED = "filled"
    NOT_NEEDED = "not_needed"
    MISTAKE = "mistake"


CLOSE_REASONS = {
    CloseReason.FILLED: "The position is filled",
    CloseReason.NOT_NEEDED: "The position is no longer needed",
    CloseReason.MISTAKE: "It was opened by mistake",
}


@dataclass(frozen=True, slots=True)
class OpeningTerms:
    """The four things that somebody says to open an opening; keys of one playbook.

    `place` is where the work is, in words. `location` names a place with requirements of its own, or nothing.
    """

    title: str
    lowest_level: str
    highest_level: str
    place: str
    location: str | None = None
    specialty: str | None = None

    def name(self, playbook: Playbook) -> str:
        """What the opening is called."""
        return f"{playbook.family.title(self.title).name}, {self.place}"

    def check(self, playbook: Playbook) -> None:
        """Refuse what this playbook does not have, and a range that runs downwards.

        Raises:
            BadData: naming the field.
        """
        family, ladder = playbook.family, playbook.ladder
        _one_of("title", self.title, [item.key for item in family.titles])
        levels = [level.code for level in ladder.levels_in_use()]
        _one_of("lowest_level", self.lowest_level, levels)
        _one_of("highest_level", self.highest_level, levels)
        if ladder.rank(self.lowest_level) > ladder.rank(self.highest_level):
            met = f"The range runs from {self.lowest_level} down to {self.highest_level}."
            raise BadData(f"{met} Choose a highest level at or above the lowest.", field="highest_level")
        if not self.place.strip():
            raise BadData("Say where the work is, such as Berlin or “remote, Europe”.", field="place")
        if len(self.place) > PLACE_LENGTH:
            raise BadData(f"Name the place in at most {PLACE_LENGTH} characters.", field="place")
        if self.location is not None:
            _one_of("location", self.location, [item.key for item in family.locations])
        if self.specialty is not None:
            _one_of("specialty", self.specialty, [item.key for item in family.specialties])


def _one_of(field: str, chosen: str, allowed: list[str]) -> None:
    if chosen not in allowed:
        raise BadData("This is no longer in the published lists. Choose again from what the list has now.", field=field)


@dataclass(frozen=True, slots=True)
class FromOrigin:
    """What one title, specialty or location asks or does, in its order."""

    origin: str
    requirements: tuple[Requirement, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """One stage of the plan with the names of what it looks at and asks."""

    stage: Stage
    areas: tuple[str, ...]
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleSheet:
    """Everything that an opening's page says of its role. `gates` are requirements that are met or not, never rated."""

    title: Title
    track: str
    lowest_level: Level
    highest_level: Level
    location: LocationNeed | None
    specialty: Specialty | None
    requirements: tuple[FromOrigin, ...]
    gates: tuple[EffectiveRequirement, ...]
    responsibilities: tuple[FromOrigin, ...]
    plan: tuple[PlannedStage, ...]
    coverage: Coverage

    @property
    def minutes(self) -> int:
        """How long a full loop takes a candidate."""
        return sum(planned.stage.minutes for planned in self.plan)

    @property
    def asked(self) -> int:
        """How many requirements hold, gates included."""
        return len(self.gates) + sum(len(group.requirements) for group in self.requirements)

    @property
    def done(self) -> int:
        """How many responsibilities the role has."""
        return sum(len(group.responsibilities) for group in self.responsibilities)

    @property
    def says(self) -> str:
        """ "Nine areas rest on one rater, three on two and six on three." """
        totals = sorted({area.total for area in self.coverage.areas})
        if not totals:
            return "No stage looks at any focus area."
        first, *others = totals
        areas = self.coverage.resting_on(first)
        verb = "rests" if areas == 1 else "rest"
        parts = [f"{counted(areas, 'area')} {verb} on {counted(first, 'rater')}"]
        parts += [f"{number(self.coverage.resting_on(total))} on {number(total)}" for total in others]
        return sentence(listed(parts))


def role_sheet(terms: OpeningTerms, playbook: Playbook) -> RoleSheet:
    """What these terms mean in this playbook.

    Returns:
        requirements and responsibilities by the title, specialty or location they come from, repeats once.

    Raises:
        BadData: if the terms name something that the playbook does not have.
    """
    family, ladder = playbook.family, playbook.ladder
    title = family.title(terms.title)
    asked = family.requirements_of(terms.title, specialty=terms.specialty, location=terms.location)
    return RoleSheet(
        title=title,
        track=next(track.name for track in family.tracks if track.key == title.track),
        lowest_level=ladder.level(terms.lowest_level),
        highest_level=ladder.level(terms.highest_level),
        location=family.location(terms.location) if terms.location else None,
        specialty=family.specialty(terms.specialty) if terms.specialty else None,
        requirements=_asked_by_origin(item for item in asked if not item.requirement.is_gate),
        gates=tuple(item for item in asked if item.requirement.is_gate),
        responsibilities=_done_by_origin(family.responsibilities_of(terms.title)),
        plan=tuple(_planned(stage, playbook) for stage in family.stages),
        coverage=coverage(playbook),
    )


def _planned(stage: Stage, playbook: Playbook) -> PlannedStage:
    areas = tuple(playbook.competencies.competency(key).name for key in stage.focus_areas)
    return PlannedStage(stage, areas, tuple(playbook.ladder.signal(key).name for key in stage.signals))


def _asked_by_origin(items: Iterable[EffectiveRequirement]) -> tuple[FromOrigin, ...]:
    found: dict[str, list[Requirement]] = {}
    for item in items:
        found.setdefault(item.origin, []).append(item.requirement)
    return tuple(FromOrigin(origin, requirements=tuple(asked)) for origin, asked in found.items())


def _done_by_origin(items: Iterable[EffectiveResponsibility]) -> tuple[FromOrigin, ...]:
    found: dict[str, list[Responsibility]] = {}
    for item in items:
        found.setdefault(item.origin, []).append(item.responsibility)
    return tuple(FromOrigin(origin, responsibilities=tuple(done)) for origin, done in found.items())
