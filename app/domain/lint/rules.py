"""Rules of levels: one that asks less than the level below, as it stands or as the document has it; empty, doubled."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.domain.ladder import Clause, Ladder, LevelRule
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.words import joined
from app.domain.scale import Scale

SHARES = {"majority": "a majority of the", "all": "all"}


def check_rules(ladder: Ladder, scale: Scale) -> Iterator[LintFinding]:
    """Everything about the rules of a ladder; clauses are compared by what they ask, never by their words."""
    signals_count = any(signal.counts for signal in ladder.signals)
    for rule in ladder.rules:
        place = ("rules", rule.level)
        if not rule.clauses:
            yield noted(ladder, "rule-empty", place, f"The rule of {rule.level} has no clause, so it asks nothing.")
        if not signals_count and any(clause.over == "signals" for clause in rule.clauses):
            says = f"{rule.level} asks for scope signals, and no signal of this ladder counts."
            yield noted(ladder, "rule-without-signals", place, says)
        yield from _doubled(ladder, rule, scale)
    for below, rule in pairwise(ladder.rules):
        yield from _weaker(ladder, below, rule, scale)
        yield from _same(ladder, below, rule, signals_count=signals_count)


def _weaker(ladder: Ladder, below: LevelRule, rule: LevelRule, scale: Scale) -> Iterator[LintFinding]:
    place = ("rules", rule.level)
    lost = _not_asked(below.clauses, rule.clauses, scale)
    if lost:
        says = f"{rule.level} asks less than {below.level}: it leaves out {joined(lost)}."
        yield noted(ladder, "rule-weaker", place, says, [rule.level, below.level, *lost])
        return
    stated = _not_asked(_stated(below.clauses), _stated(rule.clauses), scale)
    if stated:
        says = (
            f"As the document has it, {rule.level} asks less than {below.level}: that it keeps {joined(stated)} "
            f"is house judgement."
        )
        yield noted(ladder, "rule-weaker-as-written", place, says, [rule.level, below.level, *stated])


def _stated(clauses: Sequence[Clause]) -> list[Clause]:
    return [clause for clause in clauses if clause.basis == "stated"]


def _not_asked(wanted: Sequence[Clause], has: Sequence[Clause], scale: Scale) -> list[str]:
    """What some clauses ask that none of the others does, in words, each once."""
    lost = [clause for clause in wanted if not any(_asks_as_much(other, clause, scale) for other in has)]
    return sorted({_in_words(clause) for clause in lost})


def _asks_as_much(one: Clause, other: Clause, scale: Scale) -> bool:
    """Whether whoever meets `one` meets `other`, too. A clause over signals has its own level as the bar."""
    if one.over != other.over or (one.share, other.share) == ("majority", "all"):
        return False
    return one.bar == other.bar or _reaches(one.bar, other.bar, scale)


def _reaches(bar: str | None, other: str | None, scale: Scale) -> bool:
    order = [point.value for point in scale.points]
    if bar not in scale.marks or other not in scale.marks:
        return False
    return order.index(scale.marks[bar]) <= order.index(scale.marks[other])


def _in_words(clause: Clause) -> str:
    at = f" at “{clause.bar}” or better" if clause.bar else ""
    return f"{SHARES[clause.share]} {clause.over}{at}"


def _doubled(ladder: Ladder, rule: LevelRule, scale: Scale) -> Iterator[LintFinding]:
    for number, clause in enumerate(rule.clauses):
        for other in rule.clauses[:number]:
            if not (_asks_as_much(clause, other, scale) or _asks_as_much(other, clause, scale)):
                continue
            pair = sorted((clause.key, other.key))
            says = f"{rule.level} asks for {_in_words(other)} and for {_in_words(clause)}; one of them holds the other."
            yield noted(ladder, "rule-repeats", ("rules", rule.level, " + ".join(pair)), says, pair)


def _same(ladder: Ladder, below: LevelRule, rule: LevelRule, *, signals_count: bool) -> Iterator[LintFinding]:
    """Two levels that no evidence could tell apart; a clause over signals always does, since its bar is the level."""
    tells_apart = signals_count and any(clause.over == "signals" for clause in rule.clauses)
    asked = [{(c.share, c.bar) for c in each.clauses if c.over == "areas"} for each in (below, rule)]
    if asked[0] == asked[1] and not tells_apart and rule.clauses:
        says = f"{rule.level} asks of the areas what {below.level} asks, and nothing of the scope signals."
        yield noted(ladder, "rule-same", ("rules", rule.level), says, [below.level, rule.level])
