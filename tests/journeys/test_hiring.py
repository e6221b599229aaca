"""The main job: candidates go through four stages, with six people, to a level and a decision."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.journeys.office import STAGE_NAMES, STAGES, Office
from tests.journeys.people import CardTexts, recommended

SUPERIOR, MEETS, PARTLY = "Superior", "Meets expectations", "Partially successful"
STEADY = dict.fromkeys(STAGES, CardTexts(point=MEETS, level="P3", points={"iteration": PARTLY, "facilitating": PARTLY}))
SOUND = dict.fromkeys(STAGES, CardTexts(point=MEETS, level="P4", points={"results": SUPERIOR}))
STRONG = dict.fromkeys(STAGES, CardTexts(point=SUPERIOR, level="P5", points={"inclusion": MEETS}, vote="Strong yes"))
QUALITIES: Mapping[str, Mapping[str, CardTexts]] = {"Hana Mori": STEADY, "Lucia Rossi": SOUND, "Jonas Falk": STRONG}
NUMBERS = ("No", "One", "Two", "Three")


def test_three_candidates_of_different_quality_come_to_three_levels(office: Office):
    applications = {name: office.meets(name) for name in QUALITIES}

    with office.in_a_hurry():
        for stage in STAGES:
            _hold_for_all(office, applications, stage)
    levels = {name: _decide(office, application) for name, application in applications.items()}

    assert levels == {"Hana Mori": "P3", "Lucia Rossi": "P4", "Jonas Falk": "P5"}


def test_every_gate_is_shut_until_its_stage_is_booked_held_and_written_up(office: Office):
    application = office.meets("Lucia Rossi")
    for stage in STAGES:
        at = office.tomorrow()
        interview = _book(office, application, stage, at=at)
        office.calendar.reaches(at + timedelta(hours=2))
        _hear(office, application, stage, interview=interview)
    office.manager.insists(f"/applications/{application}/advance", status=409)
    office.manager.opens(f"/applications/{application}")
    office.manager.hears("The hiring manager's own level, then the decision")


def test_the_best_candidate_comes_to_the_highest_level(office: Office):
    application = office.meets("Vera Lenz")
    office.brings(application, to="decision", cards=dict.fromkeys(STAGES, CardTexts(point="Distinguished", level="P6")))
    assert _decide(office, application) == "P6"


def _hold_for_all(office: Office, applications: Mapping[str, int], stage: str) -> None:
    """One day on which a stage is held with three candidates, one after the other, and written up."""
    starts = {name: office.tomorrow(hour) for name, hour in zip(QUALITIES, (9, 11, 14), strict=True)}
    interviews = {name: office.books(applications[name], stage, at=starts[name]) for name in QUALITIES}
    office.calendar.reaches(max(starts.values()) + timedelta(hours=2))
    for name, cards in QUALITIES.items():
        for person in office.interviewers(stage):
            person.writes(interviews[name], cards[stage])
        office.recruiter.presses(applications[name], "advance")


def _book(office: Office, application: int, stage: str, *, at: datetime) -> int:
    """The gate is shut before the stage is booked, and while it lies ahead."""
    office.recruiter.tries_to_advance(application, missing="No interview is booked yet")
    interview = office.books(application, stage, at=at)
    office.recruiter.hears("The interview is booked. Messages to everybody in it are queued.")
    office.recruiter.tries_to_advance(application, missing=f"Interview on {at:%a} {at.day} {at:%b}, ")
    return interview


def _hear(office: Office, application: int, stage: str, *, interview: int) -> None:
    """The gate is shut until the last scorecard of the stage is in; what is missing leads to the interview."""
    holders = office.interviewers(stage)
    for done, person in enumerate(holders):
        missing = _missing([holder.name for holder in holders[done:]], out_of=len(holders))
        office.manager.tries_to_advance(application, missing=missing)
        link = f'{missing}. <a href="/interviews/{interview}">Open the interview</a>'
        assert link in office.manager.opens(f"/applications/{application}").html
        person.writes(interview)
        person.hears("Scorecard submitted.")
    office.recruiter.presses(application, "advance")
    office.recruiter.hears("Advanced to the next stage.")
    following = [*STAGE_NAMES.values(), "Decision"][STAGES.index(stage) + 1]
    office.recruiter.hears(f"advanced it to {following}")


def _missing(names: list[str], *, out_of: int) -> str:
    if out_of == 1:
        return f"The scorecard of {names[0]}"
    whose = {1: names[0], 2: " and ".join(names), 3: f"{', '.join(names[:-1])} and {names[-1]}"}[len(names)]
    verb = "is" if len(names) == 1 else "are"
    return f"{NUMBERS[len(names)]} of {NUMBERS[out_of].lower()} scorecards {verb} missing: {whose}"


def _decide(office: Office, application: int) -> str:
    """Own level, recommendation, decision, offer, hire; returns the level that was recommended and hired at."""
    office.gives_own_level(application, "P4")
    level = recommended(office.manager.page)
    office.manager.sends("/decision", {"outcome": "hire", "level": level, "reason": "The evidence carries this level."})
    office.manager.hears(f"Decided: hire at {level}.")
    office.manager.hears("Computed again just now from the stored scorecards and versions: the same to the last byte.")
    office.recruiter.presses(application, "offer")
    office.recruiter.sends("/hire")
    office.recruiter.hears(f"Hired, at level {level}.")
    office.recruiter.hears("recorded that the offer was accepted: hired")
    return level
