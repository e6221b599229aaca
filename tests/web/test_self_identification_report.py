"""The report on self-identification, who reads it, and that no other page, list or order knows of the answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from app.gateways import self_identification as store
from app.models.applications import Application, ApplicationEvent
from app.models.openings import LocationRules, Opening
from tests import factories
from tests.factories.accounts import make_account
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

REPORT = "/reports/equal-opportunity"
LONG_AGO = date(2026, 1, 12)


@pytest.fixture
def team(app) -> Team:
    made = make_opening()
    rules = LocationRules(country="US", self_id="us", changed_by=made.manager, changed_at=datetime.now(UTC))
    with factories.writing() as session:
        session.execute(update(Opening).where(Opening.id == made.opening).values(country="US"))
        session.add(rules)
    return made


@pytest.fixture
def owner(app, client_for):
    return client_for(make_account("admin", grants=("process_owner",)))


def place_of(app) -> store.Place:
    settings = app.config["RUNG"]
    return store.Place(settings.self_id_database, settings.secret_key)


def answered(app, team: Team, number: int, *, day: date = LONG_AGO, **answers: str) -> list[int]:
    """So many applications of long ago, with these answers."""
    before = datetime(2025, 12, 1, tzinfo=UTC)
    made = [make_application(team.opening) for _ in range(number)]
    with factories.writing() as session:
        session.execute(update(Application).where(Application.id.in_(made)).values(applied_at=before))
    for application in made:
        store.keep(place_of(app), application, store.Given("us", answers, day))
    return made


def advanced(applications: list[int]) -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    with factories.writing() as session:
        session.add_all(
            ApplicationEvent(application_id=each, kind="advanced", data={"from": "screen", "to": "manager"}, at=at)
            for each in applications
        )


def test_nothing_is_shown_before_ten_have_answered(app, team, owner, page):
    answered(app, team, 9, sex="female")

    assert "Too few people have answered so far." in page(owner, REPORT).text


def test_the_report_counts_who_came_how_far(app, team, owner, page):
    women = answered(app, team, 8, sex="female")
    answered(app, team, 7, sex="male")
    advanced(women[:6])

    shown = page(owner, REPORT).text

    assert "Female 8 6" in " ".join(shown.split())
    assert "Male 7 <5" in " ".join(shown.split())


def test_an_answer_of_today_waits_for_the_next_sheet(app, team, owner, page):
    answered(app, team, 12, sex="female")
    answered(app, team, 6, sex="declined")

    answered(app, team, 5, sex="male", day=datetime.now(UTC).date())

    # Who applied before is counted like everybody, without an answer.
    shown = " ".join(page(owner, REPORT).text.split())
    assert "Female 12 <5" in shown
    assert "Male <5" in shown
    assert "No answer 11 <5" in shown


def test_the_export_says_what_is_not_shown(app, team, owner):
    answered(app, team, 12, sex="female")

    lines = owner.get(f"{REPORT}.csv").get_data(as_text=True).splitlines()

    assert lines[0].endswith("Category,Considered,Rate,Impact ratio")
    assert not any(line.endswith("Male,0,") for line in lines)


def test_where_nothing_is_asked_there_is_no_sheet(app, owner, page):
    make_opening()

    assert "No voluntary questions are asked anywhere." in page(owner, REPORT).text


def pages_of(app, team: Team, application: int, interview: int) -> list[str]:
    """The address of every page about these things, and of every list."""
    ids = {"application_id": application, "opening_id": team.opening, "interview_id": interview}
    open_it = {"reports.equal_opportunity", "reports.equal_opportunity_export"}
    found = []
    for rule in app.url_map.iter_rules():
        is_ours = rule.endpoint != "static" and rule.endpoint not in open_it and not rule.endpoint.startswith("portal.")
        if is_ours and "GET" in rule.methods and rule.arguments <= ids.keys():
            with app.test_request_context():
                built = rule.build({name: ids[name] for name in rule.arguments})
            assert built is not None
            found.append(built[1])
    return sorted(found)


def judged(team: Team, application: int) -> int:
    """A panel of it with all cards in."""
    interview = make_interview(application, stage="panel", interviewers=team.panel)
    for who in team.panel:
        make_scorecard(interview, who)
    return interview


@pytest.mark.parametrize("persona", ["recruiter", "manager"])
def test_no_other_page_ever_opens_the_answers(app, team, client_for, monkeypatch, persona):
    application = answered(app, team, 1, race="pacific")[0]
    addresses = pages_of(app, team, application, judged(team, application))
    opened: list[str] = []
    monkeypatch.setattr(store, "_engine", opened.append)
    client = client_for(getattr(team, persona))

    for address in addresses:
        client.get(address).close()

    assert not opened


@pytest.mark.parametrize("path", ["/openings/{opening}/board", "/openings/{opening}/board?q=pacific", "/schedule", "/"])
def test_no_list_count_or_order_depends_on_an_answer(app, team, client_for, page, path):
    applications = answered(app, team, 3, race="declined")
    client = client_for(team.recruiter)
    before = page(client, path.format(opening=team.opening)).text

    for application, race in zip(applications, ("pacific", "white", "asian"), strict=True):
        store.keep(place_of(app), application, store.Given("us", {"race": race}, LONG_AGO + timedelta(days=1)))

    assert page(client, path.format(opening=team.opening)).text == before
