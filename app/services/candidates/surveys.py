"""Keeping what a candidate says about a stage, once for each, changeable for a week."""

from sqlalchemy import insert, select, update

from app.database import transaction
from app.domain.errors import NotFound
from app.domain.portal import Visitor
from app.domain.surveys import Answer, check_changing
from app.gateways import clock
from app.models.applications import Application, StageSurvey
from app.queries.candidates import my_application
from app.queries.candidates.surveys import taken_stages


def answer_survey(visitor: Visitor, application_id: int, stage: str, answer: Answer) -> None:
    """Keep what the visitor says about a stage of theirs; the audit trail keeps nothing of it.

    Raises:
        NotFound: if the application is not theirs, the stage did not take place, or nobody asks.
        NotReady: if they answered more than a week ago.
    """
    with transaction() as session:
        now = clock.now()
        session.execute(select(Application.id).where(Application.id == application_id).with_for_update())
        mine = my_application(visitor, application_id, now)
        taken = next((item for item in taken_stages(mine, now) if item.key == stage), None)
        if taken is None or not mine.asks_surveys:
            raise NotFound
        check_changing(taken.answered_at, now)
        values = {"points": dict(answer.points), "text": answer.text}
        if taken.answer is None:
            key = {"application_id": application_id, "stage": stage}
            session.execute(insert(StageSurvey).values(**key, **values, at=now))
            return
        here = (StageSurvey.application_id == application_id, StageSurvey.stage == stage)
        session.execute(update(StageSurvey).where(*here).values(**values))
