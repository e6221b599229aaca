"""What candidates do themselves: write, pause, go on, withdraw, change the address that they are written to."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent, PortalMessage
from app.models.audit import AuditEntry
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview
from app.services import applications
from tests import factories
from tests.factories.applications import make_application
from tests.factories.bookings import book, soon, viewer_of
from tests.factories.openings import Team, make_opening
from tests.factories.portal import candidate_of, letter_with, link_in
from tests.page import Page

Read = Callable[..., Page]
Portal = Callable[[int], FlaskClient]
OLD, NEW = "aiko@example.net", "aiko@example.com"


@pytest.fixture
def team(app: Flask) -> Team:
    return make_opening()


@pytest.fixture
def case(team: Team) -> int:
    return make_application(team.opening, stage="panel", name="Aiko Tanaka", email=OLD)


@pytest.fixture
def own(case: int, portal_client: Portal) -> FlaskClient:
    """The candidate's browser."""
    return portal_client(candidate_of(case))


def send(client: FlaskClient, page: Read, path: str, **fields: str) -> int:
    return client.post(path, data=page(client, path).form(path) | fields).status_code


def of(case: int) -> str:
    return f"/portal/applications/{case}"


def state_of(app: Flask, case: int) -> str:
    with app.app_context():
        return db.session.get_one(Application, case).state


def waiting(app: Flask) -> list[str]:
    """Kinds of the messages that wait to be sent."""
    with app.app_context():
        statement = select(OutboxMessage.kind).where(OutboxMessage.cancelled_at.is_(None))
        return sorted(db.session.scalars(statement))


def test_withdrawing_takes_two_clicks_cancels_what_is_booked_and_tells_everybody(
    app: Flask, team: Team, case: int, own: FlaskClient, page: Read
):
    with app.app_context():
        book(case, team.recruiter, interviewers=team.panel, at=soon())

    status = send(own, page, f"{of(case)}/withdraw", reason="role")

    with app.app_context():
        assert db.session.scalars(select(Interview.state)).all() == ["cancelled"]
    assert (status, state_of(app, case)) == (302, "withdrawn")
    assert waiting(app).count("candidate_withdrew") == 1
    assert waiting(app).count("interview_cancelled") == len(team.panel) + 1


def test_the_timeline_says_that_the_candidate_withdrew(
    case: int, team: Team, own: FlaskClient, page: Read, client_for: Callable[[int], FlaskClient]
):
    send(own, page, f"{of(case)}/withdraw", reason="role")

    assert "Aiko Tanaka withdrew in Mock Presentation" in page(client_for(team.recruiter), f"/applications/{case}").text


def test_withdrawing_twice_changes_nothing_more(app: Flask, case: int, own: FlaskClient, page: Read):
    form = page(own, f"{of(case)}/withdraw").form("/withdraw") | {"reason": "personal"}
    for _ in range(2):
        own.post(f"{of(case)}/withdraw", data=form)

    with app.app_context():
        events = db.session.scalars(select(ApplicationEvent.kind)).all()
    assert events == ["withdrew"]


def test_withdrawing_goes_before_a_decline_that_nobody_was_told_of(
    app: Flask, team: Team, case: int, own: FlaskClient, page: Read
):
    with app.app_context():
        applications.decline(viewer_of(team.recruiter), case, seen=1, about="area:results", reason="Little was seen.")

    status = send(own, page, f"{of(case)}/withdraw", reason="personal")

    assert (status, state_of(app, case)) == (302, "withdrawn")
    assert waiting(app) == ["candidate_withdrew"]


def test_a_pause_over_an_untold_decline_is_refused_without_telling_it(
    app: Flask, team: Team, case: int, own: FlaskClient, page: Read
):
    with app.app_context():
        applications.decline(viewer_of(team.recruiter), case, seen=1, about="area:results", reason="Little was seen.")
    path, day = f"{of(case)}/pause", (clock.now() + timedelta(days=9)).date().isoformat()

    answer = own.post(path, data=page(own, path).form(path) | {"until": day})

    assert answer.status_code == 422
    assert "It can’t be paused as it stands now" in answer.get_data(as_text=True)
    assert "decline" not in answer.get_data(as_text=True)


def test_a_pause_of_ones_own_holds_and_ends_with_a_click(app: Flask, case: int, own: FlaskClient, page: Read):
    send(own, page, f"{of(case)}/pause", until=(clock.now() + timedelta(days=9)).date().isoformat())
    paused = state_of(app, case)

    own.post(f"{of(case)}/resume", data=page(own, "/portal").form("/resume"))

    assert (paused, state_of(app, case)) == ("on_hold", "active")
    assert waiting(app) == ["candidate_resumed"]


@pytest.mark.parametrize("days", [-1, 0, 100])
def test_a_pause_ends_within_three_months(case: int, own: FlaskClient, page: Read, app: Flask, days: int):
    day = (clock.now() + timedelta(days=days)).date().isoformat()

    status = send(own, page, f"{of(case)}/pause", until=day)

    assert (status, state_of(app, case)) == (422, "active")


def test_a_pause_that_staff_made_is_not_the_candidates_to_end(
    app: Flask, team: Team, case: int, own: FlaskClient, page: Read
):
    with app.app_context():
        until = date(2099, 1, 1)
        applications.hold(viewer_of(team.recruiter), case, seen=1, until=until, reason="The team is being rebuilt.")
    form = page(own, "/portal").form("/sign-out")

    answer = own.post(f"{of(case)}/resume", data=form)

    assert answer.status_code == 422
    assert state_of(app, case) == "on_hold"
    assert "rebuilt" not in page(own, "/portal").text


