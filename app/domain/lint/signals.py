"""Scope signals: levels without a statement, and statements that interviewers can't tell apart."""

from collections.abc import Iterator
from itertools import combinations

from app.domain.ladder import Ladder
from app.domain.lint.finding import LintFinding, noted
from app.domain.lint.words import likeness, quoted

STATEMENTS_ALIKE = 0.75  # house judgement


def check_signals(ladder: Ladder) -> Iterator[LintFinding]:
    """Everything about a ladder's scope signals."""
    for signal in ladder.signals:
        covered = {code for statement in signal.statements for code in statement.levels}
        for level in ladder.levels_in_use():
            if signal.counts and level.code not in covered:
                says = f"{signal.name} counts, and no statement of it stands for {level.code}."
                yield noted(ladder, "statement-missing", ("signals", signal.key, level.code), says)
        for one, other in combinations(signal.statements, 2):
            if likeness(one.text, other.text) >= STATEMENTS_ALIKE:
                pair = " + ".join(sorted((one.key, other.key)))
                says = (
                    f"Two statements of {signal.name} say nearly the same: {quoted(one.text)} and {quoted(other.text)}."
                )
                yield noted(ladder, "statements-alike", ("signals", signal.key, pair), says, [one.text, other.text])
