"""The report on self-identification: how many of each category came how far, and whether a step treats them alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from app.domain.bias_audit import selection_audit
from app.domain.contingency import Tally
from app.domain.figures import PRINTED_FROM
from app.domain.impact import GroupCount, GroupImpact, Verdict, impacts_of
from app.domain.places import SelfIdSet
from app.domain.self_identification import DECLINED, QUESTIONS, RACE, SEX, Question
from app.domain.small_counts import SafeTable, safe_table

# So many more people have to have answered before a sheet moves on. Basis: house judgement.
ANSWERS_A_STEP = 10
NO_ANSWER = "No answer"
APPLIED, HIRED = "Applied", "Hired"
IN_WORDS: Mapping[Verdict, str] = {
    "reference": "The highest rate among the groups that are large enough to compare with.",
    "withheld": "Too few to judge.",
    "too_small_to_say": "Below 80 % of the highest rate, and too small to say.",
    "no_sign": "No sign of adverse impact. That is no proof that there is none.",
    "gap": "Above 80 % of the highest rate, yet chance hardly makes a gap of this size.",
    "below": "Below 80 % of the highest rate; chance alone could still do this.",
    "below_and_clear": "Below 80 % of the highest rate, and chance alone hardly does this.",
}


class Outcome(StrEnum):
    """How an application stood on the day of the report."""

    UNDER_WAY = "under way"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Person:
    """One application without a name: how far it came, how it stood, and what was answered.

    `reached` counts from 0, which is having applied, to the last step, which is having been hired.
    """

    reached: int
    outcome: Outcome
    answers: Mapping[str, str]

    def category(self, key: str) -> str:
        """The answer to one question."""
        return self.answers.get(key) or DECLINED


@dataclass(frozen=True, slots=True)
class ImpactLine:
    """One category at one step; `rate` and `ratio` are None where the counts behind them are not printed."""

    category: str
    rate: float | None
    ratio: float | None
    text: str


@dataclass(frozen=True, slots=True)
class StepImpact:
    """What happened at one step. `what` says which, `hidden` why categories are left out."""

    what: str
    lines: tuple[ImpactLine, ...]
    hidden: str


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """The counts of one question: a row for each category, the last for those without an answer; and the steps."""

    name: str
    table: SafeTable
    impacts: tuple[StepImpact, ...]


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One line of the table of a bias audit. Figures that are not printed are None."""

    question: str
    step: str
    category: str
    considered: int | None
    rate: float | None
    ratio: float | None


def released_on(days: Iterable[date], today: date, *, fewest: int = ANSWERS_A_STEP) -> date | None:
    """The day up to which answers are counted: the first of a month.

    A sheet that moved with each answer would tell what the person answered who applied in between. So it moves with
    the month, and only once `fewest` more people have answered than when it moved before.

    Args:
        days: on which each of the answers was given.
        today: this day.
        fewest: how many more answers it takes.

    Returns:
        a day that is not counted itself; None while there are too few answers for a first sheet.

    Source: house judgement.
    """
    found, counted = None, 0
    listed = sorted(days)
    for month in sorted({_next_month(day) for day in listed}):
        so_far = sum(day < month for day in listed)
        if month <= today and so_far - counted >= fewest:
            found, counted = month, so_far
    return found


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def question_sheets(asked: SelfIdSet, steps: Sequence[str], people: Sequence[Person]) -> tuple[QuestionSheet, ...]:
    """The counts of a set of questions, with small ones left out, and what they say of each step.

    Args:
        asked: the set of questions.
        steps: what each step is called, having applied first and having been hired last.
        people: one for each application.
    """
    return tuple(_sheet(question, steps, people) for question in QUESTIONS[asked])


def export_rows(asked: SelfIdSet, steps: Sequence[str], people: Sequence[Person]) -> Iterator[ExportRow]:
    """The table of a bias audit: rates and ratios of each step by category, and by sex and race together.

    Who did not answer is in none of the categories.

    Source: New York City Local Law 144; Rules of the City of New York, title 6, section 5-301.
    """
    for question in QUESTIONS[asked]:
        table = _table(question, steps, people)
        names = {question.categories[key]: key for key in question.categories}
        for step, what in enumerate(_names(steps)):
            tallies = {name: _tally(people, step, {question.key: key}) for name, key in names.items()}
            shown = {name for name in names if _is_shown(table, name, step)}
            yield from _audited(question.name, what, tallies, shown)
    by_key = {question.key: question for question in QUESTIONS[asked]}
    if SEX in by_key and RACE in by_key:
        for step, what in enumerate(_names(steps)):
            yield from _together(by_key[SEX], by_key[RACE], what, step, people)


