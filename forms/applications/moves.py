"""Forms of applications: the moves that need words, and one requirement of the checklist."""

from datetime import date, datetime
from typing import Any, Self

from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.domain.decline_news import TELLINGS, News, Telling
from app.domain.finding import CERTAINTY_NAMES, CHECK_NAMES, Certainty, CheckState, Finding
from app.domain.pipeline import DECISION, WITHDRAW_REASONS, Plan, Position, State, WithdrawReason
from app.domain.playbook import Playbook
from app.domain.requirement import EffectiveRequirement, Requirement
from forms.base import SeenForm, options, trimmed

REASON_LENGTH = 2_000
KEEP, CANCEL = "keep", "cancel"


def told(text: str | None) -> str:
    """A filter for texts of several lines: line ends as they are kept everywhere, no characters that can't be kept."""
    return (text or "").replace("\r\n", "\n").replace("\x00", "")


def _reason(label: str, asked: str) -> TextAreaField:
    too_long = f"Keep it to {REASON_LENGTH:,} characters."
    return TextAreaField(label, [DataRequired(asked), Length(max=REASON_LENGTH, message=too_long)], filters=[told])


class MoveForm(SeenForm):
    """A move that needs no words."""


class OverrideForm(SeenForm):
    """Advance although something is missing."""

    reason = _reason("Why it goes on all the same", "Write why: others will read it beside what was missing.")


class StageForm(SeenForm):
    """Leave the plan's order."""

    stage = RadioField("Stage", [DataRequired("Choose the stage.")], validate_choice=False)
    reason = _reason("Reason", "Write why the plan's order is left.")

    @classmethod
    def for_plan(cls, plan: Plan, position: Position, **values: Any) -> Self:
        """The stages other than the one that it stands in."""
        form = cls(**values)
        keys = [key for key in (*plan.stages, DECISION) if key != position.stage]
        form.stage.choices = options({key: plan.name(key) for key in keys})
        return form


class HoldForm(SeenForm):
    """Pause until a date."""

    until = DateField("Wake up on", [DataRequired("Enter the date on which it shall come back.")])
    reason = _reason("Reason", "Write why it waits.")

    def day(self) -> date:
        """The chosen date."""
        chosen = self.until.data
        assert chosen is not None  # noqa: S101 - the validator has seen to it
        return chosen


class ReopenForm(SeenForm):
    """Take up a closed application again."""

    reason = _reason("Reason", "Write why it is taken up again.")


class WithdrawForm(SeenForm):
    """The candidate's no."""

    reason = RadioField("Their reason", [DataRequired("Choose the reason that they gave.")], validate_choice=False)
    note = TextAreaField("In their words", [Length(max=REASON_LENGTH, message="Keep it shorter.")], filters=[told])

    @classmethod
    def for_position(cls, position: Position, **values: Any) -> Self:
        """An offer can be refused only once it was made."""
        form = cls(**values)
        offered = position.state is State.OFFER_MADE
        refused = WithdrawReason.OFFER_REFUSED
        names = {key: name for key, name in WITHDRAW_REASONS.items() if offered or key is not refused}
        form.reason.choices = options(names)
        return form

    def chosen(self) -> WithdrawReason:
        """The reason; what is none of them counts as personal reasons, which are never asked further."""
        known = {reason.value for reason in WithdrawReason}
        return WithdrawReason(self.reason.data) if self.reason.data in known else WithdrawReason.PERSONAL


class DeclineForm(SeenForm):
    """The company's no."""

    about = SelectField("It rests on", [DataRequired("Choose the focus area or requirement.")], validate_choice=False)
    reason = _reason("What was seen", "Write what was seen. It stays inside; the candidate's mail is written apart.")
    soon = RadioField(
        "Interview within 24 hours",
        choices=options({KEEP: "Keep it; the mail to the candidate waits until it has ended", CANCEL: "Cancel it"}),
        default=KEEP,
        validate_choice=False,
    )
    tells = RadioField(
        "How the candidate hears of it",
        choices=options(TELLINGS),
        default=Telling.NOW.value,
        validate_choice=False,
    )
    day = DateField("The later day", [Optional()])
    because = StringField("Why no mail, and how they hear of it", [Length(max=REASON_LENGTH)], filters=[trimmed])

    @classmethod
    def for_role(cls, playbook: Playbook, requirements: tuple[EffectiveRequirement, ...], **values: Any) -> Self:
        """Focus areas and requirements of the opening."""
        form = cls(**values)
        areas = {f"area:{key}": playbook.competencies.competency(key).name for key in playbook.planned_areas()}
        asked = {f"requirement:{item.requirement.key}": shortened(item.requirement.text) for item in requirements}
        groups = {"Focus areas": options(areas), "Requirements": options(asked)}
        form.about.choices = {"Choose one": options({"": "Nothing chosen yet"})} | groups
        return form

    @property
    def keeps_soon(self) -> bool:
        """Whether an interview that is near takes place all the same; unless somebody says cancel, it does."""
        return bool(self.soon.data != CANCEL)

    def news(self) -> News:
        """When the candidate hears of it; at once, unless something else was chosen."""
        known = {each.value for each in Telling}
        telling = Telling(self.tells.data) if self.tells.data in known else Telling.NOW
        return News(telling, self.day.data, self.because.data or "")


class TellForm(SeenForm):
    """What becomes of a decline that its candidate was not told of."""

    how = StringField("How they heard of it", [Length(max=REASON_LENGTH)], filters=[trimmed])


class RequirementForm(SeenForm):
    """Whether one requirement is met."""

    seen_at = HiddenField()
    state = RadioField("Where it stands", [DataRequired("Choose one of the three.")], choices=options(CHECK_NAMES))
    certainty = RadioField("How well it is known", choices=options(CERTAINTY_NAMES), default=Certainty.CLAIMED.value)
    evidence = TextAreaField("Evidence", filters=[told])
    amount = IntegerField("Figure", [Optional()])
    currency = StringField("Currency", [Optional()], filters=[trimmed])
    year = IntegerField("Year", [Optional()])

    @classmethod
    def for_requirement(cls, requirement: Requirement, **values: Any) -> Self:
        """Only the figures that this requirement asks for."""
        form = cls(**values)
        if not {"amount", "count"} & set(requirement.asks):
            del form.amount
        for name in ("currency", "year"):
            if name not in requirement.asks:
                del form[name]
        return form

    def finding(self) -> Finding:
        """What was entered, as the domain has it."""
        currency = str(self["currency"].data or "").upper() if "currency" in self else ""
        return Finding(
            state=CheckState(self.state.data),
            certainty=Certainty(self.certainty.data),
            evidence=self.evidence.data or "",
            amount=self["amount"].data if "amount" in self else None,
            currency=currency or None,
            year=self["year"].data if "year" in self else None,
        )

    def shown_at(self) -> datetime | None:
        """When the entry that the page showed was made."""
        try:
            return datetime.fromisoformat(self.seen_at.data or "")
        except ValueError:
            return None


def shortened(text: str, limit: int = 90) -> str:
    """The beginning of a text that is too long for a list."""
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + " …"
