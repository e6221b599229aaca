"""What the estimate says, with the names of those whose answers it rests on: for readers who may see levels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.agreement import Agreement
from app.domain.calibration import Calibration
from app.domain.chance_bar import ChanceBar, chance_bar, percent
from app.domain.chances import Estimate, Flip, Sensitivity, Without
from app.domain.columns import NamedCard, in_plan_order
from app.domain.level_model import LevelModel
from app.domain.level_wording import down_text, how_sure, lede, level_name, up_text, whole_percent
from app.domain.playbook import Playbook
from app.domain.rule import BELOW_BAR, INSUFFICIENT
from app.domain.strictness import Strictness, in_points, reach_of, strictness
from app.domain.wording import Wording, counted, sentence

SOMEBODY = "An interviewer of then"
NO_LEVEL = "No level is reached."
TOO_LITTLE = "too little would be left"


@dataclass(frozen=True, slots=True)
class Turn:
    """What would lead one level up or down: where to, in a sentence, and the row of the answer that does it."""

    heading: str
    text: str
    row: str


@dataclass(frozen=True, slots=True)
class Share:
    """One interviewer's part: the outcome without the scorecards, and how much of the weight lies on them.

    `bar` is None and `at_least` empty when too little would be left to name a level.
    """

    name: str
    level: str
    changes: bool
    weight: str
    is_heavy: bool
    at_least: str
    bar: ChanceBar | None


@dataclass(frozen=True, slots=True)
class Adjusted:
    """An interviewer whose answers were read with what is known of their strictness; None when too little is."""

    name: str
    interviews: int
    strictness: Strictness | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The estimate as the page shows it. `deciding` holds rater and key of answers that one step would turn.

    `from_level` is the level named or, where none is, the lowest in use: the chances of it or above are compared.
    """

    bar: ChanceBar
    lede: str
    is_clear: bool
    from_level: str
    at_least: str
    up: Turn
    down: Turn
    deciding: frozenset[tuple[str, str]]
    shares: tuple[Share, ...]

    @property
    def heavy(self) -> tuple[str, ...]:
        """Those on whom more of the weight lies than one person should carry."""
        return tuple(share.name for share in self.shares if share.is_heavy)


@dataclass(frozen=True, slots=True)
class _People:
    """Short names of those who wrote the scorecards: by person, and by scorecard."""

    by_person: Mapping[str, str]
    by_card: Mapping[str, str]


def outlook_of(
    estimate: Estimate,
    sensitivity: Sensitivity | None,
    *,
    model: LevelModel,
    playbook: Playbook,
    cards: Sequence[NamedCard],
    own: str | None,
) -> Outlook:
    """Put an estimate into words, figures and names.

    Args:
        estimate: the chance of each level.
        sensitivity: what would change it; without it the parts about change are empty.
        model: whose thresholds hold.
        playbook: whose names levels, areas and signals have.
        cards: the scorecards that it rests on, with names.
        own: the manager's own level or `below_bar`, for its mark on the bar.
    """
    words, people = Wording(playbook), _people(in_plan_order(cards, playbook))
    named = estimate.level if estimate.level != BELOW_BAR else estimate.chances[1].level
    return Outlook(
        bar=chance_bar(estimate.chances, ladder=playbook.ladder, on=estimate.level, own=own),
        lede=_lede(estimate, model, words),
        is_clear=estimate.top.probability >= model.warnings.top_probability,
        from_level=words.or_above(named),
        at_least=percent(estimate.chance(named).at_least),
        up=_turn(estimate, sensitivity, words, people, rise=1),
        down=_turn(estimate, sensitivity, words, people, rise=-1),
        deciding=frozenset((slot.rater, slot.key) for slot in sensitivity.deciding) if sensitivity else frozenset(),
        shares=_shares(estimate, sensitivity, named, model, playbook, people) if sensitivity else (),
    )


