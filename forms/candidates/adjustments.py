"""Forms about adjustments: what a candidate asks for, and how it is answered."""

from wtforms import BooleanField, IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Optional

from app.domain.adjustment import repeated_words
from app.domain.adjustment_requests import WANT_NAMES, Reply, Wish
from app.domain.say import translatable
from forms.applications.moves import told
from forms.base import RungForm, SeenForm, options

GRANT, REFUSE = "grant", "refuse"


class WishForm(RungForm):
    """What would help, ticked or in words."""

    wants = SelectMultipleField(translatable("What would help"), choices=options(WANT_NAMES), validate_choice=False)
    text = TextAreaField(translatable("In your own words"), filters=[told])

    def wish(self) -> Wish:
        """What was entered, as the domain has it."""
        return Wish.entered(self.wants.data or (), self.text.data or "")


class ReplyForm(SeenForm):
    """Yes with what is arranged, or no with the reason."""

    verdict = RadioField(
        "Your answer",
        [DataRequired("Choose whether it can be arranged.")],
        choices=options({GRANT: "It will be arranged", REFUSE: "It can’t be arranged"}),
        validate_choice=False,
    )
    arrangement = TextAreaField("What interviewers have to arrange", filters=[told])
    is_meant = BooleanField("Interviewers may read these words")
    extra_minutes = IntegerField("Longer by, in minutes", [Optional()], default=0)
    answer = TextAreaField("What the candidate is told", filters=[told])

    def reply(self, wish: Wish) -> Reply:
        """What was entered, as the domain has it."""
        if self.verdict.data == REFUSE:
            return Reply.refused(answer=self.answer.data or "")
        return Reply.granted(
            wish,
            answer=self.answer.data or "",
            arrangement=self.arrangement.data or "",
            extra_minutes=self.extra_minutes.data or 0,
            is_meant=bool(self.is_meant.data),
        )

    def repeated(self, wish: Wish) -> str:
        """Words of the request that stand in the arrangement."""
        return repeated_words(self.arrangement.data or "", wish.text)
