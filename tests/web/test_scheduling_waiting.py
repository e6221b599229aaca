"""Who waits without a word: whom the list names, in which order, whose turn it is, and that words and list agree."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.queries.scheduling.rules import rules
from app.queries.scheduling.silent_page import PAGE_ROWS
from app.queries.scheduling.waiting import silent
from tests import factories
from tests.factories.applications import make_application
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team, make_opening
from tests.factories.portal import candidate_of
from tests.factories.scheduling import make_interview
from tests.statements import counted

PAGE = "/waiting"


def now() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)


@pytest.fixture
def team(app) -> Team:
    return make_opening()


@pytest.fixture
def shown(page, client_for, team):
    """What the page says to the recruiter, or to somebody else."""

    def look(path: str = PAGE, who: int | None = None) -> str:
        return " ".join(page(client_for(who or team.recruiter), path).text.split())

    return look


def since(team: Team, name: str, days: int, **values: object) -> int:
    made = make_application(team.opening, stage="panel", name=name)
    with factories.writing() as session:
        moved = {"stage_entered_at": now() - timedelta(days=days)} | values
        session.execute(update(Application).where(Application.id == made).values(**moved))
    return made


def declined(team: Team, name: str, *, days: int = 1) -> int:
    made = since(team, name, 40, state="declined")
    with factories.writing() as session:
        at = now() - timedelta(days=days)
        session.add(ApplicationEvent(application_id=made, kind="declined", data={"tells": "never"}, at=at))
    return made


def mailed(application: int, *, days: int, kind: str = "invitation_sent", **values: object) -> None:
    who = candidate_of(application)
    with factories.writing() as session:
        row = OutboxMessage(application_id=application, candidate_id=who, kind=kind, data={})
        row.created_at = row.due_at = now() - timedelta(days=days)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def test_nobody_waits_where_everybody_was_heard(shown, team):
    since(team, "Aiko Tanaka", 1)

    assert "Nobody waits without a word" in shown()


def test_the_longest_silence_comes_first(shown, team):
    since(team, "Aiko Tanaka", 20)
    since(team, "Ben Adler", 30)

    said = shown()

    assert "Two candidates hear nothing" in said
    assert said.index("Ben Adler") < said.index("Aiko Tanaka")


def test_each_has_the_one_thing_to_do_next_and_whose_turn_it_is(shown, team):
    since(team, "Aiko Tanaka", 20)

    assert "No interview is booked yet" in shown()
    assert "You : book the interview" in shown()
    assert "The recruiter: book the interview" in shown(who=team.manager)


def test_a_mail_ends_a_silence_and_a_cancelled_one_does_not(shown, team):
    mailed(since(team, "Aiko Tanaka", 20), days=1)
    mailed(since(team, "Ben Adler", 20), days=1, cancelled_at=now())

    said = shown()

    assert "Aiko Tanaka" not in said
    assert "Ben Adler" in said


def test_whoever_has_an_interview_ahead_or_an_invitation_to_answer_is_not_on_the_list(shown, team):
    booked = since(team, "Aiko Tanaka", 20)
    make_interview(booked, stage="panel", interviewers=team.panel, starts_at=now() + timedelta(days=3))
    make_invitation(since(team, "Ben Adler", 20), team.recruiter, people=team.panel)

    assert "Nobody waits without a word" in shown()


@pytest.mark.parametrize("state", ["on_hold", "withdrawn", "hired"])
def test_what_rests_or_has_ended_is_not_on_the_list(shown, team, state):
    since(team, "Aiko Tanaka", 20, state=state)

    assert "Aiko Tanaka" not in shown()


def test_a_decline_that_nobody_told_is_on_it_from_the_first_day_and_leads_to_telling_them(page, client_for, team):
    made = declined(team, "Aiko Tanaka", days=0)

    answer = page(client_for(team.recruiter), PAGE)

    assert "nobody has told them" in answer.text
    assert f"/applications/{made}/tell" in answer.html


@pytest.mark.parametrize("values", [{"failed_at": datetime(2026, 1, 1, tzinfo=UTC)}, {"dropped": "no address"}])
def test_a_mail_that_never_arrived_has_told_nobody(shown, team, values):
    mailed(declined(team, "Aiko Tanaka"), days=0, kind="application_declined", **values)

    assert "Aiko Tanaka" in shown()


def test_a_decline_that_was_told_is_not_on_it(shown, team):
    mailed(declined(team, "Aiko Tanaka"), days=0, kind="application_declined")

    assert "Aiko Tanaka" not in shown()


def test_the_list_names_whom_the_words_to_recruiters_name(app, shown, team):
    made = {since(team, f"Candidate No {days}", days): days for days in range(1, 12, 2)}
    with app.app_context():
        days = rules().waits_days
        told = {item.application_id for item in silent(datetime.now(UTC), waits_days=days)}

    said = shown()

    assert told == {number for number, waited in made.items() if f"Candidate No {waited} " in said}
    assert told == {number for number, waited in made.items() if waited >= days}


def test_openings_of_others_and_ones_own_application_are_not_on_it(shown, team):
    other = make_opening()
    since(other, "Carla Diaz", 20)
    own = since(team, "Ruth Okafor", 20)
    who = candidate_of(own)
    with factories.writing() as session:
        email = session.get_one(Account, team.recruiter).email
        session.get_one(Candidate, who).email = email

    said = shown()

    assert "Carla Diaz" not in said
    assert "Ruth Okafor" not in said


def test_every_candidate_stands_on_exactly_one_part_of_a_long_list(page, client_for, team):
    names = [f"Candidate Number{number:03}" for number in range(PAGE_ROWS + 5)]
    for number, name in enumerate(names):
        since(team, name, 20 + number // 3)
    client = client_for(team.recruiter)

    first = page(client, PAGE)
    link = re.search(r'href="(/waiting\?after=[^"]+)"', first.html)
    assert link is not None
    second = page(client, link.group(1))

    found = re.findall(r"Candidate Number\d{3}(?=</a>)", first.html + second.html)
    assert sorted(found) == names


def test_nonsense_in_the_address_begins_at_the_start(shown, team):
    since(team, "Aiko Tanaka", 20)

    assert "Aiko Tanaka" in shown(f"{PAGE}?after=20260101T~x")


def test_it_costs_four_statements_however_many_wait(app, client_for, team):
    client = client_for(team.recruiter)
    since(team, "Aiko Tanaka", 20)
    client.get(PAGE)
    for number in range(12):
        since(team, f"Further Candidate {number}", 21)
    declined(team, "Ben Adler")

    with counted(app) as statements:
        client.get(PAGE)

    assert len(statements) <= 4
