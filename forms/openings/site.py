"""Forms of the settings of candidates' pages: what they say, the privacy notice, and what holds in a country."""

from typing import Self

from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from app.domain.errors import BadData
from app.domain.people import normal_email
from app.domain.places import SELF_ID_NAMES, UNLOCK_NAMES, PlaceRules, SelfIdSet, Unlock
from app.domain.privacy import NoticeTexts
from app.domain.site_words import SiteWords
from forms.base import SeenForm, options, trimmed


def _lines(text: str | None) -> str:
    """A filter for texts of several paragraphs: one kind of line end, nothing around it."""
    return (text or "").replace("\r\n", "\n").replace("\x00", "").strip()


class SiteForm(SeenForm):
    """What candidates' pages say of the organisation."""

    about = TextAreaField("About the organisation, in English", filters=[_lines])
    about_ja = TextAreaField("The same in Japanese", filters=[_lines])
    writes_to = StringField("Address for questions about data", filters=[trimmed])
    asks_surveys = BooleanField("Ask candidates how the process was")

    def words(self) -> SiteWords:
        """What was entered, as the domain has it.

        Raises:
            BadData: naming the field, for what is no address.
        """
        address = self.writes_to.data or ""
        try:
            written = normal_email(address) if address else ""
        except BadData as error:
            raise BadData(error.message, field="writes_to") from error
        return SiteWords(self.about.data or "", self.about_ja.data or "", written, bool(self.asks_surveys.data))


class NoticeForm(SeenForm):
    """A privacy notice in both languages; `version` is the number of the one before."""

    english = TextAreaField("In English", filters=[_lines])
    japanese = TextAreaField("In Japanese", filters=[_lines])

    def texts(self) -> NoticeTexts:
        """What was entered, as the domain has it."""
        return NoticeTexts(self.english.data or "", self.japanese.data or "")


class PlaceForm(SeenForm):
    """What holds in one country."""

    unlocks_pay = SelectField("Candidates see what a job pays", choices=lambda: options(UNLOCK_NAMES))
    sends_letters = BooleanField("Letters on how to grow may be sent to those who were declined")
    keeps_days = IntegerField("Days to keep data after the end of an application", [Optional()])
    self_id = SelectField("Voluntary questions about oneself", choices=lambda: options(SELF_ID_NAMES))

    @classmethod
    def showing(cls, rules: PlaceRules, *, version: int) -> Self:
        """The form, filled with the rules as they are."""
        return cls(
            version=version,
            unlocks_pay=rules.unlocks_pay.value,
            sends_letters=rules.sends_letters,
            keeps_days=rules.keeps_days,
            self_id=rules.self_id.value,
        )

    def rules(self, country: str) -> PlaceRules:
        """What was entered for a country. Only after validation."""
        return PlaceRules(
            country=country,
            unlocks_pay=Unlock(self.unlocks_pay.data),
            sends_letters=bool(self.sends_letters.data),
            keeps_days=self.keeps_days.data,
            self_id=SelfIdSet(self.self_id.data),
        )
