"""Attacks on the candidate's side: what was found once stays shut."""

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.routing import Rule

from app.database import Base
from app.domain.adjustment_requests import Want, Wish
from app.domain.applying import checked_line
from app.domain.errors import BadData, NotFound
from app.domain.portal import Visitor
from app.models.accounts import Account, AccountGrant, Organisation
from app.models.applications import (
    AdjustmentRequest,
    Application,
    ApplicationAnswer,
    ApplicationEvent,
    GrowthLetter,
    PortalMessage,
    RequirementClaim,
    ReviewRequest,
    StageFile,
    StageSurvey,
)
from app.models.candidates import AddressChange, Candidate, CandidateFile, CandidateFileText
from app.models.notifications import OutboxMessage
from app.models.openings import LocationRules, Opening, StageBrief
from app.queries.scheduling.calendars import candidate_feed_address
from app.services.candidates import addresses, adjustment_requests, erasing
from app.services.candidates.retaining import erase_overdue
from tests import factories
from tests.factories.accounts import START
from tests.factories.applications import make_application
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of
from tests.factories.pools import make_organisation
from tests.factories.portal import candidate_of
from tests.factories.traces import make_traces

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


def test_no_address_is_kept_of_somebody_who_was_erased_meanwhile(app: Flask, team: Team):
    application = make_application(team.opening, stage="panel", email="yuki@example.net")
    visitor = Visitor(candidate_of(application), "yuki@example.net", "Yuki", "en", "UTC", "a session")
    erase(app, team, application)

    with app.app_context(), pytest.raises(NotFound):
        addresses.ask_for_change(visitor, "new@example.net")

    with factories.writing() as session:
        assert session.scalars(select(AddressChange)).all() == []


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


def test_neither_staff_nor_time_erases_the_record_that_keeps_another_one_closed_to_a_colleague(
    app: Flask, team: Team, client_for: ClientFor
):
    with factories.writing() as session:
        address = session.get_one(Account, team.recruiter).email
    elsewhere = make_opening()
    at_work = make_application(elsewhere.opening, email=address, state="declined")
    known, other = candidate_of(at_work), candidate_of(make_application(team.opening, stage="panel"))
    with factories.writing() as session:
        session.execute(update(Candidate).where(Candidate.id == other).values(same_as_id=known))
        session.add(LocationRules(country="", keeps_days=30, changed_by=team.recruiter, changed_at=START))
    typed = {"typed": f"erase {known}", "reason": "Asked by mail."}

    answer = client_for(elsewhere.recruiter).post(f"/applications/{at_work}/erase", data=typed)
    with app.app_context():
        erased = erase_overdue(datetime.now(UTC))

    assert (answer.status_code, erased) == (422, 0)
    assert "Have that one erased first" in answer.text


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


def portal_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("portal.")]


def test_no_page_of_an_application_opens_to_another_candidate_whichever_way_it_is_asked_for(
    app: Flask, team: Team, portal_client: ClientFor
):
    theirs, mine = (make_application(team.opening, stage="panel") for _ in range(2))
    make_portal_message(theirs)
    client = portal_client(candidate_of(mine))

    found: set[tuple[str, str, int]] = set()
    for rule in portal_rules(app):
        if "application_id" not in rule.arguments:
            continue
        given = dict.fromkeys(rule.arguments, 1) | {"application_id": theirs}
        if "stage" in given:
            given["stage"] = "panel"  # type: ignore[assignment]
        with app.test_request_context():
            path = url_for(rule.endpoint, **given)  # type: ignore[arg-type]
        for method in ("GET", "POST"):
            if method in (rule.methods or ()):
                sent = {"text": CANARY, "wants": "more_time", "reason": "other", "application_id": str(mine)}
                found.add((method, rule.endpoint, client.open(path, method=method, data=sent).status_code))

    assert len(found) >= 20
    assert {row for row in found if row[2] != 404} == set()


def make_portal_message(application: int) -> None:
    with factories.writing() as session:
        session.add(PortalMessage(application_id=application, text=CANARY, at=datetime.now(UTC)))


def test_a_candidates_session_opens_no_page_of_staff_and_a_session_of_staff_no_page_of_a_candidate(
    app: Flask, team: Team, portal_client: ClientFor, client_for: ClientFor
):
    application = make_application(team.opening, stage="panel")
    candidate, recruiter = portal_client(candidate_of(application)), client_for(team.recruiter)

    of_staff = {candidate.get(path).headers.get("Location", "") for path in ("/", f"/applications/{application}")}
    own = {recruiter.get(path).headers.get("Location", "") for path in ("/portal", "/portal/data/everything.zip")}

    assert all(place.startswith("/sign-in") for place in of_staff)
    assert own == {"/portal/sign-in"}


