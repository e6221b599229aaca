"""A recommendation as the page shows it to whoever may see levels."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.columns import NamedCard
from app.domain.decision import levels_in_question
from app.domain.level_wording import level_words
from app.domain.proof import LevelProof, said_before
from app.domain.recommendation import Recommendation
from app.domain.rule import BELOW_BAR, INSUFFICIENT
from app.domain.snapshot import Ground
from app.domain.switches import Switches
from app.domain.warnings import WarningNote
from app.queries.decisions.outlook import Adjusted, Outlook, adjusted_of, outlook_of

SWITCHED_OFF = "Adjusting for strictness is switched off for this organisation: every rating counts as it was given."
UNUSED = "The level model of this opening adjusts for nobody’s strictness: every rating counts as it was given."


@dataclass(frozen=True, slots=True)
class Judged:
    """What the own level opens. `cards_changed` says that a card was amended after the decision.

    `ground` is what the recommendation was computed from.

    `names_levels` is False for an organisation that has switched computed levels off: matrix and proof stand alone.

    `outlook` is None where the ladder's own sentence stands alone, or too little was assessed. `adjusted` are those
    whose strictness was taken into account; without anybody `not_adjusted` says why.
    """

    recommendation: Recommendation
    ground: Ground
    cards_changed: bool = False
    outlook: Outlook | None = None
    adjusted: tuple[Adjusted, ...] = ()
    not_adjusted: str = ""
    names_levels: bool = True

    @property
    def warnings(self) -> tuple[WarningNote, ...]:
        """All of them, or only those that speak of no level where none is named."""
        notes = self.recommendation.warnings
        return notes if self.names_levels else tuple(note for note in notes if not note.is_about_level)

    @property
    def is_below(self) -> bool:
        """Whether the evidence does not carry the lowest level."""
        return self.recommendation.outcome == BELOW_BAR

    @property
    def is_insufficient(self) -> bool:
        """Whether too little was assessed to name a level."""
        return self.recommendation.outcome == INSUFFICIENT

    @property
    def by_proof(self) -> str:
        """What the ladder's own sentence comes to."""
        return self.recommendation.by_proof or self.recommendation.outcome

    @property
    def by_proof_words(self) -> str:
        """The same as it stands in a heading."""
        return level_words(self.by_proof)

    @property
    def differs(self) -> bool:
        """Whether proof and estimate come to different outcomes."""
        return self.by_proof != self.recommendation.outcome

    @property
    def proof_names_a_level(self) -> bool:
        """Whether the ladder's own sentence comes to a level."""
        return self.by_proof not in {BELOW_BAR, INSUFFICIENT}

    @property
    def why(self) -> str:
        """The recommendation's sentence without the words that its heading says."""
        return _sentence(self.recommendation.text.removeprefix(f"Recommended: {self.by_proof}. "))

    @property
    def why_short(self) -> str:
        """Why no level is named, without the words that the heading says."""
        text = self.why.removeprefix("Below the bar: ").removeprefix("Not enough was assessed to name a level: ")
        return _sentence(text.removesuffix(" This says nothing against the candidate."))

    @property
    def next_level(self) -> str | None:
        """The level that does not hold, or None when the highest does."""
        missed = [level.level for level in self.recommendation.proof if level.truth != "true"]
        return missed[0] if missed else None

    @property
    def why_not(self) -> str:
        """What that level lacks, without the words that its heading says."""
        return _sentence(self.recommendation.why_not_higher.removeprefix(f"Not {self.next_level}: "))

    @property
    def said_before(self) -> dict[tuple[str, str], str]:
        """Clauses of the proof that repeat one of a lower level."""
        return said_before(self.recommendation.proof)

    @property
    def in_question(self) -> tuple[LevelProof, ...]:
        """The levels on either side of the line."""
        return levels_in_question(self.recommendation.proof)


def judged_of(
    found: Recommendation, ground: Ground, *, cards: Sequence[NamedCard], own: str, switches: Switches
) -> Judged:
    """Put names and words to what was found.

    Args:
        found: the recommendation, just computed or stored.
        ground: what it was computed from.
        cards: the same scorecards with names.
        own: the manager's own level, or `below_bar`.
        switches: what the organisation has switched on today; what is switched off is not shown of a stored one either.
    """
    model, playbook = ground.playbook.model, ground.playbook
    if not switches.computes_levels:
        return Judged(found, ground, names_levels=False)
    if model is None or found.estimate is None or found.outcome == INSUFFICIENT:
        return Judged(found, ground)
    adjusted = adjusted_of(cards, ground.calibration, model=model, playbook=playbook)
    why_not = "" if model.uses_offsets else UNUSED
    if not switches.adjusts_severity:
        why_not = SWITCHED_OFF
    return Judged(
        found,
        ground,
        outlook=outlook_of(found.estimate, found.sensitivity, model=model, playbook=playbook, cards=cards, own=own),
        adjusted=adjusted,
        not_adjusted="" if adjusted else why_not,
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
