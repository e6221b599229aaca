"""Questions about keeping data: until when those of a candidate are kept, and for whom that time is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from app.database import db
from app.domain.places import PlaceRules
from app.domain.retention import Past, kept_until
from app.domain.states import CLOSED, State
from app.models.applications import Application, ApplicationEvent
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.queries.openings.places import all_rules

_ENDINGS = ("declined", "withdrew")


@dataclass(frozen=True, slots=True)
class Overdue:
    """Somebody whose data are kept no longer; `is_held` if a legal hold keeps them all the same."""

    candidate_id: int
    since: datetime
    is_held: bool


@dataclass(frozen=True, slots=True)
class Keeping:
    """Until when data of one candidate are kept (None: without an end for now), and what keeps them."""

    until: datetime | None
    is_held: bool


def keeping_of(candidate_id: int) -> Keeping:
    """Until when a candidate's data are kept: two statements."""
    found = list(_pasts(_rules(), Candidate.id == candidate_id))
    return Keeping(found[0][2], found[0][1]) if found else Keeping(None, is_held=False)


def overdue(now: datetime) -> tuple[Overdue, ...]:
    """Everybody whose time is over, the longest first: two statements, none of them where no place has a term."""
    rules = _rules()
    if all(one.keeps_days is None for one in rules.values()):
        return ()
    found = [
        Overdue(number, until, is_held)
        for number, is_held, until in _pasts(rules, Candidate.erased_at.is_(None))
        if until is not None and until <= now
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.candidate_id)))


def _rules() -> dict[str, PlaceRules]:
    return {one.country: one for one in all_rules()}


def _pasts(rules: dict[str, PlaceRules], condition: ColumnElement[bool]) -> Iterator[tuple[int, bool, datetime | None]]:
    """Number, whether a hold is on them, and until when data are kept, of every candidate who ever applied."""
    ended = (
        select(func.max(ApplicationEvent.at))
        .where(ApplicationEvent.application_id == Application.id, ApplicationEvent.kind.in_(_ENDINGS))
        .correlate(Application)
        .scalar_subquery()
    )
    statement = (
        select(
            Candidate.id,
            (Candidate.legal_hold != "").label("is_held"),
            Candidate.country.label("theirs"),
            Application.state,
            Application.stage_entered_at,
            Opening.country.label("ours"),
            ended.label("ended_at"),
        )
        .join(Application, Application.candidate_id == Candidate.id)
        .join(Opening, Opening.id == Application.opening_id)
        .where(condition)
        .order_by(Candidate.id, Application.id)
    )
    for number, rows in groupby(db.session.execute(statement), key=lambda row: row.id):
        mine = list(rows)
        yield number, bool(mine[0].is_held), kept_until([_past(row) for row in mine], rules)


def _past(row: Row[*tuple[Any, ...]]) -> Past:
    state = State(row.state)
    ended = row.ended_at if state in CLOSED and row.ended_at is not None else row.stage_entered_at
    return Past(state, ended, (row.ours, row.theirs))
