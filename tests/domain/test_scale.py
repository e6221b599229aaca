"""Rating scales: which end is best, what reaches a bar, and the figures of the shipped scales."""

from fractions import Fraction

import pytest

from app.domain.errors import BadData
from app.domain.scale import Scale, mean_of
from tests.domain.shipped import library, refusals

LABELS = ["Distinguished", "Superior", "Meets expectations", "Partially successful", "Unsuccessful"]


def competency() -> Scale:
    return library().scales["competency"]


def upside_down() -> Scale:
    """The same five labels with 5 as the best number."""
    scale = competency()
    points = [point.model_copy(update={"value": 6 - point.value}) for point in scale.points]
    content = scale.model_dump() | {"best": "highest", "points": points, "marks": {"meets": 3, "expert": 4}}
    return Scale.model_validate(content)


def test_the_rating_scale_has_five_labelled_points_and_one_is_best():
    scale = competency()

    assert scale.best == "lowest"
    assert [(point.value, point.name) for point in scale.points] == list(enumerate(LABELS, start=1))
    assert [point.short for point in scale.points] == ["Distinguished", "Superior", "Meets", "Partly", "Unsuccessful"]
    assert (scale.mark("meets"), scale.mark("expert")) == (3, 2)


def test_the_ladder_calls_superior_expert_and_partially_successful_in_need_of_improvement():
    words = {point.key: point.ladder_word for point in competency().points if point.ladder_word}

    assert words == {"superior": "Expert", "meets": "Meeting Expectations", "partly": "Need Improvement"}


def test_the_impact_review_is_another_scale_with_the_same_labels():
    review = library().scales["impact_review"]

    assert review != competency()
    assert [point.name for point in review.points] == LABELS


def test_the_vote_has_four_points_and_no_neutral_one():
    vote = library().scales["vote"]

    assert [point.name for point in vote.points] == ["Strong yes", "Yes", "No", "Strong no"]


@pytest.mark.parametrize(
    ("mean", "bar", "reached"),
    [("3", 3, True), ("2", 3, True), ("3.5", 3, True), ("3.51", 3, False), ("2.5", 2, True), ("2.51", 2, False)],
)
def test_three_or_better_means_three_or_less_and_half_a_point_short_still_reaches_it(mean, bar, reached):
    assert competency().reaches(Fraction(mean), bar) is reached


@pytest.mark.parametrize(
    ("mean", "bar", "reached"), [("3", 3, True), ("4", 3, True), ("2.5", 3, True), ("2.49", 3, False)]
)
def test_a_scale_whose_best_end_is_the_highest_reads_the_other_way_round(mean, bar, reached):
    assert upside_down().reaches(Fraction(mean), bar) is reached


def test_a_mean_on_the_cut_itself_is_a_tie():
    assert competency().is_tie(Fraction("3.5"), 3)
    assert not competency().is_tie(Fraction(3), 3)
    assert upside_down().is_tie(Fraction("2.5"), 3)


def test_values_are_ordered_from_best_to_worst():
    assert competency().best_first([3, 1, 5]) == [1, 3, 5]
    assert upside_down().best_first([3, 1, 5]) == [5, 3, 1]


def test_only_the_last_point_is_the_worst():
    assert [competency().is_worst(value) for value in (1, 4, 5)] == [False, False, True]


def test_steps_are_counted_without_sign():
    assert competency().steps(1, 4) == competency().steps(4, 1) == 3


def test_places_count_from_the_best_point_whichever_number_it_has():
    assert competency().places((3, 1, 5)) == [2, 0, 4]
    assert upside_down().places((3, 1, 5)) == [2, 4, 0]
    with pytest.raises(BadData):
        competency().places((3, 6))


def test_a_value_that_is_no_point_is_refused_with_the_points_there_are():
    with pytest.raises(BadData) as refusal:
        competency().point(0)

    assert refusal.value.message.startswith(
        "0 is not a point of the scale Competency rating. Use one of: Distinguished"
    )


@pytest.mark.parametrize(("mean", "bar", "room"), [("3", 3, "0.5"), ("3.5", 3, "0"), ("4", 3, "-0.5"), ("1", 2, "1.5")])
def test_the_room_inside_a_cut_is_the_same_from_either_end_of_the_numbers(mean, bar, room):
    assert competency().room(Fraction(mean), bar) == Fraction(room)
    assert upside_down().room(6 - Fraction(mean), 6 - bar) == Fraction(room)


def test_a_mark_that_does_not_exist_is_refused():
    with pytest.raises(BadData) as refusal:
        competency().mark("perfect")

    assert refusal.value.message == "The scale Competency rating has no mark called perfect."


def test_a_mean_is_exact_and_there_is_none_of_nothing():
    assert mean_of([1, 2, 2]) == Fraction(5, 3)
    with pytest.raises(BadData):
        mean_of([])


@pytest.mark.parametrize(
    ("place", "value", "where"),
    [
        (("best",), "highest", "points"),
        (("points",), (), "points"),
        (("points", 1, "value"), 1, "points"),
        (("points", 1, "key"), "meets", "points.2.key"),
        (("marks",), {"meets": 9}, "marks.meets"),
    ],
)
def test_a_scale_that_contradicts_itself_is_refused(place, value, where):
    assert refusals(competency(), place, value)[0][0] == where
