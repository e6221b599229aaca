"""Calendars: what a private feed shows to whom, when it ends, and one's own page about calendars."""

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from app.database import db
from app.domain.calendar_ids import Entry
from app.models.accounts import Account
from app.models.applications import Application
from app.models.audit import AuditEntry
from app.models.candidates import Candidate
from app.models.scheduling import BusyCalendar, Interview, Seat
from app.queries.scheduling.calendar_entries import entry_named, entry_of_candidate, entry_of_interviewer
from app.queries.scheduling.calendars import candidate_feed_address, feed_address
from app.services.scheduling import calendars as service
from tests import factories
from tests.conftest import ClientFor
from tests.factories.bookings import viewer_of
from tests.factories.panels import Panel, make_panel
from tests.statements import counted
from tests.web.link_scene import change

BEGIN = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=3)


@pytest.fixture
def panel(app: Flask) -> Panel:
    made = make_panel(starts_at=BEGIN)
    change(Interview, video_link="https://meet.example.org/room")
    return made


@pytest.fixture
def holder(panel: Panel) -> int:
    return panel.team.panel[0]


def feed_of(app: Flask, account_id: int) -> str:
    """The path of somebody's feed."""
    with app.app_context():
        return feed_address(account_id).removeprefix("http://localhost")


def feed_of_candidate(app: Flask) -> str:
    with app.app_context():
        return candidate_feed_address(db.session.execute(select(Candidate.id)).scalar_one()).removeprefix(
            "http://localhost"
        )


def entries(client: FlaskClient, path: str) -> list[Any]:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


class TestFeedsOfInterviewers:
    def test_a_feed_shows_ones_interview_with_whom_it_is_and_where(self, app, client, panel, holder):
        (entry,) = entries(client, feed_of(app, holder))

        with app.app_context():
            name = db.session.execute(select(Candidate.name)).scalar_one()
        assert entry["SUMMARY"].endswith(f": {name}")
        assert entry.decoded("DTSTART") == BEGIN
        assert entry["LOCATION"] == "https://meet.example.org/room"
        assert entry["URL"] == f"http://localhost/interviews/{panel.interview}"

    def test_a_feed_holds_no_link_that_signs_anybody_in(self, app, client, holder):
        assert b"interview-links" not in client.get(feed_of(app, holder)).data.replace(b"\r\n ", b"")

    def test_a_feed_is_kept_by_nobody_on_the_way_and_not_sent_twice(self, app, client, holder):
        path = feed_of(app, holder)
        first = client.get(path)

        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

        assert first.headers["Cache-Control"] == "no-store"
        assert first.headers["Referrer-Policy"] == "no-referrer"
        assert (again.status_code, again.data) == (304, b"")

    def test_a_cancelled_interview_leaves_the_feed(self, app, client, holder):
        change(Interview, state="cancelled")

        assert entries(client, feed_of(app, holder)) == []

    def test_a_seat_that_was_left_leaves_the_feed(self, app, client, panel, holder):
        path = feed_of(app, holder)
        change(Seat, left_at=BEGIN)

        assert entries(client, path) == []

    @pytest.mark.parametrize("away", [timedelta(days=-130), timedelta(days=370)])
    def test_what_is_long_past_or_far_ahead_stays_out(self, app, client, holder, away):
        change(Interview, starts_at=BEGIN + away, ends_at=BEGIN + away + timedelta(hours=1))

        assert entries(client, feed_of(app, holder)) == []

    def test_nobody_sees_interviews_about_themself(self, app, client, holder):
        with app.app_context():
            email = db.session.get_one(Account, holder).email
        change(Candidate, email=email)

        assert entries(client, feed_of(app, holder)) == []

    def test_it_costs_three_statements(self, app, client, holder):
        path = feed_of(app, holder)
        client.get(path)

        with counted(app) as seen:
            client.get(path)

        assert len(seen) == 3


