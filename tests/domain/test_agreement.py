"""Agreement: the known figures, other people's implementations on random tables, and what holds of every table."""

import random
from itertools import permutations
from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.agreement import Table, ac2_of, agreement_in, agreement_of, alpha_of
from app.domain.errors import BadData
from app.domain.scale import Scale
from app.domain.scorecard import Card
from tests.domain.evidence import full_loop, shipped_playbook, shipped_scale
from tests.domain.known_figures import (
    AC2_ORDINAL,
    AC2_QUADRATIC,
    ALPHA_INTERVAL,
    ALPHA_ORDINAL,
    EXACT,
    UNITS,
    WITHIN_ONE,
)

TABLES = 150
POINTS = (1, 2, 3, 4, 5)


def four_decimals(value: float) -> Any:
    return pytest.approx(value, abs=5e-5)


def upside_down() -> Scale:
    scale = shipped_scale()
    points = [point.model_copy(update={"value": 6 - point.value}) for point in scale.points]
    return Scale.model_validate(scale.model_dump() | {"best": "highest", "points": points, "marks": {}})


def random_table(rng: random.Random) -> Table:
    """Units whose raters scatter around the unit's own value, some ratings missing."""
    raters, scatter, missing = rng.randint(2, 5), rng.choice((0.3, 0.8, 2.0)), rng.choice((0.0, 0.2, 0.5))

    def rating(centre: float) -> int | None:
        return None if rng.random() < missing else min(5, max(1, round(rng.gauss(centre, scatter))))

    centres = [rng.uniform(1, 5) for _ in range(rng.randint(4, 25))]
    return [[rating(centre) for _ in range(raters)] for centre in centres]


def gwet_by_pairs(table: Table, weights: dict[tuple[int, int], float]) -> float | None:
    """AC2 read off its definition: rater pairs for agreement, one unit's average prevalence after the other."""
    rated = [[point for point in row if point is not None] for row in table]
    rated = [row for row in rated if row]
    shared = [row for row in rated if len(row) > 1]
    if not shared:
        return None
    agreed = [np.mean([weights[pair] for pair in permutations(row, 2)]) for row in shared]
    prevalence = np.mean([[row.count(point) / len(row) for point in POINTS] for row in rated], axis=0)
    chance = sum(weights.values()) / 20 * float(np.sum(prevalence * (1 - prevalence)))
    return float((np.mean(agreed) - chance) / (1 - chance))


ORDINAL = {
    (a, b): {0: 1.0, 1: 0.9, 2: 0.7, 3: 0.4, 4: 0.0}[abs(a - b)] for a in POINTS for b in POINTS
}  # 1 - 0, 1, 3, 6 and 10 tenths
QUADRATIC = {(a, b): 1 - (a - b) ** 2 / 16 for a in POINTS for b in POINTS}


def test_alpha_equals_the_known_figures():
    ordinal, interval = (alpha_of(UNITS, scale=shipped_scale(), distance=name) for name in ("ordinal", "interval"))

    assert (ordinal, interval) == (four_decimals(ALPHA_ORDINAL), four_decimals(ALPHA_INTERVAL))


@pytest.mark.parametrize(("weights", "known"), [("ordinal", AC2_ORDINAL), ("quadratic", AC2_QUADRATIC)])
def test_ac2_equals_the_known_figures(weights, known):
    found = ac2_of(UNITS, scale=shipped_scale(), weights=weights)

    assert found is not None
    assert (found.coefficient, found.observed, found.by_chance) == tuple(map(four_decimals, known))


def test_the_shares_of_pairs_equal_the_known_figures():
    found = agreement_in(UNITS, scale=shipped_scale())

    assert found is not None
    assert (found.units, found.pairs) == (10, 26)
    assert (found.exact, found.within_one) == (four_decimals(EXACT), four_decimals(WITHIN_ONE))
    assert (found.alpha, found.ac2) == (four_decimals(ALPHA_ORDINAL), four_decimals(AC2_ORDINAL[0]))
    assert found.withheld == ""


@pytest.mark.parametrize("distance", ["ordinal", "interval"])
def test_alpha_equals_another_implementation_on_random_tables(distance):
    rng = random.Random(771)
    compared = 0
    for table in [UNITS, *(random_table(rng) for _ in range(TABLES))]:
        mine = alpha_of(table, scale=shipped_scale(), distance=distance)
        if mine is None:
            continue
        data = np.array([[np.nan if point is None else point for point in row] for row in table], dtype=float).T

        theirs = krippendorff.alpha(data, level_of_measurement=distance, value_domain=POINTS)

        assert mine == pytest.approx(theirs, abs=1e-9), table
        compared += 1

    assert compared >= 100


@pytest.mark.parametrize(("name", "weights"), [("ordinal", ORDINAL), ("quadratic", QUADRATIC)])
def test_ac2_equals_its_definition_on_random_tables(name, weights):
    rng = random.Random(772)
    for table in [UNITS, *(random_table(rng) for _ in range(TABLES))]:
        found = ac2_of(table, scale=shipped_scale(), weights=name)

        assert (found.coefficient if found else None) == pytest.approx(gwet_by_pairs(table, weights), abs=1e-9)


tables = st.lists(
    st.lists(st.one_of(st.none(), st.sampled_from(POINTS)), min_size=3, max_size=3), min_size=2, max_size=12
)


