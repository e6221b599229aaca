"""Warnings that the scorecards alone give: each where it is deserved, and gone again one step away, on two plans."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pytest

from app.domain.playbook import Playbook
from app.domain.scorecard import Card
from app.domain.warnings import CardRef, WarningNote, is_spread, warnings_of
from tests.domain import shipped
from tests.domain.evidence import full_loop, shipped_playbook
from tests.domain.nursing import nursing_playbook, ward_loop

FINAL, PHONE, WARD_2 = CardRef("final", "final-1"), CardRef("phone", "phone-1"), CardRef("ward_day", "ward_day-2")
LOOP, WARD = full_loop(3), ward_loop(3)


@dataclass(frozen=True)
class Cards:
    """Scorecards with what is known of how they came in."""

    cards: Sequence[Card]
    amended: tuple[CardRef, ...] = ()
    after_others: tuple[CardRef, ...] = ()
    without_evidence: tuple[CardRef, ...] = ()
    playbook: Callable[[], Playbook] = shipped.playbook

    @property
    def notes(self) -> tuple[WarningNote, ...]:
        """The warnings that they give."""
        return warnings_of(
            self.cards,
            playbook=self.playbook(),
            amended=self.amended,
            after_others=self.after_others,
            without_evidence=self.without_evidence,
        )


ward = partial(Cards, playbook=nursing_playbook)


@dataclass(frozen=True)
class Pair:
    """Scorecards that deserve a warning, with what it says and whom it is about, and the nearest that do not."""

    deserved: Cards
    title: str
    text: str
    not_in: Cards
    cards: tuple[CardRef, ...] = ()
    is_about_level: bool = False


def late(cards: Sequence[Card]) -> list[Card]:
    """The same cards, the last of them late."""
    return [*cards[:-1], replace(cards[-1], late=True)]


def one(rater: str, area: str, point: int | None) -> list[Card]:
    return full_loop(3, changes={(rater, area): point})


def nurse(rater: str, area: str, point: int | None, *, rest: int = 3) -> list[Card]:
    return ward_loop(rest, changes={(rater, area): point})


PAIRS = {
    "stage_missing": Pair(
        deserved=Cards(full_loop(3, stages=["manager", "panel", "final"])),
        title="No scorecard from Initial Screen",
        text="What this stage looks at rests on the other stages.",
        not_in=Cards(LOOP),
    ),
    "stage_missing, on a ward": Pair(
        deserved=ward(WARD[1:]),
        title="No scorecard from Phone call",
        text="What this stage looks at rests on the other stages.",
        not_in=ward(WARD),
    ),
    "area_unassessed, asked": Pair(
        deserved=Cards(full_loop(3, areas={"transparency": None})),
        title="Transparency was never assessed",
        text="Whoever was asked answered “No evidence seen”. "
        "What was not assessed counts neither for nor against any level.",
        not_in=Cards(full_loop(3, areas={"transparency": 3})),
        cards=(FINAL,),
    ),
    "area_unassessed, never asked": Pair(
        deserved=ward([replace(card, ratings={"safety": 3, "teamwork": 3}) for card in WARD]),
        title="Three areas were never asked about",
        text="Care, Records and Planning. What was not assessed counts neither for nor against any level.",
        not_in=ward([WARD[1], *(replace(card, ratings={"safety": 3, "teamwork": 3}) for card in (WARD[0], WARD[2]))]),
    ),
    "spread": Pair(
        deserved=Cards(one("panel-1", "efficiency", 5)),
        title="Efficiency: a spread of two points",
        text="Rated Meets expectations and Unsuccessful. Read both texts of evidence and talk before deciding.",
        not_in=Cards(full_loop(4, changes={("panel-1", "efficiency"): 5})),
        cards=(CardRef("panel", "panel-2"), CardRef("panel", "panel-3"), CardRef("panel", "panel-1")),
    ),
    "spread, of three where a ward's model says so": Pair(
        deserved=ward(nurse("ward_day-1", "care", 1, rest=4)),
        title="Care: a spread of three points",
        text="Rated Outstanding and Poor. Read both texts of evidence and talk before deciding.",
        not_in=ward(nurse("ward_day-1", "care", 1, rest=3)),
        cards=(WARD_2, CardRef("ward_day", "ward_day-1")),
    ),
    "worst_point": Pair(
        deserved=Cards(full_loop(3, areas={"iteration": 5})),
        title="Iteration was rated Unsuccessful",
        text="By its one rater. Read the evidence, and say in your reason why the level may stand beside it.",
        not_in=Cards(full_loop(3, areas={"iteration": 4})),
        cards=(CardRef("manager", "manager-1"),),
        is_about_level=True,
    ),
    "worst_point, the lowest number of a ward": Pair(
        deserved=ward(nurse("ward_day-2", "planning", 1)),
        title="Planning was rated Poor",
        text="By one of its two raters. Read the evidence, and say in your reason why the level may stand beside it.",
        not_in=ward(nurse("ward_day-2", "planning", 2)),
        cards=(WARD_2,),
        is_about_level=True,
    ),
    "late_card": Pair(
        deserved=Cards(late(LOOP)),
        title="A late scorecard from Final Interview",
        text="It came in after it was due. Check that it was written before other cards could be read.",
        not_in=Cards(LOOP),
        cards=(FINAL,),
    ),
    "not_independent": Pair(
        deserved=Cards(LOOP, after_others=(FINAL,)),
        title="A scorecard from Final Interview that may not be independent",
        text="Its author could read other scorecards before this one came in, so it may not be independent of them.",
        not_in=Cards(LOOP, after_others=(CardRef("final", "final-2"),)),
        cards=(FINAL,),
    ),
    "not_independent, and late": Pair(
        deserved=ward(late(WARD), after_others=(WARD_2,)),
        title="A scorecard from Ward day that may not be independent",
        text="Its author could read other scorecards before this one came in, so it may not be independent of them. "
        "It was also late.",
        not_in=ward(WARD, after_others=()),
        cards=(WARD_2,),
    ),
    "amended_card": Pair(
        deserved=Cards(LOOP, amended=(FINAL,)),
        title="An amended scorecard from Final Interview",
        text="It was changed after other cards became visible, so it is not independent of them.",
        not_in=Cards(LOOP, amended=(CardRef("panel", "final-1"),)),
        cards=(FINAL,),
    ),
    "without_evidence": Pair(
        deserved=Cards(LOOP, without_evidence=(FINAL,)),
        title="A scorecard from Final Interview with a rating without evidence",
        text="At least one of its ratings has no text beside it. Ask what was said or done before you rely on it.",
        not_in=Cards(LOOP),
        cards=(FINAL,),
    ),
    "without_evidence, on a ward": Pair(
        deserved=ward(WARD, without_evidence=(PHONE,)),
        title="A scorecard from Phone call with a rating without evidence",
        text="At least one of its ratings has no text beside it. Ask what was said or done before you rely on it.",
        not_in=ward(WARD),
        cards=(PHONE,),
    ),
}


def kinds(item: Cards) -> Counter[str]:
    return Counter(note.kind for note in item.notes)


@pytest.mark.parametrize("name", PAIRS)
def test_a_warning_stands_where_it_is_deserved_and_says_what_and_about_whom(name):
    pair = PAIRS[name]

    (note,) = [note for note in pair.deserved.notes if note.kind == name.split(",")[0]]

    assert (note.title, note.text) == (pair.title, pair.text)
    assert (note.cards, note.is_about_level) == (pair.cards, pair.is_about_level)


@pytest.mark.parametrize("name", PAIRS)
def test_one_step_away_the_warning_is_gone(name):
    assert name.split(",")[0] in kinds(PAIRS[name].deserved)
    assert name.split(",")[0] not in kinds(PAIRS[name].not_in)


def test_no_text_names_a_person():
    for pair in PAIRS.values():
        texts = " ".join(note.title + note.text for note in pair.deserved.notes)
        assert not [card.rater for card in pair.deserved.cards if card.rater in texts]


def test_a_late_card_that_is_not_independent_is_told_once():
    assert kinds(Cards(late(LOOP), after_others=(FINAL,))) == Counter(["not_independent"])


def test_marks_on_cards_that_are_not_there_are_passed_over():
    nobody = (CardRef("lunch", "nobody"),)

    assert Cards(LOOP, amended=nobody, after_others=nobody, without_evidence=nobody).notes == ()


@pytest.mark.parametrize(("points", "with_model", "without"), [((2, 4), True, True), ((2, 3), False, False)])
def test_without_a_level_model_two_points_are_a_spread(points, with_model, without):
    assert is_spread(points, shipped.playbook()) is with_model
    assert is_spread(points, shipped_playbook()) is without


def test_how_far_a_spread_reaches_is_the_models_to_say():
    assert is_spread((4, 1), nursing_playbook())
    assert not is_spread((4, 2), nursing_playbook())
    assert is_spread((4, 2), replace(nursing_playbook(), model=None))
