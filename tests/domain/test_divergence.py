"""Where a decision leaves the recommendation or the own level, and what the form says about it beforehand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.divergence import Compass
from tests.domain.evidence import shipped_ladder

LEVELS = ["P3", "P4", "P5", "P6"]
NAMED = st.sampled_from(["below_bar", *LEVELS])
RECOMMENDED = st.sampled_from([None, "insufficient_evidence", "below_bar", *LEVELS])


def compass(recommended: str | None, own: str, *, lowest: str = "P4", highest: str = "P5") -> Compass:
    return Compass(shipped_ladder(), lowest, highest, recommended=recommended, own=own)


@pytest.mark.parametrize(
    ("recommended", "own", "says"),
    [
        ("P4", "P4", ""),
        ("P5", "P4", "Differs from the recommendation (P5)"),
        ("P4", "P5", "Differs from the own level (P5)"),
        ("P5", "P5", "Differs from the recommendation and the own level (P5)"),
        ("P5", "P3", "Differs from the recommendation (P5) and from the own level (P3)"),
        ("below_bar", "P4", "Differs from the recommendation (“Below the bar”)"),
        ("insufficient_evidence", "P4", ""),
        (None, "below_bar", "Differs from the own level (“Below the bar”)"),
    ],
)
def test_a_hire_says_what_it_differs_from(recommended, own, says):
    assert compass(recommended, own).departure("hire", "P4") == says


@pytest.mark.parametrize(
    ("recommended", "own", "says"),
    [
        ("P4", "below_bar", "Differs from the recommendation (P4)"),
        ("P6", "P4", "Differs from the recommendation (P6) and from the own level (P4)"),
        ("below_bar", "below_bar", ""),
        ("P3", "P3", ""),
        ("insufficient_evidence", "below_bar", ""),
    ],
)
def test_a_decline_differs_from_a_level_that_the_opening_looks_for_or_better(recommended, own, says):
    assert compass(recommended, own).departure("decline") == says


def test_one_more_conversation_differs_from_nothing():
    assert compass("P4", "P5").departure("conversation") == ""


@pytest.mark.parametrize(
    ("level", "says"),
    [
        ("P3", "Differs from the recommendation (P4) and from the own level (P5): say why in the reason."),
        ("P3", "Outside the range: somebody else has to approve it before it counts."),
        ("P4", "Recommended. Differs from the own level (P5): say why in the reason."),
        ("P5", "Own level. Differs from the recommendation (P4): say why in the reason."),
    ],
)
def test_beside_each_level_stands_what_choosing_it_means(level, says):
    assert says in compass("P4", "P5").beside_levels()[level]


def test_where_everything_agrees_there_is_nothing_to_say_why_about():
    assert compass("P4", "P4").beside_levels()["P4"] == "Recommended and own level."


@given(recommended=RECOMMENDED, own=NAMED, level=st.sampled_from(LEVELS))
def test_the_sentence_stands_exactly_where_there_is_a_difference(recommended, own, level):
    held = compass(recommended, own)

    differs = held.differs_from_recommendation("hire", level) or held.differs_from_own("hire", level)

    assert bool(held.departure("hire", level)) is differs
    assert ("say why" in held.beside_levels()[level]) is differs


@given(recommended=RECOMMENDED, own=NAMED)
def test_at_most_one_level_differs_from_neither(recommended, own):
    held = compass(recommended, own)

    agreeing = [level for level in LEVELS if not held.departure("hire", level)]

    assert len(agreeing) <= 1 or (recommended in {None, "insufficient_evidence"} and own not in LEVELS)
    assert all(level == own for level in agreeing)


@given(recommended=RECOMMENDED, own=NAMED)
def test_no_recommended_level_is_no_difference(recommended, own):
    held = compass(None, own)

    assert not held.differs_from_recommendation("decline")
    assert not any(held.differs_from_recommendation("hire", level) for level in LEVELS)
