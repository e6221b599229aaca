"""Questions about what candidates say of stages: their own answers, and for process owners the sums of all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import and_, func, select

from app.database import db
from app.domain.states import State
from app.domain.surveys import Answer, Summary, summary
from app.gateways import clock
from app.models.accounts import Organisation
from app.models.applications import Application, StageSurvey
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.models.scheduling import Interview
from app.queries import ladders
from app.queries.candidates.mine import MyApplication

# How long after an interview its candidate is still asked, if the worker stood still.
ASKED_WITHIN = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class TakenStage:
    """A stage that took place, and what the candidate said about it."""

    key: str
    name: str
    answer: Answer | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class StageSummary:
    """A stage and what all candidates together say about it."""

    name: str
    told: Summary


@dataclass(frozen=True, slots=True)
class Held:
    """A stage of an application that took place lately, and that its candidate said nothing about."""

    application_id: int
    candidate_id: int
    zone: str
    stage: str
    ended_at: datetime


def taken_stages(mine: MyApplication, now: datetime | None = None) -> tuple[TakenStage, ...]:
    """The stages of the visitor's application that took place, in the order of the plan: one statement."""
    statement = (
        select(Interview.stage, StageSurvey.points, StageSurvey.text, StageSurvey.at)
        .outerjoin(
            StageSurvey,
            and_(StageSurvey.application_id == Interview.application_id, StageSurvey.stage == Interview.stage),
        )
        .where(Interview.application_id == mine.id, Interview.state == "booked", Interview.no_show.is_(None))
        .where(Interview.ends_at <= (now or clock.now()))
        .order_by(Interview.starts_at, Interview.id)
    )
    rows = {row.stage: row for row in db.session.execute(statement)}
    return tuple(
        TakenStage(
            stage.key,
            stage.name,
            Answer(rows[stage.key].points, rows[stage.key].text) if rows[stage.key].at else None,
            rows[stage.key].at,
        )
        for stage in mine.family.stages
        if stage.key in rows
    )


def survey_report() -> tuple[StageSummary, ...]:
    """What candidates say, stage by stage of every job family: one statement, and one for each cold playbook.

    The caller has seen to who reads it. No row names an application, an opening or a day.
    """
    statement = (
        select(StageSurvey.stage, StageSurvey.points, StageSurvey.text, *ladders.own_digest_columns())
        .join(Application, Application.id == StageSurvey.application_id)
        .join(Opening, Opening.id == Application.opening_id)
        .order_by("family_digest", StageSurvey.at, StageSurvey.application_id, StageSurvey.stage)
    )
    groups: dict[tuple[str, int, str, str], list[Answer]] = {}
    for _, rows in groupby(db.session.execute(statement), key=lambda row: row.family_digest):
        listed = list(rows)
        plan = ladders.playbook_for(ladders.digests_from(listed[0]._mapping)).family
        stages = [stage.key for stage in plan.stages]
        for row in listed:
            place = stages.index(row.stage) if row.stage in stages else len(stages)
            name = plan.stages[place].name if place < len(stages) else row.stage
            groups.setdefault((plan.name, place, row.stage, name), []).append(Answer(row.points, row.text))
    return tuple(StageSummary(f"{key[0]}: {key[3]}", summary(answers)) for key, answers in sorted(groups.items()))


def lately_held(now: datetime) -> tuple[Held, ...]:
    """Stages that took place in the last days and that nobody was asked about: one statement; none if nobody asks."""
    ended = func.max(Interview.ends_at).label("ended_at")
    known = select(StageSurvey.stage).where(
        StageSurvey.application_id == Interview.application_id, StageSurvey.stage == Interview.stage
    )
    asks = select(Organisation.id).where(Organisation.asks_surveys).exists()
    columns = (Interview.application_id, Application.candidate_id, Candidate.zone, Interview.stage)
    statement = (
        select(*columns, ended)
        .join(Application, Application.id == Interview.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .where(Interview.state == "booked", Interview.no_show.is_(None), asks, ~known.exists())
        .where(Application.state != State.WITHDRAWN.value, Candidate.erased_at.is_(None))
        .where(Interview.ends_at > now - ASKED_WITHIN)
        .group_by(*columns)
        .having(ended <= now)
        .order_by(Interview.application_id, Interview.stage)
    )
    return tuple(Held(**row._mapping) for row in db.session.execute(statement))
