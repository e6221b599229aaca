"""Accounts as the domain sees them."""

import pytest

from app.domain.errors import BadData
from app.domain.people import check_password, check_team_page, check_zone, known_zones, name_from_email, normal_email


def test_an_address_is_kept_in_lower_case_without_space_around():
    assert normal_email("  Mei.Tanaka@Example.ORG ") == "mei.tanaka@example.org"


@pytest.mark.parametrize(
    "text", ["", "mei", "mei@", "@example.org", "mei@example", "a b@example.org", "x" * 250 + "@a.org"]
)
def test_what_is_no_address_is_refused(text: str):
    with pytest.raises(BadData) as refusal:
        normal_email(text)

    assert refusal.value.field == "email"


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("mei.tanaka@example.org", "Mei Tanaka"),
        ("o_brien+jobs@example.org", "O Brien Jobs"),
        ("...@x.org", "...@x.org"),
    ],
)
def test_a_first_guess_at_a_name(email: str, name: str):
    assert name_from_email(email) == name


def test_zones_name_places_and_utc_comes_last():
    zones = known_zones()

    assert "Asia/Tokyo" in zones
    assert "Etc/GMT+5" not in zones
    assert zones[-1] == "UTC"


def test_an_unknown_zone_is_refused():
    with pytest.raises(BadData, match="Mars/Olympus"):
        check_zone("Mars/Olympus")

    assert check_zone("Europe/Berlin") == "Europe/Berlin"


@pytest.mark.parametrize("password", ["short", "x" * 201])
def test_a_password_is_neither_short_nor_endless(password: str):
    with pytest.raises(BadData) as refusal:
        check_password(password)

    assert refusal.value.field == "password"


def test_a_long_enough_password_passes():
    assert check_password("twelve chars") == "twelve chars"


@pytest.mark.parametrize("address", ["", "https://example.org/team/mei?x=1#top", "http://intranet.example:8080/mei"])
def test_a_team_page_is_an_address_or_nothing(address: str):
    assert check_team_page(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *("mei", "/team/mei", "//example.org", "https://", "https://[", "ftp://example.org", "data:text/html,x"),
        *("javascript://example.org/%0aalert(1)", "https://example.org/\x00", 'https://example.org/">', "x" * 501),
    ],
)
def test_a_team_page_that_no_link_should_lead_to_is_refused(address: str):
    with pytest.raises(BadData) as refusal:
        check_team_page(address)

    assert refusal.value.field == "team_page"
