"""Whose turn it is and what is missing: one answer for the board, the profile and the gate."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.excuses import Excuse
from app.domain.pipeline import DECISION, Position, State
from app.domain.turns import (
    Facts,
    Holder,
    InterviewFact,
    Lack,
    Person,
    Progress,
    SeatFact,
    is_long,
    progress_of,
    usual_days,
)
from tests.factories.ladders import shipped_playbook

NOW = datetime(2026, 1, 7, 12, 0, tzinfo=UTC)
RECRUITER, MANAGER = Person(1, "Mika"), Person(2, "Naoko")
ANN, BEN, CY = Person(3, "Ann"), Person(4, "Ben"), Person(5, "Cy")


def seat(person: Person, card: str = "") -> SeatFact:
    return SeatFact(person, has_submitted=card == "in", has_draft=card == "draft")


def interview(*seats: SeatFact, hours: float = -3, awaits_cards: bool = True) -> InterviewFact:
    begin = NOW + timedelta(hours=hours)
    return InterviewFact(9, begin, begin + timedelta(hours=1), seats, awaits_cards)


def progress(
    *interviews: InterviewFact, stage: str = "panel", state: State = State.ACTIVE, **changes: object
) -> Progress:
    family = shipped_playbook().family
    facts = Facts(
        position=Position(state, stage),
        stage=None if stage == DECISION else family.stage(stage),
        interviews=interviews,
        recruiters=(RECRUITER,),
        managers=(MANAGER,),
        candidate="Yuki",
        now=NOW,
        zone="Asia/Tokyo",
    )
    return progress_of(replace(facts, **changes))  # type: ignore[arg-type]


def test_without_an_interview_the_recruiter_books_one():
    found = progress()

    assert found.sentences == ("No interview is booked yet",)
    assert (found.turn.holder, found.turn.does) == (Holder.RECRUITER, "book the interview")
    assert found.turn.is_of(RECRUITER.id)
    assert not found.is_ready


def test_until_the_interview_nobody_has_to_act_and_its_time_is_the_readers():
    found = progress(interview(seat(ANN), seat(BEN), seat(CY), hours=20))

    assert found.sentences == ("Interview on Thu 8 Jan, 17:00",)
    assert found.turn.who == "nobody until Thu 8 Jan"
    assert found.missing[0].interview_id == 9
    assert not found.is_ready


def test_after_the_interview_those_act_whose_scorecards_are_missing():
    found = progress(interview(seat(ANN), seat(BEN, "in"), seat(CY, "draft")))

    assert found.sentences == ("Two of three scorecards are missing: Ann and Cy",)
    assert found.owed == found.sentences
    assert (found.turn.who, found.turn.does) == ("Ann and Cy", "submit the scorecards")
    assert not found.turn.is_of(BEN.id)


def test_cards_that_are_overdue_say_since_when_in_the_readers_zone():
    found = progress(interview(seat(ANN), seat(BEN, "in"), hours=-30))

    assert found.sentences == ("One of two scorecards is missing: Ann, late since Wed 7 Jan, 16:00",)


def test_a_single_missing_scorecard_of_a_panel_is_one():
    found = progress(interview(seat(ANN, "in"), seat(BEN, "in"), seat(CY)))

    assert found.sentences == ("One of three scorecards is missing: Cy",)


@pytest.mark.parametrize(
    ("card", "said"), [("", "The scorecard of Ann"), ("draft", "The scorecard of Ann, a draft so far")]
)
def test_a_stage_of_one_names_the_person(card, said):
    assert progress(interview(seat(ANN, card)), stage="screen").sentences == (said,)


def test_with_all_scorecards_in_the_recruiter_advances():
    found = progress(interview(seat(ANN, "in"), seat(BEN, "in"), seat(CY, "in")))

    assert found.missing == ()
    assert found.is_ready
    assert (found.turn.holder, found.turn.does) == (Holder.RECRUITER, "read and advance")


def test_closed_scorecards_are_owed_by_nobody():
    found = progress(interview(seat(ANN, "in"), seat(BEN, "in"), seat(CY), awaits_cards=False))

    assert found.is_ready


def test_missing_scorecards_come_before_a_later_interview():
    found = progress(interview(seat(ANN), hours=-30), interview(seat(BEN), hours=30), stage="manager")

    assert found.turn.who == "Ann"
    assert len(found.missing) == 2


def test_an_interview_that_everybody_left_needs_somebody():
    found = progress(interview(hours=-3), stage="screen")

    assert found.missing[0].lack is Lack.PEOPLE
    assert found.turn.does == "find an interviewer"


@pytest.mark.parametrize(("given", "does"), [(False, "give the own level"), (True, "decide")])
def test_the_decision_is_the_managers(given, does):
    found = progress(stage=DECISION, own_level_given=given)

    assert (found.turn.holder, found.turn.does) == (Holder.MANAGER, does)
    assert found.missing[0].lack is Lack.DECISION
    assert not found.is_ready


@pytest.mark.parametrize(("told_of", "who"), [((), "the approver"), ((ANN, BEN), "Ann and Ben")])
def test_a_decision_that_awaits_approval_is_the_approvers(told_of, who):
    found = progress(stage=DECISION, own_level_given=True, awaits_approval=True, approvers=told_of)

    assert (found.turn.holder, found.turn.who) == (Holder.APPROVERS, who)
    assert found.sentences == ("The approval of the decision",)
    assert not found.turn.is_of(MANAGER.id)
    assert not found.is_ready


def test_a_hold_rests_until_its_day_comes():
    found = progress(state=State.ON_HOLD, hold_until=date(2026, 2, 2))

    assert found.sentences == ("On hold until Mon 2 Feb",)
    assert found.turn.who == "nobody until Mon 2 Feb"


def test_a_hold_whose_day_has_come_waits_for_the_recruiter():
    found = progress(state=State.ON_HOLD, hold_until=date(2026, 1, 7))

    assert found.sentences == ("The hold ended on Wed 7 Jan",)
    assert found.turn.is_of(RECRUITER.id)


def test_a_hold_without_a_date_says_so():
    assert progress(state=State.ON_HOLD).sentences == ("On hold",)


@pytest.mark.parametrize(
    ("state", "holder", "who"),
    [
        (State.DECIDED, Holder.RECRUITER, "Mika"),
        (State.OFFER_MADE, Holder.CANDIDATE, "Yuki"),
        (State.HIRED, Holder.NOBODY, "nobody"),
        (State.DECLINED, Holder.NOBODY, "nobody"),
        (State.WITHDRAWN, Holder.NOBODY, "nobody"),
    ],
)
def test_after_the_stages_the_turn_goes_on(state, holder, who):
    found = progress(stage=DECISION, state=state)

    assert (found.turn.holder, found.turn.who) == (holder, who)
    assert not found.is_ready


@pytest.mark.parametrize(
    ("excuse", "hours", "sentence", "does"),
    [
        (Excuse.CANNOT, 20.0, "Ben can't make it", "replace or call off"),
        (Excuse.DID_NOT_HAPPEN, -3.0, "Ben says that the interview didn't happen", "find out what happened"),
    ],
)
def test_what_an_interviewer_reports_is_the_recruiters_turn_and_said_first(excuse, hours, sentence, does):
    reported = replace(seat(BEN), excuse=excuse)

    found = progress(interview(seat(ANN, "draft"), reported, hours=hours))

    assert found.sentences[0] == sentence
    assert (found.missing[0].lack, found.missing[0].interview_id) == (Lack.PEOPLE, 9)
    assert (found.turn.holder, found.turn.who, found.turn.does) == (Holder.RECRUITER, "Mika", does)
    assert not found.is_ready


def test_a_card_is_still_owed_by_whoever_reported_something():
    found = progress(interview(seat(ANN, "in"), replace(seat(BEN), excuse=Excuse.DID_NOT_HAPPEN)))

    assert found.owed == ("One of two scorecards is missing: Ben",)


@pytest.mark.parametrize(
    "settled",
    [
        interview(replace(seat(ANN, "in"), excuse=Excuse.CANNOT)),
        interview(replace(seat(ANN), excuse=Excuse.CANNOT), awaits_cards=False),
    ],
)
def test_a_report_counts_no_more_once_the_card_is_in_or_nobody_waits_for_it(settled):
    found = progress(settled)

    assert found.missing == ()
    assert found.turn.does == "read and advance"


def test_a_part_that_nobody_has_is_named_as_such():
    assert progress(recruiters=()).turn.who == "the recruiter"


def test_numbers_beyond_ten_are_digits():
    people = [seat(Person(number, f"P{number}")) for number in range(11)]

    assert progress(interview(*people)).sentences[0].startswith("11 of 11 scorecards are missing")


def test_longer_than_usual_begins_the_day_after_the_usual_ones():
    usual = usual_days(shipped_playbook().family.stage("screen"))

    assert usual == 2
    assert usual_days(None) == 2
    assert not is_long(NOW - timedelta(days=2, hours=23), NOW, usual)
    assert is_long(NOW - timedelta(days=3), NOW, usual)
