"""The recommendation: the level that the estimate names, the ladder's sentence beside it, what to talk about."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import TypeAdapter

from app.domain.agreement import Agreement, agreement_of
from app.domain.calibration import NO_CALIBRATION, Calibration
from app.domain.chances import Estimate, Sensitivity
from app.domain.errors import BadData
from app.domain.estimate import estimator_of
from app.domain.gaps import Gaps, gaps_of
from app.domain.level_warnings import level_warnings
from app.domain.level_wording import how_sure
from app.domain.marks import NO_MARKS, Marks
from app.domain.playbook import Playbook
from app.domain.proof import LevelProof, Tie, proof_of, ties_of, why, why_not_higher
from app.domain.rule import BELOW_BAR, INSUFFICIENT, MINIMUM, Judgement, Minimum, Shortfall, judge
from app.domain.scorecard import Card, in_order
from app.domain.sensitivity import sensitivity_of
from app.domain.shapes import Basis
from app.domain.standing import AreaStanding, Assessed, SignalStanding, place
from app.domain.warnings import WarningNote, warnings_of
from app.domain.wording import Wording

Method = Literal["A", "A+B"]
ENGINE_VERSION = "2"


@dataclass(frozen=True, slots=True)
class NearestTitle:
    """The title of the opening's own track that the crosswalk maps to exactly this level, or none."""

    key: str | None
    name: str | None
    basis: Basis | None
    text: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Everything that the decision page says about the level; `title` is the opening's.

    `method` "A" is the ladder's own sentence alone: its outcome is the recommendation. With "A+B" the estimate names
    the level and `by_proof` is what the sentence comes to. `outcome` is a level in use, `below_bar` or
    `insufficient_evidence`; with the last the estimate is kept and must not be shown.
    """

    method: str
    engine_version: str
    ladder: str
    ladder_version: str
    title: str
    outcome: str
    level_name: str | None
    text: str
    why_not_higher: str
    proof: tuple[LevelProof, ...]
    areas: tuple[AreaStanding, ...]
    signals: tuple[SignalStanding, ...]
    assessed: Assessed
    shortfalls: tuple[Shortfall, ...]
    gaps: Gaps
    ties: tuple[Tie, ...]
    warnings: tuple[WarningNote, ...]
    nearest_title: NearestTitle | None
    by_proof: str | None = None
    estimate: Estimate | None = None
    how_sure: str = ""
    sensitivity: Sensitivity | None = None
    agreement: Agreement | None = None
    model_version: str = ""
    calibration_version: str = ""

    @property
    def names_a_level(self) -> bool:
        """Whether the outcome is a level, neither below the bar nor too little evidence."""
        return self.outcome not in {BELOW_BAR, INSUFFICIENT}

    def to_json(self) -> str:
        """One spelling per content: keys sorted, no spaces. Exact means are written as fractions, such as "7/2"."""
        data = _RECOMMENDATION.dump_python(self, mode="json")
        return json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    def to_data(self) -> dict[str, Any]:
        """The same as plain data with sorted keys."""
        data: dict[str, Any] = json.loads(self.to_json())
        return data


_RECOMMENDATION = TypeAdapter(Recommendation)


def recommend(
    cards: Sequence[Card],
    *,
    playbook: Playbook,
    title: str,
    marks: Marks = NO_MARKS,
    calibration: Calibration = NO_CALIBRATION,
    minimum: Minimum | None = None,
    method: Method = "A+B",
    explain: bool = True,
) -> Recommendation:
    """Name a level, or say why none is named.

    Args:
        cards: the scorecards that count, in any order.
        playbook: the pinned versions of the opening; without a level model there is no estimate.
        title: key of the opening's title; its track decides the nearest title.
        marks: which cards were changed, came after others, or lack evidence.
        calibration: how strict the interviewers are, from other candidates only.
        minimum: what has to be assessed before a level is named; the playbook's own when left out.
        method: "A" for the ladder's own sentence alone.
        explain: also what would change the level, agreement and warnings.

    Returns:
        the same bytes for the same input, whatever the order of the cards.

    Raises:
        BadData: naming the scorecard and the stage, area, rating, signal or level that is unknown.
    """
    ordered = in_order(cards)
    _refuse_unknown(ordered, playbook)
    needed = minimum or minimum_of(playbook)
    judgement = judge(ordered, ladder=playbook.ladder, scale=playbook.scale, minimum=needed)
    sentence = _by_proof(ordered, judgement, playbook=playbook, title=title)
    if playbook.model is None or method == "A":
        return replace(sentence, warnings=_plain_warnings(ordered, playbook, marks)) if explain else sentence
    estimator = estimator_of(ordered, playbook=playbook, model=playbook.model, calibration=calibration)
    found = replace(
        _with_estimate(sentence, estimator.now(), judgement, playbook=playbook, title=title),
        model_version=playbook.model.version,
        calibration_version=calibration.version,
    )
    if not explain:
        return found
    firmness = sensitivity_of(estimator, ordered, playbook=playbook, minimum=needed)
    agreement = agreement_of(ordered, playbook=playbook)
    about_level = level_warnings(
        ordered,
        playbook=playbook,
        judgement=judgement,
        estimate=found.estimate,
        sensitivity=firmness,
        calibration=calibration,
        agreement=agreement,
    )
    warnings = (*_plain_warnings(ordered, playbook, marks), *about_level)
    return replace(found, sensitivity=firmness, agreement=agreement, warnings=warnings)


def _by_proof(cards: Sequence[Card], judgement: Judgement, *, playbook: Playbook, title: str) -> Recommendation:
    """What the ladder's own sentence comes to, with its proof."""
    words = Wording(playbook)
    return Recommendation(
        method="A",
        engine_version=ENGINE_VERSION,
        ladder=playbook.ladder.key,
        ladder_version=playbook.ladder.version,
        title=playbook.family.title(title).key,
        outcome=judgement.outcome,
        level_name=_level_name(judgement.outcome, playbook),
        text=why(judgement, words),
        why_not_higher=why_not_higher(judgement, words),
        proof=proof_of(judgement, words),
        areas=judgement.areas,
        signals=judgement.signals,
        assessed=judgement.assessed,
        shortfalls=judgement.shortfalls,
        gaps=gaps_of(cards, playbook=playbook),
        ties=ties_of(judgement, words),
        warnings=(),
        nearest_title=_nearest_title(judgement.outcome, title, playbook),
    )


