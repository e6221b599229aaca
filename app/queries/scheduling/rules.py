"""The question how this organisation schedules: its own rules, or those of the house where it says nothing."""

from dataclasses import dataclass, fields

from sqlalchemy import select

from app.database import db
from app.domain.scheduling_rules import SchedulingRules
from app.models import scheduling as models

FIRST_VERSION = 1
_FIELDS = tuple(field.name for field in fields(SchedulingRules))
_RULES = select(*(getattr(models.SchedulingRules, name) for name in _FIELDS)).where(models.SchedulingRules.id == 1)


@dataclass(frozen=True, slots=True)
class KeptRules:
    """The rules, and which version of them was read; the first before anybody changed any."""

    rules: SchedulingRules
    version: int


def rules() -> SchedulingRules:
    """What holds, in one statement; the defaults of the house without a row."""
    row = db.session.execute(_RULES).first()
    return SchedulingRules(**row._mapping) if row else SchedulingRules()


def rules_to_change() -> KeptRules:
    """The same with the version that a change has to name."""
    row = db.session.execute(_RULES.add_columns(models.SchedulingRules.version)).first()
    if row is None:
        return KeptRules(SchedulingRules(), FIRST_VERSION)
    return KeptRules(SchedulingRules(**{name: row._mapping[name] for name in _FIELDS}), row.version)
