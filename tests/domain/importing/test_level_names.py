"""Names of levels as pages write them."""

import pytest

from app.domain.importing.level_names import are_descending, coded, has_code, level_name


@pytest.mark.parametrize(
    ("written", "code", "name"),
    [
        ("Mid-market (P3)", "P3", "Mid-market"),
        ("IC4", "IC4", "IC4"),
        ("IC-4 Staff", "IC4", "Staff"),
        ("D1 - Developer 1", "D1", "Developer 1"),
        ("L3 Engineer", "L3", "Engineer"),
        ("Level 2", "L2", "Level 2"),
        ("Level 3: Senior", "L3", "Senior"),
        ("Band 7 - Lead", "B7", "Lead"),
        ("Engineer - IC5", "IC5", "Engineer"),
        ("Program Lead, Boats (P1)", "P1", "Program Lead, Boats"),
        ("Senior (L5-L6)", "L5", "Senior (L5-L6)"),
        ("Staff+ (L7+)", "L7", "Staff+ (L7+)"),
        ("Baker II (IC 3a)", "IC3", "Baker II (IC 3a)"),
        ("Senior Baker", None, "Senior Baker"),
        ("Q3", None, "Q3"),
        ("$885K", None, "$885K"),
    ],
)
def test_a_code_is_found_where_pages_put_it(written, code, name):
    found = level_name(written, 1)

    assert (found.code, found.name, found.is_in_use) == (code, name, True)


@pytest.mark.parametrize(
    "written", ["Commercial (P2) (not in use)", "Commercial (P2) - not used", "(P2) Commercial [retired]"]
)
def test_a_level_that_is_not_in_use_says_so_in_its_name(written):
    found = level_name(written, 1)

    assert (found.code, found.name, found.is_in_use) == ("P2", "Commercial", False)


def test_a_sentence_gives_no_code():
    assert not has_code("In P3 you mentor others, " * 8)


def test_levels_without_a_code_are_counted_and_flagged():
    levels, flags = coded([level_name(text, 4) for text in ("Baker", "Senior Baker (L1)", "Master (L1)")])

    assert [level.code for level in levels] == ["L2", "L1", "L3"]
    assert [(flag.code, flag.place) for flag in flags] == [
        ("level_without_code", "Baker"),
        ("level_without_code", "Master"),
    ]


def test_a_page_that_begins_with_its_highest_level_is_told_from_one_that_ends_with_it():
    falling, _ = coded([level_name(text, 1) for text in ("P6", "P5", "P4")])
    mixed, _ = coded([level_name(text, 1) for text in ("IC5", "M4", "M3")])

    assert are_descending(falling)
    assert not are_descending(mixed)
