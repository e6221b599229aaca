"""The candidate's pages: what a link opens without signing in, to whom, for how long, and what it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from app.database import db
from app.gateways import clock, signatures
from app.models.candidates import Candidate
from app.models.scheduling import BusySpan, CandidateWindow, Interview, Invitation
from app.queries.scheduling.invitations import invitation_link
from tests import factories
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team, make_opening
from tests.page import Page, check, read
from tests.web.link_scene import rows

SECOND = timedelta(seconds=1)


def monday(hour: int = 8, *, days: int = 0) -> datetime:
    """In UTC; an hour more in Berlin, nine more in Tokyo."""
    return datetime(2026, 2, 2, hour, tzinfo=UTC) + timedelta(days=days)


@dataclass(frozen=True)
class Scene:
    team: Team
    application: int
    invitation: int
    link: str

    @property
    def path(self) -> str:
        return f"/bookings/{self.invitation}"

    @property
    def cookie(self) -> str:
        return f"rung-booking-{self.invitation}"


@pytest.fixture(autouse=True)
def _early_in_february() -> Iterator[None]:
    with clock.pretending(monday()):
        yield


def link_of(app: Flask, invitation: int) -> str:
    with app.app_context():
        return invitation_link(invitation).removeprefix("http://localhost")


@pytest.fixture
def scene(app: Flask) -> Scene:
    """A candidate in Tokyo who is invited to a panel of three in Berlin."""
    team = make_opening()
    application = factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")
    made = make_invitation(application, team.recruiter, people=team.panel, now=monday())
    return Scene(team, application, made, link_of(app, made))


@pytest.fixture
def candidate(client: FlaskClient, scene: Scene) -> FlaskClient:
    """Somebody who has opened the link."""
    assert client.get(scene.link).status_code == 302
    return client


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%MZ")


def choose(client: FlaskClient, scene: Scene, at: datetime, *, page: str = "", **fields: str) -> TestResponse:
    """Send the form of the page, with this time chosen."""
    form = read(client, scene.path + page).form(page or str(scene.invitation))
    return client.post(scene.path + page, data=form | {"slot": stamp(at)} | fields)


def sent(client: FlaskClient, path: str, fields: dict[str, str], *, status: int) -> Page:
    """The page that answers a form."""
    answer = client.post(path, data=fields)
    assert answer.status_code == status
    return check(path, answer.get_data(as_text=True), status)


def change(table: type, **values: object) -> None:
    with factories.writing() as session:
        session.execute(update(table).values(**values))


def booked(app: Flask) -> list[datetime]:
    """When interviews are booked."""
    with app.app_context():
        statement = select(Interview.starts_at).where(Interview.state == "booked").order_by(Interview.id)
        return list(db.session.scalars(statement))


class TestComingIn:
    def test_the_link_leads_to_a_clean_address(self, client, scene):
        answer = client.get(scene.link)

        assert (answer.status_code, answer.headers["Location"]) == (302, scene.path)

    def test_the_cookie_is_for_no_script_and_no_other_site(self, client, scene):
        cookie = client.get(scene.link).headers["Set-Cookie"]

        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_looking_changes_nothing(self, app, client, scene, method):
        before = rows(app)

        client.open(scene.link, method=method)
        client.open(scene.path, method=method)

        assert rows(app) == before

    def test_a_link_is_used_as_often_as_somebody_looks(self, client, scene):
        answers = [client.get(scene.link).status_code for _ in range(3)]

        assert answers == [302, 302, 302]

    def test_without_the_link_there_is_nothing(self, client, scene):
        assert client.get(scene.path).status_code == 404

    def test_a_link_of_another_purpose_opens_nothing(self, app, client, scene):
        token = signatures.sign(app.config["RUNG"].secret_key, "interview link", (scene.invitation, 1))

        assert client.get(f"/booking-links/{token}").status_code == 404

    def test_a_link_with_one_sign_changed_opens_nothing(self, client, scene):
        token = scene.link.rsplit("/", 1)[1]
        for at in range(len(token)):
            other = "A" if token[at] != "A" else "B"

            assert client.get(f"/booking-links/{token[:at]}{other}{token[at + 1 :]}").status_code == 404

    def test_a_link_that_was_replaced_opens_nothing_and_its_cookie_neither(self, candidate, scene):
        change(Invitation, epoch=2)

        assert candidate.get(scene.link).status_code == 404
        assert candidate.get(scene.path).status_code == 404

    def test_the_cookie_of_one_candidate_opens_no_other_invitation(self, app, candidate, scene):
        other = factories.applications.make_application(scene.team.opening, stage="panel")
        theirs = make_invitation(other, scene.team.recruiter, people=scene.team.panel, now=monday())
        candidate.set_cookie(f"rung-booking-{theirs}", scene.link.rsplit("/", 1)[1])

        assert candidate.get(f"/bookings/{theirs}").status_code == 404

    def test_a_link_ends_a_second_after_the_invitation(self, client, scene):
        with clock.pretending(monday(days=10)):
            last = client.get(scene.link).status_code
        with clock.pretending(monday(days=10) + SECOND):
            late = read(client, scene.link, status=403)

        assert last == 302
        assert "ran out" in late.text

    def test_an_open_page_ends_with_the_invitation_too(self, candidate, scene):
        with clock.pretending(monday(days=10) + SECOND):
            assert candidate.get(scene.path).status_code == 403

    def test_a_token_is_told_to_no_other_site_and_no_page_is_kept(self, candidate, scene):
        came, page = candidate.get(scene.link), candidate.get(scene.path)

        assert came.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert page.headers["Cache-Control"] == "no-store"

    def test_signing_out_takes_the_link_along(self, app, scene, client_for):
        client = client_for(scene.team.recruiter)
        client.get(scene.link)

        form = read(client, "/me").form("/sign-out")
        client.post("/sign-out", data=form)

        assert client.get(scene.path).status_code == 404


class TestChoosing:
    def test_a_time_is_booked_with_one_form(self, app, candidate, scene):
        answer = choose(candidate, scene, monday(9, days=2))

        assert answer.status_code == 302
        assert booked(app) == [monday(9, days=2)]

    def test_nothing_is_chosen_beforehand(self, candidate, scene):
        assert " checked" not in read(candidate, scene.path).html

    def test_times_are_shown_in_the_candidates_zone_and_beside_it_the_interviewers(self, candidate, scene):
        page = read(candidate, scene.path)

        assert "Tokyo time (UTC+9)" in page.text
        assert "18:00–19:00" in page.text
        assert "10:00 in Berlin" in page.text

    def test_another_zone_is_shown_when_asked_for_and_kept_when_booking(self, app, candidate, scene):
        page = read(candidate, f"{scene.path}?zone=Australia/Sydney")
        form = page.form(str(scene.invitation))
        candidate.post(scene.path, data=form | {"slot": stamp(monday(9, days=2))})

        with app.app_context():
            assert db.session.scalars(select(Candidate.zone)).one() == "Australia/Sydney"
        assert "Sydney time (UTC+11)" in page.text

    def test_an_unknown_zone_is_told_and_the_times_stay(self, candidate, scene):
        page = read(candidate, f"{scene.path}?zone=Mars/Olympus", status=422)

        assert "no time zone called “Mars/Olympus”" in page.text
        assert "18:00–19:00" in page.text

    def test_a_change_of_the_clock_is_said_with_each_day(self, app, client, scene):
        change(Candidate, zone="Europe/Berlin")
        spring = datetime(2026, 3, 26, 8, tzinfo=UTC)
        made = make_invitation(scene.application, scene.team.recruiter, people=scene.team.panel, now=spring)
        with clock.pretending(spring):
            client.get(link_of(app, made))

            page = read(client, f"/bookings/{made}")

        assert "Friday 27 March UTC+1" in " ".join(page.text.split())
        assert "Monday 30 March UTC+2" in " ".join(page.text.split())

    def test_without_a_choice_the_page_says_what_to_do(self, candidate, scene):
        form = read(candidate, scene.path).form(str(scene.invitation))

        page = sent(candidate, scene.path, form, status=422)

        assert "Choose one of the times" in page.text

    def test_a_time_that_was_taken_is_an_error_with_the_rest_still_offered(self, app, candidate, scene):
        form = read(candidate, scene.path).form(str(scene.invitation))
        with factories.writing() as session:
            busy = {"starts_at": monday(9, days=2), "ends_at": monday(10, days=2)}
            session.add(BusySpan(account_id=scene.team.panel[0], **busy))

        page = sent(candidate, scene.path, form | {"slot": stamp(monday(9, days=2))}, status=422)

        assert "taken a moment ago" in page.text
        assert "19:00–20:00" in page.text
        assert stamp(monday(9, days=2)) not in page.html

    def test_two_clicks_book_once_and_answer_the_same(self, app, candidate, scene):
        form = read(candidate, scene.path).form(str(scene.invitation)) | {"slot": stamp(monday(9, days=2))}

        answers = [candidate.post(scene.path, data=form) for _ in range(2)]

        assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, scene.path)] * 2
        assert booked(app) == [monday(9, days=2)]

    def test_a_second_choice_from_an_old_page_says_that_one_is_booked(self, app, candidate, scene):
        form = read(candidate, scene.path).form(str(scene.invitation))
        candidate.post(scene.path, data=form | {"slot": stamp(monday(9, days=2))})

        page = sent(candidate, scene.path, form | {"slot": stamp(monday(9, days=3))}, status=409)

        assert "booked a time already" in page.text

    def test_a_form_without_its_token_books_nothing(self, app, candidate, scene):
        answer = candidate.post(scene.path, data={"slot": stamp(monday(9, days=2))})

        assert answer.status_code == 400
        assert booked(app) == []

    def test_when_all_is_taken_the_candidate_is_asked_for_hours(self, candidate, scene):
        with factories.writing() as session:
            busy = {"starts_at": monday(), "ends_at": monday(days=30)}
            session.add(BusySpan(account_id=scene.team.panel[0], **busy))

        page = read(candidate, scene.path)

        assert "No time is left" in page.text


class TestBooked:
    @pytest.fixture
    def candidate(self, candidate: FlaskClient, scene: Scene) -> FlaskClient:
        """Somebody who has booked Wednesday, ten o'clock in Berlin."""
        choose(candidate, scene, monday(9, days=2))
        return candidate

    def test_the_page_says_when_in_both_zones_with_whom_and_where(self, candidate, scene):
        page = read(candidate, scene.path)

        assert "Wed 4 Feb, 18:00–19:00" in page.text
        assert "10:00 in Berlin" in page.text
        assert "https://meet.example.org/room" in page.text
        assert "Job" in page.text

    def test_the_file_for_a_calendar_tells_the_time_and_holds_no_link_of_ours(self, candidate, scene):
        answer = candidate.get(f"{scene.path}/interview.ics")

        assert answer.mimetype == "text/calendar"
        assert b"DTSTART;TZID=Asia/Tokyo:20260204T180000" in answer.data
        assert b"booking-links" not in answer.data

    def test_it_is_moved_with_one_form(self, app, candidate, scene):
        answer = choose(candidate, scene, monday(9, days=7), page="/move")

        assert answer.status_code == 302
        assert booked(app) == [monday(9, days=7)]

    def test_the_time_that_is_booked_is_not_among_the_others(self, candidate, scene):
        assert stamp(monday(9, days=2)) not in read(candidate, f"{scene.path}/move").html

    def test_it_is_moved_as_often_as_the_page_says(self, app, candidate, scene):
        for day in (7, 8):
            choose(candidate, scene, monday(9, days=day), page="/move")

        page = read(candidate, f"{scene.path}/move")

        assert "as often as it goes" in page.text
        assert booked(app) == [monday(9, days=8)]

    def test_within_the_notice_it_is_not_moved_even_from_an_old_page(self, app, candidate, scene):
        form = read(candidate, f"{scene.path}/move").form("/move") | {"slot": stamp(monday(9, days=7))}

        with clock.pretending(monday(9, days=1) + SECOND):
            page = sent(candidate, f"{scene.path}/move", form, status=422)

        assert "24 hours before" in page.text
        assert booked(app) == [monday(9, days=2)]

    def test_a_move_of_a_time_that_a_recruiter_changed_is_a_conflict(self, app, candidate, scene):
        form = read(candidate, f"{scene.path}/move").form("/move") | {"slot": stamp(monday(9, days=7))}
        change(Interview, version=5)

        page = sent(candidate, f"{scene.path}/move", form, status=409)

        assert "changed meanwhile" in page.text

    def test_it_is_called_off_with_a_reason(self, app, candidate, scene):
        form = read(candidate, f"{scene.path}/cancel").form("/cancel")

        answer = candidate.post(f"{scene.path}/cancel", data=form | {"reason": "Another offer."})

        assert answer.status_code == 302
        assert booked(app) == []
        assert "called off" in read(candidate, scene.path).text

    def test_calling_off_without_a_reason_is_an_error_of_the_field(self, app, candidate, scene):
        form = read(candidate, f"{scene.path}/cancel").form("/cancel")

        page = sent(candidate, f"{scene.path}/cancel", form | {"reason": " "}, status=422)

        assert "Write why" in page.text
        assert booked(app) == [monday(9, days=2)]

    def test_the_link_holds_until_a_day_after_the_interview(self, client, candidate, scene):
        with clock.pretending(monday(10, days=3)):
            last = client.get(scene.link).status_code
        with clock.pretending(monday(10, days=3) + SECOND):
            late = client.get(scene.link).status_code

        assert (last, late) == (302, 403)


