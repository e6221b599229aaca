"""Sessions of candidates."""

from datetime import UTC, datetime, timedelta
from itertools import count

from app.gateways.passwords import token_hash
from app.models.applications import Application
from app.models.candidates import Candidate, PortalSession
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
