"""Editing the catalogue: keys stay with their questions, other areas stay as they are, and every change has a name."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.catalogue import apply_edit, check_note, differences, edit_of, plain
from app.domain.catalogue_checks import (
    MOST,
    MOST_TO_AVOID,
    PRIVATE_WORDS,
    TEXT_LIMIT,
    AreaEdit,
    QuestionEdit,
    boundaries,
    cautions,
    check_edit,
)
from app.domain.competency import Competency, CompetencySet
from app.domain.do_not_ask import Topic
from app.domain.errors import BadData
from app.domain.versions import digest
from tests.domain.shipped import playbook

AREA = "results"
NEW = QuestionEdit("", "Which result are you proudest of, and why?", "Names what changed.", "Names an activity.")


def area_of(catalogue: CompetencySet) -> Competency:
    return catalogue.competency(AREA)


def untouched() -> AreaEdit:
    return edit_of(area_of(playbook().competencies))


def reworded(place: int, **texts: str | None) -> AreaEdit:
    """The edit that changes one question."""
    questions = list(untouched().questions)
    questions[place] = replace(questions[place], **texts)  # type: ignore[arg-type]
    return replace(untouched(), questions=tuple(questions))


def labels(edit: AreaEdit) -> list[str]:
    assert check_edit(edit, playbook(), AREA) == ()
    return [item.label for item in differences(untouched(), edit, playbook().scale)]


def faults(edit: AreaEdit) -> dict[str, str]:
    return {fault.field: fault.sentence for fault in check_edit(edit, playbook(), AREA)}


def test_an_edit_that_changes_nothing_makes_the_same_version():
    assert digest(apply_edit(playbook(), AREA, untouched())) == digest(playbook().competencies)


def test_a_reworded_question_keeps_its_key_and_all_else_stays():
    after = apply_edit(playbook(), AREA, reworded(1, text="What did the customer gain?"))

    assert [q.key for q in area_of(after).questions] == [q.key for q in untouched().questions]
    assert [item for item in after.competencies if item.key != AREA] == [
        item for item in playbook().competencies.competencies if item.key != AREA
    ]


def test_a_new_question_gets_a_key_that_no_other_has_and_the_same_each_time():
    edit = replace(untouched(), questions=(*untouched().questions, NEW))

    first, again = apply_edit(playbook(), AREA, edit), apply_edit(playbook(), AREA, edit)

    assert first == again
    assert area_of(first).questions[-1].key not in {q.key for q in untouched().questions}


def test_a_question_that_takes_the_words_another_one_had_gets_a_key_of_its_own():
    first = apply_edit(playbook(), AREA, replace(untouched(), questions=(*untouched().questions, NEW)))
    ground = replace(playbook(), competencies=first)
    reworded_again = replace(edit_of(area_of(first)).questions[-1], text="Which result came late?")
    edit = replace(edit_of(area_of(first)), questions=(*untouched().questions, reworded_again, NEW))

    keys = [q.key for q in area_of(apply_edit(ground, AREA, edit)).questions]

    assert len(set(keys)) == len(keys)
    assert keys[-1] == f"{keys[-2]}-2"


def test_a_removed_question_is_gone_from_the_new_version_only():
    edit = replace(untouched(), questions=untouched().questions[1:])

    after = apply_edit(playbook(), AREA, edit)

    assert area_of(after).questions == area_of(playbook().competencies).questions[1:]


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (untouched, []),
        (lambda: reworded(0, text="What came of it?"), ["Question 1"]),
        (
            lambda: reworded(1, strong="A figure.", weak="None."),
            ["Question 2, strong answer", "Question 2, weak answer"],
        ),
        (lambda: reworded(0, boundary="P5|P6"), ["Question 1, levels it tells apart"]),
        (lambda: replace(untouched(), questions=(*untouched().questions, NEW)), ["Question 6, new"]),
        (lambda: replace(untouched(), questions=untouched().questions[:-1]), ["Question 5, removed"]),
        (lambda: replace(untouched(), questions=untouched().questions[::-1]), ["Order of the questions"]),
        (lambda: replace(untouched(), anchors=("Rare.", *untouched().anchors[1:])), ["Anchor: Distinguished"]),
        (lambda: replace(untouched(), avoid=("Do not weigh the accent.",)), ["What not to ask or weigh"]),
        (lambda: replace(untouched(), avoid=untouched().avoid[::-1]), ["What not to ask or weigh"]),
    ],
)
def test_every_change_is_told_by_its_name(edit: Callable[[], AreaEdit], told: list[str]):
    assert labels(edit()) == told


texts = st.text("abcdefgh ", min_size=1, max_size=30).map(plain).filter(bool)
drawn_questions = st.builds(
    QuestionEdit,
    st.sampled_from(["", *(q.key for q in untouched().questions)]),
    texts,
    texts,
    texts,
    st.sampled_from([None, *boundaries(playbook().ladder)]),
)
drawn_edits = st.builds(
    AreaEdit,
    st.lists(drawn_questions, min_size=2, max_size=7).map(tuple),
    st.lists(texts, min_size=5, max_size=5).map(tuple),
    st.lists(texts, min_size=1, max_size=4, unique=True).map(tuple),
)


@settings(deadline=None)
@given(edit=drawn_edits)
def test_whatever_passes_the_checks_comes_back_from_the_new_version_word_for_word(edit: AreaEdit):
    if check_edit(edit, playbook(), AREA):
        with pytest.raises(BadData):
            apply_edit(playbook(), AREA, edit)
        return

    after = apply_edit(playbook(), AREA, edit)

    replace(playbook(), competencies=after).check()
    back = edit_of(area_of(after))
    assert replace(back, questions=tuple(replace(q, key="") for q in back.questions)) == replace(
        edit, questions=tuple(replace(q, key="") for q in edit.questions)
    )
    assert apply_edit(replace(playbook(), competencies=after), AREA, back) == after


@settings(deadline=None)
@given(edit=drawn_edits)
def test_nothing_differs_exactly_when_both_versions_are_the_same(edit: AreaEdit):
    if check_edit(edit, playbook(), AREA):
        return

    after = apply_edit(playbook(), AREA, edit)

    found = differences(untouched(), edit_of(area_of(after)), playbook().scale)
    assert (found == ()) == (after == playbook().competencies)
    assert all(item.before != item.after for item in found)


@settings(deadline=None)
@given(text=st.text())
def test_a_text_is_kept_as_one_paragraph_that_can_be_stored(text: str):
    kept = plain(text)

    assert plain(kept) == kept
    assert kept.split() == kept.split(" ") or kept == ""
    assert "\x00" not in kept
    kept.encode()


def test_the_checks_let_every_shipped_area_pass():
    areas = playbook().competencies.competencies

    assert [check_edit(edit_of(item), playbook(), item.key) for item in areas] == [()] * len(areas)


@pytest.mark.parametrize(
    ("edit", "field", "start"),
    [
        (lambda: reworded(0, text=""), "text-0", "Write the question"),
        (lambda: reworded(2, strong=" "), "strong-2", "Write what a strong answer"),
        (lambda: reworded(2, weak=""), "weak-2", "Write what a weak answer"),
        (lambda: reworded(1, text="a" * (TEXT_LIMIT + 1)), "text-1", "This text has 2,001 characters; up to 2,000"),
        (lambda: reworded(1, text=untouched().questions[0].text.upper()), "text-1", "This is question 1 again"),
        (lambda: reworded(1, boundary="P3|P6"), "boundary-1", "Choose two neighbouring levels"),
        (lambda: reworded(1, key="of-another-area"), "", "One of these questions is not of this area"),
        (lambda: reworded(1, key=untouched().questions[0].key), "", "One of these questions is not of this area"),
        (lambda: replace(untouched(), questions=untouched().questions[:1]), "", "An area needs two questions or more"),
        (lambda: replace(untouched(), questions=(NEW,) * (MOST + 1)), "", f"An area holds up to {MOST} questions"),
        (lambda: replace(untouched(), anchors=untouched().anchors[:4]), "", "An area needs 5 anchors"),
        (
            lambda: replace(untouched(), anchors=("", *untouched().anchors[1:])),
            "anchor-1",
            "Write what “Distinguished”",
        ),
        (lambda: replace(untouched(), anchors=("x" * 2001, *untouched().anchors[1:])), "anchor-1", "This text has"),
        (lambda: replace(untouched(), avoid=()), "avoid", "Write at least one thing"),
        (lambda: replace(untouched(), avoid=("a",) * (MOST_TO_AVOID + 1)), "avoid", "Keep it to 12 lines"),
        (lambda: replace(untouched(), avoid=("fine", "x" * 2001)), "avoid", "Line 2 is longer"),
    ],
)
def test_what_can_not_be_kept_is_refused_beside_its_field(edit: Callable[[], AreaEdit], field: str, start: str):
    found = faults(edit())

    assert found[field].startswith(start)
    with pytest.raises(BadData):
        apply_edit(playbook(), AREA, edit())


def test_two_anchors_may_not_say_the_same():
    first = untouched().anchors[0]

    found = faults(replace(untouched(), anchors=(first, first.upper(), *untouched().anchors[2:])))

    assert found == {"anchor-2": "This says the same as “Distinguished”. Write what tells the two apart."}


def test_a_question_of_another_area_is_refused_with_the_area_that_asks_it():
    theirs = playbook().competencies.competency("collaboration").questions[0].text

    assert faults(reworded(0, text=theirs))["text-0"].startswith("Collaboration asks this already")


def test_a_question_keeps_a_boundary_that_the_ladder_no_longer_has():
    ladder = playbook().ladder
    fewer = ladder.model_copy(update={"levels": tuple(level for level in ladder.levels if level.code != "P6")})

    assert check_edit(untouched(), replace(playbook(), ladder=fewer), AREA) == ()
    assert boundaries(fewer) == ("P3|P4", "P4|P5")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("How old were you when you sold your first account?", "How old"),
        ("Do you plan to start a family?", "start a family"),
        ("What is your current salary?", "salary"),
        ("Where are you from?", "Where are you from"),
        ("Are you a union member?", "union member"),
        ("Were you ever arrested?", "arrested"),
    ],
)
def test_a_question_that_asks_what_is_not_to_be_asked_is_named_but_not_refused(text: str, word: str):
    edit = reworded(0, text=text)

    found = cautions(edit, playbook().ladder)

    assert [item.text for item in found] == [text]
    assert found[0].reason.startswith(f"“{word}”: ")
    assert faults(edit) == {}


def test_every_topic_of_the_list_has_words_to_look_for():
    assert set(PRIVATE_WORDS) == set(Topic)


def test_a_text_that_tells_interviewers_a_level_is_named():
    found = cautions(reworded(0, strong="Works as a P5 would."), playbook().ladder)

    assert [item.text for item in found] == ["Works as a P5 would."]


def test_no_shipped_text_needs_a_caution():
    found = [cautions(edit_of(item), playbook().ladder) for item in playbook().competencies.competencies]

    assert [caution for area in found for caution in area] == []


def test_a_note_says_in_a_few_words_what_changed():
    assert check_note("  Clearer\nwords ") == "Clearer words"
    for note in ("", " \n", "x" * 501):
        with pytest.raises(BadData) as refusal:
            check_note(note)
        assert refusal.value.field == "note"
