"""What became of a decision is kept by the database itself: written once, never changed, gone only with the person."""

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.database import db, transaction
from app.domain.approval import Answer
from app.domain.decision import Ruling
from app.domain.policy import Role, Viewer
from app.models.candidates import Candidate
from app.models.decisions import Decision, DecisionApproval
from app.services import decisions
from tests.factories.accounts import START
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import make_opening

REFUSAL = "an answer to a decision is never changed"


@pytest.fixture
def answered(context) -> int:
    """A decision that was sent back; returns the approver."""
    team = make_opening()
    application_id = make_finalist(team)
    make_own_level(application_id, team.manager)
    manager = Viewer(team.manager, "Naoko Fujimura", Role.HIRING_MANAGER, "UTC", "Director")
    leader = Viewer(team.leader, "Michael Adeyemi", Role.SENIOR_LEADER, "UTC", "Vice President")
    decisions.record(manager, application_id, ruling=Ruling("hire", "P6", "", "Worth it."), seen=1)
    decisions.answer(leader, application_id, given=Answer("sent_back", "No budget."), seen=2)
    return team.leader


def test_an_answer_cannot_be_changed(answered):
    with pytest.raises(DBAPIError) as refused, transaction() as session:
        session.execute(update(DecisionApproval).values(verdict="approved"))

    assert REFUSAL in str(refused.value)
    assert db.session.execute(select(DecisionApproval.verdict)).scalar_one() == "sent_back"


def test_a_decision_has_one_answer(answered):
    decision = db.session.execute(select(Decision.id)).scalar_one()

    with pytest.raises(IntegrityError), transaction() as session:
        session.add(DecisionApproval(decision_id=decision, verdict="approved", account_id=answered, at=START))


def test_with_the_candidate_the_decision_and_its_answer_go(answered):
    with transaction() as session:
        session.execute(delete(Candidate))

    assert db.session.execute(select(func.count()).select_from(DecisionApproval)).scalar_one() == 0
    assert db.session.execute(select(func.count()).select_from(Decision)).scalar_one() == 0
