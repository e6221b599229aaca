"""What was put down about an application: the own level, the latest decision, and the recommendation it rested on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain import approval, conversation
from app.domain.approval import Verdict
from app.domain.decision import Outcome
from app.domain.divergence import Compass
from app.domain.playbook import Playbook
from app.domain.recommendation import ENGINE_VERSION, Recommendation
from app.domain.snapshot import Ground, ground_from_data, recommendation_from_data, recompute
from app.domain.states import State
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent
from app.models.decisions import Decision, DecisionApproval, OwnLevel, Snapshot
from app.models.openings import Opening
from app.queries import access
from app.queries.decisions.rulings import Approval, Recorded
from app.queries.decisions.shapes import OwnView
from app.queries.ladders import KINDS, Digests, playbook_for

OPEN = frozenset({State.ACTIVE, State.ON_HOLD})
_Owner, _Decider, _Approver = aliased(Account), aliased(Account), aliased(Account)
_Said, _Declined = aliased(ApplicationEvent), aliased(ApplicationEvent)
_LATEST = (
    select(func.max(Decision.id)).where(Decision.application_id == Application.id).correlate(Application)
).scalar_subquery()
_HAS_HISTORY = exists().where(
    _Said.application_id == Application.id, _Said.kind.in_([approval.ASKED, conversation.ASKED])
)
_DECLINED = (
    select(_Declined.data)
    .where(_Declined.application_id == Application.id, _Declined.kind == "declined", _Declined.at == Decision.at)
    .order_by(_Declined.id.desc())
    .limit(1)
    .correlate(Application, Decision)
).scalar_subquery()
_RECORD = (
    select(
        Application.state,
        access.asked_by().label("asked_by"),
        _HAS_HISTORY.label("has_history"),
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
        Decision.decided_by,
        Decision.lowest_level.label("asked_lowest"),
        Decision.highest_level.label("asked_highest"),
        DecisionApproval.verdict,
        DecisionApproval.reason.label("verdict_reason"),
        DecisionApproval.at.label("verdict_at"),
        _Approver.name.label("verdict_name"),
        _Decider.name,
        Snapshot.method,
        Snapshot.engine_version,
        Snapshot.input,
        Snapshot.result,
        Snapshot.digests,
        _DECLINED.label("declined"),
    )
    .select_from(Application)
    .join(Opening, Opening.id == Application.opening_id)
    .outerjoin(OwnLevel, OwnLevel.application_id == Application.id)
    .outerjoin(_Owner, _Owner.id == OwnLevel.account_id)
    .outerjoin(Decision, Decision.id == _LATEST)
    .outerjoin(_Decider, _Decider.id == Decision.decided_by)
    .outerjoin(Snapshot, Snapshot.id == Decision.snapshot_id)
    .outerjoin(DecisionApproval, DecisionApproval.decision_id == Decision.id)
    .outerjoin(_Approver, _Approver.id == DecisionApproval.account_id)
    .where(Application.id == bindparam("application_id"))
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
    """The range of the opening, the own level, and the latest decision with what it rested on.

    `has_history`: approval or one more conversation was asked for once.
    """

    state: State
    lowest: str
    highest: str
    own: OwnView | None
    latest: Recorded | None
    kept: Kept | None
    has_history: bool

    @property
    def decision(self) -> Recorded | None:
        """The decision that stands."""
        return self.latest if self.latest and self.latest.counts and self.state not in OPEN else None

    @property
    def awaited(self) -> Recorded | None:
        """The decision that awaits approval."""
        return self.latest if self.latest and self.latest.is_awaited else None

    @property
    def earlier(self) -> Recorded | None:
        """The latest decision when it stands no more, or never counted."""
        return None if self.decision or self.awaited else self.latest


def records_of(application_id: int, *, names_levels: bool) -> Records:
    """One statement. The application must exist.

    Args:
        application_id: the application.
        names_levels: False where the organisation names no computed level, so that no decision differs from one.
    """
    row = db.session.execute(_RECORD, {"application_id": application_id}).one()
    own, latest, kept = None, None, None
    if row.own_by is not None:
        own = OwnView(row.own_by, row.own_name, row.own_level, row.confidence, row.own_reason, row.own_at)
    if row.id is not None:
        kept = Kept(recommendation_from_data(json.loads(row.result)), json.loads(row.input))
        recommended = kept.recommendation.outcome if names_levels else None
        latest = _recorded(row, recommended=recommended)
    range_ = row.lowest_level, row.highest_level
    return Records(State(row.state), *range_, own, latest, kept, bool(row.has_history))


def _recorded(row: Any, *, recommended: str | None) -> Recorded:
    digests = json.loads(row.digests)
    playbook = playbook_for(Digests(**digests))
    compass = Compass(playbook.ladder, row.lowest_level, row.highest_level, recommended=recommended, own=row.own_level)
    return Recorded(
        outcome=row.outcome,
        level=row.level,
        reason=row.reason,
        decided_by=row.decided_by,
        name=row.name,
        at=row.at,
        about=str((row.declined or {}).get("about_name", "")) if row.outcome == Outcome.DECLINE else "",
        departure=compass.departure(row.outcome, row.level),
        method=row.method,
        engine_version=row.engine_version,
        digests=tuple((kind, digests[kind]) for kind in KINDS if digests.get(kind)),
        is_recomputed_equal=_gives_the_same(row, playbook),
        is_same_engine=row.engine_version == ENGINE_VERSION,
        asked_range=(row.asked_lowest, row.asked_highest) if row.asked_lowest else None,
        approval=_approval(row),
        is_awaited=row.asked_by is not None and State(row.state) in OPEN,
    )


def _approval(row: Any) -> Approval | None:
    if row.verdict is None:
        return None
    return Approval(Verdict(row.verdict), row.verdict_reason, row.verdict_name, row.verdict_at)


def _gives_the_same(row: Any, playbook: Playbook) -> bool:
    """Whether the stored input still gives the stored result, byte for byte, under the stored versions."""
    again = recompute(json.loads(row.input), playbook=playbook).to_json()
    return again.encode() == str(row.result).encode()
