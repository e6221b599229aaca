"""From an empty installation to the first person who is hired, with nothing but a browser."""

from dataclasses import dataclass

from flask import Flask

from tests.journeys.browsing import value_of
from tests.journeys.office import CV, Office
from tests.journeys.people import Calendar, CardTexts, Person, recommended

PASSWORD = "copper lantern seldom rains"
USED = "This link was used or is too old. Ask an admin for a new one."


@dataclass(frozen=True)
class Colleague:
    """Somebody whom the admin adds."""

    name: str
    role: str
    job_title: str
    zone: str

    @property
    def email(self) -> str:
        """The work address."""
        return f"{self.name.split()[0].lower()}@signalhouse.example"


SIX = (
    Colleague("Ines Duarte", "recruiter", "Senior Recruiter", "Europe/Lisbon"),
    Colleague("Marek Nowak", "hiring_manager", "Area Sales Manager", "Europe/Warsaw"),
    Colleague("Aoife Byrne", "interviewer", "Solutions Architect", "Europe/Dublin"),
    Colleague("Tomas Lind", "interviewer", "Strategic Account Executive", "Europe/Stockholm"),
    Colleague("Yuna Park", "interviewer", "Customer Success Manager", "Asia/Seoul"),
    Colleague("Grace Okafor", "senior_leader", "Vice President Sales", "Africa/Lagos"),
)


def test_an_empty_installation_comes_to_its_first_hire(app: Flask, calendar: Calendar):
    admin = _set_up(app, calendar)
    links = {colleague: _add(admin, colleague) for colleague in SIX}
    people = [_join(Person(app.test_client(), colleague.name, calendar), links[colleague]) for colleague in SIX]
    recruiter, manager, first, second, third, leader = people
    for person, colleague in zip(people, SIX, strict=True):
        _come_back(person, colleague)

    office = Office(app, calendar, recruiter, manager, (first, second, third), leader)
    office.opens_position()
    recruiter.hears("The hiring team is saved.")
    application = office.meets("Vera Lenz")
    assert recruiter.fetches(f"/applications/{application}/cv").data == CV
    office.brings(application, to="decision", cards={"panel": CardTexts(point="Superior")})
    office.gives_own_level(application, "P4")
    level = recommended(manager.page)
    assert level == "P4"
    manager.hears(
        "Nearest title of this track: Strategic Account Executive (house mapping, not stated in the sources)."
    )
    manager.sends("/decision", {"outcome": "hire", "level": level, "reason": "Every clause up to P4 holds."})
    recruiter.presses(application, "offer")
    recruiter.sends("/hire")
    recruiter.hears("Hired, at level P4.")


def _set_up(app: Flask, calendar: Calendar) -> Person:
    """The first page of an empty installation, and the admin's password."""
    admin = Person(app.test_client(), "Admin", calendar)
    assert admin.fetches("/").headers["Location"] == "/sign-in"
    assert admin.fetches("/sign-in").headers["Location"] == "/setup"
    admin.opens("/setup")
    admin.sends("/setup", {"email": "rosa.admin@signalhouse.example"}, status=422)
    admin.hears("Enter the name of your organisation.")
    admin.sends("/setup", {"organisation": "Signal House", "email": "rosa.admin@signalhouse.example"})
    admin.hears("Choose a password")
    admin.sends("", {"password": "short", "again": "short"}, status=422)
    admin.hears("12 characters")
    link = admin.at
    admin.sends("", {"password": PASSWORD, "again": PASSWORD})
    admin.hears("Your password is set. Look over your name, job title and time zone.")
    assert admin.fetches("/setup").headers["Location"] == "/sign-in"
    Person(app.test_client(), "somebody", calendar).is_told(link, USED, status=404)
    return admin


def _add(admin: Person, colleague: Colleague) -> str:
    """A colleague on the staff page; returns the link that sets the first password."""
    admin.opens("/staff/new")
    entered = {"name": colleague.name, "email": colleague.email, "job_title": colleague.job_title}
    admin.sends("/staff/new", entered | {"role": colleague.role, "zone": colleague.zone})
    admin.hears("It sets their password once, within 72 hours.")
    return value_of(admin.page.html, "link").removeprefix("http://localhost")


def _join(person: Person, link: str) -> Person:
    """The first password, by the link, which works once."""
    person.calendar.passes(minutes=10)
    person.opens(link)
    person.sends("", {"password": PASSWORD, "again": PASSWORD})
    person.hears("Your password is set.")
    person.is_told(link, USED, status=404)
    return person


def _come_back(person: Person, colleague: Colleague) -> None:
    """Sign out, and in again with the password."""
    person.opens("/")
    person.hears("Nothing waits for you")
    person.sends("/sign-out")
    person.calendar.passes(hours=1)
    person.sends("/sign-in", {"email": colleague.email, "password": "not the password"}, status=422)
    person.hears("The e-mail address or the password is not right.")
    person.sends("/sign-in", {"email": colleague.email, "password": PASSWORD})
    person.hears(colleague.name)


def test_a_password_link_is_too_old_after_three_days(app: Flask, calendar: Calendar):
    admin = _set_up(app, calendar)
    link = _add(admin, SIX[0])
    calendar.passes(hours=72, minutes=1)
    late = Person(app.test_client(), SIX[0].name, calendar)
    late.is_told(link, USED, status=404)


def test_whoever_leaves_is_out_with_the_next_click(app: Flask, calendar: Calendar):
    admin = _set_up(app, calendar)
    person = _join(Person(app.test_client(), SIX[0].name, calendar), _add(admin, SIX[0]))
    person.opens("/")
    calendar.passes(minutes=1)
    admin.opens("/staff")
    number = next(word for word in admin.page.html.split("/staff/")[1:] if SIX[0].name in word).split('"')[0]
    admin.opens(f"/staff/{number}")
    admin.sends("/deactivate")
    admin.hears("Deactivated. Every session of theirs has ended; their scorecards stay.")
    assert person.fetches("/").headers["Location"] == "/sign-in"
