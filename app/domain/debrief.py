"""The debrief: what those who interviewed talk about before anybody decides, who speaks first, and what came of it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.chances import Sensitivity
from app.domain.ladder import ScopeSignal
from app.domain.playbook import Playbook
from app.domain.scorecard import Card
from app.domain.standing import counted_rank
from app.domain.warnings import CardRef
from app.domain.wording import Wording, counted, listed, number, sentence

Kind = Literal["area", "signal", "own"]
Reason = Literal["differs", "worst", "unassessed", "kept", "asked"]
Topic = tuple[Literal["area", "signal"], str]
# Who speaks before whom. House judgement: the less somebody decides in the company, the earlier they are heard.
SENIORITY = ("interviewer", "recruiter", "hiring_manager", "senior_leader")
NOTHING: Mapping[Topic, float] = {}
SETTLE = "Settle whether the decision can do without it."


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person put on the agenda by hand; `number` counts them within one application, from 1."""

    number: int
    text: str

    @property
    def key(self) -> str:
        """What notes call it."""
        return f"own:{self.number}"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to talk about.

    `name` is what it is about. `reasons` say why it is on the agenda, the first of them in `title` and `text`.
    `disagreement` counts the points of the scale, or the levels, between the best and the worst answer; `effect` is how
    far one answer moves the chance of the level, 0 where that is unknown. `answers` are the cards with an answer and
    `silent` those that were asked and saw no evidence; both, and `speakers`, who wrote them, are in the order of
    speaking.
    """

    key: str
    kind: Kind
    name: str
    title: str
    text: str
    reasons: tuple[Reason, ...]
    disagreement: int = 0
    effect: float = 0.0
    answers: tuple[CardRef, ...] = ()
    silent: tuple[CardRef, ...] = ()
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    """What every item is made from: the cards in the order of speaking, and what is known beside them."""

    cards: tuple[Card, ...]
    words: Wording
    effects: Mapping[Topic, float]
    awaited: Collection[str]
    kept: Collection[str]

    @property
    def playbook(self) -> Playbook:
        return self.words.playbook


@dataclass(frozen=True, slots=True)
class _Said:
    """What the cards say on one topic: the answers that show how far people lie apart, and in which words."""

    topic: Topic
    name: str
    answered: tuple[Card, ...]
    asked: tuple[Card, ...]
    is_planned: bool
    disagreement: int
    is_worst: bool
    title: str
    text: str


def agenda(
    cards: Sequence[Card],
    *,
    playbook: Playbook,
    effects: Mapping[Topic, float] = NOTHING,
    last: Collection[str] = (),
    awaited: Collection[str] = (),
    kept: Collection[str] = (),
    questions: Sequence[Question] = (),
) -> tuple[Item, ...]:
    """What to talk about, the most important first.

    On it stands every focus area and scope signal on which two or more people answered differently, every area that
    somebody rated at the last point of the scale, everything that was planned and that nobody could assess, what is
    kept although nothing differs any more, and the questions of people.

    Args:
        cards: the opened scorecards, in any order.
        playbook: whose plan, catalogue, scale and ladder they belong to.
        effects: how far one answer on a topic moves the chance of the level. Leave it out for whoever may not see the
            computed level: the order alone would tell what it turns on.
        last: the people who decide, as cards name them; they speak after everybody else.
        awaited: stages that are still to come; what only they look at is not called unassessed.
        kept: keys of items that stay on the agenda, since something was noted or amended there.
        questions: what people put on it by hand.

    Returns:
        items by disagreement times effect, then by disagreement, then in the order of the catalogue, the scope signals
        of the ladder and the questions. With no effect known the first is the same for all, hence disagreement alone
        orders them. Nothing in an item names a level.

    Raises:
        BadData: for an answer that is not on the scale or ladder.
    """
    table = _Table(_in_speaking_order(cards, playbook, last=last), Wording(playbook), effects, awaited, kept)
    said = [_of_area(item.key, table) for item in playbook.competencies.competencies]
    said += [_of_signal(signal, table) for signal in playbook.ladder.signals]
    found = [item for topic in said if (item := _item(topic, table)) is not None]
    found += [_own(question, table) for question in questions]
    return tuple(sorted(found, key=lambda item: (-item.disagreement * item.effect, -item.disagreement)))


def effects_of(sensitivity: Sensitivity | None) -> dict[Topic, float]:
    """The largest swing of an answer on each topic; nothing where no estimate was made.

    House judgement: the largest and not the sum, so that a topic does not come first for having many answers.
    """
    found: dict[Topic, float] = {}
    for effect in sensitivity.effects if sensitivity else ():
        topic: Topic = (effect.slot.kind, effect.slot.key)
        found[topic] = max(found.get(topic, 0.0), effect.swing)
    return found


def topics_of(playbook: Playbook) -> frozenset[str]:
    """The keys of all areas and signals that a stage of the plan looks at."""
    stages = playbook.family.stages
    areas = {key_of(("area", area)) for stage in stages for area in stage.focus_areas}
    return frozenset(areas | {key_of(("signal", signal)) for stage in stages for signal in stage.signals})


def key_of(topic: Topic) -> str:
    """What notes call a topic."""
    return f"{topic[0]}:{topic[1]}"


def _in_speaking_order(cards: Sequence[Card], playbook: Playbook, *, last: Collection[str]) -> tuple[Card, ...]:
    """Junior first, by the most senior role in which a person held a stage; then by plan; who decides comes last."""
    place = {stage.key: number for number, stage in enumerate(playbook.family.stages)}
    rank: dict[str, int] = {}
    for card in cards:
        held_as = SENIORITY.index(playbook.family.stage(card.stage).role)
        rank[card.who] = max(rank.get(card.who, 0), held_as)
    order = sorted(cards, key=lambda card: (card.who in last, rank[card.who], place[card.stage], card.rater))
    return tuple(order)


def _of_area(area: str, table: _Table) -> _Said:
    playbook, scale = table.playbook, table.playbook.scale
    answered = tuple(card for card in table.cards if card.ratings.get(area) is not None)
    points = scale.best_first([point for card in answered if (point := card.ratings[area]) is not None])
    steps = scale.steps(points[0], points[-1]) if points else 0
    name, worst = table.words.area(area), bool(points) and scale.is_worst(points[-1])
    title = f"{counted(steps, 'point')} apart".capitalize()
    if worst and not _differ(answered, steps):
        title = f"The last point of the scale, {scale.point(points[-1]).name}"
    counts = Counter(points)
    rated = [f"{scale.point(point).name} by {number(counts[point])}" for point in dict.fromkeys(points)]
    return _Said(
        topic=("area", area),
        name=name,
        answered=answered,
        asked=tuple(card for card in table.cards if area in card.ratings),
        is_planned=any(area in stage.focus_areas for stage in playbook.family.stages if stage.key not in table.awaited),
        disagreement=steps,
        is_worst=worst,
        title=title,
        text=f"Rated {listed(rated)}." if rated else "",
    )


def _of_signal(signal: ScopeSignal, table: _Table) -> _Said:
    """The statements that were picked; how many levels they lie apart orders the agenda and is never said."""
    playbook = table.playbook
    answered = tuple(card for card in table.cards if card.signals.get(signal.key) is not None)
    codes = [code for card in answered if (code := card.signals[signal.key]) is not None]
    ranks = [counted_rank(signal, code, playbook.ladder) for code in codes]
    asking = [stage.key for stage in playbook.family.stages if signal.key in stage.signals]
    return _Said(
        topic=("signal", signal.key),
        name=signal.name,
        answered=answered,
        asked=tuple(card for card in table.cards if signal.key in card.signals),
        is_planned=signal.counts and any(stage not in table.awaited for stage in asking),
        disagreement=max(ranks) - min(ranks) if ranks else 0,
        is_worst=False,
        title=f"{number(len(set(ranks)))} different statements".capitalize(),
        text=f"Picked on {counted(len(answered), 'scorecard')}." if answered else "",
    )


def _differ(answered: Sequence[Card], disagreement: int) -> bool:
    """Whether two people lie apart; one person who answered in two stages is no disagreement."""
    return disagreement > 0 and len({card.who for card in answered}) > 1


def _item(said: _Said, table: _Table) -> Item | None:
    differs = _differ(said.answered, said.disagreement)
    reasons: list[Reason] = ["differs"] if differs else []
    if said.is_worst:
        reasons.append("worst")
    if not said.answered and (said.asked or said.is_planned):
        reasons.append("unassessed")
    if not reasons and key_of(said.topic) in table.kept:
        reasons.append("kept")
    if not reasons:
        return None
    title, text = _in_words(said, reasons[0])
    return Item(
        key=key_of(said.topic),
        kind=said.topic[0],
        name=said.name,
        title=title,
        text=text,
        reasons=tuple(reasons),
        disagreement=said.disagreement if differs else 0,
        effect=table.effects.get(said.topic, 0.0),
        answers=_refs(said.answered),
        silent=_refs([card for card in said.asked if card not in said.answered]),
        speakers=_people(said.answered or said.asked),
    )


def _in_words(said: _Said, reason: Reason) -> tuple[str, str]:
    if reason == "unassessed":
        asked = f"{counted(len(said.asked), 'scorecard')} asked about it, and no evidence was seen"
        text = sentence(asked if said.asked else "no open scorecard asks about it")
        return "Not assessed", f"{text} {SETTLE}"
    if reason == "kept":
        return "No difference is left", said.text
    return said.title, said.text


def _own(question: Question, table: _Table) -> Item:
    name = f"Question {question.number}"
    return Item(question.key, "own", name, "Asked by hand", question.text, ("asked",), speakers=_people(table.cards))


def _refs(cards: Sequence[Card]) -> tuple[CardRef, ...]:
    return tuple(CardRef(card.stage, card.rater) for card in cards)


def _people(cards: Sequence[Card]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(card.who for card in cards))
