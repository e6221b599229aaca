"""Responsibilities and requirements that no stage looks at."""

from collections.abc import Iterator, Mapping

from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.gathering import gathered
from app.domain.lint.items import each_item
from app.domain.lint.plan import area_names, raters_of
from app.domain.lint.words import joined, quoted, tokens
from app.domain.playbook import Playbook
from app.domain.requirement import Requirement, Responsibility

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


def check_assessed(book: Playbook) -> Iterator[LintFinding]:
    """Everything about what a family asks for and does, against what its stages look at."""
    raters = raters_of(book.family)
    number = sum(1 for _, item in each_item(book.family) if isinstance(item, Responsibility))
    says = f"None of the {number} responsibilities leads to a focus area."
    yield from gathered(_without_area(book), of=number, place="responsibilities", says=says)
    yield from _unseen(book, raters)
    if raters:  # where nothing is rated at all, the stages tell of it
        yield from _unassessed(book, raters)


def _without_area(book: Playbook) -> Iterator[LintFinding]:
    for place, item in each_item(book.family):
        if isinstance(item, Responsibility) and not item.areas:
            says = f"No focus area looks at {quoted(item.text)}."
            yield noted(book.family, "responsibility-without-area", place, says, [item.text])


def _unseen(book: Playbook, raters: Mapping[str, int]) -> Iterator[LintFinding]:
    """Responsibilities whose areas are in no plan, or in no catalogue."""
    known = area_names(book)
    for place, item in each_item(book.family):
        areas = item.areas if isinstance(item, Responsibility) else ()
        for area in areas:
            if area not in known:
                says = f"{quoted(item.text)} leads to {quoted(area)}, which is no area of the catalogue."
                yield noted(book.family, "area-unknown", (*place, "areas", area), says)
        if areas and not set(areas) & set(raters):
            names = joined([known.get(area, area) for area in sorted(areas)])
            says = f"{quoted(item.text)} leads to {names}, and no stage looks there."
            yield noted(book.family, "responsibility-unseen", place, says, sorted(areas))


def _unassessed(book: Playbook, raters: Mapping[str, int]) -> Iterator[LintFinding]:
    subjects, has_values = _subjects(book, raters), _has_values(book, raters)
    for place, item in each_item(book.family):
        if isinstance(item, Requirement) and _is_assessable(item):
            is_seen = has_values if item.kinds == ("value",) else bool(subjects & _stems(item.text))
            if not is_seen:
                says = f"No stage looks at anything that {quoted(item.text)} speaks of."
                yield noted(book.family, "requirement-unassessed", place, says, [item.text])


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
    for _, item in each_item(book.family):
        if isinstance(item, Responsibility) and set(item.areas) & set(raters):
            texts.append(item.text)
    return _stems(" ".join(texts))


def _has_values(book: Playbook, raters: Mapping[str, int]) -> bool:
    return any(area.group == "values" and area.key in raters for area in book.competencies.competencies)


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in tokens(text) if len(word) >= STEM} - _EMPTY_STEMS


_EMPTY_STEMS = {word[:STEM] for word in EMPTY_WORDS.split()}
