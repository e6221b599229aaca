"""A job family as a matrix: its titles by track with grade, chain of command, and how much each does and asks."""

from dataclasses import dataclass

from app.domain.family import JobFamily, Specialty, Title
from app.domain.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Amount:
    """How many items a title has of its own, and how many hold for it in all, repeats once."""

    own: int
    total: int


@dataclass(frozen=True, slots=True)
class TitleLine:
    """One title in the matrix. `level` is the code of the nearest level, with what that rests on; both may be empty."""

    title: Title
    extends: str
    responsibilities: Amount
    requirements: Amount
    level: str
    level_basis: str


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


def nearest_level(playbook: Playbook, title: str) -> str:
    """Code of the level that a title is mapped to.

    Empty without a mapping, when the crosswalk is turned off, and when the ladder no longer has the level.
    """
    crosswalk = playbook.crosswalk
    if crosswalk is None or not crosswalk.enabled:
        return ""
    known = {level.code for level in playbook.ladder.levels}
    return next((each.level for each in crosswalk.titles if each.title == title and each.level in known), "")


def basis_of(playbook: Playbook, title: str) -> str:
    """What the mapping of a title rests on: its own basis, or that of the whole crosswalk; empty without a mapping."""
    if playbook.crosswalk is None or not nearest_level(playbook, title):
        return ""
    own = next(mapping.basis for mapping in playbook.crosswalk.titles if mapping.title == title)
    return own or playbook.crosswalk.basis


def titles_by_level(playbook: Playbook) -> dict[str, tuple[str, ...]]:
    """Names of the titles nearest to each level in use; empty when no mapping is in use."""
    crosswalk = playbook.crosswalk
    if crosswalk is None or not crosswalk.enabled or not crosswalk.titles:
        return {}
    nearest = [(title.name, nearest_level(playbook, title.key)) for title in playbook.family.titles]
    levels = (level.code for level in playbook.ladder.levels_in_use())
    return {code: tuple(name for name, level in nearest if level == code) for code in levels}


def _line(title: Title, playbook: Playbook) -> TitleLine:
    family = playbook.family
    return TitleLine(
        title=title,
        extends=family.title(title.extends).name if title.extends else "",
        responsibilities=Amount(len(title.responsibilities), len(family.responsibilities_of(title.key))),
        requirements=Amount(len(title.requirements), len(family.requirements_of(title.key))),
        level=nearest_level(playbook, title.key),
        level_basis=basis_of(playbook, title.key),
    )


def _above(specialty: Specialty, family: JobFamily) -> tuple[str, ...]:
    if specialty.parent is None:
        return ()
    parent = family.specialty(specialty.parent)
    return (parent.name, *_above(parent, family))
