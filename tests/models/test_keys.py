"""What the database itself forbids, whoever writes: double bookings, second cards, rows that hang in the air."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.database import Base, db, transaction
from app.models.accounts import Account, Organisation
from app.models.applications import Application, RequirementCheck
from app.models.candidates import Candidate, CandidateFile
from app.models.decisions import OwnLevel
from app.models.openings import OpeningMember
from app.models.scheduling import CandidateCell, Interview, Seat, StaffCell
from app.models.scorecards import CompetencyRating, Scorecard, SignalRating
from tests import factories
from tests.factories.accounts import START
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team

CELL = 5_900_000


@pytest.fixture
def team(app) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def application(team) -> int:
    return make_finalist(team)


def _panel_of(application: int) -> int:
    db.session.rollback()
    statement = select(Interview.id).where(Interview.application_id == application, Interview.stage == "panel")
    return db.session.execute(statement).scalar_one()


def _card_of(interview: int) -> int:
    return db.session.execute(select(func.min(Scorecard.id)).where(Scorecard.interview_id == interview)).scalar_one()


def _twice(make: Callable[[], Base]) -> None:
    with transaction() as session:
        session.add(make())
    with transaction() as session:
        session.add(make())


def _one(application: int) -> Application:
    return db.session.get_one(Application, application)


def test_nobody_has_two_interviews_in_the_same_five_minutes(context, team, application):
    first, other = _panel_of(application), _panel_of(make_finalist(team))
    with transaction() as session:
        session.add(StaffCell(account_id=team.leader, cell=CELL, interview_id=first))

    with pytest.raises(IntegrityError), transaction() as session:
        session.add(StaffCell(account_id=team.leader, cell=CELL, interview_id=other))

    assert db.session.execute(select(StaffCell.interview_id)).scalars().all() == [first]


def test_a_candidate_too_is_in_one_place_at_a_time(context, application):
    who, interview = _one(application).candidate_id, _panel_of(application)

    with pytest.raises(IntegrityError):
        _twice(lambda: CandidateCell(candidate_id=who, cell=CELL, interview_id=interview))


def test_the_next_five_minutes_and_another_person_are_free(context, team, application):
    interview = _panel_of(application)

    with transaction() as session:
        session.add(StaffCell(account_id=team.leader, cell=CELL, interview_id=interview))
        session.add(StaffCell(account_id=team.leader, cell=CELL + 1, interview_id=interview))
        session.add(StaffCell(account_id=team.manager, cell=CELL, interview_id=interview))

    assert db.session.execute(select(func.count()).select_from(StaffCell)).scalar() == 3


def test_a_candidate_applies_once_to_an_opening(context, team, application):
    values = {"candidate_id": _one(application).candidate_id, "opening_id": team.opening, "stage": "screen"}

    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Application(**values, stage_entered_at=START, applied_at=START))


def test_an_interviewer_has_one_card_for_an_interview(context, team, application):
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Scorecard(interview_id=_panel_of(application), account_id=team.panel[0], saved_at=START))


def test_there_is_one_own_level_for_an_application(context, team, application):
    make_own_level(application, team.manager)

    with pytest.raises(IntegrityError):
        make_own_level(application, team.manager, level="P6")


@pytest.mark.parametrize("model", [Account, Candidate])
def test_an_address_belongs_to_one_person(context, application, model):
    factories.accounts.make_account()
    taken = db.session.execute(select(model.email).limit(1)).scalar_one()
    values = {"email": taken, "name": "X", "zone": "UTC", "created_at": START}
    values |= {"role": "admin", "job_title": "X"} if model is Account else {"search_name": "x"}

    with pytest.raises(IntegrityError), transaction() as session:
        session.add(model(**values))


def test_there_is_one_organisation(context):
    with transaction() as session:
        session.add(Organisation(name="One", created_at=START))

    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Organisation(id=2, name="Two", created_at=START))


def test_an_interview_ends_after_it_starts(context, application):
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(update(Interview).values(ends_at=Interview.starts_at))


@pytest.mark.parametrize("point", [0, -1])
def test_a_point_is_one_or_more(context, application, point):
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(update(CompetencyRating).values(point=point))


@pytest.mark.parametrize(
    "make",
    [
        lambda card: CompetencyRating(scorecard_id=card, focus_area="efficiency"),
        lambda card: SignalRating(scorecard_id=card, signal="techniques"),
    ],
)
def test_a_card_has_one_line_for_each_thing_it_asks(context, application, make):
    card = _card_of(_panel_of(application))

    with pytest.raises(IntegrityError):
        _twice(lambda: make(card))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Seat(interview_id=999, account_id=999),
        lambda: StaffCell(account_id=999, cell=CELL, interview_id=999),
        lambda: Scorecard(interview_id=999, account_id=999, saved_at=START),
        lambda: OwnLevel(application_id=999, account_id=999, level="P4", confidence="sure", at=START),
        lambda: OpeningMember(opening_id=999, account_id=999, part="recruiter"),
        lambda: RequirementCheck(application_id=999, requirement="x", state="met", checked_by=999, checked_at=START),
    ],
    ids=["seat", "cell", "card", "own level", "member", "requirement"],
)
def test_no_row_hangs_in_the_air(context, make):
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(make())


def test_who_wrote_a_card_cannot_be_deleted_from_under_it(context, team, application):
    with pytest.raises(DBAPIError), transaction() as session:
        session.execute(delete(Account).where(Account.id == team.panel[0]))


def test_a_cv_that_goes_leaves_its_application(app, context, team, application):
    factories.applications.make_cv(application, app.config["RUNG"].files_directory)

    with transaction() as session:
        session.execute(delete(CandidateFile))

    assert _one(application).cv_id is None
