"""Titles of a family: names, grades, who extends whom, and whether the confidence statement stands with each."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from app.domain.family import JobFamily, Title
from app.domain.ladder import Ladder
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.gathering import gathered
from app.domain.lint.words import name_words, seniority


def check_titles(family: JobFamily) -> Iterator[LintFinding]:
    """Everything about the titles of one family by itself."""
    says = f"The document has the confidence statement at none of its {len(family.titles)} titles."
    yield from gathered(_without_confidence(family), of=len(family.titles), place="titles", says=says)
    for title in family.titles:
        yield from _one(family, title)
    for one, other in combinations(family.titles, 2):
        yield from _pair(family, one, other)
    for track in family.tracks:
        yield from _track(family, track.key)
    if family.next_step is None:
        yield noted(family, "next-step-missing", ("next_step",), f"Nothing says where {family.name} leads.")


def _without_confidence(family: JobFamily) -> Iterator[LintFinding]:
    for title in family.titles:
        if not title.states_confidence_gap:
            says = f"The document leaves the confidence statement out at {title.name}."
            yield noted(family, "confidence-missing", ("titles", title.key), says)


def _one(family: JobFamily, title: Title) -> Iterator[LintFinding]:
    place = ("titles", title.key)
    if not title.responsibilities and not title.requirements:
        says = f"{title.name} has neither a responsibility nor a requirement of its own."
        yield noted(family, "title-empty", place, says)
    if title.grade is None and any(other.grade is not None for other in family.titles):
        yield noted(family, "grade-missing", place, f"{title.name} has no grade, and other titles have one.")
    if title.extends is not None:
        yield from _parent(family, title, family.title(title.extends))


def _parent(family: JobFamily, title: Title, parent: Title) -> Iterator[LintFinding]:
    place = ("titles", title.key, "extends")
    if title.track != parent.track:
        says = f"{title.name} extends {parent.name}, which is on another track."
        yield noted(family, "parent-off-track", place, says, [parent.key])
    if title.grade is not None and parent.grade is not None and title.grade < parent.grade:
        says = f"{title.name} extends {parent.name}, and the grade falls from {parent.grade} to {title.grade}."
        yield noted(family, "grade-falls", place, says, [str(parent.grade), str(title.grade)])
    (stem, rank), (parent_stem, parent_rank) = seniority(title.name), seniority(parent.name)
    if stem == parent_stem and rank < parent_rank:
        says = f"{title.name} extends {parent.name}, though its name is the more junior of the two."
        yield noted(family, "title-below-junior", place, says, [title.name, parent.name])


def _pair(family: JobFamily, one: Title, other: Title) -> Iterator[LintFinding]:
    place = ("titles", " + ".join(sorted((one.key, other.key))))
    for field, names in (("name", (one.name, other.name)), ("short", (one.short, other.short))):
        if name_words(names[0]) == name_words(names[1]):
            says = f"Two titles are called {names[0]}, by their {field} names."
            yield noted(family, "title-names-collide", (*place, field), says, names)


def _track(family: JobFamily, track: str) -> Iterator[LintFinding]:
    titles = family.track_titles(track)
    if not titles:
        yield noted(family, "track-empty", ("tracks", track), f"No title is on the track {track}.")
    extended = {title.extends for title in family.titles}
    for title in titles if len(titles) > 1 else ():
        if title.extends is None and title.key not in extended:
            says = f"{title.name} neither extends another title of its track nor is extended by one."
            yield noted(family, "title-apart", ("titles", title.key), says)


def check_names(family: JobFamily, ladder: Ladder, others: Sequence[JobFamily]) -> Iterator[LintFinding]:
    """Names that mean one thing here and another in a level or in another family."""
    levels = {tuple(name_words(level.name)): level for level in ladder.levels}
    for title in family.titles:
        level = levels.get(tuple(name_words(title.short))) or levels.get(tuple(name_words(title.name)))
        if level is not None:
            says = f"{level.name} is the name of a title here and of the level {level.code} on the ladder."
            yield noted(family, "name-collides-level", ("titles", title.key), says, [level.code, level.name])
    for other in others:
        if other.key != family.key:
            yield from _shared_names(family, other)


def _shared_names(family: JobFamily, other: JobFamily) -> Iterator[LintFinding]:
    if name_words(family.name) == name_words(other.name):
        says = f"Two job families are called {family.name}: {family.key} and {other.key}."
        yield noted(family, "name-collides-family", ("name",), says, [other.key])
    theirs = {" ".join(name_words(title.name)) for title in other.titles}
    for title in family.titles:
        if " ".join(name_words(title.name)) in theirs:
            says = f"The job family {other.name} has a title called {title.name}, too."
            yield noted(family, "name-collides-family", ("titles", title.key), says, [other.key])


def check_needs(family: JobFamily) -> Iterator[LintFinding]:
    """Specialties and locations that add nothing."""
    needs = [(("specialties", item.key), item.name, item.requirements) for item in family.specialties]
    needs += [(("locations", item.key), item.name, item.requirements) for item in family.locations]
    for place, name, requirements in needs:
        if not requirements:
            says = f"{name} adds no requirement, so choosing it changes nothing."
            yield noted(family, "need-empty", place, says)
