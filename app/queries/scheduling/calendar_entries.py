"""Questions about calendar entries: what one person's calendar says of an interview, and whose an entry is."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from flask import current_app
from sqlalchemy import Row, Select, and_, bindparam, select

from app.config import Settings
from app.database import db
from app.domain.calendar_ids import Entry, parse, uid_of
from app.domain.errors import BadData
from app.domain.slots import listed
from app.gateways import signatures
from app.gateways.calendar import Event
from app.gateways.letters import host_of
from app.models.accounts import Account, Organisation
from app.models.applications import Application
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.models.scheduling import Interview, Seat
from app.queries import ladders

PURPOSE = "calendar entry"
# Whoever shadows in reverse leads the conversation.
_LISTENS = and_(Seat.is_shadow, ~Seat.is_reverse).label("listens")
_PEOPLE = (
    select(Seat.interview_id, Seat.account_id, _LISTENS, Account.name, Account.job_title)
    .join(Account, Account.id == Seat.account_id)
    .where(Seat.interview_id.in_(bindparam("interviews", expanding=True)), Seat.left_at.is_(None))
    .order_by(Seat.interview_id, "listens", Account.name, Account.id)
)
_BOOKED = (
    Interview.id,
    Interview.stage,
    Interview.starts_at,
    Interview.ends_at,
    Interview.zone,
    Interview.video_link,
    Interview.state,
    Interview.version,
    Interview.booked_at,
    Candidate.id.label("candidate_id"),
    Candidate.name.label("candidate_name"),
    Opening.name.label("opening_name"),
    select(Organisation.name).scalar_subquery().label("organisation"),
)


def entry_named(uid: str) -> Entry | None:
    """Whose entry a calendar speaks of; None unless we signed its name. Asks the database nothing.

    Raises:
        BadData: for a name that does not even look like one of ours.
    """
    return Entry.of(signatures.read(_settings().secret_key, PURPOSE, parse(uid)))


def is_entry_of(account_id: int, uid: str) -> bool:
    """Whether this is our entry for one of this person's own interviews. Asks the database nothing."""
    try:
        entry = entry_named(uid)
    except BadData:
        return False
    return entry is not None and not entry.is_candidate and entry.person_id == account_id


def entry_of_interviewer(interview_id: int, account_id: int, *, changed_at: datetime) -> Event | None:
    """The entry for somebody who holds or held a seat: two statements. None for whoever never had one.

    Of an interview that they left, or that was cancelled, it says no more than that it is off.

    Args:
        interview_id: the interview.
        account_id: the person.
        changed_at: when what is told happened.
    """
    row = db.session.execute(for_staff(account_id).where(Interview.id == interview_id)).first()
    return staff_events([row], changed_at=changed_at)[0] if row is not None else None


def entry_of_candidate(interview_id: int, *, changed_at: datetime) -> Event | None:
    """The entry for the candidate of an interview: two statements. None when there is no such interview."""
    row = db.session.execute(for_candidates().where(Interview.id == interview_id)).first()
    return candidate_events([row], changed_at=changed_at)[0] if row is not None else None


