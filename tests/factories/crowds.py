"""Many applications of one opening at once, spread over stages and states, with interviews and scorecards."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from app.domain.pipeline import DECISION
from app.models.applications import Application, ApplicationEvent
from app.models.candidates import Candidate
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from tests import factories
from tests.factories.accounts import START
from tests.factories.openings import Team

STAGES = ("screen", "manager", "panel", "final", DECISION)
FIRST_ID = 10_000


def make_crowd(team: Team, size: int) -> list[int]:
    """Applications in all stages, two thirds of them active; every second one has an interview. Returns the ids."""
    now = datetime.now(UTC).replace(microsecond=0)
    ids = list(range(FIRST_ID, FIRST_ID + size))
    states = ("active", "active", "declined")
    rows = [(number, STAGES[number % 5], states[number % 3]) for number in ids]
    with factories.writing() as session:
        session.execute(insert(Candidate), [_candidate(number) for number in ids])
        session.execute(insert(Application), [_application(team, *row, now=now) for row in rows])
        session.execute(insert(ApplicationEvent), [_event(team, number) for number in ids])
        seated = [(number, stage) for number, stage, _state in rows if number % 2 and stage != DECISION]
        session.execute(insert(Interview), [_interview(team, number, stage, now=now) for number, stage in seated])
        session.execute(
            insert(Seat), [{"interview_id": n, "account_id": who} for n, _s in seated for who in team.panel]
        )
        held = [number for number, _stage in seated if number % 3 == 0]
        session.execute(insert(Scorecard), [_card(team, number, now=now) for number in held])
    return ids


def _candidate(number: int) -> dict[str, object]:
    name = f"Somebody {number}"
    return {
        "id": number,
        "name": name,
        "search_name": name.lower(),
        "email": f"{number}@example.net",
        "place": "Tokyo",
        "zone": "Asia/Tokyo",
        "created_at": START,
    }


def _application(team: Team, number: int, stage: str, state: str, *, now: datetime) -> dict[str, object]:
    return {
        "id": number,
        "candidate_id": number,
        "opening_id": team.opening,
        "source": "applied" if number % 7 else "referred by Hiroshi",
        "state": state,
        "stage": stage,
        "stage_entered_at": now - timedelta(hours=number - FIRST_ID),
        "version": 1,
        "applied_at": START,
    }


def _event(team: Team, number: int) -> dict[str, object]:
    return {"application_id": number, "kind": "applied", "data": {}, "actor_id": team.recruiter, "at": START}


def _interview(team: Team, number: int, stage: str, *, now: datetime) -> dict[str, object]:
    begin = now + timedelta(days=1 if number % 3 else -1)
    return {
        "id": number,
        "application_id": number,
        "stage": stage,
        "starts_at": begin,
        "ends_at": begin + timedelta(hours=1),
        "zone": "UTC",
        "wall_time": "2026-01-05T09:00",
        "booked_by": team.recruiter,
        "booked_at": START,
    }


def _card(team: Team, number: int, *, now: datetime) -> dict[str, object]:
    return {
        "interview_id": number,
        "account_id": team.panel[0],
        "vote": "strong_yes",
        "summary": "canary",
        "saved_at": now,
        "submitted_at": now,
    }
