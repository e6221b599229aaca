"""Many press the button behind one link at once: one comes in, and one address changes hands once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.domain.errors import DomainError
from app.gateways import clock
from app.gateways.passwords import token_hash
from app.models.candidates import Candidate, PortalSession
from app.queries import candidates as queries
from app.services.candidates import addresses, visits
from tests.factories.applications import make_application
from tests.factories.openings import make_opening
from tests.factories.portal import candidate_of, letter_with, link_in, make_portal_session

MANY = 32


def at_once(app: Flask, act: Callable[[], object], *, times: int = MANY) -> Sequence[bool]:
    """Whether each of these tries, started in the same moment, did something."""
    start = Barrier(times)

    def run(_number: int) -> bool:
        with app.app_context():
            start.wait()
            try:
                act()
            except DomainError:
                return False
            finally:
                db.session.remove()
            return True

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_one_of_many_who_use_a_link_at_once_comes_in(app: Flask):
    case = make_application(make_opening().opening, email="aiko@example.net")
    with app.app_context():
        visits.ask_for_link("aiko@example.net")
    token = link_in(letter_with("portal_link")).rsplit("/", 1)[1]

    done = at_once(app, lambda: visits.enter(token))

    with app.app_context():
        sessions = db.session.scalar(select(func.count()).select_from(PortalSession))
    assert (sum(done), sessions) == (1, 1)
    assert candidate_of(case)


def test_an_address_is_confirmed_once_however_many_press_the_button(app: Flask):
    whose = candidate_of(make_application(make_opening().opening, email="aiko@example.net"))
    token = make_portal_session(whose)
    with app.app_context():
        visitor = queries.visitor_by(token_hash(token), clock.now())
        assert visitor is not None
        addresses.ask_for_change(visitor, "aiko@example.com")
    link = link_in(letter_with("address_link")).rsplit("/", 1)[1]

    done = at_once(app, lambda: addresses.confirm(link))

    with app.app_context():
        kept = db.session.get_one(Candidate, whose)
    assert sum(done) == 1
    assert (kept.email, kept.version) == ("aiko@example.com", 2)
