"""An organisation with one busy opening, for the tests of what requests cost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.domain.versions import digest
from app.gateways.passwords import token_hash
from app.models.accounts import Organisation, PasswordLink
from app.models.applications import Application, ApplicationEvent
from app.models.openings import LocationRules
from app.queries import ladders
from app.queries.scheduling import pool_pages
from app.queries.scheduling.invitations import invitation_link
from app.queries.scheduling.offers import offered
from app.services.scheduling.self_booking import book_by_link
from tests import factories
from tests.factories.accounts import START, make_account, make_sign_in
from tests.factories.applications import make_application, make_cv, make_slides
from tests.factories.bookings import book, soon
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.invitations import make_invitation, pass_to
from tests.factories.ladders import shipped_playbook
from tests.factories.mail import make_message
from tests.factories.openings import Team, make_brief, make_opening
from tests.factories.pay import make_pay_sheet
from tests.factories.pools import make_place
from tests.factories.portal import COOKIE, candidate_of, make_portal_session
from tests.factories.previews import make_draft
from tests.factories.promotions import make_promotion
from tests.factories.reports import make_deck_result
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_card_file, make_scorecard
from tests.statements import counted

KB = 1000
# Behind everything that the crowd books.
FAR_DAYS = 200


@dataclass
class Scene:
    """One opening, its people signed in, and the ids that addresses need."""

    app: Flask
    team: Team
    clients: dict[str, FlaskClient] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)
    booked: int = 0

    def later(self) -> datetime:
        """An hour in which nobody has anything yet."""
        self.booked += 1
        return soon(days=FAR_DAYS + self.booked)


@dataclass(frozen=True)
class Spent:
    """What one request did cost."""

    status: int
    statements: tuple[str, ...]
    kilobytes: float


def measure(scene: Scene, request: Callable[[], TestResponse]) -> Spent:
    """Make a request and count."""
    with counted(scene.app) as seen:
        answer = request()
    spent = Spent(answer.status_code, tuple(seen), len(answer.data) / KB)
    answer.close()
    return spent


def make_scene(app: Flask) -> Scene:
    """The opening, its people, and one target for each kind of page."""
    scene = Scene(app, make_opening(location="japan", recruiter_grants=("override", "adjustments"), published_at=START))
    _add_people(scene)
    _add_targets(scene)
    _add_traces(scene.ids["finalist"], scene.team)
    for application in ("finalist", "waiting"):
        make_cv(scene.ids[application], app.config["RUNG"].files_directory)
    make_brief(scene.team.opening, scene.team.recruiter, folder=app.config["RUNG"].files_directory)
    make_slides(scene.ids["waiting"], app.config["RUNG"].files_directory)
    scene.ids["slides"] = make_slides(scene.ids["booked"], app.config["RUNG"].files_directory)
    with app.app_context():
        ladders.playbook_of(scene.team.opening)  # read once in each process, hence not part of any page's cost
        pool_pages.choices()  # the same
    return scene


def _add_people(scene: Scene) -> None:
    team = scene.team
    people = {"recruiter": team.recruiter, "manager": team.manager, "leader": team.leader}
    people |= {"panelist": team.panel[0], "colleague": team.panel[1], "last": team.panel[2]}
    people["admin"] = make_account("admin", grants=("process_owner",))
    people["payer"] = make_account("recruiter", grants=("compensation",))
    make_place(team.panel[0], "panel")
    scene.clients["nobody"] = scene.app.test_client()
    for who, account_id in people.items():
        scene.clients[who] = sign_in(scene.app, account_id)
    scene.ids = {"opening": team.opening, **people}
    with factories.writing() as session:
        session.add(Organisation(name="Rung", created_at=START))
        session.add(LocationRules(country="", self_id="us", changed_by=team.manager, changed_at=START))
        link = PasswordLink(token_hash=token_hash("first-link"), account_id=team.leader, created_at=START)
        link.expires_at = datetime.now(UTC) + timedelta(days=1)
        session.add(link)


def sign_in(app: Flask, account_id: int) -> FlaskClient:
    """A client that is signed in."""
    token = f"token of {account_id}"
    make_sign_in(account_id, token_hash(token))
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return client


def let_in(app: Flask, application_id: int) -> FlaskClient:
    """A client that holds the session of a candidate."""
    client = app.test_client()
    client.set_cookie(COOKIE, make_portal_session(candidate_of(application_id)))
    return client


def _add_targets(scene: Scene) -> None:
    team, ids = scene.team, scene.ids
    ids["finalist"], ids["undecided"] = make_finalist(team), make_finalist(team)
    make_own_level(ids["finalist"], team.manager)
    make_deck_result(team.panel[0])
    ids["sheet"] = make_pay_sheet(ids["payer"])
    ids["digest"] = digest(shipped_playbook().family)
    ids["draft"] = make_draft(shipped_playbook().ladder, ids["admin"])
    ids["declined"] = make_application(team.opening, stage="manager", state="declined")
    ids["considered"] = make_promotion(team.opening, make_account(), team.recruiter)
    ids["unbooked"] = make_application(team.opening, stage="panel")
    ids["booked"] = make_application(team.opening, stage="panel")
    with scene.app.app_context():
        ids["booked_interview"] = book(ids["booked"], team.recruiter, interviewers=team.panel, at=scene.later())
    _add_invitations(scene)
    scene.clients["visitor"] = let_in(scene.app, ids["booked"])
    ids["message"] = make_message(ids["booked_interview"], team.panel[0])
    ids["waiting"], ids["panel_interview"] = make_panel_of(scene, cards=("colleague", "last"))
    make_scorecard(ids["panel_interview"], ids["panelist"], submitted=False)
    opened = make_application(team.opening, stage="panel")
    ids["open_interview"] = make_interview(opened, stage="panel", interviewers=team.panel, is_open=True)
    for who in team.panel:
        make_scorecard(ids["open_interview"], who, next_note="Ask about the port.")
    folder = scene.app.config["RUNG"].files_directory
    ids["open_file"] = make_card_file(ids["open_interview"], team.panel[0], folder)


def _add_invitations(scene: Scene) -> None:
    """One invitation that is open and one that is booked, with the browser of whoever has both links."""
    team, client = scene.team, scene.app.test_client()
    scene.clients["candidate"] = client
    for name in ("open_invitation", "booked_invitation"):
        made = make_invitation(make_application(team.opening, stage="panel"), team.recruiter, people=team.panel)
        scene.ids[name] = made
        with scene.app.app_context():
            client.get(invitation_link(made).removeprefix("http://localhost"))
            if name == "booked_invitation":
                book_by_link(pass_to(made), offered(made, datetime.now(UTC))[-1].starts_at, zone="Asia/Tokyo")


def make_panel_of(scene: Scene, *, cards: tuple[str, ...]) -> tuple[int, int]:
    """A panel that was held, after two stages with notes, where only these people have handed in their cards.

    Returns:
        the application and the interview.
    """
    team = scene.team
    application = make_finalist(team, stages=("screen", "manager"))
    with factories.writing() as session:
        session.get_one(Application, application).stage = "panel"
    at = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=2)
    interview = make_interview(application, stage="panel", interviewers=team.panel, starts_at=at)
    for who in cards:
        make_scorecard(interview, scene.ids[who], next_note="Ask about the port.")
    return application, interview


def _add_traces(application_id: int, team: Team) -> None:
    """A long timeline."""
    rows = [ApplicationEvent(application_id=application_id, kind="applied", data={"stage": "screen"}, at=START)]
    stages = ("screen", "manager", "panel", "final", "decision")
    for before, after in pairwise(stages):
        booked = {"stage": before, "starts_at": START.isoformat()}
        rows.append(ApplicationEvent(application_id=application_id, kind="interview_booked", data=booked, at=START))
        rows += [
            ApplicationEvent(application_id=application_id, kind=kind, data={"stage": before}, at=START)
            for kind in ("scorecard_submitted", "panel_opened")
        ]
        moved = {"from": before, "to": after}
        rows.append(ApplicationEvent(application_id=application_id, kind="advanced", data=moved, at=START))
    for row in rows:
        row.actor_id = team.recruiter
    with factories.writing() as session:
        session.add_all(rows)
