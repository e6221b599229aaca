"""Stored calibrations: the newest one, and the newest that a given application had no part in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, bindparam, cast, exists, select

from app.database import db
from app.domain.calibration import NO_CALIBRATION, Calibration
from app.domain.interviewers import offsets_from
from app.models.applications import Application
from app.models.reports import StoredCalibration
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries.access import is_own
from app.queries.reports.history import JUDGED
from app.queries.scorecards.submitted import COUNTS

_IS_OWN = (
    exists()
    .where(
        is_own(bindparam("reader")),
        StoredCalibration.rests_on.like("% " + cast(Application.id, String) + " %"),
    )
    .correlate(StoredCalibration)
)
_NEWEST = (
    select(
        StoredCalibration.id,
        StoredCalibration.version,
        StoredCalibration.made_at,
        StoredCalibration.rests_on,
        StoredCalibration.figures,
    )
    .order_by(StoredCalibration.id.desc())
    .limit(1)
)
_WITHOUT = (
    select(StoredCalibration.version, StoredCalibration.made_at, StoredCalibration.body)
    .where(StoredCalibration.rests_on.not_like(bindparam("among")))
    .order_by(StoredCalibration.id.desc())
    .limit(1)
)
_UNDER_WAY = select(Application.id).where(Application.state.not_in(sorted(state.value for state in JUDGED)))
_HAS_OPEN_CARDS = select(
    exists().where(
        Interview.application_id == bindparam("application_id"),
        Scorecard.interview_id == Interview.id,
        Seat.interview_id == Interview.id,
        Seat.account_id == Scorecard.account_id,
        COUNTS,
    )
)


@dataclass(frozen=True, slots=True)
class Stored:
    """The newest calibration. `figures` is the JSON of what is shown; `rests_on` the applications under it."""

    id: int
    version: str
    made_at: datetime
    rests_on: frozenset[int]
    figures: str


def calibration_for(application_id: int, *, adjusts: bool, now: datetime) -> Calibration:
    """What is known about the interviewers from other candidates only: one statement, none when it is not wanted.

    Args:
        application_id: who is to be judged. An application that was opened again may have been part of calibrations
            made meanwhile; the newest without it is taken.
        adjusts: whether the organisation adjusts for severity at all.
        now: when it is used, for its age.

    Returns:
        offsets by account id as text; empty when there is no such calibration.
    """
    if not adjusts:
        return NO_CALIBRATION
    row = db.session.execute(_WITHOUT, {"among": f"% {application_id} %"}).first()
    if row is None:
        return NO_CALIBRATION
    return Calibration(row.version, offsets_from(row.body), days=(now - row.made_at).days)


def newest(*, reader: int | None = None) -> Stored | None:
    """The newest calibration, or None before the first: one statement.

    Args:
        reader: whoever reads it; the newest is taken that their own application had no part in.
    """
    row = db.session.execute(_NEWEST if reader is None else _NEWEST.where(~_IS_OWN), {"reader": reader}).first()
    if row is None:
        return None
    return Stored(row.id, row.version, row.made_at, frozenset(map(int, row.rests_on.split())), row.figures)


def under_way() -> frozenset[int]:
    """Every application that is still to be judged: one statement."""
    return frozenset(db.session.execute(_UNDER_WAY).scalars())


def has_open_cards(application_id: int) -> bool:
    """Whether any scorecard of an application counts and is open: one statement."""
    return bool(db.session.execute(_HAS_OPEN_CARDS, {"application_id": application_id}).scalar())
