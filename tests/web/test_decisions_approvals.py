"""The decision page of a hire outside the range: who sees what while it waits, and what becomes of it."""

import re

import pytest
from sqlalchemy import select, update

from app.database import db
from app.models.accounts import Account
from app.models.decisions import DecisionApproval
from app.models.openings import Opening, OpeningMember
from app.models.scorecards import CompetencyRating
from tests import factories
from tests.factories.decisions import make_finalist, make_own_level
from tests.page import check
from tests.statements import counted

OUTSIDE = {"outcome": "hire", "level": "P6", "reason": "Carries several countries by now."}
YES = {"verdict": "approved", "reason": "The region is about to grow."}
NO = {"verdict": "sent_back", "reason": "There is no budget at this level."}


@pytest.fixture
def team(app):
    return factories.openings.make_opening()


@pytest.fixture
def manager(team, client_for):
    return client_for(team.manager)


@pytest.fixture
def leader(team, client_for):
    return client_for(team.leader)


@pytest.fixture
def asked(team, manager, page):
    """An application whose hire outside the range awaits approval."""
    application_id = make_finalist(team, name="Kenji Morimoto")
    make_own_level(application_id, team.manager)
    form = page(manager, address(application_id)).form("/decision")
    assert manager.post(address(application_id), data=form | OUTSIDE).status_code == 302
    return application_id


def address(application_id: int) -> str:
    return f"/applications/{application_id}/decision"


def send(client, page, application_id: int, end: str, **fields):
    form = page(client, address(application_id)).form(end)
    return client.post(address(application_id) + end, data=form | fields)


def test_the_manager_reads_that_it_waits_for_whom_and_decides_nothing_meanwhile(page, app, team, manager, asked):
    shown = page(manager, address(asked))

    with app.app_context():
        name = db.session.get_one(Account, team.leader).name
    assert f"P6 lies outside the range of this opening, P4 to P5. The hire waits for {name}." in shown.text
    assert "counts once it is approved" in shown.text
    assert "Record decision" not in shown.text
    assert "Record answer" not in shown.text


def test_the_approver_reads_the_whole_page_and_answers(page, leader, asked):
    shown = page(leader, address(asked))

    for word in ("Why P4", "Evidence", "Carries several countries by now.", "Approve the hire", "Send it back"):
        assert word in shown.text
    assert "Take the decision back" not in shown.text
    assert send(leader, page, asked, "/approval", **YES).status_code == 302
    assert "Decided: hire at P6." in page(leader, address(asked)).text


def test_no_link_of_the_page_leads_the_approver_to_a_closed_door(page, leader, asked):
    html = page(leader, address(asked)).html

    found = {link for link in re.findall(r'href="(/[^"#]*)', html) if not link.startswith("/static")}

    assert {link: code for link in found if (code := leader.get(link).status_code) != 200} == {}


def test_an_approver_who_held_no_interview_is_not_led_to_the_debrief(page, client_for, team, leader, asked):
    other = factories.accounts.make_account("senior_leader")
    with factories.writing() as session:
        session.add(OpeningMember(opening_id=team.opening, account_id=other, part="senior_leader"))
    client = client_for(other)

    html = page(client, address(asked)).html

    assert "Record answer" in html
    assert "/debrief" not in html
    assert client.get(f"/applications/{asked}/debrief").status_code == 403
    assert "/debrief" in page(leader, address(asked)).html


def test_approved_the_page_says_by_whom_and_why(page, manager, leader, asked):
    send(leader, page, asked, "/approval", **YES)

    shown = page(manager, address(asked)).text

    assert "P6 lay outside the range, P4 to P5" in shown
    assert YES["reason"] in shown
    assert "the same to the last byte" in shown
    assert "approved it, " in shown


def test_sent_back_the_manager_reads_why_and_decides_again(page, manager, leader, asked):
    send(leader, page, asked, "/approval", **NO)

    shown = page(manager, address(asked)).text
    assert "The hire at P6 was sent back" in shown
    assert NO["reason"] in shown
    inside = {"outcome": "hire", "level": "P4", "reason": "Then within the range."}
    form = page(manager, address(asked)).form("/decision")
    assert manager.post(address(asked), data=form | inside).status_code == 302
    after = page(manager, address(asked)).text
    assert "Decided: hire at P4." in after
    assert "sent the decision to hire at P6 back" in after


def test_taken_back_the_form_to_decide_shows_again(page, manager, leader, asked):
    assert send(manager, page, asked, "/take-back").status_code == 302

    assert "Record decision" in page(manager, address(asked)).text
    assert "Record answer" not in page(leader, address(asked)).text


@pytest.mark.parametrize(
    ("sent", "sentences"),
    [
        ({}, ["Choose whether you approve the hire or send it back.", "The answer needs a reason"]),
        ({"verdict": "approved"}, ["The answer needs a reason"]),
        ({"verdict": "maybe", "reason": "Kept."}, ["Choose whether you approve", "Kept."]),
    ],
)
def test_an_answer_that_lacks_something_comes_back_with_everything_typed(page, leader, asked, sent, sentences):
    answer = send(leader, page, asked, "/approval", **sent)

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    check(address(asked), html, 422)
    for sentence in sentences:
        assert sentence in html


