"""Shares as sentences have them: no rounding over a bar, and an end to the places."""

from fractions import Fraction

import pytest

from app.domain.promotion_words import MOST_PLACES, percent


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(1), "100.0 %"),
        (Fraction(10_001, 10_000), "100.01 %"),
        (Fraction(99_999, 100_000), "99.999 %"),
        (Fraction(1034, 1000), "103.4 %"),
    ],
)
def test_a_share_has_the_places_that_keep_it_on_its_side_of_the_bar(share: Fraction, shown: str) -> None:
    assert percent(share, bar=100) == shown


def test_a_share_nearer_to_the_bar_than_all_places_can_tell_is_written_with_the_most_of_them() -> None:
    assert percent(1 + Fraction(1, 10**30), bar=100) == f"100.{'0' * (MOST_PLACES - 1)} %"
