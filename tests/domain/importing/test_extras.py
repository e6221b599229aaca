"""Performance indicators, where a family leads, pay, and the confidence gap."""

import pytest

from app.domain.importing.extras import career_ladder, compensation, is_confidence_gap, performance_indicators
from tests.domain.importing.reading import blocks_of


def test_indicators_are_items_with_their_group_and_the_words_before_them():
    found = performance_indicators(
        blocks_of("""
            ## Performance Indicators

            Bakers have these indicators.

            - Loaves at 90 or more
            - Cakes - 5 a day
              - of two kinds

            ### Managers

            - Happy bakers (i.e., those who smile)
            - Extends that of the Baker role
            - Gross bread
            """)
    )

    assert [(item["name"], item["text"]) for item in found.content] == [
        ("Loaves", "Loaves at 90 or more"),
        ("Cakes", "Cakes - 5 a day\nof two kinds"),
        ("Happy bakers (i.e., those who smile)", "Happy bakers (i.e., those who smile)"),
        ("Gross bread", "Gross bread"),
    ]
    assert found.content[0]["lead"] == "Bakers have these indicators."
    assert found.content[2]["group"] == "Managers"
    assert found.content[3]["lead"] == "Extends that of the Baker role"


def test_what_stands_below_an_extended_list_keeps_the_words_above_it():
    found = performance_indicators(
        blocks_of("""
            ## Performance Indicators

            - Loaves
            - Extends that of the Baker role
              - Gross bread
            """)
    )

    assert [(item["name"], item.get("lead")) for item in found.content] == [
        ("Loaves", None),
        ("Gross bread", "Extends that of the Baker role"),
    ]


def test_a_sentence_alone_is_an_indicator():
    found = performance_indicators(blocks_of("### Performance Indicators\n\nBakers take part in the bread figures."))

    assert [item["text"] for item in found.content] == ["Bakers take part in the bread figures."]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("The next step in the Baker job family is to move to the Bakery Management job family.", "Bakery Management"),
        ("The Baker would move to the Regional Bakery Director Job Family.", "Regional Bakery Director"),
        ("The next position in this job family is Senior Manager, Global Bread.", "Senior Manager, Global Bread"),
        ("The next step is to move to the Head Baker role or to the shop.", "Head Baker"),
        ("The next step in the Baker job family is not yet defined.", None),
        ("For more details, please review the page of careers.", None),
    ],
)
def test_a_career_ladder_names_the_next_family_or_none(text, family):
    found = career_ladder(blocks_of(f"## Career Ladder\n\n{text}"))

    assert found.content is not None
    assert (found.content["family"], found.content["text"]) == (family, text)
    assert [flag.code for flag in found.flags] == ([] if family else ["unknown_next_step"])


def test_pay_keeps_its_words_and_the_shares_it_states():
    found = compensation(
        blocks_of("""
            ## Compensation

            You get 60% as base and 40% based on commission.

            ### Compensation Calculator

            Ask for it.

            About Breadco is a company.
            """)
    )

    assert found.content is not None
    assert (found.content["base_share"], found.content["variable_share"]) == (0.6, 0.4)
    assert found.content["terms"] == "You get 60% as base and 40% based on commission.\nAsk for it."
    assert found.content["at"] == "Compensation; Compensation Calculator"
    assert [block.line for block in found.placed] == [4, 8]


@pytest.mark.parametrize("part", [career_ladder, compensation])
def test_a_heading_alone_says_nothing(part):
    found = part(blocks_of("## Career Ladder"))

    assert (found.content, found.flags, len(found.understood)) == (None, (), 1)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("The confidence gap exists. Apply despite your hesitations.", True),
        ("If you do not meet every requirement, we still want your application.", True),
        ("All requirements are listed above.", False),
        ("Has confidence", False),
    ],
)
def test_the_confidence_gap_is_known_by_its_words(text, is_one):
    assert is_confidence_gap(text) is is_one
