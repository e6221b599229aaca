"""Doors that stay shut for a while, or for somebody: each says why, and what to do."""

from datetime import timedelta

from tests import factories
from tests.conftest import ClientFor
from tests.journeys.office import Office
from tests.journeys.people import SEEN, CardTexts, Person

OWED = "You can read the others once your own scorecard for this candidate is in."
SEALED = "These scorecards open when every one of them is in."
GRANT = "Acting while scorecards are missing needs the override grant. Ask an admin for it, or for the scorecards."
NOT_YOURS = "There is nothing at this address that you have access to."


def test_a_panel_is_sealed_for_everybody_until_its_last_card_is_in(office: Office):
    application = office.meets("Hana Mori")
    office.brings(application, to="panel")
    interview = office.books(application, "panel", at=office.tomorrow())
    cards = f"/interviews/{interview}/scorecards"
    office.calendar.passes(days=2)
    first, second, third = office.panel

    first.writes(interview, CardTexts(evidence="Drew the buyer's own map of who decides."))
    first.hears("Scorecard submitted. The panel opens when 2 more scorecards are in.")
    second.writes(interview, act="save")
    for person, sentence in (
        (first, SEALED),
        (second, OWED),
        (third, OWED),
        (office.recruiter, SEALED),
        (office.manager, SEALED),
        (office.leader, "Your part in this hiring team does not include that."),
    ):
        person.is_told(cards, sentence, status=403)
        person.hears_nothing_of("own map of who decides")

    second.writes(interview)
    third.is_told(cards, OWED, status=403)
    third.writes(interview)
    third.hears("Scorecard submitted. It was the last one: the panel is open.")
    for person in (first, second, third, office.recruiter, office.manager):
        person.opens(cards)
        person.hears("own map of who decides")


def test_whoever_owes_a_card_of_another_stage_reads_none(office: Office):
    application = office.meets("Hana Mori")
    screen = office.holds(application, "screen", CardTexts(note="Ask about the railway deal."))
    office.manager.opens(f"/interviews/{screen}/scorecards")
    office.recruiter.presses(application, "advance")
    interview = office.books(application, "manager", at=office.tomorrow())

    office.manager.is_told(f"/interviews/{screen}/scorecards", OWED, status=403)
    office.manager.is_told(
        f"/applications/{application}/decision",
        "The decision page opens for you once your own scorecard for this candidate is in.",
        status=403,
    )
    office.manager.opens(f"/interviews/{interview}/scorecard")
    office.manager.hears("Ask about the railway deal.")


def test_own_level_and_decision_wait_for_the_last_stage(office: Office):
    application = office.meets("Hana Mori")
    page = f"/applications/{application}/decision"
    office.manager.opens(page)
    office.manager.hears("Own level and decision come after the last stage.")
    office.manager.opens(f"/applications/{application}/hold")
    office.manager.insists(f"{page}/own-level", {"level": "P4", "confidence": "sure"}, status=422)
    office.manager.hears("This application stands in Initial Screen. Advance it to its decision first;")


def test_a_colleague_without_a_part_finds_nothing(office: Office, stranger: Person):
    application = office.meets("Hana Mori")
    interview = office.holds(application, "screen")
    for path in (
        f"/openings/{office.opening}",
        f"/openings/{office.opening}/board",
        f"/applications/{application}",
        f"/applications/{application}/cv",
        f"/applications/{application}/decline",
        f"/applications/{application}/decision",
        f"/interviews/{interview}",
        f"/interviews/{interview}/scorecard",
        f"/interviews/{interview}/scorecards",
        "/applications/4711",
    ):
        stranger.is_told(path, NOT_YOURS, status=404)
    stranger.opens("/")
    stranger.insists(f"/applications/{application}/advance", {"version": "1"}, status=404)


def test_a_panelist_has_the_kit_and_nothing_beyond_it(office: Office):
    application = office.meets("Hana Mori")
    office.brings(application, to="panel")
    interview = office.books(application, "panel", at=office.tomorrow())
    panelist = office.panel[0]
    panelist.opens(f"/interviews/{interview}/scorecard")
    assert panelist.fetches(f"/applications/{application}/cv").status_code == 200
    panelist.is_told(f"/applications/{application}", "Your part in this hiring team does not", status=403)
    panelist.is_told(f"/openings/{office.opening}/board", "The board is for the opening's recruiter", status=403)
    panelist.is_told(f"/applications/{application}/decline", "Ask the opening's recruiter or", status=403)
    office.leader.is_told(f"/interviews/{interview}/scorecard", "Only those who held this interview", status=403)


def test_a_card_is_refused_before_the_interview_and_while_it_is_incomplete(office: Office):
    application = office.meets("Hana Mori")
    interview = office.books(application, "screen", at=office.tomorrow())
    office.recruiter.writes(interview, act="submit", status=422)
    office.recruiter.hears("The interview has not begun yet. Save the draft now and submit it once")
    office.calendar.passes(days=2)
    office.recruiter.opens(f"/interviews/{interview}/scorecard")
    form = office.recruiter.form("/scorecard")
    point = office.recruiter.picks(form, "rating-results", "Superior")
    office.recruiter.sends("/scorecard", {"act": "submit", "rating-results": point}, status=422)
    office.recruiter.hears("Results: write what was said or done. Every point needs evidence.")
    office.recruiter.hears("Collaboration: choose a point, or “No evidence seen”.")
    office.recruiter.hears("Vote: choose one of the four.")
    office.recruiter.writes(interview)
    office.recruiter.hears("Scorecard submitted.")