def _with_estimate(
    sentence: Recommendation, estimate: Estimate, judgement: Judgement, *, playbook: Playbook, title: str
) -> Recommendation:
    """The estimate's level with the proof beside it. What was assessed alone decides whether a level is named."""
    has_enough = all(item.what == "lowest_level" for item in judgement.shortfalls)
    outcome = estimate.level if has_enough else INSUFFICIENT
    sure = how_sure(estimate, playbook.model, Wording(playbook)) if has_enough and playbook.model else ""
    return replace(
        sentence,
        method="A+B",
        outcome=outcome,
        level_name=_level_name(outcome, playbook),
        nearest_title=_nearest_title(outcome, title, playbook),
        by_proof=judgement.outcome,
        estimate=estimate,
        how_sure=sure,
    )


def _plain_warnings(cards: Sequence[Card], playbook: Playbook, marks: Marks) -> tuple[WarningNote, ...]:
    return warnings_of(
        cards,
        playbook=playbook,
        amended=marks.amended,
        after_others=marks.after_others,
        without_evidence=marks.without_evidence,
    )


def _level_name(outcome: str, playbook: Playbook) -> str | None:
    return None if outcome in {BELOW_BAR, INSUFFICIENT} else playbook.ladder.level(outcome).name


def minimum_of(playbook: Playbook) -> Minimum:
    """What has to be assessed before a level is named."""
    return playbook.model.needs.minimum() if playbook.model else MINIMUM


def _refuse_unknown(cards: Sequence[Card], playbook: Playbook) -> None:
    for card in cards:
        try:
            playbook.family.stage(card.stage)
            for area in sorted(card.ratings):
                playbook.competencies.competency(area)
        except BadData as error:
            raise BadData(f"{place(card)}: {error.message}") from error


def _nearest_title(level: str, title: str, playbook: Playbook) -> NearestTitle | None:
    crosswalk = playbook.crosswalk
    if level in {BELOW_BAR, INSUFFICIENT}:
        return None
    if crosswalk is None or not crosswalk.enabled:
        return NearestTitle(None, None, None, "No mapping between levels and titles is in use.")
    track = playbook.family.title(title).track
    own = tuple(item.key for item in playbook.family.titles if item.track == track)
    key = crosswalk.title_at(level, own)
    if key is None:
        return NearestTitle(None, None, crosswalk.basis, f"No title of this track is mapped to {level}.")
    name = playbook.family.title(key).name
    text = f"Nearest title of this track: {name} ({crosswalk.basis}, not stated in the sources)."
    return NearestTitle(key, name, crosswalk.basis, text)
