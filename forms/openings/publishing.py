"""The form of an opening's public page: where the work is, and until when it takes applications."""

from typing import Any

from wtforms import DateField, SelectField
from wtforms.validators import Optional

from app.domain.countries import COUNTRIES
from app.domain.publishing import PublicTerms
from forms.base import SeenForm, options

SEVERAL = "Several countries, or anywhere"


def country_options() -> list[Any]:
    """Every country by name, and none in particular first."""
    return options({"": SEVERAL, **dict(sorted(COUNTRIES.items(), key=lambda entry: entry[1]))})


class PublishForm(SeenForm):
    """What has to be said before the public may read an opening."""

    country = SelectField("Country", choices=country_options)
    closes_on = DateField("Last day", [Optional()])

    def terms(self) -> PublicTerms:
        """What was entered, as the domain has it."""
        return PublicTerms(country=self.country.data or "", closes_on=self.closes_on.data)
