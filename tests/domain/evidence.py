"""Scorecards on the shipped ladder and plan, made by hand or at random, for the tests of rule and recommendation."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from app.domain.competency import Competency, CompetencyFile, CompetencySet
from app.domain.crosswalk import Crosswalk
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.scale import Scale
from app.domain.scorecard import Card

DATA = Path(__file__).parents[2] / "ladder_data"
LEVELS = ("P2", "P3", "P4", "P5", "P6")
SIGNALS = ("assistance", "complexity", "techniques", "orchestration", "mentoring")
PLAN: Mapping[str, tuple[int, tuple[str, ...], tuple[str, ...]]] = {
    "screen": (1, ("results", "collaboration"), ()),
    "manager": (
        1,
        ("results", "iteration", "account_planning", "growth_mindset", "process_discipline", "effective_communication"),
        ("assistance", "complexity"),
    ),
    "panel": (
        3,
        (
            "efficiency",
            "facilitating",
            "understanding_needs",
            "consultative_approach",
            "technical_leadership",
            "building_trust",
        ),
        ("techniques",),
    ),
    "final": (
        1,
        (
            "collaboration",
            "transparency",
            "inclusion",
            "growth_mindset",
            "resource_orchestration",
            "business_acumen",
            "leading_with_vision",
        ),
        ("orchestration", "mentoring", "complexity"),
    ),
}
AREAS = tuple(sorted({area for _, areas, _ in PLAN.values() for area in areas}))


def _read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


@cache
def shipped_ladder() -> Ladder:
    """The ladder that ships with the product."""
    return Ladder.model_validate(_read(DATA / "ladders" / "account-executive.yaml"))


@cache
def shipped_scale() -> Scale:
    """The rating scale that ships with the product."""
    return Scale.model_validate(_read(DATA / "scales" / "competency.yaml"))


@cache
def shipped_playbook() -> Playbook:
    """Everything that ships, without the questions, which no level depends on."""
    files = [CompetencyFile.model_validate(_read(path)) for path in sorted((DATA / "competencies").glob("*.yaml"))]
    catalogue = CompetencySet(
        key="shipped",
        competencies=tuple(Competency.model_validate(dict(file) | {"questions": ()}) for file in files),
    )
    return Playbook(
        ladder=shipped_ladder(),
        family=JobFamily.model_validate(_read(DATA / "families" / "enterprise-account-executive.yaml")),
        competencies=catalogue,
        scale=shipped_scale(),
        crosswalk=Crosswalk.model_validate(_read(DATA / "crosswalks" / "account-executive.yaml")),
    )


@cache
def levelled_playbook() -> Playbook:
    """The same with the level model that ships."""
    return replace(shipped_playbook(), model=LevelModel.model_validate(_read(DATA / "models" / "level.yaml")))


def raters_of(stage: str) -> list[str]:
    """Invented interviewers of a stage."""
    return [f"{stage}-{number}" for number in range(1, PLAN[stage][0] + 1)]


def full_loop(
    default: int = 3,
    level: str = "P4",
    *,
    areas: Mapping[str, int | None] | None = None,
    signals: Mapping[str, str | None] | None = None,
    changes: Mapping[tuple[str, str], int | None] | None = None,
    stages: Sequence[str] = tuple(PLAN),
) -> list[Card]:
    """Every planned scorecard with the same answer everywhere, except where told otherwise.

    `areas` and `signals` hold for every rater, `changes` for one: {(rater, area): point}.
    """
    cards = []
    for stage in stages:
        for rater in raters_of(stage):
            ratings = {area: (areas or {}).get(area, default) for area in PLAN[stage][1]}
            ratings |= {area: point for (who, area), point in (changes or {}).items() if who == rater}
            placed = {signal: (signals or {}).get(signal, level) for signal in PLAN[stage][2]}
            cards.append(Card(stage, rater, ratings, placed))
    return cards


def random_cards(rng: random.Random) -> list[Card]:
    """A random set of scorecards around a random candidate; stages, cards and answers may be missing."""
    merit, spread, rank = rng.uniform(1.2, 4.2), rng.choice((0.4, 0.8, 1.4)), rng.uniform(0.6, 4.2)
    held, seen = rng.choice((1.0, 0.95, 0.6)), rng.choice((1.0, 0.9, 0.5, 0.15))
    cards = []
    for stage, (_, areas, signals) in PLAN.items():
        for rater in raters_of(stage):
            if rng.random() > held:
                continue
            ratings = {
                area: min(5, max(1, round(rng.gauss(merit, spread)))) if rng.random() < seen else None for area in areas
            }
            placed = {
                signal: LEVELS[min(4, max(0, round(rng.gauss(rank, spread))))] if rng.random() < seen else None
                for signal in signals
            }
            cards.append(Card(stage, rater, ratings, placed, late=rng.random() < 0.1))
    return cards