HOSTILE = "\"'></script><script>steal()</script><img src=x onerror=steal()>"
POISONED: tuple[tuple[type[Base], tuple[str, ...]], ...] = (
    (Candidate, ("name", "preferred_name", "pronunciation", "pronouns", "phone", "place")),
    (CandidateFile, ("name",)),
    (CandidateFileText, ("text",)),
    (Application, ("source", "referrer")),
    (ApplicationAnswer, ("text",)),
    (RequirementClaim, ("text",)),
    (PortalMessage, ("text",)),
    (AdjustmentRequest, ("text", "answer")),
    (ReviewRequest, ("text", "answer")),
    (GrowthLetter, ("body",)),
    (StageSurvey, ("text",)),
    (StageFile, ("name",)),
    (Opening, ("name", "place")),
    (StageBrief, ("text", "text_ja", "file_name")),
    (Account, ("name", "job_title")),
    (Organisation, ("name", "about", "about_ja")),
)
STAFF_PAGES = (
    *("", "/sent", "/messages", "/adjustment-requests", "/adjustment-requests/1", "/review", "/letter", "/erase"),
    *("/legal-hold", "/same-person", "/cv/text", "/pay", "/person", "/adjustments", "/tell", "/packet"),
)
OPENING_PAGES = ("", "/board", "/briefs", "/briefs/screen", "/publish", "/preview")
PORTAL_PAGES = (
    *("messages", "adjustments", "receipt", "surveys", "surveys/screen", "letter", "review", "materials"),
    *("withdraw", "pause", "pay", "about-me"),
)


def test_markup_in_whatever_a_candidate_can_write_stays_text_on_every_page(
    app: Flask, client: FlaskClient, client_for: ClientFor, portal_client: ClientFor
):
    app.config["WTF_CSRF_ENABLED"] = False
    traces = make_traces(app.config["RUNG"].files_directory)
    make_organisation()
    now, case = datetime.now(UTC), traces.application
    with factories.writing() as session:
        session.execute(update(Opening).values(published_at=START))
        session.add(
            StageBrief(
                opening_id=traces.team.opening,
                stage="screen",
                text="-",
                days_before=3,
                changed_by=traces.team.recruiter,
                changed_at=now,
            )
        )
        session.flush()
        for table, columns in POISONED:
            session.execute(update(table).values(dict.fromkeys(columns, HOSTILE)))
        session.execute(update(Application).values(links=["javascript:steal()", 'https://x.example/"><script>']))
    staff, own = client_for(traces.team.recruiter), portal_client(traces.candidate)
    opening = f"/openings/{traces.team.opening}"
    pages = [staff.get(f"/applications/{case}{end}") for end in STAFF_PAGES]
    pages += [
        staff.get(f"{opening}{end}") for end in ("", "/board", "/briefs", "/briefs/screen", "/publish", "/preview")
    ]
    pages += [staff.get(path) for path in ("/waiting", "/openings")]
    pages += [own.get(f"/portal/applications/{case}/{name}") for name in PORTAL_PAGES]
    pages += [own.get(path) for path in ("/portal", "/portal/data", "/portal/address")]
    number = traces.team.opening
    pages += [client.get(path) for path in ("/jobs", f"/jobs/{number}", f"/jobs/{number}/apply", "/privacy")]

    texts = [answer.text for answer in pages]

    assert {answer.status_code for answer in pages} <= {200, 403, 404, 422}
    assert sum(answer.status_code == 200 for answer in pages) >= 35
    assert sum("&lt;script&gt;steal()" in text for text in texts) >= 25
    assert [text for text in texts if "<script>steal" in text or "<img src=x" in text] == []
    assert [text for text in texts if 'href="javascript:' in text] == []


def test_a_file_of_the_archive_leads_nowhere_else_whatever_its_name(app: Flask, portal_client: ClientFor):
    traces = make_traces(app.config["RUNG"].files_directory)
    with factories.writing() as session:
        session.execute(update(CandidateFile).values(name="../../../etc/cron.d/x"))
        session.execute(update(StageFile).values(name="..\\..\\x\x00.pdf"))

    packed = zipfile.ZipFile(BytesIO(portal_client(traces.candidate).get("/portal/data/everything.zip").data))

    assert [name for name in packed.namelist() if ".." in name.replace("\\", "/").split("/")] == []


@pytest.mark.parametrize("field", ["name", "preferred_name"])
@pytest.mark.parametrize("name", ["Win at https://evil.example now", "Look at WWW.evil.example"])
def test_nobody_lets_us_mail_a_link_of_theirs_to_a_stranger(field: str, name: str):
    with pytest.raises(BadData):
        checked_line(name, field)
