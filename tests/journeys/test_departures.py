"""Candidates who leave the way: declined at each stage, withdrawn, held; and those who come back."""

from datetime import timedelta

import pytest

from tests.journeys.office import STAGE_NAMES, STAGES, Office
from tests.journeys.people import SEEN, CardTexts

REASON = "Named no step of a deal that was lost, and whom it was lost to."


@pytest.mark.parametrize("stage", STAGES)
def test_a_decline_ends_everything_at_once_at_each_stage(office: Office, stage: str):
    application = office.meets("Hana Mori")
    office.brings(application, to=stage)
    interview = office.books(application, stage, at=office.tomorrow() + timedelta(days=2))
    holder = office.interviewers(stage)[-1]
    holder.writes(interview, act="save")

    office.recruiter.declines(application, about="Collaboration", reason=REASON)

    office.recruiter.hears("Declined. 1 interview is cancelled. The mail to the candidate waits a minute.")
    office.recruiter.hears(f"Declined in {STAGE_NAMES[stage]}.")
    assert office.messages("application_declined", application) == [office.calendar.now + timedelta(seconds=60)]
    assert len(office.messages("interview_cancelled", application)) == len(office.interviewers(stage))
    holder.is_told(f"/interviews/{interview}/scorecard", "Only those who held this interview", status=403)
    office.manager.opens(f"/applications/{application}")
    office.manager.insists(f"/applications/{application}/advance", {"version": "1"}, status=409)
    office.manager.hears("Ines Duarte declined it")
    office.calendar.passes(minutes=2)
    office.manager.opens(f"/applications/{application}")
    office.manager.hears(f"Ines Duarte declined it in {STAGE_NAMES[stage]}, on Collaboration {REASON}")


def test_a_decline_after_an_interview_closes_its_cards_and_reopening_revives_the_drafts(office: Office):
    application = office.meets("Hana Mori")
    office.brings(application, to="panel")
    interview = office.books(application, "panel", at=office.tomorrow())
    office.calendar.passes(days=2)
    first, second, _ = office.panel
    first.writes(interview, CardTexts(summary="Half of what I saw."), act="save")

    office.recruiter.declines(application, about="Facilitating", reason=REASON)
    first.opens("/")
    first.hears("Nothing waits for you")
    first.opens(f"/interviews/{interview}/scorecard/mine")
    first.hears("Half of what I saw.")
    office.calendar.passes(hours=1)
    office.recruiter.fills_in(application, "reopen", {"reason": ""}, status=422)
    office.recruiter.hears("Write why it is taken up again.")
    office.recruiter.fills_in(application, "reopen", {"reason": "The reference tells another story."})
    office.recruiter.hears("Re-opened. It stands where it stood.")
    office.recruiter.hears("Three of three scorecards are missing: Aoife Byrne, Tomas Lind and Yuna Park")
    first.opens(f"/interviews/{interview}/scorecard")
    assert first.form("/scorecard").values["summary"] == ["Half of what I saw."]
    for panelist in office.panel:
        panelist.writes(interview)
    office.recruiter.presses(application, "advance")
    second.opens(f"/interviews/{interview}/scorecards")
    second.hears(SEEN)


def test_a_decline_can_be_taken_back_within_its_minute(office: Office):
    application = office.meets("Hana Mori")
    interview = office.books(application, "screen", at=office.tomorrow() + timedelta(days=2))
    office.recruiter.declines(application, about="Results", reason=REASON)
    office.calendar.passes(seconds=30)
    office.recruiter.presses(application, "undo")
    office.recruiter.hears("The decline is taken back. The candidate hears nothing of it.")
    office.recruiter.hears("Interview on Thu 5 Mar, ")
    assert office.messages("application_declined", application) == [None]
    office.recruiter.opens(f"/interviews/{interview}/scorecard")

    office.recruiter.declines(application, about="Results", reason=REASON)
    office.calendar.passes(seconds=61)
    office.recruiter.opens(f"/applications/{application}")
    office.recruiter.hears_nothing_of("Undo the decline")
    office.recruiter.opens(f"/applications/{application}/reopen")
    office.recruiter.insists(f"/applications/{application}/undo", status=422)
    office.recruiter.hears("The minute in which a decline can be taken back is over. Re-open the application instead.")


def test_a_decline_rests_on_something_and_on_a_reason(office: Office):
    application = office.meets("Hana Mori")
    office.recruiter.fills_in(application, "decline", {"about": "", "reason": ""}, status=422)
    office.recruiter.hears("Choose the focus area or requirement.")
    office.recruiter.hears("Write what was seen. It stays inside; the candidate's mail is written apart.")
    office.recruiter.fills_in(application, "decline", {"about": "area:charm", "reason": REASON}, status=422)
    office.recruiter.hears("Choose the focus area or requirement of this opening that the decline rests on.")


def test_an_interview_within_a_day_is_kept_and_the_mail_waits_for_its_end(office: Office):
    application = office.meets("Hana Mori")
    at = office.calendar.now + timedelta(hours=5)
    interview = office.books(application, "screen", at=at)
    office.recruiter.declines(application, about="Results", reason=REASON)
    office.recruiter.hears("The interview within 24 hours takes place; the mail to the candidate waits until it has")
    assert office.messages("application_declined", application) == [at + timedelta(minutes=30)]
    office.calendar.reaches(at + timedelta(hours=1))
    office.recruiter.writes(interview)
    office.recruiter.hears("Scorecard submitted.")


