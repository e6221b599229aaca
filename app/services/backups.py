"""Backup and restore: database, files and journal. Outside the feature grid, since it keeps the tables of all features.

A backup is a folder: the database, the files that people sent, the journal of erasures, and a list of it all.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import make_url, select, text

from app.config import Settings
from app.database import db
from app.domain.errors import BadData, Conflict
from app.gateways import files, journal, pg_tools
from app.models.applications import Application, StageFile
from app.models.candidates import Candidate, CandidateFile
from app.models.openings import StageBrief
from app.models.scorecards import CardFile
from app.services.candidates.identifying import forget_others
from app.services.candidates.settling import Reapplied, reapply_erasures
from app.services.database import migrate_to

KEPT = (CandidateFile, StageFile, CardFile, StageBrief)
SQLITE, POSTGRESQL, SELF_ID = "database.sqlite", "database.dump", "self_identification.sqlite"
FILES, JOURNAL, LIST = "files", "erasures.log", "backup.json"
TRIES = 3


@dataclass(frozen=True, slots=True)
class Made:
    """A backup: where, and how many files of people are in it."""

    folder: Path
    files: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore: when its backup was made, how many files came back, and who had to be erased again."""

    made_at: str
    files: int
    erasures: Reapplied


def back_up(folder: Path, now: datetime) -> Made:
    """Copy everything while people go on working.

    Args:
        folder: where to; it must not be there yet, or be empty.
        now: this instant.

    Raises:
        BadData: if there is something in the folder.
        Conflict: if files went on disappearing while they were copied; or a tool of PostgreSQL is missing.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BadData(f"{folder} is not empty. Name a folder that is not there yet.")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    settings = _settings()
    for _ in range(TRIES):
        _copy_files(settings, folder)
        named = _copy_database(settings, folder)
        _copy_files(settings, folder)
        if named <= _stored(folder / FILES):
            break
    else:
        raise Conflict("Files went on being removed while they were copied. Try again in a moment.")
    for name in _stored(folder / FILES) - named:
        (folder / FILES / name).unlink()
    _copy_file_if_there(settings.erasures_log, folder / JOURNAL)
    told = {"made_at": now.isoformat(timespec="seconds"), "revision": _revision(), "files": sorted(named)}
    (folder / LIST).write_text(json.dumps(told, indent=1), "utf-8")
    return Made(folder, len(named))


def restore(folder: Path, now: datetime) -> Restored:
    """Put back exactly what a backup holds, and erase again whoever was erased since. Nobody may work meanwhile.

    Raises:
        BadData: if the folder is no whole backup, or one of another kind of database.
    """
    settings, told = _settings(), _read_list(folder)
    db.session.remove()
    _put_database_back(settings, folder)
    migrate_to()
    _forget_answers_of_others(settings, folder)
    for name in told["files"]:
        _keep(settings.files_directory, name, (folder / FILES / name).read_bytes())
    for name in _stored(settings.files_directory) - set(told["files"]):
        files.remove(settings.files_directory, name)
    for line in journal.read(folder / JOURNAL):
        journal.add(settings.erasures_log, line)
    return Restored(told["made_at"], len(told["files"]), reapply_erasures(now))


def _read_list(folder: Path) -> dict[str, Any]:
    name = SQLITE if _is_sqlite(_settings()) else POSTGRESQL
    if not (folder / LIST).is_file():
        raise BadData(f"{folder} is no backup, or one that was not finished: {LIST} is missing.")
    if not (folder / name).is_file():
        raise BadData(f"{folder} holds no {name}: it is a backup of another kind of database.")
    told: dict[str, Any] = json.loads((folder / LIST).read_text("utf-8"))
    missing = set(told["files"]) - _stored(folder / FILES)
    if missing:
        raise BadData(f"{len(missing)} files of this backup are missing. Use another one; nothing was changed.")
    return told


def _copy_database(settings: Settings, folder: Path) -> set[str]:
    """The database as of one instant; names of the files that it names."""
    apart = make_url(settings.self_id_database)
    if apart.drivername == "sqlite" and apart.database and Path(apart.database).is_file():
        _copy_sqlite(Path(apart.database), folder / SELF_ID)
    if not _is_sqlite(settings):
        pg_tools.dump(settings.database_url, folder / POSTGRESQL)
        db.session.rollback()
        return {name for table in KEPT for name in db.session.scalars(select(table.stored_as)) if name}
    _copy_sqlite(_path_of(settings), folder / SQLITE)
    with closing(sqlite3.connect(folder / SQLITE)) as copy:
        return {
            row[0]
            for table in KEPT
            for row in copy.execute(f"SELECT stored_as FROM {table.__tablename__}")  # noqa: S608 - a table of ours
            if row[0]
        }


def _put_database_back(settings: Settings, folder: Path) -> None:
    apart = make_url(settings.self_id_database)
    if apart.drivername == "sqlite" and apart.database and (folder / SELF_ID).is_file():
        _copy_sqlite(folder / SELF_ID, Path(apart.database))
    if not _is_sqlite(settings):
        db.engine.dispose()
        pg_tools.restore(settings.database_url, folder / POSTGRESQL)
        return
    _copy_sqlite(folder / SQLITE, _path_of(settings))
    db.engine.dispose()


def _forget_answers_of_others(settings: Settings, folder: Path) -> None:
    """Keep no answer of somebody who is erased here, or of an application whose number another one will get."""
    is_file = make_url(settings.self_id_database).drivername == "sqlite"
    if is_file and not (folder / SELF_ID).is_file():
        forget_others(())
        return
    living = select(Application.id).join(Candidate, Candidate.id == Application.candidate_id)
    forget_others(db.session.scalars(living.where(Candidate.erased_at.is_(None))).all())
    db.session.rollback()


def _copy_sqlite(source: Path, target: Path) -> None:
    """A whole copy, whatever is written to the source meanwhile."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _open(source) as there, _open(target) as here:
        there.backup(here)


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        yield connection
    path.chmod(0o600)


def _copy_files(settings: Settings, folder: Path) -> None:
    """Copy what is not copied yet. A file never changes, so its name is enough."""
    (folder / FILES).mkdir(exist_ok=True)
    for name in _stored(settings.files_directory) - _stored(folder / FILES):
        _copy_file_if_there(settings.files_directory / name, folder / FILES / name)


def _copy_file_if_there(source: Path, target: Path) -> None:
    if source.is_file():
        shutil.copyfile(source, target)
        target.chmod(0o600)


def _keep(folder: Path, name: str, content: bytes) -> None:
    if not files.holds(folder, name, content):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)


def _stored(folder: Path) -> set[str]:
    """Names of whole files; what is being written has a name with a dot before it."""
    return {path.name for path in folder.iterdir() if path.name.isalnum()} if folder.is_dir() else set()


def _revision() -> str:
    return str(db.session.execute(text("SELECT version_num FROM alembic_version")).scalar())


def _is_sqlite(settings: Settings) -> bool:
    return settings.database_url.startswith("sqlite:///")


def _path_of(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


def _settings() -> Settings:
    found: Settings = current_app.config["RUNG"]
    return found
