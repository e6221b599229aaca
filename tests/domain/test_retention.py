"""How long data of somebody who applied are kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.places import PlaceRules
from app.domain.retention import Past, kept_until, term
from app.domain.states import CLOSED, State

END = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
COUNTRIES = ("", "DE", "JP", "US")
days = st.none() | st.integers(30, 3650)
rules_of = st.dictionaries(st.sampled_from(COUNTRIES), days).map(
    lambda found: {country: PlaceRules(country, keeps_days=kept) for country, kept in found.items()}
)
instants = st.integers(0, 5000).map(lambda number: END + timedelta(hours=number))
ended = st.builds(
    Past, st.sampled_from(sorted(CLOSED)), instants, st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(COUNTRIES))
)


def rules(**terms: int | None) -> dict[str, PlaceRules]:
    named = {("" if country == "elsewhere" else country): kept for country, kept in terms.items()}
    return {country: PlaceRules(country, keeps_days=kept) for country, kept in named.items()}


@pytest.mark.parametrize("state", [state for state in State if state not in CLOSED])
def test_nobody_goes_while_an_application_is_under_way_or_once_they_were_hired(state):
    past = [Past(State.DECLINED, END, ("DE", "")), Past(state, END, ("DE", ""))]

    assert kept_until(past, rules(DE=30)) is None


def test_time_counts_from_the_end_of_the_last_application():
    later = END + timedelta(days=100)
    past = [Past(State.DECLINED, END, ("DE", "")), Past(State.WITHDRAWN, later, ("DE", ""))]

    assert kept_until(past, rules(DE=180)) == later + timedelta(days=180)


def test_of_several_countries_the_longer_term_wins():
    assert term(("DE", "JP"), rules(DE=180, JP=365)) == 365


def test_a_country_without_rules_has_those_of_everywhere_else():
    assert term(("FR", ""), rules(elsewhere=90, DE=180)) == 90


def test_rules_without_a_term_say_nothing():
    assert term(("DE", "JP"), rules(DE=180, JP=None)) == 180


def test_without_any_term_data_are_kept():
    assert kept_until([Past(State.DECLINED, END, ("DE", "JP"))], rules(DE=None)) is None


def test_who_never_applied_is_kept():
    assert kept_until([], rules(elsewhere=30)) is None


@given(st.lists(ended, min_size=1, max_size=5), rules_of)
def test_nobody_goes_before_any_single_application_would_let_them(past, known):
    until = kept_until(past, known)

    assert all(
        until is not None and until >= alone
        for one in past
        if (alone := kept_until([Past(one.state, one.ended_at, one.countries)], known)) is not None
    )


@given(st.lists(ended, min_size=1, max_size=5), ended, rules_of)
def test_one_more_ended_application_never_shortens_the_time(past, more, known):
    before, after = kept_until(past, known), kept_until([*past, more], known)

    assert before is None or (after is not None and after >= before)


@given(st.lists(ended, min_size=1, max_size=5), rules_of)
def test_the_order_of_applications_does_not_count(past, known):
    assert kept_until(past, known) == kept_until(past[::-1], known)
