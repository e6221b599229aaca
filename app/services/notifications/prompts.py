"""Queueing words about what waits: an interview next, an invitation without answer, a hold's end, a long silence."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.domain.telling import due_now, is_time
from app.domain.waits import hours_of_candidate, is_eve, nudges, silent_from, wakes_at, worry
from app.domain.working_hours import WorkingWeek
from app.models.applications import Application
from app.queries.openings import briefs
from app.queries.scheduling import waiting
from app.queries.scheduling.diaries import weeks_of
from app.queries.scheduling.rules import rules
from app.services.notifications.reminders import STAMP, around, insert_once, not_yet_told

TOMORROW, NUDGE, UNANSWERED, WAKES = "interview_tomorrow", "invitation_reminder", "invitation_unanswered", "hold_wakes"
# So near to an interview its brief is sent at any hour.
AT_ONCE = timedelta(days=1)
# Whoever has many applications that wait gets a few words a day, about the longest silence, instead of all at once.
WORRIES_A_DAY = 5
Row = dict[str, Any]
Weeks = Mapping[int, WorkingWeek]


def queue_prompts(now: datetime) -> int:
    """Queue what is to be told by now, each to its reader within hours of their own.

    A dozen statements at most, however much waits. Each message has a name, so that a sweep that is repeated, or two
    at once, queue it once. An application that somebody is changing waits for the next sweep.

    Returns:
        how many messages were queued.

    Raises:
        Conflict: if the database stayed locked for too long; the next sweep makes up for it.
    """
    fresh = _few_worries(not_yet_told(list(_gathered(now))), now)
    if not fresh:
        db.session.rollback()
        return 0
    with transaction() as session:
        held = lock_free(session, sorted({row["application_id"] for row in fresh}))
        return insert_once(session, [row for row in fresh if row["application_id"] in held])


def lock_free(session: Session, application_ids: Sequence[int]) -> frozenset[int]:
    """Those of these applications that nobody is changing, locked until the transaction ends.

    A message names its application, and to wait for one with rows of another in hand could be for good.
    """
    locked = select(Application.id).where(Application.id.in_(application_ids)).order_by(Application.id)
    return frozenset(session.scalars(locked.with_for_update(skip_locked=True)))


def message(kind: str, application_id: int, now: datetime, *, once: str, **given: Any) -> Row:
    """One message with a name, to be sent at once; exactly one of account_id and candidate_id says to whom."""
    row: Row = {"interview_id": None, "account_id": None, "candidate_id": None, "data": {}}
    row |= {"kind": kind, "application_id": application_id, "created_at": now, "due_at": now} | given
    return row | {"once": f"{kind}:{once}"}


def _gathered(now: datetime) -> Iterator[Row]:
    interviews, invitations, holds = waiting.coming(now), waiting.unanswered(now), waiting.resting(now)
    days = rules().waits_days
    silent = waiting.silent(now, waits_days=days)
    people = {who for item in interviews for who in item.people} | {who for item in holds for who in item.leads}
    people |= {who for group in (invitations, silent) for item in group for who in item.recruiters}
    weeks = weeks_of(people, window=around(now))
    for interview in interviews:
        yield from _eves(interview, now, weeks)
    for invitation in invitations:
        yield from _about_invitation(invitation, now, weeks)
    for hold in holds:
        yield from _wakes(hold, now, weeks)
    for item in silent:
        yield from _worries(item, now, weeks, days)
    for brief in briefs.due(now):
        yield from _briefs(brief, now)


def _eves(item: waiting.Coming, now: datetime, weeks: Weeks) -> Iterator[Row]:
    """To the candidate and to everybody who holds it, with the time in the name: whoever moves it, tells again."""
    named = f"{item.interview_id}:{item.starts_at.strftime(STAMP)}"
    if is_eve(item.starts_at, item.told_at, now, hours_of_candidate(item.zone, weekends=True)):
        to = {"interview_id": item.interview_id, "candidate_id": item.candidate_id}
        yield message(TOMORROW, item.application_id, now, once=f"{named}:candidate", **to)
    for who in item.people:
        if who in weeks and is_eve(item.starts_at, item.told_at, now, weeks[who]):
            to = {"interview_id": item.interview_id, "account_id": who}
            yield message(TOMORROW, item.application_id, now, once=f"{named}:{who}", **to)


def _about_invitation(item: waiting.Unanswered, now: datetime, weeks: Weeks) -> Iterator[Row]:
    """Nothing once the candidate answered that no hour suits them: then it is the recruiter's turn, who was told."""
    if item.has_asked or not item.is_here:
        return
    data = {"invitation": str(item.invitation_id)}
    hours = hours_of_candidate(item.zone, weekends=False)
    moments = nudges(item.sent_at, item.expires_at, hours)
    moment = due_now(moments, now, hours)
    if moment is not None:
        named = f"{item.invitation_id}:{moments.index(moment)}"
        yield message(NUDGE, item.application_id, now, once=named, candidate_id=item.candidate_id, data=data)
    for who in item.recruiters:
        silent = silent_from(item.sent_at, weeks[who]) if who in weeks else None
        if silent is not None and is_time(silent, now, weeks[who]):
            named = f"{item.invitation_id}:{who}:silent"
            yield message(UNANSWERED, item.application_id, now, once=named, account_id=who, data=data)


def _wakes(item: waiting.Resting, now: datetime, weeks: Weeks) -> Iterator[Row]:
    for who in item.leads:
        moment = wakes_at(item.until, weeks[who]) if who in weeks else None
        if moment is not None and is_time(moment, now, weeks[who]):
            until = item.until.isoformat()
            named = f"{item.application_id}:{who}:{until}"
            yield message(WAKES, item.application_id, now, once=named, account_id=who, data={"until": until})


def _worries(item: waiting.Silent, now: datetime, weeks: Weeks, days: int) -> Iterator[Row]:
    for who in item.recruiters:
        number = worry(item.since, now, weeks[who], waits_days=days) if who in weeks else None
        if number is not None:
            since = item.since.strftime(STAMP)
            named = f"{item.application_id}:{who}:{since}:{number}"
            yield message(waiting.WORRY, item.application_id, now, once=named, account_id=who, data={"since": since})


def _briefs(item: briefs.Due, now: datetime) -> Iterator[Row]:
    """What the candidate gets before the stage, once for each interview, however often it is moved."""
    is_near = item.starts_at - now <= AT_ONCE
    if is_near or is_time(item.due_at, now, hours_of_candidate(item.zone, weekends=True)):
        to = {"interview_id": item.interview_id, "candidate_id": item.candidate_id}
        data = {"stage": item.stage, "version": str(item.version)}
        yield message(briefs.MAIL, item.application_id, now, once=str(item.interview_id), **to, data=data)


def _few_worries(rows: list[Row], now: datetime) -> list[Row]:
    """All messages, but of the words about waiting candidates only as many as their reader can bear."""
    readers = {row["account_id"] for row in rows if row["kind"] == waiting.WORRY}
    given = waiting.worried_lately(now, readers) if readers else {}
    left = {who: WORRIES_A_DAY - given.get(who, 0) for who in readers}
    kept = []
    for row in rows:
        if row["kind"] == waiting.WORRY:
            left[row["account_id"]] -= 1
            if left[row["account_id"]] < 0:
                continue
        kept.append(row)
    return kept
