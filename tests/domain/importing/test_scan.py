"""A page into blocks: headings, items, paragraphs and tables as people write them, with the lines of the file."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.importing.blocks import Heading, Item, Paragraph, Table
from app.domain.importing.scan import scan, scanned
from app.domain.importing.tree import sections


def blocks(text):
    return scan(dedent(text))


@pytest.mark.parametrize(
    ("line", "depth", "text"),
    [
        ("## Head Baker", 2, "Head Baker"),
        ("###Head Baker ###", 3, "Head Baker"),
        ("####  **Head Baker** {#baker}", 4, "Head Baker"),
        ("<h3 class='x'>Head <b>Baker</b></h3>", 3, "Head Baker"),
        ("Head Baker\n==========", 1, "Head Baker"),
        ("Head Baker\n---", 2, "Head Baker"),
    ],
)
def test_a_heading_is_read_however_it_is_marked(line, depth, text):
    assert scan(line) == (Heading(1, depth, text),)


def test_items_of_all_marks_are_items_and_indents_nest_them():
    found = blocks("""\
         * leading space
        * none
        + plus
          - nested
            1. deeper
        -without a space
        2) numbered
        _ wrong mark
        """)

    assert [(item.text, item.depth) for item in found] == [
        ("leading space", 0),
        ("none", 0),
        ("plus", 0),
        ("nested", 1),
        ("deeper", 2),
        ("without a space", 0),
        ("numbered", 0),
        ("wrong mark", 0),
    ]


def test_a_line_that_goes_on_belongs_to_its_item():
    found = blocks("""\
        - kneads the dough
          by hand
        - bakes it, and ensures
        all of it is good
         Bread included

          and cake
        """)

    assert [item.text for item in found] == [
        "kneads the dough by hand",
        "bakes it, and ensures all of it is good Bread included and cake",
    ]


def test_an_item_whose_mark_was_forgotten_is_an_item_and_is_flagged():
    page = scanned("- Kneads the dough.\nBakes the bread\n- Sells it\n")

    items = [block for block in page.blocks if isinstance(block, Item)]
    assert [item.text for item in items] == ["Kneads the dough.", "Bakes the bread", "Sells it"]
    assert [(flag.code, flag.line) for flag in page.flags] == [("item_without_mark", 2)]


def test_a_rule_is_no_item_and_no_heading():
    assert scan("***\n\n- - -\n\nA long sentence that ends here.\n---\n") == (
        Paragraph(5, "A long sentence that ends here."),
    )


def test_what_nobody_sees_is_no_text():
    page = scanned(
        "\ufeff---\ntitle: 'Bakers'\n---\n<!-- two\nlines -->\n<iframe\nsrc='x'> </iframe>\n* TOC\n{:toc}\nBread\n"
    )

    assert page.front == {"title": "Bakers"}
    assert page.blocks == (Paragraph(10, "Bread"),)


def test_bold_text_alone_on_its_line_is_a_paragraph_of_its_own():
    assert blocks("**Market:**\nMany have one.") == (
        Paragraph(1, "Market:", is_bold=True),
        Paragraph(2, "Many have one."),
    )


def test_fenced_text_is_kept_and_its_marks_mean_nothing():
    assert scan("```yaml\n# no heading\n- no item\n```\n") == (Paragraph(2, "# no heading - no item"),)


def test_a_heading_in_a_quotation_is_bold_text():
    assert scan("> ## Why\n> because\n") == (Paragraph(1, "Why", is_bold=True), Paragraph(2, "because"))


def test_tables_end_where_they_end():
    found = blocks("""\
        before <table><tr><td>a</td></tr></table> after

        | b |
        |---|
        | c |
        below
        """)

    assert [type(block) for block in found] == [Paragraph, Table, Paragraph, Table, Paragraph]


def test_a_table_that_nothing_closes_ends_before_the_next_heading():
    found = scan("<table>\n<tr><td>a\n## Next\n- item\n")

    assert [type(block) for block in found] == [Table, Heading, Item]


def test_sections_nest_by_depth_and_the_top_has_none():
    tree = sections(
        blocks("""\
        top
        ## A
        ### B
        text
        ## C
        """)
    )

    assert [section.heading.text if section.heading else None for section in tree] == [None, "A", "C"]
    assert tree[1].children[0].blocks == (Paragraph(4, "text"),)


@given(st.text("ab .\n#*-+_|<>/td`~0123[]()\"'=\t", max_size=300))
def test_no_word_of_letters_is_lost_whatever_is_written(text):
    words = [word for word in text.replace("\t", " ").split() if set(word) <= set("ab")]

    shown = " ".join(
        " ".join(cell.text for row in block.rows for cell in row) if isinstance(block, Table) else block.text
        for block in scan(text)
    )

    inside_tags = text.count("<") and text.count(">")
    assert inside_tags or all(word in shown for word in words)
