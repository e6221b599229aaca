"""How much interviewing somebody has, and whose turn it is in a team of recruiters: whoever has least."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.conflicts import ConflictOfInterest
from app.domain.errors import Conflict
from app.domain.wording import counted

# House judgement: with four interviews somebody's week is full. Nobody is barred by it; others go first.
FULL_WEEK = 4
# How far back and ahead the weeks around reach.
AROUND = timedelta(weeks=4)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Load:
    """Interviews of one person: held in the last weeks, booked in the next, and those of this week, held or booked."""

    last: int = 0
    ahead: int = 0
    this_week: int = 0

    @property
    def total(self) -> int:
        """Those of the last and the next weeks together; what loads are compared by."""
        return self.last + self.ahead

    def is_full(self, full_week: int = FULL_WEEK) -> bool:
        """Whether this week holds as many as a full week."""
        return self.this_week >= full_week

    def words(self, full_week: int = FULL_WEEK) -> str:
        """Two interviews in the weeks around, one of them this week."""
        week = f"{counted(self.this_week, 'interview')} this week"
        text = f"{counted(self.total, 'interview')} in the weeks around, {week}"
        return f"{text}, which is a full week" if self.is_full(full_week) else text


def load_from(starts: Iterable[datetime], *, zone: str, now: datetime) -> Load:
    """The load that somebody's interviews make.

    Args:
        starts: when each of them begins, aware, in any order; what lies further away than `AROUND` counts nowhere.
        zone: the person's own, whose week runs from Monday to Sunday.
        now: this instant; what has begun is of the last weeks, the rest of the next.

    Source: house judgement for four weeks each way.
    """
    near = [start for start in starts if now - AROUND <= start <= now + AROUND]
    week = _week_of(now, zone)
    last = sum(start <= now for start in near)
    return Load(last, len(near) - last, sum(_week_of(start, zone) == week for start in near))


def _week_of(instant: datetime, zone: str) -> tuple[int, int]:
    year, week, _ = instant.astimezone(ZoneInfo(zone)).isocalendar()
    return year, week


@dataclass(frozen=True, slots=True)
class Recruiter:
    """One of a team, any of whom may hold the interview. `free` are starts in UTC at which there is time for it.

    `given_at` is when they were last given one; None when never.
    """

    id: int
    name: str
    load: Load
    free: frozenset[datetime]
    given_at: datetime | None = None
    conflicts: frozenset[ConflictOfInterest] = frozenset()


@dataclass(frozen=True, slots=True)
class Given:
    """Whose interview it is, and why."""

    recruiter: Recruiter
    reason: str


def offered(team: Sequence[Recruiter]) -> tuple[datetime, ...]:
    """The starts at which anybody of the team has time, the earliest first; whoever has a conflict offers none."""
    return tuple(sorted({start for one in team if not one.conflicts for start in one.free}))


def in_turn(team: Sequence[Recruiter], *, full_week: int = FULL_WEEK) -> tuple[Recruiter, ...]:
    """The team in the order of turns.

    Args:
        team: recruiters in any order.
        full_week: interviews of this week from which on others go first.

    Returns:
        those without a conflict: a full week last, then the smaller load, then whoever waited longest, then the older
        account.

    Source: house judgement.
    """
    able = [one for one in team if not one.conflicts]
    return tuple(
        sorted(able, key=lambda one: (one.load.is_full(full_week), one.load.total, one.given_at or _NEVER, one.id))
    )


def recruiter_for(start: datetime, team: Sequence[Recruiter], *, full_week: int = FULL_WEEK) -> Given:
    """Who of the team takes the interview that begins then.

    Raises:
        Conflict: when nobody of the team is free any more.
    """
    order = [one for one in in_turn(team, full_week=full_week) if start in one.free]
    if not order:
        raise Conflict("This time was taken meanwhile. Choose another one.")
    return Given(order[0], _why(order, full_week))


def _why(order: Sequence[Recruiter], full_week: int) -> str:
    first, others = order[0], order[1:]
    if not others:
        return f"{first.name} is the only one of the team who is free then."
    second = others[0]
    if first.load.is_full(full_week) != second.load.is_full(full_week):
        return f"{first.name} has room this week; {second.name} has {second.load.words(full_week)}."
    if first.load.total != second.load.total:
        return f"{first.name} has the least of those free then: {first.load.words(full_week)}."
    if (first.given_at or _NEVER) != (second.given_at or _NEVER):
        return f"{first.name} has as little as {second.name} and has waited longer."
    return f"{first.name} has as little as {second.name} and waited as long; the older account goes first."
