"""What is known about how strict interviewers are, from other candidates only; frozen before anybody is judged."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from app.domain.errors import BadData, quoted

LARGEST = 10
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Offset:
    """How strict one interviewer is, in points of the scale that the level model is stated for.

    Positive: rates worse than others would.

    `error` is its standard error after shrinking, `interviews` the number of scorecards it rests on.
    """

    severity: float
    error: float
    interviews: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """The offsets of all interviewers, by the name that scorecards give them.

    Somebody who is not in `offsets` is unknown: nothing is adjusted, and the whole spread of severity stays open.
    `version` names it in snapshots; `days` is its age when it is used, None when it has no date.
    """

    version: str = ""
    offsets: Mapping[str, Offset] = field(default_factory=dict)
    days: int | None = None


NO_CALIBRATION = Calibration()


def calibration_to_data(calibration: Calibration) -> dict[str, Any]:
    """Plain data with sorted keys; its age is for whoever uses it to tell."""
    raters = {person: dict(sorted(asdict(item).items())) for person, item in sorted(calibration.offsets.items())}
    return {"raters": raters, "version": calibration.version}


def calibration_from_data(data: object) -> Calibration:
    """The calibration that `calibration_to_data` wrote.

    Raises:
        BadData: naming the place that is no part of a calibration.
    """
    if not isinstance(data, Mapping) or not set(data) <= {"raters", "version"}:
        raise BadData("calibration: a mapping with 'raters' and 'version' is needed, as calibrate gives it.")
    raters = data.get("raters", {})
    if not isinstance(raters, Mapping):
        raise BadData("calibration.raters: a mapping from raters to their offsets is needed.")
    version = data.get("version", "")
    if not isinstance(version, str):
        raise BadData(f"calibration.version: {quoted(version)} is no text. Leave it as calibrate gave it.")
    offsets = {str(person): _offset(item, f"calibration.raters.{person}") for person, item in raters.items()}
    return Calibration(version, offsets)


def _offset(item: object, place: str) -> Offset:
    if not isinstance(item, Mapping) or set(item) != {"severity", "error", "interviews"}:
        raise BadData(f"{place}: severity, error and interviews are needed, and nothing else.")
    severity, error, interviews = item["severity"], item["error"], item["interviews"]
    for name, value in item.items():
        # Only compared: an int can be too large for a float, and nothing is true of nan.
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= MOST:
            raise BadData(f"{place}.{name}: {quoted(value)} is no number that calibrate gives.")
    if abs(severity) > LARGEST or not 0 <= error <= LARGEST:
        raise BadData(f"{place}: a severity lies between -{LARGEST} and {LARGEST}, its error between 0 and {LARGEST}.")
    if interviews < 0 or interviews != int(interviews):
        raise BadData(f"{place}.interviews: {quoted(interviews)} is no count. Use a whole number from 0 on.")
    return Offset(float(severity), float(error), int(interviews))
