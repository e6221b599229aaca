"""Own levels, and candidates whose stages are all done."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.models.decisions import OwnLevel
from tests import factories
from tests.factories.accounts import START
from tests.factories.applications import make_application
from tests.factories.openings import Team
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

LONG_AFTER = START + timedelta(days=3000)
STAGES = ("screen", "manager", "panel", "final")
Points = Mapping[str, int | None]


def make_own_level(application_id: int, account_id: int, *, level: str = "P4", at: datetime = LONG_AFTER) -> None:
    """The hiring manager's own level, given; after every scorecard unless `at` says otherwise."""
    row = OwnLevel(application_id=application_id, account_id=account_id, level=level, confidence="fairly", at=at)
    with factories.writing() as session:
        session.add(row)


def make_finalist(
    team: Team,
    *,
    point: int | None = 3,
    level: str = "P4",
    points: Points | None = None,
    by_person: Mapping[int, Points] | None = None,
    stages: tuple[str, ...] = STAGES,
    sealed: tuple[str, ...] = (),
    name: str | None = None,
    email: str | None = None,
) -> int:
    """An application at its decision, every card in: the recruiter's, the manager's, the panel's and the leader's.

    Args:
        team: who interviews.
        point: the point for every area.
        level: the level that every statement stands for.
        points: other points for some areas.
        by_person: other points for some areas of one person.
        stages: the stages that were held.
        sealed: stages whose panel is not open, although every card is in.
        name: the candidate's.
        email: the candidate's.
    """
    application_id = make_application(team.opening, stage="decision", name=name, email=email)
    people = dict(zip(STAGES, ((team.recruiter,), (team.manager,), team.panel, (team.leader,)), strict=True))
    for stage in stages:
        interview = make_interview(application_id, stage=stage, interviewers=people[stage], is_open=stage not in sealed)
        for person in people[stage]:
            own = {**(points or {}), **(by_person or {}).get(person, {})}
            make_scorecard(
                interview, person, point=point, level=level, points=own, text=f"Evidence of {person} in {stage}."
            )
    return application_id
