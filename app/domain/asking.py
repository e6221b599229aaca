"""What to ask first: where evidence is thin, and which questions suit the opening. It knows of no rating.

All it is told of earlier stages is how many interviewers had evidence on something and which questions they ticked.
Nothing that it returns names a level or the boundary between two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from math import ceil
from typing import Literal

from app.domain.competency import Competency, Question
from app.domain.family import Stage
from app.domain.ladder import Ladder, ScopeSignal
from app.domain.playbook import Playbook
from app.domain.preparing import TimeBudget, time_budget
from app.domain.wording import inside

# House judgement: an area opens with two questions, and what is asked first takes a third of the talk at most.
ASKED_FIRST = 2
FIRST_PART = 3
Kind = Literal["area", "signal"]
AREA: Kind = "area"
SIGNAL: Kind = "signal"


@dataclass(frozen=True, slots=True)
class Assessed:
    """How many interviewers of earlier stages gave an answer with evidence, by area and by signal; not which."""

    areas: Mapping[str, int] = field(default_factory=dict)
    signals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KitQuestion:
    """A question as an interviewer sees it. `asked_in` names the earlier stage in which it was asked, if it was."""

    key: str
    text: str
    strong: str
    weak: str
    asked_in: str | None


@dataclass(frozen=True, slots=True)
class AreaQuestions:
    """The questions of one focus area: those to open with, and the rest."""

    proposed: tuple[KitQuestion, ...]
    more: tuple[KitQuestion, ...]


@dataclass(frozen=True, slots=True)
class AskedFirst:
    """Something to ask about before the rest, and why.

    `question_key` is empty for a signal and for an area without questions, `question` for the latter alone.
    """

    kind: Kind
    key: str
    name: str
    reason: str
    question: str
    question_key: str


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked first, the most urgent before the rest, and the questions of each focus area of the stage."""

    first: tuple[AskedFirst, ...]
    areas: Mapping[str, AreaQuestions]


class _Gap(IntEnum):
    """Why something is asked first, the most urgent reason before the rest."""

    NO_EVIDENCE = 0
    LITTLE = 1
    UNSEEN_IN_RANGE = 2
    UNSEEN = 3
    RANGE = 4


_REASONS = {
    _Gap.NO_EVIDENCE: "No evidence so far on {}.",
    _Gap.LITTLE: "Little evidence so far on {}.",
    _Gap.UNSEEN_IN_RANGE: "Nobody has looked at {} yet, and this opening's range turns on it.",
    _Gap.UNSEEN: "Nobody has looked at {} yet.",
    _Gap.RANGE: "This opening's range turns on it.",
}


class _Fit(IntEnum):
    """How well something tells the levels of the opening apart from each other, or from the next."""

    INSIDE = 0
    EDGE = 1
    UNTAGGED = 2
    OUTSIDE = 3


@dataclass(frozen=True, slots=True)
class _Target:
    """The opening's range of levels, as places on the ladder."""

    ladder: Ladder
    low: int
    high: int

    def fit(self, below: int, above: int) -> _Fit:
        """How a boundary between two places lies to the range; for a single level its two edges are what counts."""
        if self.low <= below and above <= self.high:
            return _Fit.INSIDE
        if below <= self.high and above >= self.low:
            return _Fit.INSIDE if self.low == self.high else _Fit.EDGE
        return _Fit.OUTSIDE

    def of_question(self, question: Question) -> _Fit:
        """The same for the boundary that a question is meant for, if it names one of this ladder."""
        if question.boundary is None:
            return _Fit.UNTAGGED
        places = {level.code: place for place, level in enumerate(self.ladder.levels)}
        ends = sorted(places.get(code, -1) for code in question.boundary.split("|"))
        return self.fit(*ends) if ends[0] >= 0 else _Fit.OUTSIDE

    def of_signal(self, signal: ScopeSignal) -> _Fit:
        """The best that neighbouring statements of a signal can tell apart."""
        said = sorted((self.ladder.rank(code), item.key) for item in signal.statements for code in item.levels)
        return min((self.fit(one[0], two[0]) for one, two in pairwise(said) if one[1] != two[1]), default=_Fit.OUTSIDE)


@dataclass(frozen=True, slots=True)
class _Item:
    """Something the stage looks at. `planned` and `later` count interviewers of the stages before and after."""

    kind: Kind
    key: str
    place: int
    had: int
    planned: int
    later: int
    fit: _Fit
    minutes: int

    def gap(self, *, has_begun: bool, mostly_new: bool) -> _Gap | None:
        """Why this should be asked first, or None.

        Args:
            has_begun: whether there is evidence on anything yet.
            mostly_new: whether half of the stage's areas or more are without evidence: being new is no reason then.
        """
        if self.planned and 2 * self.had <= self.planned:
            return _Gap.LITTLE if self.had else _Gap.NO_EVIDENCE
        if self.had:
            return None
        turns_on_it = self.kind == SIGNAL and self.fit is _Fit.INSIDE
        if has_begun and not self.later:
            if turns_on_it:
                return _Gap.UNSEEN_IN_RANGE
            return None if mostly_new else _Gap.UNSEEN
        return _Gap.RANGE if turns_on_it else None


