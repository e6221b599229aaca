"""The form that adds a candidate to an opening."""

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from app.domain.candidate import NAME_LENGTH, Applicant, SentFile
from app.domain.people import known_zones
from forms.base import RungForm, options
from forms.openings import printable


class CandidateForm(RungForm):
    """Who applies, and the CV."""

    name = StringField(
        "Name",
        [
            DataRequired("Enter the candidate's name."),
            Length(max=NAME_LENGTH, message=f"Keep the name to {NAME_LENGTH} characters."),
        ],
        filters=[printable],
    )
    email = StringField("E-mail address", [DataRequired("Enter the candidate's e-mail address.")], filters=[printable])
    place = StringField(
        "Place", [Length(max=120, message="Name the place in at most 120 characters.")], filters=[printable]
    )
    zone = SelectField("Time zone", choices=lambda: options({zone: zone.replace("_", " ") for zone in known_zones()}))
    source = StringField(
        "Source", [Length(max=200, message="Describe the source in at most 200 characters.")], filters=[printable]
    )
    cv = FileField("CV")

    def applicant(self) -> Applicant:
        """What was entered, as the domain has it."""
        return Applicant.entered(
            name=self.name.data or "",
            email=self.email.data or "",
            place=self.place.data or "",
            zone=self.zone.data or "",
            source=self.source.data or "",
        )

    def file(self) -> SentFile | None:
        """The CV, or None when none was chosen."""
        sent = self.cv.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            return None
        return SentFile(sent.filename, sent.read())
