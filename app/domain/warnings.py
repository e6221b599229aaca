"""What to look at before deciding, by the scorecards alone: holes, disagreement, worst points, how cards came in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.playbook import Playbook
from app.domain.scorecard import Card, in_order
from app.domain.wording import Wording, counted, listed, number, sentence

SPREAD = 2
COUNTS_FOR_NOTHING = "What was not assessed counts neither for nor against any level."
Kind = Literal[
    "stage_missing",
    "area_unassessed",
    "spread",
    "worst_point",
    "late_card",
    "not_independent",
    "amended_card",
    "without_evidence",
    "no_clear_level",
    "proof_differs",
    "one_card",
    "one_person",
    "without_one",
    "low_agreement",
    "halo",
    "large_offset",
    "calibration_old",
    "no_adjustment",
    "few_interviews",
]


@dataclass(frozen=True, slots=True, order=True)
class CardRef:
    """One scorecard: its stage and who wrote it."""

    stage: str
    rater: str


@dataclass(frozen=True, slots=True)
class WarningNote:
    """One thing to talk about first. No name of a person stands in the texts; `cards` tells whose cards it is about.

    For a spread, `cards` are those with the best point and those with the worst, in this order.
    `is_about_level` warnings stay hidden until the hiring manager has given an own level.
    """

    kind: Kind
    title: str
    text: str
    areas: tuple[str, ...] = ()
    stage: str | None = None
    cards: tuple[CardRef, ...] = ()
    is_about_level: bool = False


def warnings_of(
    cards: Sequence[Card],
    *,
    playbook: Playbook,
    amended: Collection[CardRef] = (),
    after_others: Collection[CardRef] = (),
    without_evidence: Collection[CardRef] = (),
) -> tuple[WarningNote, ...]:
    """Every warning that the scorecards themselves give, in a fixed order: by kind, then by plan and catalogue.

    Args:
        cards: the scorecards that the reader may see, in any order.
        playbook: whose plan they belong to.
        amended: cards that were changed after they became visible to others.
        after_others: cards that came in after their authors could read others.
        without_evidence: cards with a rating that has no text beside it.
    """
    ordered = in_order(cards)
    words = Wording(playbook)
    held = {card.stage for card in ordered}
    by_stage = [card for stage in playbook.family.stages for card in ordered if card.stage == stage.key]
    return (
        *(_stage_missing(stage.key, words) for stage in playbook.family.stages if stage.key not in held),
        *_unassessed(by_stage, words),
        *_spreads(by_stage, words),
        *_worst_points(by_stage, words),
        *(_late(card, words) for card in by_stage if card.late and ref_of(card) not in after_others),
        *(_not_independent(card, words) for card in by_stage if ref_of(card) in after_others),
        *(_amended(card, words) for card in by_stage if ref_of(card) in amended),
        *(_without_evidence(card, words) for card in by_stage if ref_of(card) in without_evidence),
    )


def is_spread(points: Collection[int], playbook: Playbook) -> bool:
    """Whether ratings of one area lie so far apart that people should talk first."""
    order = playbook.scale.best_first(points)
    bound = playbook.model.warnings.spread if playbook.model else SPREAD
    return len(order) > 1 and playbook.scale.steps(order[0], order[-1]) >= bound


def ref_of(card: Card) -> CardRef:
    """What warnings call a card."""
    return CardRef(card.stage, card.rater)


def _rated(cards: Sequence[Card], area: str) -> list[tuple[Card, int]]:
    return [(card, point) for card in cards if (point := card.ratings.get(area)) is not None]


def _areas(words: Wording) -> list[str]:
    return [item.key for item in words.playbook.competencies.competencies]


def _stage_missing(stage: str, words: Wording) -> WarningNote:
    title = f"No scorecard from {words.stage(stage)}"
    return WarningNote("stage_missing", title, "What this stage looks at rests on the other stages.", stage=stage)


def _unassessed(cards: Sequence[Card], words: Wording) -> list[WarningNote]:
    found = []
    never_asked = []
    for area in words.playbook.planned_areas():
        asked = [card for card in cards if area in card.ratings]
        if not asked:
            never_asked.append(area)
        elif not _rated(cards, area):
            title = f"{words.area(area)} was never assessed"
            text = f"Whoever was asked answered “No evidence seen”. {COUNTS_FOR_NOTHING}"
            found.append(WarningNote("area_unassessed", title, text, areas=(area,), cards=tuple(map(ref_of, asked))))
    if never_asked:
        verb = "was" if len(never_asked) == 1 else "were"
        title = sentence(f"{counted(len(never_asked), 'area')} {verb} never asked about").removesuffix(".")
        text = f"{listed(words.areas(never_asked))}. {COUNTS_FOR_NOTHING}"
        found.append(WarningNote("area_unassessed", title, text, areas=tuple(never_asked)))
    return found


def _spreads(cards: Sequence[Card], words: Wording) -> list[WarningNote]:
    found = []
    for area in _areas(words):
        rated = _rated(cards, area)
        points = [point for _, point in rated]
        if not is_spread(points, words.playbook):
            continue
        scale = words.playbook.scale
        order = scale.best_first(points)
        ends = [ref_of(card) for end in (order[0], order[-1]) for card, point in rated if point == end]
        title = f"{words.area(area)}: a spread of {number(scale.steps(order[0], order[-1]))} points"
        text = f"Rated {listed(words.points(points))}. Read both texts of evidence and talk before deciding."
        found.append(WarningNote("spread", title, text, areas=(area,), cards=tuple(ends)))
    return found


def _worst_points(cards: Sequence[Card], words: Wording) -> list[WarningNote]:
    found = []
    for area in _areas(words):
        rated = _rated(cards, area)
        worst = [(card, point) for card, point in rated if words.playbook.scale.is_worst(point)]
        if not worst:
            continue
        name = words.playbook.scale.point(worst[0][1]).name
        who = f"{number(len(worst))} of its {number(len(rated))} raters"
        if len(worst) == len(rated):
            who = "its one rater" if len(rated) == 1 else f"all its {number(len(rated))} raters"
        title = f"{words.area(area)} was rated {name}"
        text = f"By {who}. Read the evidence, and say in your reason why the level may stand beside it."
        refs = tuple(ref_of(card) for card, _ in worst)
        found.append(WarningNote("worst_point", title, text, areas=(area,), cards=refs, is_about_level=True))
    return found


def _late(card: Card, words: Wording) -> WarningNote:
    text = "It came in after it was due. Check that it was written before other cards could be read."
    title = f"A late scorecard from {words.stage(card.stage)}"
    return WarningNote("late_card", title, text, stage=card.stage, cards=(ref_of(card),))


def _not_independent(card: Card, words: Wording) -> WarningNote:
    due = " It was also late." if card.late else ""
    text = f"Its author could read other scorecards before this one came in, so it may not be independent of them.{due}"
    title = f"A scorecard from {words.stage(card.stage)} that may not be independent"
    return WarningNote("not_independent", title, text, stage=card.stage, cards=(ref_of(card),))


def _amended(card: Card, words: Wording) -> WarningNote:
    text = "It was changed after other cards became visible, so it is not independent of them."
    title = f"An amended scorecard from {words.stage(card.stage)}"
    return WarningNote("amended_card", title, text, stage=card.stage, cards=(ref_of(card),))


def _without_evidence(card: Card, words: Wording) -> WarningNote:
    text = "At least one of its ratings has no text beside it. Ask what was said or done before you rely on it."
    title = f"A scorecard from {words.stage(card.stage)} with a rating without evidence"
    return WarningNote("without_evidence", title, text, stage=card.stage, cards=(ref_of(card),))