def test_the_slower_of_two_people_learns_who_was_faster(office: Office):
    application = office.meets("Hana Mori")
    office.holds(application, "screen")
    office.recruiter.opens(f"/applications/{application}")
    office.manager.presses(application, "advance")
    office.recruiter.sends("/advance", status=409)
    office.recruiter.hears("Marek Nowak advanced it to Initial Interview at ")
    office.recruiter.hears("Nothing of yours was saved: open Hana Mori again and look before you decide.")


def test_a_booking_needs_the_right_number_of_people_who_are_free(office: Office):
    busy, free = office.meets("Hana Mori"), office.meets("Lucia Rossi")
    office.brings(busy, to="panel")
    office.brings(free, to="panel")
    at = office.tomorrow()
    office.books(busy, "panel", at=at)
    names = [person.name for person in office.panel]

    office.recruiter.books(free, at, interviewers=names[:2], status=422)
    office.recruiter.hears("Mock Presentation has exactly 3 interviewers. Choose one more, or write why 2 have to do.")
    office.recruiter.books(free, at, interviewers=names[:1], status=422)
    office.recruiter.hears("Mock Presentation has exactly 3 interviewers. Choose 2 more.")
    office.recruiter.books(free, at + timedelta(minutes=30), interviewers=names, status=422)
    for name in names:
        office.recruiter.hears(f"{name} has an interview with Hana Mori from 10:00 to 11:00 on ")
    office.recruiter.books(free, at + timedelta(minutes=61), interviewers=names, status=422)
    office.recruiter.hears("Start on a full five minutes, such as 10:00 or 10:05.")
    office.recruiter.books(free, at - timedelta(days=5), interviewers=names, status=422)
    office.recruiter.hears("This time has passed")
    assert office.recruiter.books(free, at + timedelta(minutes=60), interviewers=names)
    office.recruiter.opens(f"/applications/{free}/interviews/new")
    office.recruiter.hears("This stage is booked already")


def test_a_panel_of_two_takes_a_reason_and_opens_with_the_second_card(office: Office):
    application = office.meets("Hana Mori")
    office.brings(application, to="panel")
    first, second, third = office.panel
    why = "Yuna Park is ill and the candidate flies home tonight."
    pair = [first.name, second.name]
    interview = office.recruiter.books(application, office.tomorrow(), interviewers=pair, fewer_reason=why)
    office.calendar.passes(days=2)
    third.is_told(f"/interviews/{interview}/scorecard", "Only those who held this interview", status=403)
    first.writes(interview)
    office.manager.tries_to_advance(application, missing="One of two scorecards is missing: Tomas Lind")
    second.writes(interview)
    second.hears("Scorecard submitted. It was the last one: the panel is open.")
    office.recruiter.presses(application, "advance")
    office.recruiter.hears(why.rstrip("."))


def test_leaving_the_plans_order_needs_a_reason_and_leaves_no_card_behind(office: Office):
    application = office.meets("Hana Mori")
    interview = office.books(application, "screen", at=office.tomorrow())
    office.calendar.passes(days=2)
    office.recruiter.fills_in(application, "stage", {"stage": "panel"}, status=422)
    office.recruiter.hears("Write why the plan's order is left.")
    move = {"stage": "panel", "reason": "Interviewed by the manager for another opening last week."}
    office.recruiter.fills_in(application, "stage", move, status=422)
    office.recruiter.hears("Initial Screen is not finished.")
    office.recruiter.hears("The scorecard of Ines Duarte")
    office.recruiter.writes(interview)
    office.recruiter.fills_in(application, "stage", move)
    office.recruiter.hears("moved it on to Mock Presentation, leaving out Initial Screen, Initial Interview")
    back = {"stage": "manager", "reason": "The manager wants to see for himself."}
    office.recruiter.fills_in(application, "stage", back)
    office.recruiter.hears("moved it back to Initial Interview")
    office.recruiter.hears("The manager wants to see for himself.")


def test_an_override_takes_the_grant_and_a_reason(office: Office, client_for: ClientFor):
    application = office.meets("Hana Mori")
    office.brings(application, to="panel")
    interview = office.books(application, "panel", at=office.tomorrow())
    office.calendar.passes(days=2)
    for panelist in office.panel[:2]:
        panelist.writes(interview)
    office.recruiter.is_told(f"/applications/{application}/override", GRANT, status=403)
    office.recruiter.is_told(f"/interviews/{interview}/scorecards/open", GRANT, status=403)
    office.recruiter.opens(f"/applications/{application}/hold")
    office.recruiter.insists(f"/applications/{application}/advance", {"reason": "Hurry."}, status=422)

    owner = _process_owner(office, client_for)
    owner.opens(f"/interviews/{interview}/scorecards/open")
    owner.sends("/open", status=422)
    owner.hears("Write why the panel opens before all scorecards are in.")
    owner.sends("/open", {"reason": "Yuna Park is ill for three weeks."})
    owner.hears(SEEN)
    owner.fills_in(application, "override", {"reason": ""}, status=422)
    owner.hears("Write why: others will read it beside what was missing.")
    owner.fills_in(application, "override", {"reason": "Two cards agree, and the offer of others runs out."})
    owner.hears("advanced it to Final Interview although something was missing")
    owner.hears("Two cards agree, and the offer of others runs out.")


def _process_owner(office: Office, client_for: ClientFor) -> Person:
    """A second recruiter of the opening who may act while scorecards are missing."""
    number = factories.accounts.make_account("recruiter", name="Paulo Reis", grants=("override",))
    office.recruiter.opens(f"/openings/{office.opening}/team")
    form = office.recruiter.form("/team")
    both = office.recruiter.picks(form, "recruiter", ["Ines Duarte", "Paulo Reis"])
    office.recruiter.sends("/team", {"recruiter": both})
    return Person(client_for(number), "Paulo Reis", office.calendar)
