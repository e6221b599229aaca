"""The plan: stages against areas, signals and minutes, and how many people rate each area."""

from collections.abc import Iterator, Mapping

from app.domain.family import JobFamily, Stage
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.gathering import gathered
from app.domain.lint.items import each_item
from app.domain.lint.words import quoted
from app.domain.playbook import Playbook
from app.domain.requirement import Responsibility

MINUTES_EACH = 5  # house judgement: less than this for one area or signal is not enough to hear an example


def check_plan(book: Playbook) -> Iterator[LintFinding]:
    """Everything about a family's stages."""
    stages = book.family.stages
    says = f"None of the {len(stages)} stages looks at a focus area, so nothing is rated."
    yield from gathered(_without_area(book.family), of=len(stages), place="stages", says=says)
    for stage in stages:
        yield from _stage(book, stage)
    raters, names = raters_of(book.family), area_names(book)
    yield from _few_raters(book.family, raters, names)
    yield from _undescribed(book.family, raters, names)
    counting = [signal for signal in book.ladder.signals if signal.counts]
    says = f"The ladder counts {len(counting)} scope signals, and no stage asks for any of them."
    yield from gathered(_unasked_signals(book), of=len(counting), place="stages", says=says)


def raters_of(family: JobFamily) -> dict[str, int]:
    """How many interviewers rate each planned area in a full loop."""
    raters: dict[str, int] = {}
    for stage in family.stages:
        for area in stage.focus_areas:
            raters[area] = raters.get(area, 0) + stage.interviewers
    return raters


def area_names(book: Playbook) -> dict[str, str]:
    """Names of the catalogue's areas by key."""
    return {item.key: item.name for item in book.competencies.competencies}


def _without_area(family: JobFamily) -> Iterator[LintFinding]:
    for stage in family.stages:
        if not stage.focus_areas:
            says = f"{stage.name} looks at no focus area, so it rates nothing."
            yield noted(family, "stage-without-area", ("stages", stage.key), says)


def _stage(book: Playbook, stage: Stage) -> Iterator[LintFinding]:
    family, place = book.family, ("stages", stage.key)
    asked = len(stage.focus_areas) + len(stage.signals)
    if asked and stage.minutes < MINUTES_EACH * asked:
        says = f"{stage.name} has {stage.minutes} minutes for {asked} areas and signals."
        yield noted(family, "stage-too-short", place, says, [str(stage.minutes), *stage.focus_areas, *stage.signals])
    known_areas, known_signals = area_names(book), {signal.key for signal in book.ladder.signals}
    for area in stage.focus_areas:
        if area not in known_areas:
            says = f"{stage.name} looks at {quoted(area)}, which is no area of the catalogue."
            yield noted(family, "area-unknown", (*place, "focus_areas", area), says)
    for signal in stage.signals:
        if signal not in known_signals:
            says = f"{stage.name} asks {quoted(signal)}, which is no scope signal of the ladder."
            yield noted(family, "signal-unknown", (*place, "signals", signal), says)


def _few_raters(family: JobFamily, raters: Mapping[str, int], names: Mapping[str, str]) -> Iterator[LintFinding]:
    for area, count in raters.items():
        if count == 1:
            says = f"One interviewer alone rates {names.get(area, area)} in a full loop."
            yield noted(family, "area-one-rater", ("stages", area), says)


def _undescribed(family: JobFamily, raters: Mapping[str, int], names: Mapping[str, str]) -> Iterator[LintFinding]:
    described = {area for _, item in each_item(family) if isinstance(item, Responsibility) for area in item.areas}
    for area in raters:
        if area not in described:
            says = f"The stages rate {names.get(area, area)}, and no responsibility of the family leads to it."
            yield noted(family, "area-undescribed", ("stages", area), says)


def _unasked_signals(book: Playbook) -> Iterator[LintFinding]:
    asked = {signal for stage in book.family.stages for signal in stage.signals}
    for signal in book.ladder.signals:
        if signal.counts and signal.key not in asked:
            says = f"The ladder counts {signal.name}, and no stage asks for it."
            yield noted(book.family, "signal-unasked", ("stages", signal.key), says)
