"""Designing a plan: its stages as an editor leaves them, what keeps them from being a plan, and the family with it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.catalogue_checks import Fault
from app.domain.family import JobFamily, Stage
from app.domain.playbook import Playbook

MOST_STAGES = 12
NAME_LIMIT, TEXT_LIMIT = 80, 600
MINUTES = range(5, 481)
INTERVIEWERS = range(1, 21)
# Whom a role is, inside a sentence.
HOLDERS = {
    "recruiter": "Recruiter",
    "hiring_manager": "Hiring manager",
    "interviewer": "Interviewers",
    "senior_leader": "Senior leader",
}
ADDED_HERE = "added in the plan designer"
ADD, UP, DOWN, REMOVE = "add", "up", "down", "remove"


@dataclass(frozen=True, slots=True)
class StageEdit:
    """One stage as an editor leaves it; `key` is empty for a new one.

    `minutes` and `interviewers` are 0 where no whole number was given. `areas` and `signals` are keys, in any order.
    """

    key: str
    name: str
    role: str
    interviewers: int
    minutes: int
    meets: str
    happens: str
    areas: frozenset[str]
    signals: frozenset[str]


NEW_STAGE = StageEdit("", "", "interviewer", 1, 60, "", "", frozenset(), frozenset())


def stage_edits(family: JobFamily) -> tuple[StageEdit, ...]:
    """The stages of a family as edits that change nothing."""
    return tuple(
        StageEdit(
            stage.key,
            stage.name,
            stage.role,
            stage.interviewers,
            stage.minutes,
            stage.meets,
            stage.happens,
            frozenset(stage.focus_areas),
            frozenset(stage.signals),
        )
        for stage in family.stages
    )


def check_plan(edits: Sequence[StageEdit], playbook: Playbook) -> tuple[Fault, ...]:
    """Everything that keeps these stages from being a plan, in the order of the page.

    Args:
        edits: the stages. Their fields are called `name-0`, `role-0`, `interviewers-0`, `minutes-0` and so on.
        playbook: the catalogue and the ladder that the plan has to fit.
    """
    faults = list(_number_of(edits))
    for place, edit in enumerate(edits):
        earlier = {other.name.casefold() for other in edits[:place]}
        faults += _faults_of(edit, place, earlier, playbook)
    return tuple(faults)


def arranged(edits: Sequence[StageEdit], act: str, place: int) -> tuple[StageEdit, ...]:
    """Stages after one was added, removed, or moved; unchanged when there is none at this place."""
    listed = list(edits)
    if act == ADD:
        return (*listed, NEW_STAGE) if len(listed) < MOST_STAGES else tuple(listed)
    if place >= len(listed):
        return tuple(listed)
    stage = listed.pop(place)
    if act == UP:
        listed.insert(max(place - 1, 0), stage)
    elif act == DOWN:
        listed.insert(place + 1, stage)
    return tuple(listed)


def _number_of(edits: Sequence[StageEdit]) -> Iterator[Fault]:
    if not edits:
        yield Fault("", "A plan needs at least one stage. Add one.")
    if len(edits) > MOST_STAGES:
        yield Fault("", f"A plan has up to {MOST_STAGES} stages. Remove {len(edits) - MOST_STAGES} of them.")


def _faults_of(edit: StageEdit, place: int, earlier: set[str], playbook: Playbook) -> Iterator[Fault]:
    if not edit.name:
        yield Fault(f"name-{place}", f"Give stage {place + 1} a name.")
    elif len(edit.name) > NAME_LIMIT:
        yield Fault(f"name-{place}", f"Shorten this name: up to {NAME_LIMIT} characters are kept.")
    elif edit.name.casefold() in earlier:
        yield Fault(f"name-{place}", f"Another stage is called {edit.name} already. Choose a name of its own.")
    if edit.role not in HOLDERS:
        yield Fault(f"role-{place}", "Choose who holds this stage from the list.")
    if edit.interviewers not in INTERVIEWERS:
        yield Fault(f"interviewers-{place}", f"Enter how many interviewers, {_range(INTERVIEWERS)}.")
    if edit.minutes not in MINUTES:
        yield Fault(f"minutes-{place}", f"Enter how many minutes it takes, {_range(MINUTES)}.")
    for field, text in (("meets", edit.meets), ("happens", edit.happens)):
        if len(text) > TEXT_LIMIT:
            yield Fault(f"{field}-{place}", f"Shorten this text: up to {TEXT_LIMIT} characters are kept.")
    known = {item.key for item in playbook.competencies.competencies}
    if not edit.areas <= known or not edit.signals <= {item.key for item in playbook.ladder.signals}:
        yield Fault("", f"Stage {place + 1} names something that is no longer there. Open the page again.")


def _range(numbers: range) -> str:
    return f"{numbers.start} to {numbers.stop - 1}"


def family_with(playbook: Playbook, edits: Sequence[StageEdit]) -> JobFamily:
    """The family with these stages in place of its own.

    What an edit does not say is kept: the key of a stage, the order of its areas with new ones behind, its place in
    the document. A new stage gets a key made of its name; what was left empty for candidates says who they meet.

    Args:
        playbook: the family, and the catalogue and ladder that put areas and signals in order.
        edits: stages without faults.

    Raises:
        pydantic.ValidationError: if the stages have faults.
    """
    known = {stage.key for stage in playbook.family.stages}
    taken: set[str] = set()
    stages: list[Stage] = []
    for edit in edits:
        key = edit.key if edit.key in known - taken else _new_key(edit.name, known | taken)
        taken.add(key)
        stages.append(_stage(edit, key, playbook))
    content = playbook.family.model_dump() | {"stages": tuple(stage.model_dump() for stage in stages)}
    return JobFamily.model_validate(content)


def _stage(edit: StageEdit, key: str, playbook: Playbook) -> Stage:
    was = next((stage for stage in playbook.family.stages if stage.key == key), None)
    areas = (*(was.focus_areas if was else ()), *(item.key for item in playbook.competencies.competencies))
    signals = (*(was.signals if was else ()), *(item.key for item in playbook.ladder.signals))
    values = {
        "key": key,
        "name": edit.name,
        "role": edit.role,
        "meets": edit.meets or HOLDERS[edit.role],
        "interviewers": edit.interviewers,
        "minutes": edit.minutes,
        "happens": edit.happens or "The candidate is invited to book this conversation.",
        "focus_areas": _in_order(edit.areas, areas),
        "signals": _in_order(edit.signals, signals),
        "planned_basis": was.planned_basis if was and _plans_the_same(edit, was) else "house judgement",
        "at": was.at if was else ADDED_HERE,
    }
    return Stage.model_validate(values)


def _plans_the_same(edit: StageEdit, was: Stage) -> bool:
    return edit.minutes == was.minutes and edit.signals == frozenset(was.signals)


def _in_order(chosen: frozenset[str], order: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in order if key in chosen))


def _new_key(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:60]
    first = plain if re.match(r"[a-z]", plain) else f"stage_{plain}".rstrip("_")
    key, number = first, 2
    while key in taken:
        key, number = f"{first}_{number}", number + 1
    return key