@pytest.mark.parametrize("page_name", ["withdraw", "pause", "messages"])
def test_nobody_acts_on_the_application_of_somebody_else(
    app: Flask, team: Team, own: FlaskClient, page: Read, page_name: str
):
    other = make_application(team.opening, stage="panel")
    form = page(own, "/portal").form("/sign-out") | {"reason": "role", "until": "2030-01-01", "text": "Hello"}

    status = own.post(f"{of(other)}/{page_name}", data=form).status_code

    assert status == 404
    assert state_of(app, other) == "active"


def test_messages_go_both_ways_and_mails_leave_their_words_out(
    app: Flask, team: Team, case: int, own: FlaskClient, page: Read, client_for: Callable[[int], FlaskClient]
):
    recruiter, theirs = client_for(team.recruiter), f"/applications/{case}/messages"

    send(own, page, f"{of(case)}/messages", text="May I bring a laptop?")
    send(recruiter, page, theirs, text="Do, please.")

    assert "May I bring a laptop?" in page(recruiter, theirs).text
    assert "Do, please." in page(own, f"{of(case)}/messages").text
    for kind in ("candidate_message", "portal_message"):
        letter = letter_with(kind)
        assert "laptop" not in letter.text + letter.subject
        assert "Do, please." not in letter.text + letter.subject


def test_reading_is_noted_once_the_other_side_looks(
    app: Flask, team: Team, case: int, own: FlaskClient, page: Read, client_for: Callable[[int], FlaskClient]
):
    send(own, page, f"{of(case)}/messages", text="Hello")
    page(own, f"{of(case)}/messages")
    with app.app_context():
        before = db.session.scalars(select(PortalMessage.read_at)).one()

    page(client_for(team.recruiter), f"/applications/{case}/messages")

    with app.app_context():
        after = db.session.scalars(select(PortalMessage.read_at)).one()
    assert before is None
    assert after is not None


def test_markup_in_a_message_stays_text(
    team: Team, case: int, own: FlaskClient, page: Read, client_for: Callable[[int], FlaskClient]
):
    send(own, page, f"{of(case)}/messages", text="<script>alert(1)</script>")

    assert "&lt;script&gt;alert(1)" in page(client_for(team.recruiter), f"/applications/{case}/messages").html


def test_ten_unread_messages_are_enough(case: int, own: FlaskClient, page: Read):
    answers = [send(own, page, f"{of(case)}/messages", text=f"Hello {number}") for number in range(11)]

    assert answers == [302] * 10 + [422]


def test_a_new_address_holds_once_its_link_is_used_and_ends_every_session(
    app: Flask, case: int, own: FlaskClient, page: Read, client: FlaskClient
):
    send(own, page, "/portal/address", email=NEW)
    told, letter = letter_with("address_asked"), letter_with("address_link")
    link = link_in(letter)
    before = page(own, "/portal").text

    status = send(client, page, link)

    with app.app_context():
        kept = db.session.get_one(Candidate, candidate_of(case)).email
    assert (told.to_address, letter.to_address) == (OLD, NEW)
    assert OLD in before
    assert (status, kept) == (200, NEW)
    assert own.get("/portal").headers["Location"] == "/portal/sign-in"


def test_a_link_to_a_new_address_works_once_and_looking_changes_nothing(
    app: Flask, case: int, own: FlaskClient, page: Read, client: FlaskClient
):
    send(own, page, "/portal/address", email=NEW)
    link = link_in(letter_with("address_link"))
    forms = [page(client, link).form(link) for _ in range(5)]
    with app.app_context():
        looked = db.session.get_one(Candidate, candidate_of(case)).email

    answers = [client.post(link, data=form).status_code for form in forms[:2]]

    assert looked == OLD
    assert answers == [200, 404]


def test_an_address_of_another_record_is_refused_only_to_whoever_has_its_mail(
    app: Flask, team: Team, case: int, own: FlaskClient, page: Read, client: FlaskClient
):
    make_application(team.opening, email=NEW)
    asked = [send(own, page, "/portal/address", email=email) for email in ("free@example.com", NEW)]
    link = link_in(letter_with("address_link"))

    answer = client.post(link, data=page(client, link).form(link))

    assert asked == [302, 302]
    assert answer.status_code == 409
    assert "Another application came from this address already" in answer.get_data(as_text=True)
    with app.app_context():
        assert db.session.get_one(Candidate, candidate_of(case)).email == OLD


def test_a_change_of_address_leaves_no_address_in_the_trail(
    app: Flask, case: int, own: FlaskClient, page: Read, client: FlaskClient
):
    send(own, page, "/portal/address", email=NEW)
    send(client, page, link_in(letter_with("address_link")))

    with app.app_context():
        rows = [(row.action, row.data) for row in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert rows == [("candidate.address_asked", {}), ("candidate.address_changed", {})]


def test_whoever_works_here_stays_shut_out_of_their_own_application(
    app: Flask, own: FlaskClient, page: Read, team: Team
):
    with factories.writing() as session:
        session.get_one(Account, team.leader).email = OLD

    status = send(own, page, "/portal/address", email=NEW)

    assert status == 422
