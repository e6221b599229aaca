"""What was planned and not assessed: ratings, areas, stages and scope signals without evidence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.playbook import Playbook
from app.domain.scorecard import Card
from app.domain.wording import Ref, Wording, counted, inside, listed, sentence

NAMED = 3


@dataclass(frozen=True, slots=True)
class Gaps:
    """Holes in the evidence, areas in the catalogue's order, stages and signals in the plan's.

    `ratings` were given, `planned` would be a full loop, `missing` of them are not there (an extra rater in one place
    fills no hole in another). `one_rater` are areas that rest on a single rating. It holds no computed level.
    """

    ratings: int
    planned: int
    missing: int
    never_assessed: tuple[Ref, ...]
    one_rater: tuple[Ref, ...]
    missing_stages: tuple[Ref, ...]
    unseen_signals: tuple[Ref, ...]
    text: str


def gaps_of(cards: Sequence[Card], *, playbook: Playbook) -> Gaps:
    """Lay the scorecards over the plan.

    Args:
        cards: the scorecards that the reader may see, in any order.
        playbook: whose plan they belong to.

    Source: job family, stages and their areas of focus.
    """
    words = Wording(playbook)
    slots = Counter((card.stage, area) for card in cards for area, point in card.ratings.items() if point is not None)
    by_area: Counter[str] = Counter()
    for (_, area), raters in slots.items():
        by_area[area] += raters
    areas = playbook.planned_areas()
    stages = playbook.family.stages
    held = {card.stage for card in cards}
    seen = {key for card in cards for key, level in card.signals.items() if level is not None}
    planned = {(stage.key, area): stage.interviewers for stage in stages for area in stage.focus_areas}
    names = {signal.key: signal.name for signal in playbook.ladder.signals}
    found = Gaps(
        ratings=slots.total(),
        planned=sum(planned.values()),
        missing=sum(max(0, raters - slots[slot]) for slot, raters in planned.items()),
        never_assessed=tuple(Ref(key, words.area(key)) for key in areas if not by_area[key]),
        one_rater=tuple(Ref(key, words.area(key)) for key in areas if by_area[key] == 1),
        missing_stages=tuple(Ref(stage.key, stage.name) for stage in stages if stage.key not in held),
        unseen_signals=tuple(Ref(key, names[key]) for key in playbook.planned_signals() if key not in seen),
        text="",
    )
    return _with_text(found)


def _with_text(gaps: Gaps) -> Gaps:
    verb = "is" if gaps.missing == 1 else "are"
    parts = [f"{gaps.missing} of {gaps.planned} ratings {verb} missing" if gaps.missing else "every rating is there"]
    if gaps.missing_stages:
        parts.append(f"no scorecard from {listed([stage.name for stage in gaps.missing_stages])}")
    if gaps.never_assessed:
        verb = "was" if len(gaps.never_assessed) == 1 else "were"
        names = [area.name for area in gaps.never_assessed]
        few = listed(names) if len(names) <= NAMED else counted(len(names), "area")
        parts.append(f"{few} {verb} never assessed")
    if gaps.unseen_signals:
        signals = listed([inside(signal.name) for signal in gaps.unseen_signals])
        parts.append(f"no evidence was seen on {signals}")
    if gaps.one_rater:
        verb = "rests" if len(gaps.one_rater) == 1 else "rest"
        parts.append(f"{counted(len(gaps.one_rater), 'area')} {verb} on one rater")
    return replace(gaps, text=sentence("; ".join(parts)))
