"""The form in which candidates say something about themselves of their own free will."""

from typing import Any

from wtforms import RadioField

from app.domain.places import SelfIdSet
from app.domain.self_identification import QUESTIONS
from forms.base import RungForm, options

NOTHING = "nothing"


class AboutMeForm(RungForm):
    """One list of answers for each question; none is chosen beforehand."""

    @classmethod
    def for_set(cls, asked: SelfIdSet, **values: Any) -> "AboutMeForm":
        """The questions that a place has."""
        fields = {
            question.key: RadioField(question.text, choices=options(question.choices), validate_choice=False)
            for question in QUESTIONS[asked]
        }
        made: AboutMeForm = type("AboutMeFormOfPlace", (cls,), fields)(**values)
        return made

    def answers(self) -> dict[str, str]:
        """What was chosen, by question."""
        asked = {question.key for each in QUESTIONS.values() for question in each}
        return {field.name: str(field.data or "") for field in self if field.name in asked}
