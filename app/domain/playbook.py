"""The playbook: the pinned versions of everything an opening rests on, read together."""

from dataclasses import dataclass

from app.domain.competency import CompetencySet
from app.domain.crosswalk import Crosswalk
from app.domain.errors import BadData
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.scale import Scale


@dataclass(frozen=True, slots=True)
class Playbook:
    """One version each of ladder, family, competencies and rating scale; of crosswalk and level model if there are.

    Without a level model a recommendation rests on the ladder's own sentence alone.
    """

    ladder: Ladder
    family: JobFamily
    competencies: CompetencySet
    scale: Scale
    crosswalk: Crosswalk | None
    model: LevelModel | None = None

    def check(self) -> None:
        """Refuse a playbook whose parts do not name each other's keys.

        Raises:
            BadData: naming the first part that points at nothing.
        """
        areas = {competency.key for competency in self.competencies.competencies}
        signals = {signal.key for signal in self.ladder.signals}
        for stage in self.family.stages:
            for area in stage.focus_areas:
                if area not in areas:
                    raise BadData(f"Stage {stage.name} looks at {area!r}, which is no competency of the catalogue.")
            for signal in stage.signals:
                if signal not in signals:
                    raise BadData(f"Stage {stage.name} asks {signal!r}, which is no scope signal of the ladder.")
        bars = {clause.bar for rule in self.ladder.rules for clause in rule.clauses if clause.bar}
        for bar in sorted(bars - set(self.scale.marks)):
            raise BadData(f"The ladder's rule uses the bar {bar!r}, which the scale {self.scale.name} does not mark.")
        points = [point.value for point in self.scale.points]
        for competency in self.competencies.competencies:
            if [anchor.point for anchor in competency.anchors] != points:
                raise BadData(f"{competency.name} needs one anchor for each point of the scale, best first.")

    def planned_areas(self) -> tuple[str, ...]:
        """Keys of the focus areas that some stage looks at, in the catalogue's order."""
        planned = {area for stage in self.family.stages for area in stage.focus_areas}
        return tuple(item.key for item in self.competencies.competencies if item.key in planned)

    def planned_signals(self) -> tuple[str, ...]:
        """Keys of the scope signals that count and that some stage asks, in the ladder's order."""
        planned = {signal for stage in self.family.stages for signal in stage.signals}
        return tuple(signal.key for signal in self.ladder.signals if signal.counts and signal.key in planned)
