"""The lines of a scorecard: one for each answer, written whether the card has such a line already or not."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.models.scorecards import CompetencyRating, SignalRating


def write_lines(
    session: Session, model: type[CompetencyRating | SignalRating], lines: Sequence[Mapping[str, Any]]
) -> None:
    """Write these lines: one statement. An application that moved to other versions asks what a card has no line for.

    Args:
        session: the caller's session, with the card locked.
        model: of which table.
        lines: all columns of each line.
    """
    if not lines:
        return
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - every model of ours is one table
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    adding = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    values = {name: adding.excluded[name] for name in lines[0] if name not in keys}
    session.execute(adding.on_conflict_do_update(index_elements=keys, set_=values), [dict(line) for line in lines])
