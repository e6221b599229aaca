"""What may be shown: groups too small to print, sentences in the place of a figure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.figures import hidden_groups, percent, too_few


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ({"a": 20, "b": 30}, set()),
        ({"a": 20, "b": 30, "c": 0}, {"c"}),
        ({"a": 5, "b": 30}, set()),
        ({"a": 4, "b": 30, "c": 12}, {"a", "c"}),
        ({"a": 4, "b": 30}, {"a", "b"}),
        ({"a": 4, "b": 3, "c": 30}, {"a", "b"}),
        ({"a": 1, "b": 2, "c": 30, "d": 9}, {"a", "b", "d"}),
        ({"a": 4, "b": 12, "c": 12}, {"a", "b"}),
        ({"a": 3}, {"a"}),
        ({}, set()),
    ],
)
def test_a_small_group_is_hidden_together_with_one_that_would_give_it_away(people, hidden):
    assert hidden_groups(people) == hidden


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40)))
def test_nobody_is_found_by_subtracting_the_printed_from_the_total(people):
    hidden = hidden_groups(people)

    printed = people.keys() - hidden
    left = sum(people.values()) - sum(people[group] for group in printed)
    assert all(people[group] >= 5 for group in printed)
    assert left == 0 or not printed or (left >= 5 and sum(people[group] > 0 for group in hidden) >= 2)


def test_a_missing_figure_says_how_much_more_it_takes():
    assert too_few("Halo", have=2, need=3, thing="scorecard") == (
        "Halo can be told from three scorecards on; there are two, so one more is needed."
    )
    assert too_few("Halo", have=0, need=3, thing="scorecard").endswith("there is none, so three more are needed.")
    assert too_few("Halo", have=1, need=3, thing="scorecard").endswith("there is one, so two more are needed.")


def test_shares_are_said_in_whole_percents():
    assert (percent(0), percent(2 / 3), percent(1)) == ("0 %", "67 %", "100 %")
