"""When a link opens its interview, and what somebody is told who comes too early or too late."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.interview_links import LinkState, Pass, Window, window_of

BEGIN = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
END = BEGIN + timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def window() -> Window:
    return window_of(BEGIN, END)


def test_a_link_holds_from_three_days_before_the_beginning_to_three_days_after_the_end(window: Window):
    assert window == Window(BEGIN - timedelta(hours=72), END + timedelta(hours=72))


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (BEGIN - timedelta(hours=72) - SECOND, LinkState.TOO_EARLY),
        (BEGIN - timedelta(hours=72), LinkState.OPEN),
        (BEGIN, LinkState.OPEN),
        (END + timedelta(hours=72), LinkState.OPEN),
        (END + timedelta(hours=72) + SECOND, LinkState.TOO_LATE),
    ],
)
def test_both_ends_belong_to_the_time_in_which_it_opens_and_a_second_beyond_does_not(
    window: Window, moment: datetime, state: LinkState
):
    assert window.state(moment) is state


def test_whoever_comes_too_early_is_told_from_when_on_in_their_own_zone(window: Window):
    sentence = window.refusal(BEGIN - timedelta(days=4), zone="Asia/Tokyo")

    assert sentence == (
        "This link opens the interview from 18:00 on Sun 1 March 2026, Tokyo time on. Sign in to read it now."
    )


def test_whoever_comes_too_late_is_told_since_when_and_to_sign_in(window: Window):
    sentence = window.refusal(END + timedelta(days=4), zone="Europe/Berlin")

    assert sentence == (
        "This link ended at 11:00 on Sat 7 March 2026, Berlin time. Sign in to go on with the interview."
    )


def test_nothing_is_refused_in_between(window: Window):
    assert window.refusal(BEGIN, zone="UTC") is None


def test_a_pass_says_three_numbers():
    assert Pass(interview_id=5, account_id=7, epoch=2).values() == (5, 7, 2)