class TestWhenAFeedEnds:
    @pytest.mark.parametrize("changed", [{"is_active": False}, {"feed_epoch": 2}])
    def test_it_ends_at_once_with_the_account_or_with_a_new_address(self, app, client, holder, changed):
        path = feed_of(app, holder)
        change(Account, **changed)

        assert client.get(path).status_code == 404

    def test_a_candidates_feed_ends_with_a_new_address(self, app, client, panel):
        path = feed_of_candidate(app)
        with app.app_context():
            service.renew_candidate_feed(None, db.session.execute(select(Candidate.id)).scalar_one())

        assert client.get(path).status_code == 404

    def test_an_address_that_was_changed_by_one_sign_opens_nothing(self, app, client, holder):
        path = feed_of(app, holder)
        changed = [path[:at] + ("A" if path[at] != "A" else "B") + path[at + 1 :] for at in range(11, len(path) - 4)]

        assert {client.get(other).status_code for other in changed} == {404}

    def test_an_address_of_another_kind_opens_nothing_and_asks_nothing(self, app, client, panel, holder):
        with app.app_context():
            event = entry_of_interviewer(panel.interview, holder, changed_at=BEGIN)
        assert event is not None
        with counted(app) as seen:
            answer = client.get(f"/calendars/{event.uid.removesuffix('@rung')}.ics")

        assert (answer.status_code, seen) == (404, [])

    def test_no_log_holds_the_address(self, app, client, holder, monkeypatch, caplog):
        path = feed_of(app, holder)
        monkeypatch.setattr("app.queries.scheduling.calendars.feed_behind", lambda *_: 1 / 0)
        app.config["PROPAGATE_EXCEPTIONS"] = False

        with caplog.at_level(logging.ERROR):
            client.get(path)

        assert "/calendars/" in caplog.text
        assert path.removesuffix(".ics") not in caplog.text


class TestFeedsOfCandidates:
    def test_a_candidate_reads_whom_they_meet_and_by_which_title(self, app, client, panel, holder):
        (entry,) = entries(client, feed_of_candidate(app))

        with app.app_context():
            member = db.session.get_one(Account, holder)
        assert f"{member.name}, {member.job_title}" in entry["DESCRIPTION"]
        assert entry["SUMMARY"] == "Interview: Mock Presentation"

    def test_whoever_only_listens_is_named_apart_unless_they_lead_in_training(self, app, client):
        made = make_panel(starts_at=BEGIN, shadows=2)
        with app.app_context():
            names = [viewer_of(who).name for who in made.shadows]
        change(Seat, is_reverse=(Seat.account_id == made.shadows[0]))

        (entry,) = entries(client, feed_of_candidate(app))

        met, _, listening = entry["DESCRIPTION"].partition("Listening only:")
        assert (names[0] in met, names[1] in listening, names[1] in met) == (True, True, False)

    def test_a_candidate_reads_nothing_of_what_goes_on_inside(self, app, client, panel):
        text = client.get(feed_of_candidate(app)).get_data(as_text=True).replace("\r\n ", "")

        assert not [word for word in ("/interviews/", "scorecard", "Strategic", "example.org/team") if word in text]


class TestEntries:
    def test_an_entry_keeps_its_name_when_the_interview_is_moved(self, app, panel, holder):
        with app.app_context():
            before = entry_of_interviewer(panel.interview, holder, changed_at=BEGIN)
        change(Interview, version=5, starts_at=BEGIN + timedelta(hours=2), ends_at=BEGIN + timedelta(hours=3))
        with app.app_context():
            after = entry_of_interviewer(panel.interview, holder, changed_at=BEGIN)

        assert before is not None
        assert after is not None
        assert (after.uid, after.sequence) == (before.uid, 5)

    def test_each_person_has_an_entry_of_their_own_and_its_name_says_whose(self, app, panel):
        with app.app_context():
            staff = [entry_of_interviewer(panel.interview, who, changed_at=BEGIN) for who in panel.team.panel]
            candidate = entry_of_candidate(panel.interview, changed_at=BEGIN)
            candidate_id = db.session.execute(select(Candidate.id)).scalar_one()
            found = {entry_named(event.uid) for event in [*staff, candidate] if event is not None}

        wanted = {Entry(panel.interview, who) for who in panel.team.panel}
        assert found == wanted | {Entry(panel.interview, candidate_id, is_candidate=True)}

    def test_whoever_never_had_a_seat_has_no_entry(self, app, panel):
        with app.app_context():
            assert entry_of_interviewer(panel.interview, panel.team.leader, changed_at=BEGIN) is None

    def test_somebody_who_left_is_told_no_more_than_that_it_is_off(self, app, panel, holder):
        change(Seat, left_at=BEGIN)

        with app.app_context():
            event = entry_of_interviewer(panel.interview, holder, changed_at=BEGIN)
            name = db.session.execute(select(Candidate.name)).scalar_one()

        assert event is not None
        assert (event.is_cancelled, event.description, event.location, event.url) == (True, "", "", "")
        assert name not in event.summary


