"""Role pages: what all staff read of families and ladders, and what stands on none of them."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from app.models.ladders import ContentRetirement
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.ladders import publish_shipped, shipped_playbook
from tests.page import Page

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
FAMILY = "/roles/enterprise_account_executive"
LADDER = "/roles/ladders/account_executive"
PAGES = (
    "/roles",
    FAMILY,
    f"{FAMILY}/compare",
    f"{FAMILY}/compare?title=strategic&title=senior_strategic",
    f"{FAMILY}/compare?title=strategic&title=major",
    f"{FAMILY}/level",
    f"{FAMILY}/level?title=strategic&level=P6",
    LADDER,
    f"{LADDER}/levels",
    f"{LADDER}/levels?from=P2&to=P6",
)


@pytest.fixture
def interviewer(client_for: ClientFor) -> FlaskClient:
    publish_shipped()
    return client_for(make_account("interviewer"))


@pytest.mark.parametrize("address", PAGES)
def test_no_role_page_holds_a_statement_that_an_interviewer_picks(page: Read, interviewer: FlaskClient, address: str):
    shown = page(interviewer, address).text

    statements = [item.text for signal in shipped_playbook().ladder.signals for item in signal.statements]
    assert not [text for text in statements if " ".join(text.split()) in " ".join(shown.split())]


def test_the_family_lists_titles_with_grade_level_and_what_both_documents_call_by_one_name(
    page: Read, interviewer: FlaskClient
):
    shown = page(interviewer, FAMILY).text

    for words in ("Senior Strategic", "Area Sales Manager or Regional Director", "P5 Sr. Enterprise", "8 of 36"):
        assert words in shown
    assert "house judgement, no document says it" in shown
    assert "Sales Management" in shown


def test_two_titles_side_by_side_say_what_senior_adds(page: Read, interviewer: FlaskClient):
    shown = page(interviewer, f"{FAMILY}/compare?title=strategic&title=senior_strategic").text

    assert "Senior Strategic extends Strategic: eight responsibilities and no requirements more." in shown
    assert "Nothing more: it takes the requirements of Strategic." in shown


def test_the_ladder_shows_its_grid_rules_and_what_is_kept_as_written(page: Read, interviewer: FlaskClient):
    shown = page(interviewer, LADDER).text

    for words in ("Not applicable", "A majority of areas is expert.", "$1,154,000", "“9k - 30k / 10k - 30k / 10K+”"):
        assert words in shown


def test_two_levels_say_why_the_one_is_not_the_other(page: Read, interviewer: FlaskClient):
    shown = page(interviewer, f"{LADDER}/levels?from=P5&to=P4").text

    assert "5 of 5 scope signals and 3 of 5 rows say something else. P5 asks for better ratings." in shown


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/roles/nothing", 404),
        ("/roles/ladders/nothing", 404),
        (f"{FAMILY}/compare?title=nobody", 422),
        (f"{FAMILY}/level?title=strategic&level=P9", 422),
        (f"{LADDER}/levels?from=%00", 422),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(interviewer: FlaskClient, address: str, status: int):
    assert interviewer.get(address).status_code == status


def test_a_retired_family_is_not_shown_any_more(page: Read, interviewer: FlaskClient):
    row = ContentRetirement(kind="family", key="enterprise_account_executive", note="Merged.", retired_at=START)
    row.retired_by = make_account("admin")
    with factories.writing() as session:
        session.add(row)

    assert interviewer.get(FAMILY).status_code == 404
    assert "No job family is published yet." in page(interviewer, "/roles").text


def test_nothing_published_is_said_kindly(page: Read, client_for: ClientFor):
    shown = page(client_for(make_account("interviewer")), "/roles").text

    assert "Nothing is published yet." in shown


@pytest.mark.parametrize(("role", "leads"), [("admin", True), ("interviewer", False)])
def test_only_admins_are_led_to_where_ladders_are_edited(client_for: ClientFor, role: str, leads: bool):
    publish_shipped()

    shown = client_for(make_account(role)).get("/roles").text

    assert ('href="/ladders"' in shown) is leads
