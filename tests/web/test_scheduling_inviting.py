"""Inviting a candidate: two requests from the application's page, people exchanged, hours taken out, taken back."""

from typing import Any

import pytest
from sqlalchemy import select, update

from app.database import db
from app.domain.inviting import starts_from
from app.models.applications import ApplicationEvent
from app.models.audit import AuditEntry
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.scheduling import Invitation, InvitationSeat, StaffCell
from app.queries import ladders
from tests import factories
from tests.factories import bookings
from tests.factories.accounts import make_account
from tests.factories.openings import Team
from tests.journeys.browsing import form_on
from tests.rows import change
from tests.statements import counted


@pytest.fixture
def team(app) -> Team:
    made = factories.openings.make_opening(panel=[make_account("interviewer") for _ in range(4)])
    with app.app_context():
        ladders.playbook_of(made.opening)
    return made


@pytest.fixture
def case(team) -> int:
    return factories.applications.make_application(team.opening, stage="panel", name="Ji-won Seo")


def sent_by(shown, path, **fields) -> dict[str, Any]:
    """What a browser sends when nothing on the page is changed but these fields."""
    form = form_on(shown.html, path)
    assert form is not None
    return form.values | fields


def invitations(app) -> list[Invitation]:
    """Newest first."""
    with app.app_context():
        return list(db.session.scalars(select(Invitation).order_by(Invitation.id.desc())))


def seats_of(app, invitation_id: int, sits_as: str = "interviewer") -> set[int]:
    with app.app_context():
        mine = (InvitationSeat.invitation_id == invitation_id, InvitationSeat.sits_as == sits_as)
        return set(db.session.scalars(select(InvitationSeat.account_id).where(*mine)))


def kinds(app, row) -> list[str]:
    """All kinds in their order, but for the message about pay, which the first invitation brings along."""
    with app.app_context():
        return list(db.session.scalars(select(row.kind).where(row.kind != "pay_unlocked").order_by(row.id)))


class TestPanel:
    def test_the_proposed_panel_is_sent_in_two_requests(self, app, team, case, client_for, page):
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"

        shown = page(client, path)
        answer = client.post(path, data=sent_by(shown, path))

        assert answer.status_code == 302
        made = invitations(app)[0]
        assert (made.state, made.takes, made.minutes, made.stage) == ("open", "all", 60, "panel")
        assert len(seats_of(app, made.id)) == 3
        assert len(seats_of(app, made.id, "standby")) == 1
        assert kinds(app, OutboxMessage) == ["invitation_sent"]
        assert kinds(app, ApplicationEvent) == ["invitation_sent"]

    def test_nothing_is_on_a_calendar_before_the_candidate_chose(self, app, team, case, client_for, page):
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"

        client.post(path, data=sent_by(page(client, path), path))

        with app.app_context():
            assert db.session.scalars(select(StaffCell)).all() == []

    def test_hours_that_are_taken_out_are_kept_from_the_candidate(self, app, team, case, client_for, page):
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"
        fields = sent_by(page(client, path), path)
        kept = fields["hours"][2:]

        client.post(path, data=fields | {"hours": kept})

        withheld = starts_from(invitations(app)[0].withheld)
        assert withheld == starts_from(fields["hours"][:2])

    def test_somebody_else_can_take_a_place(self, app, team, case, client_for, page):
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"
        fields = sent_by(page(client, path), path)
        left = (set(map(str, team.panel)) - set(fields["seats"])).pop()

        client.post(path, data=fields | {"seats": [*fields["seats"][:2], left]})

        made = invitations(app)[0]
        assert seats_of(app, made.id) == {*map(int, fields["seats"][:2]), int(left)}
        assert made.withheld == []

    def test_times_of_other_people_are_shown_before_anything_is_sent(self, app, team, case, client_for, page):
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"
        fields = sent_by(page(client, path), path)
        left = (set(map(str, team.panel)) - set(fields["seats"])).pop()

        answer = client.post(path, data=fields | {"seats": [*fields["seats"][:2], left], "look": "1"})

        assert answer.status_code == 200
        assert "Chosen by you" in answer.text
        assert invitations(app) == []

    def test_the_same_person_twice_is_refused_with_everything_kept(self, app, team, case, client_for, page):
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"
        fields = sent_by(page(client, path), path)

        answer = client.post(path, data=fields | {"seats": [fields["seats"][0]] * 3, "video_link": "https://x.example"})

        assert answer.status_code == 422
        assert "https://x.example" in answer.text
        assert invitations(app) == []

    def test_a_second_invitation_ends_the_first(self, app, team, case, client_for, page):
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"
        client.post(path, data=sent_by(page(client, path), path))
        first = invitations(app)[0].id

        client.post(path, data=sent_by(page(client, path), path))

        with app.app_context():
            states = {row.id: row.state for row in db.session.execute(select(Invitation.id, Invitation.state))}
            invited = OutboxMessage.kind == "invitation_sent", OutboxMessage.cancelled_at.is_(None)
            unsent = db.session.scalars(select(OutboxMessage.id).where(*invited)).all()
        assert states[first] == "ended"
        assert sorted(states.values()) == ["ended", "open"]
        assert len(unsent) == 1

    def test_a_page_that_is_out_of_date_sends_nothing(self, app, team, case, client_for, page):
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"
        fields = sent_by(page(client, path), path)

        answer = client.post(path, data=fields | {"version": "99"})

        assert answer.status_code == 409
        assert invitations(app) == []

    def test_a_stage_that_is_booked_is_not_invited_to(self, app, team, case, client_for, page):
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"
        fields = sent_by(page(client, path), path)
        with app.app_context():
            bookings.book(case, team.recruiter, interviewers=team.panel[:3])

        answer = client.post(path, data=fields)

        assert answer.status_code == 409
        assert invitations(app) == []

    def test_a_candidate_without_hours_in_common_is_told_with_what_helps(self, app, team, case, client_for, page):
        with app.app_context():
            change(update(Candidate).values(zone="Pacific/Honolulu"))

        shown = page(client_for(team.recruiter), f"/applications/{case}/invite")

        assert "no time" in shown.text
        assert "Ask the candidate for more hours" in shown.text