def for_staff(account_id: int) -> Select[*tuple[Any, ...]]:
    """Interviews in which this person has or had a seat, with what an entry needs."""
    return (
        select(*_BOOKED, *ladders.own_digest_columns(), Account.id.label("account_id"), Account.name, Account.email)
        .add_columns(_LISTENS, Seat.is_reverse, Seat.left_at)
        .select_from(Seat)
        .join(Account, Account.id == Seat.account_id)
        .join(Interview, Interview.id == Seat.interview_id)
        .join(Application, Application.id == Interview.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .where(Seat.account_id == account_id)
    )


def for_candidates() -> Select[*tuple[Any, ...]]:
    """Interviews with their candidate, with what an entry needs."""
    return (
        select(*_BOOKED, *ladders.own_digest_columns(), Candidate.email)
        .select_from(Interview)
        .join(Application, Application.id == Interview.application_id)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
    )


def staff_events(rows: Sequence[Row[*tuple[Any, ...]]], *, changed_at: datetime | None = None) -> list[Event]:
    """Rows of `for_staff` as entries, in their order: one statement."""
    people = _people([row.id for row in rows])
    return [_for_interviewer(row, people.get(row.id, []), changed_at or row.booked_at) for row in rows]


def candidate_events(rows: Sequence[Row[*tuple[Any, ...]]], *, changed_at: datetime | None = None) -> list[Event]:
    """Rows of `for_candidates` as entries, in their order: one statement."""
    people = _people([row.id for row in rows])
    return [_for_candidate(row, people.get(row.id, []), changed_at or row.booked_at) for row in rows]


def _people(interview_ids: list[int]) -> dict[int, list[Row[*tuple[Any, ...]]]]:
    found: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in db.session.execute(_PEOPLE, {"interviews": interview_ids}) if interview_ids else ():
        found.setdefault(row.interview_id, []).append(row)
    return found


def _for_interviewer(row: Row[*tuple[Any, ...]], people: list[Row[*tuple[Any, ...]]], changed_at: datetime) -> Event:
    is_off = row.state != "booked" or row.left_at is not None
    others = [person.name for person in people if person.account_id != row.account_id]
    address = f"{_settings().base_url}/interviews/{row.id}"
    sentences = [
        f"Interview for {row.opening_name}.",
        f"Together with {listed(others)}." if others else "",
        "You listen, and hand in no scorecard." if row.listens else "",
        "You lead the conversation, and the others watch." if row.is_reverse else "",
        f"What to prepare, and your scorecard: {address} (sign in to open it).",
    ]
    return _event(
        row,
        Entry(row.id, row.account_id),
        summary=f"{_stage_name(row)}: {row.candidate_name}" if not is_off else f"{_stage_name(row)} interview",
        description="" if is_off else "\n".join(sentence for sentence in sentences if sentence),
        url="" if is_off else address,
        attendee=(row.name, row.email),
        is_off=is_off,
        changed_at=changed_at,
    )


def _for_candidate(row: Row[*tuple[Any, ...]], people: list[Row[*tuple[Any, ...]]], changed_at: datetime) -> Event:
    is_off = row.state != "booked"
    speaks = [f"{person.name}, {person.job_title}" for person in people if not person.listens]
    listens = [f"{person.name}, {person.job_title}" for person in people if person.listens]
    lines = ["You meet:", *speaks, *(["Listening only:", *listens] if listens else [])]
    return _event(
        row,
        Entry(row.id, row.candidate_id, is_candidate=True),
        summary=f"Interview{f' with {row.organisation}' if row.organisation else ''}: {_stage_name(row)}",
        description="" if is_off or not people else "\n".join(lines),
        url="",
        attendee=(row.candidate_name, row.email),
        is_off=is_off,
        changed_at=changed_at,
    )


def _event(
    row: Row[*tuple[Any, ...]],
    entry: Entry,
    *,
    summary: str,
    description: str,
    url: str,
    attendee: tuple[str, str],
    is_off: bool,
    changed_at: datetime,
) -> Event:
    return Event(
        uid=uid_of(signatures.sign(_settings().secret_key, PURPOSE, entry.values())),
        sequence=row.version,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        summary=summary,
        description=description,
        location="" if is_off else row.video_link,
        url=url,
        organiser_name=_organisation(row),
        organiser_address=organiser_address(),
        attendee_name=attendee[0],
        attendee_address=attendee[1],
        is_cancelled=is_off,
        changed_at=changed_at,
    )


def organiser_address() -> str:
    """Where answers of calendars go: where replies to mails go, else whoever they come from."""
    settings = _settings()
    said = parseaddr(settings.mail_replies)[1] or parseaddr(settings.mail_from)[1]
    return said or f"rung@{host_of(settings)}"


def _organisation(row: Row[*tuple[Any, ...]]) -> str:
    return str(row.organisation or "Interviews")


def _stage_name(row: Row[*tuple[Any, ...]]) -> str:
    stages = ladders.playbook_for(ladders.digests_from(row._mapping)).family.stages
    return next((stage.name for stage in stages if stage.key == row.stage), row.stage)


def _settings() -> Settings:
    settings: Settings = current_app.config["RUNG"]
    return settings
