"""Between the last scorecard and the decision: three panelists disagree, talk, and one amends with a reason."""

from datetime import timedelta

from tests.journeys.office import Office
from tests.journeys.people import CardTexts, Person

FIRST = CardTexts(points={"efficiency": "Superior"}, evidence="Sixty minutes, each begun with what it should decide.")
SECOND = CardTexts(
    points={"efficiency": "Partially successful"}, evidence="Lost ten minutes on the history of the firm."
)
THIRD = CardTexts(evidence="Came back to the agenda once, when asked.")
WHY = "The ten minutes were an answer to my own question; the other two saw how they ended."


def _panel_in(office: Office, application: int) -> int:
    """The panel takes place and writes three different cards."""
    at = office.tomorrow()
    interview = office.books(application, "panel", at=at)
    office.calendar.reaches(at + timedelta(hours=2))
    for person, texts in zip(office.panel, (FIRST, SECOND, THIRD), strict=True):
        person.writes(interview, texts)
    return interview


def _sees_nothing_computed(person: Person) -> None:
    for word in ("Recommended", "needed", "chance", "The estimate"):
        person.hears_nothing_of(word)


def test_three_panelists_disagree_talk_it_through_and_one_amends(office: Office):
    application = office.meets("Lucia Rossi")
    office.brings(application, to="panel")
    debrief, first, second = f"/applications/{application}/debrief", *office.panel[:2]
    second.is_told(debrief, "The debrief is for those who interviewed", status=403)
    interview = _panel_in(office, application)
    with office.in_a_hurry():
        office.recruiter.presses(application, "advance")
        office.holds(application, "final")
        office.recruiter.presses(application, "advance")

    first.opens(f"/interviews/{interview}/scorecards")
    first.opens(debrief)
    first.hears("One thing to talk about, from six scorecards.")
    first.hears("Two points apart. Rated Superior by one, Meets expectations by one and Partially successful by one.")
    for texts in (FIRST, SECOND, THIRD):
        first.hears(texts.evidence)
    first.hears(
        f"To speak: {first.name}, then {second.name}, then {office.panel[2].name}; last Marek Nowak, who decides."
    )
    _sees_nothing_computed(first)

    first.sends("/items/area-efficiency", {"outcome": "still_open", "text": "Whose question was it?"})
    second.opens(debrief)
    second.hears("Whose question was it?")
    second.sends("/items/area-efficiency", {"outcome": "amend", "text": "It was mine; I amend."})
    second.hears("A scorecard is to be amended")
    _amends(second, interview)

    office.leader.opens(debrief)
    office.leader.hears("One point apart. Rated Superior by one and Meets expectations by two.")
    office.leader.hears("after the other scorecards were open Partially successful became Meets expectations.")
    office.leader.hears(f"Why: {WHY}")
    office.leader.hears(SECOND.evidence)
    office.leader.hears("Whose question was it?")
    _sees_nothing_computed(office.leader)

    _decides(office, application, debrief)


def _amends(person: Person, interview: int) -> None:
    assert f"/interviews/{interview}/scorecard/amend/area-efficiency" in person.page.html
    person.opens(f"/interviews/{interview}/scorecard/amend/area-efficiency")
    form = person.form("/area-efficiency")
    point = person.picks(form, "point", "Meets expectations")
    person.sends("/area-efficiency", {"point": point, "evidence": "Lost and regained ten minutes.", "reason": WHY})


def _decides(office: Office, application: int, debrief: str) -> None:
    """The manager closes the debrief and decides beside what was amended: both values stand on the page."""
    manager = office.manager
    manager.opens(debrief)
    manager.sends("/questions", {"text": "Would she move to Osaka?"})
    manager.hears("Would she move to Osaka?")
    manager.sends("/items/own-1", {"outcome": "settled", "text": "Yes, from May."})
    manager.sends("/items/area-efficiency", {"outcome": "settled", "text": "One point is no quarrel."})
    manager.hears("two settled")

    office.gives_own_level(application, "P4")
    manager.hears("An amended scorecard from Mock Presentation")
    manager.hears("Efficiency: Partially successful became Meets expectations, ")
    manager.hears(WHY)
    manager.opens(debrief)
    manager.opens(f"/applications/{application}/decision")
    manager.sends("/decision", {"outcome": "hire", "level": "P4", "reason": "The evidence carries this level."})
    for person in (manager, office.panel[0]):
        person.opens(debrief)
        person.hears("This debrief is over")
        person.hears("One point is no quarrel.")
    office.panel[0].hears_nothing_of("Hire at")


def test_whoever_owes_a_card_again_after_one_more_conversation_waits_again(office: Office):
    application = office.meets("Lucia Rossi")
    office.brings(application, to="panel")
    debrief = f"/applications/{application}/debrief"
    _panel_in(office, application)
    office.panel[0].opens(debrief)
    office.recruiter.fills_in(application, "stage", {"stage": "manager", "reason": "Ask about the plan once more."})
    at = office.tomorrow()
    interview = office.books(application, "manager", at=at)

    sentence = "The debrief opens for you once your own scorecard for this candidate is in."
    office.manager.is_told(debrief, sentence, status=403)
    office.manager.insists(f"{debrief}/questions", {"text": "May I look?"}, status=403)
    office.manager.hears(sentence)
    office.calendar.reaches(at + timedelta(hours=2))
    office.manager.writes(interview)
    office.manager.opens(debrief)
    office.manager.hears_nothing_of("May I look?")
