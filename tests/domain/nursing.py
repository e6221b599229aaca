"""A small playbook of another profession: four points with the highest best, two levels in use, two stages."""

from functools import cache
from typing import Any

from app.domain.competency import CompetencySet
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.scale import Scale
from app.domain.scorecard import Card
from tests.domain import shipped

AREAS = ("care", "safety", "teamwork", "records", "planning")
LEVELS = {"N1": "Trainee", "N2": "Staff nurse", "N3": "Ward lead"}
POINTS = {4: "Outstanding", 3: "Good", 2: "Fair", 1: "Poor"}
SOURCE = {"document": "ward-handbook", "at": "page 1"}
JUDGED: dict[str, Any] = {"basis": "house judgement"}


def _scale() -> Scale:
    points = [
        {"value": value, "key": name.lower(), "name": name, "short": name, "meaning": f"{name} work."}
        for value, name in POINTS.items()
    ]
    names = {"key": "ward", "name": "Ward scale", "best": "highest"}
    return Scale.model_validate(names | {"points": points, "marks": {"good": 3}, "source": SOURCE} | JUDGED)


def _row(key: str, name: str) -> dict[str, Any]:
    return {
        "key": key,
        "name": name,
        "cells": {code: {"state": "value", "text": f"{name} of {code}."} for code in LEVELS},
        "source": SOURCE,
    }


def _ladder() -> Ladder:
    areas = {"key": "good_areas", "over": "areas", "bar": "good", "row": "work"} | JUDGED
    scope = {"key": "scope", "over": "signals", "share": "majority", "row": "span"} | JUDGED
    statements = [
        {"key": f"span_{code.lower()}", "text": f"Runs {number} beds.", "phrase": f"{number} beds", "source": SOURCE}
        | {"levels": [code]}
        for number, code in enumerate(LEVELS, start=4)
    ]
    signal = {"key": "span", "name": "Span of duty", "question": "How many beds?", "counts": True} | JUDGED
    return Ladder.model_validate(
        {
            "key": "ward",
            "name": "Ward ladder",
            "version": "1",
            "document": "ward-handbook",
            "scale": "ward",
            "levels": [
                {"code": code, "name": name, "in_use": code != "N1", "source": SOURCE} for code, name in LEVELS.items()
            ],
            "rows": [_row("work", "Work"), _row("span", "Span")],
            "signals": [signal | {"statements": statements}],
            "rules": [
                {"level": "N2", "clauses": [areas | {"share": "majority", "says": "A majority of areas is good."}]},
                {
                    "level": "N3",
                    "clauses": [
                        areas | {"share": "all", "says": "Every area is good."},
                        scope | {"says": "The span stands at N3."},
                    ],
                },
            ],
        }
    )


def _stage(key: str, name: str, role: str, interviewers: int, areas: tuple[str, ...]) -> dict[str, Any]:
    return {
        "key": key,
        "name": name,
        "role": role,
        "meets": "The ward.",
        "interviewers": interviewers,
        "minutes": 30,
        "happens": "A talk.",
        "focus_areas": areas,
        "signals": ("span",),
        "at": "page 2",
    }


def _family() -> JobFamily:
    title = {"key": "nurse", "name": "Nurse", "short": "Nurse", "grade": None, "track": "ward", "at": "page 3"}
    return JobFamily.model_validate(
        {
            "key": "nurse",
            "name": "Nurses",
            "document": "ward-handbook",
            "tracks": [{"key": "ward", "name": "Ward"}],
            "titles": [title | {"states_confidence_gap": False, "summary": "Nurses patients."}],
            "stages": [
                _stage("phone", "Phone call", "recruiter", 1, ("safety", "teamwork")),
                _stage("ward_day", "Ward day", "interviewer", 2, AREAS),
            ],
            "confidence_statement": "Apply anyway.",
            "next_step": {"family": "Ward management", "text": "Lead a ward.", "at": "page 4"},
            "compensation": {"terms": "As agreed.", "at": "page 5"},
            "source": SOURCE,
        }
        | JUDGED
    )


def _catalogue() -> CompetencySet:
    competencies = [
        {
            "key": key,
            "name": key.capitalize(),
            "group": "values",
            "source": SOURCE,
            "definition": f"What {key} is.",
            "anchors": [{"point": value, "text": f"{name} {key}."} for value, name in POINTS.items()],
            "avoid": ["Ages."],
            "questions": [],
        }
        | JUDGED
        for key in AREAS
    ]
    return CompetencySet.model_validate({"key": "ward", "competencies": competencies})


def _model() -> LevelModel:
    """The shipped model with bounds of its own."""
    model = shipped.playbook().model
    assert model is not None
    warnings = {
        "top_probability": 0.6,
        "one_person": 0.625,
        "within_one": 0.9,
        "spread": 3,
        "same_rating": 1.0,
        "halo_ratio": 0.4,
        "offset": 0.4,
        "offset_error": 0.3,
        "calibration_days": 90,
        "calibration_interviews": 3,
    }
    needs = {"ratings": 3, "stages": 1, "signals": 1}
    return LevelModel.model_validate(
        model.model_dump() | {"key": "ward", "warnings": warnings, "needs": needs, "tau": 0.6}
    )


@cache
def nursing_playbook() -> Playbook:
    """Ladder, family, catalogue, scale and model, which fit each other; no crosswalk."""
    playbook = Playbook(_ladder(), _family(), _catalogue(), _scale(), None, _model())
    playbook.check()
    return playbook


def ward_loop(
    point: int = 3, level: str = "N2", *, changes: dict[tuple[str, str], int | None] | None = None
) -> list[Card]:
    """Every planned scorecard with the same answer everywhere; `changes` hold for one: {(rater, area): point}."""
    cards = []
    for stage in nursing_playbook().family.stages:
        for number in range(1, stage.interviewers + 1):
            rater = f"{stage.key}-{number}"
            ratings: dict[str, int | None] = dict.fromkeys(stage.focus_areas, point)
            ratings |= {area: other for (who, area), other in (changes or {}).items() if who == rater}
            cards.append(Card(stage.key, rater, ratings, {"span": level}))
    return cards
