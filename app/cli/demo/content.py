"""Outside the feature grid: the demo organisation as its files describe it, typed and frozen, and nothing else."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field, ValidationError, model_validator
from ruamel.yaml import YAML

from app.cli.demo.front import DemoPosting, Front
from app.cli.demo.staffing import DemoPool, Handle, Staff
from app.domain.errors import BadData
from app.domain.policy import Part, Role
from app.domain.shapes import Key, LevelCode, Shape, Text, named
from app.domain.states import WithdrawReason
from app.gateways.ladder_files import shipped_directory

FOLDER = shipped_directory() / "demo"
Quality = Literal["far_below", "below", "p3", "p4", "p5", "p6"]
Standing = Literal[
    "new",
    "screen_booked",
    "screen_done",
    "manager_booked",
    "manager_done",
    "panel_booked",
    "panel_two_of_three",
    "panel_done",
    "final_booked",
    "final_done",
    "own_level",
    "decided",
    "offer_made",
    "hired",
    "on_hold_screen",
    "on_hold_panel",
    "declined_screen",
    "declined_manager",
    "declined_panel",
    "declined_final",
    "declined_decision",
    "withdrawn_manager",
    "withdrawn_offer",
    "reopened",
]
S = TypeVar("S", bound=Shape)


class Slots(Shape):
    """What fills the slots in the texts about one opening's candidates."""

    customer: Annotated[tuple[Text, ...], Field(min_length=2)]
    partner: Annotated[tuple[Text, ...], Field(min_length=1)]
    amount: Annotated[tuple[Text, ...], Field(min_length=2)]


class DemoOpening(Shape):
    """One opening with its hiring team; keys of the shipped playbook."""

    key: Handle
    title: Key
    lowest_level: LevelCode
    highest_level: LevelCode
    place: Text
    location: Key | None
    specialty: Key | None
    team: dict[Part, tuple[Handle, ...]]
    slots: Slots
    public: DemoPosting | None = None

    def panel(self, without: int | None = None) -> tuple[str, ...]:
        """Three of the pool: the first three, or all but the one at an index."""
        pool = self.team[Part.INTERVIEWER]
        return pool[:3] if without is None else tuple(key for index, key in enumerate(pool) if index != without)[:3]


class Disagreement(Shape):
    """The points of the three panelists for one focus area, in the order of the opening's pool."""

    area: Key
    points: tuple[int, int, int]


class About(Shape):
    """What a decline rests on: a focus area or a requirement."""

    area: Key | None = None
    requirement: Key | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.area is None) == (self.requirement is None):
            raise ValueError("name either an area or a requirement")
        return self

    @property
    def code(self) -> str:
        """What the services call it."""
        return f"area:{self.area}" if self.area else f"requirement:{self.requirement}"


class Arrangement(Shape):
    """What interviewers arrange for a candidate, and why."""

    what: Text
    why: Text


class DemoCandidate(Shape):
    """Somebody who applies, how good the evidence is, and how far they have come."""

    key: Handle
    name: Text
    email: Text
    place: Text
    zone: Text
    source: Text
    opening: Handle
    quality: Quality
    path: Standing
    applied_days_ago: Annotated[int, Field(ge=1, le=80)]
    cv: Text
    own_level: Text | None = None
    level: LevelCode | None = None
    reason: About | None = None
    withdraw: WithdrawReason | None = None
    hold_days: int | None = None
    disagreement: Disagreement | None = None
    late: Key | None = None
    pronunciation: Text | None = None
    pronouns: Text | None = None
    arrangement: Arrangement | None = None
    also: Handle | None = None
    referrer: Handle | None = None
    beside: Handle | None = None


class DemoDeck(Shape):
    """Somebody's pass through a calibration deck; `points` in the order of its snippets."""

    person: Handle
    deck: Key
    days_ago: int
    points: tuple[int, ...]


