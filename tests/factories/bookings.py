"""Interviews booked through the service itself, with cells, events and messages, some days ahead of the clock."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.database import db
from app.domain.policy import Role, Viewer
from app.domain.seating import Seating
from app.domain.slots import WallTime
from app.models.accounts import Account
from app.models.applications import Application
from app.services import scheduling
from tests.factories.openings import Team


def viewer_of(account_id: int) -> Viewer:
    """An account as the person who asks. Needs an application context."""
    row = db.session.execute(
        select(Account.name, Account.role, Account.zone, Account.job_title).where(Account.id == account_id)
    ).one()
    return Viewer(account_id, row.name, Role(row.role), row.zone, row.job_title)


def soon(*, days: int = 7, hour: int = 10, minute: int = 0) -> datetime:
    """A full moment of a coming day, in UTC."""
    day = datetime.now(UTC) + timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def wanted(at: datetime, *, minutes: int = 60) -> WallTime:
    """This instant as somebody would ask for it in UTC."""
    return WallTime(at.date(), at.time(), "UTC", minutes)


def book(
    application_id: int,
    by: int,
    *,
    interviewers: Sequence[int],
    at: datetime | None = None,
    shadows: Sequence[int] = (),
    seen: int | None = None,
) -> int:
    """A booked interview of the application's present stage; returns its id. Needs an application context."""
    version = db.session.execute(select(Application.version).where(Application.id == application_id)).scalar_one()
    return scheduling.book(
        viewer_of(by),
        application_id,
        wanted(at or soon()),
        seating=Seating(tuple(interviewers), tuple(shadows)),
        video_link="https://meet.example.org/room",
        seen=version if seen is None else seen,
    )


def book_panel(team: Team, application_id: int, **given: Any) -> int:
    """The same, booked by the team's recruiter with the whole panel unless `given` says otherwise."""
    return book(application_id, team.recruiter, **{"interviewers": team.panel} | given)
