"""The question who waits for whom: candidates to invite, invitations, interviews ahead, mail, load, turnaround."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta
from statistics import median
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select

from app.database import db
from app.domain.answers import ANSWER_STATES, Answer
from app.domain.clock_rules import promised
from app.domain.excuses import Excuse
from app.domain.family import Stage
from app.domain.invitations import ENDED_WORDS, Ended
from app.domain.mail_kinds import KINDS, TO_CANDIDATE
from app.domain.opening import OpeningState
from app.domain.policy import Part, Viewer
from app.domain.scheduling_rules import SchedulingRules
from app.domain.turns import is_long, usual_days
from app.domain.waits import answers_wanted_from
from app.models.openings import Opening, OpeningMember
from app.queries.ladders import digest_columns, digests_from
from app.queries.ladders.further import FURTHER_FAMILY, Moved, is_moved, stages_with
from app.queries.scheduling import board_statements as statements
from app.queries.scheduling.board_shapes import (
    About,
    Attendee,
    Invited,
    Led,
    Listed,
    Median,
    Meeting,
    PersonLoad,
    Schedule,
    ToInvite,
    Turnaround,
    Undelivered,
    Wanted,
)

AnyRow = Row[*tuple[Any, ...]]
T = TypeVar("T")
_DAY = timedelta(days=1)
_NO_SHOW = {"candidate": "the candidate did not come", "interviewer": "an interviewer did not come"}
_PARTS = (Part.RECRUITER.value, Part.HIRING_MANAGER.value)


class _Frame:
    """The openings that are asked for, while the schedule is put together."""

    def __init__(self, viewer: Viewer, openings: Sequence[Led], stages: dict[str, Stage], now: datetime) -> None:
        self.viewer, self.now, self.stages = viewer, now, stages
        self.openings = {opening.id: opening for opening in openings}
        self.scope = (list(self.openings), viewer.account_id)

    def about(self, row: AnyRow) -> About:
        opening = self.openings[row.opening_id]
        stage = opening.stages.get(row.stage, row.stage)
        return About(row.application_id, row.candidate, opening.name, stage, opening.is_recruiter)


def schedule_for(viewer: Viewer, wanted: Wanted, now: datetime) -> Schedule:
    """Who waits for whom in the openings that the viewer leads, in nine statements at most, however much there is.

    Args:
        viewer: a recruiter or hiring manager; an application of their own is nowhere in it.
        wanted: one opening or all; only what waits for the viewer leaves out what others have to do.
        now: this instant.
    """
    openings, stages = _led(viewer)
    chosen = [
        opening
        for opening in openings
        if wanted.opening_id in {None, opening.id} and (opening.is_recruiter or not wanted.is_mine)
    ]
    if not chosen:
        return Schedule(openings)
    frame = _Frame(viewer, chosen, stages, now)
    asked, silent = _invited(frame)
    troubled, booked = _meetings(frame)
    found = {
        "to_invite": _to_invite(frame),
        "asked": asked,
        "troubled": troubled,
        "undelivered": _undelivered(frame),
    }
    if wanted.is_mine:
        return Schedule(openings, **found)  # type: ignore[arg-type]
    more = {"silent": silent, "booked": booked, "load": _load(frame), "turnaround": _turnaround(frame)}
    return Schedule(openings, **found, **more)  # type: ignore[arg-type]


def _led(viewer: Viewer) -> tuple[tuple[Led, ...], dict[str, Stage]]:
    """The open openings that the viewer leads, by name, and their stages by key."""
    statement = (
        select(Opening.id, Opening.name, *digest_columns(), FURTHER_FAMILY, OpeningMember.part)
        .join(OpeningMember, OpeningMember.opening_id == Opening.id)
        .outerjoin(Moved, is_moved())
        .where(
            OpeningMember.account_id == viewer.account_id,
            OpeningMember.part.in_(_PARTS),
            Opening.state == OpeningState.OPEN.value,
        )
        .distinct()
        .order_by(Opening.name, Opening.id, OpeningMember.part, FURTHER_FAMILY)
    )
    stages: dict[str, Stage] = {}
    found: dict[int, Led] = {}
    for row in db.session.execute(statement):
        own = stages_with(digests_from(row._mapping), [row.further_family])
        stages |= {stage.key: stage for stage in own if stage.key not in stages}
        is_recruiter = row.part == Part.RECRUITER.value or (row.id in found and found[row.id].is_recruiter)
        known = found[row.id].stages if row.id in found else {}
        found[row.id] = Led(row.id, row.name, is_recruiter, {stage.key: stage.name for stage in own} | dict(known))
    return tuple(found.values()), stages


def _to_invite(frame: _Frame) -> Listed[ToInvite]:
    def one(row: AnyRow) -> ToInvite:
        days = usual_days(frame.stages.get(row.stage))
        before = _NO_SHOW.get(row.no_show or "", "")
        if not before and row.ended_because in set(Ended):
            before = f"the last invitation {ENDED_WORDS[Ended(row.ended_because)]}"
        entered = row.stage_entered_at
        return ToInvite(frame.about(row), entered, is_long(entered, frame.now, days), before)

    return _listed(db.session.execute(statements.to_invite(*frame.scope)).all(), one)


def _invited(frame: _Frame) -> tuple[Listed[Invited], Listed[Invited]]:
    """Those who offer other hours, and those who have said nothing."""

    def one(row: AnyRow) -> Invited:
        return Invited(frame.about(row), row.created_at, row.expires_at, row.reminders, row.asked_at, row.asked_note)

    rows = db.session.execute(statements.invited(*frame.scope)).all()
    return _listed((r for r in rows if r.has_asked), one), _listed((r for r in rows if not r.has_asked), one)


def _meetings(frame: _Frame) -> tuple[Listed[Meeting], Listed[Meeting]]:
    """Interviews that somebody has to mend, and the others."""
    ahead = db.session.execute(statements.clocks_ahead(*frame.scope, frame.now))
    stuck = [
        row.id for row in ahead if promised(row.starts_at, zone=row.zone, wall_time=row.wall_time) != row.starts_at
    ]
    rows = db.session.execute(statements.meetings(*frame.scope, frame.now, stuck=stuck)).all()
    people = _attendees([row.interview_id for row in rows])

    def one(row: AnyRow) -> Meeting:
        return Meeting(
            about=frame.about(row),
            interview_id=row.interview_id,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            zone=row.zone,
            candidate_reply=_reply(row.candidate_reply),
            people=tuple(people[row.interview_id]),
            is_stuck=row.interview_id in stuck,
            is_near=answers_wanted_from(row.starts_at, frame.viewer.zone) <= frame.now < row.starts_at,
        )

    return _listed((r for r in rows if r.is_troubled), one), _listed((r for r in rows if not r.is_troubled), one)


def _attendees(interview_ids: list[int]) -> defaultdict[int, list[Attendee]]:
    found: defaultdict[int, list[Attendee]] = defaultdict(list)
    for row in db.session.execute(statements.attendees(interview_ids)):
        has_declined = row.excuse == Excuse.CANNOT.value or row.reply == Answer.DECLINED.value
        found[row.interview_id].append(Attendee(row.name, bool(row.is_shadow), _reply(row.reply), has_declined))
    return found


def _reply(kept: str | None) -> str:
    return ANSWER_STATES[Answer(kept)] if kept in set(Answer) else ""


def _undelivered(frame: _Frame) -> Listed[Undelivered]:
    def one(row: AnyRow) -> Undelivered:
        is_staff = row.account_id is not None
        kind = KINDS.get(row.kind if is_staff else TO_CANDIDATE.get(row.kind, row.kind))
        what = kind.title if kind is not None else row.kind.replace("_", " ")
        to = row.to if is_staff else row.candidate
        return Undelivered(frame.about(row), what, to, row.failed_at, row.problem)

    return _listed(db.session.execute(statements.undelivered(*frame.scope, frame.now)).all(), one)


def _load(frame: _Frame) -> Listed[PersonLoad]:
    def one(row: AnyRow) -> PersonLoad:
        limit = row.most_a_week or row.full_week or SchedulingRules().full_week
        return PersonLoad(row.name, row.this_week, row.next_week, limit, row.most_a_week is not None)

    return _listed(db.session.execute(statements.load(*frame.scope, _mondays(frame))).all(), one)


def _mondays(frame: _Frame) -> tuple[datetime, datetime, datetime]:
    """When this week, the next one and the one after begin where the viewer is."""
    place = ZoneInfo(frame.viewer.zone)
    today = frame.now.astimezone(place).date()
    monday = today - timedelta(days=today.weekday())
    first, second, third = (
        datetime.combine(monday + timedelta(days=days), time(0), tzinfo=place) for days in (0, 7, 14)
    )
    return first, second, third


def _turnaround(frame: _Frame) -> tuple[Turnaround, ...]:
    """The stages that any interview was booked for lately, in the order of the plan."""
    days: dict[str, dict[str, list[float]]] = {}
    for row in db.session.execute(statements.held(*frame.scope, frame.now)):
        of_stage = days.setdefault(row.stage, {"booked": [], "held": [], "cards_in": []})
        of_stage["booked"].append((row.booked_at - row.entered_at) / _DAY)
        if row.ends_at <= frame.now:
            of_stage["held"].append((row.ends_at - row.entered_at) / _DAY)
        if row.panel_opened_at is not None:
            of_stage["cards_in"].append((row.panel_opened_at - row.entered_at) / _DAY)
    return tuple(
        Turnaround(stage.name, **{name: _median(values) for name, values in days[key].items()})
        for key, stage in frame.stages.items()
        if key in days
    )


def _median(values: list[float]) -> Median:
    return Median(median(values) if values else None, len(values))


def _listed(rows: Iterable[AnyRow], make: Callable[[AnyRow], T]) -> Listed[T]:
    found = list(rows)
    return Listed(tuple(make(row) for row in found), found[0].total if found else 0)
