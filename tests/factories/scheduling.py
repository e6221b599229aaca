"""Interviews with their seats."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from app.models.scheduling import Interview, Seat
from tests import factories
from tests.factories.accounts import START

_days = [count(1)]


def start_again() -> None:
    """Begin with the first day; otherwise a long run of tests would reach into the future."""
    _days[0] = count(1)


def make_interview(
    application_id: int,
    *,
    stage: str,
    interviewers: Sequence[int],
    starts_at: datetime | None = None,
    shadows: Sequence[int] = (),
    is_open: bool = False,
    is_reverse: bool = False,
) -> int:
    """A booked interview of an hour; returns its id. Each one is on another day unless `starts_at` says otherwise.

    `is_reverse`: its shadows lead it.
    """
    begin = starts_at or START + timedelta(days=next(_days[0]))
    interview = Interview(
        application_id=application_id,
        stage=stage,
        starts_at=begin,
        ends_at=begin + timedelta(hours=1),
        zone="UTC",
        wall_time=f"{begin:%Y-%m-%dT%H:%M}",
        booked_by=interviewers[0],
        booked_at=START,
        panel_opened_at=begin + timedelta(hours=2) if is_open else None,
    )
    with factories.writing() as session:
        session.add(interview)
        session.flush()
        for group, is_shadow in ((interviewers, False), (shadows, True)):
            seats = [Seat(interview_id=interview.id, account_id=who, is_shadow=is_shadow) for who in group]
            for seat in seats:
                seat.is_reverse = is_shadow and is_reverse
            session.add_all(seats)
        return interview.id
