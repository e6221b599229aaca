"""The plain-data contract: what goes in, what comes out, and that it is the shipped content it speaks of."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain import contract
from app.domain.contract import SHIPPED, calibrate, compiled, recommend, recommendation, shipped
from app.domain.errors import BadData
from tests.domain.evidence import levelled_playbook
from tests.domain.plain_loops import LEVELS, REMOVED, all_keys_sorted, changed, plain_loop
from tests.domain.shipped import library

ROOT = Path(__file__).parents[2]
ALWAYS = {
    "by_proof", "gaps", "how_sure", "level", "level_name", "method", "probabilities", "proof", "shortfalls", "text",
    "ties", "versions", "why_not_higher",
}  # fmt: skip
EXPLAINED = {"agreement", "deciding", "effects", "flips", "leave_one_out", "warnings", "weight"}


def history(candidates: int = 12) -> list[dict[str, Any]]:
    """Candidates before the same six interviewers, of whom panel-1 is a point stricter than the others."""
    found = []
    for number in range(candidates):
        cards = plain_loop(2 + number % 3)
        for card in cards:
            if card["rater"] == "panel-1":
                card["ratings"] = [{**item, "rating": item["rating"] + 1} for item in card["ratings"]]
        found.append({"scorecards": cards})
    return found


def test_a_recommendation_has_the_level_its_chances_and_the_proof():
    found = recommend(plain_loop())

    assert found.keys() == ALWAYS
    assert (found["level"], found["level_name"], found["by_proof"], found["method"]) == (
        "P4",
        "Enterprise",
        "P4",
        "A+B",
    )
    assert [item["level"] for item in found["proof"]] == LEVELS[1:]
    assert found["versions"].keys() == {"calibration", "engine", "ladder", "model"}


def test_an_explanation_adds_what_would_change_the_level():
    found, bare = recommend(plain_loop(), explain=True), recommend(plain_loop())

    assert found.keys() == ALWAYS | EXPLAINED
    assert {key: found[key] for key in ALWAYS} == bare
    assert found["flips"].keys() == {"down", "up"}
    assert [item["person"] for item in found["leave_one_out"]] == [item["person"] for item in found["weight"]]
    assert sum(item["share"] for item in found["weight"]) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("explain", [False, True])
def test_what_comes_out_is_plain_data_with_its_keys_in_order(explain):
    for data in (recommend(plain_loop(), explain=explain), recommend([], explain=explain), calibrate(history())):
        assert json.loads(json.dumps(data, allow_nan=False)) == data
        assert all_keys_sorted(data)


def test_chances_of_all_levels_add_up_to_one():
    rng = random.Random(20601)
    for _ in range(60):
        cards = plain_loop()
        for card in cards:
            card["ratings"] = [{**item, "rating": rng.choice([1, 2, 3, 4, 5, None])} for item in card["ratings"]]

        chances = recommend(cards)["probabilities"]

        assert list(chances) == LEVELS
        assert sum(chances.values()) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("cards", [[], plain_loop()[:1], plain_loop(None, None), plain_loop(2, None)])
def test_where_too_little_was_assessed_no_level_is_named_and_the_chances_are_kept(cards):
    found = recommend(cards, explain=True)

    assert (found["level"], found["level_name"], found["how_sure"]) == ("insufficient_evidence", None, "")
    assert sum(found["probabilities"].values()) == pytest.approx(1, abs=1e-9)
    assert found["shortfalls"]
    assert found["text"].endswith("This says nothing against the candidate.")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ((0, "anchors"), REMOVED),
        ((0, "anchors"), None),
        ((0, "late"), None),
        ((0, "late"), False),
        ((0, "confidence"), None),
        ((0, "confidence"), "certain"),
        ((0, "confidence"), {"any": ["thing"]}),
        ((5, "ratings", 0, "rating"), 2),
    ],
)
def test_what_may_be_absent_changes_nothing_when_it_is_null_or_left_away(place, value):
    assert recommend(changed(plain_loop(), place, value)) == recommend(plain_loop())


@pytest.mark.parametrize("value", [REMOVED, None])
def test_no_rating_and_no_level_mean_no_evidence_seen(value):
    without = changed(plain_loop(), (5, "ratings", 0), REMOVED)
    assert recommend(changed(plain_loop(), (5, "ratings", 0, "rating"), value)) == recommend(without)

    without = changed(plain_loop(), (5, "anchors", 0), REMOVED)
    assert recommend(changed(plain_loop(), (5, "anchors", 0, "level"), value)) == recommend(without)


def test_a_card_may_be_empty_and_lists_may_be_tuples():
    cards = plain_loop()
    cards[0]["ratings"], cards[1]["anchors"] = [], ()

    assert recommend(tuple(cards))["level"] == "P4"


def test_p5_is_as_good_as_p6_where_one_statement_stands_for_both():
    five, six = (plain_loop(2, level) for level in ("P5", "P6"))
    for cards in (five, six):
        for card in cards:
            card["anchors"] = [item for item in card["anchors"] if item["dimension"] == "complexity"]

    one, other = recommend(five), recommend(six)

    assert one["probabilities"] == other["probabilities"]
    assert (one["level"], one["by_proof"]) == (other["level"], other["by_proof"])


def test_a_late_card_counts_as_much_as_any_other_and_is_warned_of():
    found, on_time = (recommend(changed(plain_loop(), (0, "late"), late), explain=True) for late in (True, False))

    assert found["probabilities"] == on_time["probabilities"]
    assert [note["kind"] for note in found["warnings"]].count("late_card") == 1
    assert "late_card" not in [note["kind"] for note in on_time["warnings"]]


@pytest.mark.parametrize("nothing", [None, {}, {"raters": {}}, {"raters": {}, "version": ""}])
def test_no_calibration_is_none_or_an_empty_one(nothing):
    assert recommend(plain_loop(), nothing, explain=True) == recommend(plain_loop(), explain=True)


def test_a_calibration_names_strict_raters_and_moves_the_chances_of_whom_they_rated():
    known = calibrate(history())

    found, plain = recommend(plain_loop(), known), recommend(plain_loop())

    assert list(known["raters"]) == sorted(known["raters"])
    assert set(known["raters"]) == {card["rater"] for card in plain_loop()}
    assert max(known["raters"], key=lambda rater: known["raters"][rater]["severity"]) == "panel-1"
    assert {item["interviews"] for item in known["raters"].values()} == {12}
    assert found["probabilities"] != plain["probabilities"]
    assert found["by_proof"] == plain["by_proof"], "the ladder's own sentence adjusts for nobody"


def test_a_history_may_be_anything_that_is_gone_through_once():
    assert calibrate(iter(history())) == calibrate(history()) == calibrate(tuple(history()))
    assert calibrate([]) == {"raters": {}, "version": ""}


def test_the_same_input_gives_the_same_bytes_and_is_not_written_to():
    cards, known = plain_loop(), calibrate(history())
    before = json.dumps([cards, known])

    first = json.dumps(recommend(cards, known, explain=True))

    assert json.dumps(recommend(cards[::-1], known, explain=True)) == first
    assert json.dumps([cards, known]) == before


def test_a_typed_recommendation_is_the_same_one():
    found = recommendation(plain_loop())

    assert found.outcome == recommend(plain_loop())["level"]
    assert found.sensitivity is not None
    assert contract.probabilities(found) == recommend(plain_loop())["probabilities"]


def test_what_is_shipped_is_what_the_ladder_data_compiles_to():
    written = library().playbook("account_executive", "enterprise_account_executive")

    assert SHIPPED.read_text(encoding="utf-8") == compiled(written), "Run flask ladder compile and commit the file."
    assert shipped().model == levelled_playbook().model


def test_without_a_shipped_model_nobody_is_calibrated(monkeypatch):
    bare = replace(shipped(), model=None)
    monkeypatch.setattr(contract, "shipped", lambda: bare)

    with pytest.raises(BadData, match="No level model ships"):
        calibrate([])
    assert contract.probabilities(recommendation(plain_loop())) == {}
    assert recommend(plain_loop(), explain=True).keys() == ALWAYS


FRESH = """
import json, sys, time
begun = time.process_time()
import numpy, pydantic
between = time.process_time()
from app.domain.contract import recommend
ended = time.process_time()
recommend(json.loads(sys.argv[1]), explain=True)
loaded = sorted({name.partition(".")[0] for name in sys.modules} & {"flask", "sqlalchemy", "scipy", "wtforms"})
print(json.dumps({"floor": between - begun, "own": ended - between, "loaded": loaded}))
"""


def test_a_fresh_interpreter_recommends_without_frameworks_and_soon():
    command = [sys.executable, "-c", FRESH, json.dumps(plain_loop())]

    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    found = json.loads(answer.stdout)
    assert found["loaded"] == []
    assert found["own"] <= 4 * found["floor"], f"about 1.7 times what numpy and pydantic take: {found}"
