"""The plan: which area is seen by how many interviewers, and a playbook whose parts know each other."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.errors import BadData
from app.domain.family import Stage
from app.domain.plan import coverage, merged_stages
from app.domain.playbook import Playbook
from tests.domain.shipped import changed, playbook


def test_a_full_loop_gives_thirty_three_ratings_over_eighteen_areas():
    table = coverage(playbook())

    assert table.ratings == 33
    assert len(table.areas) == 18
    assert table.stages == ("Initial Screen", "Initial Interview", "Mock Presentation", "Final Interview")


def test_nine_areas_rest_on_one_interviewer_three_on_two_and_six_on_the_panels_three():
    table = coverage(playbook())

    assert [table.resting_on(raters) for raters in (1, 2, 3)] == [9, 3, 6]
    assert {area.key: area.raters for area in table.areas if area.total == 2} == {
        "results": (1, 1, 0, 0),
        "collaboration": (1, 0, 0, 1),
        "growth_mindset": (0, 1, 0, 1),
    }


def test_coverage_names_each_area_and_its_group():
    line = next(area for area in coverage(playbook()).areas if area.key == "business_acumen")

    assert (line.name, line.group, line.raters) == ("Customer Business Acumen", "Customer Focus", (0, 0, 0, 1))


def test_an_area_that_no_stage_looks_at_is_not_planned():
    family = changed(playbook().family, ("stages", 0, "focus_areas"), ("results",))
    smaller = changed(family, ("stages", 3, "focus_areas"), ("transparency",))

    planned = replace(playbook(), family=smaller).planned_areas()

    assert "inclusion" not in planned
    assert "transparency" in planned


def test_all_five_signals_are_asked_by_some_stage():
    assert playbook().planned_signals() == ("assistance", "complexity", "techniques", "orchestration", "mentoring")


def test_a_signal_that_does_not_count_is_not_planned():
    ladder = changed(playbook().ladder, ("signals", 0, "counts"), False)

    assert "assistance" not in replace(playbook(), ladder=ladder).planned_signals()


def test_the_shipped_playbook_fits_together():
    playbook().check()


@pytest.mark.parametrize(
    ("part", "place", "value", "words"),
    [
        ("family", ("stages", 0, "focus_areas"), ("charm",), "Stage Initial Screen looks at 'charm'"),
        ("family", ("stages", 1, "signals"), ("charm",), "Stage Initial Interview asks 'charm'"),
        ("ladder", ("rules", 0, "clauses", 0, "bar"), "genius", "The ladder's rule uses the bar 'genius'"),
        ("competencies", ("competencies", 0, "anchors"), (), "needs one anchor for each point of the scale"),
    ],
)
def test_a_playbook_whose_parts_do_not_know_each_other_is_refused(part, place, value, words):
    different: dict[str, Any] = {part: changed(getattr(playbook(), part), place, value)}
    broken: Playbook = replace(playbook(), **different)

    with pytest.raises(BadData) as refusal:
        broken.check()

    assert words in refusal.value.message


def _named(*keys: str) -> list[Stage]:
    stage = playbook().family.stages[0]
    return [stage.model_copy(update={"key": key}) for key in keys]


@pytest.mark.parametrize(
    ("plans", "merged"),
    [
        (["ab"], "ab"),
        (["ab", "ab"], "ab"),
        (["ab", "cab"], "cab"),
        (["ab", "acb"], "acb"),
        (["ab", "abc"], "abc"),
        (["ab", "acdb"], "acdb"),
        (["ab", "ba"], "ab"),
        (["", "ab"], "ab"),
        (["ab", "ac", "abd"], "acbd"),
    ],
)
def test_a_stage_that_only_another_plan_has_stands_behind_the_one_it_follows_there(
    plans: list[str], merged: str
) -> None:
    found = merged_stages(*[_named(*keys) for keys in plans])

    assert "".join(stage.key for stage in found) == merged


def test_a_stage_that_several_plans_have_is_the_one_of_the_first() -> None:
    first = playbook().family.stages
    renamed = [stage.model_copy(update={"name": "Another name"}) for stage in first]

    assert merged_stages(first, renamed) == first
