"""What plan, ladder and model fix before an answer is read, and what answers have to do with each other."""

from dataclasses import replace

import numpy as np
import pytest

from app.domain.calibration import Calibration, Offset
from app.domain.frame import GENERAL, frame_of
from app.domain.observations import Observations
from app.domain.scorecard import Card
from benchmarks.level.loop import AREAS, SIGNALS
from benchmarks.level.truth import true_levels
from tests.domain.any_plan import Size, playbook_of
from tests.domain.evidence import full_loop, levelled_playbook
from tests.domain.level_candidates import estimator, some
from tests.domain.level_cases import model_of

MODEL = model_of(levelled_playbook())
NO_ANSWERS = np.zeros((1, 0), dtype=np.intp)
SHIPPED = frame_of([], playbook=levelled_playbook(), model=MODEL)


def test_the_shipped_plan_has_eighteen_areas_five_signals_and_four_levels():
    assert set(SHIPPED.areas) == set(AREAS)
    assert SHIPPED.signals == SIGNALS
    assert [code for code, _ in SHIPPED.levels] == ["P3", "P4", "P5", "P6"]
    assert SHIPPED.mean.tolist() == [MODEL.merit.mean] * 18 + [MODEL.scope.mean] * 5 + [
        MODEL.merit.mean,
        MODEL.scope.mean,
    ]


def test_steps_end_half_way_between_points_and_between_statements():
    assert SHIPPED.area_cuts == (1.5, 2.5, 3.5, 4.5)
    assert dict(zip(SHIPPED.signals, SHIPPED.signal_cuts, strict=True)) == {
        "assistance": (1.5, 2.5, 3.5, 4.5),
        "complexity": (1.5, 2.5, 3.5),
        "techniques": (1.5, 2.5, 3.5, 4.5),
        "orchestration": (1.5, 2.5, 3.5, 4.5),
        "mentoring": (1.5, 2.5, 3.5, 4.5),
    }


def test_the_nested_rule_on_true_values_names_the_levels_that_people_truly_have():
    rng = np.random.default_rng(20611)
    merits = rng.normal(rng.uniform(1.5, 4.5, (4000, 1)), 0.7, (4000, 18))
    signals = rng.normal(rng.uniform(2, 6, (4000, 1)), 0.7, (4000, 5))
    levels = true_levels(merits[:, [AREAS.index(key) for key in SHIPPED.areas]], signals)
    values = np.hstack([merits[:, [AREAS.index(key) for key in SHIPPED.areas]], signals - 1]).T
    nothing = estimator((levelled_playbook(), [], Calibration())).whole

    unknown = (values - SHIPPED.mean[:23, None]).astype(np.float32)
    reached = [replace(nothing, unknown=unknown[:, [at]]).at_least(NO_ANSWERS) for at in range(400)]
    shares = replace(nothing, unknown=unknown).at_least(NO_ANSWERS)

    assert [int(row.sum()) for row in reached] == levels[:400].tolist()
    assert shares[0].tolist() == [float(np.mean(levels >= level)) for level in (1, 2, 3, 4)]
    assert set(levels.tolist()) == {0, 1, 2, 3, 4}


def test_on_other_scales_and_ladders_figures_are_stretched_in_proportion():
    playbook = playbook_of(Size(levels=9, points=3))
    model = model_of(playbook)

    frame = frame_of([], playbook=playbook, model=model)

    merit, scope = model.merit, model.scope
    assert frame.point_unit == 0.5
    assert frame.mean[[0, -2]].tolist() == [1 + (merit.mean - 1) * 0.5] * 2
    assert frame.mean[[-3, -1]].tolist() == [1 + (scope.mean - 1) * 2] * 2
    spreads = [merit.between_candidates * 0.5, scope.between_candidates * 2]
    assert np.sqrt(np.diag(frame.common))[[0, -1]] == pytest.approx(spreads)
    assert frame.common[0, -1] == pytest.approx(scope.with_merit * spreads[0] * spreads[1])
    assert np.sqrt(frame.own[[0, -3]]) == pytest.approx([merit.between_areas * 0.5, scope.between_signals])
    assert frame.own[-GENERAL:].tolist() == [0, 0]


