"""What is stored with a decision: the recommendation and all that it was computed from, and the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.domain.calibration import NO_CALIBRATION, Calibration, Offset
from app.domain.errors import BadData
from app.domain.marks import NO_MARKS, Marks, marks_from_data
from app.domain.playbook import Playbook
from app.domain.recommendation import Method, Recommendation, minimum_of, recommend
from app.domain.rule import Minimum
from app.domain.scorecard import Card, in_order

_RECOMMENDATION = TypeAdapter(Recommendation)


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a recommendation is computed from; the fields are as in `recommend`."""

    cards: Sequence[Card]
    playbook: Playbook
    title: str
    marks: Marks = NO_MARKS
    calibration: Calibration = NO_CALIBRATION
    minimum: Minimum | None = None
    method: Method = "A+B"

    def recommend(self, *, explain: bool = True) -> Recommendation:
        """What it comes to; without explaining, level, probabilities and proof alone."""
        return recommend(
            self.cards,
            playbook=self.playbook,
            title=self.title,
            marks=self.marks,
            calibration=self.calibration,
            minimum=self.minimum,
            method=self.method,
            explain=explain,
        )

    def to_data(self) -> dict[str, Any]:
        """Plain data with sorted keys. Of the calibration only those are kept who wrote one of the scorecards."""
        people = {card.who for card in self.cards}
        known = sorted(self.calibration.offsets.items())
        offsets = {person: dict(sorted(asdict(item).items())) for person, item in known if person in people}
        return {
            "calibration": {"days": self.calibration.days, "offsets": offsets, "version": self.calibration.version},
            "cards": cards_to_data(self.cards),
            "marks": self.marks.to_data(),
            "method": self.method,
            "minimum": asdict(self.minimum or minimum_of(self.playbook)),
            "title": self.title,
        }


def recommendation_from_data(data: Mapping[str, Any]) -> Recommendation:
    """The recommendation that `to_data` wrote, exactly as it was then.

    Raises:
        BadData: if this is no stored recommendation.
    """
    try:
        return _RECOMMENDATION.validate_python(data)
    except ValidationError as error:
        raise BadData("This stored recommendation can't be read. Restore it from a backup.") from error


def cards_to_data(cards: Sequence[Card]) -> list[dict[str, Any]]:
    """Scorecards as plain data in their one order, keys sorted."""
    return [
        {
            "late": card.late,
            "person": card.person,
            "rater": card.rater,
            "ratings": dict(sorted(card.ratings.items())),
            "signals": dict(sorted(card.signals.items())),
            "stage": card.stage,
        }
        for card in in_order(cards)
    ]


def cards_from_data(data: Sequence[Mapping[str, Any]]) -> tuple[Card, ...]:
    """The scorecards that `cards_to_data` wrote.

    Raises:
        BadData: if this is no list of stored scorecards.
    """
    try:
        return tuple(
            Card(
                stage=item["stage"],
                rater=item["rater"],
                ratings=dict(item["ratings"]),
                signals=dict(item["signals"]),
                late=item["late"],
                person=item.get("person", ""),
            )
            for item in data
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadData("The stored scorecards of this decision can't be read. Restore them from a backup.") from error


def recompute(data: Mapping[str, Any], *, playbook: Playbook) -> Recommendation:
    """The recommendation from a stored input: the same bytes as then, for the same versions and engine.

    Raises:
        BadData: if this is no stored input.
    """
    return ground_from_data(data, playbook=playbook).recommend()


def ground_from_data(data: Mapping[str, Any], *, playbook: Playbook) -> Ground:
    """The ground that `to_data` wrote.

    Raises:
        BadData: if this is no stored input.
    """
    try:
        kept = data.get("calibration", {"days": None, "offsets": {}, "version": ""})
        offsets = {person: Offset(**item) for person, item in kept["offsets"].items()}
        return Ground(
            cards_from_data(data["cards"]),
            playbook,
            data["title"],
            marks=marks_from_data(data.get("marks", {"amended": data.get("amended", ())})),
            calibration=Calibration(kept["version"], offsets, kept["days"]),
            minimum=Minimum(**data["minimum"]),
            method=data.get("method", "A"),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise BadData("The stored input of this decision can't be read. Restore it from a backup.") from error
