"""What a recommendation is computed from now: the opened scorecards, what is known of them, the pinned versions."""

from collections.abc import Sequence

from app.domain.marks import Marks
from app.domain.snapshot import Ground
from app.domain.warnings import CardRef
from app.gateways import clock
from app.queries.applications import Case
from app.queries.reports import calibration_for
from app.queries.scorecards import SubmittedCard


def live_ground(case: Case, cards: Sequence[SubmittedCard]) -> Ground:
    """The ground of these cards, in one statement where strictness is adjusted for.

    Where no level is computed the ladder's own sentence stands alone.
    """
    estimates = case.switches.computes_levels and case.playbook.model is not None
    return Ground(
        cards=tuple(card.as_card(case.playbook.ladder) for card in cards),
        playbook=case.playbook,
        title=case.title,
        marks=marks_of(cards),
        calibration=calibration_for(case.id, adjusts=estimates and case.switches.adjusts_severity, now=clock.now()),
        method="A+B" if case.switches.computes_levels else "A",
    )


def marks_of(cards: Sequence[SubmittedCard]) -> Marks:
    """What is known of the cards beside their answers."""
    return Marks(
        amended=frozenset(_ref(card) for card in cards if card.is_amended_after_reveal),
        after_others=frozenset(_ref(card) for card in cards if card.is_after_others),
        without_evidence=frozenset(_ref(card) for card in cards if _lacks_evidence(card)),
    )


def _ref(card: SubmittedCard) -> CardRef:
    return CardRef(card.stage, card.rater)


def _lacks_evidence(card: SubmittedCard) -> bool:
    """Whether a rating has no text beside it; "no evidence seen" needs none."""
    rated = (area for area, point in card.ratings.items() if point is not None)
    return any(not card.evidence.get(area, "").strip() for area in rated)