def test_what_was_assessed_beyond_the_plan_is_part_of_what_is_judged():
    playbook = playbook_of(Size())
    beyond = playbook.competencies.competencies[-1].key

    frames = [
        frame_of([Card("stage_0", "x", {beyond: point}, {})], playbook=playbook, model=model_of(playbook))
        for point in (None, 2)
    ]

    assert [beyond in frame.areas for frame in frames] == [False, True]
    assert len(frames[1].levels[0][1][1].targets) == len(frames[0].areas) + 1


def variance_between(seen: Observations, one: int, other: int, *, guarded: bool) -> float:
    """What two answers share, told one reason after the other."""
    a, b = seen.slots[one], seen.slots[other]
    is_area = a.kind == "area"
    general = {"area": MODEL.merit.between_candidates, "signal": MODEL.scope.between_candidates}
    found = general[a.kind] * general[b.kind] * (1.0 if a.kind == b.kind else MODEL.scope.with_merit)
    if a.key == b.key:
        shown = MODEL.merit.between_areas * (1 - MODEL.raters.pull) if is_area else MODEL.scope.between_signals
        found += shown**2
    habits = 0.0
    if seen.person[one] == seen.person[other]:
        habits += float(seen.error[one] * seen.error[other])
    if (a.stage, a.rater) == (b.stage, b.rater):
        habits += MODEL.raters.halo**2
    if a.stage == b.stage:
        habits += MODEL.raters.form**2 + (MODEL.panel.doubt**2 if guarded and a.stage == "panel" else 0.0)
    bears = [1.0 if slot.kind == "area" else MODEL.raters.on_signals for slot in (a, b)]
    noise = MODEL.raters.noise if is_area else MODEL.raters.signal_noise
    return found + habits * bears[0] * bears[1] + (noise**2 if one == other else 0.0)


@pytest.mark.parametrize("guarded", [False, True])
def test_what_answers_share_is_what_the_method_says_pair_by_pair(guarded):
    for playbook, cards, known in some(20612, 12, playbook=levelled_playbook()):
        seen = estimator((playbook, cards, known)).seen

        found = seen.guarded if guarded else seen.latent

        slots = range(len(seen.slots))
        expected = [[variance_between(seen, one, other, guarded=guarded) for other in slots] for one in slots]
        assert found == pytest.approx(np.array(expected))


def test_what_answers_tell_of_targets_is_what_they_share_with_the_truth():
    seen = estimator((levelled_playbook(), full_loop(), Calibration())).seen
    merit, scope = MODEL.merit.between_candidates, MODEL.scope.between_candidates
    crossed = MODEL.scope.with_merit * merit * scope
    is_merit = np.array([True] * 18 + [False] * 5 + [True, False])
    for at, slot in enumerate(seen.slots):
        is_area = slot.kind == "area"
        own = MODEL.merit.between_areas**2 * (1 - MODEL.raters.pull) if is_area else MODEL.scope.between_signals**2

        expected = np.where(is_merit == is_area, merit**2 if is_area else scope**2, crossed)
        expected[seen.target[at]] += own

        assert seen.links[:, at] == pytest.approx(expected)


def test_a_strict_interviewer_s_steps_begin_higher_by_what_is_known_of_them():
    cards = full_loop(3, stages=["manager"])
    mild, strict = (
        estimator((levelled_playbook(), cards, Calibration("", {cards[0].who: Offset(severity, 0.1, 9)}))).seen
        for severity in (0.0, 0.4)
    )

    finite = np.isfinite(mild.edges)
    shift = np.where(finite, strict.edges, 0.0) - np.where(finite, mild.edges, 0.0)

    bearing = [1.0 if slot.kind == "area" else MODEL.raters.on_signals for slot in mild.slots]
    assert shift[:, 1] == pytest.approx(0.4 * np.array(bearing))
    assert set(mild.error.tolist()) == {0.1}


def test_the_error_of_somebody_unknown_is_the_whole_spread_of_severity():
    seen = estimator((levelled_playbook(), full_loop(), Calibration())).seen

    assert set(seen.error.tolist()) == {MODEL.raters.severity}
    assert set(seen.offset.tolist()) == {0.0}
