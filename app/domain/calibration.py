"""What is known about how strict interviewers are, from other candidates only; frozen before anybody is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Offset:
    """How strict one interviewer is, in points of the scale. Positive: rates worse than others would.

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
