"""Who sees what a job pays, and when: every case of the table, and what holds in all of them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.pay import Facts, PayState, opens_on_applying, pay_state, when_it_opens
from app.domain.places import Unlock
from app.domain.states import CLOSED, State

OWN = "aiko@example.net"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HIDDEN, OPEN, REFUSED = PayState.HIDDEN, PayState.OPEN, PayState.REFUSED
SELECTED, APPLIED, POSTING = Unlock.SELECTED, Unlock.APPLIED, Unlock.POSTING
USUAL = Facts(OWN, OWN, State.ACTIVE)
UNLOCKED = replace(USUAL, unlocked_at=AT)

CASES = {
    "not selected yet": (USUAL, HIDDEN),
    "selected": (UNLOCKED, OPEN),
    "just applied, where applying opens it": (replace(USUAL, opens=APPLIED), OPEN),
    "added by staff, where the posting says it": (replace(USUAL, opens=POSTING), OPEN),
    "on a public page": (replace(USUAL, opens=POSTING, is_public=True), OPEN),
    "public, where selection opens it": (replace(USUAL, is_public=True), HIDDEN),
    "capitals in the address": (replace(UNLOCKED, asks="Aiko@Example.NET"), OPEN),
    "space around the address": (replace(UNLOCKED, asks=f" {OWN} "), OPEN),
    "a plus-address of theirs": (replace(UNLOCKED, asks="aiko+jobs@example.net"), REFUSED),
    "applied with a plus-address": (replace(UNLOCKED, own="aiko+jobs@example.net"), REFUSED),
    "their other record": (replace(UNLOCKED, asks="aiko@work.example"), REFUSED),
    "the address before a change": (replace(UNLOCKED, asks=OWN, own="new@example.net"), REFUSED),
    "the address after a change": (replace(UNLOCKED, asks="new@example.net", own="new@example.net"), OPEN),
    "another address, though public": (replace(USUAL, asks="x@y.example", opens=POSTING, is_public=True), REFUSED),
    "erased": (replace(UNLOCKED, own=""), REFUSED),
    "erased, asked by nobody": (replace(UNLOCKED, asks="", own=""), REFUSED),
    "on hold, selected before": (replace(UNLOCKED, state=State.ON_HOLD), OPEN),
    "on hold, not selected": (replace(USUAL, state=State.ON_HOLD), HIDDEN),
    "declined, selected before": (replace(UNLOCKED, state=State.DECLINED), OPEN),
    "declined, not selected": (replace(USUAL, state=State.DECLINED), HIDDEN),
    "declined before applying opened it": (replace(USUAL, state=State.DECLINED, opens=APPLIED), HIDDEN),
    "declined, on a public page": (replace(USUAL, state=State.DECLINED, opens=POSTING, is_public=True), OPEN),
    "withdrawn, selected before": (replace(UNLOCKED, state=State.WITHDRAWN), OPEN),
    "withdrawn, not selected": (replace(USUAL, state=State.WITHDRAWN), HIDDEN),
    "offer made": (replace(UNLOCKED, state=State.OFFER_MADE), OPEN),
    "hired": (replace(UNLOCKED, state=State.HIRED), OPEN),
}

facts = st.builds(
    Facts,
    asks=st.sampled_from([OWN, OWN.upper(), "aiko+jobs@example.net", ""]),
    own=st.sampled_from([OWN, "new@example.net", ""]),
    state=st.sampled_from(State),
    opens=st.sampled_from(Unlock),
    is_public=st.booleans(),
    unlocked_at=st.sampled_from([None, AT]),
)


@pytest.mark.parametrize("case", CASES)
def test_a_candidate_sees_pay_as_the_table_says(case: str):
    given_facts, wanted = CASES[case]

    assert pay_state(given_facts) is wanted


def test_two_applications_of_one_person_are_open_each_for_itself():
    selected, new = UNLOCKED, replace(USUAL, state=State.ACTIVE)

    assert (pay_state(selected), pay_state(new)) == (OPEN, HIDDEN)


@given(facts)
def test_another_address_never_sees_anything(some: Facts):
    is_own = some.own != "" and some.asks.casefold() == some.own.casefold()

    assert (pay_state(some) is REFUSED) == (not is_own)


@given(facts, st.sampled_from(State))
def test_what_was_opened_stays_open_in_every_state(some: Facts, state: State):
    opened = replace(some, unlocked_at=AT)

    assert pay_state(replace(opened, state=state)) is pay_state(opened)


@given(facts)
def test_an_earlier_moment_never_hides_what_a_later_one_shows(some: Facts):
    seen = [pay_state(replace(some, opens=opens)) is OPEN for opens in (SELECTED, APPLIED, POSTING)]

    assert seen == sorted(seen)


def test_applying_opens_it_where_its_moment_is_that_or_earlier():
    assert [opens_on_applying(opens) for opens in (SELECTED, APPLIED, POSTING)] == [False, True, True]


def test_somebody_whose_application_ended_is_promised_nothing():
    sentences = {when_it_opens(state) for state in CLOSED}

    assert sentences.isdisjoint({when_it_opens(State.ACTIVE)})
