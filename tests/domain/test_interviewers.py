"""What is told of interviewers comes from the functions whose figures are known, and from no more than may be told."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.domain.calibration import Offset
from app.domain.errors import BadData
from app.domain.figures import Reported
from app.domain.habits import habits_of, severities_of
from app.domain.halo import Sitting
from app.domain.interviewer_words import Fact, facts_of
from app.domain.interviewers import (
    TURNED_OFF,
    Computed,
    Figures,
    PastCard,
    compute,
    figures_from_json,
    figures_of,
    figures_to_json,
    offsets_from,
)
from app.domain.scorecard import Card
from app.domain.severity import calibrate
from tests.domain import known_figures as known
from tests.domain.shipped import playbook

AGAINST_EVERYBODY, ON_PANELS = "Strictness against everybody", "Strictness on shared panels"
AREAS = ("results", "collaboration", "iteration", "efficiency", "transparency", "inclusion")
PLAYBOOK = playbook()
SCALE = PLAYBOOK.scale


def past(
    application: int, who: str, points: Sequence[int | None], *, late: bool = False, length: int = 120
) -> PastCard:
    card = Card("panel", f"{who}-{application}", dict(zip(AREAS, points, strict=False)), {}, late=late, person=who)
    return PastCard(application, application, card, {area: length for area, point in card.ratings.items() if point})


def panels(*rows: tuple[Sequence[int | None], Sequence[int | None]]) -> list[PastCard]:
    """One interview a row, of Ada and Ben."""
    return [
        past(number, who, points)
        for number, row in enumerate(rows, start=1)
        for who, points in zip(("ada", "ben"), row, strict=True)
    ]


KNOWN = panels(*zip(known.OWN_CARDS, known.PEER_CARDS, strict=True))
STRICT = panels(*[((4, 4, 5, 4, 3, 4), (3, 3, 4, 3, 2, 3))] * 6)


def computed(cards: Sequence[PastCard], *, adjusts: bool = True) -> Computed:
    assert PLAYBOOK.model is not None
    return compute(cards, playbook=PLAYBOOK, model=PLAYBOOK.model, model_version="m1", adjusts=adjusts)


def told(cards: Sequence[PastCard], who: str = "ada") -> Figures:
    return figures_of(cards, offsets={}, scale=SCALE)[who]


def fact(figures: Figures, label: str) -> Fact:
    return next(item for item in facts_of(figures) if item.label == label)


def test_halo_and_use_of_the_scale_are_the_known_ones():
    habits = told(KNOWN).habits

    assert habits.halo.figure is not None
    assert habits.scale_use.figure is not None
    assert habits.halo.figure.ratio == pytest.approx(known.HALO_RATIO, abs=5e-5)
    assert habits.halo.figure.straight_lined == known.STRAIGHT_LINED
    assert habits.scale_use.figure.ratio == pytest.approx(known.SPREAD_RATIO, abs=5e-5)
    assert habits.scale_use.figure.middle_share == known.MIDDLE_SHARE


def test_the_page_says_the_known_figures():
    figures = told(KNOWN)

    assert fact(figures, "Spread within a scorecard").value == "0.39 of the others’"
    assert fact(figures, "One rating throughout").value == "25 % of scorecards"
    assert fact(figures, "Use of the scale").value == "0.76 of the others’ spread"


def test_strictness_on_shared_panels_is_what_the_table_of_means_gives():
    figures = told(STRICT)

    means = [(4.0, 3.0)] * 6
    assert figures.habits.severity.figure == severities_of(means)[0]


def test_every_habit_is_that_of_the_same_interviews():
    figures = told(KNOWN)

    own = [Sitting(one.card, (other.card,)) for one, other in zip(KNOWN[::2], KNOWN[1::2], strict=True)]
    assert figures.habits == habits_of(own, scale=SCALE)


def test_strictness_against_everybody_is_the_calibration_itself():
    found = computed(STRICT)

    history = [[one.card, other.card] for one, other in zip(STRICT[::2], STRICT[1::2], strict=True)]
    assert PLAYBOOK.model is not None
    offsets = calibrate(history, playbook=PLAYBOOK, model=PLAYBOOK.model).offsets
    assert found.calibration.offsets == offsets
    assert found.figures["ada"].severity == Reported(offsets["ada"])
    assert offsets_from(found.body) == offsets


def test_the_order_of_the_scorecards_changes_nothing():
    assert computed(STRICT[::-1]) == computed(STRICT)


def test_one_other_rating_makes_another_version():
    other = [*STRICT[:-1], past(6, "ben", (3, 3, 4, 3, 2, 4))]

    assert computed(other).calibration.version != computed(STRICT).calibration.version


def test_an_application_without_a_rating_has_no_part_in_it():
    found = computed([*STRICT, past(7, "ada", (None,) * 6)])

    assert found.rests_on == (1, 2, 3, 4, 5, 6)
    assert found.figures["ada"].counts.all == 7
    assert found.figures["ada"].counts.rated == 6


def test_four_interviews_are_too_few_for_strictness():
    found = computed(STRICT[:8]).figures["ada"]

    assert found.severity.figure is None
    assert found.habits.severity.figure is None
    assert fact(found, AGAINST_EVERYBODY) == Fact(AGAINST_EVERYBODY, "Too few: 4 of 5 interviews", is_told=False)
    assert fact(found, ON_PANELS) == Fact(ON_PANELS, "Too few: 4 of 5 shared interviews", is_told=False)


def test_the_fifth_interview_brings_both_with_their_intervals():
    found = computed(STRICT[:10]).figures["ada"]

    assert "95 % interval" in fact(found, AGAINST_EVERYBODY).note
    assert "5 interviews" in fact(found, AGAINST_EVERYBODY).note
    assert "5 interviews" in fact(found, ON_PANELS).note


@pytest.mark.parametrize(
    ("label", "cards", "value"),
    [
        ("Spread within a scorecard", 2, "Too few: 2 of 3 scorecards"),
        ("Spread within a scorecard", 3, "1.00 of the others’"),
        ("Use of the scale", 2, "Too few: 2 of 3 scorecards"),
        ("Use of the scale", 3, "1.00 of the others’ spread"),
        ("Length of evidence", 2, "Too few: 2 of 3 scorecards"),
        ("Length of evidence", 3, "120 characters"),
    ],
)
def test_habits_are_told_from_the_third_scorecard_on(label: str, cards: int, value: str):
    assert fact(told(STRICT[: cards * 2]), label).value == value


def test_who_interviews_alone_has_no_habit_beside_others():
    alone = told([past(number, "ada", (3, 3, 3, 2, 3, 3)) for number in range(1, 8)])

    assert fact(alone, ON_PANELS).value == "Too few: 0 of 5 shared interviews"
    assert fact(alone, "Spread within a scorecard").value == "Too few: 0 of 3 scorecards"
    assert fact(alone, "Use of the scale").value == "Too few: 0 of 3 scorecards"


def test_others_who_tell_nothing_apart_leave_nothing_to_compare_with():
    rows = [((2, 3, 4, 3, 2, 3), (3, 3, 3, 3, 3, 3))] * 4

    figures = told(panels(*rows))

    assert fact(figures, "Spread within a scorecard").value == "Nothing to compare"
    assert fact(figures, "Use of the scale").value == "Nothing to compare"


def test_scorecards_with_few_areas_are_not_called_straight_lined():
    figures = told(panels(*[((3, 3, 3, 3), (2, 3, 4, 3))] * 3))

    assert fact(figures, "One rating throughout").value == "Nothing to compare"
    assert fact(figures, "One rating throughout").note == "no scorecard has enough rated areas yet"


def test_half_of_the_others_spread_says_what_to_do_and_not_that_it_is_bad():
    note = fact(told(KNOWN), "Spread within a scorecard").note

    assert note == "0.35 against 0.91 points, 4 scorecards; under half, so read the scorecards again area by area"


def test_late_scorecards_and_answers_without_evidence_are_counted():
    cards = [past(1, "ada", (3, None, 3, 3, 3, None), late=True), past(2, "ada", (3, 3, 3, 3, 3, 3))]

    figures = told(cards)

    assert fact(figures, "Late").value == "1 of 2 scorecards"
    assert fact(figures, "Evidence seen").value == "83 % of answers"
    assert fact(figures, "Evidence seen").note == "“No evidence seen” 2 of 12 times"


def test_the_length_of_evidence_stands_beside_everybodys():
    short = [past(number, "ada", (3,) * 6, length=40) for number in (1, 2, 3)]
    long = [past(number, "ben", (3,) * 6, length=200) for number in (1, 2, 3, 4)]

    found = fact(told([*short, *long]), "Length of evidence")

    assert (found.value, found.note) == ("40 characters", "median under a rating; everybody’s is 200")


def test_an_interval_on_both_sides_of_none_leaves_the_direction_open():
    figures = replace(told(STRICT), severity=Reported(Offset(0.1, 0.2, 6)))

    assert fact(figures, AGAINST_EVERYBODY).note.startswith("95 % interval")
    assert "the direction is open" in fact(figures, AGAINST_EVERYBODY).note


def test_where_strictness_may_not_be_worked_out_nobody_has_an_offset():
    found = computed(STRICT, adjusts=False)

    assert found.calibration.offsets == {}
    assert offsets_from(found.body) == {}
    assert found.figures["ada"].severity == Reported(None, TURNED_OFF)
    assert found.figures["ada"].habits.severity == Reported(None, TURNED_OFF)
    assert fact(found.figures["ada"], AGAINST_EVERYBODY).value == "Turned off"
    assert fact(found.figures["ada"], "Spread within a scorecard").value == "1.00 of the others’"


def test_nothing_comes_of_nothing():
    found = computed([])

    assert (found.rests_on, found.figures, found.calibration.offsets) == ((), {}, {})


def test_figures_are_kept_and_read_again_as_they_were():
    figures = computed(STRICT + panels(((1, 2, 3, 4, 5, None), (None,) * 6))).figures

    assert figures_from_json(figures_to_json(figures)) == figures


def test_figures_of_another_version_are_refused_in_words():
    with pytest.raises(BadData) as refused:
        figures_from_json('{"7":{"tempo":1}}')

    assert refused.value.message == "These figures were kept by another version of Rung. They are computed anew."
