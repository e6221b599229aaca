"""Forms with which a candidate withdraws or pauses their application."""

from datetime import date
from typing import Any

from wtforms import DateField, RadioField, StringField
from wtforms.validators import DataRequired, Length

from app.domain.say import translatable
from app.domain.states import WithdrawReason
from forms.base import RungForm, options, trimmed

# Theirs to say, in their own words; the team reads those of the domain.
REASONS = {
    WithdrawReason.PERSONAL: translatable("I would rather not say"),
    WithdrawReason.OTHER_OFFER: translatable("I have taken another offer"),
    WithdrawReason.ROLE: translatable("The role is not what I am looking for"),
    WithdrawReason.COMPENSATION: translatable("The pay does not suit me"),
    WithdrawReason.LOCATION: translatable("The place or the travelling does not suit me"),
    WithdrawReason.PACE: translatable("It took too long"),
}
REFUSED = {WithdrawReason.OFFER_REFUSED: translatable("I do not take the offer")}


class StepBackForm(RungForm):
    """Why somebody withdraws, if they want to say."""

    reason = RadioField(translatable("Why, if you like to say"), validators=[])
    note = StringField(translatable("Anything that you want to add"), [Length(max=500)], filters=[trimmed])

    @classmethod
    def of(cls, *, has_offer: bool) -> "StepBackForm":
        """The form with the reasons that make sense; not saying one is chosen."""
        form: Any = cls()
        form.reason.choices = options({**REFUSED, **REASONS} if has_offer else REASONS)
        if form.reason.data is None:
            form.reason.data = (WithdrawReason.OFFER_REFUSED if has_offer else WithdrawReason.PERSONAL).value
        made: StepBackForm = form
        return made

    def chosen(self) -> WithdrawReason:
        """The reason, as the domain has it."""
        return WithdrawReason(self.reason.data)


class PauseForm(RungForm):
    """Until when somebody wants to wait."""

    until = DateField(
        translatable("Until"), [DataRequired(translatable("Choose a day, or write it as 2026-11-30."))], default=None
    )

    def day(self) -> date:
        """The day that was chosen."""
        chosen: date = self.until.data or date.min
        return chosen
