"""The bias audit's tables: the known figures, which categories may be left out, and which may not be printed."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.bias_audit import scoring_audit, selection_audit
from app.domain.contingency import Tally
from app.domain.errors import BadData
from tests.domain.known_figures import (
    AUDITED,
    AUDITED_RATES,
    AUDITED_RATIOS,
    AUDITED_SHARES,
    SCORE_MEDIAN,
    SCORES,
    SCORING_RATES,
    SCORING_RATIOS,
)


def four_decimals(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, abs=5e-5)


def test_selection_rates_equal_the_known_figures():
    rows = {row.category: row for row in selection_audit(AUDITED)}

    for category in AUDITED:
        assert rows[category].rate == four_decimals(AUDITED_RATES[category])
        assert rows[category].share == four_decimals(AUDITED_SHARES[category])
        assert rows[category].impact_ratio == four_decimals(AUDITED_RATIOS[category])
    assert [category for category, row in rows.items() if row.is_kept] == ["X", "Y"]


def test_scoring_rates_equal_the_known_figures():
    found = scoring_audit(SCORES)

    assert found.median == SCORE_MEDIAN
    assert {row.category: row.rate for row in found.rows} == SCORING_RATES
    assert {row.category: row.impact_ratio for row in found.rows} == SCORING_RATIOS


def test_a_category_of_two_people_is_not_printed_and_neither_is_the_next_smallest():
    assert [row.category for row in selection_audit(AUDITED) if row.is_printed] == ["X"]
    assert [row.category for row in selection_audit(AUDITED, printed_from=1) if row.is_printed] == ["X", "Y", "Z"]


def test_a_category_of_exactly_two_percent_is_kept():
    found = selection_audit({"a": Tally(40, 98), "b": Tally(2, 2)})

    assert [row.is_kept for row in found] == [True, True]
    assert found[0].impact_ratio == pytest.approx(40 / 98)
    assert not selection_audit({"a": Tally(40, 98), "b": Tally(2, 2)}, least_share=Fraction(3, 100))[1].is_kept


def test_where_nobody_was_selected_there_is_no_ratio():
    assert [row.impact_ratio for row in selection_audit({"a": Tally(0, 9), "b": Tally(0, 8)})] == [None, None]


def test_scores_at_the_median_are_not_above_it():
    found = scoring_audit({"a": [1, 1, 1], "b": [1, 1, 2]})

    assert [row.rate for row in found.rows] == [0, pytest.approx(1 / 3)]


def test_no_people_is_refused():
    assert selection_audit({}) == ()
    with pytest.raises(BadData):
        selection_audit({"a": Tally(0, 0)})
    with pytest.raises(BadData):
        scoring_audit({"a": []})
    with pytest.raises(BadData):
        scoring_audit({"a": [1], "b": []})
