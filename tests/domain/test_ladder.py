"""The shipped ladder: its counts, its figures, its statements, and what makes a ladder contradict itself."""

import re

import pytest

from app.domain.errors import BadData
from app.domain.ladder import Ladder
from tests.domain.shipped import playbook, refusals

IN_USE = ["P3", "P4", "P5", "P6"]


def ladder() -> Ladder:
    return playbook().ladder


def test_the_ladder_has_five_levels_and_the_lowest_is_not_in_use():
    levels = [(level.code, level.name, level.in_use) for level in ladder().levels]

    assert levels == [
        ("P2", "Commercial", False),
        ("P3", "Mid-market", True),
        ("P4", "Enterprise", True),
        ("P5", "Sr. Enterprise", True),
        ("P6", "Strategic", True),
    ]
    assert [level.code for level in ladder().levels_in_use()] == IN_USE


def test_five_rows_make_twenty_five_cells_of_which_the_lowest_level_has_four_not_applicable():
    cells = [(row.key, code, cell.state) for row in ladder().rows for code, cell in row.cells.items()]

    assert [row.key for row in ladder().rows] == [
        "competency_execution",
        "territory_profile",
        "promotion_eligibility",
        "quota_target",
        "impact_review_rating",
    ]
    assert len(cells) == 25
    not_applicable = [(row, code) for row, code, state in cells if state == "not_applicable"]
    assert not_applicable == [(row.key, "P2") for row in ladder().rows[1:]]
    assert {state for _, _, state in cells} == {"value", "not_applicable"}


def test_five_scope_signals_stand_in_their_order_and_all_of_them_count():
    signals = ladder().signals

    assert [signal.key for signal in signals] == [
        "assistance",
        "complexity",
        "techniques",
        "orchestration",
        "mentoring",
    ]
    assert ladder().signal("mentoring").name == "Influence"
    assert all(signal.counts for signal in signals)


def test_every_signal_has_a_statement_for_each_level_and_only_complexity_shares_one():
    for signal in ladder().signals:
        levels = [statement.levels for statement in signal.statements]
        shared = [("P5", "P6")] if signal.key == "complexity" else [("P5",), ("P6",)]
        assert levels == [("P2",), ("P3",), ("P4",), *shared]


def test_a_shared_statement_counts_as_the_higher_of_its_levels():
    assert ladder().signal("complexity").statement("large_account_expansion").level == "P6"


def test_what_interviewers_read_of_a_signal_gives_no_level_away():
    telling = re.compile(
        r"\bP[0-9]\b|\bAE ?-?[0-9]|\bSDR|commercial|mid-?market|enterprise|strategic|\bsenior\b|\blevel\b", re.I
    )
    shown = [text for signal in ladder().signals for text in (signal.question, *(s.text for s in signal.statements))]

    assert len(shown) == 5 + 24
    assert [text for text in shown if telling.search(text)] == []
    assert len(set(shown)) == len(shown)


def test_no_statement_is_known_by_its_length():
    for signal in ladder().signals:
        lengths = [len(statement.text.split()) for statement in signal.statements]
        assert max(lengths) <= 2 * min(lengths)


def test_account_size_is_told_in_employees():
    texts = [statement.text for statement in ladder().signal("orchestration").statements]

    assert [re.findall(r"[0-9]+,[0-9]{3}", text) for text in texts] == [
        [],
        ["1,500", "4,500"],
        ["4,500", "9,000"],
        ["10,000", "30,000"],
        ["30,000"],
    ]


def test_the_rules_are_those_of_the_ladder_and_say_which_part_is_house_judgement():
    clauses = [(r.level, c.over, c.share, c.bar, c.basis) for r in ladder().rules for c in r.clauses]

    assert clauses == [
        ("P3", "areas", "majority", "meets", "stated"),
        ("P3", "signals", "majority", None, "house judgement"),
        ("P4", "areas", "majority", "meets", "stated"),
        ("P4", "signals", "majority", None, "house judgement"),
        ("P5", "areas", "majority", "expert", "stated"),
        ("P5", "areas", "all", "meets", "stated"),
        ("P5", "signals", "majority", None, "house judgement"),
        ("P6", "areas", "majority", "expert", "stated"),
        ("P6", "areas", "all", "meets", "house judgement"),
        ("P6", "signals", "majority", None, "house judgement"),
    ]
    assert {clause.row for rule in ladder().rules for clause in rule.clauses} == {"competency_execution"}


def test_what_a_level_tolerates_is_said_beside_its_clauses():
    stated = {rule.level: [item.basis for item in rule.allows] for rule in ladder().rules}

    assert stated == {
        "P3": ["stated", "house judgement"],
        "P4": ["stated", "house judgement", "house judgement"],
        "P5": [],
        "P6": [],
    }


def test_quota_targets_rise_while_new_logos_and_renewals_stay_the_same():
    quotas = [(item.level, item.amount, item.currency) for item in ladder().quotas]

    assert quotas == [
        ("P3", 885_000, "USD"),
        ("P4", 1_154_000, "USD"),
        ("P5", 1_269_000, "USD"),
        ("P6", 1_385_000, "USD"),
    ]
    assert {(item.new_logos, item.renewal_percent) for item in ladder().quotas} == {(8, 95)}


