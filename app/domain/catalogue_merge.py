"""Two edits of one area that were made from the same version: the later one put on top of the earlier one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from app.domain.catalogue_checks import AreaEdit, QuestionEdit

T = TypeVar("T")


def merged(base: AreaEdit, theirs: AreaEdit, yours: AreaEdit) -> AreaEdit:
    """What `theirs` becomes with everything that `yours` changed since `base`. Where both changed a text, yours stands.

    A question that they removed and you changed comes back as a new one; one that you removed goes.

    Args:
        base: the area in the version that both were made from.
        theirs: the area as it was published meanwhile.
        yours: the area as the later editor left it.

    Returns:
        an edit of the version that was published meanwhile: its keys are the ones that this version has.
    """
    return AreaEdit(
        _questions(base.questions, theirs.questions, yours.questions),
        tuple(map(_either, base.anchors, theirs.anchors, yours.anchors)),
        _lines(base.avoid, theirs.avoid, yours.avoid),
    )


def _either(base: T, theirs: T, yours: T) -> T:
    return theirs if yours == base else yours


def _lines(base: Sequence[str], theirs: Sequence[str], yours: Sequence[str]) -> tuple[str, ...]:
    """Line by line, unless only one of the two changed anything."""
    if base in (theirs, yours):
        return tuple(_either(base, theirs, yours))
    stay = [line for line in theirs if line in yours or line not in base]
    return (*stay, *(line for line in yours if line not in base and line not in stay))


def _questions(
    base: Sequence[QuestionEdit], theirs: Sequence[QuestionEdit], yours: Sequence[QuestionEdit]
) -> tuple[QuestionEdit, ...]:
    was = {question.key: question for question in base}
    found = (_question(question, was, theirs) for question in yours)
    mine = [question for question in found if question is not None]
    here = {question.key for question in mine}
    added = [question for question in theirs if question.key not in was and question.key not in here]
    if _keys(theirs) == _keys(base) or _has_moved(base, yours):
        return (*mine, *added)
    return _as_in(theirs, [*mine, *added])


def _question(
    yours: QuestionEdit, was: Mapping[str, QuestionEdit], theirs: Sequence[QuestionEdit]
) -> QuestionEdit | None:
    """Your question on top of theirs; None when they removed it and you left it as it was."""
    base = was.get(yours.key)
    if base is None:
        same = (question.key for question in theirs if question.key not in was and question.text == yours.text)
        return replace(yours, key=next(same, ""))
    now = next((question for question in theirs if question.key == base.key), None)
    if now is None:
        return None if yours == base else replace(yours, key="")
    return QuestionEdit(
        base.key,
        _either(base.text, now.text, yours.text),
        _either(base.strong, now.strong, yours.strong),
        _either(base.weak, now.weak, yours.weak),
        _either(base.boundary, now.boundary, yours.boundary),
    )


def _keys(questions: Sequence[QuestionEdit]) -> list[str]:
    return [question.key for question in questions]


def _has_moved(base: Sequence[QuestionEdit], yours: Sequence[QuestionEdit]) -> bool:
    """Whether you put questions that were there into another order."""
    kept = [key for key in _keys(yours) if key in _keys(base)]
    return kept != [key for key in _keys(base) if key in kept]


def _as_in(theirs: Sequence[QuestionEdit], questions: Sequence[QuestionEdit]) -> tuple[QuestionEdit, ...]:
    """In their order; what they do not have comes last."""
    place = {key: number for number, key in enumerate(_keys(theirs))}
    return tuple(sorted(questions, key=lambda question: place.get(question.key, len(place))))
