"""The question of everybody who interviews: what do I owe, what lies ahead, what is behind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, bindparam, literal, select, tuple_, union_all

from app.database import db
from app.domain.debrief_notes import OPEN_STATES
from app.domain.policy import Viewer
from app.domain.scorecard import due_at
from app.models.accounts import Account
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.models.scheduling import Interview, Seat
from app.queries import access, ladders
from app.queries.scheduling.cases import IS_OWN_CARD, OWN_CARD, card_state
from app.queries.scheduling.shapes import CardState, MyInterview, MyInterviews, Place

PAGE = 25
OWED_AT_MOST = 100
_OWED, _AHEAD, _BEHIND = "owed", "ahead", "behind"
_COLLEAGUES = (
    select(Seat.interview_id, Seat.is_shadow, Account.name)
    .join(Account, Account.id == Seat.account_id)
    .where(
        Seat.interview_id.in_(bindparam("interviews", expanding=True)),
        Seat.account_id != bindparam("me"),
        Seat.left_at.is_(None),
    )
    .order_by(Seat.interview_id, Account.name, Account.id)
)


def mine(viewer: Viewer, now: datetime, *, after: Place | None = None, before: Place | None = None) -> MyInterviews:
    """Interviews that the viewer holds or shadows: two statements, however many there are.

    Args:
        viewer: who asks.
        now: this instant; an interview lies ahead until it ends.
        after: go on with what lies ahead from here; nothing else is answered then.
        before: go on with what is behind from here; nothing else is answered then.
    """
    parts = [_ahead(viewer, now, after)] if before is None else []
    if after is None:
        parts.append(_behind(viewer, now, before))
    if after is None and before is None:
        parts.append(_owed(viewer, now))
    rows = db.session.execute(union_all(*(select(part.subquery()) for part in parts))).all()
    found: dict[str, list[RowMapping]] = {_OWED: [], _AHEAD: [], _BEHIND: []}
    for row in rows:
        found[row.part].append(row._mapping)
    for listed in found.values():
        listed.sort(key=lambda values: (values["starts_at"], values["id"]))
    found[_BEHIND].reverse()
    with_whom = _colleagues(viewer, [row.id for row in rows])
    shown = {
        part: tuple(_interview(values, with_whom.get(values["id"], [])) for values in listed[: _most(part)])
        for part, listed in found.items()
    }
    return MyInterviews(
        owed=shown[_OWED],
        ahead=shown[_AHEAD],
        behind=shown[_BEHIND],
        more_ahead=_more(found[_AHEAD]),
        more_behind=_more(found[_BEHIND]),
    )


def _most(part: str) -> int:
    return OWED_AT_MOST if part == _OWED else PAGE


def _more(listed: Sequence[RowMapping]) -> Place | None:
    return (listed[PAGE - 1]["starts_at"], listed[PAGE - 1]["id"]) if len(listed) > PAGE else None


def _listed(viewer: Viewer, part: str) -> Select[*tuple[Any, ...]]:
    """Live seats of the viewer with everything that a row shows."""
    return (
        select(
            literal(part).label("part"),
            Interview.id,
            Interview.application_id,
            Interview.stage,
            Interview.starts_at,
            Interview.ends_at,
            Interview.video_link,
            Interview.panel_opened_at,
            Interview.cards_closed_at,
            Application.state.in_(sorted(OPEN_STATES)).label("is_under_way"),
            Candidate.name.label("candidate_name"),
            Candidate.zone.label("candidate_zone"),
            Opening.name.label("opening_name"),
            *ladders.own_digest_columns(),
            Seat.is_shadow,
            card_state(),
            OWN_CARD.submitted_at,
        )
        .select_from(Seat)
        .join(Interview, Interview.id == Seat.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .outerjoin(OWN_CARD, IS_OWN_CARD)
        .where(access.live_seat(viewer.account_id), ~access.is_own(viewer.account_id))
    )


def _ahead(viewer: Viewer, now: datetime, after: Place | None) -> Select[*tuple[Any, ...]]:
    statement = _listed(viewer, _AHEAD).where(Interview.ends_at > now)
    if after is not None:
        statement = statement.where(tuple_(Interview.starts_at, Interview.id) > _place(after))
    return statement.order_by(Interview.starts_at, Interview.id).limit(PAGE + 1)


def _behind(viewer: Viewer, now: datetime, before: Place | None) -> Select[*tuple[Any, ...]]:
    owed = access.owed_seat(viewer.account_id)
    statement = _listed(viewer, _BEHIND).where(Interview.ends_at <= now, ~owed)
    if before is not None:
        statement = statement.where(tuple_(Interview.starts_at, Interview.id) < _place(before))
    return statement.order_by(Interview.starts_at.desc(), Interview.id.desc()).limit(PAGE + 1)


def _owed(viewer: Viewer, now: datetime) -> Select[*tuple[Any, ...]]:
    statement = _listed(viewer, _OWED).where(Interview.ends_at <= now, access.owed_seat(viewer.account_id))
    return statement.order_by(Interview.starts_at, Interview.id).limit(OWED_AT_MOST)


def _place(place: Place) -> ColumnElement[Any]:
    return tuple_(literal(place[0], Interview.starts_at.type), literal(place[1]))


def _colleagues(viewer: Viewer, interview_ids: list[int]) -> dict[int, list[tuple[str, bool]]]:
    found: dict[int, list[tuple[str, bool]]] = {}
    if interview_ids:
        rows = db.session.execute(_COLLEAGUES, {"interviews": interview_ids, "me": viewer.account_id})
        for row in rows:
            found.setdefault(row.interview_id, []).append((row.name, row.is_shadow))
    return found


def _interview(values: RowMapping, with_whom: list[tuple[str, bool]]) -> MyInterview:
    stages = ladders.playbook_for(ladders.digests_from(values)).family.stages
    card = CardState(values["card"])
    unpaid = card in {CardState.NOT_STARTED, CardState.DRAFT} and values["cards_closed_at"] is None
    return MyInterview(
        id=values["id"],
        application_id=values["application_id"],
        starts_at=values["starts_at"],
        ends_at=values["ends_at"],
        due_at=due_at(values["ends_at"]),
        candidate_name=values["candidate_name"],
        candidate_zone=values["candidate_zone"],
        opening_name=values["opening_name"],
        stage_name=next((stage.name for stage in stages if stage.key == values["stage"]), values["stage"]),
        is_shadow=values["is_shadow"],
        owes=unpaid,
        card=card,
        submitted_at=values["submitted_at"],
        panel_opened_at=values["panel_opened_at"],
        is_under_way=bool(values["is_under_way"]),
        video_link=values["video_link"],
        colleagues=tuple(name for name, is_shadow in with_whom if not is_shadow),
        shadows=tuple(name for name, is_shadow in with_whom if is_shadow),
    )
