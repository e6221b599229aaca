"""Designing a plan: what the shipped plan adds up to, what an edit may say, and what it would change."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.plan_design import NEW_STAGE, StageEdit, arranged, check_plan, family_with, stage_edits
from app.domain.plan_figures import plan_figures
from app.domain.plan_words import consequences, lasting
from app.domain.playbook import Playbook
from tests.domain.shipped import playbook

SHIPPED = stage_edits(playbook().family)
AREAS = [item.key for item in playbook().competencies.competencies]
SIGNALS = [item.key for item in playbook().ladder.signals]
EDITS = st.lists(
    st.builds(
        StageEdit,
        key=st.just(""),
        name=st.text("Round ab%ü", min_size=1, max_size=12).map(str.strip).filter(bool),
        role=st.sampled_from(["recruiter", "hiring_manager", "interviewer", "senior_leader"]),
        interviewers=st.integers(1, 20),
        minutes=st.integers(5, 480),
        meets=st.just(""),
        happens=st.just(""),
        areas=st.frozensets(st.sampled_from(AREAS)),
        signals=st.frozensets(st.sampled_from(SIGNALS)),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda edit: edit.name.casefold(),
)


def edited(place: int, **values: object) -> tuple[StageEdit, ...]:
    """The shipped stages with one of them otherwise."""
    return (*SHIPPED[:place], replace(SHIPPED[place], **values), *SHIPPED[place + 1 :])  # type: ignore[arg-type]


def with_plan(edits: tuple[StageEdit, ...] | list[StageEdit]) -> Playbook:
    return replace(playbook(), family=family_with(playbook(), edits))


def test_the_shipped_plan_has_eighteen_areas_and_thirty_three_ratings():
    figures = plan_figures(playbook())

    assert (figures.planned, figures.ratings) == (18, 33)
    assert [figures.coverage.resting_on(raters) for raters in range(4)] == [0, 9, 3, 6]


def test_a_full_loop_takes_a_candidate_three_and_a_half_hours_and_interviewers_five_and_a_half():
    figures = plan_figures(playbook())

    assert (lasting(figures.candidate_minutes), lasting(figures.interviewer_minutes)) == ("3 h 30 min", "5 h 30 min")


def test_minutes_for_an_area_are_what_hello_and_the_candidates_questions_leave():
    screen, manager, panel, final = plan_figures(playbook()).times

    assert (screen.opening, screen.talk, screen.closing, screen.each) == (2, 23, 5, "11 to 12 min")
    assert [time.each for time in (manager, panel, final)] == ["6 to 7 min", "7 min", "5 to 6 min"]
    assert not final.is_tight


def test_every_signal_is_asked_and_every_boundary_has_a_question_in_the_shipped_plan():
    figures = plan_figures(playbook())

    assert figures.unasked == ()
    assert [(item.low, item.high, item.questions) for item in figures.boundaries] == [
        ("P3", "P4", 14),
        ("P4", "P5", 18),
        ("P5", "P6", 9),
    ]


def test_an_area_that_no_stage_looks_at_keeps_its_line_with_nobody():
    smaller = with_plan(edited(3, areas=SHIPPED[3].areas - {"transparency"}))

    assert plan_figures(smaller).areas_of(0) == ("Transparency",)


def test_a_signal_that_no_stage_asks_is_named():
    quiet = with_plan(edited(2, signals=frozenset()))

    assert plan_figures(quiet).unasked == ("Selling technique",)


def test_a_boundary_that_nobody_probes_names_the_areas_with_a_question_and_the_stage_with_room():
    one_area = with_plan([replace(SHIPPED[0], areas=frozenset({"efficiency"}))])

    unprobed = [item for item in plan_figures(one_area).boundaries if not item.questions]

    assert unprobed
    assert all(item.could and item.room == "Initial Screen" for item in unprobed)


def test_an_edit_that_changes_nothing_makes_the_same_family():
    assert family_with(playbook(), SHIPPED) == playbook().family


def test_a_new_stage_gets_a_key_of_its_name_and_goes_where_it_stands():
    added = replace(NEW_STAGE, name="Writing sample", areas=frozenset({"efficiency"}))

    family = family_with(playbook(), (SHIPPED[0], added, *SHIPPED[1:]))

    assert [stage.key for stage in family.stages] == ["screen", "writing_sample", "manager", "panel", "final"]
    assert family.stages[1].planned_basis == "house judgement"


def test_a_new_area_stands_behind_those_that_the_stage_had():
    family = family_with(playbook(), edited(0, areas=SHIPPED[0].areas | {"transparency"}))

    assert family.stages[0].focus_areas == ("results", "collaboration", "transparency")


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"name": ""}, "name-1", "Give stage 2 a name."),
        ({"name": "initial screen"}, "name-1", "Another stage is called initial screen already."),
        ({"name": "x" * 81}, "name-1", "Shorten this name"),
        ({"role": "owner"}, "role-1", "Choose who holds this stage"),
        ({"interviewers": 0}, "interviewers-1", "Enter how many interviewers, 1 to 20."),
        ({"minutes": 481}, "minutes-1", "Enter how many minutes it takes, 5 to 480."),
        ({"happens": "x" * 601}, "happens-1", "Shorten this text"),
        ({"areas": frozenset({"charm"})}, "", "Stage 2 names something that is no longer there."),
    ],
)
def test_a_stage_that_is_none_is_refused_beside_its_field(values, field, words):
    faults = check_plan(edited(1, **values), playbook())

    assert [fault.field for fault in faults] == [field]
    assert faults[0].sentence.startswith(words)


def test_a_plan_needs_a_stage_and_has_twelve_at_most():
    many = [replace(NEW_STAGE, name=f"Round {number}") for number in range(13)]

    assert "at least one stage" in check_plan((), playbook())[0].sentence
    assert "Remove 1 of them" in check_plan(many, playbook())[0].sentence


@pytest.mark.parametrize(
    ("act", "place", "keys"),
    [
        ("up", 2, ["screen", "panel", "manager", "final"]),
        ("up", 0, ["screen", "manager", "panel", "final"]),
        ("down", 3, ["screen", "manager", "panel", "final"]),
        ("down", 0, ["manager", "screen", "panel", "final"]),
        ("remove", 1, ["screen", "panel", "final"]),
        ("remove", 9, ["screen", "manager", "panel", "final"]),
        ("add", 0, ["screen", "manager", "panel", "final", ""]),
    ],
)
def test_a_button_moves_one_stage_and_keeps_the_others_in_order(act, place, keys):
    assert [edit.key for edit in arranged(SHIPPED, act, place)] == keys


def test_a_key_that_the_family_does_not_have_or_that_stands_twice_becomes_a_new_one():
    edits = (replace(SHIPPED[0], key="no key"), SHIPPED[2], replace(SHIPPED[1], key="panel"))

    assert [stage.key for stage in family_with(playbook(), edits).stages] == [
        "initial_screen",
        "panel",
        "initial_interview",
    ]


def test_plans_that_add_up_to_the_same_have_no_consequences():
    assert consequences(plan_figures(playbook()), plan_figures(playbook())) == ()


def test_what_a_smaller_panel_would_change_is_told_before_and_after():
    smaller = plan_figures(with_plan(edited(2, interviewers=1, minutes=30)))

    told = {
        item.what: (item.before, item.after, item.is_loss) for item in consequences(plan_figures(playbook()), smaller)
    }

    assert told["Ratings in a full loop"] == ("33", "21", False)
    assert told["The candidate’s time"] == ("3 h 30 min", "3 h", False)
    assert told["Efficiency"] == ("three raters", "one rater", True)
    assert told["Mock Presentation"] == ("1 h, 7 min an area", "30 min, 3 to 4 min an area", True)


def test_a_stage_that_goes_takes_its_signals_and_areas_along_in_words():
    without = plan_figures(with_plan(SHIPPED[:3]))

    told = {item.what: item for item in consequences(plan_figures(playbook()), without)}

    assert told["Influence"].after == "no stage asks it"
    assert told["Influence"].is_loss
    assert told["Transparency"].after == "nobody rates it"
    assert told["Final Interview"].after == "not in the plan"


@settings(max_examples=40, deadline=None)
@given(EDITS)
def test_every_plan_without_faults_is_a_family_whose_figures_add_up(edits):
    assert check_plan(edits, playbook()) == ()

    figures = plan_figures(with_plan(edits))

    assert figures.ratings == sum(edit.interviewers * len(edit.areas) for edit in edits)
    assert all(time.opening + time.talk + time.closing == time.minutes for time in figures.times)


def test_a_stage_that_looks_at_no_area_has_no_share_of_time_and_is_not_tight():
    time = plan_figures(with_plan(edited(0, areas=frozenset()))).times[0]

    assert (time.areas, time.each, time.is_tight) == (0, "", False)


def test_a_family_without_stages_has_no_stage_with_room_for_another_area():
    bare = replace(playbook(), family=playbook().family.model_copy(update={"stages": ()}))

    figures = plan_figures(bare)

    assert (figures.ratings, figures.candidate_minutes) == (0, 0)
    assert {(item.stages, item.room) for item in figures.boundaries} == {((), "")}
