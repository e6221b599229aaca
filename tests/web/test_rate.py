"""How often one may try: by account and by block of addresses, for a minute and never for long."""

from dataclasses import replace

import pytest
from flask import request

from app.factory import create_app
from app.gateways import rate_limits
from app.services import accounts
from app.web.rate import address_block
from app.web.security import public

ADA, PASSWORD = "ada@example.org", "correct horse battery"
OTHER_NETWORK = "198.51.100.7"


@pytest.fixture
def ada(app) -> str:
    with app.app_context():
        accounts.set_password(accounts.first_run(organisation="Northwind", email=ADA, load_ladder=False), PASSWORD)
    return ADA


@pytest.fixture
def sign_in(page, app):
    """Tries a password from an address, each time with a browser of its own; returns the status."""

    def send(email=ADA, password="wrong password", address="127.0.0.1"):
        client = app.test_client()
        sent = page(client, "/sign-in").form("/sign-in") | {"email": email, "password": password}
        return client.post("/sign-in", data=sent, environ_base={"REMOTE_ADDR": address}).status_code

    return send


def test_the_eleventh_guess_in_a_minute_is_held_up_even_if_it_is_right(ada, sign_in):
    answers = [sign_in() for _ in range(10)]

    assert (answers, sign_in(password=PASSWORD)) == ([422] * 10, 429)


def test_guesses_from_many_networks_count_for_the_account(ada, sign_in):
    for number in range(10):
        sign_in(address=f"198.51.{number}.7")

    assert sign_in(address="203.0.113.9") == 429


def test_guesses_at_many_accounts_count_for_the_network(ada, sign_in):
    for number in range(10):
        sign_in(email=f"guess{number}@example.org")

    assert sign_in(email="else@example.org", address="127.0.0.200") == 429


def test_one_network_holds_up_nobody_elsewhere(ada, sign_in):
    for number in range(11):
        sign_in(email=f"guess{number}@example.org")

    assert sign_in(password=PASSWORD, address=OTHER_NETWORK) == 302


def test_the_right_password_counts_as_no_guess(ada, sign_in):
    assert {sign_in(password=PASSWORD) for _ in range(12)} == {302}


def test_an_unknown_account_is_held_up_like_a_known_one(ada, sign_in):
    answers = [sign_in(email="nobody@example.org") for _ in range(11)]

    assert answers == [422] * 10 + [429]


def test_a_try_that_was_taken_back_leaves_room_for_another(app):
    rate_limits.hit("taken back", "1 per minute")
    rate_limits.forgive("taken back", "1 per minute")

    assert rate_limits.hit("taken back", "1 per minute")


def test_where_nobody_can_count_everything_is_let_through(caplog):
    assert rate_limits.hit("anything", "1 per minute", jobs_url="redis://127.0.0.1:1/0")
    assert "Tries can't be counted" in caplog.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("192.0.2.1", "192.0.2.250"),
        ("::ffff:192.0.2.1", "192.0.2.9"),
        ("2001:db8:1:1::1", "2001:db8:1:2::9"),
    ],
)
def test_neighbours_share_a_block(one, other):
    assert address_block(one) == address_block(other)


@pytest.mark.parametrize(("one", "other"), [("192.0.2.1", "192.0.3.1"), ("2001:db8:1::1", "2001:db8:2::1"), ("", "x")])
def test_other_networks_are_other_blocks(one, other):
    assert address_block(one) != address_block(other)


def test_an_address_is_taken_from_a_proxy_that_was_named(app):
    settings = replace(app.config["RUNG"], proxies=1)
    behind = create_app(settings)

    @behind.get("/who")
    @public("a test asks")
    def who():
        return request.remote_addr

    answer = behind.test_client().get("/who", headers={"X-Forwarded-For": "203.0.113.5, 192.0.2.1"})

    assert answer.text == "192.0.2.1"
