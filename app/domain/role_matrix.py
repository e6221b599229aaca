"""A job family as a matrix: its titles by track with grade, chain of command, and how much each does and asks."""

from dataclasses import dataclass

from app.domain.crosswalk import Crosswalk
from app.domain.family import JobFamily, Specialty, Title
from app.domain.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Amount:
    """How many items a title has of its own, and how many hold for it in all, repeats once."""

    own: int
    total: int


@dataclass(frozen=True, slots=True)
class TitleLine:
    """One title in the matrix. `level` is the code of the nearest level, empty where nothing is mapped."""

    title: Title
    extends: str
    responsibilities: Amount
    requirements: Amount
    level: str


@dataclass(frozen=True, slots=True)
class TrackLines:
    """One track with its titles, in the family's order."""

    name: str
    lines: tuple[TitleLine, ...]


@dataclass(frozen=True, slots=True)
class SpecialtyLine:
    """A specialty and what it asks beside the title; `inherited` names the specialties whose requirements it takes."""

    specialty: Specialty
    inherited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleMatrix:
    """The whole family in one view."""

    tracks: tuple[TrackLines, ...]
    specialties: tuple[SpecialtyLine, ...]

    @property
    def grades(self) -> tuple[int, ...]:
        """The grades that titles have, each once, lowest first."""
        found = {line.title.grade for track in self.tracks for line in track.lines}
        return tuple(sorted(grade for grade in found if grade is not None))


def role_matrix(playbook: Playbook) -> RoleMatrix:
    """The titles of a playbook's family by track, and its specialties.

    Source: job family; the nearest level is the crosswalk's, which no document states.
    """
    family = playbook.family
    tracks = tuple(
        TrackLines(track.name, tuple(_line(title, playbook) for title in family.track_titles(track.key)))
        for track in family.tracks
    )
    specialties = tuple(SpecialtyLine(item, _above(item, family)) for item in family.specialties)
    return RoleMatrix(tracks, specialties)


def nearest_level(crosswalk: Crosswalk | None, title: str) -> str:
    """Code of the level that a title is mapped to; empty without a mapping, or when the crosswalk is turned off."""
    if crosswalk is None or not crosswalk.enabled:
        return ""
    return next((mapping.level for mapping in crosswalk.titles if mapping.title == title), "")


def _line(title: Title, playbook: Playbook) -> TitleLine:
    family = playbook.family
    return TitleLine(
        title=title,
        extends=family.title(title.extends).name if title.extends else "",
        responsibilities=Amount(len(title.responsibilities), len(family.responsibilities_of(title.key))),
        requirements=Amount(len(title.requirements), len(family.requirements_of(title.key))),
        level=nearest_level(playbook.crosswalk, title.key),
    )


def _above(specialty: Specialty, family: JobFamily) -> tuple[str, ...]:
    if specialty.parent is None:
        return ()
    parent = family.specialty(specialty.parent)
    return (parent.name, *_above(parent, family))
