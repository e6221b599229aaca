"""What an erasure leaves to do once it is in the database: files, the journal, bytes; and doing it again."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from logging import getLogger

from flask import current_app
from sqlalchemy import select, update

from app.config import Settings
from app.database import db, transaction
from app.domain.erasure import Because
from app.gateways import files, journal
from app.models.candidates import Candidate, Erasure
from app.queries.candidates.held import applications_of
from app.services.candidates.erasing import Order, erase_within
from app.services.candidates.identifying import forget_answers
from app.services.sweeping import sweep_database

MOST = 500
_log = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reapplied:
    """How many were erased again, and how many lines of the journal are of nobody in this database."""

    erased: int = 0
    unknown: int = 0


def settle_erasures(now: datetime) -> int:
    """Write the journal and remove the files of every erasure that has not got so far; a crash is made up for here.

    Returns:
        how many were settled.
    """
    statement = (
        select(Erasure.id, Erasure.candidate_id, Erasure.because, Erasure.at, Erasure.report, Candidate.created_at)
        .join(Candidate, Candidate.id == Erasure.candidate_id)
        .where(Erasure.report["settled"].as_string().is_(None))
        .order_by(Erasure.id)
        .limit(MOST)
    )
    rows = db.session.execute(statement).all()
    settings = _settings()
    for row in rows:
        key = journal.key_of(settings.secret_key, row.candidate_id, row.created_at)
        at = row.at.astimezone(UTC).isoformat(timespec="seconds")
        journal.add(settings.erasures_log, journal.Line(row.candidate_id, at, row.because, key))
        forget_answers(db.session.scalars(applications_of(row.candidate_id)).all())
        for name in row.report.get("left", "").split():
            files.remove(settings.files_directory, name)
        _note(row.id, row.report | {"left": "", "settled": now.isoformat(timespec="seconds")})
    return len(rows)


def sweep_erased(now: datetime) -> int:
    """Leave no byte of the erased in the database.

    Returns:
        how many erasures are over and done with.
    """
    settle_erasures(now)
    unswept = select(Erasure.id, Erasure.report).where(Erasure.report["swept"].as_string() == "").order_by(Erasure.id)
    rows = db.session.execute(unswept).all()
    if not rows:
        return 0
    for row in rows:
        _note(row.id, row.report | {"swept": now.isoformat(timespec="seconds")})
    if sweep_database():
        return len(rows)
    for row in rows:
        _note(row.id, row.report)
    return 0


def reapply_erasures(now: datetime) -> Reapplied:
    """Erase again whoever the journal names: after a restore, they are back.

    A line counts for nobody but the very row that was erased: numbers are given anew after a restore.
    """
    settings, done = _settings(), Reapplied()
    for line in journal.read(settings.erasures_log):
        row = db.session.execute(
            select(Candidate.id, Candidate.created_at, Candidate.erased_at).where(Candidate.id == line.candidate)
        ).first()
        if row is None or journal.key_of(settings.secret_key, row.id, row.created_at) != line.key:
            done = replace(done, unknown=done.unknown + 1)
        elif row.erased_at is None:
            with transaction() as session:
                erase_within(session, Order(row.id, Because(line.because), now))
            done = replace(done, erased=done.erased + 1)
    if done.erased:
        sweep_erased(now)
    return done


def settle_now(now: datetime) -> None:
    """The same at once after an erasure; whatever goes wrong is logged, and made up for by the worker."""
    try:
        settle_erasures(now)
    except Exception:
        _log.exception("files of an erased candidate are still there; the worker tries again")


def _note(erasure_id: int, report: dict[str, str]) -> None:
    with transaction() as session:
        session.execute(update(Erasure).where(Erasure.id == erasure_id).values(report=report))


def _settings() -> Settings:
    found: Settings = current_app.config["RUNG"]
    return found
