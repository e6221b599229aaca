"""Forms of openings: the four fields of a new one, its hiring team, closing it."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than the stubs
from wtforms.validators import DataRequired, Length

from app.domain.family import JobFamily, Specialty
from app.domain.opening import CLOSE_REASONS, PLACE_LENGTH, CloseReason, OpeningTerms
from app.domain.playbook import Playbook
from app.domain.policy import PART_NAMES, Part
from forms.base import RungForm, SeenForm, options, trimmed

NOTHING = ""


def printable(text: str | None) -> str:
    """A filter for one-line fields: no control characters, single spaces."""
    return trimmed("".join(sign if sign.isprintable() else " " for sign in text or ""))


def _list(label: str, *, required: str = "") -> SelectField:
    """A list whose choices come from the published versions; the domain says what fits."""
    validators = [DataRequired(required)] if required else []
    return SelectField(label, validators, validate_choice=False)


class OpeningForm(RungForm):
    """Title, target level range, location, specialty."""

    title = _list("Title", required="Choose a title.")
    lowest_level = _list("Lowest level", required="Choose the lowest level that you would hire at.")
    highest_level = _list("Highest level", required="Choose the highest level that you would hire at.")
    place = StringField(
        "Place of work",
        [
            DataRequired("Say where the work is, such as Berlin or “remote, Europe”."),
            Length(max=PLACE_LENGTH, message=f"Name the place in at most {PLACE_LENGTH} characters."),
        ],
        filters=[printable],
    )
    location = _list("Location needs")
    specialty = _list("Specialty")

    @classmethod
    def for_playbook(cls, playbook: Playbook) -> Self:
        """The form with the lists of one playbook. Levels that are not in use are not offered."""
        form = cls()
        levels = {level.code: f"{level.code} {level.name}" for level in playbook.ladder.levels_in_use()}
        form.title.choices = [SelectChoice(NOTHING, "Choose a title"), *_titles(playbook.family)]
        form.lowest_level.choices = options({NOTHING: "Choose a level"} | levels)
        form.highest_level.choices = options({NOTHING: "Choose a level"} | levels)
        places = {place.key: place.name for place in playbook.family.locations}
        form.location.choices = options({NOTHING: "None"} | places)
        form.specialty.choices = [SelectChoice(NOTHING, "None"), *_specialties(playbook.family)]
        return form

    def terms(self) -> OpeningTerms:
        """What was entered."""
        return OpeningTerms(
            title=self.title.data or "",
            lowest_level=self.lowest_level.data or "",
            highest_level=self.highest_level.data or "",
            place=self.place.data or "",
            location=self.location.data or None,
            specialty=self.specialty.data or None,
        )


class TeamForm(SeenForm):
    """Who has which part. A field bears the name of its part."""

    recruiter = SelectMultipleField(PART_NAMES[Part.RECRUITER])
    hiring_manager = SelectMultipleField(PART_NAMES[Part.HIRING_MANAGER])
    interviewer = SelectMultipleField(PART_NAMES[Part.INTERVIEWER])
    senior_leader = SelectMultipleField(PART_NAMES[Part.SENIOR_LEADER])

    @classmethod
    def offering(
        cls, people: Mapping[Part, Iterable[tuple[int, str]]], *, chosen: Mapping[Part, frozenset[int]], version: int
    ) -> Self:
        """The form with these people to choose from, those chosen who are in the team now."""
        form = cls(data={part.value: [str(person) for person in chosen[part]] for part in Part} | {"version": version})
        for part in Part:
            field: Any = form[part.value]
            field.choices = options({str(number): name for number, name in people[part]})
            field.validate_choice = False
        return form

    def members(self) -> dict[Part, frozenset[int]]:
        """Account numbers by part."""
        return {part: frozenset(_numbers(self[part.value].data)) for part in Part}


class CloseForm(SeenForm):
    """Why an opening takes no more candidates."""

    reason = RadioField("Why", [DataRequired("Choose a reason.")], choices=options(CLOSE_REASONS))

    def chosen(self) -> CloseReason:
        """The reason."""
        return CloseReason(self.reason.data)


def _titles(family: JobFamily) -> list[Any]:
    return [
        SelectChoice(title.key, title.name, optgroup=f"{track.name} track")
        for track in family.tracks
        for title in family.track_titles(track.key)
    ]


def _specialties(family: JobFamily) -> list[Any]:
    """Those with a parent bear its name too, since they add its requirements."""
    return [SelectChoice(specialty.key, _long_name(family, specialty)) for specialty in family.specialties]


def _long_name(family: JobFamily, specialty: Specialty) -> str:
    if specialty.parent is None:
        return specialty.name
    return f"{_long_name(family, family.specialty(specialty.parent))}: {specialty.name}"


def _numbers(sent: Iterable[str] | None) -> list[int]:
    """Account numbers; what no account can have becomes 0, which nobody has."""
    return [int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0 for text in sent or ()]
