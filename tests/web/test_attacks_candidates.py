"""Attacks on the candidate's side: what was found once stays shut."""

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.domain.adjustment_requests import Want, Wish
from app.domain.errors import NotFound
from app.models.accounts import Account, AccountGrant
from app.models.applications import AdjustmentRequest, Application, ApplicationEvent, GrowthLetter, PortalMessage
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.queries.scheduling.calendars import candidate_feed_address
from app.services.candidates import adjustment_requests, erasing
from tests import factories
from tests.factories.applications import make_application
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of
from tests.factories.pools import make_organisation
from tests.factories.portal import candidate_of

ClientFor = Callable[[int], FlaskClient]
CANARY = "canary of a letter"
TELLS = (Want.MORE_TIME,)


@pytest.fixture
def team(app: Flask) -> Team:
    app.config["WTF_CSRF_ENABLED"] = False
    make_organisation()
    return make_opening()


def erase(app: Flask, team: Team, application: int) -> None:
    typed = f"erase {candidate_of(application)}"
    with app.app_context():
        erasing.erase(viewer_of(team.recruiter), application, typed=typed, reason="They wrote to us.")


def decline_untold(application: int) -> None:
    """A decline whose mail waits, and a letter that was sent with it."""
    now = datetime.now(UTC)
    with factories.writing() as session:
        whose = session.get_one(Application, application)
        whose.state = "declined"
        event = ApplicationEvent(application_id=application, kind="declined", data={"was": "active"}, at=now)
        mail = OutboxMessage(kind="application_declined", data={}, created_at=now, due_at=now + timedelta(hours=20))
        mail.application_id, mail.candidate_id = application, whose.candidate_id
        letter = GrowthLetter(application_id=application, state="sent", language="en", body=CANARY, composed_at=now)
        letter.sent_at = now
        session.add_all([event, mail, letter])


def letters_in_archive(client: FlaskClient) -> list[str]:
    packed = BytesIO(client.get("/portal/data/everything.zip").data)
    return [row["body"] for row in json.loads(zipfile.ZipFile(packed).read("data.json"))["growth_letter"]]


def test_the_archive_has_no_letter_before_its_candidate_heard_of_the_decline(team: Team, portal_client: ClientFor):
    application = make_application(team.opening, stage="panel")
    decline_untold(application)
    client = portal_client(candidate_of(application))

    told = letters_in_archive(client)

    assert client.get(f"/portal/applications/{application}/letter").status_code == 404
    assert told == []


def test_the_archive_has_the_letter_as_soon_as_its_page_opens(team: Team, portal_client: ClientFor):
    application = make_application(team.opening, stage="panel")
    decline_untold(application)
    client = portal_client(candidate_of(application))
    with factories.writing() as session:
        session.execute(update(OutboxMessage).values(sent_at=datetime.now(UTC)))

    told = letters_in_archive(client)

    assert told == [CANARY]


def test_nothing_is_asked_for_in_the_name_of_somebody_who_was_erased_meanwhile(app: Flask, team: Team):
    application = make_application(team.opening, stage="panel")
    candidate = candidate_of(application)
    erase(app, team, application)

    with app.app_context(), pytest.raises(NotFound):
        adjustment_requests.ask(application, candidate, Wish(TELLS, CANARY))

    with factories.writing() as session:
        assert session.scalars(select(AdjustmentRequest)).all() == []


def test_the_calendar_of_somebody_who_was_erased_is_gone(app: Flask, team: Team, client: FlaskClient):
    application = make_application(team.opening, stage="panel")
    with app.app_context():
        path = urlsplit(candidate_feed_address(candidate_of(application))).path
    before = client.get(path).status_code

    erase(app, team, application)

    assert before == 200
    assert client.get(path).status_code == 404


def test_signing_out_takes_the_bookings_that_were_opened_along(team: Team, portal_client: ClientFor):
    application = make_application(team.opening, stage="panel")
    invitation = make_invitation(application, team.recruiter, people=team.panel)
    client = portal_client(candidate_of(application))
    client.get(f"/portal/applications/{application}/bookings/{invitation}")
    before = client.get(f"/bookings/{invitation}").status_code

    client.post("/portal/sign-out")

    assert before == 200
    assert client.get(f"/bookings/{invitation}").status_code == 404


def test_nobody_opens_their_own_application_by_erasing_the_record_that_it_is_joined_to(
    team: Team, portal_client: ClientFor, client_for: ClientFor
):
    with factories.writing() as session:
        address = session.get_one(Account, team.recruiter).email
    at_work = candidate_of(make_application(make_opening().opening, email=address))
    private = make_application(team.opening, stage="panel")
    other = candidate_of(private)
    with factories.writing() as session:
        session.execute(update(Candidate).where(Candidate.id == other).values(same_as_id=at_work))
    colleague = client_for(team.recruiter)
    before = colleague.get(f"/applications/{private}").status_code

    answer = portal_client(at_work).post("/portal/data", data={"is_sure": "y"})

    assert (before, answer.status_code) == (404, 422)
    assert colleague.get(f"/applications/{private}").status_code == 404


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("messages", {"text": CANARY}),
        ("adjustments", {"arrangement": "Speak slowly.", "reason": "", "version": "0"}),
        ("letter", {"body": CANARY, "language": "en", "doing": "draft", "version": "0"}),
        ("letter", {"body": CANARY, "language": "en", "doing": "withheld", "version": "0"}),
    ],
)
def test_nobody_writes_of_somebody_who_was_erased(
    app: Flask, team: Team, client_for: ClientFor, page: str, typed: dict[str, str]
):
    application = make_application(team.opening, stage="panel", state="declined")
    with factories.writing() as session:
        session.add(AccountGrant(account_id=team.recruiter, grant="adjustments"))
    erase(app, team, application)

    answer = client_for(team.recruiter).post(f"/applications/{application}/{page}", data=typed)

    assert answer.status_code == 409 or "erased" in answer.text
    with factories.writing() as session:
        assert [row for table in (PortalMessage, GrowthLetter) for row in session.scalars(select(table))] == []


def test_the_other_records_of_one_person_stay_one_person_when_the_oldest_is_erased(app: Flask, team: Team):
    oldest, *others = (make_application(team.opening, stage="panel") for _ in range(3))
    root, second, third = (candidate_of(each) for each in (oldest, *others))
    with factories.writing() as session:
        session.execute(update(Candidate).where(Candidate.id.in_((second, third))).values(same_as_id=root))

    erase(app, team, oldest)

    with factories.writing() as session:
        assert session.get_one(Candidate, third).same_as_id == second
        assert session.get_one(Candidate, second).same_as_id is None
