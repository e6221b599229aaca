"""Editing the competency catalogue: what of an area can be edited, the set that an edit makes, how two areas differ."""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.catalogue_checks import AreaEdit, QuestionEdit, check_edit
from app.domain.competency import Anchor, Competency, CompetencySet, Question
from app.domain.errors import BadData
from app.domain.playbook import Playbook
from app.domain.scale import Scale

NOTE_LIMIT = 500
MARK_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two texts of an area say different things. A text is empty where there is none."""

    label: str
    before: str
    after: str


def plain(text: str) -> str:
    """A text as the catalogue keeps it: one paragraph, single spaces, nothing that can't be stored or seen."""
    kept = (sign for sign in text if sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cs"})
    return " ".join("".join(kept).split())


def edit_of(competency: Competency) -> AreaEdit:
    """The edit that changes nothing."""
    questions = (QuestionEdit(q.key, q.text, q.strong, q.weak, q.boundary) for q in competency.questions)
    return AreaEdit(tuple(questions), tuple(anchor.text for anchor in competency.anchors), competency.avoid)


def apply_edit(playbook: Playbook, area: str, edit: AreaEdit) -> CompetencySet:
    """The catalogue with one area as the edit leaves it.

    A question that was there keeps its key; a new one gets a key that no other question has, the same each time.

    Args:
        playbook: the catalogue that the edit was made from, with the scale and the ladder that it has to fit.
        area: key of the area.
        edit: everything of the area that can be edited.

    Returns:
        the new catalogue; all other areas are as they were.

    Raises:
        BadData: naming the first field of the edit that can't be kept, or an area that is not there.
    """
    for fault in check_edit(edit, playbook, area):
        raise BadData(fault.sentence, field=fault.field or None)
    before = playbook.competencies.competency(area)
    points = (point.value for point in playbook.scale.points)
    after = Competency(
        **{name: getattr(before, name) for name in Competency.model_fields if name not in AreaEdit.__slots__},
        questions=_questions(area, edit.questions, taken=_keys(playbook.competencies)),
        anchors=tuple(Anchor(point=point, text=text) for point, text in zip(points, edit.anchors, strict=True)),
        avoid=edit.avoid,
    )
    others = (after if item.key == area else item for item in playbook.competencies.competencies)
    return CompetencySet(key=playbook.competencies.key, competencies=tuple(others))


def _keys(catalogue: CompetencySet) -> set[str]:
    return {question.key for item in catalogue.competencies for question in item.questions}


def _questions(area: str, edits: Iterable[QuestionEdit], *, taken: set[str]) -> tuple[Question, ...]:
    made = []
    for edit in edits:
        key = edit.key or _fresh_key(area, edit.text, taken)
        taken.add(key)
        made.append(Question(key=key, text=edit.text, strong=edit.strong, weak=edit.weak, boundary=edit.boundary))
    return tuple(made)


def _fresh_key(area: str, text: str, taken: set[str]) -> str:
    """A key made from the words, so that sending the same form twice makes the same catalogue."""
    stem = f"{area.replace('_', '-')}-{hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]}"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key


WHAT_CHANGED = "Say in a few words what changed and why. It stands in the history of versions."


def check_note(note: str, *, when_empty: str = WHAT_CHANGED) -> str:
    """Refuse to publish without saying what changed, or to do something else without saying why.

    Args:
        note: what was written.
        when_empty: the sentence that asks for it.

    Returns:
        the note as it is kept.

    Raises:
        BadData: naming the field.
    """
    kept = plain(note)
    if not kept:
        raise BadData(when_empty, field="note")
    if len(kept) > NOTE_LIMIT:
        met = f"This note has {len(kept):,} characters; up to {NOTE_LIMIT:,} are kept."
        raise BadData(f"{met} Shorten it.", field="note")
    return kept


def differences(before: AreaEdit, after: AreaEdit, scale: Scale) -> tuple[Difference, ...]:
    """Every place where two texts of an area differ: questions in the order of the later one, anchors, avoid list.

    Returns:
        nothing exactly when both say the same.
    """
    was = {question.key: question for question in before.questions}
    found: list[Difference] = []
    for number, question in enumerate(after.questions, 1):
        found += _changed(f"Question {number}", was.get(question.key), question)
    stays = {question.key for question in after.questions}
    for number, question in enumerate(before.questions, 1):
        if question.key not in stays:
            found.append(Difference(f"Question {number}, removed", _whole(question), ""))
    found += _order(before, after)
    for point, old, new in zip(scale.points, before.anchors, after.anchors, strict=True):
        if old != new:
            found.append(Difference(f"Anchor: {point.name}", old, new))
    return (*found, *_avoided(before.avoid, after.avoid))


def _changed(label: str, old: QuestionEdit | None, new: QuestionEdit) -> list[Difference]:
    if old is None:
        return [Difference(f"{label}, new", "", _whole(new))]
    sides: Mapping[str, tuple[str, str]] = {
        "": (old.text, new.text),
        ", strong answer": (old.strong, new.strong),
        ", weak answer": (old.weak, new.weak),
        ", levels it tells apart": (in_words(old.boundary), in_words(new.boundary)),
    }
    return [Difference(f"{label}{part}", *texts) for part, texts in sides.items() if texts[0] != texts[1]]


def _whole(question: QuestionEdit) -> str:
    levels = f"\nTells apart: {in_words(question.boundary)}" if question.boundary else ""
    return f"{question.text}\nStrong: {question.strong}\nWeak: {question.weak}{levels}"


def in_words(boundary: str | None) -> str:
    """ "P3 and P4", or "none"."""
    return boundary.replace("|", " and ") if boundary else "none"


def _order(before: AreaEdit, after: AreaEdit) -> list[Difference]:
    """The questions that both have, when they stand in another order."""
    both = {question.key for question in before.questions} & {question.key for question in after.questions}
    old = [question for question in before.questions if question.key in both]
    new = [question for question in after.questions if question.key in both]
    if [question.key for question in old] == [question.key for question in new]:
        return []
    return [Difference("Order of the questions", _numbered(old), _numbered(new))]


def _numbered(questions: Iterable[QuestionEdit]) -> str:
    return "\n".join(f"{number}. {question.text}" for number, question in enumerate(questions, 1))


def _avoided(before: tuple[str, ...], after: tuple[str, ...]) -> list[Difference]:
    """Only the lines that differ; all of them when it is their order alone."""
    if before == after:
        return []
    gone = [line for line in before if line not in after]
    came = [line for line in after if line not in before]
    if not gone and not came:
        gone, came = list(before), list(after)
    return [Difference("What not to ask or weigh", "\n".join(gone), "\n".join(came))]
