"""Layer A, edge by edge: means, majorities, ties, the shared statement, what is undecided and what is too little."""

from fractions import Fraction

import pytest

from app.domain.errors import BadData
from app.domain.ladder import Ladder
from app.domain.rule import MINIMUM, ClauseResult, Judgement, Minimum, judge
from app.domain.scale import Scale
from app.domain.scorecard import Card
from app.domain.standing import counted_rank, level_at
from tests.domain.evidence import AREAS, SIGNALS, full_loop, shipped_ladder, shipped_scale

NOTHING_ASKED = Minimum(ratings=0, stages=0, signals=0)


def judged(cards: list[Card], minimum: Minimum = MINIMUM) -> Judgement:
    return judge(cards, ladder=shipped_ladder(), scale=shipped_scale(), minimum=minimum)


def clause(judgement: Judgement, level: str, key: str) -> ClauseResult:
    return next(item for item in judgement.level(level).clauses if item.key == key)


def first(count: int, point: int) -> dict[str, int | None]:
    return dict.fromkeys(AREAS[:count], point)


def placed(**levels: str | None) -> dict[str, str | None]:
    return dict.fromkeys(SIGNALS, "P3") | levels


@pytest.mark.parametrize(
    ("case", "cards", "level"),
    [
        ("everything meets, everything at P4", full_loop(3, "P4"), "P4"),
        ("everything meets, everything at P3", full_loop(3, "P3"), "P3"),
        ("everything expert, everything at P5", full_loop(2, "P5"), "P5"),
        ("everything expert, everything at P6", full_loop(1, "P6"), "P6"),
        ("everything expert, but scope at P2", full_loop(1, "P2"), "below_bar"),
        ("everything at P6, but nothing meets", full_loop(4, "P6"), "below_bar"),
        ("exactly half of the areas meet", full_loop(3, "P4", areas=first(9, 4)), "below_bar"),
        ("one more than half meets", full_loop(3, "P4", areas=first(8, 4)), "P4"),
        ("fives are tolerated at P4", full_loop(3, "P4", areas=first(8, 5)), "P4"),
        ("exactly half are expert", full_loop(3, "P5", areas=first(9, 2)), "P4"),
        ("one more than half is expert", full_loop(3, "P5", areas=first(10, 2)), "P5"),
        ("one area below meets keeps P5 away", full_loop(2, "P5", areas=first(1, 4)), "P4"),
        ("and P6: its floor is that of P5", full_loop(1, "P6", areas=first(1, 4)), "P4"),
        ("two signals of five", full_loop(3, signals=placed(assistance="P4", mentoring="P4")), "P3"),
        ("three of five", full_loop(3, signals=placed(assistance="P4", mentoring="P4", techniques="P4")), "P4"),
        ("two of four observed is no majority", full_loop(3, signals=placed(
            assistance="P4", mentoring="P4", techniques=None)), "P3"),
        ("three of four observed", full_loop(3, signals=placed(
            assistance="P4", mentoring="P4", techniques=None, orchestration="P4")), "P4"),
        ("complexity at P5 counts as P6", full_loop(2, signals=placed(
            assistance="P6", complexity="P5", techniques="P6")), "P6"),
        ("ratings of expert cannot pass a P3 scope", full_loop(1, "P3"), "P3"),
    ],
)  # fmt: skip
def test_the_highest_level_whose_chain_holds_is_named(case, cards, level):
    assert judged(cards).outcome == level, case


def test_a_mean_of_exactly_three_and_a_half_meets_and_is_named_as_a_tie():
    cards = full_loop(3, areas=first(8, 4), changes={("screen-1", "results"): 4, ("manager-1", "results"): 3})
    result = judged(cards)

    meets = clause(result, "P3", "areas_majority_meets")

    assert "results" not in AREAS[:8]
    assert (meets.count, meets.needed, meets.ties, meets.is_decided_by_tie) == (10, 10, ("results",), True)
    assert result.outcome == "P4"


def test_a_mean_beyond_three_and_a_half_does_not_meet():
    changes = {("panel-1", "efficiency"): 4, ("panel-2", "efficiency"): 4, ("panel-3", "efficiency"): 3}

    meets = clause(judged(full_loop(3, changes=changes)), "P3", "areas_majority_meets")

    assert meets.fails == ("efficiency",)
    assert meets.ties == ()


