"""Pages of answers, of those who did not come, of who steps in, and of times that the clock leaps over."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.calendar_ids import Entry, uid_of
from app.domain.excuses import Excuse
from app.gateways import clock, signatures
from app.models.accounts import Account
from app.models.applications import Application
from app.models.openings import OpeningMember
from app.models.scheduling import Interview, Seat
from app.queries import ladders
from app.queries.scheduling.calendar_entries import PURPOSE
from app.services import scheduling
from tests import factories
from tests.factories import bookings
from tests.factories.openings import Team
from tests.web.link_scene import path_of


@pytest.fixture
def team(app) -> Team:
    made = factories.openings.make_opening()
    with app.app_context():
        ladders.playbook_of(made.opening)
    return made


@pytest.fixture
def case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")


@pytest.fixture
def tomorrow(app, team, case) -> int:
    """A panel at ten tomorrow or on the next working day."""
    at = bookings.soon(days=1)
    while at.weekday() > 4:
        at += timedelta(days=1)
    with app.app_context():
        return bookings.book(case, team.recruiter, interviewers=team.panel, at=at)


@pytest.fixture
def begun(team, case) -> int:
    at = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=30)
    return factories.scheduling.make_interview(case, stage="panel", interviewers=team.panel, starts_at=at)


def seat_of(app, interview_id: int, account_id: int) -> Seat:
    with app.app_context():
        return db.session.get_one(Seat, (interview_id, account_id))


def send(client, page, path, **fields):
    token = page(client, path).form(path)["csrf_token"]
    return client.post(path, data=fields | {"csrf_token": token})


class TestAnswering:
    def test_looking_at_the_page_answers_nothing(self, app, team, tomorrow, client_for, page):
        page(client_for(team.panel[0]), f"/interviews/{tomorrow}/answer")

        assert seat_of(app, tomorrow, team.panel[0]).reply is None

    def test_an_interviewer_says_that_they_come_and_the_recruiter_reads_it(self, app, team, tomorrow, client_for, page):
        answer = send(client_for(team.panel[0]), page, f"/interviews/{tomorrow}/answer", said="accepted")

        assert answer.status_code == 302
        assert seat_of(app, tomorrow, team.panel[0]).reply == "accepted"
        assert "Comes" in page(client_for(team.recruiter), f"/interviews/{tomorrow}").html

    def test_it_is_answered_by_the_link_of_a_mail_without_signing_in(self, app, client, team, tomorrow, page):
        opened = client.get(f"{path_of(app, tomorrow, team.panel[1])}?to=answer")
        assert opened.headers["Location"] == f"/interviews/{tomorrow}/answer"

        send(client, page, f"/interviews/{tomorrow}/answer", said="tentative")

        assert seat_of(app, tomorrow, team.panel[1]).reply == "tentative"

    @pytest.mark.parametrize("said", ["declined", "nonsense", ""])
    def test_anything_else_is_sent_back_with_a_sentence(self, app, team, tomorrow, client_for, page, said):
        answer = send(client_for(team.panel[0]), page, f"/interviews/{tomorrow}/answer", said=said)

        assert answer.status_code == 422
        assert seat_of(app, tomorrow, team.panel[0]).reply is None

    def test_both_times_stand_on_the_page(self, team, tomorrow, client_for, page):
        shown = page(client_for(team.panel[0]), f"/interviews/{tomorrow}/answer")

        assert "Tokyo" in shown.html
        assert "Berlin" in shown.html


class TestAnswersOfTheCandidate:
    @pytest.fixture
    def declined(self, app, tomorrow) -> None:
        with app.app_context():
            statement = select(Application.candidate_id).join(Interview, Interview.application_id == Application.id)
            candidate = db.session.scalars(statement.where(Interview.id == tomorrow)).one()
            values = Entry(tomorrow, candidate, is_candidate=True).values()
            name = uid_of(signatures.sign(app.config["RUNG"].secret_key, PURPOSE, values))
            scheduling.record_reply(name, "declined", 1, clock.now())

    def test_the_timeline_names_the_candidate(self, team, case, declined, client_for, page):
        shown = page(client_for(team.recruiter), f"/applications/{case}")

        assert "Ji-won Seo declined" in shown.html

    def test_it_is_the_recruiters_turn_on_the_board_and_at_home(self, team, declined, client_for, page):
        client = client_for(team.recruiter)

        assert "find another time or call it off" in page(client, f"/openings/{team.opening}/board").html
        assert "Ji-won Seo" in page(client, "/").html

    def test_the_page_of_the_interview_says_it(self, team, tomorrow, declined, client_for, page):
        assert "answered in the calendar" in page(client_for(team.recruiter), f"/interviews/{tomorrow}").html


class TestNotComing:
    def test_what_has_begun_asks_what_happened(self, team, begun, client_for, page):
        shown = page(client_for(team.recruiter), f"/interviews/{begun}/cancel")

        assert all(words in shown.html for words in ("The candidate did not come", "An interviewer did not come"))

    def test_what_lies_ahead_does_not(self, team, tomorrow, client_for, page):
        shown = page(client_for(team.recruiter), f"/interviews/{tomorrow}/cancel")

        assert "did not come" not in shown.html

    def test_a_candidate_who_did_not_come_is_told_on_the_interviews_page(self, team, begun, client_for, page):
        client, path = client_for(team.recruiter), f"/interviews/{begun}/cancel"

        answer = send(client, page, path, happened="candidate", reason="We waited.", version="1")

        assert answer.status_code == 302
        shown = page(client, f"/interviews/{begun}")
        assert "Ji-won Seo did not come." in shown.html
        assert "Invite Ji-won Seo again" in shown.html

    def test_an_interviewer_has_to_be_named(self, app, team, begun, client_for, page):
        path = f"/interviews/{begun}/cancel"

        answer = send(client_for(team.recruiter), page, path, happened="interviewer", reason="Ill.", version="1")

        assert answer.status_code == 422
        assert "Choose who of the interviewers" in answer.get_data(as_text=True)
        with app.app_context():
            assert db.session.get_one(Interview, begun).state == "booked"

    def test_the_timeline_names_who_did_not_come(self, app, team, case, begun, client_for, page):
        client, path = client_for(team.recruiter), f"/interviews/{begun}/cancel"
        with app.app_context():
            name = db.session.scalars(select(Account.name).where(Account.id == team.panel[0])).one()

        send(client, page, path, happened="interviewer", missed=str(team.panel[0]), reason="Ill.", version="1")

        assert f"recorded that {name} did not come to" in page(client, f"/applications/{case}").html


class TestSteppingIn:
    @pytest.fixture
    def reported(self, app, team, tomorrow) -> int:
        who = factories.accounts.make_account("interviewer")
        with factories.writing() as session:
            session.add(OpeningMember(opening_id=team.opening, account_id=who, part="interviewer"))
            named = update(Account).where(Account.id == who).values(name="Chidi Nwosu", zone="Europe/Berlin")
            session.execute(named)
        with app.app_context():
            viewer = bookings.viewer_of(team.panel[0])
            scheduling.excuse(viewer, tomorrow, kind=Excuse.CANNOT, reason="My flight is gone.")
        return who

    def test_one_click_accepts_who_is_proposed(self, app, team, tomorrow, reported, client_for, page):
        client = client_for(team.recruiter)
        shown = page(client, f"/interviews/{tomorrow}")
        assert "Ask Chidi Nwosu to step in" in shown.html

        answer = client.post(f"/interviews/{tomorrow}/replace", data=shown.form("/replace"))

        assert answer.status_code == 302
        assert seat_of(app, tomorrow, reported).left_at is None
        assert seat_of(app, tomorrow, team.panel[0]).left_at is not None

    def test_interviewers_are_not_shown_who_could_step_in(self, team, tomorrow, reported, client_for, page):
        assert "Chidi Nwosu" not in page(client_for(team.panel[1]), f"/interviews/{tomorrow}").html


class TestGaps:
    def test_a_time_that_does_not_exist_offers_both_neighbours(self, app, team, case, client_for, page):
        day = _spring_forward()
        path = f"/applications/{case}/interviews/new"
        fields = {
            "version": "1",
            "day": f"{day:%Y-%m-%d}",
            "at": "02:30",
            "zone": "Europe/Berlin",
            "minutes": "60",
            "seats": [str(who) for who in team.panel],
        }

        refused = send(client_for(team.recruiter), page, path, **fields)

        html = refused.get_data(as_text=True)
        assert refused.status_code == 422
        assert all(f'value="{day:%Y-%m-%d}T{at}"' in html for at in ("01:55", "03:00"))

        chosen = f"{day:%Y-%m-%d}T03:00"
        answer = send(client_for(team.recruiter), page, path, **fields, instead=chosen)

        assert answer.status_code == 302
        with app.app_context():
            assert db.session.scalars(select(Interview.wall_time)).one() == chosen


def _spring_forward() -> datetime:
    """The coming day on which Berlin puts its clocks forward: the last Sunday in March."""
    now = datetime.now(UTC)
    for year in (now.year, now.year + 1):
        day = datetime(year, 3, 31, tzinfo=UTC)
        day -= timedelta(days=(day.weekday() + 1) % 7)
        if day > now + timedelta(days=2):
            return day
    raise AssertionError("no March ahead")
