"""Preparing an interview: how its minutes are shared out, and who of a panel leads which focus areas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.domain.family import Stage

# House judgement: the hello takes a twelfth of the time, the candidate's own questions a sixth, and a focus area is
# worth two scope signals, which are mostly answered from what was said anyway.
OPENING_PART, CLOSING_PART = 12, 6
AREA_WEIGHT, SIGNAL_WEIGHT = 2, 1


@dataclass(frozen=True, slots=True)
class TimeBudget:
    """How long everything in one interview should take, in whole minutes that add up to the stage's.

    `areas` maps each focus area to its minutes, in the plan's order; `signals` is for all scope signals together.
    `opening` is the hello, `closing` belongs to the candidate's questions.
    """

    areas: Mapping[str, int]
    signals: int
    opening: int
    closing: int

    @property
    def talk(self) -> int:
        """Minutes for focus areas and scope signals."""
        return sum(self.areas.values()) + self.signals

    @property
    def minutes(self) -> int:
        """All of it."""
        return self.opening + self.talk + self.closing


def time_budget(stage: Stage) -> TimeBudget:
    """Share out the minutes of a stage.

    Args:
        stage: a stage of the plan, of any length, with any number of areas and signals.

    Returns:
        minutes for everything the stage looks at. Hello and close give way before an area or the signals are left
        without a minute; where nothing is looked at, all but the hello belongs to the candidate.

    Source: house judgement; the stages only say how long they are.
    """
    weights = [AREA_WEIGHT] * len(stage.focus_areas)
    if stage.signals:
        weights.append(SIGNAL_WEIGHT * len(stage.signals))
    spare = max(0, stage.minutes - len(weights))
    closing = min(stage.minutes // CLOSING_PART, spare)
    opening = min(stage.minutes // OPENING_PART, spare - closing)
    if not weights:
        return TimeBudget({}, 0, opening, stage.minutes - opening)
    shares = _shares(stage.minutes - opening - closing, weights)
    areas = dict(zip(stage.focus_areas, shares, strict=False))
    return TimeBudget(areas, sum(shares[len(areas) :]), opening, closing)


def _shares(minutes: int, weights: Sequence[int]) -> list[int]:
    """Whole minutes by weight: a first one for everybody, then each to whom it brings nearest to the own share."""
    got = [0] * len(weights)
    for _ in range(minutes):
        waiting = [(given > 0, -weight / (2 * given + 1)) for given, weight in zip(got, weights, strict=True)]
        got[waiting.index(min(waiting))] += 1
    return got


def lead_areas(areas: Sequence[str], seats: Iterable[int], *, interview_id: int) -> dict[int, tuple[str, ...]]:
    """Share out who leads on what. Everybody rates every area; whoever leads sees to it that it is asked about.

    Args:
        areas: keys of the stage's focus areas, in the plan's order.
        seats: account ids of the interviewers, in any order; shadows are not among them and so change nothing.
        interview_id: turns the order of the people, so that nobody has the first areas every time.

    Returns:
        for every interviewer the areas to lead, in the plan's order; the numbers differ by one at most. A single
        interviewer leads all of them, and with more people than areas some lead none.

    Source: house judgement.
    """
    people = sorted(set(seats))
    if not people:
        return {}
    turn = int(sha256(str(interview_id).encode()).hexdigest(), 16) % len(people)
    each, more = divmod(len(areas), len(people))
    found: dict[int, tuple[str, ...]] = {}
    begin = 0
    for place, person in enumerate([*people[turn:], *people[:turn]]):
        end = begin + each + (place < more)
        found[person] = tuple(areas[begin:end])
        begin = end
    return found
