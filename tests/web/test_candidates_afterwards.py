"""What candidates read and say after interviews: receipt, survey, another look, growth letter; what stays shut."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.models.accounts import Account
from app.models.applications import Application, GrowthLetter, ReviewRequest, StageSurvey
from app.models.notifications import OutboxMessage
from app.models.openings import LocationRules
from app.models.scheduling import Interview
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.openings import Team, make_opening
from tests.factories.pools import make_organisation
from tests.factories.portal import candidate_of
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

ClientFor = Callable[[int], FlaskClient]
CANARY = "canary of a card"
SAID = "canary of a survey"
POINTS = {"prepared": "5", "respect": "4", "chance": "1", "text": SAID}


@pytest.fixture
def team(app: Flask) -> Team:
    app.config["WTF_CSRF_ENABLED"] = False
    make_organisation()
    return make_opening()


def make_declined(team: Team, *, cards: int = 3, is_open: bool = True) -> int:
    """A declined application after a panel of which some have handed in their card."""
    application = make_application(team.opening, stage="panel", state="declined")
    interview = make_interview(application, stage="panel", interviewers=team.panel, is_open=is_open)
    for account in team.panel[:cards]:
        make_scorecard(interview, account, text=CANARY, points={"building_trust": 1, "efficiency": 5})
    return application


def allow_letters(team: Team) -> None:
    row = LocationRules(country="", sends_letters=True, changed_by=team.recruiter, changed_at=START)
    with factories.writing() as session:
        session.add(row)


def rows(table: type) -> list[Any]:
    with factories.writing() as session:
        found: list[Any] = list(session.scalars(select(table)))
        session.expunge_all()
        return found


def pages_of(application: int) -> list[str]:
    own = f"/portal/applications/{application}"
    return ["/portal", *(f"{own}/{name}" for name in ("receipt", "review", "surveys", "surveys/panel", "adjustments"))]


def test_a_receipt_tells_stages_areas_numbers_of_people_and_the_level_aimed_at(team: Team, portal_client: ClientFor):
    application = make_declined(team)

    page = portal_client(candidate_of(application)).get(f"/portal/applications/{application}/receipt").text

    for told in ("3 people have met you", "Building Trust", "Enterprise"):
        assert told in page


def test_a_candidate_finds_no_word_of_a_card_and_no_name_of_who_wrote_it(team: Team, portal_client: ClientFor):
    application = make_declined(team)
    candidate = portal_client(candidate_of(application))
    with factories.writing() as session:
        names = set(session.scalars(select(Account.name).where(
            Account.id.in_(team.panel))))  # fmt: skip

    pages = {path: candidate.get(path) for path in pages_of(application)}

    assert {answer.status_code for answer in pages.values()} == {200}
    assert not [path for path, answer in pages.items() if any(word in answer.text for word in (CANARY, *names))]


def test_the_receipt_opens_with_the_end_of_the_first_interview(team: Team, portal_client: ClientFor):
    application = make_application(team.opening)
    soon = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=1)
    make_interview(application, stage="screen", interviewers=[team.recruiter], starts_at=soon)

    answer = portal_client(candidate_of(application)).get(f"/portal/applications/{application}/receipt")

    assert answer.status_code == 404


def test_nobody_reads_what_is_another_candidates(team: Team, portal_client: ClientFor):
    application, other = make_declined(team), make_application(team.opening)
    stranger = portal_client(candidate_of(other))

    codes = {path: stranger.get(path).status_code for path in pages_of(application) if path != "/portal"}

    assert set(codes.values()) == {404}


def test_a_survey_is_answered_once_per_stage_and_can_be_changed(team: Team, portal_client: ClientFor):
    application = make_declined(team)
    candidate, path = portal_client(candidate_of(application)), f"/portal/applications/{application}/surveys/panel"

    codes = [candidate.post(path, data=POINTS | {"chance": chance}).status_code for chance in ("1", "2")]

    assert codes == [302, 302]
    assert [row.points["chance"] for row in rows(StageSurvey)] == [2]


def test_a_stage_that_never_took_place_is_not_asked_about(team: Team, portal_client: ClientFor):
    application = make_declined(team)

    answer = portal_client(candidate_of(application)).post(
        f"/portal/applications/{application}/surveys/final", data=POINTS
    )

    assert (answer.status_code, rows(StageSurvey)) == (404, [])


def test_what_one_candidate_says_of_a_stage_stands_on_no_page_of_staff(
    team: Team, portal_client: ClientFor, client_for: ClientFor
):
    application = make_declined(team)
    path = f"/portal/applications/{application}/surveys/panel"
    portal_client(candidate_of(application)).post(path, data=POINTS)
    staff = client_for(team.recruiter)
    here = f"/applications/{application}"

    pages = [here, f"{here}/decision", f"{here}/packet", f"{here}/packet.json", f"{here}/sent", f"{here}/letter"]
    pages += [f"{here}/review", f"{here}/debrief", f"/openings/{team.opening}/board?state=declined"]

    assert not [path for path in pages if SAID in staff.get(path).text]


@pytest.mark.parametrize(("answers", "told"), [(4, False), (5, True)])
def test_process_owners_read_sums_from_five_answers_on(answers: int, told: bool, team: Team, client_for: ClientFor):
    owner = make_account("admin", grants=("process_owner",))
    for _ in range(answers):
        row = StageSurvey(application_id=make_application(team.opening), stage="panel", text=SAID, at=START)
        row.points = {"prepared": 4, "respect": 4, "chance": 4}
        with factories.writing() as session:
            session.add(row)

    page = client_for(owner).get("/reports/candidates").text

    assert (SAID in page) is told
    assert ("4.0" in page) is told


def test_another_look_is_asked_for_told_to_the_leads_answered_and_read(
    team: Team, portal_client: ClientFor, client_for: ClientFor
):
    application = make_declined(team)
    candidate, path = portal_client(candidate_of(application)), f"/portal/applications/{application}/review"

    asked = [candidate.post(path, data={"text": "You mixed me up."}).status_code for _ in range(2)]
    request = rows(ReviewRequest)[0].id
    reply = {"request": str(request), "text": "We looked: it was you."}
    answered = [
        client_for(team.manager).post(f"/applications/{application}/review", data=reply).status_code for _ in "12"
    ]

    assert (asked, answered) == ([302, 422], [302, 409])
    assert "We looked: it was you." in candidate.get(path).text
    mails = {(mail.kind, mail.account_id) for mail in rows(OutboxMessage)}
    leads = {("review_asked", team.recruiter), ("review_asked", team.manager)}
    assert mails == leads | {("review_answered", None)}


def test_there_is_no_asking_before_the_candidate_was_told(team: Team, portal_client: ClientFor):
    application = make_application(team.opening)

    answer = portal_client(candidate_of(application)).post(
        f"/portal/applications/{application}/review", data={"text": "Why?"}
    )

    assert (answer.status_code, rows(ReviewRequest)) == (422, [])


def test_letters_are_off_until_a_place_turns_them_on(team: Team, client_for: ClientFor):
    application = make_declined(team)
    recruiter, path = client_for(team.recruiter), f"/applications/{application}/letter"

    sent = recruiter.post(path, data={"body": "Well done.", "language": "en", "doing": "sent", "version": "0"})

    assert "turned off" in recruiter.get(path).text
    assert (sent.status_code, rows(GrowthLetter)) == (422, [])


def test_a_letter_leaves_once_a_person_sends_it_and_not_before(
    team: Team, client_for: ClientFor, portal_client: ClientFor
):
    application = make_declined(team)
    allow_letters(team)
    recruiter, path = client_for(team.recruiter), f"/applications/{application}/letter"
    candidate = portal_client(candidate_of(application))

    draft = recruiter.get(path).text
    kept = recruiter.post(path, data={"body": "You build trust.", "language": "en", "doing": "draft", "version": "0"})
    before = candidate.get(f"/portal{path}").status_code, [mail.kind for mail in rows(OutboxMessage)]
    sent = recruiter.post(path, data={"body": "You build trust.", "language": "en", "doing": "sent", "version": "1"})

    assert "promises came with a day" in draft
    assert CANARY not in draft
    assert (kept.status_code, sent.status_code, before) == (302, 302, (404, []))
    assert "You build trust." in candidate.get(f"/portal{path}").text
    assert [(mail.kind, mail.candidate_id) for mail in rows(OutboxMessage)] == [
        ("growth_letter", candidate_of(application))
    ]


def test_a_letter_that_names_an_interviewer_stays(team: Team, client_for: ClientFor):
    application = make_declined(team)
    allow_letters(team)
    with factories.writing() as session:
        name = session.get_one(Account, team.panel[0]).name
    data = {"body": f"{name} liked you.", "language": "en", "doing": "sent", "version": "0"}

    answer = client_for(team.recruiter).post(f"/applications/{application}/letter", data=data)

    assert (answer.status_code, rows(GrowthLetter)) == (422, [])


def test_there_is_no_letter_while_a_panel_is_closed(team: Team, client_for: ClientFor):
    application = make_declined(team, cards=2, is_open=False)
    allow_letters(team)

    page = client_for(team.recruiter).get(f"/applications/{application}/letter").text

    assert "every panel is open" in page
    assert "promises came with a day" not in page


@pytest.mark.parametrize("name", ["letter", "review"])
def test_whoever_owes_a_card_reads_neither_letter_nor_request(name: str, team: Team, client_for: ClientFor):
    application = make_declined(team)
    allow_letters(team)
    make_interview(application, stage="final", interviewers=[team.manager])

    answer = client_for(team.manager).get(f"/applications/{application}/{name}")

    assert answer.status_code == 403
    assert "own scorecard" in answer.text


def test_an_application_taken_up_again_has_no_letter_to_read(
    team: Team, client_for: ClientFor, portal_client: ClientFor
):
    application = make_declined(team)
    allow_letters(team)
    path = f"/applications/{application}/letter"
    data = {"body": "You build trust.", "language": "en", "doing": "sent", "version": "0"}
    client_for(team.recruiter).post(path, data=data)
    with factories.writing() as session:
        session.execute(update(Application).where(Application.id == application).values(state="active"))

    answer = portal_client(candidate_of(application)).get(f"/portal{path}")

    assert answer.status_code == 404


def test_no_show_counts_as_nothing_that_took_place(team: Team, portal_client: ClientFor):
    application = make_declined(team)
    with factories.writing() as session:
        session.execute(update(Interview).values(no_show="candidate"))

    page = portal_client(candidate_of(application)).get(f"/portal/applications/{application}/surveys").text

    assert "There is nothing to answer." in page
