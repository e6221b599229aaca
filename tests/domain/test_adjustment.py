"""What is arranged and why: two texts, of which the first must not tell the second by accident."""

import pytest

from app.domain.adjustment import Adjustment, repeated_words
from app.domain.errors import BadData

REASON = "Reads lips since a fall."


def entered(*, arrangement: str = " Send questions in writing a day before. \n", reason: str = REASON) -> Adjustment:
    return Adjustment.entered(arrangement=arrangement, reason=reason, is_meant=False)


def test_both_texts_are_kept_without_the_space_around_them():
    made = entered()

    assert (made.arrangement, made.reason) == ("Send questions in writing a day before.", REASON)


def test_nothing_need_be_arranged_and_no_reason_given():
    assert Adjustment.entered(arrangement=" ", reason="", is_meant=False) == Adjustment()
    assert Adjustment.entered(arrangement="A break.", reason="", is_meant=False) == Adjustment("A break.")


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"arrangement": " "}, "arrangement", "Write what interviewers have to arrange."),
        ({"arrangement": "x" * 2_001}, "arrangement", "This text has 2,001 characters; up to 2,000 are kept."),
        ({"reason": "x" * 2_001}, "reason", "This text has 2,001 characters; up to 2,000 are kept."),
        ({"reason": "a NUL: \x00"}, "reason", "This text holds a character that can't be stored"),
        ({"arrangement": "Speak up: READS LIPS, since spring."}, "arrangement", "“READS LIPS, since” stands in the"),
    ],
)
def test_what_can_not_be_kept_is_refused_at_its_field(changes, field, said):
    with pytest.raises(BadData) as refused:
        entered(**changes)

    assert refused.value.field == field
    assert refused.value.message.startswith(said)


def test_words_of_the_reason_that_are_meant_to_be_read_are_kept():
    made = Adjustment.entered(arrangement="Face them: reads lips since a fall.", reason=REASON, is_meant=True)

    assert made.repeated == "reads lips since a fall"


@pytest.mark.parametrize(
    ("text", "source", "found"),
    [
        ("", "", ""),
        ("one two", "one two", ""),
        ("one two three", "one two three", "one two three"),
        ("one two three", "three two one", ""),
        ("one two and three", "one two three", ""),
        ("Say: One -- TWO,\nthree!", "one two three four", "One -- TWO,\nthree"),
        ("a b c d x", "a b c, b c d", "a b c d"),
        ("a b c x d e f", "d e f a b c", "a b c"),
        ("x y z a b c", "a b c", "a b c"),
        ("Straße am Meer", "STRASSE AM MEER", "Straße am Meer"),
    ],
)
def test_three_words_in_a_row_are_found_whatever_stands_between_them(text, source, found):
    assert repeated_words(text, source) == found


def test_both_texts_stand_in_words_for_whoever_may_compare_them():
    assert Adjustment("A break.").in_words() == "To be arranged: A break.\nReason: not given"
    assert Adjustment().in_words() == "To be arranged: nothing\nReason: not given"
