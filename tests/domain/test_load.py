"""Whose turn it is in a team of recruiters: whoever has least and is free, never with a conflict of interest."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.conflicts import ConflictOfInterest, conflict_sentences
from app.domain.errors import Conflict
from app.domain.load import Load, Recruiter, in_turn, load_from, offered, recruiter_for

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)


def recruiter(account: int, name: str, load: Load, *, given_at: datetime | None = None, free=(NINE,), conflicts=()):
    return Recruiter(account, name, load, frozenset(free), given_at, frozenset(conflicts))


def test_whoever_has_least_takes_it_and_the_reason_says_so():
    priya, sam = recruiter(1, "Priya", Load(4, 2, 1)), recruiter(2, "Sam", Load(1, 1, 0))

    given = recruiter_for(NINE, [priya, sam])

    assert given.recruiter is sam
    assert given.reason == (
        "Sam has the least of those free then: two interviews in the weeks around, no interviews this week."
    )


def test_a_full_week_comes_after_a_larger_load():
    priya, sam = recruiter(1, "Priya", Load(0, 4, 4)), recruiter(2, "Sam", Load(9, 1, 1))

    given = recruiter_for(NINE, [priya, sam])

    assert given.recruiter is sam
    assert given.reason == (
        "Sam has room this week; Priya has four interviews in the weeks around, "
        "four interviews this week, which is a full week."
    )


def test_of_equals_the_one_who_waited_longest_takes_it():
    priya = recruiter(1, "Priya", Load(1, 1, 0), given_at=NINE)
    sam = recruiter(2, "Sam", Load(2, 0, 0), given_at=NINE - timedelta(days=2))

    given = recruiter_for(NINE, [priya, sam])

    assert given.recruiter is sam
    assert given.reason == "Sam has as little as Priya and has waited longer."


def test_nobody_waits_longer_than_one_who_never_had_any():
    priya, sam = recruiter(1, "Priya", Load(), given_at=NINE), recruiter(2, "Sam", Load())

    assert recruiter_for(NINE, [priya, sam]).recruiter is sam


def test_among_equals_the_older_account_goes_first():
    priya, sam = recruiter(1, "Priya", Load()), recruiter(2, "Sam", Load())

    given = recruiter_for(NINE, [sam, priya])

    assert given.recruiter is priya
    assert given.reason == "Priya has as little as Sam and waited as long; the older account goes first."


def test_whoever_is_not_free_then_is_not_asked():
    priya, sam = recruiter(1, "Priya", Load(), free=(TEN,)), recruiter(2, "Sam", Load(9, 9, 9))

    given = recruiter_for(NINE, [priya, sam])

    assert given.recruiter is sam
    assert given.reason == "Sam is the only one of the team who is free then."


def test_a_time_that_was_taken_meanwhile_is_refused():
    with pytest.raises(Conflict) as caught:
        recruiter_for(TEN, [recruiter(1, "Priya", Load())])

    assert caught.value.message == "This time was taken meanwhile. Choose another one."


def test_the_times_of_the_whole_team_are_offered_but_for_those_with_a_conflict():
    priya = recruiter(1, "Priya", Load(), free=(TEN,), conflicts=[ConflictOfInterest.REFERRER])
    sam, ana = recruiter(2, "Sam", Load(), free=(TEN, NINE)), recruiter(3, "Ana", Load(), free=(NINE,))

    assert offered([priya, sam]) == (NINE, TEN)
    assert offered([priya, ana]) == (NINE,)


@pytest.mark.parametrize(
    ("conflict", "sentence"),
    [
        (ConflictOfInterest.REFERRER, "Takeshi refers this candidate."),
        (ConflictOfInterest.RELATIVE, "Takeshi is related to this candidate."),
        (ConflictOfInterest.REPORTING_LINE, "Takeshi and this candidate are in one reporting line."),
        (ConflictOfInterest.MANAGERS_LINE, "Takeshi is in the reporting line of the hiring manager."),
    ],
)
def test_each_conflict_has_its_sentence(conflict, sentence):
    assert conflict_sentences("Takeshi", frozenset([conflict])) == (sentence,)


loads = st.builds(Load, last=st.integers(0, 6), ahead=st.integers(0, 6), this_week=st.integers(0, 6))
teams = st.lists(
    st.builds(
        lambda account, load, waited, conflicts: recruiter(
            account, f"R{account}", load, given_at=waited and NINE - timedelta(days=waited), conflicts=conflicts
        ),
        st.integers(1, 40),
        loads,
        st.none() | st.integers(1, 5),
        st.sets(st.sampled_from(ConflictOfInterest), max_size=1),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(teams, st.randoms(use_true_random=False))
def test_the_order_of_the_team_is_irrelevant_and_conflicts_never_have_a_turn(team, rng):
    order = in_turn(team)

    assert in_turn(rng.sample(team, len(team))) == order
    assert {one.id for one in order} == {one.id for one in team if not one.conflicts}


@given(st.integers(2, 6), st.integers(1, 60))
def test_turns_taken_one_after_another_differ_by_one_at_most(size, turns):
    held = dict.fromkeys(range(size), 0)
    last: dict[int, datetime] = {}

    for turn in range(turns):
        team = [recruiter(one, f"R{one}", Load(ahead=held[one]), given_at=last.get(one)) for one in held]
        chosen = recruiter_for(NINE, team).recruiter.id
        held[chosen] += 1
        last[chosen] = NINE + timedelta(minutes=turn)

    assert max(held.values()) - min(held.values()) <= 1


@given(st.lists(st.integers(-60 * 24, 60 * 24), max_size=12), st.randoms(use_true_random=False))
def test_the_order_in_which_interviews_come_changes_no_load(hours, rng):
    starts = [NINE + timedelta(hours=hour) for hour in hours]
    shuffled = sorted(starts, key=lambda _: rng.random())

    found = load_from(starts, zone="Asia/Tokyo", now=NINE)

    assert load_from(shuffled, zone="Asia/Tokyo", now=NINE) == found
    assert found.total == sum(abs(hour) <= 4 * 7 * 24 for hour in hours)
    assert found.this_week <= found.total


@pytest.mark.parametrize(("zone", "this_week"), [("Asia/Tokyo", 1), ("America/New_York", 0)])
def test_a_week_begins_on_monday_where_the_person_is(zone, this_week):
    sunday_evening = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)  # Monday in Tokyo, Sunday in New York
    wednesday = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)

    assert load_from([sunday_evening], zone=zone, now=wednesday).this_week == this_week
