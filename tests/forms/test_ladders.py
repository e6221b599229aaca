"""The form of an area: what a browser sends becomes the same edit, and whatever else is sent does no harm."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.domain.catalogue import edit_of
from app.domain.catalogue_checks import AreaEdit, QuestionEdit
from forms.ladders.catalogue import ADD, DOWN, NO_VERSION, PREVIEW, REMOVE, ROWS, UP, AreaForm, act_in, moved, seen_in
from tests.domain.shipped import playbook

SEEN = "ab" * 32
EDIT = edit_of(playbook().competencies.competency("results"))
questions = st.lists(st.builds(QuestionEdit, *[st.text("abc")] * 4), max_size=6).map(tuple)


@pytest.fixture
def _request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def sent_by(form: AreaForm) -> "MultiDict[str, str]":
    return MultiDict({field.name: field.data or "" for field in form})


def posted(sent: "MultiDict[str, str]") -> AreaForm:
    return AreaForm.for_edit(EDIT, playbook(), seen=SEEN, sent=sent)


@pytest.mark.usefixtures("_request")
def test_a_form_sent_as_it_stands_is_the_edit_that_changes_nothing():
    form = AreaForm.for_edit(EDIT, playbook(), seen=SEEN)

    assert posted(sent_by(form)).edit() == EDIT


@pytest.mark.usefixtures("_request")
def test_every_shipped_area_comes_through_the_form_word_for_word():
    for area in playbook().competencies.competencies:
        form = AreaForm.for_edit(edit_of(area), playbook(), seen=SEEN)

        assert posted(sent_by(form)).edit() == edit_of(area)


@pytest.mark.usefixtures("_request")
def test_what_a_form_leaves_out_is_empty_and_never_what_is_published():
    form = posted(MultiDict({"count": "2", "text-0": "Only this?"}))

    empty = QuestionEdit("", "", "", "")
    assert form.edit() == AreaEdit((QuestionEdit("", "Only this?", "", ""), empty), ("",) * 5, ())


@pytest.mark.usefixtures("_request")
@pytest.mark.parametrize("count", ["", "-1", "1e3", "9999999999", "٣", "\x00"])
def test_a_number_of_questions_that_is_none_is_no_question(count: str):
    assert posted(MultiDict({"count": count, "text-0": "Kept?"})).edit().questions == ()


@pytest.mark.usefixtures("_request")
def test_more_questions_than_a_version_holds_are_cut_one_above():
    assert len(posted(MultiDict({"count": "999"})).edit().questions) == ROWS


@pytest.mark.usefixtures("_request")
def test_texts_come_as_one_paragraph_and_the_list_as_one_line_each():
    sent = sent_by(AreaForm.for_edit(EDIT, playbook(), seen=SEEN))
    sent["text-0"] = " What\r\ncame\x00 of it? "
    sent["avoid"] = "First.\r\n\r\n  Second. \n"

    edit = posted(sent).edit()

    assert edit.questions[0].text == "What came of it?"
    assert edit.avoid == ("First.", "Second.")


@pytest.mark.usefixtures("_request")
def test_a_boundary_from_nowhere_is_not_offered_and_is_left_to_the_check():
    sent = sent_by(AreaForm.for_edit(EDIT, playbook(), seen=SEEN))
    sent["boundary-0"] = "P2|P9"

    form = posted(sent)

    offered = form.rows()[0].boundary()
    assert [pair in offered for pair in ("P2|P9", "P3|P4", "P4|P5", "P5|P6")] == [False, True, True, True]
    assert form.edit().questions[0].boundary == "P2|P9"


@pytest.mark.usefixtures("_request")
def test_everything_is_kept_for_a_page_that_sends_it_again():
    form = AreaForm.for_edit(EDIT, playbook(), seen=SEEN, note="Why.")

    kept = dict(form.kept())

    assert (kept["seen"], kept["note"]) == (SEEN, "Why.")
    assert posted(MultiDict(kept)).edit() == EDIT
    assert "csrf_token" not in kept


@given(listed=questions, place=st.integers(0, 7))
def test_moving_down_and_up_again_changes_nothing(listed: tuple[QuestionEdit, ...], place: int):
    assert moved(moved(listed, DOWN, place), UP, place + 1) == listed or place + 1 >= len(listed)
    assert sorted(map(str, moved(listed, UP, place))) == sorted(map(str, listed))


@given(listed=questions, place=st.integers(0, 7))
def test_only_adding_and_removing_change_how_many_there_are(listed: tuple[QuestionEdit, ...], place: int):
    assert len(moved(listed, ADD, place)) == len(listed) + 1
    assert len(moved(listed, REMOVE, place)) == len(listed) - (place < len(listed))


@given(sent=st.dictionaries(st.sampled_from(["seen", "act"]), st.text()))
def test_whatever_is_sent_names_a_version_and_a_button(sent: dict[str, str]):
    act, place = act_in(sent)

    assert len(seen_in(sent)) == len(NO_VERSION)
    assert act
    assert 0 <= place < 1000


@pytest.mark.parametrize(
    ("sent", "meant"),
    [("publish", ("publish", ROWS)), ("up-3", (UP, 3)), ("remove-12", (REMOVE, 12)), ("", (PREVIEW, ROWS))],
)
def test_a_button_says_what_it_does_and_to_which_question(sent: str, meant: tuple[str, int]):
    assert act_in({"act": sent}) == meant
