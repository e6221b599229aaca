"""The crosswalk against what it connects: order of titles and levels, titles and levels left out, names with codes."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations, permutations

from app.domain.crosswalk import Crosswalk
from app.domain.family import JobFamily, Title
from app.domain.ladder import Ladder
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.words import seniority
from app.domain.playbook import Playbook

CODE = re.compile(r"\b[A-Z]{1,3}[0-9]{1,2}\b")


def check_crosswalk(book: Playbook) -> Iterator[LintFinding]:
    """Everything about a crosswalk that is in use; one that is turned off maps nothing."""
    crosswalk, ladder, family = book.crosswalk, book.ladder, book.family
    levels = _levels(book)
    yield from _codes_in_names(family, ladder, levels)
    if crosswalk is None or not crosswalk.enabled:
        return
    if (crosswalk.ladder, crosswalk.family) != (ladder.key, family.key):
        says = f"It connects {crosswalk.ladder} with {crosswalk.family}, which are not the ladder and family beside it."
        yield noted(crosswalk, "crosswalk-astray", ("titles",), says, [crosswalk.ladder, crosswalk.family])
        return
    yield from _dangling(crosswalk, ladder, family)
    yield from _left_out(crosswalk, ladder, family)
    mapped = [title for title in family.titles if title.key in levels]
    for one, other in permutations(mapped, 2):
        yield from _disorder(crosswalk, family, ladder, levels, (one, other))
    for one, other in combinations(mapped, 2):
        if one.track == other.track and levels[one.key] == levels[other.key]:
            pair = " + ".join(sorted((one.key, other.key)))
            says = f"{one.name} and {other.name} of one track are both mapped to {levels[one.key]}; one is never shown."
            yield noted(crosswalk, "crosswalk-shared", ("titles", pair), says, [levels[one.key]])


def _levels(book: Playbook) -> dict[str, str]:
    """Title to level, for titles and levels that are there."""
    if book.crosswalk is None or not book.crosswalk.enabled:
        return {}
    known = {level.code for level in book.ladder.levels}
    titles = {title.key for title in book.family.titles}
    listed = book.crosswalk.titles
    return {item.title: item.level for item in listed if item.level in known and item.title in titles}


def _dangling(crosswalk: Crosswalk, ladder: Ladder, family: JobFamily) -> Iterator[LintFinding]:
    used, titles = {level.code for level in ladder.levels_in_use()}, {title.key for title in family.titles}
    for item in crosswalk.titles:
        place = ("titles", item.title)
        if item.title not in titles:
            says = f"{item.title} is no title of {family.name}."
            yield noted(crosswalk, "crosswalk-dangling", place, says, [item.title])
        if item.level not in used:
            says = f"{item.title} is mapped to {item.level}, which is no level in use."
            yield noted(crosswalk, "crosswalk-dangling", place, says, [item.level])


def _left_out(crosswalk: Crosswalk, ladder: Ladder, family: JobFamily) -> Iterator[LintFinding]:
    mapped = {item.title for item in crosswalk.titles}
    reached = {item.level for item in crosswalk.titles}
    for title in family.titles:
        if title.key not in mapped:
            says = f"{title.name} is mapped to no level, so that no recommendation ever names it."
            yield noted(crosswalk, "crosswalk-title-left-out", ("titles", title.key), says)
    for level in ladder.levels_in_use():
        if level.code not in reached:
            says = f"No title of any track is mapped to {level.code}."
            yield noted(crosswalk, "crosswalk-level-left-out", ("levels", level.code), says)


def _disorder(
    crosswalk: Crosswalk, family: JobFamily, ladder: Ladder, levels: Mapping[str, str], pair: tuple[Title, Title]
) -> Iterator[LintFinding]:
    """A title that stands above another by what it extends or is called, and below it by its level."""
    upper, lower = pair
    extends = lower in family.lineage(upper.key)[1:]
    (stem, rank), (other_stem, other_rank) = seniority(upper.name), seniority(lower.name)
    stands_above = extends or (stem == other_stem and rank > other_rank)
    if stands_above and ladder.rank(levels[upper.key]) < ladder.rank(levels[lower.key]):
        says = (
            f"{upper.name} stands above {lower.name}, and is mapped to {levels[upper.key]}, "
            f"below {levels[lower.key]} of the other."
        )
        place = ("titles", " + ".join(sorted((upper.key, lower.key))))
        yield noted(crosswalk, "crosswalk-disorder", place, says, [levels[upper.key], levels[lower.key]])


def _codes_in_names(family: JobFamily, ladder: Ladder, levels: Mapping[str, str]) -> Iterator[LintFinding]:
    """A level's code in the name of a title that is mapped to another level."""
    known = {level.code for level in ladder.levels}
    for title in family.titles:
        said = known & set(CODE.findall(f"{title.name} {title.short}"))
        for code in sorted(said):
            if title.key in levels and levels[title.key] != code:
                says = f"{title.name} has {code} in its name, and is mapped to {levels[title.key]}."
                yield noted(family, "title-code-disagrees", ("titles", title.key), says, [code, levels[title.key]])
