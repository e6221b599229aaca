"""The plan: which stage looks at what, with how many raters, and what that covers."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.competency import GROUP_NAMES
from app.domain.family import Stage
from app.domain.playbook import Playbook


@dataclass(frozen=True, slots=True)
class AreaCoverage:
    """One focus area against the stages. `raters` holds one number per stage, in the plan's order."""

    key: str
    name: str
    group: str
    raters: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many interviewers rate this area in a full loop."""
        return sum(self.raters)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole table, with the figures that sum it up."""

    stages: tuple[str, ...]
    areas: tuple[AreaCoverage, ...]

    @property
    def ratings(self) -> int:
        """Ratings in a full loop."""
        return sum(area.total for area in self.areas)

    def resting_on(self, raters: int) -> int:
        """How many areas are seen by exactly this many interviewers."""
        return sum(1 for area in self.areas if area.total == raters)


def coverage(playbook: Playbook, *, whole: bool = False) -> Coverage:
    """Which area is seen by how many raters at which stage.

    Args:
        playbook: whose plan and catalogue they are.
        whole: whether areas that no stage looks at have a line too.

    Returns:
        one line per focus area, in the catalogue's order.

    Source: job family, stages and their areas of focus.
    """
    stages = playbook.family.stages
    catalogue = tuple(item.key for item in playbook.competencies.competencies)
    lines = []
    for key in catalogue if whole else playbook.planned_areas():
        competency = playbook.competencies.competency(key)
        raters = tuple(stage.interviewers if key in stage.focus_areas else 0 for stage in stages)
        lines.append(AreaCoverage(key, competency.name, GROUP_NAMES[competency.group], raters))
    return Coverage(tuple(stage.name for stage in stages), tuple(lines))


def merged_stages(first: Sequence[Stage], *others: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages of one plan, with those that only other plans have, each behind the stage that it follows there."""
    found = list(first)
    for plan in others:
        place = 0
        for stage in plan:
            known = [each.key for each in found]
            if stage.key in known:
                place = known.index(stage.key) + 1
            else:
                found.insert(place, stage)
                place += 1
    return tuple(found)
