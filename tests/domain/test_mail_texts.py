"""Texts of messages: tokens are known or refused, never blank, never read in a value; and how a text is laid out."""

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.mail_kinds import KINDS, TO_CANDIDATE, TO_LEAD, TOKENS
from app.domain.mail_texts import (
    LONGEST_BODY,
    LONGEST_SUBJECT,
    MailText,
    Run,
    check_template,
    examples,
    fill,
    write,
)

BODY = "Hello {{ name }},\n\n{{ choose_link }}"
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def refusal(subject: str, body: str, kind: str = "invitation_sent") -> BadData:
    with pytest.raises(BadData) as caught:
        check_template(kind, subject, body)
    return caught.value


def filled(body: str, **values: str) -> str:
    return fill(MailText("Subject", body), examples("invitation_sent", "en") | values)[1]


def test_a_text_of_known_tokens_is_kept_as_it_was_written():
    assert check_template("invitation_sent", " Choose ", BODY + "\r\n") == MailText("Choose", BODY)


def test_an_unknown_token_is_refused_with_the_nearest_one():
    error = refusal("Choose", BODY.replace("name", "nmae"))

    assert error.field == "body"
    assert error.message == "There is no token {{ nmae }}. Did you mean {{ name }}?"


def test_a_token_of_another_message_is_refused_as_such():
    assert "belongs to others" in refusal("Choose", BODY + "{{ kit_link }}").message


@pytest.mark.parametrize("broken", ["{{ name", "name }}", "{{ {{ name }}", "{% if name %}", "{# name #}", "{{{name}}}"])
def test_broken_braces_are_refused(broken: str):
    assert "stands alone" in refusal("Choose", BODY + broken).message


def test_an_empty_token_is_refused():
    assert "There is no token" in refusal("Choose", BODY + "{{ }}").message


@pytest.mark.parametrize("logic", ["{{ name.__class__ }}", "{{ 7*7 }}", "{{ config }}", "{{ name|safe }}"])
def test_there_is_no_logic_in_a_token(logic: str):
    assert "There is no token" in refusal("Choose", BODY + logic).message


def test_a_text_without_the_token_that_nobody_can_do_without_is_refused():
    error = refusal("Choose", "Hello {{ name }}")

    assert error.field == "body"
    assert "{{ choose_link }}" in error.message


@pytest.mark.parametrize("token", ["choose_link", "people"])
def test_addresses_and_lists_stay_out_of_the_subject(token: str):
    assert refusal(f"Choose {{{{ {token} }}}}", BODY).field == "subject"


@pytest.mark.parametrize(
    ("subject", "body", "field"),
    [
        ("", BODY, "subject"),
        ("Choose", " \n ", "body"),
        ("c" * (LONGEST_SUBJECT + 1), BODY, "subject"),
        ("Choose", BODY + "x" * LONGEST_BODY, "body"),
        ("Choose\nBcc: you@example.org", BODY, "subject"),
    ],
)
def test_what_is_empty_too_long_or_two_lines_is_refused_at_its_field(subject: str, body: str, field: str):
    assert refusal(subject, body).field == field


@pytest.mark.parametrize("value", ["", "  ", "\n"])
def test_a_token_without_a_value_is_never_left_blank(value: str):
    with pytest.raises(BadData, match="name"):
        filled(BODY, name=value)


def test_nothing_in_a_value_is_read_as_a_token():
    assert "{{ contact }}" in filled("Hello {{ name }}", name="{{ contact }}")


def test_a_subject_has_no_line_breaks_whatever_its_values_hold():
    text = MailText("For {{ name }}", BODY)

    subject, _ = fill(text, examples("invitation_sent", "en") | {"name": "A\r\nBcc: x@example.org\u2028B"})

    assert subject == "For A Bcc: x@example.org B"


def test_a_name_over_two_lines_stays_in_one():
    assert filled("Hello {{ name }}", name="A\n\n- B") == "Hello A - B"


def test_a_list_keeps_its_lines():
    assert filled("{{ people }}", people="- A\n- B") == "- A\n- B"


def test_a_line_that_is_only_an_address_becomes_a_button_with_words_in_the_language_of_the_text():
    written = write(MailText("Subject", "{{ choose_link }}"), {"choose_link": "https://a.example/x"}, language="ja")

    assert [block.kind for block in written.blocks] == ["button"]
    assert written.blocks[0].lines == ((Run("日時を選ぶ", "https://a.example/x"),),)
    assert written.text == "https://a.example/x"


def test_the_way_out_is_a_smaller_button_than_the_way_in():
    text = MailText("Subject", "{{ kit_link }}\n{{ cannot_link }}")

    written = write(text, examples("interview_booked", "en"), language="en")

    assert [block.kind for block in written.blocks] == ["button", "quiet"]


def test_where_there_is_no_address_the_words_stand_there():
    written = write(MailText("Subject", "{{ booking_link }}"), {"booking_link": "Write to Ruth."}, language="en")

    assert written.blocks[0].kind == "paragraph"


def test_addresses_that_the_author_wrote_become_links_without_the_full_stop():
    written = write(MailText("Subject", "See https://example.org/a."), {}, language="en")

    assert [run for run in written.blocks[0].lines[0] if run.href] == [Run(*["https://example.org/a"] * 2)]


def test_an_address_in_a_name_is_no_link():
    written = write(MailText("Subject", "Hello {{ name }}"), {"name": "https://evil.example"}, language="en")

    assert all(run.href == "" for run in written.blocks[0].lines[0])


def test_a_script_for_a_link_is_no_link():
    written = write(MailText("Subject", "{{ where }}"), {"where": "javascript:alert(1)"}, language="en")

    assert written.blocks[0].lines == ((Run("javascript:alert(1)"),),)


def test_lines_with_a_dash_are_a_list_and_empty_lines_end_a_paragraph():
    written = write(MailText("Subject", "One\ntwo\n\nthree:\n{{ people }}"), {"people": "- A\n- B"}, language="en")

    assert [(block.kind, len(block.lines)) for block in written.blocks] == [
        ("paragraph", 2),
        ("paragraph", 1),
        ("list", 2),
    ]


@given(words)
def test_any_text_is_filled_or_refused_with_a_sentence(text: str):
    try:
        kept = check_template("application_declined", "Subject", text)
    except BadData as error:
        event(f"refused at {error.field}")
    else:
        assert fill(kept, examples("application_declined", "en"))[1]


@given(words)
def test_any_value_is_filled_in_or_refused_and_leaves_the_subject_in_one_line(value: str):
    text = MailText("{{ name }}", "{{ name }}")
    try:
        subject, body = fill(text, {"name": value})
    except BadData:
        assert not value.split() or not value.isprintable()
    else:
        assert subject == body
        assert len(subject.splitlines()) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_token_of_a_kind_is_explained_and_what_it_needs_is_among_them(kind: str):
    assert set(KINDS[kind].tokens) <= set(TOKENS)
    assert set(KINDS[kind].required) <= set(KINDS[kind].tokens)
    assert len(kind) <= 40


def test_every_text_for_another_reader_is_a_kind_of_its_own():
    assert {*TO_CANDIDATE.values(), *TO_LEAD.values()} <= set(KINDS)
