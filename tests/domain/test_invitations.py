"""What a candidate can do with an invitation, until when, and what they are told otherwise."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.interview_links import LinkState
from app.domain.invitations import (
    ENDED,
    ENDED_WORDS,
    MOST_WINDOWS,
    Ended,
    InvitationState,
    Standing,
    check_windows,
    may_cancel,
    may_choose,
    may_move,
    why_not_ask,
    why_not_cancel,
    why_not_choose,
    why_not_move,
    why_over,
)
from app.domain.spans import Span

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def noon(day: int = 2) -> datetime:
    return datetime(2026, 3, day, 12, tzinfo=UTC)


def invited(**changed: Any) -> Standing:
    """An open invitation of the second of March that runs out on the twelfth."""
    usual = Standing(
        state=InvitationState.OPEN,
        created_at=noon(),
        expires_at=noon(12),
        recruiter="Ayumi",
        is_here=True,
        is_active=True,
        moves=0,
        most_moves=2,
        cutoff_hours=24,
    )
    return replace(usual, **changed)


def booked(**changed: Any) -> Standing:
    """The same, booked for noon on the tenth."""
    return invited(state=InvitationState.BOOKED, starts_at=noon(10), ends_at=noon(10) + HOUR, **changed)


def test_a_time_can_be_chosen_while_the_invitation_is_open():
    assert may_choose(invited(), noon(3))


def test_the_last_instant_of_an_invitation_belongs_to_it_and_the_next_second_does_not():
    assert may_choose(invited(), noon(12))
    assert not may_choose(invited(), noon(12) + SECOND)


def test_whoever_comes_too_late_is_told_when_it_ran_out_and_whom_to_write_to():
    why = why_not_choose(invited(), noon(13), zone="Asia/Tokyo")

    assert why == ("This invitation ran out at 21:00 on Thu 12 March 2026, Tokyo time. Write to Ayumi for a new one.")


def test_nothing_is_chosen_while_the_application_is_on_hold_or_elsewhere():
    assert not may_choose(invited(is_active=False), noon(3))
    assert not may_choose(invited(is_here=False), noon(3))


def test_a_second_time_is_not_chosen_but_moved():
    assert "Move it" in (why_not_choose(booked(), noon(3), zone="UTC") or "")


@pytest.mark.parametrize("because", list(Ended))
def test_every_end_has_a_sentence_that_names_the_recruiter_and_words_for_staff(because):
    ended = invited(state=InvitationState.ENDED, ended_because=because.value)

    assert "Ayumi" in (why_over(ended, noon(3), zone="UTC") or "")
    assert ENDED_WORDS[because]


def test_no_sentence_tells_of_a_decline_before_the_mail_does():
    assert "decline" not in ENDED[Ended.DECLINED].lower()


def test_an_unknown_end_is_an_end():
    assert why_over(invited(state=InvitationState.ENDED, ended_because="?"), noon(3), zone="UTC")


def test_a_booked_time_is_moved_up_to_the_last_instant_before_the_notice_begins():
    assert may_move(booked(), noon(9))
    assert not may_move(booked(), noon(9) + SECOND)


def test_a_booked_time_is_moved_as_often_as_the_invitation_says():
    assert may_move(booked(moves=1), noon(3))
    assert why_not_move(booked(moves=2), noon(3), zone="UTC") == (
        "You have moved it 2 times, and that is as often as it goes with this link. "
        "Write to Ayumi if the time does not suit you."
    )


def test_whoever_may_never_move_it_is_told_so_without_a_count():
    assert (why_not_move(booked(most_moves=0), noon(3), zone="UTC") or "").startswith("It can't be moved with")


def test_without_a_notice_a_time_is_moved_until_the_interview_begins():
    assert may_move(booked(cutoff_hours=0), noon(10) - SECOND)
    assert not may_move(booked(cutoff_hours=0), noon(10))


def test_calling_off_is_possible_until_it_begins_whatever_else_holds():
    assert may_cancel(booked(moves=9, is_active=False, is_here=False), noon(10) - SECOND)
    assert not may_cancel(booked(), noon(10))


def test_nothing_that_is_not_booked_is_moved_or_called_off():
    assert not may_move(invited(), noon(3))
    assert not may_cancel(invited(), noon(3))


def test_an_interview_that_staff_called_off_leaves_nothing_to_do():
    gone = replace(booked(), starts_at=None, ends_at=None)

    assert "called off" in (why_not_cancel(gone, noon(3), zone="UTC") or "")


def test_other_hours_are_asked_for_before_booking_and_instead_of_moving():
    assert why_not_ask(invited(), noon(3), zone="UTC") is None
    assert why_not_ask(booked(), noon(3), zone="UTC") is None
    assert why_not_ask(booked(), noon(10), zone="UTC") is not None


def test_the_link_holds_until_the_invitation_runs_out_or_a_day_after_the_interview():
    assert invited().window().state(noon(12)) is LinkState.OPEN
    assert invited().window().state(noon(12) + SECOND) is LinkState.TOO_LATE
    assert booked().window().state(noon(11) + HOUR) is LinkState.OPEN
    assert booked().window().state(noon(11) + HOUR + SECOND) is LinkState.TOO_LATE


@given(st.integers(0, 12 * 24 * 60), st.integers(0, 4), st.integers(0, 4), st.integers(0, 96), st.booleans())
def test_whoever_may_move_may_also_call_off(minutes, moves, most_moves, cutoff_hours, is_active):
    standing = booked(moves=moves, most_moves=most_moves, cutoff_hours=cutoff_hours, is_active=is_active)

    at = noon() + timedelta(minutes=minutes)

    assert not may_move(standing, at) or may_cancel(standing, at)


@given(st.integers(0, 12 * 24 * 60), st.sampled_from(InvitationState), st.booleans(), st.booleans())
def test_there_is_never_a_choice_and_a_move_at_once(minutes, state, is_here, is_active):
    standing = booked(is_here=is_here, is_active=is_active)
    standing = replace(standing, state=state)

    at = noon() + timedelta(minutes=minutes)

    assert not (may_choose(standing, at) and may_move(standing, at))


def stretch(day: int, hours: float = 2) -> Span:
    return Span(noon(day), noon(day) + timedelta(hours=hours))


def test_hours_of_their_own_come_in_order_of_time():
    assert check_windows((stretch(5), stretch(4)), noon(), minutes=60) == (stretch(4), stretch(5))


@pytest.mark.parametrize(
    ("windows", "word"),
    [
        ((), "at least one"),
        (tuple(stretch(day) for day in range(4, 5 + MOST_WINDOWS)), "at most"),
        ((stretch(4, 0.5),), "60 minutes"),
        ((stretch(2),), "begun already"),
        ((Span(noon(4), noon(4) + timedelta(days=120)),), "three months"),
    ],
)
def test_hours_that_help_nobody_are_refused(windows, word):
    with pytest.raises(BadData, match=word) as refused:
        check_windows(windows, noon(), minutes=60)

    assert refused.value.field == "windows"
