"""The board of an opening: who stands in which stage, for how long, what is missing and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.family import Stage
from app.domain.opening import OpeningState
from app.domain.pipeline import DECISION, Position, State
from app.domain.policy import Part, Relation, Viewer
from app.domain.turns import Facts, Person, is_long, progress_of, usual_days
from app.models.accounts import Account
from app.models.openings import Opening
from app.queries import access
from app.queries.applications import columns
from app.queries.applications.case import LEADS, Lead, leads
from app.queries.applications.interviews import StageFacts, stage_facts
from app.queries.applications.shapes import ASIDE, IN_PROCESS, Board, BoardFilter, BoardRow, Section
from app.queries.ladders import digest_columns, digests_from
from app.queries.ladders.further import FURTHER_FAMILY, Moved, is_moved, stages_with

AnyRow = Row[*tuple[Any, ...]]
# So many that a full board stays below 40 KB, and the page of one stage below 30.
FIRST_ROWS = 9
PAGE_ROWS = 36


@dataclass(frozen=True, slots=True)
class _Frame:
    """The opening, its columns and its people, while the board is put together. The last column is the decision."""

    relation: Relation
    id: int
    name: str
    place: str
    is_open: bool
    stages: tuple[Stage, ...]
    recruiters: tuple[Person, ...]
    managers: tuple[Person, ...]
    now: datetime

    @property
    def keys(self) -> tuple[str, ...]:
        return (*(stage.key for stage in self.stages), DECISION)

    def stage(self, key: str) -> Stage | None:
        return next((stage for stage in self.stages if stage.key == key), None)


def board_for(viewer: Viewer, opening_id: int, *, chosen: BoardFilter, now: datetime) -> Board:
    """The board as one viewer sees it, in four statements (five when the playbook is read for the first time).

    Raises:
        NotFound: if there is no such opening, or nothing ties the viewer to it.
    """
    frame = _frame(viewer, opening_id, now)
    shape, values = _shape(frame, chosen), _values(frame, chosen)
    counted = db.session.execute(columns.counts(shape), values).all()
    if chosen.aside is not None:
        statement = columns.aside(has_text=bool(chosen.text), goes_on=chosen.after is not None)
        found = db.session.execute(statement, values).all()
    else:
        found = db.session.execute(columns.cards(shape, _wanted(frame, chosen)), values).all()
    rows = _rows(frame, found)
    return _board(frame, chosen, counted, rows)


def _frame(viewer: Viewer, opening_id: int, now: datetime) -> _Frame:
    statement = (
        select(
            Opening.id,
            Opening.name,
            Opening.place,
            Opening.state,
            *digest_columns(),
            FURTHER_FAMILY,
            *access.opening_columns(viewer),
            Lead.part,
            Account.id.label("lead_id"),
            Account.name.label("lead"),
        )
        .outerjoin(Lead, and_(Lead.opening_id == Opening.id, Lead.part.in_(LEADS)))
        .outerjoin(Account, and_(Account.id == Lead.account_id, Account.is_active))
        .outerjoin(Moved, is_moved())
        .where(Opening.id == bindparam("opening_id"))
        .distinct()
        .order_by(Account.name, Account.id, Lead.part)
    )
    found = db.session.execute(statement, {"opening_id": opening_id}).all()
    if not found:
        raise NotFound
    row = found[0]
    relation = access.relation_from(viewer, row._mapping)
    if not relation.exists:
        raise NotFound
    stages = stages_with(digests_from(row._mapping), (each.further_family for each in found))
    is_open = row.state == OpeningState.OPEN.value
    once = [each for each in found if each.further_family == row.further_family]
    people = leads(once, Part.RECRUITER), leads(once, Part.HIRING_MANAGER)
    return _Frame(relation, row.id, row.name, row.place, is_open, stages, *people, now=now)


def _shape(frame: _Frame, chosen: BoardFilter) -> columns.Shape:
    return columns.Shape(
        stages=len(frame.keys),
        is_recruiter=Part.RECRUITER in frame.relation.parts,
        is_manager=Part.HIRING_MANAGER in frame.relation.parts,
        can_approve=frame.relation.can_approve,
        has_text=bool(chosen.text),
        is_mine=chosen.is_mine,
        is_long=chosen.is_long,
        goes_on=chosen.after is not None,
    )


def _values(frame: _Frame, chosen: BoardFilter) -> dict[str, Any]:
    like = chosen.text.lower()
    for sign in "/%_":
        like = like.replace(sign, f"/{sign}")
    values: dict[str, Any] = {"opening_id": frame.id, "now": frame.now, "me": frame.relation.viewer.account_id}
    values |= {"like": f"%{like}%", "rows": _limit(chosen) + 1}
    for number, key in enumerate(frame.keys):
        usual = usual_days(frame.stage(key))
        values |= {f"column{number}": key, f"since{number}": frame.now - timedelta(days=usual + 1)}
    if chosen.aside is not None:
        values["state"] = chosen.aside.value
    if chosen.after is not None:
        values["after_at"], values["after_id"] = chosen.after
    return values


def _limit(chosen: BoardFilter) -> int:
    return FIRST_ROWS if chosen.stage is None and chosen.aside is None else PAGE_ROWS


def _wanted(frame: _Frame, chosen: BoardFilter) -> tuple[int, ...]:
    if chosen.stage in frame.keys:
        return (frame.keys.index(chosen.stage),)
    return tuple(range(len(frame.keys)))


def _rows(frame: _Frame, found: Sequence[AnyRow]) -> tuple[BoardRow, ...]:
    here = stage_facts(row.id for row in found if row.state == State.ACTIVE and row.stage != DECISION)
    return tuple(_row(frame, row, here.get(row.id, StageFacts())) for row in found)


def _row(frame: _Frame, row: AnyRow, here: StageFacts) -> BoardRow:
    stage = frame.stage(row.stage)
    relation = replace(frame.relation, asked_by=row.asked_by)
    facts = Facts(
        position=Position(State(row.state), row.stage),
        stage=stage,
        interviews=here.interviews,
        invitation=here.invitation,
        no_show=here.no_show,
        recruiters=frame.recruiters,
        managers=frame.managers,
        candidate=row.name,
        now=frame.now,
        zone=frame.relation.viewer.zone,
        hold_until=row.hold_until,
        own_level_given=bool(row.own_level_given),
        awaits_approval=row.asked_by is not None,
        approvers=(Person(relation.viewer.account_id, relation.viewer.name),) if relation.is_asked else (),
    )
    progress = progress_of(facts)
    days = max((frame.now - row.stage_entered_at).days, 0)
    return BoardRow(
        id=row.id,
        version=row.version,
        name=row.name,
        meta=", ".join(part for part in (row.source, row.place) if part),
        state=State(row.state),
        stage=row.stage,
        stage_name=stage.name if stage else "Decision",
        entered_at=row.stage_entered_at,
        here="new" if days == 0 else f"{days} day{'s' if days > 1 else ''}",
        is_long=row.state in IN_PROCESS and is_long(row.stage_entered_at, frame.now, usual_days(stage)),
        is_mine=progress.turn.is_of(frame.relation.viewer.account_id),
        progress=progress,
    )


def _board(frame: _Frame, chosen: BoardFilter, counted: Sequence[AnyRow], rows: tuple[BoardRow, ...]) -> Board:
    going = [row for row in counted if row.state in IN_PROCESS]
    is_aside = chosen.aside is not None
    limit = _limit(chosen)
    wanted = () if is_aside else _wanted(frame, chosen)
    return Board(
        relation=frame.relation,
        opening_id=frame.id,
        opening=frame.name,
        place=frame.place,
        is_open=frame.is_open,
        total=sum(row.number for row in going),
        waiting=sum(row.waiting for row in going),
        waiting_long=sum(row.waiting_long for row in going),
        sections=tuple(_section(frame, chosen, number, going, rows) for number in wanted),
        aside={state: sum(row.number for row in counted if row.state == state) for state in ASIDE},
        listed=rows[:limit] if is_aside else (),
        more=rows[limit - 1].cursor if is_aside and len(rows) > limit else None,
    )


def _section(
    frame: _Frame, chosen: BoardFilter, number: int, going: list[AnyRow], rows: tuple[BoardRow, ...]
) -> Section:
    key = frame.keys[number]
    stage = frame.stage(key)
    here = [row for row in going if row.stage == key]
    own = [row for row in rows if row.stage == key]
    limit = _limit(chosen)
    return Section(
        key=key,
        name=stage.name if stage else "Decision",
        number=number + 1,
        usual_days=usual_days(stage),
        count=sum(_counted(row, chosen) for row in here),
        waiting=sum(row.waiting for row in here),
        rows=tuple(own[:limit]),
        more=own[limit - 1].cursor if len(own) > limit else None,
    )


def _counted(row: AnyRow, chosen: BoardFilter) -> int:
    name = {(True, True): "waiting_long", (True, False): "waiting", (False, True): "long", (False, False): "number"}
    return int(row._mapping[name[chosen.is_mine, chosen.is_long]])
