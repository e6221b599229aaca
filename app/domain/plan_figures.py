"""What a plan adds up to: raters of each area, minutes for each, what nobody asks, and the hours that a loop takes."""

from dataclasses import dataclass

from app.domain.catalogue_checks import boundaries
from app.domain.family import Stage
from app.domain.ladder import ScopeSignal
from app.domain.plan import Coverage, coverage
from app.domain.playbook import Playbook
from app.domain.preparing import time_budget

# House judgement: with less than this an area gets no example that can be asked about further.
FEWEST_MINUTES = 5


@dataclass(frozen=True, slots=True)
class StageTime:
    """How the minutes of one stage are shared out: the hello, the talk, the candidate's own questions.

    `least` and `most` are the minutes that one area gets, 0 where the stage looks at none.
    """

    name: str
    minutes: int
    opening: int
    talk: int
    closing: int
    areas: int
    signals: int
    least: int
    most: int

    @property
    def is_tight(self) -> bool:
        """Whether an area gets less time than it takes to hear an example."""
        return bool(self.areas) and self.least < FEWEST_MINUTES

    @property
    def each(self) -> str:
        """What an area gets: "6 min", "6 to 7 min", or empty without areas."""
        if not self.areas:
            return ""
        return f"{self.least} min" if self.least == self.most else f"{self.least} to {self.most} min"


@dataclass(frozen=True, slots=True)
class SignalAsked:
    """A scope signal that counts, and the stages that ask it."""

    key: str
    name: str
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoundaryProbed:
    """Two neighbouring levels, the stages with a question that tells them apart, and how many such questions.

    `could` names, where no stage has one, the areas with such a question that no stage looks at; `room` the stage that
    would have most time for another area. Interviewers never learn what a question is meant for.
    """

    low: str
    high: str
    questions: int
    stages: tuple[str, ...]
    could: tuple[str, ...]
    room: str


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Everything that the plan designer says of one plan. Minutes are of conversation, preparing and writing apart."""

    coverage: Coverage
    times: tuple[StageTime, ...]
    signals: tuple[SignalAsked, ...]
    boundaries: tuple[BoundaryProbed, ...]
    candidate_minutes: int
    interviewer_minutes: int

    @property
    def ratings(self) -> int:
        """Ratings in a full loop."""
        return self.coverage.ratings

    @property
    def planned(self) -> int:
        """How many areas some stage looks at."""
        return len(self.coverage.areas) - self.coverage.resting_on(0)

    def areas_of(self, raters: int) -> tuple[str, ...]:
        """Names of the areas that exactly this many interviewers rate, in the catalogue's order."""
        return tuple(area.name for area in self.coverage.areas if area.total == raters)

    @property
    def unasked(self) -> tuple[str, ...]:
        """Names of scope signals that no stage asks."""
        return tuple(signal.name for signal in self.signals if not signal.stages)


def plan_figures(playbook: Playbook) -> PlanFigures:
    """What the plan of a playbook's family adds up to, against the whole catalogue and every signal that counts.

    Source: job family, stages; how minutes are shared out is house judgement, as in the interviewer's kit.
    """
    stages = playbook.family.stages
    return PlanFigures(
        coverage=coverage(playbook, whole=True),
        times=tuple(_time(stage) for stage in stages),
        signals=tuple(_asked(signal, stages) for signal in playbook.ladder.signals if signal.counts),
        boundaries=tuple(_probed(boundary, playbook) for boundary in boundaries(playbook.ladder)),
        candidate_minutes=sum(stage.minutes for stage in stages),
        interviewer_minutes=sum(stage.minutes * stage.interviewers for stage in stages),
    )


def _time(stage: Stage) -> StageTime:
    budget = time_budget(stage)
    shares = sorted(budget.areas.get(area, 0) for area in stage.focus_areas)
    least, most = (shares[0], shares[-1]) if shares else (0, 0)
    looked_at = len(stage.focus_areas), len(stage.signals)
    return StageTime(stage.name, stage.minutes, budget.opening, budget.talk, budget.closing, *looked_at, least, most)


def _asked(signal: ScopeSignal, stages: tuple[Stage, ...]) -> SignalAsked:
    return SignalAsked(signal.key, signal.name, tuple(stage.name for stage in stages if signal.key in stage.signals))


def _probed(boundary: str, playbook: Playbook) -> BoundaryProbed:
    low, _, high = boundary.partition("|")
    holding = {
        item.key: sum(question.boundary == boundary for question in item.questions)
        for item in playbook.competencies.competencies
    }
    planned = set(playbook.planned_areas())
    stages = playbook.family.stages
    asking = tuple(stage.name for stage in stages if any(holding.get(area) for area in stage.focus_areas))
    could = tuple(
        item.name for item in playbook.competencies.competencies if holding[item.key] and item.key not in planned
    )
    questions = sum(number for area, number in holding.items() if area in planned)
    return BoundaryProbed(low, high, questions, asking, () if asking else could, "" if asking else _room(stages))


def _room(stages: tuple[Stage, ...]) -> str:
    """The stage in which one more area would still get most minutes; the first of several."""
    if not stages:
        return ""
    return max(stages, key=lambda stage: time_budget(stage).talk / (len(stage.focus_areas) + 1)).name
