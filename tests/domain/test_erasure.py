"""What is left of texts, facts and names after an erasure."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.erasure import GONE, KEYS, address_of, name_of, without_evidence, without_words

facts = st.dictionaries(st.text(max_size=12) | st.sampled_from(sorted(KEYS)), st.text(max_size=20), max_size=8)


@given(facts)
def test_of_facts_only_keys_and_numbers_of_ours_keep_what_they_say(data):
    left = without_words(data)

    assert set(left) == set(data)
    assert {value for key, value in left.items() if key not in KEYS} <= {"", GONE}


@given(facts)
def test_erasing_twice_is_the_same_as_once(data):
    assert without_words(without_words(data)) == without_words(data)


@given(facts)
def test_the_facts_that_were_given_stay_as_they_were(data):
    before = dict(data)

    without_words(data)

    assert data == before


def test_of_an_amendment_the_point_stays_and_the_text_goes():
    assert without_evidence({"point": 3, "evidence": "Said so."}) == {"point": 3, "evidence": GONE}
    assert without_evidence({"statement": None, "evidence": ""}) == {"statement": None, "evidence": ""}


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_no_two_of_the_erased_share_name_or_address(one, other):
    assert (name_of(one) == name_of(other)) == (one == other)
    assert (address_of(one) == address_of(other)) == (one == other)
