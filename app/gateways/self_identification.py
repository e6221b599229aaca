"""What candidates said about themselves of their own free will, kept apart from everything else.

Outside app.models on purpose: a file, or a database, of its own, with an engine of its own. A row has no number of an
application, no name and no moment: its key can be made from an application's number with the secret alone, and rows are
stored in the order of these keys, so that nothing tells who came after whom.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    Engine,
    MetaData,
    NullPool,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    make_url,
    select,
)
from sqlalchemy.schema import CreateTable

_PURPOSE = b"self-identification of application "
_AT_ONCE = 500
_ANSWERS = Table(
    "answer",
    MetaData(),
    Column("key", String(64), primary_key=True),
    Column("asked", String(10), nullable=False),
    Column("answers", JSON, nullable=False),
    Column("day", Date, nullable=False),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Given:
    """What one person answered to a set of questions, and on which day."""

    asked: str
    answers: Mapping[str, str]
    day: date


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answers are kept, and the secret that their keys are made with."""

    url: str
    secret: str

    def key(self, application_id: int) -> str:
        """Under which key the answers of an application are kept."""
        return hmac.new(self.secret.encode(), _PURPOSE + str(application_id).encode(), sha256).hexdigest()


def keep(place: Place, application_id: int, given: Given) -> None:
    """Keep these answers instead of those before."""
    key = place.key(application_id)
    with _writing(place) as connection:
        connection.execute(delete(_ANSWERS).where(_ANSWERS.c.key == key))
        connection.execute(insert(_ANSWERS).values(key=key, asked=given.asked, answers=given.answers, day=given.day))


def forget(place: Place, application_ids: Iterable[int]) -> None:
    """Keep nothing of these any more; not even that they answered."""
    keys = [place.key(application_id) for application_id in application_ids]
    if not keys or not _is_there(place):
        return
    with _writing(place) as connection:
        for first in range(0, len(keys), _AT_ONCE):
            connection.execute(delete(_ANSWERS).where(_ANSWERS.c.key.in_(keys[first : first + _AT_ONCE])))


def keep_only(place: Place, application_ids: Iterable[int]) -> None:
    """Forget whatever was answered for any other application: numbers are given anew after a restore."""
    if not _is_there(place):
        return
    kept = {place.key(application_id) for application_id in application_ids}
    with _writing(place) as connection:
        left = [key for key in connection.scalars(select(_ANSWERS.c.key)) if key not in kept]
        for first in range(0, len(left), _AT_ONCE):
            connection.execute(delete(_ANSWERS).where(_ANSWERS.c.key.in_(left[first : first + _AT_ONCE])))


def given(place: Place, application_id: int) -> Given | None:
    """What was answered for one application."""
    if not _is_there(place):
        return None
    with _writing(place) as connection:
        row = connection.execute(select(_ANSWERS).where(_ANSWERS.c.key == place.key(application_id))).first()
    return Given(row.asked, row.answers, row.day) if row is not None else None


def all_given(place: Place, application_ids: Iterable[int]) -> dict[int, Given]:
    """What was answered for each of these applications that has an answer. For sums alone."""
    if not _is_there(place):
        return {}
    with _writing(place) as connection:
        found = {row.key: Given(row.asked, row.answers, row.day) for row in connection.execute(select(_ANSWERS))}
    keys = ((application_id, place.key(application_id)) for application_id in application_ids)
    return {application_id: found[key] for application_id, key in keys if key in found}


def _is_there(place: Place) -> bool:
    """Whether anybody has answered yet: a file that nobody needed is not made by looking."""
    path = _path(place.url)
    return path is None or path.is_file()


def _path(url: str) -> Path | None:
    parts = make_url(url)
    return Path(parts.database) if parts.drivername.startswith("sqlite") and parts.database else None


@contextmanager
def _writing(place: Place) -> Iterator[Connection]:
    engine = _engine(place.url)
    path = _path(place.url)
    if path is not None and not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    with engine.begin() as connection:
        connection.execute(CreateTable(_ANSWERS, if_not_exists=True))
        yield connection


@lru_cache(maxsize=4)
def _engine(url: str) -> Engine:
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def tune(connection: object, _record: object) -> None:
            # What is deleted leaves no trace in the file.
            for pragma in ("secure_delete=ON", "synchronous=FULL", "busy_timeout=5000"):
                connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

    return engine
