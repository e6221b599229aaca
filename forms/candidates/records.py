"""Forms of candidates: adding one to an opening, what is on record of them, what is arranged for them."""

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.domain.adjustment import Adjustment, repeated_words
from app.domain.candidate import FIELD_NAMES, LANGUAGES, NAME_LENGTH, Applicant, Person, SentFile
from app.domain.people import known_zones
from forms.applications.moves import told
from forms.base import RungForm, SeenForm, options
from forms.openings import printable


def _name() -> StringField:
    too_long = Length(max=NAME_LENGTH, message=f"Keep the name to {NAME_LENGTH} characters.")
    return StringField("Name", [DataRequired("Enter the candidate's name."), too_long], filters=[printable])


def _line(field: str) -> StringField:
    """A line whose length the domain checks."""
    return StringField(FIELD_NAMES[field], filters=[printable])


def _zone() -> SelectField:
    return SelectField("Time zone", choices=lambda: options({zone: zone.replace("_", " ") for zone in known_zones()}))


def _language() -> SelectField:
    return SelectField(FIELD_NAMES["language"], choices=lambda: options(LANGUAGES), default="en", validate_choice=False)


class CandidateForm(RungForm):
    """Who applies, and the CV."""

    name = _name()
    pronunciation = _line("pronunciation")
    pronouns = _line("pronouns")
    email = StringField("E-mail address", [DataRequired("Enter the candidate's e-mail address.")], filters=[printable])
    place = StringField(
        "Place", [Length(max=120, message="Name the place in at most 120 characters.")], filters=[printable]
    )
    zone = _zone()
    language = _language()
    source = StringField(
        "Source", [Length(max=200, message="Describe the source in at most 200 characters.")], filters=[printable]
    )
    cv = FileField("CV")

    def applicant(self) -> Applicant:
        """What was entered, as the domain has it."""
        return Applicant.entered(
            name=self.name.data or "",
            pronunciation=self.pronunciation.data or "",
            pronouns=self.pronouns.data or "",
            email=self.email.data or "",
            place=self.place.data or "",
            zone=self.zone.data or "",
            language=self.language.data or "en",
            source=self.source.data or "",
        )

    def file(self) -> SentFile | None:
        """The CV, or None when none was chosen."""
        sent = self.cv.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            return None
        return SentFile(sent.filename, sent.read())


class PersonForm(SeenForm):
    """What is on record of a candidate."""

    name = _name()
    pronunciation = _line("pronunciation")
    pronouns = _line("pronouns")
    place = _line("place")
    zone = _zone()
    language = _language()

    def person(self) -> Person:
        """What was entered, as the domain has it."""
        return Person.entered(
            name=self.name.data or "",
            pronunciation=self.pronunciation.data or "",
            pronouns=self.pronouns.data or "",
            place=self.place.data or "",
            zone=self.zone.data or "",
            language=self.language.data or "en",
        )


class AdjustmentForm(SeenForm):
    """What interviewers have to arrange, and why; `is_meant` is asked for where the first repeats the second."""

    arrangement = TextAreaField("What interviewers have to arrange", filters=[told])
    reason = TextAreaField("Reason", filters=[told])
    is_meant = BooleanField("Interviewers may read these words")

    def adjustment(self) -> Adjustment:
        """What was entered, as the domain has it."""
        return Adjustment.entered(
            arrangement=self.arrangement.data or "", reason=self.reason.data or "", is_meant=bool(self.is_meant.data)
        )

    @property
    def repeated(self) -> str:
        """Words of the reason that stand in the arrangement."""
        return repeated_words(self.arrangement.data or "", self.reason.data or "")
