"""Calibration decks: anonymised pieces of evidence, each with the point that the reference gave it and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.domain.competency import Anchor, CompetencySet
from app.domain.errors import BadData
from app.domain.misfits import Misfits
from app.domain.scale import Scale
from app.domain.shapes import Basis, Key, Shape, Slug, Text, named

FEWEST, MOST = 6, 10
# House judgement: reading of anchors drifts within months, and nobody takes a deck more gladly than once a year.
LASTS = timedelta(days=365)


class Snippet(Shape):
    """One piece of evidence in one focus area, as an interviewer would note it, and the reference for it."""

    key: Slug
    area: Key
    evidence: Text
    point: int
    reason: Text


Snippets = Annotated[tuple[Snippet, ...], Field(min_length=FEWEST, max_length=MOST)]


def _check(shape: str, snippets: tuple[Snippet, ...]) -> None:
    misfits = Misfits(shape)
    misfits.repeats(("snippets",), snippets, what="snippet")
    if len({snippet.point for snippet in snippets}) == 1:
        misfits.add(
            ("snippets",),
            "the same point for every snippet, so that agreement could not be told from chance",
            allowed=["two different points or more"],
        )
    misfits.raise_any()


class DeckFile(Shape):
    """One deck, as a file holds it. `when` says whom it is for, in one sentence."""

    kind: Literal["deck"] = "deck"
    key: Key
    name: Text
    when: Text
    basis: Basis
    scale: Key
    snippets: Snippets

    @model_validator(mode="after")
    def _snippets_differ(self) -> Self:
        _check("deck", self.snippets)
        return self


class DeckArea(Shape):
    """A focus area that a deck asks about, with the anchors that its reference points were given against."""

    key: Key
    name: Text
    definition: Text
    anchors: tuple[Anchor, ...]


class Deck(Shape):
    """One deck with the scale and the anchors that it was written against, so that it can be read by itself."""

    kind: Literal["deck"] = "deck"
    key: Key
    name: Text
    when: Text
    basis: Basis
    scale: Scale
    areas: tuple[DeckArea, ...]
    snippets: Snippets

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        _check("deck", self.snippets)
        misfits = Misfits("deck")
        points = [point.value for point in self.scale.points]
        areas = [area.key for area in self.areas]
        for index, area in enumerate(self.areas):
            if [anchor.point for anchor in area.anchors] != points:
                misfits.add(("areas", index, "anchors"), "anchors that do not fit the points of the scale")
        for index, snippet in enumerate(self.snippets):
            if snippet.area not in areas:
                misfits.unknown(("snippets", index, "area"), snippet.area, what="area of the deck", allowed=areas)
            if snippet.point not in points:
                what, allowed = "point of the scale", map(str, points)
                misfits.unknown(("snippets", index, "point"), str(snippet.point), what=what, allowed=allowed)
        misfits.raise_any()
        return self

    def area(self, key: str) -> DeckArea:
        """The focus area with this key.

        Raises:
            BadData: if the deck does not ask about it.
        """
        return named(self.areas, key, "focus area", f"The deck {self.name}")

    def check(self, points: Mapping[str, int]) -> None:
        """Refuse answers that are not one point of the scale for each snippet.

        Raises:
            BadData: naming the field of the first snippet that has none, or something else.
        """
        allowed = {point.value for point in self.scale.points}
        for number, snippet in enumerate(self.snippets, start=1):
            if points.get(snippet.key) not in allowed:
                raise BadData(f"Snippet {number}: choose one of the five anchors.", field=f"point-{snippet.key}")
        if len(points) > len(self.snippets):
            raise BadData("These answers belong to another deck. Open the deck again and rate it there.")


def assembled(file: DeckFile, *, scale: Scale, competencies: CompetencySet) -> Deck:
    """A deck with the anchors of the areas that it asks about, in the order in which it first does.

    Args:
        file: the deck.
        scale: the scale that it names.
        competencies: the catalogue that its areas belong to.

    Raises:
        BadData: for an area that the catalogue does not have, or a point that the scale does not have.
    """
    keys = dict.fromkeys(snippet.area for snippet in file.snippets)
    found = [competencies.competency(key) for key in keys]
    areas = tuple(
        DeckArea(key=item.key, name=item.name, definition=item.definition, anchors=item.anchors) for item in found
    )
    try:
        return Deck(
            key=file.key,
            name=file.name,
            when=file.when,
            basis=file.basis,
            scale=scale,
            areas=areas,
            snippets=file.snippets,
        )
    except ValueError as error:
        raise BadData(f"The deck {file.name} does not fit the scale {scale.name} or the catalogue.") from error


@dataclass(frozen=True, slots=True)
class Taken:
    """When somebody last finished a deck; None when never."""

    at: datetime | None
    now: datetime

    @property
    def is_valid(self) -> bool:
        """Whether it still counts: less than a year ago."""
        return self.at is not None and self.now < self.at + LASTS

    @property
    def is_due_again(self) -> bool:
        """Whether it once counted and does no more."""
        return self.at is not None and not self.is_valid

    @property
    def due_at(self) -> datetime | None:
        """From when on it has to be taken again."""
        return None if self.at is None else self.at + LASTS

    @property
    def words(self) -> str:
        """The same for whoever staffs a panel, without any figure."""
        if self.at is None:
            return "has not taken the calibration deck"
        return "calibration deck taken" if self.is_valid else "calibration deck due again"
