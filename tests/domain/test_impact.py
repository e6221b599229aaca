"""Adverse impact: who is printed, who is compared, which verdict, and when there is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.contingency import Tally
from app.domain.errors import BadData
from app.domain.impact import GroupCount, GroupImpact, Impact, Limits, holm, impact_of, impacts_of


def table(*, withdrawn: int = 0, **groups: tuple[int, int]) -> list[GroupCount]:
    """Groups by name as (selected, considered)."""
    return [GroupCount(name, Tally(*counts), withdrawn) for name, counts in groups.items()]


def group_in(found: Impact, name: str) -> GroupImpact:
    return next(item for item in found.groups if item.group == name)


def verdicts(found: Impact) -> dict[str, str]:
    return {item.group: item.verdict for item in found.groups}


def test_a_low_rate_that_chance_could_do_is_below_and_says_so():
    found = impact_of(table(men=(48, 120), women=(24, 90)))

    women = group_in(found, "women")
    assert (found.reference, verdicts(found)) == ("men", {"men": "reference", "women": "below"})
    assert women.adjusted_p == pytest.approx(0.0560, abs=5e-5)
    assert women.text.startswith(
        "The rate is 66 % of the highest (95 % interval 44 % to 100 %), below 80 %; chance alone could still do this."
    )


def test_a_low_rate_that_chance_hardly_does_is_clear():
    found = impact_of(table(men=(480, 1200), women=(240, 900)))

    assert verdicts(found)["women"] == "below_and_clear"
    assert "chance alone hardly does this. Read what this stage asks" in group_in(found, "women").text


def test_a_rate_above_four_fifths_can_still_be_a_gap():
    found = impact_of(table(men=(900, 1000), women=(800, 1000)))

    assert verdicts(found)["women"] == "gap"
    assert "above 80 %, yet chance hardly makes a gap of this size" in group_in(found, "women").text


def test_equal_rates_are_no_sign_and_no_proof():
    found = impact_of(table(men=(40, 100), women=(38, 100)))

    assert verdicts(found)["women"] == "no_sign"
    assert group_in(found, "women").text.endswith("no sign of adverse impact. That is no proof that there is none.")


def test_a_verdict_that_one_selection_would_turn_is_too_small_to_say():
    found = impact_of(table(men=(15, 30), women=(11, 29)))

    women = group_in(found, "women")
    assert women.comparison is not None
    assert women.comparison.is_below
    assert women.comparison.moved_ratio == pytest.approx(12 / 29 / (14 / 30))
    assert women.verdict == "too_small_to_say"
    assert "one selection going to this group instead would lift it above: too small to say" in women.text


def test_one_selection_does_not_excuse_a_gap_that_chance_hardly_makes():
    found = impact_of(table(men=(5000, 10000), women=(3999, 10000)))

    women = group_in(found, "women")
    assert women.comparison is not None
    assert (women.comparison.moved_ratio or 0) > 0.8
    assert women.verdict == "below_and_clear"
    assert women.text.startswith("The rate is 79 % of the highest")


@pytest.mark.parametrize(
    ("groups", "name", "why"),
    [
        ({"a": (10, 15), "b": (5, 14)}, "b", "29 were considered in all, and 30 are needed"),
        ({"a": (20, 40), "b": (2, 9)}, "b", "nine of this group were considered, and ten are needed"),
        (
            {"a": (3, 20), "b": (1, 10)},
            "b",
            "with equal rates one outcome would be expected for fewer than 5 people of a group",
        ),
        (
            {"a": (0, 40), "b": (0, 30)},
            "b",
            "with equal rates one outcome would be expected for fewer than 5 people of a group",
        ),
        ({"a": (3, 9), "b": (4, 9)}, "a", "no group has the ten people that it takes to compare with"),
    ],
)
def test_too_few_people_get_no_verdict_and_a_way_on(groups, name, why):
    item = group_in(impact_of(table(**groups)), name)

    assert (item.verdict, item.adjusted_p) == ("withheld", None)
    assert item.text == f"Too few to judge: {why}. Take a longer period, or stages together."


def test_thirty_in_all_ten_in_a_group_and_five_expected_are_enough():
    item = group_in(impact_of(table(a=(10, 20), b=(5, 10))), "b")

    assert item.comparison is not None
    assert item.comparison.min_expected == 5
    assert item.verdict == "no_sign"


def test_the_reference_is_the_highest_rate_among_groups_that_are_large_enough():
    found = impact_of(table(tiny=(9, 9), large=(40, 80), lower=(30, 80)))

    assert found.reference == "large"
    tiny = group_in(found, "tiny")
    assert tiny.comparison is not None
    assert (tiny.verdict, tiny.comparison.ratio) == ("withheld", 2)


def test_of_equal_rates_the_larger_group_is_the_reference():
    assert impact_of(table(a=(10, 20), b=(50, 100), c=(10, 30))).reference == "b"


def test_small_groups_are_hidden_with_a_second_one_and_leave_no_name():
    found = impact_of(table(a=(40, 80), b=(20, 60), c=(3, 4), d=(5, 11), e=(0, 0)))

    assert [item.group for item in found.groups] == ["a", "b"]
    assert (found.total, found.hidden) == (Tally(68, 155), 2)
    assert found.hidden_text.startswith("Two groups are not shown. In a group of fewer than five")
    assert not any(f"'{name}'" in repr(found) for name in "cde")


def test_a_group_that_is_alone_and_small_is_not_shown_either():
    found = impact_of(table(a=(1, 3)))

    assert (found.groups, found.reference) == ((), None)
    assert found.hidden_text.startswith("One group is not shown.")


def test_groups_that_are_large_enough_are_all_shown():
    found = impact_of(table(a=(10, 20), b=(10, 20)))

    assert (found.hidden, found.hidden_text) == (0, "")


def test_who_withdrew_is_told_apart_and_in_no_rate():
    found = impact_of(table(withdrawn=7, a=(10, 20), b=(10, 20)))

    assert found.withdrawn == 14
    assert [(item.withdrawn, item.rate) for item in found.groups] == [(7, 0.5), (7, 0.5)]
    assert found.total == Tally(20, 40)


def test_nobody_at_all_is_an_empty_table():
    found = impact_of([])

    assert (found.groups, found.total, found.reference) == ((), Tally(0, 0), None)


def test_a_group_that_is_counted_twice_is_refused():
    with pytest.raises(BadData):
        impact_of([*table(a=(1, 9)), *table(a=(2, 9))])


def test_many_tests_make_each_of_them_weaker():
    alone = impact_of(table(men=(120, 200), women=(85, 190)))
    stages = {
        "screen": table(men=(120, 200), women=(85, 190)),
        "panel": table(men=(60, 120), women=(50, 100)),
        "final": table(men=(30, 60), women=(24, 50)),
        "few": table(men=(3, 20), women=(1, 10)),
    }

    found = impacts_of(stages)

    one, many = group_in(alone, "women").adjusted_p, group_in(found["screen"], "women").adjusted_p
    # Three of the four get a verdict, so the smallest p counts three times.
    assert many == pytest.approx(3 * (one or 0))
    assert group_in(found["few"], "women").adjusted_p is None
    assert list(found) == list(stages)


def test_holm_steps_down_and_never_falls():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.6, 0.5]) == [1.0, 1.0]
    assert holm([]) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.floats(0, 1), max_size=12), st.randoms(use_true_random=False))
def test_holm_rejects_what_stepping_down_by_hand_rejects(values, rng):
    shuffled = rng.sample(values, len(values))
    by_hand = 0
    for rank, value in enumerate(sorted(values)):
        if value * (len(values) - rank) >= 0.05:
            break
        by_hand += 1

    adjusted = holm(values)

    assert sum(p < 0.05 for p in adjusted) == by_hand
    assert sorted(holm(shuffled)) == sorted(adjusted)
    assert all(p >= value for p, value in zip(adjusted, values, strict=True))


counts = st.dictionaries(
    st.sampled_from("abcdef"),
    st.integers(0, 150).flatmap(lambda people: st.tuples(st.integers(0, people), st.just(people))),
)


@settings(max_examples=200, deadline=None)
@given(counts, st.randoms(use_true_random=False))
def test_the_order_of_the_groups_does_not_matter(groups, rng):
    listed = table(**groups)
    shuffled = rng.sample(listed, len(listed))

    one, other = impact_of(listed), impact_of(shuffled)

    assert one.reference == other.reference
    assert sorted(one.groups, key=lambda item: item.group) == sorted(other.groups, key=lambda item: item.group)
    assert (one.total, one.hidden) == (other.total, other.hidden)


@settings(max_examples=200, deadline=None)
@given(counts)
def test_every_printed_group_is_large_enough_and_every_verdict_has_its_numbers(groups):
    found = impact_of(table(**groups))

    for item in found.groups:
        assert item.tally.considered >= 5
        assert item.text
        if item.verdict not in {"reference", "withheld"}:
            assert found.total.considered >= 30
            assert item.tally.considered >= 10
            assert item.comparison is not None
            assert item.comparison.min_expected >= 5
            assert item.comparison.ratio is not None
            assert item.comparison.ratio <= 1
            assert (item.verdict in {"no_sign", "gap"}) == (not item.comparison.is_below)


def test_the_limits_can_be_set():
    strict = Limits(printed_from=50)

    assert impact_of(table(a=(10, 20), b=(10, 20)), limits=strict).hidden == 2