def asking_for(
    playbook: Playbook,
    stage: str,
    *,
    levels: tuple[str, str],
    assessed: Assessed,
    asked: Mapping[str, str],
) -> Asking:
    """Work out what an interviewer of one stage should ask first, and with which questions.

    Something is asked first when at most half of those whom the plan had look at it by now had evidence; when it is
    among the few things of the stage that nobody has looked at and no later stage will; or when it is a scope signal
    without evidence whose answers tell the levels of the opening apart. What a later stage looks at, too, can wait.

    Args:
        playbook: the pinned versions of the opening.
        stage: key of the stage.
        levels: the opening's lowest and highest level.
        assessed: what was assessed at earlier stages.
        asked: question key to the name of the earlier stage in which it was asked.

    Returns:
        what to ask first, as much as fits a third of the talk, the most urgent before the rest; and for each focus
        area of the stage its questions: those for the opening's levels first, those asked before last.

    Raises:
        BadData: for an unknown stage or level.

    Source: house judgement.
    """
    plan, ladder = playbook.family.stage(stage), playbook.ladder
    target = _Target(ladder, *sorted(ladder.rank(code) for code in levels))
    competencies = [playbook.competencies.competency(key) for key in plan.focus_areas]
    areas = {item.key: _questions(item, target, asked) for item in competencies}
    has_begun = any((*assessed.areas.values(), *assessed.signals.values()))
    picked = _picked(_items(playbook, plan, target, assessed), time_budget(plan), has_begun=has_begun)
    return Asking(tuple(_said(item, gap, playbook, areas) for item, gap in picked), areas)


def _questions(competency: Competency, target: _Target, asked: Mapping[str, str]) -> AreaQuestions:
    ordered = sorted(competency.questions, key=lambda item: (item.key in asked, target.of_question(item)))
    shown = [KitQuestion(item.key, item.text, item.strong, item.weak, asked.get(item.key)) for item in ordered]
    fresh = [item for item in shown if item.asked_in is None]
    proposed = (fresh or shown)[:ASKED_FIRST]
    return AreaQuestions(tuple(proposed), tuple(shown[len(proposed) :]))


def _items(playbook: Playbook, plan: Stage, target: _Target, assessed: Assessed) -> list[_Item]:
    stages, budget = playbook.family.stages, time_budget(plan)
    here = stages.index(plan)
    signals = [playbook.ladder.signal(key) for key in plan.signals]
    share = max(1, ceil(budget.signals / len(signals))) if signals else 0

    def raters(kind: Kind, key: str, among: Iterable[Stage]) -> int:
        return sum(item.interviewers for item in among if key in (item.focus_areas if kind == AREA else item.signals))

    def item(kind: Kind, key: str, place: int, had: int, fit: _Fit, minutes: int) -> _Item:
        before, after = raters(kind, key, stages[:here]), raters(kind, key, stages[here + 1 :])
        return _Item(kind, key, place, had, before, after, fit, minutes)

    found = [
        item(SIGNAL, signal.key, place, assessed.signals.get(signal.key, 0), target.of_signal(signal), share)
        for place, signal in enumerate(signals)
        if signal.counts
    ]
    for place, (key, minutes) in enumerate(budget.areas.items()):
        questions = playbook.competencies.competency(key).questions
        fit = min((target.of_question(question) for question in questions), default=_Fit.OUTSIDE)
        had = assessed.areas.get(key, 0)
        found.append(item(AREA, key, place, had, fit, max(1, ceil(minutes / ASKED_FIRST))))
    return found


def _picked(items: Sequence[_Item], budget: TimeBudget, *, has_begun: bool) -> list[tuple[_Item, _Gap]]:
    """The most urgent items, as many as fit; one of them always does."""
    waiting: list[tuple[_Item, _Gap]] = []
    areas = [item.had > 0 for item in items if item.kind == AREA]
    mostly_new = 2 * sum(areas) <= len(areas)
    for item in items:
        gap = item.gap(has_begun=has_begun, mostly_new=mostly_new)
        if gap is not None:
            waiting.append((item, gap))
    waiting.sort(key=lambda pair: _urgency(*pair))
    picked: list[tuple[_Item, _Gap]] = []
    left = budget.talk // FIRST_PART
    for item, gap in waiting:
        if not picked or item.minutes <= left:
            picked.append((item, gap))
            left -= item.minutes
    return picked


def _urgency(item: _Item, gap: _Gap) -> tuple[int, bool, int, int, bool, int]:
    """Reason, whether a later stage looks at it too, evidence, use for the range, signals, the plan's order."""
    return gap, item.later > 0, item.had, item.fit, item.kind == AREA, item.place


def _said(item: _Item, gap: _Gap, playbook: Playbook, areas: Mapping[str, AreaQuestions]) -> AskedFirst:
    if item.kind == SIGNAL:
        signal = playbook.ladder.signal(item.key)
        reason = _REASONS[gap].format(inside(signal.name))
        return AskedFirst(SIGNAL, item.key, signal.name, reason, signal.question, "")
    name = playbook.competencies.competency(item.key).name
    question = next(iter(areas[item.key].proposed), None)
    text, key = (question.text, question.key) if question else ("", "")
    return AskedFirst(AREA, item.key, name, _REASONS[gap].format(name), text, key)
