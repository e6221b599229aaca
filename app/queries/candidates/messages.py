"""Questions about messages: those of one application, as its candidate and as its hiring team read them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotFound
from app.domain.policy import Action, Relation, Viewer, permit
from app.models.accounts import Account
from app.models.applications import Application, PortalMessage
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.queries import access


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `author` is a name of staff, and empty for the candidate's own."""

    id: int
    author: str
    job_title: str
    text: str
    at: datetime
    read_at: datetime | None

    @property
    def is_candidates(self) -> bool:
        """Whether the candidate wrote it."""
        return not self.author


@dataclass(frozen=True, slots=True)
class Thread:
    """The messages of one application as its hiring team reads them."""

    relation: Relation
    application_id: int
    opening_id: int
    opening: str
    candidate_id: int
    candidate: str
    messages: tuple[Message, ...]

    @property
    def has_news(self) -> bool:
        """Whether the candidate wrote something that nobody has read."""
        return any(message.is_candidates and message.read_at is None for message in self.messages)


def messages_of(application_id: int) -> tuple[Message, ...]:
    """The messages of an application, the newest first: one statement. The caller has checked whose it is."""
    statement = (
        select(
            PortalMessage.id,
            Account.name,
            Account.job_title,
            PortalMessage.text,
            PortalMessage.at,
            PortalMessage.read_at,
        )
        .outerjoin(Account, Account.id == PortalMessage.author_id)
        .where(PortalMessage.application_id == application_id)
        .order_by(PortalMessage.id.desc())
    )
    return tuple(
        Message(row.id, row.name or "", row.job_title or "", row.text, row.at, row.read_at)
        for row in db.session.execute(statement)
    )


def has_news(messages: tuple[Message, ...]) -> bool:
    """Whether the candidate has something to read among these."""
    return any(not message.is_candidates and message.read_at is None for message in messages)


def thread_for(viewer: Viewer, application_id: int) -> Thread:
    """The messages of an application for those who may read them: two statements.

    Raises:
        NotFound, NotAllowed: as the permission table says; no message is read before.
    """
    statement = (
        select(
            Opening.id.label("opening_id"),
            Opening.name.label("opening"),
            Candidate.id.label("candidate_id"),
            Candidate.name,
            *access.relation_columns(viewer.account_id),
        )
        .select_from(Application)
        .join(Candidate, Candidate.id == Application.candidate_id)
        .join(Opening, Opening.id == Application.opening_id)
        .where(Application.id == application_id)
    )
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    relation = access.relation_from(viewer, row._mapping)
    permit(Action.MESSAGE_WRITE, relation)
    found = messages_of(application_id)
    return Thread(relation, application_id, row.opening_id, row.opening, row.candidate_id, row.name, found)
