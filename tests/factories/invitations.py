"""Invitations to choose a time, and the links to them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from app.domain.invitations import BookingPass
from app.models.scheduling import Invitation, InvitationSeat
from app.queries.scheduling.invitations import booking_pass, invitation_link
from tests import factories


def make_invitation(
    application_id: int,
    by: int,
    *,
    people: Sequence[int],
    stage: str = "panel",
    takes: str = "all",
    now: datetime | None = None,
    days: int = 14,
    minutes: int = 60,
    step_minutes: int = 30,
    notice_hours: int = 24,
    withheld: Sequence[str] = (),
    shadows: Sequence[int] = (),
    standbys: Sequence[int] = (),
    leads: Mapping[int, Sequence[str]] | None = None,
    most_moves: int = 2,
    cutoff_hours: int = 24,
    expires_in: timedelta = timedelta(days=10),
) -> int:
    """An open invitation of these interviewers; returns its id."""
    made = now or datetime.now(UTC)
    row = Invitation(
        application_id=application_id,
        stage=stage,
        takes=takes,
        minutes=minutes,
        step_minutes=step_minutes,
        video_link="https://meet.example.org/room",
        from_at=made,
        until_at=made + timedelta(days=days),
        notice_hours=notice_hours,
        withheld=list(withheld),
        most_moves=most_moves,
        cutoff_hours=cutoff_hours,
        created_by=by,
        created_at=made,
        expires_at=made + expires_in,
    )
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
