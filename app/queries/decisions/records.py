"""What was put down about an application: the own level, the latest decision, and the recommendation it rested on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.decision import Outcome
from app.domain.playbook import Playbook
from app.domain.recommendation import ENGINE_VERSION, Recommendation
from app.domain.snapshot import Ground, ground_from_data, recommendation_from_data, recompute
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.decisions import Decision, OwnLevel, Snapshot
from app.models.openings import Opening
from app.queries.decisions.shapes import OwnView, Recorded
from app.queries.ladders import KINDS, Digests, playbook_for

_Owner, _Decider = aliased(Account), aliased(Account)
_LATEST = (
    select(func.max(Decision.id)).where(Decision.application_id == Application.id).correlate(Application)
).scalar_subquery()
_RECORD = (
    select(
        Opening.lowest_level,
        Opening.highest_level,
        OwnLevel.account_id.label("own_by"),
        OwnLevel.level.label("own_level"),
        OwnLevel.confidence,
        OwnLevel.reason.label("own_reason"),
        OwnLevel.at.label("own_at"),
        _Owner.name.label("own_name"),
        Decision.id,
        Decision.outcome,
        Decision.level,
        Decision.reason,
        Decision.at,
        _Decider.name,
        Snapshot.method,
        Snapshot.engine_version,
        Snapshot.input,
        Snapshot.result,
        Snapshot.digests,
    )
    .select_from(Application)
    .join(Opening, Opening.id == Application.opening_id)
    .outerjoin(OwnLevel, OwnLevel.application_id == Application.id)
    .outerjoin(_Owner, _Owner.id == OwnLevel.account_id)
    .outerjoin(Decision, Decision.id == _LATEST)
    .outerjoin(_Decider, _Decider.id == Decision.decided_by)
    .outerjoin(Snapshot, Snapshot.id == Decision.snapshot_id)
    .where(Application.id == bindparam("application_id"))
)
_GROUND = (
    select(ApplicationEvent.data)
    .where(
        ApplicationEvent.application_id == bindparam("application_id"),
        ApplicationEvent.kind == "declined",
        ApplicationEvent.at == bindparam("at"),
    )
    .order_by(ApplicationEvent.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored recommendation as it was, and what it was computed from."""

    recommendation: Recommendation
    stored: Mapping[str, Any]

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The scorecards as plain data."""
        found: list[dict[str, Any]] = self.stored["cards"]
        return found

    def ground(self, playbook: Playbook) -> Ground:
        """All of it, under the versions of then."""
        return ground_from_data(self.stored, playbook=playbook)


@dataclass(frozen=True, slots=True)
class Records:
    """The range of the opening, the own level, and the latest decision with what it rested on."""

    lowest: str
    highest: str
    own: OwnView | None
    decision: Recorded | None
    kept: Kept | None


def records_of(application_id: int) -> Records:
    """One statement, and a second one after a decline. The application must exist."""
    row = db.session.execute(_RECORD, {"application_id": application_id}).one()
    own, decision, kept = None, None, None
    if row.own_by is not None:
        own = OwnView(row.own_by, row.own_name, row.own_level, row.confidence, row.own_reason, row.own_at)
    if row.id is not None:
        kept = Kept(recommendation_from_data(json.loads(row.result)), json.loads(row.input))
        decision = _recorded(row, application_id)
    return Records(row.lowest_level, row.highest_level, own, decision, kept)


def _recorded(row: Any, application_id: int) -> Recorded:
    digests = json.loads(row.digests)
    return Recorded(
        outcome=row.outcome,
        level=row.level,
        reason=row.reason,
        name=row.name,
        at=row.at,
        about=_ground(application_id, row) if row.outcome == Outcome.DECLINE else "",
        method=row.method,
        engine_version=row.engine_version,
        digests=tuple((kind, digests[kind]) for kind in KINDS if digests.get(kind)),
        is_recomputed_equal=_gives_the_same(row, digests),
        is_same_engine=row.engine_version == ENGINE_VERSION,
    )


def _gives_the_same(row: Any, digests: Mapping[str, str | None]) -> bool:
    """Whether the stored input still gives the stored result, byte for byte, under the stored versions."""
    playbook = playbook_for(Digests(**digests))  # type: ignore[arg-type] # the first four are always there
    again = recompute(json.loads(row.input), playbook=playbook).to_json()
    return again.encode() == str(row.result).encode()


def _ground(application_id: int, row: Any) -> str:
    data = db.session.execute(_GROUND, {"application_id": application_id, "at": row.at}).scalar()
    return str((data or {}).get("about_name", ""))
