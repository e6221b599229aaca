"""Questions about the texts of messages: which are the organisation's own, who wrote them; what somebody left off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotFound
from app.domain.mail_kinds import KINDS, MailKind
from app.domain.mail_texts import MailText
from app.domain.policy import Viewer
from app.domain.scheduling_rules import LANGUAGES
from app.gateways.mail_texts import shipped
from app.models.accounts import Account
from app.models.notifications import MailChoice, MailTemplate


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text that the organisation wrote itself: when, and by whom it was last changed."""

    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class TextPage:
    """One text. `version` is 0 while the shipped one holds; then nobody `wrote` it."""

    kind: MailKind
    language: str
    text: MailText
    shipped: MailText
    version: int
    wrote: OwnText | None


def own_texts() -> Mapping[tuple[str, str], OwnText]:
    """The organisation's own texts by kind and language: one statement."""
    statement = (
        select(MailTemplate.kind, MailTemplate.language, MailTemplate.changed_at, Account.name)
        .join(Account, Account.id == MailTemplate.changed_by)
        .order_by(MailTemplate.kind, MailTemplate.language)
    )
    return {(row.kind, row.language): OwnText(row.changed_at, row.name) for row in db.session.execute(statement)}


def text_page(kind: str, language: str) -> TextPage:
    """One text as it holds now: one statement.

    Raises:
        NotFound: for a kind of message or a language that there is not.
    """
    if kind not in KINDS or language not in LANGUAGES:
        raise NotFound
    statement = (
        select(MailTemplate.subject, MailTemplate.body, MailTemplate.version, MailTemplate.changed_at, Account.name)
        .join(Account, Account.id == MailTemplate.changed_by)
        .where(MailTemplate.kind == kind, MailTemplate.language == language)
    )
    ours, row = shipped(kind, language), db.session.execute(statement).first()
    if row is None:
        return TextPage(KINDS[kind], language, ours, ours, 0, None)
    wrote = OwnText(row.changed_at, row.name)
    return TextPage(KINDS[kind], language, MailText(row.subject, row.body), ours, row.version, wrote)


def left_off(viewer: Viewer) -> frozenset[str]:
    """The kinds of messages that somebody does not want: one statement."""
    return frozenset(db.session.scalars(select(MailChoice.kind).where(MailChoice.account_id == viewer.account_id)))