@settings(max_examples=150, deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_units_and_of_raters_does_not_matter(table, rng):
    shuffled = [rng.sample(row, len(row)) for row in rng.sample(table, len(table))]

    for figure in (alpha_of, ac2_of):
        one, other = figure(table, scale=shipped_scale()), figure(shuffled, scale=shipped_scale())

        assert (one is None) == (other is None)
        if one is not None:
            assert getattr(one, "coefficient", one) == pytest.approx(getattr(other, "coefficient", other), abs=1e-9)


@settings(max_examples=150, deadline=None)
@given(tables)
def test_alpha_is_never_above_one_and_ac2_lies_between_minus_one_and_one_where_all_was_rated_twice(table):
    shared = [row for row in table if len(row) - row.count(None) > 1]

    alpha, ac2 = alpha_of(table, scale=shipped_scale()), ac2_of(shared, scale=shipped_scale())

    assert alpha is None or alpha <= 1 + 1e-12
    assert ac2 is None or -1 - 1e-12 <= ac2.coefficient <= 1 + 1e-12


def test_a_unit_that_one_person_rated_adds_to_what_chance_would_do_and_to_nothing_else():
    (with_single, without) = (ac2_of(table, scale=shipped_scale()) for table in ([*UNITS, (5, None, None)], UNITS))

    assert with_single is not None
    assert without is not None
    assert with_single.observed == pytest.approx(without.observed)
    assert with_single.by_chance > without.by_chance


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(POINTS), min_size=2, max_size=12), st.integers(min_value=2, max_value=4))
def test_full_agreement_is_one(points, raters):
    table = [[point] * raters for point in points]

    alpha, ac2 = alpha_of(table, scale=shipped_scale()), ac2_of(table, scale=shipped_scale())

    assert alpha == (None if len(set(points)) == 1 else pytest.approx(1))
    assert ac2 is not None
    assert ac2.coefficient == pytest.approx(1)


@settings(max_examples=100, deadline=None)
@given(tables)
def test_a_scale_whose_best_end_is_the_highest_gives_the_same_figures(table):
    turned = [[None if point is None else 6 - point for point in row] for row in table]

    assert alpha_of(turned, scale=upside_down()) == alpha_of(table, scale=shipped_scale())
    assert ac2_of(turned, scale=upside_down()) == ac2_of(table, scale=shipped_scale())


def test_units_that_one_person_rated_change_neither_alpha_nor_the_shares():
    alone = [*UNITS, (5, None, None), (None, None, None)]

    assert alpha_of(alone, scale=shipped_scale()) == alpha_of(UNITS, scale=shipped_scale())
    found, before = agreement_in(alone, scale=shipped_scale()), agreement_in(UNITS, scale=shipped_scale())
    assert found is not None
    assert before is not None
    assert (found.units, found.pairs, found.exact) == (before.units, before.pairs, before.exact)


def test_alpha_and_ac2_need_ten_units_and_the_shares_do_not():
    found = agreement_in(UNITS[:9], scale=shipped_scale())

    assert found is not None
    assert (found.alpha, found.ac2, found.units) == (None, None, 9)
    assert found.exact == 13 / 25
    assert found.withheld == (
        "Alpha and AC2 can be told from ten shared focus areas on; there are nine, so one more is needed."
    )


def test_one_rating_throughout_leaves_alpha_open_and_says_so():
    found = agreement_in([[3, 3]] * 10, scale=shipped_scale())

    assert found is not None
    assert (found.alpha, found.ac2, found.exact) == (None, 1.0, 1.0)
    assert found.withheld.startswith("Every rating is the same")


def test_nothing_rated_twice_is_no_agreement_at_all():
    assert agreement_in([[3, None], [None, 2], [None, None]], scale=shipped_scale()) is None
    assert alpha_of([[3, None]], scale=shipped_scale()) is None
    assert ac2_of([[3, None]], scale=shipped_scale()) is None
    assert agreement_of([], playbook=shipped_playbook()) is None


def test_a_rating_that_is_no_point_is_refused():
    with pytest.raises(BadData):
        alpha_of([[3, 6]], scale=shipped_scale())


def test_a_full_loop_has_nine_areas_that_two_or_more_people_rated():
    changes = {("panel-1", "efficiency"): 1, ("panel-2", "efficiency"): 2}

    found = agreement_of(full_loop(3, changes=changes), playbook=shipped_playbook())

    assert found is not None
    # Six areas of a panel of three and three areas of two raters; efficiency was rated 1, 2 and 3.
    assert (found.units, found.pairs) == (9, 21)
    assert (found.exact, found.within_one) == (18 / 21, 20 / 21)
    assert found.alpha is None


def test_fewer_areas_may_be_asked_for():
    found = agreement_of(full_loop(3, areas={"results": 2}), playbook=shipped_playbook(), least_units=9)

    assert found is not None
    assert found.withheld == ""
    assert (found.alpha, found.ac2) == (four_decimals(1), four_decimals(1))


def test_somebody_who_rated_an_area_at_two_stages_is_one_person():
    cards = [
        Card("screen", "ann", {"results": 5, "collaboration": 3}, {}),
        Card("manager", "ann", {"results": 2}, {}),
        Card("final", "bea", {"collaboration": 3}, {}),
        Card("panel", "cy", {"results": 2, "efficiency": None}, {}),
    ]

    found = agreement_of(cards, playbook=shipped_playbook())

    assert found is not None
    # Ann's rating of the later stage counts, and agrees with Cy's.
    assert (found.units, found.pairs, found.exact) == (2, 2, 1.0)


def test_a_card_of_an_unknown_stage_is_refused():
    with pytest.raises(BadData):
        agreement_of([Card("lunch", "ann", {"results": 3}, {})], playbook=shipped_playbook())
