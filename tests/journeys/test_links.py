"""Interviewers who never sign in: one hands in a scorecard by the link, another can't come and is replaced."""

from datetime import timedelta

import pytest

from app.queries import scheduling as queries
from app.queries.accounts import staff
from tests.journeys.office import Office
from tests.journeys.people import Person

WHY = "Missed the connecting flight."


def number_of(office: Office, person: Person) -> int:
    with office.app.app_context():
        return next(row.id for row in staff() if row.name == person.name)


def link_of(office: Office, person: Person, interview: int, to: str = "") -> str:
    """The link as it stands in the mail to this person."""
    with office.app.app_context():
        link = queries.link_for(interview, number_of(office, person))
    assert link is not None
    return {"": link.address, "cannot": link.cannot, "happened": link.did_not_happen}[to].removeprefix(
        "http://localhost"
    )


def without_signing_in(office: Office, person: Person) -> Person:
    """The same person with a browser in which they never signed in."""
    return Person(office.app.test_client(), person.name, office.calendar)


def comes_by(person: Person, link: str) -> None:
    person.opens(person.fetches(link).location)


@pytest.fixture
def interview(office: Office) -> int:
    """A panel in four days; nobody can come in by a link yet."""
    application = office.meets("Hana Mori")
    office.brings(application, to="panel")
    return office.books(application, "panel", at=office.tomorrow() + timedelta(days=4))


def test_a_scorecard_is_read_prepared_and_handed_in_without_ever_signing_in(office: Office, interview: int):
    first, second, third = (without_signing_in(office, person) for person in office.panel)
    link = link_of(office, first, interview)
    first.is_told(link, "This link opens the interview from", status=403)
    office.calendar.passes(days=2)

    comes_by(first, link)
    first.hears("Can be submitted once the interview has begun")
    office.calendar.passes(days=3)
    comes_by(first, link)
    first.writes(interview)

    first.hears("Scorecard submitted. The panel opens when 2 more scorecards are in.")
    assert first.fetches(f"/interviews/{interview}/cv").status_code == 200
    for person in (second, third):
        comes_by(person, link_of(office, person, interview))
        person.writes(interview)
    third.hears("It was the last one: the panel is open.")
    assert first.fetches(f"/interviews/{interview}/scorecards").location.startswith("/sign-in?next=")
    office.panel[0].opens(f"/interviews/{interview}/scorecards")
    office.calendar.passes(days=4)
    first.is_told(link, "This link ended at", status=403)


def test_one_who_cannot_come_says_so_in_the_mail_is_replaced_and_the_link_is_dead(office: Office, interview: int):
    leaver = without_signing_in(office, office.panel[1])
    office.calendar.passes(days=2)
    link = link_of(office, leaver, interview)

    comes_by(leaver, link_of(office, leaver, interview, "cannot"))
    leaver.sends("/excuse", {"reason": WHY})

    leaver.hears("Reported. The recruiter sees it now.")
    office.recruiter.opens("/")
    office.recruiter.hears("Tomas Lind can't make it")
    office.recruiter.opens(f"/interviews/{interview}")
    office.recruiter.hears(WHY)
    office.panel[0].opens(f"/interviews/{interview}")
    office.panel[0].hears("Can’t make it")
    office.panel[0].hears_nothing_of(WHY)
    office.recruiter.opens(f"/interviews/{interview}/replace?leaves={number_of(office, leaver)}")
    form = office.recruiter.form("/replace")
    assert form.values["leaves"] == [str(number_of(office, leaver))]
    offered = [choice for choice in form.choices if choice.name == "joins"]
    joins = next(choice.value for choice in offered if choice.words.startswith("Grace Okafor"))
    office.recruiter.sends("/replace", {"joins": joins})
    office.recruiter.hears_nothing_of("Can’t make it")
    leaver.is_told(link, "This link may be cut off or replaced by a newer one", status=404)
    leaver.is_told(
        f"/interviews/{interview}/scorecard", "This link may be cut off or replaced by a newer one", status=404
    )
    office.recruiter.opens("/")
    office.recruiter.hears_nothing_of("can't make it")


def test_an_interview_that_did_not_happen_is_reported_with_one_tap_and_a_reason_and_then_called_off(
    office: Office, interview: int
):
    holder = without_signing_in(office, office.panel[2])
    office.calendar.passes(days=6)

    comes_by(holder, link_of(office, holder, interview, "happened"))
    holder.sends("/excuse", {"reason": "The candidate did not come."})

    office.recruiter.opens("/")
    office.recruiter.hears("Yuna Park says that the interview didn't happen")
    office.recruiter.opens(f"/interviews/{interview}/cancel")
    office.recruiter.sends("/cancel", {"reason": "The candidate did not come."})
    holder.is_told(f"/interviews/{interview}/excuse", "This link may be cut off or replaced by a newer one", status=404)
    office.panel[2].opens("/")
    office.panel[2].hears_nothing_of("Hana Mori")
