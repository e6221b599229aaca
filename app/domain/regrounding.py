"""The input of a finished recommendation under other versions: what of it can be read there, and what changes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from app.domain.chances import Estimate
from app.domain.level_wording import bar_percent, beside
from app.domain.marks import Marks
from app.domain.playbook import Playbook
from app.domain.recommendation import Recommendation, minimum_of
from app.domain.rule import BELOW_BAR, INSUFFICIENT, ClauseResult
from app.domain.scorecard import Card
from app.domain.snapshot import Ground
from app.domain.warnings import CardRef
from app.domain.wording import counted

MOST_CLAUSES = 3


@dataclass(frozen=True)
class Readable:
    """What scorecards can say under one playbook: answers beyond it are kept with the card and count for nothing."""

    playbook: Playbook

    @cached_property
    def stages(self) -> frozenset[str]:
        """Stages of the plan."""
        return frozenset(stage.key for stage in self.playbook.family.stages)

    @cached_property
    def areas(self) -> frozenset[str]:
        """Focus areas that some stage looks at."""
        return frozenset(self.playbook.planned_areas())

    @cached_property
    def points(self) -> frozenset[int]:
        """Points of the rating scale."""
        return frozenset(point.value for point in self.playbook.scale.points)

    @cached_property
    def signals(self) -> frozenset[str]:
        """Scope signals of the ladder that some stage asks about."""
        asked = {signal for stage in self.playbook.family.stages for signal in stage.signals}
        return frozenset(signal.key for signal in self.playbook.ladder.signals if signal.key in asked)

    @cached_property
    def levels(self) -> frozenset[str]:
        """Levels of the ladder, those included that are not in use."""
        return frozenset(level.code for level in self.playbook.ladder.levels)

    def reads_point(self, area: str, point: int | None) -> bool:
        """Whether a rating can be read."""
        return area in self.areas and (point is None or point in self.points)

    def reads_statement(self, signal: str, statement: str | None) -> bool:
        """Whether a chosen statement can be read."""
        if signal not in self.signals:
            return False
        known = {item.key for item in self.playbook.ladder.signal(signal).statements}
        return statement is None or statement in known

    def reads_level(self, signal: str, code: str | None) -> bool:
        """The same for a statement that was turned into its level."""
        return signal in self.signals and (code is None or code in self.levels)

    def card(self, card: Card) -> Card:
        """The card without the answers that can't be read."""
        ratings = {key: point for key, point in card.ratings.items() if self.reads_point(key, point)}
        signals = {key: code for key, code in card.signals.items() if self.reads_level(key, code)}
        return replace(card, ratings=ratings, signals=signals)


