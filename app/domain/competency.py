"""The competency catalogue: what a focus area means, its five worded anchors, its questions, what not to ask."""

from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from app.domain.errors import BadData
from app.domain.misfits import Misfits
from app.domain.shapes import Basis, Key, Shape, Slug, Source, Text, named

Boundary = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}[0-9]{1,2}\|[A-Z]{1,3}[0-9]{1,2}$")]
Group = Literal["values", "customer_focus", "solution_focus", "operational_excellence"]
GROUP_NAMES: dict[str, str] = {
    "values": "Values",
    "customer_focus": "Customer Focus",
    "solution_focus": "Solution Focus",
    "operational_excellence": "Operational Excellence",
}


class Anchor(Shape):
    """What one point of the scale looks like in this area."""

    point: int
    text: Text


class Question(Shape):
    """A question with what a strong and a weak answer contain. `boundary` is never shown to interviewers."""

    key: Slug
    text: Text
    strong: Text
    weak: Text
    boundary: Boundary | None = None


class QuestionFile(Shape):
    """The questions of one competency, as a file holds them."""

    kind: Literal["questions"] = "questions"
    competency: Key
    basis: Basis
    questions: tuple[Question, ...]


class CompetencyFile(Shape):
    """One competency, as a file holds it."""

    kind: Literal["competency"] = "competency"
    key: Key
    name: Text
    group: Group
    source: Source
    basis: Basis
    definition: Text
    aliases: tuple[Text, ...] = ()
    anchors: tuple[Anchor, ...]
    avoid: tuple[Text, ...]


class Competency(CompetencyFile):
    """One competency with its questions."""

    questions: tuple[Question, ...]

    def anchor(self, point: int) -> str:
        """The anchor's text of one point.

        Raises:
            BadData: if there is none.
        """
        for anchor in self.anchors:
            if anchor.point == point:
                return anchor.text
        raise BadData(f"{self.name} has no anchor for point {point}.")


class CompetencySet(Shape):
    """All competencies of an organisation, in the order of their groups."""

    kind: Literal["competencies"] = "competencies"
    key: Key
    competencies: tuple[Competency, ...]

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        misfits = Misfits("competencies")
        misfits.repeats(("competencies",), self.competencies, what="competency")
        seen: set[str] = set()
        for number, competency in enumerate(self.competencies):
            for index, question in enumerate(competency.questions):
                if question.key in seen:
                    place = ("competencies", number, "questions", index, "key")
                    misfits.add(place, f"a second question has the key {question.key!r}", value=question.key)
                seen.add(question.key)
        misfits.raise_any()
        return self

    def competency(self, key: str) -> Competency:
        """The competency with this key.

        Raises:
            BadData: if the set has none.
        """
        return named(self.competencies, key, "competency", "The catalogue")
