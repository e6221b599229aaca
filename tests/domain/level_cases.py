"""What warnings and sentences about a level are told: calm cases on two plans, each changed in one thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.agreement import agreement_of
from app.domain.calibration import Calibration, Offset
from app.domain.chances import Chance, Estimate, Leaning, Sensitivity, Without
from app.domain.level_model import LevelModel
from app.domain.level_warnings import level_warnings
from app.domain.playbook import Playbook
from app.domain.rule import BELOW_BAR, Judgement, judge
from app.domain.scorecard import Card
from app.domain.warnings import WarningNote
from app.domain.wording import Wording
from tests.domain import shipped
from tests.domain.evidence import full_loop
from tests.domain.nursing import nursing_playbook, ward_loop

CLEAR = {"P4": 0.85, "P5": 0.1, "P3": 0.05}
CLEAR_WARD = {"N2": 0.9, "N3": 0.06, BELOW_BAR: 0.04}
FAIR = Offset(severity=0.1, error=0.15, interviews=20)


def estimate_of(chances: Mapping[str, float], playbook: Playbook, *, level: str = "") -> Estimate:
    """The estimate with these chances, nought elsewhere; its level is the one that they reach unless it is given."""
    codes = [BELOW_BAR, *(item.code for item in playbook.ladder.levels_in_use())]
    assert set(chances) <= set(codes)
    found = []
    for index, code in enumerate(codes):
        at_least = round(sum(chances.get(above, 0.0) for above in codes[index:]), 4)
        found.append(Chance(code, chances.get(code, 0.0), at_least))
    reached = [item.level for item in found if item.at_least >= model_of(playbook).tau]
    return Estimate(level or reached[-1], tuple(found))


def model_of(playbook: Playbook) -> LevelModel:
    """The level model of a playbook that has one."""
    assert playbook.model is not None
    return playbook.model


@dataclass(frozen=True)
class Case:
    """A candidate's scorecards with what was computed from them. Without changes nothing of it deserves a warning."""

    playbook: Playbook = field(default_factory=shipped.playbook)
    cards: Sequence[Card] = field(default_factory=lambda: full_loop(3, "P4"))
    chances: Mapping[str, float] | None = field(default_factory=lambda: CLEAR)
    without: Mapping[str, str] = field(default_factory=dict)
    leanings: Mapping[str, float] = field(default_factory=dict)
    offsets: Mapping[str, Offset | None] = field(default_factory=dict)
    days: int | None = 30

    @property
    def judgement(self) -> Judgement:
        """What the ladder's own sentence comes to."""
        ladder, scale, needs = self.playbook.ladder, self.playbook.scale, model_of(self.playbook).needs
        return judge(self.cards, ladder=ladder, scale=scale, minimum=needs.minimum())

    @property
    def estimate(self) -> Estimate:
        """The chance of each level."""
        assert self.chances is not None
        return estimate_of(self.chances, self.playbook)

    @property
    def words(self) -> Wording:
        """Names of the playbook."""
        return Wording(self.playbook)

    @property
    def calibration(self) -> Calibration:
        """A fair offset for everybody, those that are told apart from it; None takes somebody out."""
        known = {card.who: self.offsets.get(card.who, FAIR) for card in self.cards}
        return Calibration("c1", {who: offset for who, offset in known.items() if offset is not None}, self.days)

    @property
    def sensitivity(self) -> Sensitivity:
        """Who moves the level and on whom it rests; nobody unless told."""
        level = self.estimate.level
        without = [Without(card.who, self.without.get(card.who, level), ()) for card in self.cards]
        leanings = [Leaning(card.who, self.leanings.get(card.who, 0.2)) for card in self.cards]
        return Sensitivity((), None, None, tuple(without), tuple(leanings), ())

    @property
    def notes(self) -> tuple[WarningNote, ...]:
        """The warnings about the level."""
        return level_warnings(
            self.cards,
            playbook=self.playbook,
            judgement=self.judgement,
            estimate=None if self.chances is None else self.estimate,
            sensitivity=None if self.chances is None else self.sensitivity,
            calibration=self.calibration,
            agreement=agreement_of(self.cards, playbook=self.playbook),
        )


def case(**changes: object) -> Case:
    """The calm case on the shipped plan, but for these changes."""
    return Case(**changes)  # type: ignore[arg-type]


def ward(**changes: object) -> Case:
    """The same on a small plan of another profession, with bounds of its own."""
    calm: dict[str, object] = {"playbook": nursing_playbook(), "cards": ward_loop(3, "N2"), "chances": CLEAR_WARD}
    return Case(**(calm | changes))  # type: ignore[arg-type]
