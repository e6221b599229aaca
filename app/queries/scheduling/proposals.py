"""The question whom a candidate would meet, and when: a panel with its reasons, or a team of whom one comes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from app.database import db
from app.domain.candidate_hours import suiting
from app.domain.family import Stage
from app.domain.free_figure import FreeFigure, free_figure
from app.domain.free_time import Grid, Search, slots_on
from app.domain.inviting import Place, Takes
from app.domain.panel_pool import Need, PoolMember, Wanted
from app.domain.panels import Composition, Panel, compose
from app.domain.scheduling_rules import SchedulingRules
from app.domain.spans import Span, around, joined, spans_of
from app.models.scheduling import CandidateWindow, Invitation
from app.queries.scheduling.diaries import starts_of
from app.queries.scheduling.pools import Job, people_for
from app.queries.scheduling.shapes import ToBook

# The hours that the candidate named when none of the last offer suited.
_NAMED = (
    select(CandidateWindow.starts_at, CandidateWindow.ends_at)
    .join(Invitation, Invitation.id == CandidateWindow.invitation_id)
    .where(
        Invitation.application_id == bindparam("application_id"),
        Invitation.stage == bindparam("stage"),
        CandidateWindow.ends_at > bindparam("now"),
    )
    .order_by(CandidateWindow.starts_at, CandidateWindow.id)
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom the candidate would meet, at which starts, and why; `panel` is None where one of `team` comes, or nobody.

    `choices` are those who can take a place, by name. `unknown` are needs that nobody of all of them is marked for, so
    that they could not be looked for. `chosen` says whether a person put this panel together.
    """

    page: ToBook
    rules: SchedulingRules
    takes: Takes
    team: tuple[PoolMember, ...]
    jobs: Mapping[int, Job]
    panel: Panel | None
    composition: Composition | None
    choices: tuple[PoolMember, ...]
    starts: tuple[datetime, ...]
    named: tuple[Span, ...]
    figure: FreeFigure | None
    unknown: tuple[Need, ...] = ()
    chosen: bool = False

    @property
    def minutes(self) -> int:
        """How long the interview is."""
        return self.page.stage.minutes

    @property
    def interviewers(self) -> tuple[int, ...]:
        """Account ids of those who interview, or of whom one does."""
        return self.panel.ids if self.panel else tuple(one.id for one in self.team)

    @property
    def places(self) -> tuple[Place, ...]:
        """Everybody of the invitation: those who interview, one in training beside them, and who stands by."""
        if self.panel is None:
            return tuple(Place(one.id) for one in self.team)
        seats = [Place(seat.id, leads=tuple(area.key for area in seat.leads)) for seat in self.panel.seats]
        if self.panel.beside is not None:
            seats.append(Place(self.panel.beside.id, self.panel.beside.sits_as.value))
        if self.panel.standby is not None and self.panel.standby.id not in {seat.account_id for seat in seats}:
            seats.append(Place(self.panel.standby.id, "standby"))
        return tuple(seats)

    @property
    def days(self) -> tuple[tuple[datetime, tuple[datetime, ...]], ...]:
        """The starts by day of the candidate's calendar; each day stands for its first start."""
        place = ZoneInfo(self.page.case.candidate_zone)
        found: dict[date, list[datetime]] = {}
        for start in self.starts:
            found.setdefault(start.astimezone(place).date(), []).append(start)
        return tuple((group[0], tuple(group)) for group in found.values())

    @property
    def other_zones(self) -> tuple[str, ...]:
        """The zones of those who interview, other than the candidate's, each once."""
        zones = (self.jobs[who].zone for who in self.interviewers)
        return tuple(dict.fromkeys(zone for zone in zones if zone != self.page.case.candidate_zone))