def adjusted_of(
    cards: Sequence[NamedCard], calibration: Calibration, *, model: LevelModel, playbook: Playbook
) -> tuple[Adjusted, ...]:
    """Those of the interviewers whose strictness was taken into account, in the order of the columns."""
    if not model.uses_offsets:
        return ()
    names = {item.card.who: item.short or item.name for item in in_plan_order(cards, playbook)}
    kept = calibration.offsets
    offsets = {who: in_points(kept[who], model=model, scale=playbook.scale) for who in names if who in kept}
    known = {who: item for who, item in offsets.items() if item.interviews >= model.warnings.calibration_interviews}
    reach = reach_of(known.values())
    return tuple(
        Adjusted(names[who], item.interviews, strictness(item, reach=reach) if who in known else None)
        for who, item in offsets.items()
    )


def agreement_words(found: Agreement) -> str:
    """How far people agree on what two or more of them rated; coefficients only where there are enough areas."""
    areas, pairs = counted(found.units, "area"), counted(found.pairs, "pair")
    text = f"{areas} rated by two or more, {pairs} of ratings: {whole_percent(found.exact)} the same point, "
    text += f"{whole_percent(found.within_one)} within one"
    known = [f"{name} {value:.2f}" for name, value in (("alpha", found.alpha), ("AC2", found.ac2)) if value is not None]
    return f"{sentence('; '.join([text, ', '.join(known)] if known else [text]))} {found.withheld}".strip()


def _lede(estimate: Estimate, model: LevelModel, words: Wording) -> str:
    """The level and how sure it is, without the second where the sentence after it says the same.

    Below the bar the heading has named the outcome already.
    """
    line = lede(estimate, model, words)
    if estimate.level == BELOW_BAR and estimate.top.level == BELOW_BAR:
        return NO_LEVEL
    name, _, sure = line.removesuffix(".").partition(", ")
    return f"{name}." if sure and sure in how_sure(estimate, model, words) else line


def _people(cards: Sequence[NamedCard]) -> _People:
    short = [(item, item.short or item.name) for item in cards]
    return _People({item.card.who: name for item, name in short}, {item.card.rater: name for item, name in short})


def _turn(estimate: Estimate, sensitivity: Sensitivity | None, words: Wording, people: _People, *, rise: int) -> Turn:
    order = [item.level for item in estimate.chances]
    at = order.index(estimate.level) + rise
    flip = (sensitivity.up if rise > 0 else sensitivity.down) if sensitivity else None
    direction = "Up" if rise > 0 else "Down"
    aim = flip.level if flip else order[at] if 0 <= at < len(order) else ""
    heading = f"{direction} to {level_name(aim, words) if aim == BELOW_BAR else aim}" if aim else direction
    text = ""
    if sensitivity:
        say = up_text if rise > 0 else down_text
        text = say(estimate, sensitivity, words, who=people.by_card.get(flip.slot.rater, "") if flip else "")
    return Turn(heading, text, _row(flip))


def _row(flip: Flip | None) -> str:
    return f"{flip.slot.kind}-{flip.slot.key}" if flip else ""


def _shares(
    estimate: Estimate,
    sensitivity: Sensitivity,
    named: str,
    model: LevelModel,
    playbook: Playbook,
    people: _People,
) -> tuple[Share, ...]:
    weights = {item.person: item.share for item in sensitivity.leanings}
    order = list(people.by_person)
    return tuple(
        _share(item, weights.get(item.person, 0.0), estimate.level, named, model, playbook, people)
        for item in sorted(sensitivity.without, key=lambda item: order.index(item.person))
    )


def _share(
    item: Without, weight: float, level: str, named: str, model: LevelModel, playbook: Playbook, people: _People
) -> Share:
    is_enough = item.level != INSUFFICIENT
    left = level_name(item.level, Wording(playbook)) if item.level == BELOW_BAR else item.level
    chance = next((found for found in item.chances if found.level == named), None)
    return Share(
        name=people.by_person.get(item.person, SOMEBODY),
        level=left if is_enough else TOO_LITTLE,
        changes=item.level != level,
        weight=percent(weight),
        is_heavy=weight > model.warnings.one_person,
        at_least=percent(chance.at_least) if chance and is_enough else "",
        bar=chance_bar(item.chances, ladder=playbook.ladder, on=level) if is_enough else None,
    )
