"""Questions about what openings pay: the sheets, which of them holds, and what of it a public page says."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from app.database import db
from app.domain.errors import NotFound
from app.domain.pay_sheets import PayPlace, PaySheet, holding
from app.domain.places import PlaceRules
from app.domain.policy import Action, Relation, Viewer, permit
from app.models import openings as tables
from app.models.accounts import Account
from app.models.applications import Application
from app.models.openings import Opening
from app.queries.ladders import digests_from, own_digest_columns, playbook_for
from app.queries.openings.places import rules_of

_PLACE = (tables.PaySheet.family, tables.PaySheet.title, tables.PaySheet.specialty, tables.PaySheet.country)
_FIGURES = (
    tables.PaySheet.currency,
    tables.PaySheet.on_target,
    tables.PaySheet.on_target_top,
    tables.PaySheet.base_share,
    tables.PaySheet.ramp,
    tables.PaySheet.seasons,
    tables.PaySheet.terms,
    tables.PaySheet.source,
    tables.PaySheet.as_of,
)
_NEWEST = select(func.max(tables.PaySheet.id)).group_by(*_PLACE)


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """One row: a sheet as it was entered, by whom, when and for what."""

    id: int
    place: PayPlace
    sheet: PaySheet
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PublishedPay:
    """What a public page says: whole units of the currency in a year, from and to; the base is None where not set."""

    currency: str
    on_target: tuple[int, int]
    base: tuple[int, int] | None
    as_of: date

    @property
    def unit(self) -> str:
        """The period, in the word that job sites use."""
        return "YEAR"


def sheet_of(place: PayPlace) -> KeptSheet | None:
    """The sheet that holds for an opening of this place, the newest of the one that says most; one statement."""
    statement = _statement().where(
        tables.PaySheet.family == place.family,
        tables.PaySheet.title == place.title,
        tables.PaySheet.specialty.in_({"", place.specialty}),
        tables.PaySheet.country.in_({"", place.country}),
        tables.PaySheet.id.in_(_NEWEST),
    )
    found = {kept.place: kept for kept in map(_kept, db.session.execute(statement))}
    best = holding(found, place)
    return found[best] if best is not None else None


def has_sheet(application_id: int) -> bool:
    """Whether there is anything to read of what the job of an application pays: two statements."""
    columns = (Opening.title, Opening.specialty, Opening.country)
    statement = select(*columns, *own_digest_columns()).join(Application, Application.opening_id == Opening.id)
    row = db.session.execute(statement.where(Application.id == application_id)).first()
    if row is None:
        return False
    family = playbook_for(digests_from(row._mapping)).family.key
    return sheet_of(PayPlace(family, row.title, row.specialty or "", row.country)) is not None


def published_pay(place: PayPlace, rules: PlaceRules | None = None) -> PublishedPay | None:
    """What the public page of an opening says of pay; None where it says nothing. Two statements at most.

    Args:
        place: key of the family and of the title, specialty and country of the opening.
        rules: what holds in that country, where the caller knows it already.
    """
    if not (rules or rules_of(place.country)).publishes_pay:
        return None
    kept = sheet_of(place)
    if kept is None or kept.sheet.on_target is None or kept.sheet.currency is None:
        return None
    return PublishedPay(kept.sheet.currency, kept.sheet.on_target_range, kept.sheet.base, kept.sheet.as_of)


def pay_sheets(viewer: Viewer) -> tuple[KeptSheet, ...]:
    """The newest sheet of every place, by family, title, specialty and country: one statement."""
    permit(Action.PAY_EDIT, Relation(viewer))
    statement = _statement().where(tables.PaySheet.id.in_(_NEWEST))
    return tuple(_kept(row) for row in db.session.execute(statement))


def pay_history(viewer: Viewer, sheet_id: int) -> tuple[KeptSheet, ...]:
    """Every sheet of the place that one is for, the newest first: two statements.

    Raises:
        NotFound: if there is no such sheet.
    """
    permit(Action.PAY_EDIT, Relation(viewer))
    place = db.session.execute(select(*_PLACE).where(tables.PaySheet.id == sheet_id)).first()
    if place is None:
        raise NotFound
    here = [column == value for column, value in zip(_PLACE, place, strict=True)]
    newest_first = _statement().where(*here).order_by(None).order_by(tables.PaySheet.id.desc())
    return tuple(_kept(row) for row in db.session.execute(newest_first))


def _statement() -> Select[*tuple[Any, ...]]:
    return (
        select(tables.PaySheet.id, *_PLACE, *_FIGURES, Account.name.label("made_by"), tables.PaySheet.made_at)
        .join(Account, Account.id == tables.PaySheet.made_by)
        .order_by(*_PLACE, tables.PaySheet.id)
    )


def _kept(row: Row[*tuple[Any, ...]]) -> KeptSheet:
    values = row._mapping
    figures = {column.key: values[column.key] for column in _FIGURES}
    sheet = PaySheet(**figures | {name: tuple(figures[name]) for name in ("ramp", "seasons")})
    place = PayPlace(**{column.key: values[column.key] for column in _PLACE})
    return KeptSheet(row.id, place, sheet, row.made_by, row.made_at)
