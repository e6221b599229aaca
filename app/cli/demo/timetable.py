"""Outside the feature grid: when everything in the demo happens, counted back from the day of loading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from app.cli.demo.calendar import DAY, Calendar, Meeting, Wish, at_the_office
from app.cli.demo.content import Demo, DemoCandidate, DemoOpening
from app.domain.family import Stage
from app.domain.playbook import Playbook
from app.domain.policy import Part

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
# The day of loading begins at midnight UTC. Whatever is past happened before, whatever lies ahead begins a day later.
LAST_START = 10 * HOUR
LATE = 31 * HOUR
UNFINISHED = "panel_two_of_three"


@dataclass(frozen=True, slots=True)
class Route:
    """How far a path leads.

    `held` counts the interviews behind it, the last of them about `rest` days ago; `has_next` when another is booked;
    `ends` are the acts after the last interview, each with the days since the one before.
    """

    held: int
    rest: int = 0
    has_next: bool = False
    ends: tuple[tuple[str, int], ...] = ()


_DECISION = (("own_level", 1), ("decide", 1))
ROUTES: Mapping[str, Route] = {
    "new": Route(0),
    "screen_booked": Route(0, has_next=True),
    "screen_done": Route(1, 1),
    "manager_booked": Route(1, 4, has_next=True),
    "manager_done": Route(2, 2),
    "panel_booked": Route(2, 5, has_next=True),
    "panel_two_of_three": Route(3, 1),
    "panel_done": Route(3, 2),
    "final_booked": Route(3, 5, has_next=True),
    "final_done": Route(4, 2),
    "own_level": Route(4, 4, ends=_DECISION[:1]),
    "decided": Route(4, 8, ends=_DECISION),
    "offer_made": Route(4, 14, ends=(*_DECISION, ("offer", 3))),
    "hired": Route(4, 30, ends=(*_DECISION, ("offer", 3), ("hire", 7))),
    "on_hold_screen": Route(1, 8, ends=(("hold", 1),)),
    "on_hold_panel": Route(2, 7, ends=(("hold", 1),)),
    "declined_screen": Route(1, 8, ends=(("decline", 1),)),
    "declined_manager": Route(2, 11, ends=(("decline", 1),)),
    "declined_panel": Route(3, 14, ends=(("decline", 2),)),
    "declined_final": Route(4, 17, ends=(("decline", 1),)),
    "declined_decision": Route(4, 18, ends=_DECISION),
    "withdrawn_manager": Route(1, 14, has_next=True, ends=(("withdraw", 3),)),
    "withdrawn_offer": Route(4, 27, ends=(*_DECISION, ("offer", 3), ("withdraw", 14))),
    "reopened": Route(2, 20, ends=(("decline", 1), ("reopen", 12))),
}
# Where everything of the last stage is in (or nearly) and the application has still not gone on.
STAYS = {"screen_done", "manager_done", "panel_done", UNFINISHED, "on_hold_screen", "reopened"}
STAYS |= {"declined_screen", "declined_manager", "declined_panel", "declined_final"}
SHARES = {1: (1.0,), 2: (0.35, 1.0), 3: (0.2, 0.55, 1.0), 4: (0.15, 0.4, 0.7, 1.0)}


@dataclass(frozen=True, slots=True)
class Appointment:
    """One interview: booked, held (or ahead), who sits in it, and beside it, and when each card comes in."""

    stage: str
    people: tuple[str, ...]
    booked_at: datetime
    meeting: Meeting
    cards: tuple[tuple[datetime, str], ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything of one candidate; `left` says when each stage was advanced from, `ends` when each later act was."""

    applied_at: datetime
    appointments: tuple[Appointment, ...]
    left: Mapping[str, datetime]
    ends: Mapping[str, datetime]

    def seats(self) -> dict[str, tuple[str, ...]]:
        """Who sat in the interviews that were held, by stage."""
        return {item.stage: item.people for item in self.appointments if item.cards}


@dataclass
class Planner:
    """Lays out one candidate after the other, so that nobody has to be in two places."""

    demo: Demo
    playbook: Playbook
    today: date
    calendar: Calendar = field(default_factory=Calendar)

    @property
    def dawn(self) -> datetime:
        """The beginning of the day of loading."""
        return datetime.combine(self.today, time(), tzinfo=UTC)

    def all(self) -> dict[str, Timetable]:
        """The timetable of every candidate, by key."""
        candidates = self.demo.organisation.candidates
        return {item.key: _Days(self, item, number).timetable() for number, item in enumerate(candidates)}