class TestOtherHours:
    def test_hours_of_their_own_are_kept_as_they_are_meant(self, app, candidate, scene):
        form = read(candidate, f"{scene.path}/hours").form("/hours")
        named = {"windows-0-day": "2026-02-06", "windows-0-begins": "09:00", "windows-0-ends": "12:00"}

        answer = candidate.post(f"{scene.path}/hours", data=form | named | {"zone": "Asia/Tokyo", "note": "Mornings."})

        assert answer.status_code == 302
        with app.app_context():
            kept = db.session.execute(select(CandidateWindow.starts_at, CandidateWindow.ends_at)).one()
        assert tuple(kept) == (monday(0, days=4), monday(3, days=4))

    @pytest.mark.parametrize(
        ("named", "sentence"),
        [
            ({}, "at least one"),
            ({"windows-0-day": "2026-02-06"}, "both times"),
            ({"windows-0-day": "2026-02-06", "windows-0-begins": "12:00", "windows-0-ends": "09:00"}, "after its"),
            ({"windows-0-day": "2026-02-06", "windows-0-begins": "12:00", "windows-0-ends": "12:10"}, "as long"),
            ({"windows-0-day": "0001-01-01", "windows-0-begins": "00:00", "windows-0-ends": "09:00"}, "Choose a date"),
        ],
    )
    def test_hours_that_help_nobody_are_refused_with_a_sentence(self, candidate, scene, named, sentence):
        form = read(candidate, f"{scene.path}/hours").form("/hours")

        page = sent(candidate, f"{scene.path}/hours", form | {"zone": "Asia/Tokyo"} | named, status=422)

        assert sentence in page.text
