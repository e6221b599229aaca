"""The proof: what it has said once it need not say again."""

from app.domain.proof import LevelProof, proof_of, said_before
from app.domain.rule import judge
from app.domain.scorecard import Card
from app.domain.wording import Wording
from tests.domain.evidence import AREAS, full_loop, shipped_ladder, shipped_playbook, shipped_scale


def proven(cards: list[Card]) -> tuple[LevelProof, ...]:
    return proof_of(judge(cards, ladder=shipped_ladder(), scale=shipped_scale()), Wording(shipped_playbook()))


def test_a_clause_that_asks_and_finds_the_same_is_told_once():
    levels = proven(full_loop(3, "P4", areas={AREAS[0]: 4}))

    found = said_before(levels)

    assert {level: first for (level, _), first in found.items()} == {"P4": "P3", "P6": "P5"}
    repeated = [clause for level in levels for clause in level.clauses if (level.level, clause.result.key) in found]
    assert {clause.result.over for clause in repeated} == {"areas"}


def test_a_clause_that_asks_for_more_is_told_anew():
    levels = proven(full_loop(3, "P4"))

    found = said_before(levels)

    expert = [clause.result for clause in levels[2].clauses if clause.result.bar == "expert"]
    assert expert
    assert not [result for result in expert if ("P5", result.key) in found]
    assert all(("P3", clause.result.key) not in found for clause in levels[0].clauses)


def test_nothing_is_left_out_of_an_empty_proof():
    assert said_before(()) == {}