def test_a_mean_of_exactly_two_and_a_half_is_expert():
    cards = full_loop(3, changes={("screen-1", "results"): 2})

    expert = clause(judged(cards), "P5", "areas_majority_expert")

    assert (expert.holds, expert.ties, expert.is_decided_by_tie) == (("results",), ("results",), False)


def test_a_signal_half_a_level_short_reaches_it_and_is_named_as_a_tie():
    cards = full_loop(3, "P3", signals={"assistance": "P4", "techniques": "P4"})
    cards = [
        Card(card.stage, card.rater, card.ratings, dict(card.signals) | {"complexity": "P4"})
        if card.stage == "final"
        else card
        for card in cards
    ]

    signals = clause(judged(cards), "P4", "signals_majority")

    assert (signals.count, signals.needed, signals.ties, signals.is_decided_by_tie) == (3, 3, ("complexity",), True)


def test_uneven_evidence_weighs_each_area_once():
    sparse = dict.fromkeys(AREAS, None) | {"efficiency": 3, "facilitating": 3, "building_trust": 3, "iteration": 4}

    meets = clause(judged(full_loop(3, areas=sparse)), "P3", "areas_majority_meets")

    assert (meets.count, meets.out_of, meets.needed) == (3, 4, 3)


def test_a_clause_names_the_row_it_cites_and_what_the_row_says():
    meets = clause(judged(full_loop(3)), "P4", "areas_majority_meets")

    assert (meets.row, meets.row_name, meets.basis) == ("competency_execution", "Competency Execution", "stated")
    assert meets.cell == shipped_ladder().row("competency_execution").cells["P4"].text


def test_each_level_names_the_level_it_rests_on():
    levels = judged(full_loop(3, "P3")).levels

    assert [(item.level, item.rests_on, item.base, item.own, item.truth) for item in levels] == [
        ("P3", None, None, "true", "true"),
        ("P4", "P3", "true", "false", "false"),
        ("P5", "P4", "false", "false", "false"),
        ("P6", "P5", "false", "false", "false"),
    ]


@pytest.mark.parametrize(
    ("cards", "lacking"),
    [
        ([], ["ratings", "stages", "signals"]),
        ([Card("screen", "a", {}, {})], ["ratings", "stages", "signals"]),
        ([Card("screen", "a", {"results": None}, {"assistance": None})], ["ratings", "stages", "signals"]),
        (full_loop(3, stages=["screen"]), ["ratings", "stages", "signals"]),
        (full_loop(1, stages=["panel"]), ["stages"]),
        (full_loop(5, stages=["screen", "manager"], areas={"results": None}), ["ratings"]),
        (full_loop(3, signals=dict.fromkeys(SIGNALS)), ["signals"]),
    ],
)
def test_too_little_evidence_names_no_level(cards, lacking):
    result = judged(cards)

    assert result.outcome == "insufficient_evidence"
    assert [item.what for item in result.shortfalls] == lacking


def test_a_card_without_evidence_is_no_stage():
    empty = full_loop(3, stages=["screen"], areas=dict.fromkeys(AREAS))

    assert judged(empty + full_loop(3, stages=["panel"])).assessed.stages == ("panel",)


def test_a_clause_without_evidence_is_undecided_and_so_is_the_level():
    cards = full_loop(3, signals=dict.fromkeys(SIGNALS))

    result = judged(cards, NOTHING_ASKED)

    assert clause(result, "P3", "areas_majority_meets").truth == "true"
    assert clause(result, "P3", "signals_majority").truth == "undecided"
    assert [item.truth for item in result.levels] == ["undecided", "undecided", "false", "false"]
    assert result.outcome == "insufficient_evidence"
    assert [item.what for item in result.shortfalls] == ["lowest_level"]


def test_a_false_clause_outweighs_an_undecided_one():
    cards = full_loop(5, signals=dict.fromkeys(SIGNALS))

    assert judged(cards, NOTHING_ASKED).outcome == "below_bar"


