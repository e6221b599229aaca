"""The proof in words: each level with its clauses, why the level and why not one higher, and ties that decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.ladder import Allowance
from app.domain.rule import BELOW_BAR, INSUFFICIENT, ClauseResult, Judgement, LevelResult, Shortfall, Truth
from app.domain.standing import AreaStanding
from app.domain.wording import Wording, counted, listed, number, sentence

NAMED = 3
HOLDS: dict[Truth, str] = {"true": "holds", "false": "does not hold", "undecided": "is undecided"}


@dataclass(frozen=True, slots=True)
class ClauseProof:
    """A clause with its words: `figure` "17 of 17", `needs` "9 needed", `note` who falls short or lies on the cut."""

    result: ClauseResult
    figure: str
    needs: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class LevelProof:
    """A level with its clauses and what it puts up with.

    `base_says` speaks of the level it rests on and is empty for the lowest.
    """

    level: str
    name: str
    heading: str
    truth: Truth
    base: Truth | None
    base_says: str
    clauses: tuple[ClauseProof, ...]
    allows: tuple[Allowance, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """An area or signal that the half-point rule alone counts, in a clause that would fail without such ties."""

    level: str
    clause: str
    key: str
    name: str
    text: str


def proof_of(judgement: Judgement, words: Wording) -> tuple[LevelProof, ...]:
    """Every level in use, lowest first."""
    return tuple(_level_proof(result, words) for result in judgement.levels)


def ties_of(judgement: Judgement, words: Wording) -> tuple[Tie, ...]:
    """Ties on which the level rests: those that decide a clause of a level that holds, in the order of the proof."""
    held = [clause for result in judgement.levels if result.truth == "true" for clause in result.clauses]
    return tuple(_tie(clause, key, words) for clause in held if clause.is_decided_by_tie for key in clause.ties)


def said_before(levels: Sequence[LevelProof]) -> dict[tuple[str, str], str]:
    """Clauses over areas that ask the same as one further down did, and find the same.

    Returns:
        level and clause to the lowest level that has said it.
    """
    first: dict[tuple[object, ...], str] = {}
    found = {}
    for level in levels:
        for result in (clause.result for clause in level.clauses):
            asked = (result.share, result.bar, result.needed, result.holds, result.fails)
            if result.over == "areas" and asked in first:
                found[level.level, result.key] = first[asked]
            first.setdefault(asked, level.level)
    return found


def why(judgement: Judgement, words: Wording) -> str:
    """The recommendation in a sentence or two, with its figures."""
    if judgement.outcome == INSUFFICIENT:
        lacks = listed([_lack(shortfall) for shortfall in judgement.shortfalls])
        return f"Not enough was assessed to name a level: {lacks}. This says nothing against the candidate."
    if judgement.outcome == BELOW_BAR:
        return f"Below the bar: the evidence does not carry {judgement.levels[0].level}, the lowest level in use."
    own = judgement.level(judgement.outcome)
    areas = _area_parts(judgement, words)
    signals = [_placed(clause, words) for clause in own.clauses if clause.over == "signals"]
    body = "; ".join(part for part in (", ".join(areas), ", ".join(signals)) if part)
    return f"Recommended: {judgement.outcome}." + (f" {sentence(body)}" if body else "")


def why_not_higher(judgement: Judgement, words: Wording) -> str:
    """What the next level lacks, in one sentence."""
    if judgement.outcome == INSUFFICIENT:
        return f"No level is named before there is more evidence: {_wanted(judgement.shortfalls)}."
    missed = next((result for result in judgement.levels if result.truth != "true"), None)
    if missed is None:
        return f"{judgement.outcome} is the highest level of this ladder."
    standings = {item.key: item for item in judgement.areas}
    lacks = [_missing(clause, standings, words) for clause in missed.clauses if clause.truth != "true"]
    return f"Not {missed.level}: {'; '.join(lacks)}."


def _level_proof(result: LevelResult, words: Wording) -> LevelProof:
    name = words.playbook.ladder.level(result.level).name
    heading = f"{result.level} {name}: {HOLDS[result.truth].removeprefix('is ')}"
    says = ""
    if result.base is not None:
        says = f"{result.rests_on} {HOLDS[result.base]}, on which {result.level} rests."
    clauses = tuple(_clause_proof(clause, words) for clause in result.clauses)
    allows = next(rule.allows for rule in words.playbook.ladder.rules if rule.level == result.level)
    return LevelProof(result.level, name, heading, result.truth, result.base, says, clauses, allows)


def _clause_proof(clause: ClauseResult, words: Wording) -> ClauseProof:
    notes = []
    if clause.truth == "undecided":
        notes.append("Nothing was assessed that this clause could be judged by.")
    elif clause.fails and len(clause.fails) <= NAMED:
        verb = "does" if len(clause.fails) == 1 else "do"
        notes.append(sentence(f"{listed(_names(clause, clause.fails, words))} {verb} not"))
    if clause.ties:
        verb, them = ("lies", "it") if len(clause.ties) == 1 else ("lie", "them")
        decides = " and decides the clause" if clause.is_decided_by_tie else ""
        names = listed(_names(clause, clause.ties, words))
        notes.append(
            sentence(f"{names} {verb} exactly on the cut: the half-point rule counts {them} as reached{decides}")
        )
    return ClauseProof(
        result=clause,
        figure=f"{clause.count} of {clause.out_of}",
        needs=f"{clause.needed} needed",
        note=" ".join(notes),
        source=f"Row {clause.row_name}, {clause.level}, {clause.basis}",
    )


def _names(clause: ClauseResult, keys: Sequence[str], words: Wording) -> list[str]:
    return words.areas(keys) if clause.over == "areas" else words.signals(keys)


def _tie(clause: ClauseResult, key: str, words: Wording) -> Tie:
    (name,) = _names(clause, (key,), words)
    bar = words.bar(clause.bar) if clause.bar else clause.level
    text = f"{name} lies exactly half a step short of {bar}; the half-point rule counts it as reached, "
    text += f"and without that rule this clause of {clause.level} would not hold"
    return Tie(clause.level, clause.key, key, name, sentence(text))


def _area_parts(judgement: Judgement, words: Wording) -> list[str]:
    """What the areas come to at the level reached: the last level with clauses over areas, then the next better bar."""
    chain = [result for result in judgement.levels if result.truth == "true"]
    clauses = next((found for result in reversed(chain) if (found := _over_areas(result))), [])
    parts = [_reached(clause, words, thing="" if index else " areas") for index, clause in enumerate(clauses)]
    marks = words.marks_best_first()
    best = min((marks.index(clause.bar) for clause in clauses if clause.bar), default=0)
    if best:
        scale = words.playbook.scale
        better = scale.mark(marks[best - 1])
        count = sum(1 for item in judgement.areas if scale.reaches(item.mean, better))
        parts.append(f"{count or 'none'} of them {words.bar(marks[best - 1])}")
    return parts


def _reached(clause: ClauseResult, words: Wording, *, thing: str) -> str:
    reach = f"{thing} reach {words.bar(clause.bar or '')}"
    how_many = f"all {clause.out_of}" if clause.count == clause.out_of else f"{clause.count} of {clause.out_of}"
    needs = f" ({clause.needed} needed)" if clause.share == "majority" else ""
    return f"{how_many}{reach}{needs}"


def _over_areas(result: LevelResult) -> list[ClauseResult]:
    return [clause for clause in result.clauses if clause.over == "areas"]


def _placed(clause: ClauseResult, words: Wording) -> str:
    """Who was placed at the level: by name, unless it is all of several or nobody."""
    verb = "was" if clause.count == 1 else "were"
    who = listed(words.signals(clause.holds)) if clause.holds else "no scope signal"
    if clause.count == clause.out_of > 1:
        who = f"all {counted(clause.out_of, 'scope signal')}"
    at = f"{verb if clause.holds else 'was'} placed at {words.or_above(clause.level)}"
    return f"{who} {at} ({clause.count} of {clause.out_of}, {clause.needed} needed)"


def _missing(clause: ClauseResult, standings: dict[str, AreaStanding], words: Wording) -> str:
    if clause.truth == "undecided":
        return "no focus area was assessed" if clause.over == "areas" else "no scope signal was assessed"
    if clause.over == "signals":
        return _placed_too_low(clause, words)
    if clause.share == "all":
        return _short_areas(clause, standings, words)
    reach = f"{clause.count or 'none'} of {clause.out_of} areas reach {words.bar(clause.bar or '')}"
    nearest = words.areas(_nearest(clause, standings, words))
    return f"{reach} ({clause.needed} needed{f'; nearest to it: {listed(nearest)}' if nearest else ''})"


def _placed_too_low(clause: ClauseResult, words: Wording) -> str:
    if len(clause.fails) > NAMED:
        return f"{'only ' if clause.holds else ''}{_placed(clause, words)}"
    verb = "was" if len(clause.fails) == 1 else "were"
    lower = f"{listed(words.signals(clause.fails))} {verb} placed below {clause.level}"
    return f"{lower} ({clause.count} of {clause.out_of} at {words.or_above(clause.level)}, {clause.needed} needed)"


def _nearest(clause: ClauseResult, standings: dict[str, AreaStanding], words: Wording) -> list[str]:
    """The failing areas that come closest to the bar: at most as many as are lacking, and none picked among equals."""
    bar = words.playbook.scale.mark(clause.bar or "")
    # All of them lie on the same side of the bar, so distance needs no direction.
    distance = {key: abs(standings[key].mean - bar) for key in clause.fails}
    found: list[str] = []
    for reach in sorted(set(distance.values())):
        equals = [key for key in clause.fails if distance[key] == reach]
        if len(found) + len(equals) > NAMED:
            break
        found += equals
        if len(found) >= clause.needed - clause.count:
            break
    return found


def _short_areas(clause: ClauseResult, standings: dict[str, AreaStanding], words: Wording) -> str:
    order = [item.key for item in words.playbook.competencies.competencies if item.key in clause.fails]
    parts = [_rated(standings[key], words) for key in order[:NAMED]]
    if (rest := len(order) - NAMED) > 0:
        parts.append(f"{counted(rest, 'other area')} fell short of {words.bar(clause.bar or '')}")
    return listed(parts)


def _rated(standing: AreaStanding, words: Wording) -> str:
    raters = len(standing.points)
    who = "its one rater" if raters == 1 else f"its {number(raters)} raters"
    return f"{words.area(standing.key)} was rated {listed(words.points(standing.points))} by {who}"


def _lack(shortfall: Shortfall) -> str:
    if shortfall.what == "lowest_level":
        return "a clause of the lowest level has nothing to be judged by"
    thing = {"ratings": "rating", "stages": "stage", "signals": "scope signal"}[shortfall.what]
    verb = "was" if shortfall.has == 1 else "were"
    return f"{counted(shortfall.has, thing)} {verb} assessed where {number(shortfall.needed)} {_are(shortfall)} needed"


def _are(shortfall: Shortfall) -> str:
    return "is" if shortfall.needed == 1 else "are"


def _wanted(shortfalls: Sequence[Shortfall]) -> str:
    things = {
        "ratings": "rating",
        "stages": "stage",
        "signals": "scope signal",
        "lowest_level": "rating or scope signal",
    }
    wanted = [f"{number(item.needed - item.has)} more {things[item.what]}" for item in shortfalls]
    plural = ["" if item.needed - item.has == 1 else "s" for item in shortfalls]
    return listed([text + end for text, end in zip(wanted, plural, strict=True)])
