"""Playbooks of any size, and scorecards at random on any playbook: for what must hold whatever is pinned."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from app.domain.calibration import Calibration, Offset
from app.domain.competency import CompetencySet
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.scale import Scale
from app.domain.scorecard import Card
from tests.domain import shipped

SOURCE = {"document": "workshop", "at": "page 1"}
JUDGED: dict[str, Any] = {"basis": "house judgement"}
SKIPPING = "skipping"  # every other level has no statement
SHARED = "shared"  # the two highest levels share a statement
CROSSED = "crossed"  # the statement of the highest level stands for a low one, too
Signals = tuple[Literal["each", "skipping", "shared", "crossed", "single"], ...]


@dataclass(frozen=True)
class Size:
    """How large a playbook is. The lowest level is not in use; `panel` interviewers hold every stage but the first.

    signals: one scope signal for each word, which says how its statements cover the levels.
    """

    levels: int = 5
    points: int = 5
    best: Literal["lowest", "highest"] = "lowest"
    stages: int = 3
    panel: int = 3
    areas: int = 6
    signals: Signals = ("each", "each", "shared")


@cache
def playbook_of(size: Size) -> Playbook:
    """A playbook of this size with the shipped assumptions; the last area of the catalogue is in no plan."""
    found = Playbook(_ladder(size), _family(size), _catalogue(size), _scale(size), None, _model(size))
    found.check()
    return found


def codes_of(size: Size) -> list[str]:
    """The levels, lowest first."""
    return [f"L{number}" for number in range(1, size.levels + 1)]


def _areas(size: Size) -> list[str]:
    return [f"area_{number}" for number in range(1, size.areas + 1)]


def _points(size: Size) -> list[int]:
    """The points, best first."""
    points = list(range(1, size.points + 1))
    return points if size.best == "lowest" else points[::-1]


def _scale(size: Size) -> Scale:
    points = _points(size)
    middle = (len(points) - 1) // 2
    marks = {"good": points[middle], "great": points[max(0, middle - 1)]}
    shown = [
        {"value": value, "key": f"p{value}", "name": f"Point {value}", "short": f"{value}", "meaning": "So good."}
        for value in points
    ]
    names = {"key": "work", "name": "Work scale", "best": size.best, "source": SOURCE}
    return Scale.model_validate(names | {"points": shown, "marks": marks} | JUDGED)


def _statement(key: str, levels: Sequence[str]) -> dict[str, Any]:
    return {"key": key, "text": f"Does {key}.", "phrase": key, "levels": levels, "source": SOURCE}


def _statements(kind: str, codes: Sequence[str]) -> list[dict[str, Any]]:
    covered: list[Sequence[str]] = [(code,) for code in codes]
    if kind == SKIPPING:
        covered = [(code,) for code in codes[::2]]
    elif kind == SHARED:
        covered = [*covered[:-2], tuple(codes[-2:])]
    elif kind == CROSSED:
        covered = [covered[0], (codes[1], codes[-1]), *covered[2:-1]]
    elif kind == "single":
        covered = covered[-1:]
    return [_statement(f"s{number}", levels) for number, levels in enumerate(covered)]


def _clause(key: str, over: str, share: str, bar: str | None = None) -> dict[str, Any]:
    return {"key": key, "over": over, "share": share, "bar": bar, "says": f"So much {key}.", "row": "work"} | JUDGED


def _rules(size: Size) -> list[dict[str, Any]]:
    """Half of the areas from the lowest level in use, all and half of them great from the second highest."""
    rules: list[dict[str, Any]] = []
    for code in codes_of(size)[1:]:
        clauses = [_clause("scope", "signals", "majority")]
        if not rules:
            clauses.append(_clause("half", "areas", "majority", "good"))
        if code == codes_of(size)[max(1, size.levels - 2)]:
            clauses += [_clause("all", "areas", "all", "good"), _clause("great", "areas", "majority", "great")]
        rules.append({"level": code, "clauses": clauses})
    return rules


def _ladder(size: Size) -> Ladder:
    codes = codes_of(size)
    cells = {code: {"state": "value", "text": f"Work of {code}."} for code in codes}
    signals = [
        {"key": f"signal_{number}", "name": f"Signal {number}", "question": "How far?", "counts": True}
        | {"statements": _statements(kind, codes)}
        | JUDGED
        for number, kind in enumerate(size.signals, start=1)
    ]
    levels = [{"code": code, "name": f"Level {code}", "in_use": code != codes[0], "source": SOURCE} for code in codes]
    names = {"key": "workshop", "name": "Workshop ladder", "version": "1", "document": "workshop", "scale": "work"}
    rows = [{"key": "work", "name": "Work", "cells": cells, "source": SOURCE}]
    return Ladder.model_validate(names | {"levels": levels, "rows": rows, "signals": signals, "rules": _rules(size)})


def _family(size: Size) -> JobFamily:
    """Every area is looked at by some stage; each stage but the first of several asks every signal."""
    planned, signals = _areas(size)[:-1], tuple(f"signal_{number + 1}" for number in range(len(size.signals)))
    shares = [planned[: max(1, size.areas // 3)], planned[::2], planned[1::2]]
    if size.stages < len(shares):
        shares = [planned] * size.stages
    stages = [
        {"key": f"stage_{number}", "name": f"Stage {number}", "role": "interviewer", "meets": "The team."}
        | {"interviewers": size.panel if number else 1, "minutes": 30, "happens": "A talk.", "at": "page 2"}
        | {"focus_areas": shares[number % len(shares)], "signals": signals if number or size.stages == 1 else ()}
        for number in range(size.stages)
    ]
    title = {"key": "smith", "name": "Smith", "short": "Smith", "grade": None, "track": "work", "at": "page 3"}
    return JobFamily.model_validate(
        {"key": "smith", "name": "Smiths", "document": "workshop", "tracks": [{"key": "work", "name": "Work"}]}
        | {"titles": [title | {"states_confidence_gap": False, "summary": "Smiths."}], "stages": stages}
        | {"confidence_statement": "Apply.", "next_step": {"family": "Masters", "text": "Lead.", "at": "page 4"}}
        | {"compensation": {"terms": "As agreed.", "at": "page 5"}, "source": SOURCE}
        | JUDGED
    )


def _catalogue(size: Size) -> CompetencySet:
    anchors = [{"point": value, "text": f"Point {value}."} for value in _points(size)]
    common = {"group": "values", "source": SOURCE, "anchors": anchors, "avoid": ["Ages."], "questions": []} | JUDGED
    competencies = [{"key": key, "name": key.capitalize(), "definition": f"{key}."} | common for key in _areas(size)]
    return CompetencySet.model_validate({"key": "work", "competencies": competencies})


def _model(size: Size) -> LevelModel:
    model = shipped.playbook().model
    assert model is not None
    needs = {"ratings": 2, "stages": 1, "signals": 1 if size.signals else 0}
    return LevelModel.model_validate(model.model_dump() | {"needs": needs})


def with_panels_of(playbook: Playbook, interviewers: int) -> Playbook:
    """The same plan with this many interviewers wherever there were several."""
    stages = tuple(
        stage.model_copy(update={"interviewers": interviewers}) if stage.interviewers > 1 else stage
        for stage in playbook.family.stages
    )
    return replace(playbook, family=playbook.family.model_copy(update={"stages": stages}))


def cards_on(playbook: Playbook, rng: random.Random, *, extras: float = 0.1) -> list[Card]:
    """Random scorecards around a random candidate. Stages, cards and answers may be missing; one more may be there.

    Args:
        playbook: whose plan they roughly follow.
        rng: where chance comes from.
        extras: how often a stage has an interviewer too many, and a card an area beyond the plan.
    """
    points, codes = [point.value for point in playbook.scale.points], [level.code for level in playbook.ladder.levels]
    merit, rank, spread = rng.random() * len(points), rng.random() * len(codes), rng.choice((0.5, 1.0, 2.0))
    held, seen = rng.choice((1.0, 0.95, 0.6)), rng.choice((1.0, 0.9, 0.5, 0.15))
    catalogue = [item.key for item in playbook.competencies.competencies]
    everywhere = rng.random() < 0.3  # one person writes a card of every stage

    def near(place: float, values: Sequence[Any]) -> Any:
        if rng.random() >= seen:
            return None
        return values[min(len(values) - 1, max(0, round(rng.gauss(place, spread))))]

    cards = []
    for stage in playbook.family.stages:
        for number in range(stage.interviewers + (rng.random() < extras)):
            if rng.random() < held:
                areas = [*stage.focus_areas, *(rng.sample(catalogue, 1) if rng.random() < extras else ())]
                ratings = {area: near(merit, points) for area in areas}
                placed = {signal: near(rank, codes) for signal in stage.signals}
                person = "everywhere" if everywhere and not number else ""
                cards.append(Card(stage.key, f"{stage.key}-{number}", ratings, placed, person=person))
    return cards


def offsets_for(cards: Sequence[Card], rng: random.Random) -> Calibration:
    """What might be known of the severity of those who wrote the cards; somebody may be unknown."""
    people = sorted({card.who for card in cards})
    known: Mapping[str, Offset] = {
        person: Offset(rng.gauss(0, 0.5), rng.uniform(0, 0.5), rng.randint(1, 100))
        for person in people
        if rng.random() < 0.8
    }
    return Calibration("invented", known, 30)
