"""Messages about one panel that wait to be sent, and the letters that are written of them."""

from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar
from sqlalchemy import update

from app.gateways.mail import Letter
from app.models.applications import Application
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview
from app.services.notifications.composing import Dropped, compose
from tests import factories
from tests.factories.invitations import make_invitation
from tests.factories.panels import Panel

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BEGIN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # ten in Tokyo, two in Berlin
STAMP = "2026-11-23T07:00:00Z"


def change(statement: Any) -> None:
    """Change rows behind the product's back."""
    with factories.writing() as session:
        session.execute(statement)


def queued(kind: str, panel: Panel, *, to: int | None = None, about_interview: bool = True, **data: str) -> int:
    """A message that waits: to an account, or to the candidate."""
    row = OutboxMessage(kind=kind, data=data, created_at=NOW, due_at=NOW, application_id=panel.application)
    with factories.writing() as session:
        row.interview_id = panel.interview if about_interview else None
        row.account_id = to
        row.candidate_id = session.get_one(Application, panel.application).candidate_id if to is None else None
        session.add(row)
        session.flush()
        return row.id


def letter(message_id: int) -> Letter:
    """The letter of a message that is sent."""
    found = compose(message_id, NOW)
    assert isinstance(found, Letter), found
    return found


def dropped(message_id: int, now: datetime = NOW) -> str:
    """Why a message is not sent."""
    found = compose(message_id, now)
    assert isinstance(found, Dropped), found
    return found.reason


def set_interview(panel: Panel, **values: Any) -> None:
    """Let the interview be otherwise."""
    change(update(Interview).where(Interview.id == panel.interview).values(**values))


def set_state(panel: Panel, state: str) -> None:
    """Let the application be in another state."""
    change(update(Application).where(Application.id == panel.application).values(state=state))


def invite(panel: Panel, **given: Any) -> int:
    """An invitation of the whole panel."""
    return make_invitation(panel.application, panel.team.recruiter, people=panel.team.panel, now=NOW, **given)


def method_of(found: Letter) -> str:
    """What a calendar part asks for."""
    return str(Calendar.from_ical(found.calendar or b"")["method"])


def event_of(found: Letter) -> Any:
    """The entry that a calendar part tells of."""
    return Calendar.from_ical(found.calendar or b"").events[0]
