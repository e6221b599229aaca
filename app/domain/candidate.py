"""What is entered about a candidate who applies."""

from dataclasses import dataclass

from app.domain.errors import BadData
from app.domain.people import check_zone, normal_email

NAME_LENGTH = 200


class KnownHere(BadData):
    """The candidate already has an application in this opening; `application_id` is where."""

    def __init__(self, name: str, application_id: int) -> None:
        super().__init__(f"{name} already applies for this opening with this e-mail address.", field="email")
        self.application_id = application_id


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who applies. `source` says how they came: applied, referred by somebody, sourced."""

    name: str
    email: str
    place: str
    zone: str
    source: str

    @classmethod
    def entered(cls, *, name: str, email: str, place: str, zone: str, source: str) -> "Applicant":
        """What was typed, in the form in which it is kept.

        Raises:
            BadData: naming the field that is wrong.
        """
        if not name.strip():
            raise BadData("Enter the candidate's name.", field="name")
        if len(name) > NAME_LENGTH:
            raise BadData(f"Keep the name to {NAME_LENGTH} characters.", field="name")
        return cls(name.strip(), normal_email(email), place.strip(), check_zone(zone), source.strip())

    @property
    def search_name(self) -> str:
        """The name in the form in which it is searched for."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent."""

    name: str
    content: bytes
