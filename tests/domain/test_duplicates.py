"""Which records look like one person, and how records are held together without ever making a chain or a ring."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.duplicates import (
    Known,
    Likeness,
    email_key,
    joined,
    likenesses,
    name_key,
    oldest_of,
    parted,
    persons,
    phone_key,
)

YUKI = Known("Yuki Hanzawa", "yuki@example.net", "+81 90 1234 5678")
RECORDS = range(1, 7)
WORDS = st.text("abcxyz019._-", min_size=1)
STEPS = st.lists(st.tuples(st.booleans(), st.sampled_from(RECORDS), st.sampled_from(RECORDS)), max_size=20)


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (Known("Y. H.", "YUKI+jobs@Example.net"), (Likeness.EMAIL,)),
        (Known("Y. H.", "other@example.net", "090-1234-5678"), (Likeness.PHONE,)),
        (Known("HANZAWA, Yuki", "other@example.net"), (Likeness.NAME,)),
        (Known("Ｙｕｋｉ　Ｈａｎｚａｗａ", "other@example.net"), (Likeness.NAME,)),
        (Known("Yuki Hanzawa", "yuki+2@example.net", "+819012345678"), tuple(Likeness)),
        (Known("Yuki Tanaka", "y.uki@example.net", "+81 90 1234 5679"), ()),
    ],
)
def test_two_records_are_alike_in_address_number_or_name(other, found):
    assert likenesses(YUKI, other) == found


def test_a_name_of_one_word_says_too_little():
    assert likenesses(Known("Yuki", "a@example.net"), Known("Yuki", "b@example.net")) == ()


def test_two_short_numbers_say_too_little():
    assert phone_key("12345") == ""


@given(st.text(), st.text(), st.text(), st.text(), st.text(), st.text())
def test_likeness_goes_both_ways(name, email, phone, other_name, other_email, other_phone):
    one, other = Known(name, email, phone), Known(other_name, other_email, other_phone)

    assert likenesses(one, other) == likenesses(other, one)


@given(WORDS, WORDS, WORDS)
def test_what_follows_a_plus_and_capitals_leave_an_address_like_itself(local, more, domain):
    assert email_key(f"{local}+{more}@{domain}.net".upper()) == email_key(f"{local}@{domain}.net")


@given(st.permutations(["ana", "de", "la", "cruz"]))
def test_the_order_of_words_leaves_a_name_like_itself(words):
    assert name_key(" ".join(words)) == ("ana", "cruz", "de", "la")


def done(steps):
    same_as: dict[int, int | None] = dict.fromkeys(RECORDS)
    for is_join, one, other in steps:
        same_as |= joined(one, other, same_as) if is_join else parted(one, same_as)
    return same_as


@given(STEPS)
def test_whatever_is_joined_and_taken_back_no_record_names_one_that_names_another(steps):
    same_as = done(steps)

    assert all(same_as[named] is None for named in same_as.values() if named is not None)


@given(STEPS)
def test_the_oldest_record_stands_for_each_person(steps):
    same_as = done(steps)

    assert all(oldest_of(each, same_as) == min(person) for person in persons(RECORDS, same_as) for each in person)


@given(STEPS, st.sampled_from(RECORDS), st.sampled_from(RECORDS))
def test_joining_makes_two_persons_one_and_leaves_the_others(steps, one, other):
    before = done(steps)
    was = persons(RECORDS, before)

    now = persons(RECORDS, before | joined(one, other, before))

    both = frozenset().union(*(person for person in was if one in person or other in person))
    assert now == {person for person in was if not person & both} | {both}


@given(STEPS, st.sampled_from(RECORDS))
def test_taking_back_leaves_a_record_alone_and_the_others_together(steps, record):
    before = done(steps)
    (was,) = [person for person in persons(RECORDS, before) if record in person]

    now = persons(RECORDS, before | parted(record, before))

    rest = {was - {record}} - {frozenset()}
    assert now == (persons(RECORDS, before) - {was}) | {frozenset({record})} | rest


@given(STEPS, st.sampled_from(RECORDS), st.sampled_from(RECORDS))
def test_joining_twice_changes_nothing_more(steps, one, other):
    before = done(steps)
    after = before | joined(one, other, before)

    assert joined(one, other, after) == {}
    assert joined(other, one, after) == {}
