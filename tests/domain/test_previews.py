"""What an impact preview has found: counted as it goes, stored and read again, and hidden where it must be."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.previews import (
    LISTED,
    Changed,
    Found,
    empty,
    failed,
    from_json,
    read_to,
    to_json,
    with_impact,
    with_refusal,
    without,
)
from app.domain.regrounding import Impact

STAYS = Impact("P3", "P3", ())
FALLS = Impact("P4", "P3", ("P4 asks something new.",))
RISES = Impact("P3", "P4", ("P4 no longer asks so much.",))
IMPACTS = st.lists(st.sampled_from([STAYS, FALLS, RISES]), max_size=12)


def _found(*impacts: Impact) -> Found:
    """What these come to, for the applications 1, 2, 3 and so on."""
    found = empty(99)
    for number, impact in enumerate(impacts, start=1):
        found = with_impact(found, number, impact, is_partly=False)
    return found


def test_a_preview_begins_with_nothing_but_where_it_ends() -> None:
    assert empty(7) == Found(until=7)
    assert empty(7).changes == 0


def test_a_recommendation_that_stays_is_counted_and_not_listed() -> None:
    found = _found(STAYS)

    assert (found.same, found.changes, found.changed) == (1, 0, ())


def test_a_recommendation_that_changes_is_counted_and_listed_with_its_reason() -> None:
    found = _found(FALLS)

    assert (found.same, found.changes) == (0, 1)
    assert found.changed == (Changed(1, "P4", "P3", ("P4 asks something new.",)),)


def test_one_computed_without_some_of_its_answers_is_counted_whether_it_stays_or_changes() -> None:
    found = with_impact(empty(9), 1, STAYS, is_partly=True)
    found = with_impact(found, 2, FALLS, is_partly=True)

    assert found.partly == 2


def test_the_most_frequent_move_is_told_first() -> None:
    assert _found(RISES, FALLS, FALLS).by_move == [("P4", "P3", 2), ("P3", "P4", 1)]


def test_moves_that_are_as_frequent_stand_in_the_order_of_their_levels() -> None:
    assert _found(FALLS, RISES).by_move == [("P3", "P4", 1), ("P4", "P3", 1)]


def test_changes_beyond_the_list_are_counted_all_the_same() -> None:
    found = _found(*[FALLS] * (LISTED + 2))

    assert found.changes == LISTED + 2
    assert len(found.changed) == LISTED


def test_what_cannot_be_computed_is_counted_by_its_reason() -> None:
    found = with_refusal(with_refusal(with_refusal(empty(9), "No title."), "Another scale."), "No title.")

    assert found.unreadable == {"No title.": 2, "Another scale.": 1}


def test_a_preview_remembers_up_to_where_it_has_read() -> None:
    found = read_to(_found(FALLS), 42)

    assert (found.last, found.changes) == (42, 1)


def test_a_preview_that_failed_says_why_and_keeps_what_it_found() -> None:
    found = failed(_found(FALLS), "The draft is not finished.")

    assert (found.failure, found.changes) == ("The draft is not finished.", 1)


def test_whoever_may_not_see_an_application_does_not_find_it_in_list_or_count() -> None:
    seen = without(_found(FALLS, RISES, FALLS), {1, 2})

    assert [each.application_id for each in seen.changed] == [3]
    assert seen.by_move == [("P4", "P3", 1)]


@given(IMPACTS, st.sets(st.integers(1, 12)))
def test_hiding_applications_leaves_what_a_preview_without_them_would_have_found(
    impacts: list[Impact], hidden: set[int]
) -> None:
    kept = [(number, impact) for number, impact in enumerate(impacts, start=1) if number not in hidden]

    seen = without(_found(*impacts), hidden)

    assert [each.application_id for each in seen.changed] == [number for number, impact in kept if impact.changes]
    assert seen.changes == sum(impact.changes for _, impact in kept)


@given(IMPACTS, st.booleans())
def test_a_result_that_is_stored_comes_back_as_it_was(impacts: list[Impact], is_refused: bool) -> None:
    found = _found(*impacts)
    found = with_refusal(found, "Another scale’s.") if is_refused else found

    assert from_json(to_json(found)) == found
