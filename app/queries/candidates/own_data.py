"""What a candidate gets of what is held about them: as data, and as files; and what stays closed, with the reason."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.database import db
from app.domain.portal import Visitor
from app.domain.states import State
from app.models.applications import ApplicationEvent, GrowthLetter, PortalMessage, StageFile
from app.models.candidates import Candidate, CandidateFile
from app.models.notifications import OutboxMessage
from app.models.openings import PrivacyNotice
from app.queries.candidates.held import HELD, Held
from app.queries.candidates.mine import MyApplication, my_applications
from app.queries.candidates.receipts import receipt_for

_LEADS_AWAY = re.compile(r"[/\\:\x00-\x1f]|\.\.+")
Plain = dict[str, Any]
# What happened that a candidate did or was told of; of what others did among themselves they get nothing here.
KNOWN_EVENTS = (
    *("applied", "withdrew", "invitation_sent", "invitation_hours", "interview_booked", "interview_moved"),
    *("adjustment_changed", "offer_made", "hired"),
)


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that they sent: where it goes in the archive, and where it is kept."""

    path: str
    stored_as: str
    size: int


@dataclass(frozen=True, slots=True)
class OwnData:
    """Everything they get: `data` can be written as JSON, by table; `files` stand beside it."""

    data: Plain
    files: tuple[OwnFile, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether something stands against an erasure: a legal hold, or that they were hired."""

    is_held: bool
    was_hired: bool

    @property
    def is_free(self) -> bool:
        """Whether they can be erased by themself."""
        return not self.is_held and not self.was_hired


def standing_of(visitor: Visitor) -> Standing:
    """What stands against erasing the visitor: two statements."""
    held = db.session.execute(select(Candidate.legal_hold != "").where(Candidate.id == visitor.candidate_id))
    return Standing(bool(held.scalar_one()), any(one.state is State.HIRED for one in my_applications(visitor)))


def own_data(visitor: Visitor, now: datetime) -> OwnData:
    """Everything that a candidate gets of what is held about them: one statement a table, whatever the rows."""
    number = visitor.candidate_id
    told = {held.name: _rows(held, number) for held in HELD if held.told}
    told["application"] = _with_standing(told["application"], visitor, now)
    told["application_event"] = _events(number)
    told["growth_letter"] = _letters(told["growth_letter"], visitor, now)
    told["messages_sent_to_you"] = _mails(number)
    told["privacy_notice"] = _notices(told["application"])
    return OwnData(dict(sorted(told.items())), (*_cvs(number), *_decks(number)))


def _rows(held: Held, number: int) -> list[Plain]:
    table = held.table.__table__
    columns = [table.c[name] for name in held.told]
    statement = (
        select(*columns)
        .where(held.belongs_to(number))
        .order_by(*(column for column in table.columns if column.primary_key))
    )
    if held.table is GrowthLetter:
        statement = statement.where(GrowthLetter.state == "sent")
    rows = [{name: plain(value) for name, value in row._mapping.items()} for row in db.session.execute(statement)]
    if held.table is PortalMessage:
        return [_signed(row) for row in rows]
    return rows


def _signed(message: Plain) -> Plain:
    """Who wrote it, without the number of a colleague."""
    return {**message, "author_id": None, "from": "you" if message["author_id"] is None else "the hiring team"}


def _with_standing(rows: list[Plain], visitor: Visitor, now: datetime) -> list[Plain]:
    """Where each application stands as far as they were told, and what it was for."""
    known = {one.id: one for one in my_applications(visitor, now)}
    return [
        {
            **row,
            "opening": known[row["id"]].opening,
            "place": known[row["id"]].place,
            "state": known[row["id"]].state.value,
            "stage": known[row["id"]].stage,
            "receipt": _receipt(known[row["id"]]),
        }
        for row in rows
        if row["id"] in known
    ]


def _letters(rows: list[Plain], visitor: Visitor, now: datetime) -> list[Plain]:
    """Letters that they can read on their pages: one that was sent before they heard of a decline would tell of it."""
    known = {one.id for one in my_applications(visitor, now) if one.has_letter}
    return [row for row in rows if row["application_id"] in known]


def _receipt(mine: MyApplication) -> Plain | None:
    """What they were assessed in, and what was decided as far as they were told; nothing before the first interview."""
    return {name: _deep(value) for name, value in asdict(receipt_for(mine)).items()} if mine.was_met else None


def _deep(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _deep(each) for name, each in value.items()}
    return [_deep(each) for each in value] if isinstance(value, list | tuple) else plain(value)


def _events(number: int) -> list[Plain]:
    held = next(one for one in HELD if one.table is ApplicationEvent)
    statement = select(ApplicationEvent.application_id, ApplicationEvent.kind, ApplicationEvent.at)
    chosen = statement.where(held.belongs_to(number), ApplicationEvent.kind.in_(KNOWN_EVENTS))
    ordered = chosen.order_by(ApplicationEvent.id)
    return [{"application_id": row[0], "what": row[1], "at": plain(row[2])} for row in db.session.execute(ordered)]


def _mails(number: int) -> list[Plain]:
    """What was sent to them: the kind of message and when; the text itself is not kept."""
    statement = (
        select(OutboxMessage.application_id, OutboxMessage.kind, OutboxMessage.sent_at)
        .where(OutboxMessage.candidate_id == number, OutboxMessage.sent_at.is_not(None))
        .order_by(OutboxMessage.id)
    )
    return [
        {"application_id": row[0], "kind": row[1], "sent_at": plain(row[2])} for row in db.session.execute(statement)
    ]


def _notices(applications: list[Plain]) -> list[Plain]:
    """The privacy notices that were shown to them."""
    shown = {row["notice_id"] for row in applications if row["notice_id"] is not None}
    columns = select(PrivacyNotice.id, PrivacyNotice.text, PrivacyNotice.text_ja, PrivacyNotice.published_at)
    statement = columns.where(PrivacyNotice.id.in_(shown)).order_by(PrivacyNotice.id)
    return [{name: plain(value) for name, value in row._mapping.items()} for row in db.session.execute(statement)]


def _cvs(number: int) -> list[OwnFile]:
    columns = select(CandidateFile.id, CandidateFile.name, CandidateFile.stored_as, CandidateFile.size)
    rows = db.session.execute(columns.where(CandidateFile.candidate_id == number).order_by(CandidateFile.id))
    return [OwnFile(f"files/cv-{row.id}-{_flat(row.name)}", row.stored_as, row.size) for row in rows]


def _decks(number: int) -> list[OwnFile]:
    held = next(one for one in HELD if one.table is StageFile)
    columns = select(StageFile.id, StageFile.name, StageFile.stored_as, StageFile.size)
    rows = db.session.execute(columns.where(held.belongs_to(number)).order_by(StageFile.id))
    return [OwnFile(f"files/handed-in-{row.id}-{_flat(row.name)}", row.stored_as, row.size) for row in rows]


def _flat(name: str) -> str:
    """A name that leads into no other folder, wherever the archive is unpacked."""
    return _LEADS_AWAY.sub("_", name)


def plain(value: object) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, datetime | date) else value
