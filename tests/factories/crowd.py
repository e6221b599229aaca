"""Many applications at once, spread over all stages and states, for tests of what pages cost as the data grows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, func, insert, select
from sqlalchemy.orm import Session

from app.database import Base
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent, RequirementCheck
from app.models.candidates import Candidate
from app.models.decisions import OwnLevel
from app.models.openings import Opening, OpeningMember
from app.models.scheduling import Interview, Seat, StaffCell
from app.models.scorecards import CompetencyRating, Scorecard, SignalRating
from tests import factories
from tests.factories.accounts import START
from tests.factories.ladders import shipped_playbook
from tests.factories.openings import Team

STAGES = ("screen", "manager", "panel", "final", "decision")
# Most are under way, some stand in every other state.
STATES = ("active", "active", "active", "active", "active", "active", "on_hold", "declined", "withdrawn")
AT_THE_END = ("active", "active", "decided", "offer_made", "hired")
CELL_SECONDS = 300
HOUR = timedelta(hours=1)
TEXT = "Asked for the cost of a day's delay, wrote it on the board and came back to it three times."
# In an order in which every row finds those that it refers to.
TABLES: tuple[type[Base], ...] = (
    Candidate,
    Application,
    ApplicationEvent,
    RequirementCheck,
    OwnLevel,
    Interview,
    Seat,
    StaffCell,
    Scorecard,
    CompetencyRating,
    SignalRating,
)


@dataclass
class _Crowd:
    """Rows on their way into the database, and the next free numbers."""

    team: Team
    now: datetime
    ids: dict[type[Base], int]
    rows: dict[type[Base], list[dict[str, Any]]] = field(default_factory=lambda: {table: [] for table in TABLES})
    booked: int = 0
    taken: frozenset[datetime] = frozenset()

    def add(self, table: type[Base], **values: Any) -> None:
        self.rows[table].append(values)

    def number(self, table: type[Base]) -> int:
        self.ids[table] += 1
        return self.ids[table]

    def people(self, stage: str) -> tuple[int, ...]:
        team = self.team
        seated = {"screen": (team.recruiter,), "manager": (team.manager,), "panel": team.panel}
        return seated.get(stage, (team.leader,))


def make_crowd(team: Team, size: int) -> None:
    """So many more applications of one opening, with everything that belongs to them.

    Stages that lie behind were held, with all cards in and the panel open. In the stage where an application stands it
    is unbooked, booked, waiting for cards, or full of cards, by turns.
    """
    with factories.writing() as session:
        crowd = _Crowd(team, datetime.now(UTC).replace(second=0, microsecond=0), _last_ids(session))
        ahead = select(func.count()).where(Interview.starts_at > crowd.now)
        crowd.booked = session.execute(ahead).scalar_one()
        crowd.taken = frozenset(session.scalars(select(Interview.starts_at).where(Interview.starts_at > crowd.now)))
        for _ in range(size):
            _add_application(crowd)
        for table in TABLES:
            if crowd.rows[table]:
                session.execute(insert(table), crowd.rows[table])


def _last_ids(session: Session) -> dict[type[Base], int]:
    numbered = (Candidate, Application, Interview, Scorecard)
    return {table: session.execute(select(func.coalesce(func.max(table.id), 0))).scalar_one() for table in numbered}


def _add_application(crowd: _Crowd) -> None:
    candidate_id, id = crowd.number(Candidate), crowd.number(Application)
    stage = STAGES[id % len(STAGES)]
    choices = AT_THE_END if stage == "decision" else STATES
    state = choices[id // len(STAGES) % len(choices)]
    entered = crowd.now - timedelta(hours=3 + id % 480, minutes=id % 60)
    name = f"Crowd Member {id}"
    crowd.add(
        Candidate,
        id=candidate_id,
        name=name,
        search_name=name.lower(),
        email=f"member{id}@crowd.example.net",
        place="Tokyo",
        zone="Asia/Tokyo",
        created_at=entered - 40 * 24 * HOUR,
    )
    crowd.add(
        Application,
        id=id,
        candidate_id=candidate_id,
        opening_id=crowd.team.opening,
        state=state,
        stage=stage,
        stage_entered_at=entered,
        applied_at=entered - 40 * 24 * HOUR,
        hold_until=(crowd.now + timedelta(days=id % 9)).date() if state == "on_hold" else None,
        level="P4" if state in AT_THE_END[2:] else None,
        source="Referral",
        version=1,
    )
    _add_traces(crowd, id, state=state, entered=entered)
    _add_interviews(crowd, id, stage=stage, state=state, entered=entered)


def _add_traces(crowd: _Crowd, application_id: int, *, state: str, entered: datetime) -> None:
    add = partial(crowd.add, ApplicationEvent, application_id=application_id, actor_id=crowd.team.recruiter)
    add(kind="applied", data={"stage": "screen", "source": "Referral"}, at=entered - 40 * 24 * HOUR)
    for before, after in pairwise(STAGES):
        add(kind="advanced", data={"from": before, "to": after}, at=entered)
    checked = {"checked_by": crowd.team.recruiter, "checked_at": entered}
    for key in ("account_control", "sfdc"):
        crowd.add(RequirementCheck, application_id=application_id, requirement=key, state="met", **checked)
    if state in AT_THE_END[2:]:
        own = {"account_id": crowd.team.manager, "level": "P4", "confidence": "sure", "at": entered}
        crowd.add(OwnLevel, application_id=application_id, **own)


def _add_interviews(crowd: _Crowd, application_id: int, *, stage: str, state: str, entered: datetime) -> None:
    behind = STAGES[: STAGES.index(stage)]
    for days, held in enumerate(reversed(behind), 1):
        _add_interview(crowd, application_id, held, begin=entered - days * 24 * HOUR, cards=3)
    if stage == "decision":
        return
    situation = application_id // (len(STAGES) * len(STATES)) % 4 if application_id > 60 else application_id // 5 % 4
    if situation == 1 and state == "active":
        # One hour after the other, so that nobody is booked twice and every cell is a row of its own.
        crowd.booked += 1
        first = crowd.now.replace(minute=0) + timedelta(days=2)
        while first + crowd.booked * HOUR in crowd.taken:
            crowd.booked += 1
        begin = first + crowd.booked * HOUR
        _add_interview(crowd, application_id, stage, begin=begin, cards=0)
    elif situation > 1:
        cards = len(crowd.people(stage)) - 1 if situation == 2 else 3
        _add_interview(crowd, application_id, stage, begin=entered + timedelta(minutes=5), cards=cards)


def _add_interview(crowd: _Crowd, application_id: int, stage: str, *, begin: datetime, cards: int) -> None:
    interview_id, end = crowd.number(Interview), begin + HOUR
    people = crowd.people(stage)
    crowd.add(
        Interview,
        id=interview_id,
        application_id=application_id,
        stage=stage,
        starts_at=begin,
        ends_at=end,
        zone="UTC",
        wall_time=f"{begin:%Y-%m-%dT%H:%M}",
        booked_by=crowd.team.recruiter,
        booked_at=begin - 24 * HOUR,
        panel_opened_at=end if cards >= len(people) else None,
        video_link="https://meet.example.org/room",
        state="booked",
        version=1,
        quorum_reason="",
    )
    for who in people:
        crowd.add(Seat, interview_id=interview_id, account_id=who, is_shadow=False)
        if begin > crowd.now:
            first = int(begin.timestamp()) // CELL_SECONDS
            for cell in range(first, first + 12):
                crowd.add(StaffCell, account_id=who, cell=cell, interview_id=interview_id)
    for who in people[:cards]:
        _add_card(crowd, interview_id, who, stage=stage, at=end)


def _add_card(crowd: _Crowd, interview_id: int, account_id: int, *, stage: str, at: datetime) -> None:
    card_id = crowd.number(Scorecard)
    head = {"vote": "yes", "summary": TEXT, "saved_at": at, "submitted_at": at, "version": 1, "is_late": False}
    head |= {"next_note": "Ask about the port." if card_id % 3 == 0 else ""}
    crowd.add(Scorecard, id=card_id, interview_id=interview_id, account_id=account_id, **head)
    for area, signal in _lines(stage):
        if area:
            point = 1 + (card_id + len(area)) % 4
            crowd.add(CompetencyRating, scorecard_id=card_id, focus_area=area, point=point, **_answered())
        else:
            statements = shipped_playbook().ladder.signal(signal).statements
            key = statements[card_id % len(statements)].key
            crowd.add(SignalRating, scorecard_id=card_id, signal=signal, statement=key, **_answered())


def _answered() -> dict[str, Any]:
    return {"is_answered": True, "evidence": TEXT}


def _lines(stage: str) -> Iterator[tuple[str, str]]:
    plan = shipped_playbook().family.stage(stage)
    yield from ((area, "") for area in plan.focus_areas)
    yield from (("", signal) for signal in plan.signals)


def make_openings(team: Team, number: int) -> None:
    """So many more openings, at least one, with the same hiring team."""
    with factories.writing() as session:
        pattern = session.execute(select(Opening.__table__).where(Opening.id == team.opening)).mappings().one()
        parts = [(member.account_id, member.part) for member in _members(session, team.opening)]
        first = session.execute(select(func.max(Opening.id))).scalar_one() + 1
        ids = range(first, first + number)
        session.execute(insert(Opening), [{**pattern, "id": id, "name": f"Further Opening {id}"} for id in ids])
        rows = [{"opening_id": id, "account_id": who, "part": part} for id in ids for who, part in parts]
        session.execute(insert(OpeningMember), rows)


def make_colleagues(team: Team, number: int) -> None:
    """So many more people, at least one, who interview for the opening."""
    with factories.writing() as session:
        first = session.execute(select(func.max(Account.id))).scalar_one() + 1
        ids = range(first, first + number)
        rows = [{"id": id, "email": f"colleague{id}@example.org", "name": f"Colleague {id}"} for id in ids]
        shared = {"role": "interviewer", "job_title": "Account Executive", "zone": "UTC", "created_at": START}
        session.execute(insert(Account), [row | shared for row in rows])
        seats = [{"opening_id": team.opening, "account_id": id, "part": "interviewer"} for id in ids]
        session.execute(insert(OpeningMember), seats)


def _members(session: Session, opening_id: int) -> list[Row[int, str]]:
    statement = select(OpeningMember.account_id, OpeningMember.part).where(OpeningMember.opening_id == opening_id)
    return list(session.execute(statement.order_by(OpeningMember.account_id, OpeningMember.part)))
