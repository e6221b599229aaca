"""The recommendation with an estimate: what it takes from the estimate, what from the proof, and how it is kept."""

import json
import random
from dataclasses import replace

import pytest

from app.domain.calibration import NO_CALIBRATION, Calibration, Offset
from app.domain.marks import Marks
from app.domain.playbook import Playbook
from app.domain.recommendation import Recommendation, minimum_of, recommend
from app.domain.rule import INSUFFICIENT, MINIMUM, Minimum
from app.domain.scorecard import Card
from app.domain.snapshot import Ground, ground_from_data, recommendation_from_data, recompute
from app.domain.warnings import CardRef
from tests.domain.any_plan import Size, playbook_of
from tests.domain.evidence import full_loop, levelled_playbook, shipped_playbook
from tests.domain.level_candidates import Case, estimated, some
from tests.domain.level_cases import model_of
from tests.domain.plain_loops import all_keys_sorted


def recommended(cards: list[Card], playbook: Playbook | None = None, **options: object) -> Recommendation:
    return recommend(cards, playbook=playbook or levelled_playbook(), title="major", **options)  # type: ignore[arg-type]


def a_ground(case: Case, rng: random.Random) -> Ground:
    """Everything a recommendation can be computed from, some of it at random."""
    playbook, cards, known = case
    refs = [CardRef(card.stage, card.rater) for card in cards if rng.random() < 0.3]
    marks = Marks(frozenset(refs), frozenset(refs[:1]), frozenset(refs[1:2]))
    strangers = {"somebody else": Offset(0.3, 0.2, 9), "and another": Offset(-0.3, 0.2, 9)}
    known = Calibration("c7", dict(known.offsets) | strangers, rng.choice((None, 3, 400)))
    minimum = rng.choice((None, Minimum(ratings=4, stages=1, signals=0)))
    return Ground(cards, playbook, "major", marks, known, minimum, rng.choice(("A", "A+B", "A+B", "A+B")))


def test_the_estimate_names_the_level_and_the_proof_stands_beside_it():
    cards = full_loop(1, "P5", areas={"transparency": 4})

    found = recommended(cards)

    assert (found.method, found.outcome, found.by_proof, found.level_name) == ("A+B", "P5", "P4", "Sr. Enterprise")
    assert found.estimate == estimated((levelled_playbook(), cards, NO_CALIBRATION))
    assert found.how_sure.startswith("The estimate gives P5 ")
    assert found.nearest_title == recommended(full_loop(2, "P5")).nearest_title
    assert found.text.startswith("Recommended: P4.")
    assert "proof_differs" in [note.kind for note in found.warnings]
    assert (found.model_version, found.calibration_version) == (model_of(levelled_playbook()).version, "")


def test_without_a_model_or_when_told_the_ladder_s_own_sentence_stands_alone():
    cards = full_loop(1, "P5", areas={"transparency": 4})

    told, bare = recommended(cards, method="A"), recommended(cards, shipped_playbook())

    assert told == bare
    assert (told.method, told.outcome, told.by_proof, told.estimate, told.sensitivity) == ("A", "P4", None, None, None)


@pytest.mark.parametrize("method", ["A", "A+B"])
def test_without_the_explanation_everything_else_is_the_same(method):
    cards = full_loop(2, "P4")

    whole, short = (recommended(cards, method=method, explain=explain) for explain in (True, False))

    assert short == replace(whole, sensitivity=None, agreement=None, warnings=())


def test_a_clause_with_nothing_to_be_judged_by_leaves_the_naming_of_a_level_to_the_estimate():
    """The sentence is undecided where no signal was asked; by the needs of the plan enough was assessed."""
    playbook = playbook_of(Size(signals=()))
    areas = playbook.planned_areas()

    found = recommend([Card("stage_1", "x", dict.fromkeys(areas, 1), {})], playbook=playbook, title="smith")

    assert found.by_proof == INSUFFICIENT
    assert [item.what for item in found.shortfalls] == ["lowest_level"]
    assert found.estimate is not None
    assert found.outcome == found.estimate.level


def test_what_has_to_be_assessed_is_the_model_s_where_there_is_one():
    playbook = playbook_of(Size())

    assert minimum_of(playbook) == Minimum(ratings=2, stages=1, signals=1)
    assert minimum_of(replace(playbook, model=None)) == MINIMUM


def test_a_stored_ground_gives_the_same_bytes_again_whatever_the_order_it_is_read_in():
    rng = random.Random(20641)
    for case in some(20641, 40):
        ground = a_ground(case, rng)
        result = ground.recommend()
        stored = json.loads(json.dumps(replace(ground, cards=rng.sample(ground.cards, len(ground.cards))).to_data()))

        assert recompute(stored, playbook=ground.playbook).to_json().encode() == result.to_json().encode()
        assert recommendation_from_data(json.loads(result.to_json())) == result


def test_a_stored_ground_has_its_keys_in_order_and_keeps_only_those_who_wrote_a_card():
    ground = a_ground(some(20642, 1)[0], random.Random(20642))

    data = ground.to_data()

    assert all_keys_sorted(data)
    assert set(data["calibration"]["offsets"]) <= {card.who for card in ground.cards}
    assert ground_from_data(data, playbook=ground.playbook).to_data() == data


def test_what_was_stored_before_there_was_an_estimate_is_read_by_proof_alone():
    cards = full_loop(1, "P5", areas={"transparency": 4})
    refs = frozenset({CardRef("final", "final-1")})
    now = Ground(cards, levelled_playbook(), "major", Marks(amended=refs)).to_data()
    then = {key: now[key] for key in ("cards", "minimum", "title")} | {"amended": now["marks"]["amended"]}

    found = recompute(then, playbook=levelled_playbook())

    assert found == recommended(cards, method="A", marks=Marks(amended=refs), minimum=minimum_of(levelled_playbook()))
    assert found.outcome == "P4"
