"""Asking candidates how a stage was, the day after it took place, once, within hours in which they are written to."""

from datetime import datetime, timedelta

from app.database import db, transaction
from app.domain.telling import is_time, moved_into
from app.domain.waits import hours_of_candidate
from app.queries.candidates.surveys import lately_held
from app.services.notifications.prompts import lock_free, message
from app.services.notifications.reminders import insert_once, not_yet_told

SURVEY = "stage_survey"
_AFTER = timedelta(hours=20)


def queue_surveys(now: datetime) -> int:
    """Queue a question about each stage that took place lately. A sweep that is repeated asks nothing twice.

    Returns:
        how many messages were queued.
    """
    rows = []
    for item in lately_held(now):
        hours = hours_of_candidate(item.zone, weekends=False)
        moment = moved_into(item.ended_at + _AFTER, hours)
        if moment is not None and is_time(moment, now, hours):
            given = {"candidate_id": item.candidate_id, "data": {"stage": item.stage}}
            named = f"{item.application_id}:{item.stage}"
            rows.append(message(SURVEY, item.application_id, now, once=named, **given))
    fresh = not_yet_told(rows)
    if not fresh:
        db.session.rollback()
        return 0
    with transaction() as session:
        held = lock_free(session, sorted({row["application_id"] for row in fresh}))
        return insert_once(session, [row for row in fresh if row["application_id"] in held])
