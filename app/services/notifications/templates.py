"""Changing the text of a kind of message, and going back to the shipped one; what somebody does not want to be sent."""

from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain.errors import Conflict, NotFound
from app.domain.mail_kinds import KINDS, MUTABLE
from app.domain.mail_texts import check_template
from app.domain.policy import Action, Relation, Viewer, permit
from app.domain.scheduling_rules import LANGUAGES
from app.gateways import clock
from app.gateways.mail_texts import shipped
from app.models.accounts import Account, Organisation
from app.models.notifications import MailChoice, MailTemplate
from app.services import audit

# Numbers of versions begin with the seconds from here, so that a text which was removed and written anew meanwhile is
# never taken for the one that somebody's page showed.
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
STALE = "Somebody else changed this text meanwhile. Nothing of yours was saved: open it again and see what it says now."


def save_text(viewer: Viewer, kind: str, language: str, *, subject: str, body: str, seen: int) -> None:
    """Let messages of this kind have the organisation's own text from now on; the shipped one needs no row.

    Args:
        viewer: a recruiter or an admin.
        kind: a kind of message.
        language: whose text it is.
        subject: one line with tokens.
        body: plain text with tokens.
        seen: the version that the page showed; 0 for the shipped text.

    Raises:
        NotFound: for a kind of message or a language that there is not.
        BadData: naming the field and the token that is wrong.
        Conflict: if somebody else changed it meanwhile.
    """
    permit(Action.TEMPLATE_EDIT, Relation(viewer))
    _check_key(kind, language)
    text = check_template(kind, subject, body)
    with transaction() as session:
        now = clock.now()
        row = _locked(session, kind, language, seen=seen)
        if text == shipped(kind, language):
            _remove(session, viewer, row, now=now)
            return
        if row is None:
            row = MailTemplate(kind=kind, language=language, version=int((now - _EPOCH).total_seconds()))
            session.add(row)
        elif (row.subject, row.body) == (text.subject, text.body):
            return
        row.subject, row.body, row.version = text.subject, text.body, row.version + 1
        row.changed_by, row.changed_at = viewer.account_id, now
        _trace(session, viewer, "organisation.mail_text_changed", kind, language, now)


def back_to_shipped(viewer: Viewer, kind: str, language: str, *, seen: int) -> None:
    """Let the shipped text hold again.

    Raises:
        NotFound: for a kind of message or a language that there is not.
        Conflict: if somebody else changed it meanwhile.
    """
    permit(Action.TEMPLATE_EDIT, Relation(viewer))
    _check_key(kind, language)
    with transaction() as session:
        _remove(session, viewer, _locked(session, kind, language, seen=seen), now=clock.now())


def choose_messages(viewer: Viewer, *, unwanted: frozenset[str]) -> None:
    """Say which of the messages that one can do without one does not want."""
    with transaction() as session:
        session.get(Account, viewer.account_id, with_for_update=True)
        session.execute(delete(MailChoice).where(MailChoice.account_id == viewer.account_id))
        for kind in sorted(unwanted & set(MUTABLE)):
            session.add(MailChoice(account_id=viewer.account_id, kind=kind))


def leave_off(account_id: int, kind: str) -> None:
    """Send somebody no more messages of this kind, by the link in one of them. Twice is the same as once.

    Raises:
        NotFound: if the account is gone, or nobody can do without such messages.
    """
    if kind not in MUTABLE:
        raise NotFound
    with transaction() as session:
        if session.get(Account, account_id, with_for_update=True) is None:
            raise NotFound
        known = select(MailChoice.kind).where(MailChoice.account_id == account_id, MailChoice.kind == kind)
        if session.execute(known).first() is None:
            session.add(MailChoice(account_id=account_id, kind=kind))


def _check_key(kind: str, language: str) -> None:
    if kind not in KINDS or language not in LANGUAGES:
        raise NotFound


def _locked(session: Session, kind: str, language: str, *, seen: int) -> MailTemplate | None:
    """The row of a text, if it has one; the organisation is locked too, so that of two first texts one is refused."""
    session.get(Organisation, 1, with_for_update=True)
    row = session.get(MailTemplate, (kind, language), with_for_update=True, populate_existing=True)
    if (row.version if row is not None else 0) != seen:
        raise Conflict(STALE)
    return row


def _remove(session: Session, viewer: Viewer, row: MailTemplate | None, *, now: datetime) -> None:
    if row is None:
        return
    session.delete(row)
    _trace(session, viewer, "organisation.mail_text_removed", row.kind, row.language, now)


def _trace(session: Session, viewer: Viewer, action: str, kind: str, language: str, now: datetime) -> None:
    data = {"kind": kind, "language": language}
    audit.record(session, viewer, action=action, about=("organisation", 1), at=now, data=data)
