"""Panels that somebody opened before every card was in: who, when, and why they did not wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.pipeline import Plan
from app.queries.scorecards.submitted import SubmittedCard


@dataclass(frozen=True, slots=True)
class Early:
    """One such panel. `stage` is what people call it."""

    stage: str
    by: str
    at: datetime
    reason: str


def opened_early(cards: Sequence[SubmittedCard], plan: Plan) -> tuple[Early, ...]:
    """Those among the panels of these cards, each once, in the order of the cards."""
    early = {card.interview_id: card for card in reversed(cards) if card.quorum_reason}
    found = sorted(early.values(), key=cards.index)
    return tuple(
        Early(plan.name(card.stage), card.opened_by, card.panel_opened_at, card.quorum_reason) for card in found
    )
