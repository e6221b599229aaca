"""Staff."""

from datetime import UTC, datetime, timedelta
from itertools import count

from app.models.accounts import Account, AccountGrant, SignIn
from tests import factories

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_numbers = count(1)


def make_account(
    role: str = "interviewer",
    *,
    name: str | None = None,
    grants: tuple[str, ...] = (),
    zone: str = "Europe/Berlin",
    is_active: bool = True,
) -> int:
    """One member of staff; returns the id."""
    number = next(_numbers)
    account = Account(
        email=f"person{number}@example.org",
        name=name or f"Person {number}",
        role=role,
        job_title=f"Job {number}",
        zone=zone,
        team_page=f"https://example.org/team/{number}",
        is_active=is_active,
        created_at=START,
    )
    with factories.writing() as session:
        session.add(account)
        session.flush()
        session.add_all(AccountGrant(account_id=account.id, grant=grant) for grant in grants)
        return account.id


def make_sign_in(account_id: int, token_hash: str) -> None:
    """A running session; the same one again is left as it is."""
    now = datetime.now(UTC)
    with factories.writing() as session:
        if session.get(SignIn, token_hash) is None:
            row = SignIn(token_hash=token_hash, account_id=account_id, created_at=now)
            row.expires_at = now + timedelta(days=400)
            session.add(row)
