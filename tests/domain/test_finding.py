"""Entries of the requirement checklist: what others can rely on, and what is refused."""

import pytest

from app.domain.errors import BadData
from app.domain.finding import Certainty, CheckState, Finding, figure
from app.domain.requirement import Requirement

ACCOUNTS = Requirement(
    key="accounts", text="Carried accounts", strength="must", kinds=("skill",), asks=("amount", "currency"), at="x"
)


def finding(**changes: object) -> Finding:
    given = {"state": CheckState.MET, "certainty": Certainty.PROBED, "evidence": "Named three accounts."} | changes
    return Finding(**given)  # type: ignore[arg-type]


def test_a_whole_entry_is_accepted():
    finding(amount=1_200_000, currency="USD", year=2024).check(ACCOUNTS, this_year=2026)


def test_what_is_to_verify_needs_no_evidence_yet():
    finding(state=CheckState.TO_VERIFY, evidence="").check(ACCOUNTS, this_year=2026)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"evidence": " "}, "evidence", "Write what this rests on, so that others can rely on it."),
        ({"evidence": "x" * 4001}, "evidence", "Keep the evidence to 4,000 characters."),
        ({"amount": -1, "currency": "USD"}, "amount", "Enter the figure as a whole number, without a sign."),
        ({"amount": 10**16, "currency": "USD"}, "amount", "Enter the figure as a whole number, without a sign."),
        ({"amount": 5}, "currency", "Say which currency the amount is in, such as USD."),
        ({"amount": 5, "currency": "usd"}, "currency", "Enter the currency by its three letters, such as USD or JPY."),
        (
            {"amount": 5, "currency": "円円円"},
            "currency",
            "Enter the currency by its three letters, such as USD or JPY.",
        ),
        ({"year": 2027}, "year", "Enter a year from 1950 to 2026."),
        ({"year": 1949}, "year", "Enter a year from 1950 to 2026."),
    ],
)
def test_an_entry_is_refused_at_its_field(changes, field, said):
    with pytest.raises(BadData) as caught:
        finding(**changes).check(ACCOUNTS, this_year=2026)

    assert (caught.value.field, caught.value.message) == (field, said)


def test_a_count_needs_no_currency():
    requirement = ACCOUNTS.model_copy(update={"asks": ("count",)})

    finding(amount=12).check(requirement, this_year=2026)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((1_200_000, "USD", 2024), "USD 1,200,000 in 2024"),
        ((12, None, None), "12"),
        ((None, None, 2024), "in 2024"),
        ((None, None, None), ""),
    ],
)
def test_a_figure_in_words(given, words):
    assert figure(*given) == words
