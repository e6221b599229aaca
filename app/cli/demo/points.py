"""Outside the feature grid: which points and statements a demo candidate gets, so that the rule reads their quality."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from app.cli.demo.content import DemoCandidate, Quality
from app.domain.playbook import Playbook

# One point for each of the 18 areas. Expert is 2 or better, 3 meets: p5 and p6 need a majority at 2 and none beyond 3.
AREA_POINTS: Mapping[Quality, tuple[int, ...]] = {
    "far_below": (4,) * 9 + (5,) * 7 + (3,) * 2,
    "below": (4,) * 11 + (5,) * 2 + (3,) * 4 + (2,),
    "p3": (3,) * 11 + (4,) * 5 + (2,) * 2,
    "p4": (3,) * 10 + (2,) * 5 + (1,) + (4,) * 2,
    "p5": (2,) * 11 + (1,) * 2 + (3,) * 5,
    "p6": (2,) * 11 + (1,) * 6 + (3,),
}
# The level of most scope signals, and the levels of which one signal gets another.
SIGNAL_LEVELS: Mapping[Quality, tuple[str, tuple[str, ...]]] = {
    "far_below": ("P2", ("P2",)),
    "below": ("P2", ("P3",)),
    "p3": ("P3", ("P2", "P4")),
    "p4": ("P4", ("P3", "P5")),
    "p5": ("P5", ("P4",)),
    "p6": ("P6", ("P5",)),
}
LOWER = {"P3": "P2", "P4": "P3", "P5": "P4", "P6": "P5"}
# How raters of one area differ: never so far that the mean falls on the other side of a bar.
APART = {1: 1, 2: 1, 3: 1, 4: -1, 5: -1}
PAIRS = {1: 1, 2: -1, 3: 1, 5: -1}
WEAK = 4


@dataclass(frozen=True, slots=True)
class Marks:
    """What one interviewer picks: points by area and levels by signal; None is "no evidence seen"."""

    ratings: Mapping[str, int | None]
    levels: Mapping[str, str]


def marks_of(candidate: DemoCandidate, playbook: Playbook) -> dict[str, tuple[Marks, ...]]:
    """What every interviewer of every stage picks, by stage, in the order of the seats."""
    rng = Random(f"{candidate.key}/points")
    base = _base_points(candidate, playbook, rng)
    levels = _signal_levels(candidate, playbook, rng)
    rated = dict.fromkeys(base, 0)
    found = {}
    for stage in playbook.family.stages:
        columns = [_points(candidate, area, base[area], stage.interviewers, rated, rng) for area in stage.focus_areas]
        seats = []
        for seat in range(stage.interviewers):
            ratings: dict[str, int | None] = {
                area: column[seat] for area, column in zip(stage.focus_areas, columns, strict=True)
            }
            unseen = _unseen(candidate, stage.key, ratings, rng)
            ratings |= dict.fromkeys(unseen)
            picked = {signal: _level(levels[signal], seat, rng) for signal in stage.signals}
            seats.append(Marks(ratings, picked))
        found[stage.key] = tuple(seats)
    return found


def _base_points(candidate: DemoCandidate, playbook: Playbook, rng: Random) -> dict[str, int]:
    areas = list(playbook.planned_areas())
    points = list(AREA_POINTS[candidate.quality])
    if len(points) != len(areas):
        raise ValueError(f"the plan has {len(areas)} areas, points are laid out for {len(points)}")
    rng.shuffle(points)
    base = dict(zip(areas, points, strict=True))
    if candidate.reason and candidate.reason.area:
        _swap(base, candidate.reason.area, lambda point: point >= WEAK)
    if candidate.disagreement:
        middle = sorted(candidate.disagreement.points)[1]
        _swap(base, candidate.disagreement.area, lambda point: point == middle)
    return base


def _swap(base: dict[str, int], area: str, fits: Callable[[int], bool]) -> None:
    """Give an area a point that fits, taking it from another area, so that the counts stay."""
    if not fits(base[area]):
        other = next(key for key in sorted(base) if fits(base[key]))
        base[area], base[other] = base[other], base[area]


def _signal_levels(candidate: DemoCandidate, playbook: Playbook, rng: Random) -> dict[str, str]:
    home, others = SIGNAL_LEVELS[candidate.quality]
    levels = dict.fromkeys(playbook.planned_signals(), home)
    levels[rng.choice(sorted(levels))] = rng.choice(others)
    return levels


def _points(
    candidate: DemoCandidate, area: str, base: int, seats: int, rated: dict[str, int], rng: Random
) -> tuple[int, ...]:
    """The points of one area at one stage, by seat."""
    rated[area] += 1
    given = candidate.disagreement
    if seats > 1 and given and given.area == area:
        return given.points
    points = [base] * seats
    if seats > 1:
        if rng.random() < 0.6 or base == 5:  # there are two texts only for the worst point
            points[rng.randrange(seats)] += APART[base]
    elif rated[area] > 1 and rng.random() < 0.4:
        points[0] += PAIRS.get(base, 0)
    return tuple(points)


def _unseen(candidate: DemoCandidate, stage: str, ratings: Mapping[str, int | None], rng: Random) -> tuple[str, ...]:
    """Now and then an interviewer saw nothing of one area. What a decline or a disagreement rests on is always seen."""
    kept = {candidate.reason.area if candidate.reason else None}
    kept.add(candidate.disagreement.area if candidate.disagreement else None)
    likely = {"manager": ("account_planning",), "panel": tuple(sorted(ratings)), "final": ("inclusion",)}
    chance = {"manager": 0.12, "panel": 0.2, "final": 0.2}
    area = rng.choice(likely.get(stage, ("",)))
    return (area,) if rng.random() < chance.get(stage, 0) and area not in kept else ()


def _level(level: str, seat: int, rng: Random) -> str:
    """The third of three raters sometimes picks the statement below; above the lowest, since there is none below."""
    if seat < 2:
        return level
    if level not in LOWER:
        return "P3"
    return LOWER[level] if rng.random() < 0.4 else level
