"""Spans: what has no zone or no length is refused; joining, cutting and sharing are what sets of seconds do."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.spans import Span, around, clipped, cut, in_utc, inside, joined, second_of, shared, spans_of

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
pairs = st.lists(st.tuples(st.integers(-40, 40), st.integers(-40, 40)), max_size=8)


def seconds(stretches: list[tuple[int, int]]) -> set[int]:
    return {second for begin, end in stretches for second in range(begin, end)}


def is_tidy(stretches: list[tuple[int, int]]) -> bool:
    edges = [edge for stretch in stretches for edge in stretch]
    return all(one < other for one, other in pairwise(edges))


def test_a_span_is_kept_in_utc():
    tokyo = timezone(9 * HOUR)

    span = Span(AT.astimezone(tokyo), AT + HOUR)

    assert span == Span(AT, AT + HOUR)
    assert span.starts_at.tzinfo is span.ends_at.tzinfo is UTC


@pytest.mark.parametrize("naive", [(AT.replace(tzinfo=None), AT + HOUR), (AT, (AT + HOUR).replace(tzinfo=None))])
def test_a_time_without_a_zone_is_refused(naive):
    with pytest.raises(BadData, match=r"says no time zone\. Say which zone is meant") as refused:
        Span(*naive)

    assert refused.value.field == "zone"


@pytest.mark.parametrize("end", [AT, AT - HOUR])
def test_a_span_that_does_not_end_after_its_beginning_is_refused(end):
    with pytest.raises(BadData, match="The end has to be after the beginning") as refused:
        Span(AT, end)

    assert refused.value.field == "ends_at"


def test_a_begun_second_is_touched_and_not_within():
    half = timedelta(microseconds=500_000)
    span = Span(AT + half, AT + HOUR + half)

    assert around(span) == (second_of(AT), second_of(AT + HOUR) + 1)
    assert inside(span) == (second_of(AT) + 1, second_of(AT + HOUR))


def test_before_1970_seconds_are_counted_the_same_way():
    old = datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC)

    assert second_of(old) == -1
    assert around(Span(old, old + HOUR)) == (-1, 3600)


def test_an_instant_of_another_zone_is_the_same_instant():
    assert in_utc(AT.astimezone(timezone(-5 * HOUR))) == AT


def test_pairs_become_spans():
    assert spans_of([(second_of(AT), second_of(AT + HOUR))]) == (Span(AT, AT + HOUR),)


@given(pairs)
def test_joining_keeps_every_second_once_in_order(some):
    assert seconds(joined(some)) == seconds(some)
    assert is_tidy(joined(some))


@given(pairs, pairs)
def test_cutting_leaves_what_is_in_the_first_alone(some, others):
    left = cut(joined(some), joined(others))

    assert seconds(left) == seconds(some) - seconds(others)
    assert is_tidy(left)


@given(pairs, pairs)
def test_sharing_keeps_what_is_in_both(some, others):
    both = shared(joined(some), joined(others))

    assert seconds(both) == seconds(some) & seconds(others)
    assert is_tidy(both)


@given(pairs, st.integers(-40, 40), st.integers(0, 40))
def test_clipping_keeps_what_lies_between(some, begin, length):
    end = begin + length

    assert seconds(clipped(joined(some), begin, end)) == seconds(some) & set(range(begin, end))
