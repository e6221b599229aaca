"""Forms of pools: let somebody in, approve them; what people bring; conflicts of interest."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length

from app.domain.conflicts import CONFLICT_NAMES, ConflictOfInterest
from app.domain.errors import BadData
from app.domain.skills import Skills
from app.domain.wording import Ref
from forms.applications.moves import told
from forms.base import RungForm, SeenForm, options

People = Sequence[tuple[int, str]]
REASON_LIMIT = 2000


def _reason(label: str) -> TextAreaField:
    long = Length(max=REASON_LIMIT, message=f"Keep the reason under {REASON_LIMIT} characters.")
    return TextAreaField(label, [long], filters=[told])


def _person(people: People) -> list[Any]:
    return options({"": "Choose a person", **{str(number): name for number, name in people}})


def _number(text: str | None) -> int:
    """An account's number; 0, which nobody has, for whatever is none."""
    sent = text or ""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


class JoinForm(RungForm):
    """Who gets a place in a pool, and why they need no training."""

    account = SelectField("Person", choices=[], validate_choice=False)
    reason = _reason("Why they can interview at once")

    def offer(self, people: People) -> None:
        """Fill the list."""
        self.account.choices = _person(people)

    def chosen(self) -> int:
        """The account's number."""
        return _number(self.account.data)


class ApproveForm(RungForm):
    """Why somebody is ready, where the training is not done."""

    reason = _reason("Why they are ready")


class SkillsForm(SeenForm):
    """What somebody brings."""

    languages = SelectMultipleField("Languages", choices=[], validate_choice=False)
    specialties = SelectMultipleField("Specialties", choices=[], validate_choice=False)
    areas = SelectMultipleField("Focus areas", choices=[], validate_choice=False)

    def offer(self, *, languages: Iterable[Ref], specialties: Iterable[Ref], areas: Iterable[Ref]) -> None:
        """Fill the lists."""
        lists = ((self.languages, languages), (self.specialties, specialties), (self.areas, areas))
        for field, items in lists:
            field.choices = options({item.key: item.name for item in items})

    def skills(self) -> Skills:
        """What was chosen."""
        fields: Mapping[str, SelectMultipleField] = {
            "languages": self.languages,
            "specialties": self.specialties,
            "areas": self.areas,
        }
        return Skills(**{name: frozenset(field.data or ()) for name, field in fields.items()})


class ConflictForm(RungForm):
    """Who must not interview a candidate, and why."""

    account = SelectField("Person", choices=[], validate_choice=False)
    kind = RadioField("What it is", choices=lambda: options(CONFLICT_NAMES), validate_choice=False)

    def offer(self, people: People) -> None:
        """Fill the list."""
        self.account.choices = _person(people)

    def chosen(self) -> tuple[int, ConflictOfInterest]:
        """The account's number and the conflict.

        Raises:
            BadData: for a conflict of no kind that can be declared.
        """
        if self.kind.data not in {kind.value for kind in CONFLICT_NAMES}:
            raise BadData("Choose what the conflict is.", field="kind")
        return _number(self.account.data), ConflictOfInterest(self.kind.data)
