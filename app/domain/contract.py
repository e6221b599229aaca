"""The plain-data contract: scorecards in, recommendation out, on the ladder and job family that ship.

Pure functions but for one thing: the shipped content is read once, when it is first needed.
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.domain.calibration import NO_CALIBRATION, calibration_from_data, calibration_to_data
from app.domain.competency import CompetencySet
from app.domain.crosswalk import Crosswalk
from app.domain.errors import BadData
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.level_model import LevelModel
from app.domain.plain_cards import cards_of
from app.domain.playbook import Playbook
from app.domain.recommendation import Recommendation
from app.domain.recommendation import recommend as recommended
from app.domain.scale import Scale
from app.domain.severity import calibrate as calibrated

SHIPPED = Path(__file__).with_name("shipped.json")
FIRM = ("gaps", "how_sure", "method", "proof", "shortfalls", "ties", "why_not_higher")
VERSIONS = ("calibration_version", "engine_version", "ladder", "ladder_version", "model_version")


def calibrate(history: object) -> dict[str, Any]:
    """How strict interviewers are, from earlier candidates.

    Args:
        history: one mapping a candidate, {"scorecards": [...]}; never the candidate who is to be judged with it.

    Returns:
        plain data for `recommend`: raters with severity, standard error and interviews. No names but those given.

    Raises:
        BadData: naming the place.
    """
    playbook, model = shipped(), _model()
    if isinstance(history, str | Mapping) or not isinstance(history, Iterable):
        raise BadData("history: a list of candidates is needed, each with its scorecards.")
    candidates = []
    for number, item in enumerate(history):
        place = f"history[{number}]"
        if not isinstance(item, Mapping) or set(item) != {"scorecards"}:
            raise BadData(f"{place}: a mapping with 'scorecards' alone is needed.")
        candidates.append(cards_of(item["scorecards"], playbook=playbook, place=f"{place}.scorecards"))
    return calibration_to_data(calibrated(candidates, playbook=playbook, model=model))


def recommend(scorecards: object, calibration: object = None, explain: bool = False) -> dict[str, Any]:
    """The level that scorecards come to, with the probability of each.

    Args:
        scorecards: a list of plain scorecards; see `plain_cards.cards_of`.
        calibration: what `calibrate` gave; {} or None adjusts nothing.
        explain: add what would change the level, agreement and warnings.

    Returns:
        plain data with "level", "probabilities", the proof by the ladder's own sentence and all versions.

    Raises:
        BadData: naming the place.
    """
    found = recommendation(scorecards, calibration, explain=explain)
    data = found.to_data()
    plain = {key: data[key] for key in FIRM} | {
        "by_proof": found.by_proof,
        "level": found.outcome,
        "level_name": found.level_name,
        "probabilities": probabilities(found),
        "text": found.text,
        "versions": {key.removesuffix("_version"): data[key] for key in VERSIONS},
    }
    if explain and found.sensitivity is not None:
        firmness = data["sensitivity"]
        plain |= {
            "agreement": data["agreement"],
            "deciding": firmness["deciding"],
            "effects": firmness["effects"],
            "flips": {"down": firmness["down"], "up": firmness["up"]},
            "leave_one_out": firmness["without"],
            "warnings": data["warnings"],
            "weight": firmness["leanings"],
        }
    return dict(sorted(plain.items()))


def recommendation(scorecards: object, calibration: object = None, *, explain: bool = True) -> Recommendation:
    """The same as a typed recommendation.

    Raises:
        BadData: naming the place.
    """
    playbook = shipped()
    cards = cards_of(scorecards, playbook=playbook)
    known = NO_CALIBRATION if calibration is None else calibration_from_data(calibration)
    title = playbook.family.titles[0].key
    return recommended(cards, playbook=playbook, title=title, calibration=known, explain=explain)


def probabilities(found: Recommendation) -> dict[str, float]:
    """The probability of each level, from below the bar upwards; they add up to 1."""
    return {item.level: item.probability for item in found.estimate.chances} if found.estimate else {}


@lru_cache(maxsize=1)
def shipped() -> Playbook:
    """The content that ships, as it was compiled."""
    parts = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return Playbook(
        Ladder.model_validate(parts["ladder"]),
        JobFamily.model_validate(parts["family"]),
        CompetencySet.model_validate(parts["competencies"]),
        Scale.model_validate(parts["scale"]),
        Crosswalk.model_validate(parts["crosswalk"]),
        LevelModel.model_validate(parts["model"]),
    )


def compiled(playbook: Playbook) -> str:
    """What `shipped.json` holds: every part of a playbook on a line of its own, questions left out."""
    bare = [item.model_copy(update={"questions": ()}) for item in playbook.competencies.competencies]
    catalogue = playbook.competencies.model_copy(update={"competencies": tuple(bare)})
    parts = {
        "competencies": catalogue,
        "crosswalk": playbook.crosswalk,
        "family": playbook.family,
        "ladder": playbook.ladder,
        "model": playbook.model,
        "scale": playbook.scale,
    }
    lines = [
        f"{json.dumps(name)}:{json.dumps(part.model_dump(mode='json') if part else None, **_SPELLING)}"
        for name, part in parts.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


_SPELLING: dict[str, Any] = {"sort_keys": True, "ensure_ascii": False, "separators": (",", ":")}


def _model() -> LevelModel:
    model = shipped().model
    if model is None:
        raise BadData("No level model ships with this product. Compile the content again.")
    return model
