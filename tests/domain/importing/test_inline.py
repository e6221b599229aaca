"""What a line shows to a reader: its words without any markup, and never less than its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.importing.inline import visible

PLAIN_WORDS = st.lists(st.text("abcdefgxyz", min_size=1, max_size=6), min_size=1, max_size=6).map(" ".join)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("a [link](https://example.org/a_(b) 'title') and [another][ref]", "a link and another"),
        (
            "![a picture](x.png) <https://example.org> https://example.org/x",
            "a picture https://example.org https://example.org/x",
        ),
        ("**bold *and* slanted** __too__ ~~gone~~ `code`", "bold and slanted too gone code"),
        ("5 * 3, snake_case, exceptions.*", "5 * 3, snake_case, exceptions.*"),
        ("Heading {: .toc} {:.x} {#here}", "Heading"),
        ("<%= partial 'x' %> {{ page.title }} {% raw %} kept", "kept"),
        ("one<br>two &amp; <b>three</b> <Speciality> Baker", "one two & three <Speciality> Baker"),
        ("a note[^1] and \\*stars\\*", "a note and *stars*"),
        ("[a remark](that is no address)", "[a remark](that is no address)"),
    ],
)
def test_markup_goes_and_words_stay(line, shown):
    assert visible(line) == shown


@given(PLAIN_WORDS, PLAIN_WORDS)
def test_a_link_shows_its_words_wherever_it_stands(before, words):
    assert visible(f"{before} **[{words}](/address)**") == f"{before} {words}"


@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_be_read(text):
    shown = visible(text)

    assert shown == " ".join(shown.split())