def test_the_cells_show_the_same_amounts_as_the_typed_targets():
    texts = {code: cell.text for code, cell in ladder().row("quota_target").cells.items()}

    assert [texts[code].split(";")[0] for code in IN_USE] == ["$885K", "$1.154M", "$1.269M", "$1.385M"]
    assert all("8 new logos" in texts[code] and "95 %" in texts[code] for code in IN_USE)


def test_promotion_asks_for_more_than_100_percent_over_two_years_or_120_in_the_latest():
    rule = ladder().promotion
    assert rule is not None

    assert (rule.combined_years, rule.combined_above_percent, rule.full_year_at_least_percent) == (2, 100, 120)
    assert (rule.review_scale, rule.review_mark, rule.formula_basis) == ("impact_review", "meets", "house judgement")
    assert list(rule.levels) == IN_USE


def test_the_edges_of_large_enterprise_are_kept_as_each_column_has_them():
    edges = {
        territory.level: (share.share, share.employees_from, share.employees_to)
        for territory in ladder().territories
        for share in territory.accounts
        if share.profile == "large_enterprise"
    }

    assert edges == {
        "P3": ("none", None, None),
        "P4": ("fewer", 9000, 30000),
        "P5": ("most", 10000, 30000),
        "P6": ("fewer", 10000, None),
    }
    assert [territory.accounts_rank for territory in ladder().territories] == [1, 2, 3, 4]


def test_the_oddities_of_the_document_are_reported_and_not_repaired():
    kinds = [oddity.kind for oddity in ladder().oddities]

    assert kinds == [
        "band_edge",
        "footnote_missing",
        "wrong_word",
        "wrong_word",
        "weaker_rule",
        "spelling",
        "spelling",
    ]
    assert ladder().row("territory_profile").cells["P5"].footnote == "missing"


def test_ranks_count_from_the_lowest_level():
    assert [ladder().rank(level.code) for level in ladder().levels] == [0, 1, 2, 3, 4]
    assert ladder().level("P4").name == "Enterprise"


@pytest.mark.parametrize("ask", [lambda: ladder().level("P7"), lambda: ladder().rank("p4")])
def test_a_level_that_does_not_exist_is_refused_with_those_that_do(ask):
    with pytest.raises(BadData) as refusal:
        ask()

    assert refusal.value.message.endswith("It has P2, P3, P4, P5, P6.")


@pytest.mark.parametrize(
    "ask",
    [lambda: ladder().row("x"), lambda: ladder().signal("x"), lambda: ladder().signal("techniques").statement("x")],
)
def test_an_unknown_key_is_refused_with_the_keys_there_are(ask):
    with pytest.raises(BadData) as refusal:
        ask()

    assert "called 'x'. It has: " in refusal.value.message


@pytest.mark.parametrize(
    ("place", "value", "where", "words"),
    [
        (("levels", 1, "code"), "P2", "levels.1.code", "a second level has the code 'P2'"),
        (("rows", 1, "key"), "quota_target", "rows.3.key", "a second row has the key 'quota_target'"),
        (("rows", 0, "cells"), {}, "rows.0.cells", "stand for nothing"),
        (("signals", 1, "key"), "assistance", "signals.1.key", "a second signal has the key"),
        (("signals", 0, "statements", 1, "key"), "very_regular", "signals.0.statements.1.key", "a second statement"),
        (("signals", 0, "statements", 0, "levels"), (), "signals.0.statements.0.levels", "stands for no level"),
        (("signals", 0, "statements", 0, "levels"), ("P9",), "signals.0.statements.0.levels.0", "no level of this"),
        (("signals", 0, "statements", 4, "levels"), ("P5",), "signals.0.statements.4.levels.0", "a second statement"),
        (("signals", 1, "statements", 3, "levels"), ("P6", "P5"), "signals.1.statements.3.levels", "not in order"),
        (("rules", 0, "clauses", 0, "row"), "quota", "rules.0.clauses.0.row", "no row of this ladder"),
        (("rules",), (), "rules", "the rules stand for no level"),
        (("rules", 0, "clauses", 0, "bar"), None, "rules.0.clauses.0", "a clause over areas names its bar"),
        (("rows", 0, "cells", "P3", "text"), "", "rows.0.cells.P3", "a cell has text when, and only when"),
        (("quotas", 0, "level"), "P8", "quotas.0.level", "'P8' is no level of this ladder"),
        (("territories", 0, "level"), "P8", "territories.0.level", "'P8' is no level of this ladder"),
        (("promotion", "levels"), ("P8",), "promotion.levels.0", "'P8' is no level of this ladder"),
        (("oddities", 0, "levels"), ("P8",), "oddities.0.levels.0", "'P8' is no level of this ladder"),
    ],
)
def test_a_ladder_that_contradicts_itself_is_refused_where_it_does(place, value, where, words):
    at, why = refusals(ladder(), place, value)[0]

    assert at == where
    assert words in why


def test_a_ladder_may_do_without_a_promotion_rule():
    assert refusals(ladder(), ("promotion",), None) == []