@dataclass(frozen=True, slots=True)
class Reground:
    """What a stored input comes to under other versions.

    `ground` can be computed; where it is None, `refusal` says why nothing can. `lost` are sentences about what of the
    stored input counts no more.
    """

    ground: Ground | None
    lost: tuple[str, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """What other versions make of a finished recommendation: the outcome before and after, and why it changes."""

    before: str
    after: str
    why: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether another level is recommended, or none any more."""
        return self.before != self.after


def ground_under(ground: Ground, playbook: Playbook) -> Reground:
    """A stored input under other versions; everything is found again by its key.

    Args:
        ground: what a finished recommendation was computed from, with the versions of then.
        playbook: the other versions.

    Returns:
        the ground to compute. Stages, areas, signals and levels that are gone take their answers with them.
    """
    was, now = ground.playbook.scale, playbook.scale
    if (was.key, was.best) != (now.key, now.best):
        return Reground(None, refusal=f"Its ratings stand on the scale {was.name} and can’t be read on {now.name}.")
    if not playbook.family.titles:
        return Reground(None, refusal=f"{playbook.family.name} has no title that it could be read for.")
    readable = Readable(playbook)
    cards = tuple(readable.card(card) for card in ground.cards if card.stage in readable.stages)
    lost = (*_lost(ground.cards, readable, ground.playbook), *_lost_title(ground, playbook))
    if not cards:
        return Reground(None, lost, "None of its scorecards belongs to a stage of this plan.")
    kept = {CardRef(card.stage, card.rater) for card in cards}
    title = ground.title if _has_title(playbook, ground.title) else playbook.family.titles[0].key
    minimum = None if ground.minimum == minimum_of(ground.playbook) else ground.minimum
    marks = _marks_on(ground.marks, kept)
    return Reground(replace(ground, cards=cards, playbook=playbook, title=title, minimum=minimum, marks=marks), lost)


def lost_answers(cards: Sequence[Card], *, under: Playbook, was: Playbook) -> tuple[str, ...]:
    """Sentences about the answers of these cards that count no more under other versions; names are those of `was`."""
    return _lost(cards, Readable(under), was)


def _has_title(playbook: Playbook, key: str) -> bool:
    return any(title.key == key for title in playbook.family.titles)


def _marks_on(marks: Marks, kept: set[CardRef]) -> Marks:
    return Marks(marks.amended & kept, marks.after_others & kept, marks.without_evidence & kept)


def _lost_title(ground: Ground, playbook: Playbook) -> tuple[str, ...]:
    if _has_title(playbook, ground.title):
        return ()
    name = ground.playbook.family.title(ground.title).name
    return (f"The title {name} is gone, so that no title of its track can be named.",)


def _lost(cards: Sequence[Card], readable: Readable, was: Playbook) -> tuple[str, ...]:
    found: Counter[tuple[str, str]] = Counter()
    for card in cards:
        if card.stage not in readable.stages:
            found["stage", card.stage] += 1
            continue
        for area, point in card.ratings.items():
            if area not in readable.areas:
                found["area", area] += 1
            elif not readable.reads_point(area, point):
                found["point", str(point)] += 1
        for signal, code in card.signals.items():
            if signal not in readable.signals:
                found["signal", signal] += 1
            elif not readable.reads_level(signal, code):
                found["level", str(code)] += 1
    return tuple(_lost_words(what, key, count, was) for (what, key), count in sorted(found.items()))


def _lost_words(what: str, key: str, count: int, was: Playbook) -> str:
    if what == "stage":
        name = was.family.stage(key).name
        return f"The plan has no stage {name}: {counted(count, 'scorecard')} of it {_no_more(count)}."
    if what == "area":
        name = was.competencies.competency(key).name
        return f"No stage looks at {name}: {counted(count, 'rating')} {_no_more(count)}."
    if what == "signal":
        name = was.ladder.signal(key).name
        return f"No stage asks about {name}: {counted(count, 'answer')} {_no_more(count)}."
    if what == "level":
        return f"The ladder has no level {key}: {counted(count, 'answer')} at it {_no_more(count)}."
    return f"The scale has no point {key}: {counted(count, 'rating')} at it {_no_more(count)}."


def _no_more(count: int) -> str:
    return "counts no more" if count == 1 else "count no more"


def impact_of(before: Recommendation, after: Recommendation, *, tau: float | None, lost: Sequence[str] = ()) -> Impact:
    """What changed between two recommendations for the same scorecards, and why.

    Args:
        before: as it was recommended.
        after: as the other versions have it.
        tau: the probability from which a level counts as reached; None where the ladder's sentence stands alone.
        lost: what of the input counts no more.

    Returns:
        with the reasons first that weigh most: what is lost, the probability, then clauses; none where nothing changes.
    """
    if before.outcome == after.outcome:
        return Impact(before.outcome, after.outcome, ())
    why = [*lost]
    if after.outcome == INSUFFICIENT:
        why.append(after.text)
    elif tau is not None and before.estimate and after.estimate:
        why += _probability(before.estimate, after.estimate, (before.outcome, after.outcome), tau)
    why += _clauses(before, after)[:MOST_CLAUSES]
    return Impact(before.outcome, after.outcome, tuple(dict.fromkeys(why)))


def _probability(before: Estimate, after: Estimate, outcomes: tuple[str, str], tau: float) -> list[str]:
    """How likely the higher of the two levels was and is."""
    was, now = ({item.level: item.at_least for item in found.chances} for found in (before, after))
    shared = [code for code in now if code in was and code in outcomes and code != BELOW_BAR]
    if not shared:
        return []
    level = shared[-1]
    figures = f"{beside(was[level], tau)} before, {beside(now[level], tau)} now"
    return [f"{level} or above: {figures}. A level is reached from {bar_percent(tau)} on."]


def _clauses(before: Recommendation, after: Recommendation) -> list[str]:
    was, now = _by_place(before), _by_place(after)
    found = []
    for place, clause in now.items():
        earlier = was.get(place)
        if earlier is None:
            found.append(f"{clause.level} asks something new: {clause.says}")
        elif earlier.truth != clause.truth:
            found.append(f"{clause.level}: “{clause.says.rstrip('.')}” {_held(clause)}: {_figures(earlier, clause)}.")
    return found + [f"{gone.level} no longer asks: {gone.says}" for place, gone in was.items() if place not in now]


def _by_place(found: Recommendation) -> Mapping[tuple[str, str], ClauseResult]:
    return {(level.level, clause.result.key): clause.result for level in found.proof for clause in level.clauses}


def _held(clause: ClauseResult) -> str:
    return {"true": "now holds", "false": "holds no more", "undecided": "can’t be judged any more"}[clause.truth]


def _figures(was: ClauseResult, now: ClauseResult) -> str:
    before, after = (f"{clause.count} of {clause.out_of}" for clause in (was, now))
    if was.needed == now.needed:
        return f"{before} before, {after} now, {now.needed} needed"
    return f"{before} before with {was.needed} needed, {after} now with {now.needed} needed"
