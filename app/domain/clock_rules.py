"""What becomes of a booked interview when the rules of its zone change: the wall time that was promised stays."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.slots import WALL_FORMAT, beside_gap


def promised(starts_at: datetime, *, zone: str, wall_time: str) -> datetime:
    """The instant at which the clocks of a zone show the time that was promised, by the rules known now.

    Args:
        starts_at: when the interview begins by the rules that were known when it was booked.
        zone: the zone in which the time was told.
        wall_time: what its clocks were to show.

    Returns:
        `starts_at` itself where the clocks show the time then. Else the instant when they do, the nearer one if they
        show it twice; the first one that can be booked after it where they leap over it. A zone that nobody knows any
        more changes nothing.

    Source: promise: a booked local time stays the local time that the candidate was told.
    """
    wall = datetime.strptime(wall_time, WALL_FORMAT)  # noqa: DTZ007 - a wall time has none
    try:
        place = ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return starts_at
    shown = [wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)]
    true = [instant for instant in shown if instant.astimezone(place).replace(tzinfo=None) == wall]
    if not true:
        return beside_gap(wall.date(), wall.time(), zone=zone)[1].astimezone(UTC)
    return min(true, key=lambda instant: abs(instant - starts_at))