@pytest.mark.parametrize("grants", [(), ("override",)])
def test_nobody_approves_an_own_decision_through_an_address_without_a_button(app, page, client_for, grants):
    boss = factories.accounts.make_account("hiring_manager", grants=grants)
    own = factories.openings.make_opening()
    with factories.writing() as session:
        session.add(OpeningMember(opening_id=own.opening, account_id=boss, part="hiring_manager"))
    application_id = make_finalist(own)
    make_own_level(application_id, own.manager)
    client = client_for(boss)
    client.post(address(application_id), data=page(client, address(application_id)).form("/decision") | OUTSIDE)
    token = page(client, address(application_id)).form("/take-back")

    answer = client.post(address(application_id) + "/approval", data=token | YES)

    assert answer.status_code == 403
    with app.app_context():
        assert db.session.execute(select(DecisionApproval)).first() is None


@pytest.mark.parametrize(
    ("who", "reads", "answers", "takes_back"),
    [
        ("manager", 200, 403, 302),
        ("recruiter", 200, 403, 403),
        ("leader", 200, 302, 403),
        ("panelist", 403, 403, 403),
        ("stranger", 404, 404, 404),
    ],
)
def test_everybody_gets_as_far_as_their_part_allows(app, client_for, team, asked, who, reads, answers, takes_back):
    app.config["WTF_CSRF_ENABLED"] = False
    people = {"panelist": team.panel[0], "stranger": factories.openings.make_opening().leader}
    client = client_for(people.get(who) or getattr(team, who))

    read = client.get(address(asked)).status_code
    took_back = client.post(f"{address(asked)}/take-back", data={"version": "2"}).status_code
    seen = "3" if took_back == 302 else "2"
    answered = client.post(f"{address(asked)}/approval", data=YES | {"version": seen}).status_code

    app.config["WTF_CSRF_ENABLED"] = True
    assert (read, answered, took_back) == (reads, answers, takes_back)


def test_a_leader_reads_the_decision_page_only_once_approval_was_asked_for(client_for, team, leader):
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)

    assert leader.get(address(application_id)).status_code == 403


def test_an_approver_who_owes_a_card_sees_none_of_it(page, leader, team, asked):
    factories.scheduling.make_interview(asked, stage="final", interviewers=[team.leader])

    answer = leader.get(address(asked))

    assert answer.status_code == 403
    assert "once your own scorecard for this candidate is in" in answer.text
    assert "Kenji Morimoto" not in page(leader, "/").text.partition("Your turn")[2]


def test_changes_since_the_decision_are_said_to_the_approver(page, app, team, leader, asked):
    with factories.writing() as session:
        session.execute(update(Opening).where(Opening.id == team.opening).values(highest_level="P6"))
        session.execute(update(CompetencyRating).values(point=2))

    shown = page(leader, address(asked)).text

    assert "The opening looked for P4 to P5 when this was decided, and looks for P4 to P6 now." in shown
    assert "Scorecards came in or were changed since" in shown
    assert "What is approved is the decision as it was recorded." in shown
    assert "Why P4" in shown


def test_without_changes_none_is_told(page, leader, asked):
    assert "when this was decided" not in page(leader, address(asked)).text


def test_where_nobody_can_approve_the_page_says_what_to_do(page, manager, team, asked):
    with factories.writing() as session:
        session.execute(update(Account).where(Account.id == team.leader).values(is_active=False))

    assert "Nobody in this hiring team can approve it yet." in page(manager, address(asked)).text


def test_it_waits_on_the_approvers_home_and_no_more_on_the_managers(page, manager, leader, asked):
    assert "Kenji Morimoto" in page(leader, "/").text
    assert "The approval of the decision" in page(leader, "/").text
    assert "Kenji Morimoto" not in page(manager, "/").text

    send(leader, page, asked, "/approval", **NO)

    assert "Kenji Morimoto" not in page(leader, "/").text
    assert "Kenji Morimoto" in page(manager, "/").text


def test_the_board_says_whose_turn_it_is(page, manager, team, asked):
    shown = page(manager, f"/openings/{team.opening}/board").text

    assert "The approval of the decision" in shown
    assert "approver: approve it or send it back" in shown


def test_the_page_stays_within_its_statements_while_it_waits(page, app, manager, leader, asked):
    page(leader, address(asked))

    with counted(app) as seen:
        page(leader, address(asked))

    assert len(seen) <= 12, seen


def test_no_link_of_the_approvers_home_leads_to_a_closed_door(page, leader, asked):
    html = page(leader, "/").html.partition("Your turn")[2]

    links = set(re.findall(r'href="(/applications[^"#]*)', html))

    assert links == {address(asked)}