@pytest.mark.parametrize(
    ("card", "named"),
    [
        (Card("screen", "r7", {"results": 6}, {}), ["r7", "screen", "results", "6"]),
        (Card("screen", "r7", {"results": 0}, {}), ["r7", "screen", "results", "0"]),
        (Card("manager", "r7", {}, {"assistance": "P9"}), ["r7", "manager", "assistance", "P9"]),
        (Card("manager", "r7", {}, {"charm": "P4"}), ["r7", "manager", "charm"]),
    ],
)
def test_an_answer_that_means_nothing_is_refused_with_its_place(card, named):
    with pytest.raises(BadData) as refusal:
        judged([card])

    assert all(word in refusal.value.message for word in named)


def test_two_cards_of_one_person_in_one_stage_are_refused():
    with pytest.raises(BadData) as refusal:
        judged([Card("screen", "r7", {}, {}), Card("screen", "r7", {"results": 3}, {})])

    assert refusal.value.message == (
        "Scorecard of r7 at stage screen: there are two. Keep one scorecard of a person in a stage."
    )


def test_one_person_may_hold_two_stages():
    cards = [*full_loop(3, stages=["manager"]), Card("final", "manager-1", {"transparency": 3}, {"mentoring": "P4"})]

    assert judged(cards).assessed.ratings == 7


def changed(ladder: Ladder, **fields: object) -> Ladder:
    return Ladder.model_validate(ladder.model_dump() | fields)


def test_a_signal_that_does_not_count_moves_nothing():
    signals = [item.model_dump() | {"counts": item.key != "mentoring"} for item in shipped_ladder().signals]
    ladder = changed(shipped_ladder(), signals=signals)

    with_low = judge(full_loop(3, "P4", signals={"mentoring": "P2"}), ladder=ladder, scale=shipped_scale())
    with_high = judge(full_loop(3, "P4", signals={"mentoring": "P6"}), ladder=ladder, scale=shipped_scale())

    assert with_low == with_high
    assert [item.key for item in with_low.signals] == ["assistance", "complexity", "techniques", "orchestration"]


def test_an_unknown_level_is_refused_for_a_signal_that_does_not_count_too():
    signals = [item.model_dump() | {"counts": False} for item in shipped_ladder().signals]

    with pytest.raises(BadData):
        judge(
            full_loop(3, signals={"mentoring": "P9"}),
            ladder=changed(shipped_ladder(), signals=signals),
            scale=shipped_scale(),
        )


def test_a_ladder_without_a_level_in_use_is_refused():
    levels = [level.model_dump() | {"in_use": False} for level in shipped_ladder().levels]
    ladder = changed(shipped_ladder(), levels=levels, rules=())

    with pytest.raises(BadData) as refusal:
        judge([], ladder=ladder, scale=shipped_scale())

    assert "Mark at least one level as in use." in refusal.value.message


def test_a_scale_whose_highest_point_is_best_gives_the_same_levels():
    turned = shipped_scale().model_dump()
    turned |= {"best": "highest", "marks": {"meets": 3, "expert": 4}}
    turned["points"] = [point | {"value": 6 - point["value"]} for point in turned["points"]]
    scale = Scale.model_validate(turned)
    for cards in (full_loop(2, "P5"), full_loop(3, "P4", areas=first(9, 4)), full_loop(3, "P3")):
        mirrored = [
            Card(card.stage, card.rater, {a: 6 - p for a, p in card.ratings.items() if p is not None}, card.signals)
            for card in cards
        ]

        assert judge(mirrored, ladder=shipped_ladder(), scale=scale).outcome == judged(cards).outcome


def test_a_shared_statement_counts_as_the_highest_of_its_levels():
    ladder = shipped_ladder()

    ranks = {code: counted_rank(ladder.signal("complexity"), code, ladder) for code in ("P4", "P5", "P6")}

    assert ranks == {"P4": 2, "P5": 4, "P6": 4}


@pytest.mark.parametrize(
    ("mean", "level"),
    [(Fraction(0), "P2"), (Fraction(1, 2), "P3"), (Fraction(7, 5), "P3"), (Fraction(3, 2), "P4"), (Fraction(4), "P6")],
)
def test_a_mean_of_ranks_reads_as_the_highest_level_it_reaches(mean, level):
    assert level_at(mean, shipped_ladder()) == level
