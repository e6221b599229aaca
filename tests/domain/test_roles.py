"""Roles as staff read them: the matrix of titles, titles and levels side by side, names that two documents share."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from app.domain.crosswalk import Crosswalk
from app.domain.errors import BadData
from app.domain.level_beside import grid, levels_beside, signal_grid
from app.domain.role_matrix import role_matrix, titles_by_level
from app.domain.title_and_level import collisions, title_and_level
from app.domain.titles_beside import titles_beside
from tests.domain.shipped import changed, playbook

FAMILY, LADDER = playbook().family, playbook().ladder
TITLES = [title.key for title in FAMILY.titles]
LEVELS = [level.code for level in LADDER.levels]


def mapping() -> Crosswalk:
    """The shipped crosswalk."""
    crosswalk = playbook().crosswalk
    assert crosswalk is not None
    return crosswalk


def test_the_matrix_counts_what_a_title_has_of_its_own_and_in_all():
    lines = [line for track in role_matrix(playbook()).tracks for line in track.lines]

    assert [(line.responsibilities.own, line.responsibilities.total) for line in lines] == [
        (17, 17),
        (14, 28),
        (8, 36),
        (12, 12),
        (4, 16),
    ]
    assert [(line.requirements.own, line.requirements.total) for line in lines] == [
        (8, 8),
        (10, 15),
        (0, 15),
        (8, 8),
        (4, 12),
    ]


def test_the_matrix_names_grade_level_and_what_each_title_extends():
    matrix = role_matrix(playbook())

    assert matrix.grades == (8,)
    assert [line.level for track in matrix.tracks for line in track.lines] == ["P3", "P4", "P5", "P5", "P6"]
    assert matrix.tracks[0].lines[2].extends == "Strategic Account Executive"


def test_no_level_stands_beside_a_title_when_the_crosswalk_is_turned_off():
    crosswalk = changed(mapping(), ("enabled",), False)

    matrix = role_matrix(replace(playbook(), crosswalk=crosswalk))

    assert {line.level for track in matrix.tracks for line in track.lines} == {""}


def test_a_mapping_to_a_level_or_of_a_title_that_is_gone_shows_nowhere():
    crosswalk = changed(mapping(), ("titles", 0, "level"), "P9")
    crosswalk = changed(crosswalk, ("titles", 3, "title"), "nobody")
    book = replace(playbook(), crosswalk=crosswalk)

    assert [line.level for track in role_matrix(book).tracks for line in track.lines] == ["", "P4", "P5", "", "P6"]
    assert titles_by_level(book)["P3"] == ()
    assert titles_by_level(book)["P5"] == ("Senior Strategic Account Executive",)


def test_a_mapping_with_a_basis_of_its_own_says_that_one():
    book = replace(playbook(), crosswalk=changed(mapping(), ("titles", 3, "basis"), "public"))

    bases = [line.level_basis for track in role_matrix(book).tracks for line in track.lines]

    assert bases == ["house judgement", "house judgement", "house judgement", "public", "house judgement"]
    assert "as public handbooks say" in title_and_level(book, "major", "P5").says[1]


def test_a_specialty_names_whose_requirements_it_takes():
    specialties = {line.specialty.key: line.inherited for line in role_matrix(playbook()).specialties}

    assert specialties["intel"] == ("Federal",)
    assert specialties["state_and_local"] == ()


def test_senior_adds_eight_responsibilities_and_no_requirement_to_the_title_that_it_extends():
    added = titles_beside(FAMILY, "strategic", "senior_strategic").added

    assert added is not None
    assert (added.upper.key, added.base.key) == ("senior_strategic", "strategic")
    assert (len(added.responsibilities), added.requirements) == (8, ())


def test_what_is_added_does_not_depend_on_which_title_stands_left():
    assert titles_beside(FAMILY, "senior_major", "major").added == titles_beside(FAMILY, "major", "senior_major").added


def test_titles_of_two_tracks_add_nothing_to_each_other():
    assert titles_beside(FAMILY, "strategic", "major").added is None


def test_a_title_lists_its_own_items_before_those_it_inherits():
    origins = titles_beside(FAMILY, "strategic", "senior_strategic").right.responsibilities

    assert [(origin.origin, origin.is_own) for origin in origins] == [
        ("Senior Strategic Account Executive", True),
        ("Strategic Account Executive", False),
        ("Associate Strategic Account Executive", False),
    ]


def test_a_requirement_that_another_title_needs_and_this_one_welcomes_is_found():
    reworded = titles_beside(FAMILY, "strategic", "major").reworded

    strengthened = [(item.left.key, item.right.key) for item in reworded if item.is_strengthened]
    assert strengthened == [("development_tools_experience", "development_tools_depth")]


@pytest.mark.parametrize(("left", "right"), list(combinations(TITLES, 2)))
def test_two_titles_share_the_same_items_whichever_stands_left(left, right):
    assert titles_beside(FAMILY, left, right).shared == titles_beside(FAMILY, right, left).shared


def test_neighbouring_levels_with_one_cell_share_it():
    spans = {row.key: [len(span.levels) for span in row.spans] for row in grid(LADDER)}

    assert spans["promotion_eligibility"] == [1, 4]
    assert spans["competency_execution"] == [1, 1, 1, 1, 1]


def test_every_level_stands_in_every_row_once():
    for row in (*grid(LADDER), *signal_grid(LADDER)):
        assert [level.code for span in row.spans for level in span.levels] == LEVELS


def test_a_cell_that_does_not_apply_says_so_and_a_mark_without_its_footnote_too():
    territory = next(row for row in grid(LADDER) if row.key == "territory_profile")

    assert (territory.spans[0].text, territory.spans[0].is_said) == ("Not applicable", False)
    assert [bool(span.note) for span in territory.spans] == [False, False, False, True, False]


def test_the_grids_hold_no_statement_that_an_interviewer_picks():
    shown = {span.text for row in (*grid(LADDER), *signal_grid(LADDER)) for span in row.spans}

    assert not shown & {statement.text for signal in LADDER.signals for statement in signal.statements}


def test_p5_is_not_p4_by_every_signal_three_rows_and_its_ratings():
    pair = levels_beside(LADDER, "P4", "P5")

    assert (pair.unlike_signals, pair.unlike_rows, pair.asks_more) == (5, 3, True)
    assert [item.is_new for item in pair.high_rule] == [True, True, True]


def test_p6_asks_the_same_ratings_as_p5_and_deals_of_the_same_complexity():
    pair = levels_beside(LADDER, "P6", "P5")

    assert (pair.low.code, pair.high.code, pair.asks_more) == ("P5", "P6", False)
    assert [signal.name for signal in pair.signals if signal.is_same] == ["Deal complexity"]


@pytest.mark.parametrize(("one", "other"), list(pairwise(LEVELS)))
def test_two_levels_compare_the_same_whichever_is_named_first(one, other):
    assert levels_beside(LADDER, one, other) == levels_beside(LADDER, other, one)


def test_a_level_is_not_compared_with_itself():
    with pytest.raises(BadData, match="Choose two different levels"):
        levels_beside(LADDER, "P4", "P4")


def test_strategic_stands_in_three_titles_and_in_a_level_and_means_another_thing():
    found = [(item.level.code, item.title.key if item.title else None, item.nearest) for item in collisions(playbook())]

    assert found == [
        ("P4", None, ""),
        ("P6", "associate_strategic", "P3"),
        ("P6", "strategic", "P4"),
        ("P6", "senior_strategic", "P5"),
    ]
    assert all(item.is_misleading for item in collisions(playbook()))


def test_a_title_against_a_level_says_why_the_one_is_not_the_other():
    pair = title_and_level(playbook(), "strategic", "P6")

    assert not pair.is_nearest
    assert pair.says == (
        "“Strategic” stands in both names. One is a title of the job family, the other a step of the ladder.",
        "The level nearest to Strategic Account Executive is P4 Enterprise, by house judgement: no document says so.",
        "Grade 8 is no level: every title of this family has it.",
    )


def test_a_title_against_its_nearest_level_names_the_judgement():
    pair = title_and_level(playbook(), "major", "P5")

    assert pair.is_nearest
    assert "by house judgement" in pair.says[1]


def test_without_a_crosswalk_no_title_has_a_level():
    says = title_and_level(replace(playbook(), crosswalk=None), "major", "P5").says

    assert "the mapping between them is turned off" in says[1]


def test_a_title_that_the_mapping_leaves_out_is_told_as_left_out():
    kept = [item.model_dump() for item in mapping().titles if item.title != "major"]
    book = replace(playbook(), crosswalk=changed(mapping(), ("titles",), kept))

    found = title_and_level(book, "major", "P5")

    assert not found.is_nearest
    assert found.says[1] == "The mapping between titles and levels leaves Major Account Executive out."


def test_a_title_without_a_grade_says_nothing_of_grades():
    family = changed(FAMILY, ("titles", 3, "grade"), None)

    graded, ungraded = (title_and_level(replace(playbook(), family=each), "major", "P5") for each in (FAMILY, family))

    assert graded.says[:-1] == ungraded.says
    assert graded.says[-1] == "Grade 8 is no level: every title of this family has it."


def test_two_sides_have_the_same_number_in_common_whichever_stands_left():
    for left, right in combinations(TITLES, 2):
        assert titles_beside(FAMILY, left, right).shared == titles_beside(FAMILY, right, left).shared
