"""A finished recommendation under other versions: equal where nothing changed, in words where something did."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.playbook import Playbook
from app.domain.regrounding import ground_under, impact_of, lost_answers
from app.domain.snapshot import Ground
from tests.domain import shipped
from tests.domain.evidence import full_loop
from tests.domain.nursing import nursing_playbook
from tests.domain.shipped import changed


def _ground(point: int = 3, level: str = "P4") -> Ground:
    book = shipped.playbook()
    return Ground(full_loop(point, level), book, book.family.titles[0].key)


def _without_stage(key: str) -> Playbook:
    book = shipped.playbook()
    left = [stage.model_dump() for stage in book.family.stages if stage.key != key]
    return replace(book, family=changed(book.family, ("stages",), left))


def _harder(level: str) -> Playbook:
    """The ladder with the hardest bar in every clause of one level over areas."""
    book = shipped.playbook()
    ladder = book.ladder
    hardest = min(book.scale.marks, key=lambda mark: book.scale.marks[mark])
    number = next(i for i, rule in enumerate(ladder.rules) if rule.level == level)
    for index, clause in enumerate(ladder.rules[number].clauses):
        if clause.over == "areas":
            ladder = changed(ladder, ("rules", number, "clauses", index, "bar"), hardest)
    return replace(book, ladder=ladder)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 5), st.sampled_from(["P2", "P3", "P4", "P5", "P6"]))
def test_the_same_versions_give_the_same_recommendation(point: int, level: str) -> None:
    ground = _ground(point, level)

    again = ground_under(ground, ground.playbook)

    assert again.lost == ()
    assert again.ground
    assert again.ground.recommend(explain=False) == ground.recommend(explain=False)


def test_renamed_levels_titles_and_stages_leave_the_outcome_as_it_was() -> None:
    ground = _ground()
    book = ground.playbook
    ladder = changed(book.ladder, ("levels", 2, "name"), "Seller Three")
    family = changed(book.family, ("titles", 0, "name"), "Seller")
    other = replace(book, ladder=ladder, family=changed(family, ("stages", 0, "name"), "First talk"))

    again = ground_under(ground, other)

    assert again.ground
    assert again.ground.recommend(explain=False).outcome == ground.recommend(explain=False).outcome


def test_a_stage_that_is_gone_takes_its_scorecards_with_it_and_says_so() -> None:
    again = ground_under(_ground(), _without_stage("panel"))

    name = shipped.playbook().family.stage("panel").name
    assert f"The plan has no stage {name}: three scorecards of it count no more." in again.lost
    assert again.ground
    assert {card.stage for card in again.ground.cards} == {"screen", "manager", "final"}


def test_an_area_that_no_stage_looks_at_takes_its_ratings_with_it() -> None:
    book = shipped.playbook()
    number = next(i for i, stage in enumerate(book.family.stages) if "transparency" in stage.focus_areas)
    left = [area for area in book.family.stages[number].focus_areas if area != "transparency"]
    other = replace(book, family=changed(book.family, ("stages", number, "focus_areas"), left))

    lost = lost_answers(full_loop(3, "P4"), under=other, was=book)

    name = book.competencies.competency("transparency").name
    assert lost == (f"No stage looks at {name}: one rating counts no more.",)


def test_ratings_on_another_scale_are_not_read() -> None:
    again = ground_under(_ground(), nursing_playbook())

    assert again.ground is None
    assert again.refusal.endswith(f"can’t be read on {nursing_playbook().scale.name}.")


def test_a_harder_level_says_which_probability_and_which_condition_turned() -> None:
    ground = _ground(3, "P5")
    tau = ground.playbook.model.tau if ground.playbook.model else None
    before = ground.recommend(explain=False)
    again = ground_under(ground, _harder(before.outcome))
    assert again.ground

    impact = impact_of(before, again.ground.recommend(explain=False), tau=tau, lost=again.lost)

    assert impact.changes
    assert impact.why[0].startswith(f"{before.outcome} or above: ")
    assert any("holds no more" in reason for reason in impact.why)


def test_where_nothing_changes_there_is_no_reason() -> None:
    found = _ground().recommend(explain=False)

    impact = impact_of(found, found, tau=0.5)

    assert not impact.changes
    assert impact.why == ()


@pytest.mark.parametrize("gone", ["screen", "manager", "panel", "final"])
def test_without_any_one_stage_there_is_still_an_outcome(gone: str) -> None:
    again = ground_under(_ground(), _without_stage(gone))

    assert again.ground
    assert again.ground.recommend(explain=False).outcome
