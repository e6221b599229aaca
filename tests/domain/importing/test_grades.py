"""Grades: a sentence, a bold word, none, several, or a matrix."""

import pytest

from app.domain.importing.blocks import Cell, Table
from app.domain.importing.grades import grade_in, grade_table


@pytest.mark.parametrize(
    ("text", "value", "title"),
    [
        ("The Senior Baker is a grade 7.", 7, "Senior Baker"),
        ("The Senior Manager, Ovens, is a grade 9", 9, "Senior Manager, Ovens"),
        ("Associate Baker is a job grade level 5.", 5, "Associate Baker"),
        ("The Vice President of Bread is a job grade 12.", 12, "Vice President of Bread"),
        ("The Oven Manager role is a Grade 8", 8, "Oven Manager"),
        ("Grade 7", 7, None),
        ("Job Grade: 10", 10, None),
        ("Job Grade: N/A", None, None),
        ("The Baking Intern is not aligned to a job grade.", None, "Baking Intern"),
        ("The Baking Intern is not currently aligned to a grade.", None, "Baking Intern"),
    ],
)
def test_a_sentence_states_a_grade_and_whose_it_is(text, value, title):
    grade = grade_in(text, 4)

    assert grade is not None
    assert (grade.value, grade.title, grade.line, grade.flag("Baker")) == (value, title, 4, None)


@pytest.mark.parametrize("text", ["Bakes 7 loaves", "Upgrade 7 ovens", "High-grade flour", "Flour of 3 mills", ""])
def test_other_sentences_state_none(text):
    assert grade_in(text, 1) is None


def test_of_several_grades_the_first_is_taken_and_flagged():
    grade = grade_in("The Baker is at grades 8 and 9.", 4)

    assert grade is not None
    flag = grade.flag("Baker, grade")
    assert flag is not None
    assert (grade.value, grade.others, flag.code) == (8, (9,), "several_grades")


def table(*rows: tuple[str, ...]) -> Table:
    return Table(1, tuple(tuple(Cell(1, (text,) if text else ()) for text in row) for row in rows))


def test_a_matrix_gives_every_title_its_grade():
    matrix = table(
        ("Baker", "Grade"), ("Junior Baker", "5"), ("Baker", "Grade 6"), ("Intern", "N/A"), ("Chief\nHead", "")
    )

    assert grade_table(matrix) == (("Junior Baker", 5), ("Baker", 6), ("Intern", None), ("Chief", None), ("Head", None))


@pytest.mark.parametrize(
    "other",
    [
        table(("Baker", "Pay"), ("Junior Baker", "5")),
        table(("Baker", "Grade"), ("Junior Baker", "bakes bread")),
        table(("Baker", "Grade")),
        table(),
    ],
)
def test_other_tables_are_no_matrix_of_grades(other):
    assert grade_table(other) is None
