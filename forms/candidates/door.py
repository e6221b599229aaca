"""Forms of coming in to the candidate's own pages, and of changing the address to which the way in is sent."""

from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from app.domain.errors import BadData
from app.domain.people import normal_email
from app.domain.say import translatable
from forms.base import RungForm, trimmed


def an_address(_form: RungForm, field: Any) -> None:
    """Refuse what is no e-mail address."""
    try:
        normal_email(field.data or "")
    except BadData as error:
        raise ValidationError(error.message) from error


class AskForm(RungForm):
    """The address that somebody applied with."""

    email = StringField(translatable("E-mail address"), [an_address], filters=[trimmed])

    def address(self) -> str:
        """The address as it is kept and compared."""
        return normal_email(self.email.data or "")


class AddressForm(RungForm):
    """The address that a candidate wants to be written to from now on."""

    email = StringField(translatable("New e-mail address"), [an_address], filters=[trimmed])

    def address(self) -> str:
        """The address as it is kept and compared."""
        return normal_email(self.email.data or "")
