"""What is entered about a candidate: when they apply, and later by whoever keeps the record."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from app.domain.errors import BadData
from app.domain.people import check_zone, normal_email

# How an application came about, where nobody of staff added it: sent by the candidate; a colleague's promotion.
BY_CANDIDATE, BY_PROMOTION = "candidate", "promotion"
NAME_LENGTH, PRONUNCIATION_LENGTH, PRONOUNS_LENGTH, PLACE_LENGTH = 200, 200, 60, 120
FIELD_NAMES: Mapping[str, str] = {
    "name": "Name",
    "pronunciation": "How the name is said",
    "pronouns": "Pronouns",
    "place": "Place",
    "zone": "Time zone",
    "language": "Language of mails and pages",
}
# What candidates can be written to in.
LANGUAGES: Mapping[str, str] = {"en": "English", "ja": "Japanese"}


class KnownHere(BadData):
    """The candidate already has an application in this opening; `application_id` is where."""

    def __init__(self, name: str, application_id: int) -> None:
        super().__init__(f"{name} already applies for this opening with this e-mail address.", field="email")
        self.application_id = application_id


@dataclass(frozen=True, slots=True)
class Person:
    """What is on record of somebody. `pronunciation` says how the name is said, in letters that colleagues can read."""

    name: str
    pronunciation: str
    pronouns: str
    place: str
    zone: str
    language: str = "en"

    @classmethod
    def entered(
        cls, *, name: str, pronunciation: str, pronouns: str, place: str, zone: str, language: str = "en"
    ) -> "Person":
        """What was typed, in the form in which it is kept.

        Raises:
            BadData: naming the field that is wrong.
        """
        if not name.strip():
            raise BadData("Enter the candidate's name.", field="name")
        return cls(
            _within(name, NAME_LENGTH, "name"),
            _within(pronunciation, PRONUNCIATION_LENGTH, "pronunciation"),
            _within(pronouns, PRONOUNS_LENGTH, "pronouns"),
            _within(place, PLACE_LENGTH, "place"),
            check_zone(zone),
            _language(language),
        )

    @property
    def search_name(self) -> str:
        """The name in the form in which it is searched for."""
        return self.name.lower()

    def unlike(self, other: "Person") -> tuple[str, ...]:
        """Keys of the fields in which the two differ, in the order of the form."""
        mine, theirs = asdict(self), asdict(other)
        return tuple(key for key in FIELD_NAMES if mine[key] != theirs[key])

    def in_words(self) -> str:
        """Everything, a line each, for two versions to be compared."""
        values = asdict(self)
        values["language"] = LANGUAGES[self.language]
        return "\n".join(f"{label}: {values[key] or 'not known'}" for key, label in FIELD_NAMES.items())


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who applies. `source` says how they came: applied, referred by somebody, sourced."""

    person: Person
    email: str
    source: str

    @classmethod
    def entered(
        cls,
        *,
        name: str,
        email: str,
        place: str,
        zone: str,
        source: str,
        pronunciation: str = "",
        pronouns: str = "",
        language: str = "en",
    ) -> "Applicant":
        """What was typed, in the form in which it is kept.

        Raises:
            BadData: naming the field that is wrong.
        """
        person = Person.entered(
            name=name, pronunciation=pronunciation, pronouns=pronouns, place=place, zone=zone, language=language
        )
        return cls(person, normal_email(email), source.strip())


def _language(key: str) -> str:
    if key not in LANGUAGES:
        raise BadData("Choose one of the languages of the list.", field="language")
    return key


def _within(text: str, limit: int, field: str) -> str:
    kept = text.strip()
    if len(kept) > limit:
        raise BadData(f"{FIELD_NAMES[field]}: keep it to {limit} characters.", field=field)
    return kept


class TextState(StrEnum):
    """How far reading the text of a file is."""

    NONE = "none"
    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent."""

    name: str
    content: bytes
