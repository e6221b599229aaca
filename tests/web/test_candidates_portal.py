"""A candidate's own pages: where they stand, what comes next, and nothing of what others think or write of them."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent, RequirementCheck
from app.models.notifications import OutboxMessage
from app.services import applications
from app.web.candidates.visiting import OWN
from tests import factories
from tests.factories.accounts import START
from tests.factories.applications import make_application
from tests.factories.bookings import book, soon, viewer_of
from tests.factories.decisions import make_own_level
from tests.factories.invitations import make_invitation
from tests.factories.openings import Team, make_opening
from tests.factories.portal import candidate_of
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_card_file, make_scorecard
from tests.page import Page

Read = Callable[..., Page]
Portal = Callable[[int], FlaskClient]


@pytest.fixture
def team(app: Flask) -> Team:
    return make_opening()


def change(application_id: int, **values: object) -> None:
    with factories.writing() as session:
        session.execute(update(Application).where(Application.id == application_id).values(**values))


def see(portal_client: Portal, page: Read, application_id: int) -> str:
    return page(portal_client(candidate_of(application_id)), "/portal").text


def test_whoever_waits_reads_by_when_they_hear_and_from_whom(team: Team, portal_client: Portal, page: Read):
    case = make_application(team.opening, stage="manager")
    change(case, applied_at=clock.now())

    text = see(portal_client, page, case)

    assert "The next step is ours. You hear from Person" in text


def test_whoever_waits_for_too_long_reads_an_honest_sentence_and_whom_to_write_to(
    team: Team, portal_client: Portal, page: Read
):
    case = make_application(team.opening, stage="manager")

    found = page(portal_client(candidate_of(case)), "/portal")

    assert "You should have heard from us" in found.text
    assert "mailto:person" in found.html


def test_a_message_from_us_counts_as_hearing(
    team: Team, portal_client: Portal, page: Read, client_for: Callable[[int], FlaskClient]
):
    case = make_application(team.opening, stage="manager")
    recruiter, path = client_for(team.recruiter), f"/applications/{case}/messages"
    recruiter.post(path, data=page(recruiter, path).form("/messages") | {"text": "A week more, please."})

    text = see(portal_client, page, case)

    assert "The next step is ours" in text
    assert "1 new" in text


def test_the_stages_stand_with_the_present_one_marked(team: Team, portal_client: Portal, page: Read):
    case = make_application(team.opening, stage="panel")

    html = page(portal_client(candidate_of(case)), "/portal").html

    assert html.count('class="past"') == 2
    assert html.count('aria-current="step"') == 1


def test_whom_one_meets_stands_with_their_title_and_team_page_alone(
    app: Flask, team: Team, portal_client: Portal, page: Read
):
    case = make_application(team.opening, stage="panel")
    with app.app_context():
        book(case, team.recruiter, interviewers=team.panel, at=soon())

    found = page(portal_client(candidate_of(case)), "/portal")

    assert len(re.findall(r"Person \d+ Job \d+", found.text)) == len(team.panel)
    assert found.html.count("https://example.org/team/") == len(team.panel)


def test_an_invitation_opens_from_the_portal_without_its_link(team: Team, portal_client: Portal, page: Read):
    case = make_application(team.opening, stage="panel")
    invitation = make_invitation(case, team.recruiter, people=team.panel)
    client = portal_client(candidate_of(case))

    answer = client.get(f"/portal/applications/{case}/bookings/{invitation}")

    assert answer.headers["Location"] == f"/bookings/{invitation}"
    assert client.get(f"/bookings/{invitation}").status_code == 200


def test_the_invitation_of_somebody_else_opens_nothing(team: Team, portal_client: Portal):
    case, other = make_application(team.opening, stage="panel"), make_application(team.opening, stage="panel")
    invitation = make_invitation(other, team.recruiter, people=team.panel)
    client = portal_client(candidate_of(case))

    answers = [
        client.get(f"/portal/applications/{number}/bookings/{invitation}").status_code for number in (case, other)
    ]

    assert answers == [404, 404]
    assert client.get(f"/bookings/{invitation}").status_code == 404


def test_an_interview_can_be_put_into_a_calendar(app: Flask, team: Team, portal_client: Portal):
    case, other = make_application(team.opening, stage="panel"), make_application(team.opening, stage="panel")
    with app.app_context():
        interview = book(case, team.recruiter, interviewers=team.panel, at=soon())
    path = f"/portal/applications/{{}}/interviews/{interview}/interview.ics"

    mine = portal_client(candidate_of(case)).get(path.format(case))
    theirs = portal_client(candidate_of(other)).get(path.format(other))

    assert mine.data.startswith(b"BEGIN:VCALENDAR")
    assert theirs.status_code == 404


def test_a_decline_shows_once_its_mail_is_due_and_not_before(app: Flask, team: Team, portal_client: Portal, page: Read):
    case = make_application(team.opening, stage="manager")
    with app.app_context():
        applications.decline(viewer_of(team.recruiter), case, seen=1, about="area:results", reason="Little was seen.")
    before = see(portal_client, page, case)

    with factories.writing() as session:
        session.execute(update(OutboxMessage).values(due_at=clock.now() - timedelta(seconds=1)))
    after = see(portal_client, page, case)

    assert "We decided not to go on" not in before
    assert "We decided not to go on" in after
    assert "Little was seen." not in after


def test_a_hire_that_was_decided_shows_as_before_the_decision(team: Team, portal_client: Portal, page: Read):
    cases = [
        make_application(team.opening, stage="decision", name="Aiko", state=state) for state in ("active", "decided")
    ]
    for case in cases:
        change(case, applied_at=clock.now())

    texts = [see(portal_client, page, case).replace(f"candidate{case}@", "candidate@") for case in cases]

    assert texts[0].partition("We write to")[0].replace("Pause it ", "") == texts[1].partition("We write to")[0]


@pytest.mark.parametrize("state", ["active", "on_hold", "declined", "withdrawn", "decided", "offer_made", "hired"])
def test_the_page_has_words_for_every_state_in_both_languages(
    team: Team, portal_client: Portal, page: Read, state: str
):
    case = make_application(team.opening, stage="panel", state=state)
    client = portal_client(candidate_of(case))

    english, japanese = (page(client, f"/portal?lang={language}").html for language in ("en", "ja"))

    assert '<p class="lede"></p>' not in english + japanese
    assert 'lang="ja"' in japanese
    assert "これからの予定です" in japanese


def _secrets(app: Flask, team: Team) -> tuple[int, list[str]]:
    """An application about which everybody wrote something, and the marks that stand in it."""
    case = make_application(team.opening, stage="final", email="aiko@example.net")
    make_application(team.opening, name="mark-other-candidate", email="mark-other@example.net")
    interview = make_interview(case, stage="panel", interviewers=team.panel, is_open=True)
    for number, who in enumerate(team.panel):
        make_scorecard(interview, who, text=f"mark-card-{number}", next_note=f"mark-note-{number}")
    make_card_file(interview, team.panel[0], app.config["RUNG"].files_directory, name="mark-file.pdf")
    make_own_level(case, team.manager, level="P5")
    check = RequirementCheck(application_id=case, requirement="account_control", state="unclear", evidence="mark-check")
    check.checked_by, check.checked_at = team.recruiter, START
    words = {"reason": "mark-reason", "note": "mark-event-note", "about_name": "mark-about", "names": "mark-names"}
    kinds = ("stage_repeated", "conversation_asked", "requirement_checked", "reopened")
    events = [
        ApplicationEvent(application_id=case, kind=kind, data={"stage": "panel", **words}, at=START) for kind in kinds
    ]
    with factories.writing() as session:
        session.add_all([check, *events])
        values = {"level": "P6"}
        session.execute(update(Application).where(Application.id == case).values(**values))
        staff = (Account.id.in_((*team.panel, team.manager, team.leader)),)
        session.execute(update(Account).where(*staff).values(email="mark-mail-" + Account.email, zone="Pacific/Niue"))
    with app.app_context():
        book(case, team.recruiter, interviewers=(team.leader,), at=soon())
    return case, ["mark-", "Niue", ">P3", ">P4", ">P5", ">P6", " P5", " P6"]


def _text_of(answer: TestResponse) -> str:
    """All that an answer says, inside an archive too."""
    if answer.mimetype != "application/zip":
        return answer.data.decode(errors="replace")
    with ZipFile(BytesIO(answer.data)) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def test_nothing_that_others_wrote_or_think_stands_on_any_page_of_a_candidate(
    app: Flask, team: Team, portal_client: Portal
):
    case, marks = _secrets(app, team)
    client = portal_client(candidate_of(case))
    own = [
        rule
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "guard", "") == f"public: {OWN}"
        and "GET" in (rule.methods or ())
        and rule.arguments <= {"application_id"}
    ]

    found: list[str] = []
    for rule in own:
        with app.test_request_context():
            built = rule.build({"application_id": case} if rule.arguments else {})
        assert built is not None
        for language in ("en", "ja"):
            answer = client.get(f"{built[1]}?lang={language}")
            text = _text_of(answer) + str(answer.headers)
            answer.close()
            found += [f"{rule.endpoint}: {mark}" for mark in marks if mark in text]

    assert len(own) > 4
    assert found == []


def test_a_page_of_the_portal_is_kept_by_nobody(team: Team, portal_client: Portal):
    case = make_application(team.opening)

    answer = portal_client(candidate_of(case)).get("/portal")

    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
