"""Invitations to choose a time, and the links to them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.invitations import BookingPass
from app.models.scheduling import Invitation, InvitationSeat
from app.queries.scheduling.invitations import booking_pass, invitation_link
from tests import factories

USUAL: dict[str, Any] = {
    "stage": "panel",
    "takes": "all",
    "minutes": 60,
    "step_minutes": 30,
    "notice_hours": 24,
    "withheld": [],
    "most_moves": 2,
    "cutoff_hours": 24,
    "video_link": "https://meet.example.org/room",
}


def make_invitation(
    application_id: int,
    by: int,
    *,
    people: Sequence[int],
    shadows: Sequence[int] = (),
    standbys: Sequence[int] = (),
    leads: Mapping[int, Sequence[str]] | None = None,
    now: datetime | None = None,
    days: int = 14,
    expires_in: timedelta = timedelta(days=10),
    **given: Any,
) -> int:
    """An open invitation to a panel of these interviewers; returns its id. `given` are further columns."""
    made = now or datetime.now(UTC)
    row = Invitation(application_id=application_id, created_by=by, created_at=made, **USUAL | given)
    row.from_at, row.until_at, row.expires_at = made, made + timedelta(days=days), made + expires_in
    with factories.writing() as session:
        session.add(row)
        session.flush()
        for group, sits_as in ((people, "interviewer"), (shadows, "shadow"), (standbys, "standby")):
            session.add_all(
                InvitationSeat(
                    invitation_id=row.id, account_id=who, sits_as=sits_as, leads=list((leads or {}).get(who, ()))
                )
                for who in group
            )
        return row.id


def pass_to(invitation_id: int) -> BookingPass:
    """What the link to an invitation says. Needs an application context."""
    found = booking_pass(invitation_link(invitation_id).rsplit("/", 1)[1])
    assert found is not None
    return found
