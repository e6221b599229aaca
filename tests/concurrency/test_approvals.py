"""Two approvers answer the same decision at once: one wins, the other is told who was faster."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.domain.decision import Ruling
from app.domain.policy import Role, Viewer
from app.models.applications import Application, ApplicationEvent
from app.models.decisions import DecisionApproval
from app.models.notifications import OutboxMessage
from app.services import decisions
from tests import factories
from tests.factories.openings import Team

ROUNDS = 25 if os.environ.get("CHECK_LONG") else 3
OUTSIDE = Ruling("hire", "P6", "", "Carries several countries by now.")
ANSWERS = (
    {"verdict": "approved", "reason": "The region is about to grow."},
    {"verdict": "sent_back", "reason": "There is no budget at this level."},
)


@pytest.fixture
def team(app) -> Team:
    return factories.openings.make_opening(recruiter_grants=("override",))


def asked(app, team: Team) -> int:
    application_id = factories.decisions.make_finalist(team)
    factories.decisions.make_own_level(application_id, team.manager)
    manager = Viewer(team.manager, "Naoko Fujimura", Role.HIRING_MANAGER, "UTC", "Director")
    with app.app_context():
        decisions.record(manager, application_id, ruling=OUTSIDE, seen=1)
    return application_id


def answer_at_once(page, clients: list[FlaskClient], path: str) -> list[tuple[int, str]]:
    """Each approver sends another answer from a page that was opened before either."""
    forms = [page(client, path).form("/approval") | fields for client, fields in zip(clients, ANSWERS, strict=True)]
    barrier = Barrier(len(clients))

    def post(client: FlaskClient, form: dict[str, str]) -> tuple[int, str]:
        barrier.wait()
        answer = client.post(f"{path}/approval", data=form)
        return answer.status_code, answer.get_data(as_text=True)

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(post, clients, forms))


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_two_answers_at_once_one_counts_and_the_other_is_told(app, page, client_for, team, round_):
    application_id = asked(app, team)
    clients = [client_for(team.leader), client_for(team.recruiter)]

    answers = answer_at_once(page, clients, f"/applications/{application_id}/decision")

    assert sorted(code for code, _ in answers) == [302, 409]
    with app.app_context():
        approval = db.session.execute(select(DecisionApproval)).scalar_one()
        state = db.session.execute(select(Application.state).where(Application.id == application_id)).scalar_one()
        kinds = select(ApplicationEvent.kind).where(ApplicationEvent.application_id == application_id)
        found = db.session.scalars(kinds.order_by(ApplicationEvent.id)).all()
        told = db.session.scalars(select(OutboxMessage.kind).where(OutboxMessage.account_id == team.manager)).all()
    is_yes = approval.verdict == "approved"
    assert state == ("decided" if is_yes else "active")
    assert found == ["approval_asked", "decided" if is_yes else "decision_sent_back"]
    assert told == ["decision_approved" if is_yes else "decision_sent_back"]
    (refusal,) = [html for code, html in answers if code == 409]
    assert ("approved the hire at P6" if is_yes else "sent the decision to hire at P6 back") in refusal


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_an_approval_and_a_taking_back_at_once_never_both_count(app, page, client_for, team, round_):
    application_id = asked(app, team)
    path = f"/applications/{application_id}/decision"
    leader, manager = client_for(team.leader), client_for(team.manager)
    approving = page(leader, path).form("/approval") | ANSWERS[0]
    taking_back = page(manager, path).form("/take-back")
    barrier = Barrier(2)

    def post(client: FlaskClient, to: str, form: dict[str, str]) -> int:
        barrier.wait()
        return client.post(f"{path}/{to}", data=form).status_code

    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(post, leader, "approval", approving), pool.submit(post, manager, "take-back", taking_back)]
        codes = [answer.result() for answer in sent]

    assert sorted(codes) == [302, 409]
    with app.app_context():
        verdict = db.session.execute(select(DecisionApproval.verdict)).scalar_one()
    assert verdict == ("approved" if codes[0] == 302 else "taken_back")
