"""An edit put on top of another one: nothing that either changed is lost, and an edit on top of nothing is itself."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.catalogue import apply_edit, edit_of
from app.domain.catalogue_checks import AreaEdit, QuestionEdit, check_edit
from app.domain.catalogue_merge import merged
from tests.domain.shipped import playbook

AREA = "results"
BASE = edit_of(playbook().competencies.competency(AREA))


def asking(place: int, **texts: str) -> AreaEdit:
    questions = list(BASE.questions)
    questions[place] = replace(questions[place], **texts)
    return replace(BASE, questions=tuple(questions))


def new(text: str) -> QuestionEdit:
    return QuestionEdit("", text, f"Strong: {text}", f"Weak: {text}")


def published(edit: AreaEdit) -> AreaEdit:
    """The edit as it comes back once it is published: every question has a key."""
    return edit_of(apply_edit(playbook(), AREA, edit).competency(AREA))


@st.composite
def edits(draw: st.DrawFn) -> AreaEdit:
    """Some of the questions in any order, some of them reworded, new ones among them; anchors and lines likewise."""
    kept = draw(st.lists(st.sampled_from(BASE.questions), min_size=2, unique=True))
    words = st.text("abc", min_size=1, max_size=6)
    questions = [replace(q, strong=draw(words)) if draw(st.booleans()) else q for q in kept]
    for text in draw(st.lists(words, max_size=2, unique=True)):
        questions.insert(draw(st.integers(0, len(questions))), new(text))
    anchors = [f"{text} {draw(words)}" if draw(st.booleans()) else text for text in BASE.anchors]
    avoid = [*draw(st.lists(st.sampled_from(BASE.avoid), unique=True)), *draw(st.lists(words, max_size=2, unique=True))]
    return AreaEdit(tuple(questions), tuple(anchors), tuple(avoid or ["One."]))


@settings(deadline=None)
@given(yours=edits())
def test_an_edit_on_top_of_nothing_new_is_itself(yours: AreaEdit):
    assert merged(BASE, BASE, yours) == yours


@settings(deadline=None)
@given(theirs=edits())
def test_an_untouched_form_on_top_of_an_edit_is_that_edit(theirs: AreaEdit):
    assert merged(BASE, published(theirs), BASE) == published(theirs)


@settings(deadline=None)
@given(edit=edits())
def test_the_same_edit_twice_is_the_edit(edit: AreaEdit):
    assert merged(BASE, published(edit), edit) == published(edit)


@settings(deadline=None)
@given(theirs=edits(), yours=edits())
def test_two_edits_make_one_whose_questions_are_of_the_newest_version(theirs: AreaEdit, yours: AreaEdit):
    ground = apply_edit(playbook(), AREA, theirs)

    both = merged(BASE, edit_of(ground.competency(AREA)), yours)

    faults = check_edit(both, replace(playbook(), competencies=ground), AREA)
    assert {fault.field.partition("-")[0] for fault in faults} <= {"text", "avoid", ""}
    assert not any("not of this area" in fault.sentence for fault in faults)
    reworded = {q.strong for q in yours.questions} - {q.strong for q in BASE.questions}
    assert reworded <= {q.strong for q in both.questions}


def test_changes_of_different_places_are_both_kept():
    theirs, yours = asking(0, text="Theirs?"), replace(asking(1, weak="Mine."), anchors=("Mine.", *BASE.anchors[1:]))

    both = merged(BASE, theirs, yours)

    assert (both.questions[0].text, both.questions[1].weak, both.anchors[0]) == ("Theirs?", "Mine.", "Mine.")


def test_where_both_changed_a_text_yours_stands_beside_the_rest_of_theirs():
    both = merged(BASE, asking(0, text="Theirs?", weak="Theirs."), asking(0, text="Mine?"))

    assert (both.questions[0].text, both.questions[0].weak) == ("Mine?", "Theirs.")


def test_a_question_that_they_removed_comes_back_as_a_new_one_if_you_changed_it():
    theirs = replace(BASE, questions=BASE.questions[1:])

    left, changed = merged(BASE, theirs, BASE), merged(BASE, theirs, asking(0, text="Mine?"))

    assert left == theirs
    assert [q.key for q in changed.questions] == [*(q.key for q in theirs.questions), ""]
    assert changed.questions[-1].text == "Mine?"


def test_a_question_that_you_removed_goes_and_one_that_they_added_stays():
    theirs = published(replace(BASE, questions=(*BASE.questions, new("Theirs?"))))
    yours = replace(BASE, questions=BASE.questions[:-1])

    both = merged(BASE, theirs, yours)

    assert [q.text for q in both.questions] == [*(q.text for q in BASE.questions[:-1]), "Theirs?"]


def test_your_order_stands_when_you_moved_questions_and_else_theirs():
    turned = replace(BASE, questions=BASE.questions[::-1])

    assert merged(BASE, turned, asking(0, text="Mine?")).questions[-1].text == "Mine?"
    assert merged(BASE, asking(0, text="Theirs?"), turned).questions[-1].text == "Theirs?"


def test_lines_of_the_avoid_list_are_put_together():
    theirs, yours = replace(BASE, avoid=(*BASE.avoid[1:], "Theirs.")), replace(BASE, avoid=(*BASE.avoid[:-1], "Mine."))

    assert merged(BASE, theirs, yours).avoid == (*BASE.avoid[1:-1], "Theirs.", "Mine.")
