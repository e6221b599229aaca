"""What waits for one person. Outside the feature grid: home gathers interviews, scorecards and applications."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.policy import Viewer
from app.queries.applications.waiting import Waiting, waiting_for
from app.queries.scheduling.mine import mine
from app.queries.scheduling.shapes import CardState, MyInterview


@dataclass(frozen=True, slots=True)
class Home:
    """Scorecards that are late or due, interviews of today and later, sealed panels, applications whose turn it is."""

    now: datetime
    late: tuple[MyInterview, ...]
    due: tuple[MyInterview, ...]
    today: tuple[MyInterview, ...]
    later: tuple[MyInterview, ...]
    sealed: tuple[MyInterview, ...]
    waiting: tuple[Waiting, ...]

    @property
    def ahead(self) -> tuple[MyInterview, ...]:
        """Every interview to come, the next one first."""
        return (*self.today, *self.later)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.late or self.due or self.ahead or self.sealed or self.waiting)


def home_for(viewer: Viewer, now: datetime) -> Home:
    """The queue of whoever is signed in, in four statements."""
    interviews = mine(viewer, now)
    zone = ZoneInfo(viewer.zone)
    this_day = now.astimezone(zone).date()
    is_today = {item.id: item.starts_at.astimezone(zone).date() == this_day for item in interviews.ahead}
    return Home(
        now=now,
        late=tuple(item for item in interviews.owed if item.due_at < now),
        due=tuple(item for item in interviews.owed if item.due_at >= now),
        today=tuple(item for item in interviews.ahead if is_today[item.id]),
        later=tuple(item for item in interviews.ahead if not is_today[item.id]),
        sealed=tuple(item for item in interviews.behind if _is_sealed(item)),
        waiting=waiting_for(viewer, now),
    )


def _is_sealed(item: MyInterview) -> bool:
    return item.card is CardState.SUBMITTED and item.panel_opened_at is None and not item.is_shadow
