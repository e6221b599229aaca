"""How the text of a privacy notice is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.privacy import LONGEST, SHIPPED, NoticeTexts, Part, parts

WORDS = st.text(alphabet="abc あ", min_size=1).map(str.strip).filter(bool)


def test_a_heading_holds_the_paragraphs_below_it():
    assert parts("First.\n\n## What\n\nOne\nline.\n\nTwo.") == (
        Part("", ("First.",)),
        Part("What", ("One line.", "Two.")),
    )


def test_lines_of_japanese_are_joined_without_a_space():
    assert parts("ご応募\nの際") == (Part("", ("ご応募の際",)),)


@given(st.lists(WORDS, max_size=6))
def test_every_paragraph_is_kept_in_its_order(paragraphs):
    found = [text for part in parts("\n\n".join(paragraphs)) for text in part.paragraphs]

    assert [text.replace(" ", "") for text in found] == [text.replace(" ", "") for text in paragraphs]


def test_the_shipped_notice_says_the_same_in_both_languages():
    assert len(parts(SHIPPED.english)) == len(parts(SHIPPED.japanese)) == 8


@pytest.mark.parametrize(("language", "text"), [("en", "Yes"), ("ja", "はい")])
def test_each_language_has_its_text(language, text):
    assert NoticeTexts("Yes", "はい").within(language) == text


def test_without_a_japanese_text_the_english_one_is_read():
    assert NoticeTexts("Yes").within("ja") == "Yes"


@pytest.mark.parametrize(
    ("texts", "field"),
    [(NoticeTexts(" "), "english"), (NoticeTexts("a", "b" * (LONGEST + 1)), "japanese")],
)
def test_a_notice_can_be_read_by_everybody(texts, field):
    with pytest.raises(BadData) as refusal:
        texts.check()

    assert refusal.value.field == field
