"""Sentences about the estimate: how sure it is, what would change it, and where the ladder's own sentence differs."""

from collections.abc import Sequence
from fractions import Fraction

from app.domain.chances import Chance, Estimate, Flip, Sensitivity, Without
from app.domain.level_model import LevelModel
from app.domain.proof import why_not_higher
from app.domain.rule import BELOW_BAR, INSUFFICIENT, ClauseResult, Judgement
from app.domain.scale import HALF
from app.domain.wording import Wording, counted, inside, listed, sentence

LISTED_FROM = 0.15
OPEN_FROM = 0.2
LIKELY_FROM = 0.75
ALMOST = 0.9999
SOMEBODY = "one interviewer"
NO_SINGLE_ANSWER = "No single answer does it."


def whole_percent(share: float) -> str:
    """ "56 %"; "100 %" and "0 %" only for exactly that, since all but certain is not certain."""
    rounded = f"{share * 100:.0f} %"
    if rounded == "100 %" and share < 1:
        return "over 99 %"
    return "under 1 %" if rounded == "0 %" and share > 0 else rounded


def bar_percent(bar: float) -> str:
    """A bound as it was set: "50 %", "62.5 %"."""
    return f"{bar * 100:g} %"


def beside(share: float, bar: float) -> str:
    """A share in a sentence that also names a bound, never rounded onto it or past it."""
    shown = round(share * 100) / 100
    if share == bar or (shown != bar and (shown > bar) == (share > bar)):
        return whole_percent(share)
    return f"just {'under' if share < bar else 'over'} {bar_percent(bar)}"


def level_words(level: str) -> str:
    """An outcome as it stands inside a sentence."""
    return {BELOW_BAR: "below the bar", INSUFFICIENT: "not enough evidence"}.get(level, level)


def level_name(level: str, words: Wording) -> str:
    """A level by its name."""
    return level_words(level) if level == BELOW_BAR else words.playbook.ladder.level(level).name


def most_likely_first(estimate: Estimate) -> tuple[Chance, ...]:
    """All levels by their chance; of two that are equal the lower first."""
    return tuple(sorted(estimate.chances, key=lambda chance: -chance.probability))


def open_levels(estimate: Estimate, model: LevelModel) -> tuple[str, ...]:
    """The levels that nobody should rule out, lowest first; a single one where no other comes near it.

    The most likely level and the one that is named. Besides every level with a chance of one in five, or of half of
    what the most likely one has; and at least the second where none is clear.

    Source: the bounds are house judgement.
    """
    top, *others = most_likely_first(estimate)
    near = [item for item in others if item.probability >= min(OPEN_FROM, top.probability / 2)]
    if not near and top.probability < model.warnings.top_probability:
        near = others[:1]
    found = {top.level, estimate.level, *(item.level for item in near)}
    return tuple(chance.level for chance in estimate.chances if chance.level in found)


def lede(estimate: Estimate, model: LevelModel, words: Wording) -> str:
    """The level and how sure it is, in a line: "Enterprise, more likely than not." """
    top, name = estimate.top, level_name(estimate.level, words)
    start = "" if top.probability >= model.warnings.top_probability else "No clear level: "
    if top.level != estimate.level:
        line = f"{start}{name} is named, but {level_name(top.level, words)} alone is more likely"
    elif start:
        line = f"{start}{name} is the most likely"
    else:
        line = f"{name}, {_how_likely(top.probability)}"
    return sentence(line)