def test_an_interview_within_a_day_is_cancelled_when_the_recruiter_says_so(office: Office):
    application = office.meets("Hana Mori")
    office.books(application, "screen", at=office.calendar.now + timedelta(hours=5))
    office.recruiter.declines(application, about="Results", reason=REASON, soon="cancel")
    office.recruiter.hears("Declined. 1 interview is cancelled. The mail to the candidate waits a minute.")


def test_a_time_that_was_given_away_meanwhile_is_not_booked_again(office: Office):
    first, second = office.meets("Hana Mori"), office.meets("Lucia Rossi")
    at = office.tomorrow() + timedelta(days=2)
    office.books(first, "screen", at=at)
    office.recruiter.declines(first, about="Results", reason=REASON)
    office.books(second, "screen", at=at)
    office.recruiter.presses(first, "undo")
    office.recruiter.hears("is not booked again: ")
    office.recruiter.hears("No interview is booked yet")


def test_a_candidate_withdraws_and_the_held_interview_may_still_be_written_up(office: Office):
    application = office.meets("Hana Mori")
    interview = office.books(application, "screen", at=office.tomorrow())
    office.calendar.passes(days=2)
    office.recruiter.fills_in(application, "withdraw", {}, status=422)
    office.recruiter.hears("Choose the reason that they gave.")
    office.recruiter.fills_in(application, "withdraw", {"reason": "pace", "note": "Three weeks were too long."})
    office.recruiter.hears("Withdrawn in Initial Screen.")
    office.recruiter.hears("The process took too long. Three weeks were too long")
    assert office.messages("application_declined", application) == []
    office.recruiter.writes(interview)
    office.recruiter.hears("Scorecard submitted.")
    office.manager.opens(f"/applications/{application}")
    office.manager.insists(f"/applications/{application}/hold", {"version": "2"}, status=422)


def test_a_hold_lasts_until_its_day_and_keeps_what_is_booked(office: Office):
    application = office.meets("Hana Mori")
    interview = office.books(application, "screen", at=office.tomorrow())
    office.manager.fills_in(application, "hold", {"until": "2026-03-02", "reason": "Budget."}, status=422)
    office.manager.hears("Choose a wake-up date after today, 2 March 2026.")
    office.manager.fills_in(application, "hold", {"until": "2026-03-20", "reason": ""}, status=422)
    office.manager.hears("Write why it waits.")
    office.manager.fills_in(application, "hold", {"until": "2026-03-20", "reason": "The budget comes on the 20th."})
    office.manager.hears("On hold in Initial Screen until Fri 20 Mar.")
    office.recruiter.opens(f"/applications/{application}/stage")
    office.recruiter.insists(f"/applications/{application}/advance", status=422)
    office.recruiter.hears("This application is on hold and can't be advanced. Resume it first.")

    office.calendar.passes(days=19)
    office.recruiter.opens("/")
    office.recruiter.hears("The hold ended on Fri 20 Mar")
    office.recruiter.writes(interview)
    office.recruiter.presses(application, "resume")
    office.recruiter.presses(application, "advance")
    office.recruiter.hears("Advanced to the next stage.")


def test_nothing_is_booked_for_a_candidate_on_hold(office: Office):
    application = office.meets("Hana Mori")
    office.recruiter.opens(f"/applications/{application}/interviews/new")
    office.manager.fills_in(application, "hold", {"until": "2026-03-20", "reason": "The budget comes on the 20th."})
    office.recruiter.is_told(
        f"/applications/{application}/interviews/new",
        "Nothing can be booked: the application is on hold. Resume it first.",
        status=422,
    )


def test_a_withdrawn_candidate_comes_back_and_is_hired(office: Office):
    application = office.meets("Hana Mori")
    office.brings(application, to="final")
    office.manager.fills_in(application, "withdraw", {"reason": "other_offer"})
    office.manager.fills_in(application, "reopen", {"reason": "The other offer fell through."})
    office.manager.hears("re-opened it in Final Interview")
    office.holds(application, "final")
    office.recruiter.presses(application, "advance")
    office.gives_own_level(application, "P4")
    office.manager.sends("/decision", {"outcome": "hire", "level": "P4", "reason": "Still the best of the year."})
    office.manager.hears("Decided: hire at P4.")


def test_a_decline_at_the_decision_is_the_same_act_and_reopening_asks_anew(office: Office):
    application = office.meets("Hana Mori")
    office.brings(application, to="decision")
    office.gives_own_level(application, "P3")
    about = office.manager.picks(office.manager.form("/decision"), "about", "Facilitating")
    office.manager.sends("/decision", {"outcome": "decline", "about": about, "reason": REASON})
    office.manager.hears("Decided: declined.")
    assert office.messages("application_declined", application) == [office.calendar.now + timedelta(seconds=60)]
    office.calendar.passes(hours=1)
    office.recruiter.fills_in(application, "reopen", {"reason": "A second opening has room."})
    office.manager.opens(f"/applications/{application}/decision")
    office.manager.sends("/decision", {"outcome": "hire", "level": "P3", "reason": "Fits the second opening."})
    office.manager.hears("Decided: hire at P3.")
