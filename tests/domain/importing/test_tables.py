"""Tables as pages leave them, into cells."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.importing.blocks import Table
from app.domain.importing.tables import html_table, pipe_table

TAGS = ("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<td colspan='3'>", "<p>", "<ul><li>", "<br/>")
PIECES = st.sampled_from((*TAGS, "<b>", "</b>", "&amp;", "\n", "\n\n", "- one ", "two ", "| three |"))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_a_table_without_a_single_closing_tag_is_read_whole():
    table = html_table(["<TABLE><TR><TH COLSPAN=2>Bakers", "<TR><TD>Crust<TD>Crumb &amp; core", "<P>Salt"], 7)

    assert texts(table) == [["Bakers"], ["Crust", "Crumb & core\nSalt"]]
    assert (table.rows[0][0].columns, table.rows[0][0].is_header) == (2, True)
    assert [cell.line for cell in table.rows[1]] == [8, 8]


def test_lists_breaks_and_empty_lines_inside_a_cell_begin_paragraphs():
    table = html_table(
        ["<table><tr><td>One<br>two", "", "- three", "four<ul><li>five<li>six</ul></td></tr></table>"], 1
    )

    assert table.rows[0][0].paragraphs == ("One", "two", "- three four", "five", "six")


def test_a_table_inside_a_cell_stays_in_that_cell():
    table = html_table(["<table><tr><td>out<table><tr><td>in<td>side</table>er</td><td>next</td></tr></table>"], 1)

    assert texts(table) == [["out\nin\nside\ner", "next"]]


def test_text_between_cells_and_behind_the_table_goes_into_the_cell_before_it():
    table = html_table(["<table><tr><td>a</td>stray<td>b</td></tr></table> tail"], 1)

    assert texts(table) == [["a\nstray", "b"], ["tail"]]


def test_bold_through_and_through_marks_a_header():
    table = html_table(["<table><tr><td><strong>Level</strong></td><td><b>In</b> part</td></tr></table>"], 1)

    assert [cell.is_header for cell in table.rows[0]] == [True, False]


def test_a_row_without_text_has_no_cells():
    assert texts(html_table(["<table><tr><td></td><td> </td></tr><tr><td>a</td></tr></table>"], 1)) == [[], ["a"]]


def test_pipes_make_a_table_with_or_without_the_outer_ones():
    within = pipe_table(["| Title | Grade |", "|:--|--:|", "| Baker \\| Miller | **7** |"], 3)
    without = pipe_table(["Title | Grade", "--|--", "Baker \\| Miller | **7**"], 3)

    assert texts(within) == texts(without) == [["Title", "Grade"], ["Baker | Miller", "7"]]
    assert [cell.is_header for cell in within.rows[0]] == [True, True]
    assert [cell.line for cell in within.rows[1]] == [5, 5]


def test_a_dash_in_a_later_row_is_no_line_of_dashes():
    assert texts(pipe_table(["| a | b |", "|---|---|", "| c | d |", "| - | - |"], 1))[-1] == ["-", "-"]


@given(st.lists(PIECES, max_size=40))
def test_every_word_of_a_broken_table_lands_in_a_cell(pieces):
    page = "".join(pieces)

    for table in (html_table(page.split("\n"), 1), pipe_table(page.split("\n"), 1)):
        found = " ".join(text for row in texts(table) for text in row)
        assert [found.count(word) for word in ("one", "two", "three")] == [
            page.count(w) for w in ("one", "two", "three")
        ]
