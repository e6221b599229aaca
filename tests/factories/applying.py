"""Published openings that many people apply for, and somebody of staff who reads on."""

from dataclasses import dataclass

from app.gateways.passwords import token_hash
from tests import factories
from tests.factories.accounts import START, make_sign_in
from tests.factories.applications import make_application
from tests.factories.openings import make_opening
from tests.factories.pools import make_organisation


@dataclass(frozen=True)
class AppliedTo:
    """Numbers of the openings, pages of staff, and the cookie with which they read them."""

    jobs: list[int]
    pages: list[str]
    cookie: str


def make_applied_to(number: int, *, already: int) -> AppliedTo:
    """Some openings, the first with applications already and a recruiter who is signed in."""
    make_organisation()
    teams = [make_opening(published_at=START) for _ in range(number)]
    made = [make_application(teams[0].opening) for _ in range(already)]
    token = "token of whoever reads"
    make_sign_in(teams[0].recruiter, token_hash(token))
    client = factories.app().test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    cookie = client.get_cookie("rung")
    assert cookie is not None
    pages = [f"/openings/{teams[0].opening}/board", f"/applications/{made[0]}"]
    return AppliedTo([team.opening for team in teams], pages, f"rung={cookie.value}")
