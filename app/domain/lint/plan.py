"""The plan: stages against areas, signals and minutes, and responsibilities and requirements that no stage looks at."""

from collections.abc import Iterator, Mapping

from app.domain.family import JobFamily, Stage
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.items import every_item
from app.domain.lint.words import joined, quoted, tokens
from app.domain.playbook import Playbook
from app.domain.requirement import Requirement, Responsibility

MINUTES_EACH = 5  # house judgement: less than this for one area or signal is not enough to hear an example
STEM = 5  # "planning" and "planned" are one word by their first letters
ASSESSED_KINDS = frozenset({"skill", "value"})
# Words of no subject, which many sentences about work have in common.
EMPTY_WORDS = (
    "ability about above across after again among another around because before being between company could "
    "during effective every excellent excels experience expert great having knows knowledge known least level "
    "levels makes making motivated might oriented other others people proven several share shares should shows "
    "skills something strong succeed success teams their there these thing things those through towards "
    "understand under using wants wanted where which while within without works worked working would years"
)


def check_plan(book: Playbook) -> Iterator[LintFinding]:
    """Everything about a family's stages, and about what none of them looks at."""
    raters = _raters(book.family)
    for stage in book.family.stages:
        yield from _stage(book, stage)
    yield from _few_raters(book, raters)
    yield from _undescribed(book, raters)
    yield from _unasked_signals(book)
    subjects, has_values = _subjects(book, raters), _has_values(book, raters)
    for place, item in every_item(book.family):
        if isinstance(item, Responsibility):
            yield from _responsibility(book, place, item, raters)
        elif _is_assessable(item):
            is_seen = has_values if item.kinds == ("value",) else bool(subjects & _stems(item.text))
            if not is_seen:
                says = f"No stage looks at anything that {quoted(item.text)} speaks of."
                yield noted(book.family, "requirement-unassessed", place, says, [item.text])


def _raters(family: JobFamily) -> dict[str, int]:
    """How many interviewers rate each planned area in a full loop."""
    raters: dict[str, int] = {}
    for stage in family.stages:
        for area in stage.focus_areas:
            raters[area] = raters.get(area, 0) + stage.interviewers
    return raters


def _names(book: Playbook) -> dict[str, str]:
    return {item.key: item.name for item in book.competencies.competencies}


def _stage(book: Playbook, stage: Stage) -> Iterator[LintFinding]:
    family, place = book.family, ("stages", stage.key)
    if not stage.focus_areas:
        yield noted(family, "stage-without-area", place, f"{stage.name} looks at no focus area, so it rates nothing.")
    asked = len(stage.focus_areas) + len(stage.signals)
    if asked and stage.minutes < MINUTES_EACH * asked:
        says = f"{stage.name} has {stage.minutes} minutes for {asked} areas and signals."
        yield noted(family, "stage-too-short", place, says, [str(stage.minutes), *stage.focus_areas, *stage.signals])
    known_areas, known_signals = _names(book), {signal.key for signal in book.ladder.signals}
    for area in stage.focus_areas:
        if area not in known_areas:
            says = f"{stage.name} looks at {quoted(area)}, which is no area of the catalogue."
            yield noted(family, "area-unknown", (*place, "focus_areas", area), says)
    for signal in stage.signals:
        if signal not in known_signals:
            says = f"{stage.name} asks {quoted(signal)}, which is no scope signal of the ladder."
            yield noted(family, "signal-unknown", (*place, "signals", signal), says)


def _few_raters(book: Playbook, raters: Mapping[str, int]) -> Iterator[LintFinding]:
    names = _names(book)
    for area, count in raters.items():
        if count == 1:
            says = f"One interviewer alone rates {names.get(area, area)} in a full loop."
            yield noted(book.family, "area-one-rater", ("stages", area), says)


def _undescribed(book: Playbook, raters: Mapping[str, int]) -> Iterator[LintFinding]:
    described = {area for _, item in every_item(book.family) if isinstance(item, Responsibility) for area in item.areas}
    names = _names(book)
    for area in raters:
        if area not in described:
            says = f"The stages rate {names.get(area, area)}, and no responsibility of the family leads to it."
            yield noted(book.family, "area-undescribed", ("stages", area), says)


def _unasked_signals(book: Playbook) -> Iterator[LintFinding]:
    asked = {signal for stage in book.family.stages for signal in stage.signals}
    for signal in book.ladder.signals:
        if signal.counts and signal.key not in asked:
            says = f"The ladder counts {signal.name}, and no stage asks for it."
            yield noted(book.family, "signal-unasked", ("stages", signal.key), says)


def _responsibility(
    book: Playbook, place: tuple[str, ...], item: Responsibility, raters: Mapping[str, int]
) -> Iterator[LintFinding]:
    known = _names(book)
    for area in item.areas:
        if area not in known:
            says = f"{quoted(item.text)} leads to {quoted(area)}, which is no area of the catalogue."
            yield noted(book.family, "area-unknown", (*place, "areas", area), says)
    if not item.areas:
        says = f"No focus area looks at {quoted(item.text)}."
        yield noted(book.family, "responsibility-without-area", place, says, [item.text])
    elif not set(item.areas) & set(raters):
        names = joined([known.get(area, area) for area in sorted(item.areas)])
        says = f"{quoted(item.text)} leads to {names}, and no stage looks there."
        yield noted(book.family, "responsibility-unseen", place, says, sorted(item.areas))


def _is_assessable(item: Requirement) -> bool:
    """Gates, travel and tools are checked on paper, figures are asked for, and what is preferred is never needed."""
    return item.strength == "must" and not item.is_gate and not item.asks and set(item.kinds) <= ASSESSED_KINDS


def _subjects(book: Playbook, raters: Mapping[str, int]) -> set[str]:
    """Words of everything that some stage looks at: areas, signals, and responsibilities that lead to an area."""
    asked = {signal for stage in book.family.stages for signal in stage.signals}
    texts = [signal.name for signal in book.ladder.signals if signal.key in asked]
    for area in book.competencies.competencies:
        if area.key in raters:
            texts += [area.name, *area.aliases, area.definition]
    for _, item in every_item(book.family):
        if isinstance(item, Responsibility) and set(item.areas) & set(raters):
            texts.append(item.text)
    return _stems(" ".join(texts))


def _has_values(book: Playbook, raters: Mapping[str, int]) -> bool:
    return any(area.group == "values" and area.key in raters for area in book.competencies.competencies)


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in tokens(text) if len(word) >= STEM} - _EMPTY_STEMS


_EMPTY_STEMS = {word[:STEM] for word in EMPTY_WORDS.split()}
