"""What another plan would change, in words: raters, minutes, what is asked, hours; the plan as it is comes first."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.plan_figures import BoundaryProbed, PlanFigures, SignalAsked, StageTime
from app.domain.wording import counted, listed


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that would be otherwise. `is_loss` marks what somebody should look at before it is kept."""

    what: str
    before: str
    after: str
    is_loss: bool = False


def consequences(before: PlanFigures, after: PlanFigures) -> tuple[Consequence, ...]:
    """Everything in which two plans differ in what they add up to; nothing for plans that add up to the same.

    Returns:
        the whole loop first, then areas, signals, boundaries between levels, and minutes of each stage.
    """
    found = [*_loop(before, after), *_areas(before, after), *_signals(before, after)]
    return (*found, *_boundaries(before, after), *_times(before, after))


def lasting(minutes: int) -> str:
    """ "45 min", "1 h", "3 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _loop(before: PlanFigures, after: PlanFigures) -> Iterator[Consequence]:
    for what, was, will in (
        ("Stages", str(len(before.times)), str(len(after.times))),
        ("Ratings in a full loop", str(before.ratings), str(after.ratings)),
        ("The candidate’s time", lasting(before.candidate_minutes), lasting(after.candidate_minutes)),
        ("Interviewers’ time together", lasting(before.interviewer_minutes), lasting(after.interviewer_minutes)),
    ):
        if was != will:
            yield Consequence(what, was, will)


def _areas(before: PlanFigures, after: PlanFigures) -> Iterator[Consequence]:
    was = {area.key: area.total for area in before.coverage.areas}
    for area in after.coverage.areas:
        raters = was.get(area.key, 0)
        if area.total != raters:
            yield Consequence(area.name, _raters(raters), _raters(area.total), is_loss=area.total < min(raters, 2))


def _raters(number: int) -> str:
    return counted(number, "rater") if number else "nobody rates it"


def _signals(before: PlanFigures, after: PlanFigures) -> Iterator[Consequence]:
    was = {signal.key: signal for signal in before.signals}
    for signal in after.signals:
        old, new = _asked(was.get(signal.key)), _asked(signal)
        if old != new:
            yield Consequence(signal.name, old, new, is_loss=not signal.stages)


def _asked(signal: SignalAsked | None) -> str:
    return f"asked in {listed(signal.stages)}" if signal and signal.stages else "no stage asks it"


def _boundaries(before: PlanFigures, after: PlanFigures) -> Iterator[Consequence]:
    was = {(item.low, item.high): item for item in before.boundaries}
    for item in after.boundaries:
        old, new = _probed(was.get((item.low, item.high))), _probed(item)
        if old != new:
            yield Consequence(f"Telling {item.low} from {item.high}", old, new, is_loss=not item.questions)


def _probed(item: BoundaryProbed | None) -> str:
    return f"{counted(item.questions, 'question')} of planned areas" if item and item.questions else "no question"


def _times(before: PlanFigures, after: PlanFigures) -> Iterator[Consequence]:
    """Minutes for each area of a stage, where both plans have a stage of this name."""
    was = {time.name: time for time in before.times}
    for time in after.times:
        old = was.get(time.name)
        if old is None:
            yield Consequence(time.name, "not in the plan", _shared(time), is_loss=time.is_tight)
        elif (old.minutes, old.each) != (time.minutes, time.each):
            yield Consequence(time.name, _shared(old), _shared(time), is_loss=time.is_tight and not old.is_tight)
    for name in (name for name in was if name not in {time.name for time in after.times}):
        yield Consequence(name, _shared(was[name]), "not in the plan")


def _shared(time: StageTime) -> str:
    return f"{lasting(time.minutes)}, {time.each} an area" if time.each else f"{lasting(time.minutes)}, no area"
