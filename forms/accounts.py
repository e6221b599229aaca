"""Forms of accounts: first run, signing in, passwords, staff."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, HiddenField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, EqualTo, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.domain.errors import BadData
from app.domain.people import LONGEST_PASSWORD, Profile, check_password, check_team_page, known_zones, normal_email
from app.domain.policy import GRANT_NAMES, ROLE_NAMES, Grant, Role
from app.domain.switches import Switches
from forms.base import RungForm, SeenForm, options, trimmed


def _an_email(_form: RungForm, field: Any) -> None:
    try:
        normal_email(field.data or "")
    except BadData as error:
        raise ValidationError(error.message) from error


def _a_password(_form: RungForm, field: Any) -> None:
    try:
        check_password(field.data or "")
    except BadData as error:
        raise ValidationError(error.message) from error


def _a_team_page(_form: RungForm, field: Any) -> None:
    try:
        check_team_page(field.data or "")
    except BadData as error:
        raise ValidationError(error.message) from error


def _number(text: str | None) -> int | None:
    """An account's number; None for nobody, 0 for what is no number."""
    sent = text or ""
    if sent in {"", "None"}:
        return None
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def zone_choices() -> list[Any]:
    """Every time zone that names a place."""
    return options({zone: zone.replace("_", " ") for zone in known_zones()})


class FirstRunForm(RungForm):
    """The three fields of the first run."""

    organisation = StringField(
        "Name of your organisation",
        [DataRequired("Enter the name of your organisation."), Length(max=200)],
        filters=[trimmed],
    )
    email = StringField("Your e-mail address", [_an_email], filters=[trimmed])
    load_ladder = BooleanField("Load the shipped ladder and job family", default=True)


class SignInForm(RungForm):
    """E-mail address and password."""

    email = StringField(
        "E-mail address", [DataRequired("Enter your e-mail address."), Length(max=254)], filters=[trimmed]
    )
    password = PasswordField("Password", [DataRequired("Enter your password."), Length(max=LONGEST_PASSWORD)])
    next = HiddenField()
    kept = HiddenField()


class PasswordForm(RungForm):
    """A new password, twice."""

    password = PasswordField("New password", [_a_password])
    again = PasswordField(
        "The same once more", [EqualTo("password", "The two passwords differ. Type the same one twice.")]
    )


class SwitchesForm(SeenForm):
    """What an admin switches on for the whole organisation."""

    computes_levels = BooleanField("Compute a level for each candidate")
    adjusts_severity = BooleanField("Adjust for the strictness of interviewers")

    def switches(self) -> Switches:
        """What was chosen, as the domain has it."""
        return Switches(bool(self.computes_levels.data), bool(self.adjusts_severity.data))


class OwnAccountForm(RungForm):
    """What everybody may change about themselves."""

    name = StringField("Name", [DataRequired("Enter a name."), Length(max=200)], filters=[trimmed])
    job_title = StringField(
        "Job title", [DataRequired("Enter a job title; candidates see it."), Length(max=200)], filters=[trimmed]
    )
    zone = SelectField("Time zone", choices=zone_choices)
    team_page = StringField("Team page", [Optional(), _a_team_page], filters=[trimmed])

    def fields(self) -> dict[str, str]:
        """What was entered, by name."""
        entered = {"name": self.name, "job_title": self.job_title, "zone": self.zone, "team_page": self.team_page}
        return {name: field.data or "" for name, field in entered.items()}


class StaffForm(OwnAccountForm, SeenForm):
    """What an admin enters about a member of staff."""

    email = StringField("E-mail address", [_an_email], filters=[trimmed])
    role = SelectField("Role", choices=options(ROLE_NAMES), default=Role.INTERVIEWER)
    manager_id = SelectField("Reports to", choices=[], validate_choice=False)
    grants = SelectMultipleField(
        "Grants",
        choices=options(GRANT_NAMES),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, managers: Iterable[tuple[int, str]]) -> None:
        """Fill the list of those whom somebody can report to."""
        people = {str(number): name for number, name in managers}
        self.manager_id.choices = options({"": "Nobody", **people})

    def profile(self) -> Profile:
        """What was entered, as the domain has it."""
        return Profile(
            name=self.name.data or "",
            email=normal_email(self.email.data or ""),
            role=Role(self.role.data),
            job_title=self.job_title.data or "",
            zone=self.zone.data or "",
            team_page=self.team_page.data or "",
            grants=frozenset(Grant(grant) for grant in self.grants.data or ()),
            manager_id=_number(self.manager_id.data),
        )