class TestScreen:
    def test_a_screen_goes_to_any_recruiter_of_the_team(self, app, team, client_for, page):
        case = factories.applications.make_application(team.opening, stage="screen")
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"

        client.post(path, data=sent_by(page(client, path), path))

        made = invitations(app)[0]
        assert (made.takes, made.minutes) == ("one", 30)
        assert seats_of(app, made.id) == {team.recruiter}


class TestTakingBack:
    def test_an_invitation_is_taken_back_before_anybody_heard_of_it(self, app, team, case, client_for, page):
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"
        client.post(path, data=sent_by(page(client, path), path))
        made = invitations(app)[0]
        token = page(client, path).form(path)["csrf_token"]

        answer = client.post(f"/invitations/{made.id}/end", data={"csrf_token": token, "version": str(made.version)})

        assert answer.status_code == 302
        assert (invitations(app)[0].state, invitations(app)[0].ended_because) == ("ended", "taken_back")
        with app.app_context():
            unsent = (
                OutboxMessage.cancelled_at.is_(None),
                OutboxMessage.kind != "pay_unlocked",
            )  # what was opened stays open
            left = select(OutboxMessage.kind).where(*unsent)
            assert db.session.scalars(left).all() == []
            acts = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
        assert acts[-2:] == ["invitation.sent", "invitation.taken_back"]

    def test_one_that_was_answered_meanwhile_stays(self, app, team, case, client_for, page):
        client, path = client_for(team.recruiter), f"/applications/{case}/invite"
        client.post(path, data=sent_by(page(client, path), path))
        made = invitations(app)[0]
        token = page(client, path).form(path)["csrf_token"]
        with app.app_context():
            change(update(Invitation).values(state="booked", version=made.version + 1))

        answer = client.post(f"/invitations/{made.id}/end", data={"csrf_token": token, "version": str(made.version)})

        assert answer.status_code == 409
        assert invitations(app)[0].state == "booked"


def test_the_page_asks_no_more_than_it_may(app, team, case, client_for, page):
    client, path = client_for(team.recruiter), f"/applications/{case}/invite"
    page(client, path)

    with counted(app) as statements:
        page(client, path)

    assert len(statements) <= 15, "\n\n".join(statements)
