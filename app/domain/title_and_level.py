"""A title against a level: two documents, words that stand in both, and what the crosswalk says of the two."""

from dataclasses import dataclass

from app.domain.family import JobFamily, Title
from app.domain.ladder import Level
from app.domain.level_beside import BesideRow, phrase_at
from app.domain.lint.words import name_words, quoted
from app.domain.playbook import Playbook
from app.domain.role_matrix import basis_of, nearest_level

BASES = {
    "stated": "as a document states",
    "public": "as public handbooks say",
    "house judgement": "by house judgement: no document says so",
}


@dataclass(frozen=True, slots=True)
class Collision:
    """A level whose whole name stands in the name of a title, or of the family when `title` is None."""

    level: Level
    title: Title | None
    nearest: str

    @property
    def is_misleading(self) -> bool:
        """Whether the name suggests another level than the crosswalk maps the title to."""
        return self.nearest != self.level.code


@dataclass(frozen=True, slots=True)
class TitleAndLevel:
    """One title and one level, why the one is not the other, and what each document says.

    `signals` are the ladder's own phrases: name and words.
    """

    title: Title
    level: Level
    says: tuple[str, ...]
    is_nearest: bool
    rows: tuple[BesideRow, ...]
    signals: tuple[tuple[str, str], ...]


def collisions(playbook: Playbook) -> tuple[Collision, ...]:
    """Names that stand in both documents, lowest level first: the same word, and not the same thing.

    A word that the whole family bears is told of the family, not of each of its titles.

    Source: house judgement; neither document names the other.
    """
    family, found = playbook.family, []
    every = set(name_words(family.name))
    for level in playbook.ladder.levels:
        words = set(name_words(level.name))
        if words <= every:
            found.append(Collision(level, None, ""))
        titles = (title for title in family.titles if words <= set(name_words(title.name)) - every)
        found += [Collision(level, title, nearest_level(playbook, title.key)) for title in titles]
    return tuple(found)


def title_and_level(playbook: Playbook, title: str, level: str) -> TitleAndLevel:
    """Why a title is not a level.

    Args:
        playbook: the family and the ladder that they belong to.
        title: key of a title.
        level: code of a level.

    Raises:
        BadData: if there is no such title or level.
    """
    one, other = playbook.family.title(title), playbook.ladder.level(level)
    nearest = nearest_level(playbook, title)
    says = (*_names(one, other), _mapped(one, other, nearest, playbook), *_grade(one, playbook.family))
    rows = tuple(
        BesideRow(row.name, "", row.cells[other.code].text)
        for row in playbook.ladder.rows
        if row.cells[other.code].state == "value"
    )
    signals = tuple((item.name, phrase_at(item, other.code)) for item in playbook.ladder.signals)
    return TitleAndLevel(one, other, says, nearest == other.code, rows, signals)


def _names(title: Title, level: Level) -> tuple[str, ...]:
    common = [word for word in name_words(level.name) if word in name_words(title.name)]
    if not common:
        return ("The two names have no word in common, and a name would prove nothing.",)
    words = quoted(" ".join(common).title())
    return (f"{words} stands in both names. One is a title of the job family, the other a step of the ladder.",)


def _mapped(title: Title, level: Level, nearest: str, playbook: Playbook) -> str:
    crosswalk = playbook.crosswalk
    if crosswalk is None or not crosswalk.enabled:
        return "No document says which title is which level, and the mapping between them is turned off."
    if not nearest:
        return f"The mapping between titles and levels leaves {title.name} out."
    basis = BASES[basis_of(playbook, title.key)]
    if nearest == level.code:
        return f"{level.code} {level.name} is the level nearest to {title.name}, {basis}."
    named = playbook.ladder.level(nearest)
    return f"The level nearest to {title.name} is {named.code} {named.name}, {basis}."


def _grade(title: Title, family: JobFamily) -> tuple[str, ...]:
    if title.grade is None:
        return ()
    alike = len({one.grade for one in family.titles}) == 1 and len(family.titles) > 1
    rest = "every title of this family has it" if alike else "it tells of the market, not of seniority"
    return (f"Grade {title.grade} is no level: {rest}.",)
