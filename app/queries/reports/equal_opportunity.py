"""The report on self-identification: sums by category, never anybody's own answer.

The only question that opens the answers of all. Nothing of it can be narrowed down: a filter would make small groups of
large ones. It moves with the month, and only once enough people more have answered: else whoever looks before and after
somebody applies would read what they answered. Promotion cases are not counted, since nobody applied in them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from flask import current_app
from sqlalchemy import Row, select

from app.config import Settings
from app.database import db
from app.domain.candidate import BY_PROMOTION
from app.domain.equal_opportunity import (
    APPLIED,
    HIRED,
    ExportRow,
    Outcome,
    Person,
    QuestionSheet,
    export_rows,
    question_sheets,
    released_on,
)
from app.domain.family import JobFamily
from app.domain.pipeline import DECISION
from app.domain.places import EVERYWHERE_ELSE, SELF_ID_NAMES, SelfIdSet
from app.gateways import self_identification as store
from app.models.applications import Application, ApplicationEvent
from app.models.openings import LocationRules, Opening
from app.queries.ladders import digests_from, own_digest_columns, playbook_for

AnyRow = Row[*tuple[Any, ...]]
_ENDS: Mapping[str, Outcome] = {"declined": Outcome.REFUSED, "withdrew": Outcome.WITHDRAWN}
_OPENS = ("decline_undone", "reopened")
_MOVES = ("advanced", "stage_skipped")
_KINDS = (*_ENDS, *_OPENS, *_MOVES, "hired")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The counts of one job family and one set of questions, as they stood on a day; None while there are too few."""

    family: str
    asked: str
    released: date | None
    steps: tuple[str, ...]
    questions: tuple[QuestionSheet, ...]
    export: tuple[ExportRow, ...]


@dataclass(frozen=True, slots=True)
class _Applied:
    """One application of a sheet."""

    id: int
    given: store.Given | None
    applied_at: datetime


def equal_opportunity(now: datetime) -> tuple[Sheet, ...]:
    """Every sheet, by family and set of questions: a few statements, however many applications there are."""
    rows = db.session.execute(_applications()).all()
    settings: Settings = current_app.config["RUNG"]
    given = store.all_given(store.Place(settings.self_id_database, settings.secret_key), [row.id for row in rows])
    asked_in = {EVERYWHERE_ELSE: SelfIdSet.NONE} | _asked_in()
    families: dict[str, JobFamily] = {}
    people: defaultdict[tuple[str, SelfIdSet], list[_Applied]] = defaultdict(list)
    for row in rows:
        family = playbook_for(digests_from(row._mapping)).family
        families[family.key] = family
        answer = given.get(row.id)
        asked = SelfIdSet(answer.asked) if answer else asked_in.get(row.country, asked_in[EVERYWHERE_ELSE])
        if asked is not SelfIdSet.NONE:
            people[family.key, asked].append(_Applied(row.id, answer, row.applied_at))
    events = _events() if people else {}
    found = (_sheet(families[key], asked, people[key, asked], events, now) for key, asked in sorted(people))
    return tuple(found)


def _applications() -> Any:
    return (
        select(Application.id, Application.applied_at, Opening.country, *own_digest_columns())
        .join(Opening, Opening.id == Application.opening_id)
        .where(Application.came_by != BY_PROMOTION)
        .order_by(Application.id)
    )


def _asked_in() -> dict[str, SelfIdSet]:
    """Which questions are asked, by country."""
    statement = select(LocationRules.country, LocationRules.self_id).order_by(LocationRules.country)
    return {row.country: SelfIdSet(row.self_id) for row in db.session.execute(statement)}


def _events() -> dict[int, list[AnyRow]]:
    statement = (
        select(ApplicationEvent.application_id, ApplicationEvent.kind, ApplicationEvent.data, ApplicationEvent.at)
        .where(ApplicationEvent.kind.in_(_KINDS))
        .order_by(ApplicationEvent.application_id, ApplicationEvent.id)
    )
    found: defaultdict[int, list[AnyRow]] = defaultdict(list)
    for row in db.session.execute(statement):
        found[row.application_id].append(row)
    return found


def _sheet(
    family: JobFamily,
    asked: SelfIdSet,
    applied: Sequence[_Applied],
    events: Mapping[int, Sequence[AnyRow]],
    now: datetime,
) -> Sheet:
    steps = (APPLIED, *(stage.name for stage in family.stages[1:]), "Decision", HIRED)
    released = released_on((item.given.day for item in applied if item.given is not None), now.date())
    if released is None:
        return Sheet(family.name, SELF_ID_NAMES[asked], None, steps, (), ())
    until = datetime.combine(released, time(0), tzinfo=UTC)
    order = [*(stage.key for stage in family.stages), DECISION]
    people = tuple(_people(applied, events, order, until))
    questions, export = question_sheets(asked, steps, people), tuple(export_rows(asked, steps, people))
    return Sheet(family.name, SELF_ID_NAMES[asked], released, steps, questions, export)


def _people(
    applied: Sequence[_Applied], events: Mapping[int, Sequence[AnyRow]], order: Sequence[str], until: datetime
) -> Iterator[Person]:
    """Everybody who had applied by then, with what they had answered by then."""
    for item in applied:
        if item.applied_at >= until:
            continue
        is_counted = item.given is not None and item.given.day < until.date()
        answers = item.given.answers if item.given is not None and is_counted else {}
        yield _person([event for event in events.get(item.id, ()) if event.at < until], order, answers)


def _person(events: Sequence[AnyRow], order: Sequence[str], answers: Mapping[str, str]) -> Person:
    reached, outcome = 0, Outcome.UNDER_WAY
    for event in events:
        if event.kind in _ENDS:
            outcome = _ENDS[event.kind]
        elif event.kind in _OPENS:
            outcome = Outcome.UNDER_WAY
        elif event.kind == "hired":
            reached = len(order)
        elif event.data.get("to") in order:
            reached = max(reached, order.index(event.data["to"]))
    return Person(reached, outcome, answers)
