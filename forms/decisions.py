"""Forms of the decision page: the own level, the decision, and the answer to one that needs approval."""

from collections.abc import Sequence
from typing import Any, Self

from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than the stubs
from wtforms.validators import DataRequired, Length

from app.domain.approval import ANSWER_NAMES, Answer
from app.domain.conversation import StageChoice
from app.domain.decision import (
    CONFIDENCE_NAMES,
    OUTCOME_NAMES,
    PROMOTION_OUTCOMES,
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
    """Hire at a level, ask for one more conversation first, or decline; always with a reason."""

    outcome = RadioField(
        "Decide", [DataRequired("Choose what you decide.")], choices=options(OUTCOME_NAMES), validate_choice=False
    )
    level = RadioField("Level of the hire", validate_choice=False)
    stage = RadioField("Which stage?", validate_choice=False)
    look_at = SelectMultipleField("What to look at", validate_choice=False)
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
        form.stage.choices = options({stage.key: stage.name for stage in playbook.family.stages})
        return form

    def as_promotion(self) -> Self:
        """The same choices in the words of a promotion case."""
        self.outcome.choices = options(PROMOTION_OUTCOMES)
        self.level.label.text, self.about.label.text = "Level of the promotion", "What “not now” rests on"
        return self

    def offer(self, stages: Sequence[StageChoice]) -> Self:
        """Show which conversations can be asked for now, and what each could look at."""
        self.stage.choices = options({stage.key: stage.words for stage in stages})
        self.look_at.choices = options({item.key: item.name for stage in stages for item in stage.thin})
        return self

    def validate_level(self, field: RadioField) -> None:
        """A hire has a level."""
        if self.outcome.data == Outcome.HIRE and not field.data:
            raise ValidationError("Choose the level of the hire.")

    def validate_about(self, field: SelectField) -> None:
        """A decline rests on something."""
        if self.outcome.data == Outcome.DECLINE and not field.data:
            raise ValidationError("Choose the focus area or requirement that the decline rests on.")

    def validate_stage(self, field: RadioField) -> None:
        """A conversation has a stage."""
        if self.outcome.data == Outcome.CONVERSATION and not field.data:
            raise ValidationError("Choose the stage of the conversation.")

    def ruling(self) -> Ruling:
        """What was entered; the part that the outcome does not ask for is left out."""
        outcome = self.outcome.data or ""
        is_talk = outcome == Outcome.CONVERSATION
        return Ruling(
            outcome=outcome,
            level=(self.level.data or "") if outcome == Outcome.HIRE else "",
            about=(self.about.data or "") if outcome == Outcome.DECLINE else "",
            reason=self.reason.data or "",
            stage=(self.stage.data or "") if is_talk else "",
            look_at=tuple(self.look_at.data or ()) if is_talk else (),
        )


class ApprovalForm(SeenForm):
    """Approve a hire outside the range, or send it back; with a reason."""

    verdict = RadioField(
        "Your answer",
        [DataRequired("Choose whether you approve the hire or send it back.")],
        choices=options(ANSWER_NAMES),
        validate_choice=False,
    )
    reason = TextAreaField(
        "Reason",
        [DataRequired("Write why. The answer needs a reason that others can read later."), _TOO_LONG],
        filters=[spoken],
    )

    @classmethod
    def for_version(cls, version: int) -> Self:
        """An empty form, whatever the request holds."""
        return cls(formdata=None, data={"version": version})

    def answer(self) -> Answer:
        """What was entered."""
        return Answer(self.verdict.data or "", self.reason.data or "")
