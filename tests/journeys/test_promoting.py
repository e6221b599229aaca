"""A promotion from the first page to the last: opened for a colleague, judged as everybody is, closed to themself."""

from tests.journeys.office import Office
from tests.journeys.people import Person, recommended

YEARS = {
    "current_level": "P3",
    "review": "2",
    "rows-0-year": "2025",
    "rows-0-quota": "885,000",
    "rows-0-bookings": "880,000",
}


def test_a_colleague_is_promoted_to_a_level_on_the_same_plan_and_sees_nothing_of_it(office: Office, stranger: Person):
    case = _open_case(office, stranger)
    office.manager.opens(f"/applications/{case}")
    office.manager.hears(f"Promotion case: is {stranger.name} eligible?")
    office.manager.hears_nothing_of("Candidate withdraws")

    office.brings(case, to="decision")
    office.gives_own_level(case, "P4")
    assert recommended(office.manager.page) == "P4"
    office.manager.hears("It is no evidence for a level.")
    office.manager.sends("/decision", {"outcome": "hire", "level": "P4", "reason": "Works at this level today."})
    office.manager.hears("Decided: promote to P4.")

    office.recruiter.opens(f"/applications/{case}")
    office.recruiter.hears("Record the promotion as offered")
    for page in ("", "/promotion", "/decision", "/packet", "/debrief"):
        stranger.opens(f"/applications/{case}{page}", status=404)
    for kind in ("application_received", "application_declined"):
        assert office.messages(kind, case) == []


def test_what_is_missing_is_entered_later_and_judged_anew(office: Office, stranger: Person):
    _open_case(office, stranger)
    office.recruiter.hears("Undecided. Still missing: quota and bookings of one more full year.")
    office.recruiter.hears("Another USD 182,000 of bookings in 2025 would make it true.")

    figures = {"rows-1-year": "2024", "rows-1-quota": "885000", "rows-1-bookings": "900 000"}
    office.recruiter.sends("/promotion", figures)

    office.recruiter.hears("Saved. The clauses are judged anew.")
    office.recruiter.hears("Eligible for promotion to P4 Enterprise.")
    office.recruiter.hears("2024 and 2025: (900,000 + 880,000) / (885,000 + 885,000) = 100.6 %; above 100 % is asked.")


def test_figures_that_can_not_be_read_are_refused_where_they_stand(office: Office, stranger: Person):
    _open_case(office, stranger)

    office.recruiter.sends("/promotion", {"rows-0-quota": "a lot", "rows-1-bookings": "5"}, status=422)

    office.recruiter.hears("Enter a whole number, without a currency sign.")


def test_whoever_saves_over_a_newer_record_is_told_who_was_faster(office: Office, stranger: Person):
    case = _open_case(office, stranger)
    office.manager.opens(f"/applications/{case}/promotion")
    office.recruiter.sends("/promotion", {"review": "3"})

    office.manager.sends("/promotion", {"review": "5"}, status=409)

    office.manager.hears(f"{office.recruiter.name} changed this record at")


def test_not_now_is_said_in_person(office: Office, stranger: Person):
    case = _open_case(office, stranger)
    office.recruiter.opens(f"/applications/{case}/decline")
    office.recruiter.hears("No mail goes out.")

    office.recruiter.sends("/decline", {"about": "area:results", "reason": "Too early."})

    office.recruiter.hears("“Not now” is recorded. Tell your colleague yourself, and note it here: no mail goes out.")
    assert office.messages("application_declined", case) == []


def _open_case(office: Office, colleague: Person) -> int:
    """The recruiter opens the case with one year on record; returns the application's number."""
    who = office.recruiter
    who.opens(f"/openings/{office.opening}/promotions/new")
    chosen = who.picks(who.form("/promotions/new"), "colleague", f"{colleague.name}, {_job(office, colleague)}")
    who.sends("/promotions/new", YEARS | {"colleague": chosen})
    who.hears("The case is open. Tell your colleague yourself: no mail does.")
    return int(who.at.split("/")[2])


def _job(office: Office, colleague: Person) -> str:
    """The job title that stands behind the name in the list."""
    return office.recruiter.page.html.partition(f"{colleague.name}, ")[2].partition("<")[0]
