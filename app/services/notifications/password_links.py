"""A link that sets a password, mailed to whom it is for: its token follows from the message's number, kept nowhere."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy.orm import Session

from app.config import Settings
from app.gateways import signatures
from app.gateways.passwords import token_hash
from app.models.accounts import PasswordLink
from app.models.notifications import OutboxMessage

KIND = "password_link"
LASTS = timedelta(hours=72)
_PURPOSE = "password by mail"


def mail_link(session: Session, account_id: int, now: datetime) -> str:
    """Make a password link and queue the message with it, to leave at once; returns its token."""
    row = OutboxMessage(kind=KIND, account_id=account_id, data={}, created_at=now, due_at=now)
    session.add(row)
    session.flush()
    token = password_token(row.id, now)
    link = PasswordLink(token_hash=token_hash(token), account_id=account_id, created_at=now, expires_at=now + LASTS)
    session.add(link)
    return token


def password_token(message_id: int, created_at: datetime) -> str:
    """The token of the password link that a message carries."""
    settings: Settings = current_app.config["RUNG"]
    return signatures.sign(settings.secret_key, _PURPOSE, [message_id, int(created_at.timestamp())])
