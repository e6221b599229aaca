"""What somebody who applies may send: every line, figure, link and answer, and the field that a refusal names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import applying
from app.domain.application_question import LONGEST_ANSWER, ApplicationQuestion
from app.domain.applying import CLAIM_LENGTH, LIMITS, Claim
from app.domain.errors import BadData

THIS_YEAR = 2027
QUESTION = ApplicationQuestion(key="why", text="What draws you here?", hint="A sentence.", is_required=True)


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        (Claim("quota", text="x" * (CLAIM_LENGTH + 1)), "text"),
        (Claim("quota", amount=-1, currency="USD"), "amount"),
        (Claim("quota", amount=10), "currency"),
        (Claim("quota", amount=10, currency="dollars"), "currency"),
        (Claim("quota", year=THIS_YEAR + 1), "year"),
        (Claim("quota", times=-1), "times"),
    ],
)
def test_a_figure_that_can_be_none_is_refused_by_its_name(claim: Claim, field: str):
    with pytest.raises(BadData) as refused:
        claim.check(this_year=THIS_YEAR)

    assert refused.value.field == field


def test_a_whole_claim_is_kept_as_it_is():
    claim = Claim("quota", "Three years in a row.", 1_200_000, "JPY", 2026, 3)

    assert claim.check(this_year=THIS_YEAR) is claim
    assert not claim.is_empty
    assert Claim("quota").is_empty


@pytest.mark.parametrize("field", LIMITS)
def test_a_line_is_kept_up_to_its_limit(field: str):
    assert applying.checked_line(f" {'x' * LIMITS[field]} ", field) == "x" * LIMITS[field]

    with pytest.raises(BadData) as refused:
        applying.checked_line("x" * (LIMITS[field] + 1), field)

    assert refused.value.field == field


@pytest.mark.parametrize("name", ["", "  ", "Win at www.example.net", "Ana https://example.net"])
def test_a_name_is_there_and_leads_nowhere(name: str):
    with pytest.raises(BadData) as refused:
        applying.checked_name(name)

    assert refused.value.field == "name"


@given(st.integers(0, 10**14))
def test_a_number_is_read_however_it_is_grouped(number: int):
    full_width = str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})

    assert {applying.whole_number(text) for text in (str(number), f"{number:,}", f"{number:_}", full_width)} == {number}


@pytest.mark.parametrize("text", ["1.5e3", "-4", "twelve", "9" * 16])
def test_what_is_no_whole_number_is_refused(text: str):
    with pytest.raises(BadData):
        applying.whole_number(text)


def test_no_number_is_none():
    assert applying.whole_number("  ") is None


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (applying.checked_email, "Ana.Sol@Example.com", "ana at example"),
        (applying.checked_phone, "+81 90-1234-5678", "call me"),
        (applying.checked_country, "JP", "ZZ"),
        (applying.checked_zone, "Asia/Tokyo", "Mars/Base"),
    ],
)
def test_what_somebody_is_reached_by_has_to_be_real(check, good: str, bad: str):
    assert check(good).lower() == good.lower()

    with pytest.raises(BadData):
        check(bad)


@pytest.mark.parametrize(
    "link",
    [
        "http://a.example",
        "javascript:alert(1)",
        "https://me:pw@a.example",
        "https://a",
        "https://[",
        "https://a.b/\x00",
    ],
)
def test_a_link_leads_to_one_place_by_https(link: str):
    assert applying.checked_link(" https://a.example/me ", "link_1") == "https://a.example/me"
    assert applying.checked_link("", "link_1") == ""

    with pytest.raises(BadData) as refused:
        applying.checked_link(link, "link_1")

    assert refused.value.field == "link_1"


@pytest.mark.parametrize("text", ["  ", "x" * (LONGEST_ANSWER + 1)])
def test_an_answer_that_is_needed_is_there_and_not_too_long(text: str):
    assert applying.checked_answer(QUESTION, " I like trains. ") == "I like trains."

    with pytest.raises(BadData):
        applying.checked_answer(QUESTION, text)
