"""The interviewers as columns: in the plan's order of stages, then by name, under the heads of their stages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import BadData
from app.domain.playbook import Playbook
from app.domain.scorecard import Card
from app.domain.standing import place


@dataclass(frozen=True, slots=True)
class NamedCard:
    """A card with the name of who wrote it; `short` is the name for narrow places, the whole name unless given."""

    card: Card
    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One interviewer of one stage."""

    stage: str
    rater: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class StageHead:
    """A stage over its `columns` interviewers."""

    key: str
    name: str
    columns: int


def in_plan_order(cards: Sequence[NamedCard], playbook: Playbook) -> tuple[NamedCard, ...]:
    """The cards by stage, then name, then who wrote them.

    Raises:
        BadData: for a stage that is not in the plan.
    """
    order = {stage.key: index for index, stage in enumerate(playbook.family.stages)}
    for item in cards:
        if item.card.stage not in order:
            known = ", ".join(order)
            raise BadData(f"{place(item.card)}: the plan has no such stage. It has: {known}.")
    return tuple(sorted(cards, key=lambda item: (order[item.card.stage], item.name, item.card.rater)))


def column_of(item: NamedCard) -> Column:
    """The column that a card stands in."""
    return Column(item.card.stage, item.card.rater, item.name, item.short or item.name)


def stage_heads(columns: Sequence[Column], playbook: Playbook) -> tuple[StageHead, ...]:
    """The stages that have a column, in the plan's order."""
    widths = Counter(column.stage for column in columns)
    return tuple(
        StageHead(stage.key, stage.name, widths[stage.key]) for stage in playbook.family.stages if widths[stage.key]
    )
