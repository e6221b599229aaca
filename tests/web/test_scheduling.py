"""The pages of interviews: what they show, what they refuse, and with how many statements."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.database import db
from app.models.applications import Application
from app.models.scheduling import Interview, Seat
from app.queries import ladders
from tests import factories
from tests.factories import bookings
from tests.factories.bookings import soon
from tests.factories.openings import Team
from tests.statements import counted

# The first booking opens pay to the candidate: the row, the audit trail, the message.
OPENS_PAY = 3


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
def booked(app, team, case) -> int:
    with app.app_context():
        return bookings.book(case, team.recruiter, interviewers=team.panel)


def past(team, case) -> int:
    at = datetime.now(UTC) - timedelta(days=2)
    return factories.scheduling.make_interview(case, stage="panel", interviewers=team.panel, starts_at=at)


def booking(team, **given) -> dict[str, object]:
    """What a browser sends for a booking."""
    at = soon()
    fields = {
        "version": "1",
        "day": f"{at:%Y-%m-%d}",
        "at": "10:00",
        "zone": "Asia/Tokyo",
        "minutes": "60",
        "seats": [str(who) for who in team.panel],
        "video_link": "https://meet.example.org/room",
    }
    return fields | given


def send(client, page, path, **fields):
    """Post with the token that the page of this address carries."""
    token = page(client, path).form(path)["csrf_token"]
    return client.post(path, data=fields | {"csrf_token": token})


def seats_of(app, interview_id) -> set[int]:
    with app.app_context():
        statement = select(Seat.account_id).where(Seat.interview_id == interview_id, Seat.left_at.is_(None))
        return set(db.session.scalars(statement))


class TestBook:
    def test_people_of_the_pool_can_be_chosen_beside_the_team(self, app, team, case, client_for, page):
        guest = factories.accounts.make_account("interviewer", name="Chidi Nwosu")
        factories.pools.make_place(guest, "panel")
        client = client_for(team.recruiter)

        shown = page(client, f"/applications/{case}/interviews/new")
        seats = [str(who) for who in (*team.panel[:2], guest)]
        answer = send(client, page, f"/applications/{case}/interviews/new", **booking(team, seats=seats))

        assert "Chidi Nwosu" in shown.text
        assert seats_of(app, int(answer.location.rsplit("/", 1)[1])) == {*team.panel[:2], guest}

    def test_a_recruiter_books_the_panel_and_sees_both_times(self, app, team, case, client_for, page):
        client = client_for(team.recruiter)

        answer = send(client, page, f"/applications/{case}/interviews/new", **booking(team))

        assert answer.status_code == 302
        shown = page(client, answer.location)
        assert "02:00–03:00" in shown.text or "03:00–04:00" in shown.text
        assert "10:00–11:00" in shown.text
        assert "Berlin" in shown.text
        assert "Tokyo" in shown.text
        assert seats_of(app, 1) == set(team.panel)

    def test_a_city_is_enough_of_a_zone(self, team, case, client_for, page):
        answer = send(
            client_for(team.recruiter), page, f"/applications/{case}/interviews/new", **booking(team, zone="tokyo")
        )

        assert answer.status_code == 302

    def test_a_refused_booking_keeps_everything_and_names_the_reasons(self, app, team, case, booked, client_for, page):
        other = factories.applications.make_application(team.opening, stage="panel")
        sent = booking(team, zone="UTC", video_link="https://meet.example.org/other")

        answer = send(client_for(team.recruiter), page, f"/applications/{other}/interviews/new", **sent)

        html = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert html.count("has an interview with Ji-won Seo from") == 3
        assert "https://meet.example.org/other" in html
        assert html.count(" checked") == 3

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"day": "yesterday"}, "Choose a date."),
            ({"at": ""}, "Choose a time, such as 10:00."),
            ({"minutes": "a"}, "Say how many minutes, such as 60."),
            ({"minutes": "7"}, "steps of 5"),
            ({"zone": "Nowhere"}, "There is no time zone called “Nowhere”."),
            ({"day": "2020-01-01"}, "Choose a date within the next year."),
            ({"seats": []}, "exactly 3 interviewers"),
            ({"seats": ["x", "99999"]}, "exactly 3 interviewers"),
            ({"video_link": "http://meet.example.org"}, "starts with https://"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field(self, team, case, client_for, page, given, sentence):
        answer = send(
            client_for(team.recruiter), page, f"/applications/{case}/interviews/new", **booking(team, **given)
        )

        assert answer.status_code == 422
        assert sentence in answer.get_data(as_text=True)

    def test_a_stage_that_is_booked_leads_to_its_interview(self, team, case, booked, client_for, page):
        shown = page(client_for(team.manager), f"/applications/{case}/interviews/new")

        assert "This stage is booked already" in shown.text
        assert f'href="/interviews/{booked}"' in shown.html

    def test_a_stale_page_is_a_conflict(self, team, case, client_for, page):
        answer = send(
            client_for(team.recruiter), page, f"/applications/{case}/interviews/new", **booking(team, version="9")
        )

        assert answer.status_code == 409

    def test_the_only_one_who_can_is_chosen_beforehand(self, team, client_for, page):
        screen = factories.applications.make_application(team.opening)

        shown = page(client_for(team.recruiter), f"/applications/{screen}/interviews/new")

        assert shown.html.count(" checked") == 1

    def test_interviewers_are_refused_and_strangers_find_nothing(self, team, case, booked, client_for, page):
        stranger = factories.accounts.make_account("recruiter")

        page(client_for(team.panel[0]), f"/applications/{case}/interviews/new", status=403)
        page(client_for(stranger), f"/applications/{case}/interviews/new", status=404)
        page(client_for(team.recruiter), "/applications/999/interviews/new", status=404)

    def test_an_application_on_hold_says_what_to_do(self, team, client_for, page):
        held = factories.applications.make_application(team.opening, state="on_hold")

        assert (
            "Resume it first"
            in page(client_for(team.recruiter), f"/applications/{held}/interviews/new", status=422).text
        )

    def test_the_page_takes_few_statements_and_the_booking_too(self, app, team, case, client_for, page):
        client = client_for(team.recruiter)
        path = f"/applications/{case}/interviews/new"
        token = page(client, path).form(path)["csrf_token"]

        with counted(app) as shown:
            client.get(path)
        with counted(app) as saved:
            answer = client.post(path, data=booking(team) | {"csrf_token": token})

        assert answer.status_code == 302
        assert len(shown) <= 5
        assert len(saved) <= 12 + OPENS_PAY


class TestShow:
    def test_a_panelist_sees_the_facts_the_kit_and_no_way_to_change_them(self, team, booked, client_for, page):
        shown = page(client_for(team.panel[0]), f"/interviews/{booked}")

        assert "Open kit and scorecard" in shown.text
        assert "Not started" in shown.text
        assert "https://meet.example.org/room" in shown.html
        assert f"/interviews/{booked}/move" not in shown.html
        assert "Read the scorecards" not in shown.text

    def test_a_recruiter_can_move_cancel_and_replace(self, team, booked, client_for, page):
        shown = page(client_for(team.recruiter), f"/interviews/{booked}")

        assert all(f"/interviews/{booked}/{verb}" in shown.html for verb in ("move", "cancel", "replace"))

    def test_states_of_cards_are_shown_and_never_their_content(self, team, case, client_for, page):
        held = past(team, case)
        factories.scorecards.make_scorecard(held, team.panel[0], text="canary 4711")
        factories.scorecards.make_scorecard(held, team.panel[1], text="canary 4712", submitted=False)

        for who in (team.recruiter, team.manager, *team.panel):
            shown = page(client_for(who), f"/interviews/{held}")
            assert "two of three scorecards are missing" in shown.text
            assert "Submitted" in shown.text
            assert "Draft" in shown.text
            assert "canary" not in shown.html

    def test_somebody_who_was_replaced_is_let_in_no_more(self, team, booked, client_for, page):
        client = client_for(team.recruiter)
        fields = {"leaves": str(team.panel[0]), "joins": str(team.leader), "version": "1"}

        send(client, page, f"/interviews/{booked}/replace", **fields)

        page(client_for(team.panel[0]), f"/interviews/{booked}", status=403)
        page(client_for(team.leader), f"/interviews/{booked}")

    def test_without_a_seat_or_a_lead_there_is_no_way_in(self, team, booked, client_for, page):
        page(client_for(factories.accounts.make_account("senior_leader")), f"/interviews/{booked}", status=404)
        page(client_for(team.leader), f"/interviews/{booked}", status=403)

    def test_the_page_takes_four_statements_at_most(self, app, team, booked, client_for):
        client = client_for(team.recruiter)

        with counted(app) as seen:
            client.get(f"/interviews/{booked}")

        assert len(seen) <= 4


class TestChange:
    def test_a_move_shows_the_old_time_and_takes_the_new(self, app, team, booked, client_for, page):
        client = client_for(team.recruiter)
        fields = page(client, f"/interviews/{booked}/move").form("/move")
        assert fields["at"] == "10:00"

        answer = client.post(f"/interviews/{booked}/move", data=fields | {"at": "14:30"})

        assert answer.status_code == 302
        with app.app_context():
            statement = select(Interview.starts_at).where(Interview.id == booked)
            assert db.session.execute(statement).scalar_one() == soon(hour=14, minute=30)

    def test_the_slower_of_two_movers_is_told_who_was_faster(self, team, booked, client_for, page):
        fast, slow = client_for(team.manager), client_for(team.recruiter)
        seen = page(slow, f"/interviews/{booked}/move").form("/move")
        send(fast, page, f"/interviews/{booked}/cancel", reason="They are ill.", version="1")

        answer = slow.post(f"/interviews/{booked}/move", data=seen | {"at": "14:30"})

        assert answer.status_code == 409
        assert "cancelled this interview at" in answer.get_data(as_text=True)

    def test_a_cancelled_interview_says_who_when_and_why(self, team, booked, client_for, page):
        client = client_for(team.recruiter)

        send(client, page, f"/interviews/{booked}/cancel", reason="They are ill.", version="1")

        shown = page(client, f"/interviews/{booked}")
        assert "Cancelled. It was to be on" in shown.text
        assert "They are ill." in shown.text
        assert f"/interviews/{booked}/move" not in shown.html

    def test_a_cancellation_without_a_reason_is_sent_back(self, team, booked, client_for, page):
        answer = send(client_for(team.recruiter), page, f"/interviews/{booked}/cancel", reason="", version="1")

        assert answer.status_code == 422
        assert "Write why" in answer.get_data(as_text=True)

    def test_a_replacement_needs_both_people(self, team, booked, client_for, page):
        answer = send(client_for(team.recruiter), page, f"/interviews/{booked}/replace", version="1")

        html = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert "Choose whose place is taken." in html
        assert "Choose who takes the place." in html

    @pytest.mark.parametrize("verb", ["move", "cancel", "replace"])
    def test_only_those_who_lead_change_an_interview(self, team, booked, client_for, page, verb):
        page(client_for(team.panel[0]), f"/interviews/{booked}/{verb}", status=403)
        page(client_for(factories.accounts.make_account("admin")), f"/interviews/{booked}/{verb}", status=404)

    def test_a_time_that_comes_twice_is_asked_for(self, app, team, booked, client_for, page):
        client = client_for(team.recruiter)
        year = datetime.now(UTC).year + (datetime.now(UTC) > datetime(datetime.now(UTC).year, 10, 1, tzinfo=UTC))
        last = max(day for day in range(25, 32) if datetime(year, 10, day, tzinfo=UTC).weekday() == 6)
        fields = page(client, f"/interviews/{booked}/move").form("/move")
        twice = fields | {"day": f"{year}-10-{last}", "at": "02:30", "zone": "Europe/Berlin"}

        asked = client.post(f"/interviews/{booked}/move", data=twice)
        answered = client.post(f"/interviews/{booked}/move", data=twice | {"occurrence": "second"})

        assert asked.status_code == 422
        assert "comes twice in Berlin" in asked.get_data(as_text=True)
        assert 'name="occurrence"' in asked.get_data(as_text=True)
        assert answered.status_code == 302


class TestMine:
    def test_it_shows_what_i_owe_and_what_lies_ahead(self, team, case, booked, client_for, page):
        past(team, factories.applications.make_application(team.opening, stage="panel", name="Emeka Okonkwo"))

        shown = page(client_for(team.panel[0]), "/interviews")

        assert "You owe one scorecard" in shown.text
        assert "Emeka Okonkwo" in shown.text
        assert "Ji-won Seo" in shown.text
        assert "late" in shown.text

    def test_it_says_so_when_there_is_nothing(self, client_for, page):
        shown = page(client_for(factories.accounts.make_account()), "/interviews")

        assert "Nothing is booked with you, and you owe no scorecard." in shown.text

    def test_nonsense_in_the_address_starts_at_the_start(self, client_for, page):
        client = client_for(factories.accounts.make_account())

        for place in ("x", "1~", "~1", "²~1", "9" * 30 + "~1", "1~" + "9" * 30):
            page(client, f"/interviews?before={place}")

    @pytest.mark.parametrize("number", [2, 40])
    def test_it_takes_four_statements_at_most_and_goes_on(self, app, team, client_for, page, number):
        for offset in range(number):
            application = factories.applications.make_application(team.opening, stage="panel")
            at = datetime.now(UTC) + timedelta(days=2 + offset)
            factories.scheduling.make_interview(application, stage="panel", interviewers=team.panel, starts_at=at)
        client = client_for(team.panel[0])

        with counted(app) as seen:
            client.get("/interviews")

        assert len(seen) <= 4
        assert ("Show later ones" in page(client, "/interviews").text) is (number == 40)


def test_a_booking_changes_no_version_of_the_application(app, team, case, booked):
    with app.app_context():
        assert db.session.execute(select(Application.version).where(Application.id == case)).scalar_one() == 1
