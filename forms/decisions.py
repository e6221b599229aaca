"""Forms of the decision page: the own level, and the decision."""

from typing import Any, Self

from wtforms import RadioField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than the stubs
from wtforms.validators import DataRequired, Length

from app.domain.decision import (
    CONFIDENCE_NAMES,
    OUTCOME_NAMES,
    REASON_LIMIT,
    Outcome,
    OwnAnswer,
    Ruling,
    grounds,
    hire_levels,
    own_levels,
)
from app.domain.playbook import Playbook
from app.domain.requirement import EffectiveRequirement
from app.domain.scorecard import plain_lines
from forms.base import SeenForm, options

_TOO_LONG = Length(max=REASON_LIMIT, message=f"Keep the reason within {REASON_LIMIT:,} characters.")


def spoken(text: str | None) -> str:
    """A filter for texts of several lines: what was written, without space around it or signs that nobody sees."""
    return "".join(sign for sign in plain_lines(text or "") if sign.isprintable() or sign in "\n\t").strip()


class OwnLevelForm(SeenForm):
    """Two taps and, for whoever wants, a reason. What is chosen is judged by the domain."""

    level = RadioField("Level", [DataRequired("Choose the level that you would give.")], validate_choice=False)
    confidence = RadioField(
        "How sure are you?",
        [DataRequired("Choose how sure you are.")],
        choices=options(CONFIDENCE_NAMES),
        validate_choice=False,
    )
    reason = TextAreaField("Reason", [_TOO_LONG], filters=[spoken])

    @classmethod
    def for_playbook(cls, playbook: Playbook, *, version: int, is_sent: bool) -> Self:
        """The form with the levels of one ladder; nothing is chosen beforehand."""
        form = cls(data={"version": version}) if is_sent else cls(formdata=None, data={"version": version})
        form.level.choices = options(own_levels(playbook.ladder))
        return form

    def answer(self) -> OwnAnswer:
        """What was entered."""
        return OwnAnswer(self.level.data or "", self.confidence.data or "", self.reason.data or "")


class DecisionForm(SeenForm):
    """Hire at a level, or decline; always with a reason."""

    outcome = RadioField(
        "Decide", [DataRequired("Choose what you decide.")], choices=options(OUTCOME_NAMES), validate_choice=False
    )
    level = RadioField("Level of the hire", validate_choice=False)
    about = SelectField("What the decline rests on", validate_choice=False)
    reason = TextAreaField(
        "Reason",
        [DataRequired("Write why. A decision needs a reason that others can read later."), _TOO_LONG],
        filters=[spoken],
    )

    @classmethod
    def for_opening(
        cls, playbook: Playbook, requirements: tuple[EffectiveRequirement, ...], *, version: int, is_sent: bool
    ) -> Self:
        """The form with the levels, focus areas and requirements of one opening; nothing is chosen beforehand."""
        form = cls(data={"version": version}) if is_sent else cls(formdata=None, data={"version": version})
        form.level.choices = options(hire_levels(playbook.ladder))
        found: list[Any] = [SelectChoice("", "Choose one")]
        for group, choices in grounds(playbook, requirements).items():
            found += [SelectChoice(value, words, optgroup=group) for value, words in choices.items()]
        form.about.choices = found
        return form

    def validate_level(self, field: RadioField) -> None:
        """A hire has a level."""
        if self.outcome.data == Outcome.HIRE and not field.data:
            raise ValidationError("Choose the level of the hire.")

    def validate_about(self, field: SelectField) -> None:
        """A decline rests on something."""
        if self.outcome.data == Outcome.DECLINE and not field.data:
            raise ValidationError("Choose the focus area or requirement that the decline rests on.")

    def ruling(self) -> Ruling:
        """What was entered; the part that the outcome does not ask for is left out."""
        is_hire = self.outcome.data == Outcome.HIRE
        return Ruling(
            outcome=self.outcome.data or "",
            level=(self.level.data or "") if is_hire else "",
            about="" if is_hire else (self.about.data or ""),
            reason=self.reason.data or "",
        )
