"""Fixtures for all tests: a clean application, signed-in clients, pages that check themselves."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.gateways import rate_limits
from app.gateways.passwords import token_hash
from tests import factories
from tests.databases import POSTGRESQL, PostgreSQLHouse, SQLiteHouse, kinds_for
from tests.factories.portal import COOKIE, make_portal_session
from tests.page import Page, read

House = SQLiteHouse | PostgreSQLHouse
ClientFor = Callable[[int], FlaskClient]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever touches data is tested on both databases."""
    if "database_kind" in metafunc.fixturenames:
        metafunc.parametrize("database_kind", kinds_for(Path(str(metafunc.definition.path))), scope="session")


@pytest.fixture(scope="session")
def houses() -> Iterator[dict[str, House]]:
    """The applications made so far in this process; their connections are closed at the end."""
    made: dict[str, House] = {}
    yield made
    for house in made.values():
        with house.app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(
    database_kind: str, houses: dict[str, House], tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Flask]:
    """The application on a database with empty tables."""
    if database_kind not in houses:
        directory = tmp_path_factory.mktemp(database_kind)
        made = PostgreSQLHouse(directory, worker_id) if database_kind == POSTGRESQL else SQLiteHouse(directory)
        houses[database_kind] = made
    clean = houses[database_kind].clean()
    clean.config["WTF_CSRF_ENABLED"] = True  # whatever a test before did without
    rate_limits.forget_all()  # whatever a test before tried
    factories.use(clean)
    yield clean
    factories.use(None)


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """An application context, for tests that call queries and services themselves."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def client_for(app: Flask) -> ClientFor:
    """Makes a client that is signed in as an account."""

    def sign_in(account_id: int) -> FlaskClient:
        token = f"token of {account_id}"
        factories.accounts.make_sign_in(account_id, token_hash(token))
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
        return client

    return sign_in


@pytest.fixture
def portal_client(app: Flask) -> ClientFor:
    """Makes a client that holds the session of a candidate."""

    def let_in(candidate_id: int) -> FlaskClient:
        client = app.test_client()
        client.set_cookie(COOKIE, make_portal_session(candidate_id))
        return client

    return let_in


@pytest.fixture
def page() -> Callable[..., Page]:
    """Fetches a page and checks what holds for every page."""
    return read
