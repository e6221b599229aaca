"""Whose turn it is while a candidate chooses a time, after somebody did not come, and who has not answered yet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.answers import Answer
from app.domain.excuses import Excuse
from app.domain.pipeline import Position, State
from app.domain.turns import (
    Facts,
    Holder,
    InterviewFact,
    InvitationFact,
    Lack,
    Person,
    Progress,
    SeatFact,
    progress_of,
)
from tests.factories.ladders import shipped_playbook

RECRUITER, ANN, BEN = Person(1, "Mika"), Person(3, "Ann"), Person(4, "Ben")


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 1, 7, 12, 0, tzinfo=UTC)


@pytest.fixture
def facts(now) -> Facts:
    return Facts(
        position=Position(State.ACTIVE, "panel"),
        stage=shipped_playbook().family.stage("panel"),
        interviews=(),
        recruiters=(RECRUITER,),
        managers=(),
        candidate="Yuki",
        now=now,
        zone="Asia/Tokyo",
    )


def invited(facts: Facts, *, days_left: float = 3, **given: object) -> Progress:
    sent_at = facts.now - timedelta(days=2)
    invitation = InvitationFact(sent_at, facts.now + timedelta(days=days_left))
    return progress_of(replace(facts, invitation=replace(invitation, **given)))  # type: ignore[arg-type]


def booked(facts: Facts, *seats: SeatFact, hours: float = 20, **given: object) -> Progress:
    begin = facts.now + timedelta(hours=hours)
    interview = InterviewFact(9, begin, begin + timedelta(hours=1), seats)
    return progress_of(replace(facts, interviews=(replace(interview, **given),)))  # type: ignore[arg-type]


def test_an_invited_candidate_chooses_a_time(facts):
    found = invited(facts)

    assert found.sentences == ("No time is chosen yet; Yuki was invited on Mon 5 Jan, 21:00",)
    assert (found.turn.holder, found.turn.who, found.turn.does) == (Holder.CANDIDATE, "Yuki", "choose a time")
    assert not found.is_ready


def test_an_invitation_that_ran_out_is_the_recruiters_turn(facts):
    found = invited(facts, days_left=-1)

    assert found.sentences == ("The invitation ran out on Tue 6 Jan, 21:00; no time was chosen",)
    assert (found.turn.does, found.missing[0].lack) == ("invite again", Lack.BOOKING)
    assert found.turn.is_of(RECRUITER.id)


def test_what_a_sweep_ended_reads_like_what_ran_out_a_moment_ago(facts):
    swept = invited(facts, days_left=-1, is_open=False, ended_because="expired")

    assert swept == invited(facts, days_left=-1)


def test_other_hours_of_the_candidate_are_the_recruiters_turn(facts):
    found = invited(facts, asks_hours=True)

    assert found.sentences == ("Yuki offers other hours, since none of ours fits",)
    assert found.turn.holder is Holder.RECRUITER


def test_an_invitation_that_was_taken_back_is_as_none(facts):
    assert invited(facts, is_open=False, ended_because="taken_back") == progress_of(facts)


@pytest.mark.parametrize(
    ("no_show", "sentence"),
    [
        ("candidate", "Yuki did not come to the interview; no new time is booked yet"),
        ("interviewer", "The interview was not held, since an interviewer did not come; no new time is booked yet"),
    ],
)
def test_after_a_no_show_the_recruiter_invites_again(facts, no_show, sentence):
    found = progress_of(replace(facts, no_show=no_show))

    assert found.sentences == (sentence,)
    assert (found.turn.holder, found.turn.does) == (Holder.RECRUITER, "invite again")


def test_who_is_invited_again_after_a_no_show_has_the_turn(facts):
    found = invited(replace(facts, no_show="candidate"))

    assert found.turn.holder is Holder.CANDIDATE


def test_whoever_is_silent_or_unsure_the_day_before_is_named_and_holds_nothing_up(facts):
    unsure = SeatFact(BEN, has_submitted=False, reply=Answer.TENTATIVE)

    found = booked(facts, SeatFact(ANN, has_submitted=False), unsure)

    assert [item.sentence for item in found.warnings] == [
        "Ann has not said yet whether they come",
        "Ben is not sure yet about coming",
    ]
    assert found.turn.holder is Holder.NOBODY


@pytest.mark.parametrize("reply", [Answer.ACCEPTED, Answer.DECLINED])
def test_whoever_answered_is_not_asked_about(facts, reply):
    assert booked(facts, SeatFact(ANN, has_submitted=False, reply=reply)).warnings == ()


def test_whoever_reported_is_not_asked_about_either(facts):
    assert booked(facts, SeatFact(ANN, has_submitted=False, excuse=Excuse.CANNOT)).warnings == ()


@pytest.mark.parametrize("hours", [48.1, 0, -0.5])
def test_silence_counts_in_the_last_two_days_before_it_begins(facts, hours):
    assert booked(facts, SeatFact(ANN, has_submitted=False), hours=hours).warnings == ()


def test_a_no_of_the_candidate_needs_the_recruiter_at_once(facts):
    found = booked(facts, SeatFact(ANN, has_submitted=False, reply=Answer.ACCEPTED), candidate_reply=Answer.DECLINED)

    assert found.sentences[0] == "Yuki declined the interview in their calendar"
    assert (found.turn.holder, found.turn.is_reported) == (Holder.RECRUITER, True)


def test_what_an_interviewer_reports_comes_before_a_no_of_the_candidate(facts):
    found = booked(facts, SeatFact(ANN, has_submitted=False, excuse=Excuse.CANNOT), candidate_reply=Answer.DECLINED)

    assert found.turn.does == "replace or call off"
