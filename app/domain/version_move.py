"""Letting an application rest on other versions: what stands in the way, what it does, and the event of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.content_diff import Change, content_changes, names_in
from app.domain.errors import BadData, NotReady
from app.domain.family import Stage
from app.domain.pipeline import DECISION, Event, Position
from app.domain.playbook import Playbook
from app.domain.states import State
from app.domain.wording import listed

MOVED = "version_moved"
OPEN = frozenset({State.ACTIVE, State.ON_HOLD})
PART_NAMES: Mapping[str, str] = {
    "ladder": "Ladder",
    "family": "Job family",
    "competencies": "Questions and anchors",
    "scale": "Rating scale",
    "crosswalk": "Titles nearest to levels",
    "model": "Level model",
}


@dataclass(frozen=True, slots=True)
class Resting:
    """What of an application a change of versions turns on. `visited` are the stages booked or held, by key."""

    position: Position
    title: str
    specialty: str | None
    location: str | None
    levels: tuple[str, str]
    visited: tuple[str, ...]
    awaits_approval: bool


@dataclass(frozen=True, slots=True)
class PartChanges:
    """What changes in one part of a playbook."""

    part: str
    name: str
    changes: tuple[Change, ...]


def part_changes(before: Playbook, after: Playbook) -> tuple[PartChanges, ...]:
    """What differs between two playbooks, by part; parts that are the same are left out."""
    names = names_in(before, after)
    found = []
    for part, name in PART_NAMES.items():
        was, now = getattr(before, part), getattr(after, part)
        changes = content_changes(was, now, names=names) if now is not None and was != now else ()
        if changes:
            found.append(PartChanges(part, name, changes))
    return tuple(found)


def hindrances(resting: Resting, before: Playbook, after: Playbook) -> tuple[str, ...]:
    """Why the application can't rest on other versions, each in a sentence that says what to do; none where it can.

    Args:
        resting: the application.
        before: what it rests on.
        after: what it would rest on.
    """
    if resting.position.state not in OPEN:
        return ("It is closed or decided, and stays with the versions of then. Re-open it first if it goes on.",)
    found = []
    if resting.awaits_approval:
        found.append("A decision awaits approval and rests on these versions. Have it answered or take it back first.")
    found += _stages(resting, before, after)
    found += _role(resting, before, after)
    was, now = before.scale, after.scale
    points = [[point.value for point in scale.points] for scale in (was, now)]
    if resting.visited and (was.key, was.best, points[0]) != (now.key, now.best, points[1]):
        met = f"Interviews are held or booked with the scale {was.name}"
        found.append(f"{met}, whose points are not those of {now.name}. Finish it with the versions that it has.")
    return tuple(found)


def _stages(resting: Resting, before: Playbook, after: Playbook) -> list[str]:
    there = {stage.key for stage in after.family.stages}
    names = {stage.key: stage.name for stage in before.family.stages}
    here = resting.position.stage
    found = []
    if here != DECISION and here not in there:
        met = f"It stands in {names.get(here, here)}, which the other plan does not have"
        found.append(f"{met}. Move it to another stage first.")
    gone = [key for key in dict.fromkeys(resting.visited) if key not in there and key != here]
    if gone:
        met = f"{listed([names.get(key, key) for key in gone])} {'was' if len(gone) == 1 else 'were'} held or booked"
        found.append(f"{met}, and the other plan has no such stage. Finish it with the versions that it has.")
    return found


def _role(resting: Resting, before: Playbook, after: Playbook) -> list[str]:
    family, was = after.family, before.family
    gone = []
    if resting.title not in {item.key for item in family.titles}:
        gone.append(f"the title {was.title(resting.title).name}")
    if resting.specialty and resting.specialty not in {item.key for item in family.specialties}:
        gone.append(f"the specialty {was.specialty(resting.specialty).name}")
    if resting.location and resting.location not in {item.key for item in family.locations}:
        gone.append(f"the location {was.location(resting.location).name}")
    used = {level.code for level in after.ladder.levels_in_use()}
    gone += [f"the level {code}" for code in dict.fromkeys(resting.levels) if code not in used]
    if not gone:
        return []
    return [f"The opening is for {listed(gone)}, not in the other versions. Finish it with the versions that it has."]


def effects(resting: Resting, before: Playbook, after: Playbook) -> tuple[str, ...]:
    """What the change does to stages, interviews and scorecards, in sentences, the most important first."""
    earlier = {stage.key: stage for stage in before.family.stages}
    names = names_in(after)
    found = _new_stages(resting, set(earlier), after)
    for stage in after.family.stages:
        if stage.key in earlier and stage.key in resting.visited:
            found += _visited(earlier[stage.key], stage, names)
    return tuple(found)


def _new_stages(resting: Resting, had: set[str], after: Playbook) -> list[str]:
    order = [stage.key for stage in after.family.stages]
    here = len(order) if resting.position.stage == DECISION else order.index(resting.position.stage)
    found = []
    for number, stage in enumerate(after.family.stages):
        if stage.key not in had and number < here:
            found.append(f"{stage.name} is new and lies behind it: it is not held unless you move it back.")
        elif stage.key not in had:
            found.append(f"{stage.name} is new and still to come.")
    return found


def _visited(was: Stage, now: Stage, names: Mapping[str, str]) -> list[str]:
    """What is to be said of a stage with an interview that is held or booked."""
    found = []
    known = (*was.focus_areas, *was.signals)
    added = [names[key] for key in (*now.focus_areas, *now.signals) if key not in known]
    if added:
        found.append(f"{now.name} has an interview already and looks at more now: {listed(added)}.")
    if (now.interviewers, now.minutes) != (was.interviewers, was.minutes):
        found.append(f"{now.name} stays booked as it is, with its people and its length.")
    return found


def move_event(reason: str, *, before: str, after: str) -> Event:
    """The event of the change.

    Args:
        reason: why, in the words of whoever does it.
        before, after: the versions, such as "family 1, ladder 1".

    Raises:
        BadData: without a reason.
    """
    if not reason.strip():
        raise BadData("Write why it shall rest on other versions.", field="reason")
    return Event(MOVED, {"reason": reason.strip(), "versions_before": before, "versions_after": after})


def check(found: Sequence[str]) -> None:
    """Refuse while something stands in the way.

    Raises:
        NotReady: with the first hindrance.
    """
    if found:
        raise NotReady(found[0], missing=tuple(found[1:]))
