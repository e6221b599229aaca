"""Rating scales: ordered labelled points and which end is best. Nobody else compares ratings."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, Self

from pydantic import model_validator

from app.domain.errors import BadData
from app.domain.misfits import Misfits
from app.domain.shapes import Basis, Key, Shape, Source, Text

HALF = Fraction(1, 2)


class ScalePoint(Shape):
    """One labelled point. `short` is the word for narrow places; `ladder_word` what the ladder calls it."""

    value: int
    key: Key
    name: Text
    short: Text
    meaning: Text
    ladder_word: Text | None = None


class Scale(Shape):
    """An ordered rating scale, its points listed best first."""

    kind: Literal["scale"] = "scale"
    key: Key
    name: Text
    best: Literal["lowest", "highest"]
    points: tuple[ScalePoint, ...]
    marks: dict[Key, int] = {}
    source: Source
    basis: Basis

    @model_validator(mode="after")
    def _points_run_from_best_to_worst(self) -> Self:
        misfits = Misfits("scale")
        misfits.repeats(("points",), self.points, what="point")
        values = [point.value for point in self.points]
        if len(values) < 2 or values != sorted(set(values), reverse=self.best == "highest"):
            met = f"the points have the values {', '.join(map(str, values)) or 'of none'}"
            misfits.add(("points",), f"{met}; they must be two or more, distinct, and listed from best to worst")
        for mark, value in self.marks.items():
            if value not in values:
                met = f"mark {mark!r} names {value}, which is no point of this scale"
                misfits.add(("marks", mark), met, allowed=map(str, values))
        misfits.raise_any()
        return self

    def point(self, value: int) -> ScalePoint:
        """The point with this value.

        Raises:
            BadData: if `value` is not a point of this scale.
        """
        for point in self.points:
            if point.value == value:
                return point
        known = ", ".join(f"{point.name} ({point.value})" for point in self.points)
        raise BadData(f"{value} is not a point of the scale {self.name}. Use one of: {known}.")

    def mark(self, name: str) -> int:
        """The value of a named bar, such as `meets` or `expert`.

        Raises:
            BadData: if the scale has no such mark.
        """
        if name not in self.marks:
            raise BadData(f"The scale {self.name} has no mark called {name}.")
        return self.marks[name]

    def reaches(self, mean: Fraction, bar: int) -> bool:
        """Whether a mean is at `bar` or better. Half a point short still reaches it (house judgement).

        Args:
            mean: exact mean of one or more points of this scale.
            bar: the point to reach.

        Source: account-executive ladder, row "Competency Execution": "Rating 3+" means 3 or better, and 1 is best.
        """
        return mean <= self._cut(bar) if self.best == "lowest" else mean >= self._cut(bar)

    def is_tie(self, mean: Fraction, bar: int) -> bool:
        """Whether the mean lies exactly on the cut of `bar`, so that the half-point rule alone decides."""
        return mean == self._cut(bar)

    def room(self, mean: Fraction, bar: int) -> Fraction:
        """How far inside the cut of `bar` a mean lies: 0 exactly on it, negative beyond it."""
        return self._cut(bar) - mean if self.best == "lowest" else mean - self._cut(bar)

    def _cut(self, bar: int) -> Fraction:
        return bar + HALF if self.best == "lowest" else bar - HALF

    def is_worst(self, value: int) -> bool:
        """Whether this is the last point of the scale."""
        return self.point(value) == self.points[-1]

    def steps(self, one: int, other: int) -> int:
        """How many points lie from one to the other, without sign."""
        order = [point.value for point in self.points]
        return abs(order.index(self.point(one).value) - order.index(self.point(other).value))

    def places(self, values: Iterable[int]) -> list[int]:
        """How many points lie between the best one and each of these, in their order.

        Raises:
            BadData: if one is not a point of this scale.
        """
        order = {point.value: place for place, point in enumerate(self.points)}
        return [order[value] if value in order else self.steps(self.points[0].value, value) for value in values]

    def best_first(self, values: Iterable[int]) -> list[int]:
        """The values ordered from best to worst."""
        return sorted(values, reverse=self.best == "highest")


def mean_of(values: Iterable[int]) -> Fraction:
    """Exact mean of at least one value.

    Raises:
        BadData: for no values.
    """
    listed = list(values)
    if not listed:
        raise BadData("There is no mean of nothing.")
    return Fraction(sum(listed), len(listed))