class _Days:
    """The days of one candidate while they are laid out."""

    def __init__(self, planner: Planner, candidate: DemoCandidate, number: int) -> None:
        self.planner, self.candidate, self.number = planner, candidate, number
        self.opening: DemoOpening = planner.demo.opening(candidate.opening)
        self.route = ROUTES[candidate.path]
        self.rng = Random(f"{candidate.key}/days")
        self.recruiter_zone = planner.demo.staff(self.opening.team[Part.RECRUITER][0]).zone
        self.manager_zone = planner.demo.staff(self.opening.team[Part.HIRING_MANAGER][0]).zone

    def timetable(self) -> Timetable:
        """From the application to where the path ends."""
        began = self.planner.dawn - self.candidate.applied_days_ago * DAY
        applied_at = self._done(began, self.rng.randrange(30, 600) * MINUTE)
        stages = self.planner.playbook.family.stages
        held, left = [], {}
        at = applied_at
        for index, stage in enumerate(stages[: self.route.held]):
            appointment = self._held(stage, at, self._wished(applied_at, index))
            held.append(appointment)
            at = appointment.cards[-1][0]
            if index + 1 < self.route.held or self.candidate.path not in STAYS:
                # The checklist of requirements is filled in after the first stage, before the application goes on.
                at = left[stage.key] = self._done(at, self.rng.randrange(50, 170) * MINUTE)
        ends = self._ends(at)
        if self.route.has_next:
            held.append(self._ahead(stages[self.route.held], at, ends.get("withdraw")))
        return Timetable(applied_at, tuple(held), left, ends)

    def _wished(self, applied_at: datetime, index: int) -> datetime:
        last = self.planner.dawn - self.route.rest * DAY
        share = SHARES[self.route.held][index]
        return applied_at + (last - applied_at) * share - self.rng.randrange(0, 8) * HOUR

    def _done(self, after: datetime, gap: timedelta, zone: str = "") -> datetime:
        """When somebody gets to it, by default the recruiter; always before the day of loading."""
        dawn = self.planner.dawn
        at = at_the_office(after + gap, zone or self.recruiter_zone, before=dawn)
        return at if at < dawn else after + (dawn - after) / 2

    def _held(self, stage: Stage, at: datetime, wished: datetime) -> Appointment:
        booked_at = self._done(at, self.rng.randrange(15, 90) * MINUTE)
        people = self._people(stage)
        earliest = booked_at + 14 * HOUR
        meeting = self._find(stage, people, earliest, max(wished, earliest), self.planner.dawn - LAST_START)
        cards = self._cards(stage, people, meeting)
        return Appointment(stage.key, people, booked_at, meeting, cards, self._beside(stage))

    def _ahead(self, stage: Stage, at: datetime, withdrawn_at: datetime | None) -> Appointment:
        booked_at = self._done(at, self.rng.randrange(15, 90) * MINUTE)
        people = self._people(stage)
        earliest = withdrawn_at + DAY if withdrawn_at else self.planner.dawn + DAY
        wished = earliest + self.rng.randrange(0, 4 * 24) * HOUR
        meeting = self._find(stage, people, earliest, wished, earliest + 21 * DAY)
        return Appointment(stage.key, people, booked_at, meeting, beside=self._beside(stage))

    def _find(
        self, stage: Stage, people: tuple[str, ...], earliest: datetime, wished: datetime, before: datetime
    ) -> Meeting:
        sitting = (*people, *self._beside(stage))
        zones = {key: self.planner.demo.staff(key).zone for key in sitting} | {self.candidate.key: self.candidate.zone}
        opens = time(9 + self.rng.randrange(5), self.rng.choice((0, 0, 30)))
        return self.planner.calendar.find(Wish(zones, stage.minutes, earliest, wished, before, opens))

    def _people(self, stage: Stage) -> tuple[str, ...]:
        if stage.role != "interviewer":
            return self.opening.team[Part(stage.role)][:1]
        is_open = self.route.held < 4 or self.candidate.disagreement is not None
        pool = len(self.opening.team[Part.INTERVIEWER])
        return self.opening.panel(None if is_open or pool == stage.interviewers else self.number % pool)

    def _beside(self, stage: Stage) -> tuple[str, ...]:
        is_panel = stage.role == Part.INTERVIEWER.value
        return (self.candidate.beside,) if is_panel and self.candidate.beside else ()

    def _cards(self, stage: Stage, people: tuple[str, ...], meeting: Meeting) -> tuple[tuple[datetime, str], ...]:
        times = [meeting.ends_at + self.rng.randrange(12, 300) * MINUTE for _ in people]
        if self.candidate.late == stage.key:
            times[-1] = meeting.ends_at + LATE
        if self.candidate.path == UNFINISHED and stage.interviewers > 1:
            times[0] = meeting.starts_at + 25 * MINUTE  # the draft
        return tuple(sorted(zip(times, people, strict=True)))

    def _ends(self, at: datetime) -> dict[str, datetime]:
        found = {}
        for act, days in self.route.ends:
            is_managers = act in {"own_level", "decide"} or (act == "decline" and self.route.held > 1)
            zone = self.manager_zone if is_managers else ""
            at = found[act] = self._done(at, days * DAY - self.rng.randrange(0, 240) * MINUTE, zone)
        return found