class Organisation(Shape):
    """The organisation, its staff, its openings and everybody who applies."""

    kind: Literal["demo_organisation"]
    name: Text
    domain: Text
    staff: tuple[Staff, ...]
    openings: tuple[DemoOpening, ...]
    candidates: tuple[DemoCandidate, ...]
    decks: tuple[DemoDeck, ...]
    pools: tuple[DemoPool, ...]
    front: Front

    @model_validator(mode="after")
    def _everybody_named_is_there(self) -> Self:
        staff, openings = {item.key for item in self.staff}, {item.key for item in self.openings}
        for opening in self.openings:
            if strangers := {key for people in opening.team.values() for key in people} - staff:
                raise ValueError(f"{opening.key}: nobody on the staff has the key {sorted(strangers)[0]}")
        if strangers := {item.person for item in self.decks} - staff:
            raise ValueError(f"decks: nobody on the staff has the key {sorted(strangers)[0]}")
        for candidate in self.candidates:
            for key in filter(None, (candidate.opening, candidate.also)):
                if key not in openings:
                    raise ValueError(f"{candidate.key}: there is no opening {key}")
        return self


class AreaTexts(Shape):
    """Evidence for one focus area, by point."""

    kind: Literal["demo_evidence"]
    competency: Key
    points: dict[int, tuple[Text, ...]]


class SignalTexts(Shape):
    """Notes under each scope signal, by the level whose statement they fit."""

    kind: Literal["demo_signals"]
    signals: dict[Key, dict[LevelCode, tuple[Text, ...]]]


class RequirementTexts(Shape):
    """What the checklist of requirements says, by requirement."""

    kind: Literal["demo_requirements"]
    met: dict[Key, tuple[Text, ...]]
    to_verify: dict[Literal["figure", "gate", "other"], tuple[Text, ...]]
    not_met: dict[Key, Text]


class Customer(Shape):
    """An invented customer."""

    name: Text
    country: Text
    industry: Text


class CommonSlots(Shape):
    """What fills the slots that do not depend on the opening; customers, partners and amounts list all there are."""

    customer: tuple[Customer, ...]
    partner: tuple[Text, ...]
    amount: tuple[Text, ...]
    person: tuple[Text, ...]
    quarter: tuple[Text, ...]


class ClosingTexts(Shape):
    """Everything said around the ratings: summaries, notes, reasons."""

    kind: Literal["demo_closing"]
    summaries: dict[str, tuple[Text, ...]]
    notes_to_next: tuple[Text, ...]
    decline_reasons: dict[Key, Text]
    decline_requirement_reasons: dict[Key, Text]
    hold_reasons: tuple[Text, ...]
    withdraw_notes: dict[str, Text]
    reopen_reasons: tuple[Text, ...]
    own_level_reasons: dict[str, tuple[Text, ...]]
    decision_reasons: dict[str, tuple[Text, ...]]
    slots: CommonSlots


class Demo(Shape):
    """All of it."""

    organisation: Organisation
    areas: dict[str, AreaTexts]
    signals: SignalTexts
    requirements: RequirementTexts
    closing: ClosingTexts
    cvs: dict[str, str]

    def opening(self, key: str) -> DemoOpening:
        """The opening with this key."""
        return named(self.organisation.openings, key, "opening", self.organisation.name)

    def staff(self, key: str) -> Staff:
        """The member of staff with this key."""
        return named(self.organisation.staff, key, "member of staff", self.organisation.name)

    def shown(self) -> tuple[Staff, ...]:
        """Whose sign-ins are shown: the admin first, then the personas."""
        return tuple(item for item in self.organisation.staff if item.persona or item.role is Role.ADMIN)


@lru_cache(maxsize=1)
def read_demo() -> Demo:
    """The demo organisation that comes with the product.

    Raises:
        BadData: naming the first file that is not as it should be, and where.
    """
    evidence = FOLDER / "evidence"
    apart = {"signals.yaml", "requirements.yaml", "closing.yaml"}
    areas = [_read(AreaTexts, file) for file in sorted(evidence.glob("*.yaml")) if file.name not in apart]
    return Demo(
        organisation=_read(Organisation, FOLDER / "organisation.yaml"),
        areas={item.competency: item for item in areas},
        signals=_read(SignalTexts, evidence / "signals.yaml"),
        requirements=_read(RequirementTexts, evidence / "requirements.yaml"),
        closing=_read(ClosingTexts, evidence / "closing.yaml"),
        cvs={file.name: file.read_text(encoding="utf-8") for file in sorted((FOLDER / "cv").glob("*.txt"))},
    )


def _read(shape: type[S], file: Path) -> S:
    content: Any = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadData(f"{file.name}, {place}: {first['msg']}") from error
