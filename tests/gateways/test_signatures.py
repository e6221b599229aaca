"""Signed tokens: every sign counts, and what was signed for one purpose or installation says nothing to another."""

import string
from hashlib import sha256

import pytest
from itsdangerous import URLSafeSerializer

from app.gateways.signatures import LONGEST, read, sign

SECRET, PURPOSE = "a secret of the tests", "interview link"
SIGNS = string.ascii_letters + string.digits + "-_."


@pytest.fixture
def token() -> str:
    return sign(SECRET, PURPOSE, (5, 7, 2))


def test_a_token_says_what_was_signed_and_fits_into_an_address(token: str):
    assert read(SECRET, PURPOSE, token) == (5, 7, 2)
    assert set(token) <= set(SIGNS)
    assert len(token) < 80


def test_the_same_is_signed_alike_so_that_nothing_has_to_be_kept(token: str):
    assert sign(SECRET, PURPOSE, [5, 7, 2]) == token


def test_a_token_of_another_purpose_or_secret_says_nothing(token: str):
    assert read(SECRET, "password link", token) is None
    assert read("another secret", PURPOSE, token) is None


def test_no_sign_of_it_can_be_another(token: str):
    opened = [
        changed
        for place in range(len(token))
        for sign_there in SIGNS
        if (changed := token[:place] + sign_there + token[place + 1 :]) != token
        if read(SECRET, PURPOSE, changed) is not None
    ]

    assert opened == []


def test_nothing_can_be_cut_off_or_added(token: str):
    cut = [token[:length] for length in range(len(token))]
    grown = [token + sign_there for sign_there in SIGNS] + [sign_there + token for sign_there in SIGNS]

    assert [text for text in cut + grown if read(SECRET, PURPOSE, text) is not None] == []


@pytest.mark.parametrize("text", ["", ".", "..", "é" * 20, "\udcff", "a" * (LONGEST + 1), "\x00", "W10.W10"])
def test_nonsense_says_nothing_and_breaks_nothing(text: str):
    assert read(SECRET, PURPOSE, text) is None


@pytest.mark.parametrize("said", ["text", {"a": 1}, [1, "2", 3], [1, True, 3], [1, 2.5, 3], None])
def test_what_was_signed_but_is_no_row_of_numbers_says_nothing(said: object):
    signing = {"key_derivation": "hmac", "digest_method": sha256}
    token = str(URLSafeSerializer(SECRET, salt=PURPOSE, signer_kwargs=signing).dumps(said))

    assert read(SECRET, PURPOSE, token) is None


def test_those_tokens_are_refused_for_what_they_say_and_not_for_their_signature(token: str):
    signing = {"key_derivation": "hmac", "digest_method": sha256}

    assert URLSafeSerializer(SECRET, salt=PURPOSE, signer_kwargs=signing).dumps([5, 7, 2]) == token
