"""Forms of erasing candidates: their own, that of staff, and the one of a legal hold."""

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from app.domain.say import translatable
from forms.applications.moves import told
from forms.base import RungForm

LONGEST = 500
_TOO_LONG = Length(max=LONGEST, message=f"Keep the reason to {LONGEST} characters.")


class OwnErasureForm(RungForm):
    """A candidate has themself erased."""

    is_sure = BooleanField(translatable("I have read this: erase my data for good"))


class ErasureForm(RungForm):
    """Staff erase a candidate."""

    reason = TextAreaField("Why, without the name", [_TOO_LONG], filters=[told])
    typed = StringField("Type it to erase")


class LegalHoldForm(RungForm):
    """A legal hold is put or lifted."""

    reason = TextAreaField("Reason", [_TOO_LONG], filters=[told])
