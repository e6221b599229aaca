"""A hire outside the opening's range goes to somebody else first; one more conversation comes before a decision."""

from datetime import timedelta

import pytest

from tests.journeys.office import Office
from tests.journeys.people import CardTexts, Person, recommended

OUTSIDE = {"outcome": "hire", "level": "P6", "reason": "Carries several countries by now."}
INSIDE = {"outcome": "hire", "level": "P4", "reason": "The evidence carries this level."}
YES = {"verdict": "approved", "reason": "The region is about to grow."}
NO = {"verdict": "sent_back", "reason": "There is no budget at this level."}


@pytest.fixture
def finalist(office: Office) -> int:
    """A candidate for P3 to P5 with all scorecards in and the manager's own level given."""
    with office.in_a_hurry():
        office.opens_position(lowest="P3", highest="P5")
    application = office.meets("Lucia Rossi")
    office.brings(application, to="decision")
    office.gives_own_level(application, "P5")
    return application


def decision_of(application: int) -> str:
    return f"/applications/{application}/decision"


def test_a_hire_outside_the_range_counts_once_a_senior_leader_has_approved_it(office: Office, finalist: int):
    page = decision_of(finalist)
    office.leader.is_told(page, "Your part in this hiring team does not include that.", status=403)
    office.manager.opens(page)
    office.manager.hears("This opening looks for P3 to P5.")
    office.manager.hears("Outside the range: somebody else has to approve it before it counts.")
    office.manager.hears("Differs from the recommendation (P4) and from the own level (P5): say why in the reason.")
    office.manager.sends("/decision", OUTSIDE)
    office.manager.hears("The decision is recorded. It counts once somebody else approves it.")
    office.manager.hears("The hire waits for Grace Okafor.")
    assert len(office.messages("approval_asked", finalist)) == 1

    office.recruiter.opens(f"/applications/{finalist}")
    office.recruiter.hears("The approval of the decision.")
    office.recruiter.opens(f"/applications/{finalist}/decline")
    office.recruiter.insists(f"/applications/{finalist}/offer", status=422)
    office.recruiter.hears("can't be offered.")

    office.leader.opens("/")
    office.leader.hears("Lucia Rossi")
    office.leader.opens(page)
    assert recommended(office.leader.page) == "P4"
    office.leader.sends("/approval", YES)
    office.leader.hears("Your answer is recorded, and whoever decided is told.")
    office.leader.hears("Decided: hire at P6.")

    office.recruiter.opens(f"/applications/{finalist}")
    office.recruiter.hears("Decided, at level P6. Next: make the offer.")
    office.recruiter.hears("Grace Okafor approved the hire at P6 that Marek Nowak decided")
    assert office.messages("approval_asked", finalist) == [None]
    assert [len(office.messages(kind, finalist)) for kind in ("decision_approved", "decision_recorded")] == [1, 1]


def test_a_hire_that_was_sent_back_is_decided_again(office: Office, finalist: int):
    page = decision_of(finalist)
    office.manager.opens(page)
    office.manager.sends("/decision", OUTSIDE)
    office.leader.opens(page)
    office.leader.sends("/approval", {"verdict": "sent_back"}, status=422)
    office.leader.hears("Write why. The answer needs a reason that others can read later.")
    office.leader.sends("/approval", NO)
    office.leader.hears("sent the decision to hire at P6 back")

    office.manager.opens(page)
    office.manager.hears("The hire at P6 was sent back")
    office.manager.hears(NO["reason"])
    office.manager.sends("/decision", INSIDE)
    office.manager.hears("Decided: hire at P4.")
    assert office.messages("decision_sent_back", finalist) != []


def test_whoever_decided_can_take_it_back_and_never_approve_it(office: Office, finalist: int):
    page = decision_of(finalist)
    office.manager.opens(page)
    office.manager.sends("/decision", OUTSIDE)
    office.manager.insists(f"{page}/approval", YES, status=403)
    office.manager.hears("A hire outside the range is approved by a senior leader of the hiring team")
    office.manager.opens(page)
    office.manager.sends("/take-back")
    office.manager.hears("The decision is taken back. It can be decided again.")
    office.leader.opens(page)
    office.leader.insists(f"{page}/approval", YES, status=409)
    office.leader.hears("Marek Nowak took the decision back before it was approved at")


def test_one_more_conversation_goes_back_and_its_scorecard_comes_to_the_decision_by_itself(
    office: Office, finalist: int
):
    page = decision_of(finalist)
    office.manager.opens(page)
    form = office.manager.form("/decision")
    wish = {
        "outcome": "conversation",
        "stage": office.manager.picks(form, "stage", "Repeat Final Interview"),
        "look_at": office.manager.picks(form, "look_at", ["Transparency", "Leading with Vision"]),
        "reason": "One leader alone has seen it.",
    }
    office.manager.sends("/decision", wish)
    office.manager.hears("The application stands in Final Interview again, and its recruiter is told.")
    office.manager.hears(
        "asked for one more conversation in Final Interview about Transparency and Leading with Vision"
    )
    assert len(office.messages("conversation_asked", finalist)) == 1

    books_again(office, finalist, office.leader)
    office.recruiter.opens(f"/applications/{finalist}")
    office.recruiter.presses(finalist, "advance")
    office.manager.opens(page)
    office.manager.hears("Scorecards used 7")
    office.manager.hears("One leader alone has seen it.")
    office.manager.sends("/decision", INSIDE)
    office.manager.hears("Decided: hire at P4.")


def books_again(office: Office, application: int, who: Person) -> None:
    """The recruiter books the stage once more, it takes place, and the scorecard comes in."""
    at = office.tomorrow()
    interview = office.recruiter.books(application, at, interviewers=[who.name])
    office.calendar.reaches(at + timedelta(hours=2))
    who.writes(interview, CardTexts(point="Superior"))


def test_a_decline_at_the_decision_can_still_be_taken_back_within_its_minute(office: Office, finalist: int):
    page = decision_of(finalist)
    office.manager.opens(page)
    form = office.manager.form("/decision")
    no = {"outcome": "decline", "about": office.manager.picks(form, "about", "Results"), "reason": "No figures."}
    office.manager.sends("/decision", no)
    office.manager.hears("Differs from the recommendation (P4) and from the own level (P5).")
    office.manager.opens(f"/applications/{finalist}")
    office.manager.sends("/undo")
    office.manager.opens(page)
    office.manager.sends("/decision", OUTSIDE)
    office.manager.hears("The hire waits for Grace Okafor.")
