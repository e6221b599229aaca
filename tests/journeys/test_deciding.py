"""The end of a journey: own level first, then the recommendation, then the decision; offer and answer."""

import pytest

from tests.journeys.office import STAGES, Office
from tests.journeys.people import NO_EVIDENCE, CardTexts, level_codes, recommended


@pytest.fixture
def finalist(office: Office) -> int:
    """A candidate with all scorecards in, at the decision."""
    application = office.meets("Lucia Rossi")
    office.brings(application, to="decision")
    return application


def test_no_level_shows_to_anybody_before_the_manager_has_given_one(office: Office, finalist: int):
    page = f"/applications/{finalist}/decision"
    assert not level_codes(office.recruiter.opens(page))
    office.recruiter.hears("The own level of Marek Nowak comes first; then the recommendation shows here.")
    office.recruiter.insists(f"{page}/own-level", {"level": "P5", "confidence": "sure"}, status=403)
    office.recruiter.hears("The own level is the hiring manager's to give. The page opens for you afterwards.")

    assert not recommended(office.manager.opens(page))
    assert not level_codes_beside_the_own_form(office)
    office.manager.insists(page, {"outcome": "hire", "level": "P4", "reason": "Seen enough."}, status=403)
    office.manager.hears("Give your own level first; then the recommendation shows, and you can decide.")
    office.manager.opens(page)
    office.manager.sends("/own-level", status=422)
    office.manager.hears("Choose the level that you would give.")
    office.manager.hears("Choose how sure you are.")

    office.gives_own_level(finalist, "P5")
    assert recommended(office.manager.page) == recommended(office.recruiter.opens(page)) == "P4"
    office.recruiter.hears("Own level and recommendation differ")
    office.manager.insists(f"{page}/own-level", {"level": "P4", "confidence": "sure"}, status=409)
    office.manager.hears("Marek Nowak gave the own level for Lucia Rossi at ")
    office.manager.hears("and it can't be changed.")


def level_codes_beside_the_own_form(office: Office) -> set[str]:
    """Codes on the manager's page that are not among the choices of the own level."""
    page = office.manager.page
    before, _, rest = page.html.partition("From what you have read and seen, which level would you give?")
    form, _, after = rest.partition("</fieldset>")
    assert "P4" in form
    page.html = before + after
    return level_codes(page)


def test_a_decision_is_the_managers_and_needs_all_its_parts(office: Office, finalist: int):
    page = f"/applications/{finalist}/decision"
    office.gives_own_level(finalist, "P4")
    office.manager.sends("/decision", status=422)
    office.manager.hears("Choose what you decide.")
    office.manager.hears("Write why. A decision needs a reason that others can read later.")
    office.manager.sends("/decision", {"outcome": "hire", "reason": "Strong."}, status=422)
    office.manager.hears("Choose the level of the hire.")
    office.manager.sends("/decision", {"outcome": "decline", "reason": "Not yet."}, status=422)
    office.manager.hears("Choose the focus area or requirement that the decline rests on.")
    office.recruiter.opens(page)
    office.recruiter.insists(page, {"outcome": "hire", "level": "P4", "reason": "Why not."}, status=403)
    office.recruiter.hears("The decision is the hiring manager's. You can read it here once it is recorded.")


def test_the_offer_follows_the_decision_and_the_answer_follows_the_offer(office: Office, finalist: int):
    shown = f"/applications/{finalist}"
    office.gives_own_level(finalist, "P4")
    office.manager.sends("/decision", {"outcome": "hire", "level": "P4", "reason": "The evidence carries this level."})

    office.manager.opens(shown)
    office.manager.insists(f"{shown}/offer", status=403)
    office.manager.hears("Offers are recorded by the opening's recruiter. Tell them what was agreed.")
    office.recruiter.opens(shown)
    office.recruiter.hears("Decided, at level P4. Next: make the offer.")
    office.recruiter.insists(f"{shown}/hire", status=422)
    office.recruiter.hears("This application is decided and can't be hired.")
    office.recruiter.hears("The decision is made: the offer comes next.")
    office.recruiter.presses(finalist, "offer")
    office.recruiter.hears("The offer is not answered yet.")
    office.recruiter.insists(f"{shown}/decline", {"about": "area:results", "reason": "Changed our mind."}, status=422)
    office.recruiter.hears("This application is waiting for the answer to its offer and can't be declined.")
    office.recruiter.presses(finalist, "hire")
    office.recruiter.hears("Hired, at level P4.")
    office.recruiter.hears("Nothing is left to do.")


def test_an_offer_can_be_refused(office: Office, finalist: int):
    office.gives_own_level(finalist, "P4")
    office.recruiter.fills_in(finalist, "withdraw", {"reason": "offer_refused"}, status=422)
    office.recruiter.hears("There is no offer yet that could be refused. Choose another reason.")
    office.manager.sends("/decision", {"outcome": "hire", "level": "P4", "reason": "The evidence carries this level."})
    office.recruiter.presses(finalist, "offer")
    office.recruiter.fills_in(finalist, "withdraw", {"reason": "offer_refused"})
    office.recruiter.hears("Refused our offer")


def test_a_candidate_below_the_bar_gets_no_level_and_no_automatic_no(office: Office):
    weak = dict.fromkeys(STAGES, CardTexts(point="Partially successful", level="P2", vote="No"))
    application = office.meets("Nils Holm")
    office.brings(application, to="decision", cards=weak)
    office.gives_own_level(application, "below_bar")
    assert not recommended(office.manager.page)
    office.manager.hears("No level is reached.")
    office.manager.hears("This is a reading of the evidence and declines nobody; the hiring manager decides")
    offered = office.manager.form("/decision").choices
    assert [choice.value for choice in offered if choice.name == "level"] == ["P3", "P4", "P5", "P6"]


def test_where_too_little_was_looked_at_no_level_is_named(office: Office):
    blank = dict.fromkeys(STAGES, CardTexts(point=NO_EVIDENCE, level=""))
    application = office.meets("Mila Novak")
    office.brings(application, to="decision", cards=blank | {"screen": CardTexts()})
    office.gives_own_level(application, "P3")
    assert not recommended(office.manager.page)
    office.manager.hears("No level is named. That says nothing against the candidate: too little was looked at.")
    office.manager.hears("What is missing")


def test_a_level_outside_the_openings_range_is_said_beside_the_decision(office: Office):
    office.opens_position(lowest="P3", highest="P4")
    strong = dict.fromkeys(STAGES, CardTexts(point="Superior", level="P5"))
    application = office.meets("Jonas Falk")
    office.brings(application, to="decision", cards=strong)
    office.gives_own_level(application, "P5")
    office.manager.sends("/decision", {"outcome": "hire", "level": "P5", "reason": "Worth a wider range."})
    office.manager.hears("P5 lies outside the range of this opening, P3 to P4. The hire waits for Grace Okafor.")
