"""How strict an interviewer is against the others, as words and as places on one axis; never without its interval."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from app.domain.calibration import Offset
from app.domain.level_model import LevelModel
from app.domain.scale import Scale

NORMAL_95 = 1.96
LEAST_REACH = 1.0
SAME = "as strict as the others"


@dataclass(frozen=True, slots=True)
class Strictness:
    """One interviewer. `low`, `at` and `high` are places on the axis, 0 its mildest end, 1 its strictest, nought in
    the middle; `low` and `high` are the ends of the 95 % interval.

    `is_clear`: the interval leaves nought out, so that the direction is known.
    """

    words: str
    interval: str
    interviews: int
    low: float
    at: float
    high: float
    is_clear: bool


def in_points(offset: Offset, *, model: LevelModel, scale: Scale) -> Offset:
    """The offset in points of this scale; offsets are kept in points of the scale that the model is stated for."""
    unit = (len(scale.points) - 1) / (model.stated_for.points - 1)
    return Offset(offset.severity * unit, offset.error * unit, offset.interviews)


def reach_of(offsets: Iterable[Offset]) -> float:
    """How many points the axis of these people reaches to either side, in half points."""
    furthest = [abs(item.severity) + NORMAL_95 * item.error for item in offsets]
    return max([LEAST_REACH, *(ceil(far * 2) / 2 for far in furthest)])


def strictness(offset: Offset, *, reach: float) -> Strictness:
    """Lay one interviewer on an axis that reaches as far.

    Args:
        offset: severity in points of the scale, positive when stricter; its standard error.
        reach: points to either side, as `reach_of` gives them for all who stand in one figure.
    """
    low, high = offset.severity - NORMAL_95 * offset.error, offset.severity + NORMAL_95 * offset.error
    return Strictness(
        words=_words(offset.severity),
        interval=f"{_signed(low)} to {_signed(high)}",
        interviews=offset.interviews,
        low=_place(low, reach),
        at=_place(offset.severity, reach),
        high=_place(high, reach),
        is_clear=low > 0 or high < 0,
    )


def _words(severity: float) -> str:
    points = f"{abs(severity):.1f}"
    if points == "0.0":
        return SAME
    thing = "point" if points == "1.0" else "points"
    return f"{points} {thing} {'stricter' if severity > 0 else 'milder'}"


def _signed(points: float) -> str:
    text = f"{abs(points):.1f}"
    sign = "" if text == "0.0" else "+" if points > 0 else "\N{MINUS SIGN}"
    return f"{sign}{text}"


def _place(points: float, reach: float) -> float:
    return (points + reach) / (2 * reach)
