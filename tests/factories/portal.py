"""Sessions of candidates, and the links that their mails bring."""

import re
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import select

from app.database import db
from app.gateways import clock
from app.gateways.mail import Letter
from app.gateways.passwords import token_hash
from app.models.applications import Application
from app.models.candidates import Candidate, PortalSession
from app.models.notifications import OutboxMessage
from app.services.notifications.composing import compose
from tests import factories

COOKIE = "rung-portal"
_numbers = count(1)


def make_portal_session(candidate_id: int, *, lasts: timedelta = timedelta(hours=4), email: str = "") -> str:
    """A running session of a candidate; returns the token that their browser holds."""
    now, token = datetime.now(UTC), f"portal-token-{next(_numbers)}"
    with factories.writing() as session:
        address = email or session.get_one(Candidate, candidate_id).email
        row = PortalSession(token_hash=token_hash(token), candidate_id=candidate_id, email=address, created_at=now)
        row.expires_at = now + lasts
        session.add(row)
    return token


def candidate_of(application_id: int) -> int:
    """Whose application it is."""
    with factories.writing() as session:
        return session.get_one(Application, application_id).candidate_id


def newest(kind: str) -> int:
    """The number of the last message of a kind."""
    with factories.writing() as session:
        statement = select(OutboxMessage.id).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id.desc())
        return session.scalars(statement.limit(1)).one()


def letter_with(kind: str) -> Letter:
    """The last message of a kind, as it is sent now."""
    number = newest(kind)
    with factories.app().app_context():
        letter = compose(number, clock.now())
        db.session.rollback()
    assert isinstance(letter, Letter), letter
    return letter


def link_in(letter: Letter) -> str:
    """The path of the link that works once."""
    found = re.search(r"http://localhost(/(?:portal|address)-links/\S+)", letter.text)
    assert found is not None, letter.text
    return found.group(1)
