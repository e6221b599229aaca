"""The competency catalogue and its scale: anchors, names and aliases, questions, and what nobody looks at."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from app.domain.competency import Competency, CompetencySet
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.words import bare, likeness, name_words, quoted
from app.domain.playbook import Playbook
from app.domain.scale import Scale

ANCHORS_ALIKE = 0.75  # house judgement
FEWEST_QUESTIONS = 2


def check_catalogue(book: Playbook, others: Sequence[JobFamily]) -> Iterator[LintFinding]:
    """Everything about the areas of the catalogue."""
    catalogue = book.competencies
    planned = {area for family in (book.family, *others) for stage in family.stages for area in stage.focus_areas}
    for area in catalogue.competencies:
        place = ("competencies", area.key)
        if area.key not in planned:
            yield noted(catalogue, "area-unplanned", place, f"No stage of any job family looks at {area.name}.")
        elif len(area.questions) < FEWEST_QUESTIONS:
            says = f"{area.name} is rated, and has fewer than two questions."
            yield noted(catalogue, "questions-too-few", place, says)
        yield from _anchors(catalogue, area, book.scale)
        yield from _aliases(catalogue, area)
    yield from _names(catalogue)
    yield from _questions(catalogue)
    yield from _boundaries(catalogue, book.ladder, planned)


def _anchors(catalogue: CompetencySet, area: Competency, scale: Scale) -> Iterator[LintFinding]:
    place = ("competencies", area.key, "anchors")
    points, stated = [point.value for point in scale.points], [anchor.point for anchor in area.anchors]
    if stated != points:
        says = f"The anchors of {area.name} are not one for each point of the scale, best first."
        yield noted(catalogue, "anchors-misfit", place, says, list(map(str, stated)))
    for one, other in pairwise(area.anchors):
        if likeness(one.text, other.text) >= ANCHORS_ALIKE:
            says = f"{area.name} words the points {one.point} and {other.point} nearly the same."
            pair = f"{min(one.point, other.point)} + {max(one.point, other.point)}"
            yield noted(catalogue, "anchors-alike", (*place, pair), says, [one.text, other.text])


def _aliases(catalogue: CompetencySet, area: Competency) -> Iterator[LintFinding]:
    """Aliases of an area that lead nowhere that its name does not, or to another area as well."""
    place = ("competencies", area.key, "aliases")
    seen = {area.name.casefold()}
    for alias in area.aliases:
        if alias.casefold() in seen:
            says = f"The alias {quoted(alias)} of {area.name} adds nothing: capitals make no other name."
            yield noted(catalogue, "alias-dead", (*place, alias), says, [area.name, alias])
        seen.add(alias.casefold())
    for other in catalogue.competencies:
        for alias in area.aliases if other.key != area.key else ():
            if alias.casefold() in {name.casefold() for name in (other.name, *other.aliases)}:
                says = f"{quoted(alias)} leads to {area.name} and to {other.name}."
                yield noted(catalogue, "alias-of-another", (*place, alias), says, [area.key, other.key])


def _names(catalogue: CompetencySet) -> Iterator[LintFinding]:
    for one, other in combinations(catalogue.competencies, 2):
        if name_words(one.name) == name_words(other.name):
            pair = " + ".join(sorted((one.key, other.key)))
            says = f"Two focus areas are called {one.name}."
            yield noted(catalogue, "area-names-collide", ("competencies", pair), says, [one.name])


def _questions(catalogue: CompetencySet) -> Iterator[LintFinding]:
    first: dict[str, str] = {}
    for area in catalogue.competencies:
        for question in area.questions:
            earlier = first.setdefault(bare(question.text), question.key)
            if earlier != question.key:
                pair = " + ".join(sorted((earlier, question.key)))
                says = f"Two questions are the same: {quoted(question.text)}"
                yield noted(catalogue, "question-repeated", ("questions", pair), says, [question.text])


def _boundaries(catalogue: CompetencySet, ladder: Ladder, planned: set[str]) -> Iterator[LintFinding]:
    codes = [level.code for level in ladder.levels_in_use()]
    pairs = [f"{low}|{high}" for low, high in pairwise(codes)]
    probed = {q.boundary for area in catalogue.competencies if area.key in planned for q in area.questions}
    for pair in pairs:
        if pair not in probed:
            says = f"No question of a planned area helps to tell {pair.replace('|', ' and ')} apart."
            yield noted(catalogue, "boundary-unprobed", ("questions", pair), says, [ladder.key])
    for area in catalogue.competencies:
        for question in area.questions:
            if question.boundary and question.boundary not in pairs:
                levels = question.boundary.replace("|", " and ")
                says = f"A question of {area.name} is meant for {levels}, which are no neighbours in use."
                place = ("questions", question.key, "boundary")
                yield noted(catalogue, "boundary-unknown", place, says, [question.boundary])


def check_scale(scale: Scale) -> Iterator[LintFinding]:
    """Points and marks of a rating scale that can't be told apart."""
    for one, other in combinations(scale.points, 2):
        if {bare(one.name), bare(one.short)} & {bare(other.name), bare(other.short)}:
            pair = f"{min(one.value, other.value)} + {max(one.value, other.value)}"
            says = f"Two points of the scale bear one name: {one.name} ({one.value}) and {other.name} ({other.value})."
            yield noted(scale, "points-alike", ("points", pair), says, [one.name, other.name])
    for (mark, value), (other_mark, other_value) in combinations(sorted(scale.marks.items()), 2):
        if value == other_value:
            says = f"The bars {mark} and {other_mark} lie at the same point, so that rules with either ask the same."
            yield noted(scale, "marks-same", ("marks", f"{mark} + {other_mark}"), says, [str(value)])