class TestOwnPage:
    PATH = "/account/calendar"

    def test_the_page_shows_ones_own_address(self, app, client_for: ClientFor, holder, page):
        shown = page(client_for(holder), self.PATH)

        assert f'value="http://localhost{feed_of(app, holder)}"' in shown.html

    def test_a_new_address_takes_the_place_of_the_old_one(self, app, client, client_for, holder, page):
        before = feed_of(app, holder)
        mine = client_for(holder)
        form = page(mine, self.PATH).form("renew")

        mine.post(f"{self.PATH}/renew", data=form)

        assert client.get(before).status_code == 404
        assert client.get(feed_of(app, holder)).status_code == 200

    def test_a_calendar_is_named_and_its_secret_address_shown_no_more(self, app, client_for, holder, page):
        mine = client_for(holder)
        form = page(mine, self.PATH).form("calendar")

        answer = mine.post(self.PATH, data=form | {"url": "webcal://calendar.example.org/secret-key/me.ics"})

        assert answer.status_code == 302
        shown = page(mine, self.PATH).html
        assert "calendar.example.org" in shown
        assert "secret-key" not in shown
        with app.app_context():
            assert db.session.get_one(BusyCalendar, holder).url == "https://calendar.example.org/secret-key/me.ics"
            kept = [str(row.data) for row in db.session.execute(select(AuditEntry)).scalars()]
        assert not any("secret-key" in text for text in kept)

    @pytest.mark.parametrize("address", ["", "me.ics", "file:///etc/passwd", "https://me:word@example.org/"])
    def test_what_is_no_address_is_refused_at_its_field(self, client_for, holder, page, address):
        mine = client_for(holder)
        form = page(mine, self.PATH).form("calendar")

        answer = mine.post(self.PATH, data=form | {"url": address})

        assert answer.status_code == 422
        assert 'id="url-err"' in answer.text

    def test_the_calendar_server_is_a_choice_where_there_is_one(self, app, client_for, holder, page, monkeypatch):
        monkeypatch.setitem(
            app.config, "RUNG", replace(app.config["RUNG"], caldav_url="https://dav.example.org/{email}/")
        )
        mine = client_for(holder)
        form = page(mine, self.PATH).form("calendar")

        answer = mine.post(self.PATH, data=form | {"kind": "caldav"})

        assert answer.status_code == 302
        assert "Our calendar server" in page(mine, self.PATH).html

    def test_a_server_that_there_is_not_cannot_be_chosen(self, client_for, holder, page):
        mine = client_for(holder)
        form = page(mine, self.PATH).form("calendar")

        assert mine.post(self.PATH, data=form | {"kind": "caldav"}).status_code == 422

    def test_what_went_wrong_is_told_in_words(self, app, client_for, holder, page):
        with app.app_context():
            service.subscribe(viewer_of(holder), kind="ics", url="https://calendar.example.org/me.ics")
        change(BusyCalendar, problem="The server of the calendar gave no answer in time. We try again.")

        assert "gave no answer in time" in page(client_for(holder), self.PATH).html

    def test_a_calendar_is_read_no_more_when_its_owner_says_so(self, app, client_for, holder, page):
        with app.app_context():
            service.subscribe(viewer_of(holder), kind="ics", url="https://calendar.example.org/me.ics")
        mine = client_for(holder)
        form = page(mine, self.PATH).form("stop")

        mine.post(f"{self.PATH}/stop", data=form)

        with app.app_context():
            assert db.session.get(BusyCalendar, holder) is None


def test_applications_of_others_stay_out_of_a_candidates_feed(app: Flask, client: FlaskClient, panel: Panel):
    path = feed_of_candidate(app)
    other = factories.applications.make_application(panel.team.opening, stage="panel")
    factories.scheduling.make_interview(other, stage="panel", interviewers=panel.team.panel, starts_at=BEGIN)

    assert len(entries(client, path)) == 1
    with app.app_context():
        assert len(db.session.execute(select(Application.id)).all()) == 2
