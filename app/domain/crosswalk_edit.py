"""Editing a crosswalk: which title lies nearest to which level, what keeps an edit out, and what to think of first."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from app.domain.catalogue_checks import Fault
from app.domain.crosswalk import Crosswalk, Mapping
from app.domain.lint.crosswalk import check_crosswalk
from app.domain.playbook import Playbook
from app.domain.shapes import Basis

BASES: tuple[str, ...] = get_args(Basis)
NOTE_LIMIT = 2_000
FIRST_NOTE = "No document says which title is which level."


@dataclass(frozen=True, slots=True)
class TitleEdit:
    """One title of the family; `level` is empty for none, `basis` for that of the whole crosswalk."""

    title: str
    level: str = ""
    basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CrosswalkEdit:
    """Everything of a crosswalk that can be edited, with one line for each title of the family."""

    enabled: bool
    basis: str
    note: str
    titles: tuple[TitleEdit, ...]


def edit_of(playbook: Playbook) -> CrosswalkEdit:
    """The crosswalk of a playbook as an edit that changes nothing."""
    crosswalk = crosswalk_of(playbook)
    mapped = {mapping.title: mapping for mapping in crosswalk.titles}
    titles = []
    for title in playbook.family.titles:
        found = mapped.get(title.key)
        titles.append(
            TitleEdit(title.key, found.level, found.basis or "", found.note or "") if found else TitleEdit(title.key)
        )
    return CrosswalkEdit(crosswalk.enabled, crosswalk.basis, crosswalk.note, tuple(titles))


def crosswalk_of(playbook: Playbook) -> Crosswalk:
    """The crosswalk of a playbook; where there is none yet, one that maps nothing."""
    if playbook.crosswalk is not None:
        return playbook.crosswalk
    family = playbook.family.key
    return Crosswalk(
        key=family,
        ladder=playbook.ladder.key,
        family=family,
        basis="house judgement",
        enabled=False,
        note=FIRST_NOTE,
        titles=(),
    )


def check_crosswalk_edit(edit: CrosswalkEdit, playbook: Playbook) -> tuple[Fault, ...]:
    """Everything that keeps a crosswalk from being published. Fields are called `level-TITLE`, `basis`, `note`.

    Two titles of one track can't have one level: a recommendation names one title of the opening's own track.
    """
    return (*_whole(edit), *_each(edit, playbook), *_twice(edit, playbook))


def _whole(edit: CrosswalkEdit) -> Iterator[Fault]:
    if edit.basis not in BASES:
        yield Fault("basis", "Choose from the list what the mapping rests on.")
    if not edit.note:
        yield Fault("note", "Say in a sentence what the mapping rests on.")
    elif len(edit.note) > NOTE_LIMIT:
        yield Fault("note", f"Shorten this text: up to {NOTE_LIMIT:,} characters are kept.")


def _each(edit: CrosswalkEdit, playbook: Playbook) -> Iterator[Fault]:
    kept = {mapping.level for mapping in crosswalk_of(playbook).titles}
    known = {level.code for level in playbook.ladder.levels if level.in_use or level.code in kept}
    for line in edit.titles:
        if line.level and line.level not in known:
            yield Fault(f"level-{line.title}", "Choose a level of the list, or none.")
        if line.basis and line.basis not in BASES:
            yield Fault(f"basis-{line.title}", "Choose from the list what this rests on.")
        if len(line.note) > NOTE_LIMIT:
            yield Fault(f"note-{line.title}", f"Shorten this text: up to {NOTE_LIMIT:,} characters are kept.")


def _twice(edit: CrosswalkEdit, playbook: Playbook) -> Iterator[Fault]:
    tracks = {title.key: title for title in playbook.family.titles}
    taken = Counter((tracks[line.title].track, line.level) for line in edit.titles if line.level)
    first: dict[tuple[str, str], str] = {}
    for line in edit.titles:
        title = tracks[line.title]
        place = (title.track, line.level)
        if taken[place] > 1 and place in first:
            met = f"{first[place]} of the same track has {line.level} already, and only one of them would be shown."
            yield Fault(f"level-{line.title}", f"{met} Choose another level, or none.")
        first.setdefault(place, title.name)


def crosswalk_with(playbook: Playbook, edit: CrosswalkEdit) -> Crosswalk:
    """The crosswalk that an edit without faults makes. Mappings keep their order; new ones come behind.

    A mapping of a title that the family no longer has is left out.

    Raises:
        pydantic.ValidationError: if the edit has faults.
    """
    crosswalk = crosswalk_of(playbook)
    lines = {line.title: line for line in edit.titles if line.level}
    order = [mapping.title for mapping in crosswalk.titles if mapping.title in lines]
    order += [title for title in lines if title not in order]
    titles = tuple(_mapping(lines[title]) for title in order)
    content = crosswalk.model_dump() | {"enabled": edit.enabled, "basis": edit.basis, "note": edit.note}
    return Crosswalk.model_validate(content | {"titles": [mapping.model_dump() for mapping in titles]})


def _mapping(line: TitleEdit) -> Mapping:
    values = {"title": line.title, "level": line.level, "basis": line.basis or None, "note": line.note or None}
    return Mapping.model_validate(values)


def cautions(playbook: Playbook) -> tuple[str, ...]:
    """What to think of before a crosswalk is kept: order against what titles extend, titles and levels left out.

    It refuses nothing. The linter says the same of what is published.
    """
    return tuple(finding.says for finding in check_crosswalk(playbook) if finding.kind == "crosswalk")
