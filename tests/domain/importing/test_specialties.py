"""Specialties: their names and lists, headings in disguise, labels, bare lists, links elsewhere, and what is nested."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.importing.blocks import Heading, Item, Paragraph, Table
from app.domain.importing.keys import Keys
from app.domain.importing.specialties import specialties
from tests.domain.importing.reading import blocks_of


def read(text):
    return specialties(blocks_of(text), Keys())


def counts(found):
    return {
        specialty["name"]: (len(specialty["requirements"]), len(specialty["responsibilities"]))
        for specialty in found.content
    }


def test_an_item_that_ends_in_requirements_or_duties_is_no_label():
    found = read("""
        ## Specialties

        ### Rye

        #### Requirements
        - Understanding of ovens and separation of duties
        - Additional requirements
        - Gathers requirements
    """)

    assert counts(found) == {"Rye": (2, 0)}


def test_a_list_of_another_rank_begins_a_specialty_beside_the_one_above():
    found = read("""
        ## Specialties

        ### Rye

        #### Baker Manager (Rye)
        - Experience with rye

        #### Baker Director (Rye) Responsibilities
        - Plans the rye
        - Buys the rye

        #### Baker Director (Rye) Requirements
        - Experience with plans
    """)

    assert counts(found) == {"Rye": (0, 0), "Baker Manager (Rye)": (1, 0), "Baker Director (Rye)": (1, 2)}


def test_lists_stand_under_headings_of_their_own_at_whatever_depth():
    found = read("""
        ## Specialities

        Read more about specialities elsewhere.

        ### Night Only

        #### Responsibilites
        - Bakes at night
        - Locks the door

        #### Requirements
        - Experience of staying awake

        ### Cakes (and Pies)

        ### Cakes (and Pies) Requirements

        - Knows 12 fillings
        - A second oven is a plus
        """)

    assert counts(found) == {"Night": (1, 2), "Cakes (and Pies)": (2, 0)}
    assert [item["strength"] for item in found.content[1]["requirements"]] == ["must", "preferred"]
    assert found.content[0]["requirements"][0]["at"] == "Specialties > Night, bullet 3"


def test_plain_words_before_a_list_may_be_its_heading():
    found = read("""
        ## Specialties

        ### Night

        Bakers of the night.

        Night Responsibilities

        - Bakes at night

        **Requirements:**

        - Stays awake
        """)

    assert counts(found) == {"Night": (1, 1)}
    assert found.content[0]["summary"] == "Bakers of the night."
    assert found.flags == ()


def test_a_label_is_no_item_and_a_parent_is_no_item():
    found = read("""
        ### Specialties

        #### Night

        - Additional Requirements
        - Bakes in the dark
        - Extends that of the Baker or Senior Baker Requirements
        """)

    assert counts(found) == {"Night": (1, 0)}
    assert found.content[0]["extends"] == ["Baker or Senior Baker"]


def test_a_bare_list_goes_where_its_words_or_the_sentence_before_it_say():
    found = read("""
        ## Specialties

        ### Night

        - Experience of the night
        - Must have a lamp

        ### Day

        - Bake bread
        - Sell bread

        ### Dawn

        In addition to all else, this role requires:

        - Bread baked before six
        """)

    assert counts(found) == {"Night": (2, 0), "Day": (0, 2), "Dawn": (1, 0)}
    assert [flag.code for flag in found.flags] == ["guessed_list", "guessed_list"]


def test_a_specialty_may_stand_below_another():
    found = read("""
        ## Specialties

        ### Shop

        #### Till

        - Takes money

        #### Window

        - Cleans the window

        ### Oven

        - Heats the oven
        """)

    assert [(specialty["key"], specialty["parent"]) for specialty in found.content] == [
        ("shop", None), ("till", "shop"), ("window", "shop"), ("oven", None),
    ]  # fmt: skip


def test_what_only_leads_elsewhere_is_kept_as_words():
    found = read("""
        ## Specialties

        ### Wholesale

        Bakers of much.

        * Please refer to the page of wholesale.
          - Flour
          - Yeast

        #### Calls at night

        They may be called.
        """)

    (wholesale,) = found.content
    assert counts(found) == {"Wholesale": (0, 0)}
    assert wholesale["summary"].split("\n") == [
        "Bakers of much.", "Calls at night", "They may be called.", "Please refer to the page of wholesale.", "Flour",
        "Yeast",
    ]  # fmt: skip


def test_indicators_and_a_process_of_its_own_stay_with_the_specialty():
    (night,) = read("""
        ## Specialties

        ### Night

        - Bake at night

        #### Night Performance Indicators

        - Loaves by six

        #### Hiring Process

        1. Screening call with a Recruiter
        """).content

    assert [indicator["text"] for indicator in night["indicators"]] == ["Loaves by six"]
    assert [stage["name"] for stage in night["processes"][0]["stages"]] == ["Screening call"]


def test_a_description_below_a_specialty_belongs_to_it():
    found = read("""
        ## Specialties

        ### Night

        #### Night Baker Description

        It includes all of the resposibilities of the Baker role. In addition, responsibilities include:

        - Experience of the dark

        #### Night Baker Requirements

        In addition, requirements for the specialization include:

        - Bakes in the dark
        """)

    assert counts(found) == {"Night": (1, 1)}
    assert found.content[0]["extends"] == ["Baker"]


def test_a_list_of_names_is_a_list_of_specialties():
    found = read("""
        ## Specialties

        - Night: bakes while others sleep
          - Must own a lamp
        - Day
        """)

    assert counts(found) == {"Night": (1, 0), "Day": (0, 0)}
    assert {flag.code for flag in found.flags} == {"guessed_specialty", "guessed_list"}


SAID = [
    "Night",
    "Requirements",
    "Responsibilities",
    "Bakes bread",
    "Must bake",
    "Performance Indicators",
    "Hiring Process",
]
TEXTS = st.sampled_from(
    [*SAID, "See the page", "Specialties", "Extends the Baker requirements", "1. Call - Recruiter", "Pay"]
)
LINES = st.integers(1, 99)
BLOCKS = st.one_of(
    st.builds(Heading, LINES, st.integers(1, 6), TEXTS),
    st.builds(Item, LINES, TEXTS, st.integers(0, 3)),
    st.builds(Paragraph, LINES, TEXTS, st.booleans()),
)


@given(st.lists(BLOCKS, max_size=15))
def test_no_block_breaks_it_and_what_is_placed_stands_in_the_result(blocks):
    found = specialties(blocks, Keys())

    said = repr(found.content)
    given_blocks = [id(block) for block in blocks]
    assert all(id(block) in given_blocks for block in (*found.placed, *found.understood))
    assert all(repr(block.text)[1:-1] in said for block in found.placed if not isinstance(block, Table))