def proposal_for(page: ToBook, now: datetime, *, chosen: Sequence[int] = ()) -> Proposal:
    """Propose whom to invite a candidate to.

    Args:
        page: the application and its stage.
        now: this instant.
        chosen: account ids of all interviewers, where a person chose them; none lets the best be found.

    Returns:
        for a stage that one recruiter holds, everybody of the team who may, or those chosen, of whom one comes; else a
        panel, or why there is none.

    Raises:
        BadData: when somebody chosen can't interview here.
    """
    stage, zone = page.stage, page.case.candidate_zone
    seatable = people_for(page.case.application_id, now=now)
    house = seatable.rules
    named = _named(page, now)
    window = Span(now, now + timedelta(days=house.window_days))
    search, grid = Search(window, now, house.notice_hours), Grid(stage.minutes, zone, house.step_minutes)
    suits = frozenset(slot.starts_at for slot in slots_on(grid, (window,), allowed=suiting(zone, window, named)))
    free = starts_of([one.id for one in seatable.members], grid=grid, search=search)
    people = tuple(replace(one, free=free[one.id]) for one in seatable.members if one.id in free)
    bare = Proposal(page, house, takes_of(stage), (), seatable.jobs, None, None, (), (), named, None)
    if bare.takes is Takes.ONE:
        return _any_of(bare, people, suits, chosen)
    unknown = _unknown(seatable.needs, seatable.members)
    needs = tuple(replace(need, is_must=need.is_must and need not in unknown) for need in seatable.needs)
    wanted = Wanted(
        interviewers=stage.interviewers,
        areas=seatable.areas,
        needs=needs,
        allowed=suits,
        before=window.ends_at.astimezone(ZoneInfo(zone)).date(),
        zone=zone,
        full_week=house.full_week,
    )
    composition = compose(people, wanted, seated=tuple(chosen))
    return _panel(replace(bare, unknown=unknown), composition, people, is_chosen=bool(chosen))


def _unknown(needs: Sequence[Need], people: Sequence[PoolMember]) -> tuple[Need, ...]:
    """The musts that nobody here is marked for, whether they have time or not: then nothing is known about it."""
    return tuple(need for need in needs if need.is_must and not any(need.tag in one.tags for one in people))


def takes_of(stage: Stage) -> Takes:
    """Any recruiter of the team can hold a screen; every other interview is with named people."""
    return Takes.ONE if stage.role == "recruiter" and stage.interviewers == 1 else Takes.ALL


def _named(page: ToBook, now: datetime) -> tuple[Span, ...]:
    given = {"application_id": page.case.application_id, "stage": page.stage.key, "now": now}
    return tuple(Span(row.starts_at, row.ends_at) for row in db.session.execute(_NAMED, given))


def _any_of(
    bare: Proposal, people: Sequence[PoolMember], suits: frozenset[datetime], chosen: Sequence[int]
) -> Proposal:
    """Everybody of a team of whom one comes, those with the least to do first, and the starts of all of them."""
    able = [one for one in people if one.may_count]
    choices = tuple(sorted(able, key=lambda one: (one.load.is_full(bare.rules.full_week), one.load.total, one.id)))
    team = tuple(one for one in choices if not chosen or one.id in chosen)
    starts = tuple(sorted({start for one in team for start in one.free & suits}))
    figure = _figure(bare, team, starts)
    return replace(bare, team=team, choices=choices, starts=starts, figure=figure, chosen=bool(chosen))


def _panel(bare: Proposal, composition: Composition, people: Sequence[PoolMember], *, is_chosen: bool) -> Proposal:
    able = tuple(sorted((one for one in people if one.may_count), key=lambda one: (one.name, one.id)))
    found = replace(bare, takes=Takes.ALL, composition=composition, choices=able, chosen=is_chosen)
    panel = composition.best
    if panel is None:
        return found
    by_id = {one.id: one for one in people}
    figure = _figure(bare, [by_id[who] for who in panel.ids], panel.starts)
    return replace(found, panel=panel, starts=panel.starts, figure=figure)


def _figure(bare: Proposal, people: Sequence[PoolMember], starts: Sequence[datetime]) -> FreeFigure | None:
    if not starts or not people:
        return None
    rows = [(one.name, _spans(one.free, bare.minutes)) for one in people]
    return free_figure(rows, _spans(starts, bare.minutes), bare.page.case.candidate_zone)


def _spans(starts: Iterable[datetime], minutes: int) -> tuple[Span, ...]:
    """Hours that can be begun at these starts, with nothing touching."""
    return spans_of(joined(around(Span(start, start + timedelta(minutes=minutes))) for start in starts))