def how_sure(estimate: Estimate, model: LevelModel, words: Wording) -> str:
    """The chances in a sentence or two: "The estimate gives P4 56 %, P5 22 %, P3 17 %: treat P4 and P5 as open."

    Args:
        estimate: the chance of each level.
        model: what it rests on; its `tau` is the chance from which a level counts as reached.
        words: of the playbook that the levels belong to.

    Returns:
        levels from a chance of 15 % on, the most likely first, and what to make of them.
    """
    top, *others = most_likely_first(estimate)
    shown = [top, *(item for item in others if item.probability >= LISTED_FROM)]
    gives = ", ".join(f"{level_words(item.level)} {_never_certain(item.probability)}" for item in shown)
    still_open = open_levels(estimate, model)
    if len(still_open) > 1:
        reading = f"treat {listed([level_words(level) for level in still_open])} as open"
    else:
        reading = f"{level_words(top.level)} is {_how_likely(top.probability)}"
    text = f"The estimate gives {gives}: {reading}."
    return text if top.level == estimate.level else f"{text} {_why_not_the_top(estimate, model, words)}"


def up_text(estimate: Estimate, sensitivity: Sensitivity, words: Wording, *, who: str = "") -> str:
    """What a single better answer would change."""
    highest = estimate.chances[-1].level
    if estimate.level == highest:
        return f"{level_words(highest)} is the highest level of this ladder."
    return flip_text(sensitivity.up, words, who=who)


def down_text(estimate: Estimate, sensitivity: Sensitivity, words: Wording, *, who: str = "") -> str:
    """What a single worse answer would change."""
    if estimate.level == BELOW_BAR:
        return "Nothing lies below the bar."
    return flip_text(sensitivity.down, words, who=who)


def flip_text(flip: Flip | None, words: Wording, *, who: str = "") -> str:
    """The one answer that leads to another level; `who` gave it, told by the stage alone when left out."""
    if flip is None:
        return NO_SINGLE_ANSWER
    slot, by = flip.slot, who or f"{SOMEBODY} of {words.stage(flip.slot.stage)}"
    if slot.kind == "area":
        scale = words.playbook.scale
        given, instead = (scale.point(int(value)).name for value in (flip.given, flip.instead))
        answer = f"{words.area(slot.key)} rated {instead} instead of {given}"
    else:
        signal = inside(words.playbook.ladder.signal(slot.key).name)
        given, instead = (_stands_for(slot.key, code, words) for code in (flip.given, flip.instead))
        answer = f"{signal} placed at {instead} instead of {given}"
    return f"One answer does it: with {answer} by {by}, {_would_be(flip.level)}."


def without_text(without: Without, estimate: Estimate, *, who: str = SOMEBODY) -> str:
    """The estimate without one interviewer, whom `who` names where names may stand."""
    if without.level == INSUFFICIENT:
        return f"Without {who} too little would be left to name a level."
    if without.level == estimate.level:
        stays = "it stays" if without.level == BELOW_BAR else "the level stays"
        return f"Without {who} {stays} {level_words(without.level)}."
    return f"Without {who} {_would_be(without.level)}."


def differs_title(judgement: Judgement, estimate: Estimate) -> str:
    """Both outcomes in a line; empty when they are the same."""
    if judgement.outcome == estimate.level:
        return ""
    proven = "names no level" if judgement.outcome == INSUFFICIENT else level_words(judgement.outcome)
    return f"The estimate says {level_words(estimate.level)}, the ladder’s own sentence {proven}"


def differs_text(judgement: Judgement, estimate: Estimate, model: LevelModel, words: Wording) -> str:
    """Why the estimate and the ladder's own sentence part: the clause that decides, by how little, and the chance.

    Where the estimate is higher, these are the clauses that the proof lacks; where it is lower, the clause that the
    proof holds by least. Empty when both come to the same.
    """
    if judgement.outcome == estimate.level:
        return ""
    if judgement.outcome == INSUFFICIENT:
        lowest = judgement.levels[0].level
        reason = f"In the proof a clause of {lowest} has nothing to be judged by."
        return f"{reason} {_chance_of(lowest, estimate, model, words)}"
    order = [chance.level for chance in estimate.chances]
    proven, named = order.index(judgement.outcome), order.index(estimate.level)
    if proven < named:
        return f"{_what_the_proof_lacks(judgement, words)} {_chance_of(estimate.level, estimate, model, words)}"
    above = order[named + 1 : proven + 1]
    return f"{_what_holds_it(judgement, above, words)} {_chance_of(above[0], estimate, model, words)}"


