"""Sentences that say what a title takes over: of whom, which list, and what else they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.importing.inheritance import inheritance

DOES, ASKS, BOTH = "responsibilities", "requirements", "both"


@pytest.mark.parametrize(
    ("text", "parent", "listed"),
    [
        ("Extends the Baker responsibilities", "Baker", DOES),
        ("Extends to the responsibilities of a Master Baker", "Master Baker", DOES),
        ("Extends to requirements of the Baker", "Baker", ASKS),
        ("Extends that of the Insides Baker Requirements", "Insides Baker", ASKS),
        ("Exends that of the Senior Director, Ovens requirements", "Senior Director, Ovens", ASKS),
        ("Extends the Manager, Oven Baker responsibilities.", "Manager, Oven Baker", DOES),
        ("Extends the pastry specialist requirements", "pastry specialist", ASKS),
        (
            "Extends that of the Baker (Intermediate) or Senior Baker Requirements",
            "Baker (Intermediate) or Senior Baker",
            ASKS,
        ),
        ("Extends that of Pastry", "Pastry", DOES),
        ("All the responsibilities of a Baker, plus:", "Baker", DOES),
        ("All of the Baker responsibilities, plus", "Baker", DOES),
        ("Same as Senior Baker", "Senior Baker", DOES),
        ("Same responsibilities as the Baker", "Baker", DOES),
        ("In addition to the Baker responsibilities", "Baker", DOES),
        ("Includes all of the Baker requirements", "Baker", ASKS),
        ("Everything in the previous level", "previous level", DOES),
        ("Builds on the requirements of the previous level", "previous level", ASKS),
        ("Meets all the requirements of the previous level", "previous level", ASKS),
        ("In addition to the above requirements for Night Bakers", "Night Bakers", ASKS),
        ("Extends the corresponding Baker responsibilities", "Baker", DOES),
        ("Has all requirements of a Baker", "Baker", ASKS),
    ],
)
def test_a_bullet_names_the_title_it_extends(text, parent, listed):
    found = inheritance(text, 5, under="responsibilities")

    assert found is not None
    assert (found.parent_as_written, found.list, found.line, found.rest) == (parent, listed, 5, "")


@pytest.mark.parametrize(
    ("text", "parent", "listed"),
    [
        ("The Sr. Oven Baker  role extends the Oven Baker role outlined above.", "Oven Baker", BOTH),
        ("The Staff Baker role extends the Senior Baker role.", "Senior Baker", BOTH),
        ("The responsibilities of the Baker extend the Junior Baker role and include:", "Junior Baker", DOES),
        ("Everything in the Senior Baker role, plus:", "Senior Baker", BOTH),
        ("Senior bakers share the same requirements as the Intermediate baker above, but also carry the following:",
         "Intermediate baker", ASKS),
        ("In addition to the other Baker responsibilities, Night Bakers are also expected to:", "Baker", DOES),
        ("In addition to meeting all of the requirements of a Manager, Ovens, the Senior Manager has this:",
         "Manager, Ovens", ASKS),
        ("Extends the Senior Baker responsibilities in scope.", "Senior Baker", DOES),
        ("Are Senior Bakers who meet the following criteria:", "Senior Bakers", ASKS),
    ],
)  # fmt: skip
def test_prose_names_the_title_it_extends(text, parent, listed):
    found = inheritance(text, 5)

    assert found is not None
    assert (found.parent_as_written, found.list, found.rest) == (parent, listed, "")


@pytest.mark.parametrize(
    ("text", "is_page_wide"),
    [
        ("This role includes all of the responsibilities above, plus:", False),
        ("The Junior Baker Requirements extend the Requirements section above and include:", True),
        ("The responsibilities of the Junior Baker are listed in the Responsibilities section above.", True),
        ("In addition to the general Responsibilities and Requirements above, this role requires:", True),
        ("Beyond the base requirements, more is asked of a Baker.", True),
    ],
)
def test_lists_above_are_told_from_lists_of_the_whole_page(text, is_page_wide):
    found = inheritance(text, 5)

    assert found is not None
    assert (found.parent_as_written, found.is_page_wide) == ("", is_page_wide)


def test_what_a_text_says_besides_is_kept():
    prose = inheritance("Works at night. The Senior Baker role extends the Baker role. It leads a shift.", 5)
    clause = inheritance("Juniors share the same requirements as the Baker above, but join with less of a past", 5)

    assert prose is not None
    assert clause is not None
    assert (prose.parent_as_written, prose.rest) == ("Baker", "Works at night. It leads a shift.")
    assert (clause.parent_as_written, clause.rest) == ("Baker", "but join with less of a past")


@pytest.mark.parametrize(
    "text",
    [
        "Extend the oven park to new towns",
        "Has experience with the additional responsibilities of a Senior Baker",
        "Build on the work of others",
        "Includes all kinds of bread",
        "All requirements must be met before noon",
        "Owns domains that extend cross-stage",
        "This most senior Baker extends the role to include more work.",
        "Work in addition to the night team",
        "Is the same every day",
        "Everything that smells good",
        "",
    ],
)
def test_other_items_are_no_inheritance(text):
    assert inheritance(text, 1, under="responsibilities") is None


SAID = "Extends extends the of that role Baker Senior requirements above , . : same as or all plus in"
WORDS = st.lists(st.sampled_from(SAID.split()), max_size=40).map(" ".join)


@given(st.one_of(WORDS, st.text(max_size=300)))
def test_no_text_breaks_it(text):
    found = inheritance(text, 1)

    assert found is None or len(found.parent_as_written) <= len(text)
