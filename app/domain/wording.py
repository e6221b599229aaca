"""The names and numbers that sentences about evidence are made of, in the words of the pinned versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.playbook import Playbook
from app.domain.scale import ScalePoint

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Ref:
    """Something a sentence speaks of: its key, for links, and its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Looks names up in one playbook."""

    playbook: Playbook

    def area(self, key: str) -> str:
        """Name of a focus area."""
        return self.playbook.competencies.competency(key).name

    def areas(self, keys: Iterable[str]) -> list[str]:
        """Names of focus areas in the catalogue's order."""
        wanted = set(keys)
        return [item.name for item in self.playbook.competencies.competencies if item.key in wanted]

    def signals(self, keys: Iterable[str]) -> list[str]:
        """Names of scope signals in the ladder's order, as they stand inside a sentence."""
        wanted = set(keys)
        return [inside(item.name) for item in self.playbook.ladder.signals if item.key in wanted]

    def stage(self, key: str) -> str:
        """Name of a stage."""
        return self.playbook.family.stage(key).name

    def bar(self, mark: str) -> str:
        """What a bar is called: its point's name when both have one key, else the mark's own word."""
        point = self._point_at(mark)
        return point.name if point.key == mark else _as_word(mark)

    def short_bar(self, mark: str) -> str:
        """The same for narrow places."""
        point = self._point_at(mark)
        return point.short if point.key == mark else _as_word(mark)

    def _point_at(self, mark: str) -> ScalePoint:
        scale = self.playbook.scale
        return scale.point(scale.mark(mark))

    def marks_best_first(self) -> tuple[str, ...]:
        """The scale's bars, the hardest first."""
        marks = self.playbook.scale.marks
        order = self.playbook.scale.best_first(set(marks.values()))
        return tuple(sorted(marks, key=lambda mark: (order.index(marks[mark]), mark)))

    def points(self, values: Iterable[int]) -> list[str]:
        """The scale's names of these points, best first, each once."""
        scale = self.playbook.scale
        return [scale.point(value).name for value in scale.best_first(set(values))]

    def short_points(self, values: Iterable[int]) -> list[str]:
        """The scale's short words of these points, best first, each once."""
        scale = self.playbook.scale
        return [scale.point(value).short for value in scale.best_first(set(values))]

    def or_above(self, code: str) -> str:
        """ "P4 or above", and the code alone for the highest level."""
        return code if self.playbook.ladder.levels[-1].code == code else f"{code} or above"


def _as_word(key: str) -> str:
    return key.replace("_", " ").capitalize()


def listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def number(count: int) -> str:
    """A count in words up to twelve, in figures above."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def counted(count: int, thing: str) -> str:
    """ "one rater", "two raters"."""
    return f"{number(count)} {thing}{'' if count == 1 else 's'}"


def inside(name: str) -> str:
    """A name as it stands inside a sentence: a capital goes, an abbreviation stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def sentence(text: str) -> str:
    """The text with a capital at its start and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:]}."