def _never_certain(probability: float) -> str:
    """A chance in a sentence: what every draw says is still no certainty."""
    return whole_percent(min(probability, ALMOST))


def _how_likely(probability: float) -> str:
    if probability >= LIKELY_FROM:
        return "likely but not certain"
    return "more likely than not" if probability > 0.5 else "the most likely level"


def _why_not_the_top(estimate: Estimate, model: LevelModel, words: Wording) -> str:
    bar = bar_percent(model.tau)
    if estimate.level == BELOW_BAR:
        lowest = estimate.chances[1]
        has = beside(lowest.at_least, model.tau)
        return f"No level is reached with {bar} or more: {words.or_above(lowest.level)} has {has}."
    has = beside(estimate.chance(estimate.level).at_least, model.tau)
    return (
        f"{estimate.level} is the highest level that is reached with {bar} or more: "
        f"{words.or_above(estimate.level)} has {has}."
    )


def _would_be(level: str) -> str:
    return "it would be below the bar" if level == BELOW_BAR else f"the level would be {level}"


def _stands_for(signal: str, code: str, words: Wording) -> str:
    """The levels that share the statement of this one."""
    statements = words.playbook.ladder.signal(signal).statements
    return listed(next((item.levels for item in statements if code in item.levels), (code,)))


def _chance_of(level: str, estimate: Estimate, model: LevelModel, words: Wording) -> str:
    has = beside(estimate.chance(level).at_least, model.tau)
    return f"The estimate gives {words.or_above(level)} {has}; a level counts from {bar_percent(model.tau)} on."


def _what_the_proof_lacks(judgement: Judgement, words: Wording) -> str:
    missed = next(result for result in judgement.levels if result.truth != "true")
    short = [_short_by(clause, words) for clause in missed.clauses if clause.truth == "false"]
    by_how_little = f" It is short by {listed(short)}." if short else ""
    return f"{why_not_higher(judgement, words)}{by_how_little}"


def _short_by(clause: ClauseResult, words: Wording) -> str:
    missing = clause.needed - clause.count
    if clause.bar is None:
        return counted(missing, "scope signal")
    return f"{counted(missing, 'area')} at {words.bar(clause.bar)}"


def _what_holds_it(judgement: Judgement, levels: Sequence[str], words: Wording) -> str:
    """The clause of these levels that holds by least: the one that the smallest fall of its nearest would break."""
    clauses = [clause for level in levels for clause in judgement.level(level).clauses]
    if not clauses:
        return f"In the proof {levels[-1]} asks for nothing of its own."
    rooms = [sorted(_rooms(clause, judgement, words)) for clause in clauses]
    clause, room = min(zip(clauses, rooms, strict=True), key=lambda item: sum(item[1][: _spare(item[0]) + 1]))
    figures = f"{clause.count} of {clause.out_of} with {clause.needed} needed"
    text = f"Narrowest in the proof of {clause.level}: “{clause.says}” {figures}"
    if clause.is_decided_by_tie:
        return f"{text}, and only by the half-point rule."
    if _spare(clause):
        return f"{text}."
    thing, unit = ("area", "points") if clause.over == "areas" else ("scope signal", "levels")
    return f"{text}; the nearest {thing} lies {float(room[0]):.2g} {unit} inside the cut."


def _spare(clause: ClauseResult) -> int:
    return clause.count - clause.needed


def _rooms(clause: ClauseResult, judgement: Judgement, words: Wording) -> list[Fraction]:
    """How far inside the cut each area or signal lies that the clause counts."""
    scale, ladder = words.playbook.scale, words.playbook.ladder
    if clause.bar is not None:
        bar = scale.mark(clause.bar)
        return [scale.room(item.mean, bar) for item in judgement.areas if item.key in clause.holds]
    cut = ladder.rank(clause.level) - HALF
    return [item.mean - cut for item in judgement.signals if item.key in clause.holds]