def _together(one: Question, other: Question, what: str, step: int, people: Sequence[Person]) -> Iterator[ExportRow]:
    """Two questions at once. No count is given: it could be worked out from those of the single questions."""
    tallies = {
        f"{first}, {second}": _tally(people, step, {one.key: key, other.key: other_key})
        for key, first in one.categories.items()
        for other_key, second in other.categories.items()
    }
    shown = {name for name, tally in tallies.items() if min(tally.selected, tally.rejected) >= PRINTED_FROM}
    for row in _audited(f"{one.name} and {other.name.lower()}", what, tallies, shown):
        yield ExportRow(row.question, row.step, row.category, None, row.rate, row.ratio)


def _audited(question: str, step: str, tallies: Mapping[str, Tally], shown: set[str]) -> Iterator[ExportRow]:
    held = {name: tally for name, tally in tallies.items() if tally.considered}
    for row in selection_audit(held) if held else ():
        is_shown = row.is_printed and row.category in shown
        rate, ratio = (row.rate, row.impact_ratio) if is_shown else (None, None)
        yield ExportRow(question, step, row.category, row.people if is_shown else None, rate, ratio)


def _sheet(question: Question, steps: Sequence[str], people: Sequence[Person]) -> QuestionSheet:
    table = _table(question, steps, people)
    counts = {
        what: [
            GroupCount(name, _tally(people, step, {question.key: key}), _withdrawn(people, step, question.key, key))
            for key, name in question.categories.items()
        ]
        for step, what in enumerate(_names(steps))
    }
    found = impacts_of(counts)
    impacts = tuple(
        StepImpact(what, tuple(_line(group, table, step) for group in impact.groups), impact.hidden_text)
        for step, (what, impact) in enumerate(found.items())
        if impact.groups
    )
    return QuestionSheet(question.name, table, impacts)


def _line(group: GroupImpact, table: SafeTable, step: int) -> ImpactLine:
    if not _is_shown(table, group.group, step):
        return ImpactLine(group.group, None, None, IN_WORDS[group.verdict])
    ratio = group.comparison.ratio if group.comparison is not None else None
    return ImpactLine(group.group, group.rate, ratio, group.text)


def _is_shown(table: SafeTable, category: str, step: int) -> bool:
    """Whether both counts behind a rate are printed."""
    cells = table.rows[category]
    return cells[step].shown is not None and cells[step + 1].shown is not None


def _names(steps: Sequence[str]) -> list[str]:
    return [f"{before} to {after}" for before, after in pairwise(steps)]


def _table(question: Question, steps: Sequence[str], people: Sequence[Person]) -> SafeTable:
    groups = {key: [0] * len(steps) for key in question.choices}
    for person in people:
        row = groups[person.category(question.key)]
        for step in range(person.reached + 1):
            row[step] += 1
    named = {NO_ANSWER if key == DECLINED else question.categories[key]: row for key, row in groups.items()}
    return safe_table(named)


def _here(people: Sequence[Person], step: int, categories: Mapping[str, str]) -> Iterator[Person]:
    """Those of a category who came to a step."""
    for person in people:
        if person.reached >= step and all(person.category(key) == value for key, value in categories.items()):
            yield person


def _tally(people: Sequence[Person], step: int, categories: Mapping[str, str]) -> Tally:
    """Who went on, of those who did or were refused; who withdrew or is still under way is in neither."""
    selected = sum(person.reached > step for person in _here(people, step, categories))
    refused = sum(
        person.reached == step and person.outcome is Outcome.REFUSED for person in _here(people, step, categories)
    )
    return Tally(selected, selected + refused)


def _withdrawn(people: Sequence[Person], step: int, key: str, value: str) -> int:
    return sum(
        person.reached == step and person.outcome is Outcome.WITHDRAWN for person in _here(people, step, {key: value})
    )
