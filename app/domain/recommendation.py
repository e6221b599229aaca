"""The recommendation: a level from the ladder's own sentence, with its proof, its gaps and what to talk about first."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from app.domain.errors import BadData
from app.domain.gaps import Gaps, gaps_of
from app.domain.playbook import Playbook
from app.domain.proof import LevelProof, Tie, proof_of, ties_of, why, why_not_higher
from app.domain.rule import BELOW_BAR, INSUFFICIENT, MINIMUM, Judgement, Minimum, Shortfall, judge
from app.domain.scorecard import Card, in_order
from app.domain.shapes import Basis
from app.domain.standing import AreaStanding, Assessed, SignalStanding, place
from app.domain.warnings import CardRef, WarningNote, warnings_of
from app.domain.wording import Wording

METHOD: Literal["A"] = "A"
ENGINE_VERSION = "1"


@dataclass(frozen=True, slots=True)
class NearestTitle:
    """The title of the opening's own track that the crosswalk maps to exactly this level, or none."""

    key: str | None
    name: str | None
    basis: Basis | None
    text: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Everything that the decision page says about the level. `outcome` is as in Judgement, `title` the opening's."""

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
    amended: Collection[CardRef] = (),
    minimum: Minimum = MINIMUM,
) -> Recommendation:
    """Name a level, or say why none is named.

    Args:
        cards: the scorecards that count, in any order.
        playbook: the pinned versions of the opening.
        title: key of the opening's title; its track decides the nearest title.
        amended: cards that were changed after they became visible to others.
        minimum: what has to be assessed before a level is named.

    Returns:
        the same bytes for the same input, whatever the order of the cards.

    Raises:
        BadData: naming the scorecard and the stage, area, rating, signal or level that is unknown.
    """
    ordered = in_order(cards)
    _refuse_unknown(ordered, playbook)
    words = Wording(playbook)
    judgement = judge(ordered, ladder=playbook.ladder, scale=playbook.scale, minimum=minimum)
    is_level = judgement.outcome not in {BELOW_BAR, INSUFFICIENT}
    return Recommendation(
        method=METHOD,
        engine_version=ENGINE_VERSION,
        ladder=playbook.ladder.key,
        ladder_version=playbook.ladder.version,
        title=playbook.family.title(title).key,
        outcome=judgement.outcome,
        level_name=playbook.ladder.level(judgement.outcome).name if is_level else None,
        text=why(judgement, words),
        why_not_higher=why_not_higher(judgement, words),
        proof=proof_of(judgement, words),
        areas=judgement.areas,
        signals=judgement.signals,
        assessed=judgement.assessed,
        shortfalls=judgement.shortfalls,
        gaps=gaps_of(ordered, playbook=playbook),
        ties=ties_of(judgement, words),
        warnings=warnings_of(ordered, playbook=playbook, amended=amended),
        nearest_title=_nearest_title(judgement, title, playbook) if is_level else None,
    )


def recommendation_from_data(data: Mapping[str, Any]) -> Recommendation:
    """The recommendation that `to_data` wrote, exactly as it was then.

    Raises:
        BadData: if this is no stored recommendation.
    """
    try:
        return _RECOMMENDATION.validate_python(data)
    except ValidationError as error:
        raise BadData("This stored recommendation can't be read. Restore it from a backup.") from error


def cards_to_data(cards: Sequence[Card]) -> list[dict[str, Any]]:
    """Scorecards as plain data in their one order, keys sorted."""
    return [
        {
            "late": card.late,
            "rater": card.rater,
            "ratings": dict(sorted(card.ratings.items())),
            "signals": dict(sorted(card.signals.items())),
            "stage": card.stage,
        }
        for card in in_order(cards)
    ]


def cards_from_data(data: Sequence[Mapping[str, Any]]) -> tuple[Card, ...]:
    """The scorecards that `cards_to_data` wrote.

    Raises:
        BadData: if this is no list of stored scorecards.
    """
    try:
        return tuple(
            Card(
                stage=item["stage"],
                rater=item["rater"],
                ratings=dict(item["ratings"]),
                signals=dict(item["signals"]),
                late=item["late"],
            )
            for item in data
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadData("The stored scorecards of this decision can't be read. Restore them from a backup.") from error


def snapshot_input(
    cards: Sequence[Card], *, title: str, amended: Collection[CardRef] = (), minimum: Minimum = MINIMUM
) -> dict[str, Any]:
    """What a stored recommendation was computed from, as plain data with sorted keys."""
    changed = [{"rater": ref.rater, "stage": ref.stage} for ref in sorted(set(amended))]
    return {"amended": changed, "cards": cards_to_data(cards), "minimum": asdict(minimum), "title": title}


def recompute(data: Mapping[str, Any], *, playbook: Playbook) -> Recommendation:
    """The recommendation from a stored input: the same bytes as then, for the same versions and engine.

    Raises:
        BadData: if this is no stored input.
    """
    try:
        amended = tuple(CardRef(item["stage"], item["rater"]) for item in data["amended"])
        cards, title, minimum = cards_from_data(data["cards"]), data["title"], Minimum(**data["minimum"])
    except (KeyError, TypeError) as error:
        raise BadData("The stored input of this decision can't be read. Restore it from a backup.") from error
    return recommend(cards, playbook=playbook, title=title, amended=amended, minimum=minimum)


def _refuse_unknown(cards: Sequence[Card], playbook: Playbook) -> None:
    for card in cards:
        try:
            playbook.family.stage(card.stage)
            for area in sorted(card.ratings):
                playbook.competencies.competency(area)
        except BadData as error:
            raise BadData(f"{place(card)}: {error.message}") from error


def _nearest_title(judgement: Judgement, title: str, playbook: Playbook) -> NearestTitle:
    level, crosswalk = judgement.outcome, playbook.crosswalk
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
