"""Scorecards as plain data: a full loop, and the same with another value, or none, at one place; sorted keys."""

import json
from typing import Any

from app.domain.contract import shipped

LEVELS = ["below_bar", "P3", "P4", "P5", "P6"]
REMOVED = object()
Place = tuple[str | int, ...]


def plain_loop(point: int | None = 2, level: str | None = "P4") -> list[dict[str, Any]]:
    """Everybody gives the same answer everywhere; nothing that may be absent is there but anchors."""
    return [
        {
            "stage": stage.key,
            "rater": f"{stage.key}-{number}",
            "ratings": [{"competency": key, "rating": point} for key in stage.focus_areas],
            "anchors": [{"dimension": key, "level": level} for key in stage.signals],
        }
        for stage in shipped().family.stages
        for number in range(1, stage.interviewers + 1)
    ]


def changed(data: Any, place: Place, value: Any) -> Any:
    """A copy with this value at this place; REMOVED takes the place away, a place that is not there is added."""
    if not place:
        return value
    found = json.loads(json.dumps(data))
    part = found
    for step in place[:-1]:
        part = part[step]
    if value is REMOVED:
        del part[place[-1]]
    else:
        part[place[-1]] = value
    return found


def all_keys_sorted(value: object) -> bool:
    """Whether every mapping has its keys in order; only chances run from below the bar upwards."""
    if isinstance(value, dict):
        return list(value) in (sorted(value), LEVELS) and all(map(all_keys_sorted, value.values()))
    return all(map(all_keys_sorted, value)) if isinstance(value, list) else True
