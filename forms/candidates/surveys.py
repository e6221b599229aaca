"""The form about a stage: a point for each question, and a text."""

from typing import Any

from wtforms import RadioField, TextAreaField

from app.domain.say import translatable
from app.domain.surveys import POINTS, QUESTIONS, Answer
from forms.applications.moves import told
from forms.base import RungForm, options


def _points(key: str) -> RadioField:
    choices: list[Any] = options({str(point): name for point, name in POINTS.items()})
    return RadioField(QUESTIONS[key], choices=choices, validate_choice=False)


class SurveyForm(RungForm):
    """What a candidate says about a stage."""

    prepared = _points("prepared")
    respect = _points("respect")
    chance = _points("chance")
    text = TextAreaField(translatable("Anything else that we should know"), filters=[told])

    def answer(self) -> Answer:
        """What was entered, as the domain has it."""
        return Answer.entered({key: str(self[key].data or "") for key in QUESTIONS}, self.text.data or "")
