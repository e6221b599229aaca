"""What an edit of one area may say: refusals beside their fields, and cautions that refuse nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from app.domain.competency import CompetencySet
from app.domain.do_not_ask import Topic, entry
from app.domain.ladder import Ladder
from app.domain.playbook import Playbook

TEXT_LIMIT = 2_000
FEWEST, MOST = 2, 20
MOST_TO_AVOID = 12


@dataclass(frozen=True, slots=True)
class QuestionEdit:
    """A question as an editor leaves it; `key` is empty for a new one. `boundary` is never shown to interviewers."""

    key: str
    text: str
    strong: str
    weak: str
    boundary: str | None = None


@dataclass(frozen=True, slots=True)
class AreaEdit:
    """Everything of an area that can be edited. `anchors` holds one text for each point of the scale, best first."""

    questions: tuple[QuestionEdit, ...]
    anchors: tuple[str, ...]
    avoid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an edit can't be kept as it is; `field` is empty when it concerns no single field."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Caution:
    """A text that can be kept, and what to think of first."""

    text: str
    reason: str


def boundaries(ladder: Ladder) -> tuple[str, ...]:
    """Neighbouring levels that a question can tell apart, lowest first, such as "P3|P4"."""
    codes = [level.code for level in ladder.levels_in_use()]
    return tuple(f"{low}|{high}" for low, high in pairwise(codes))


def check_edit(edit: AreaEdit, playbook: Playbook, area: str) -> tuple[Fault, ...]:
    """Everything that keeps an edit from being published, in the order of the page.

    Args:
        edit: what an editor left. Its fields are called `text-0`, `strong-0`, `weak-0`, `boundary-0` and so on,
            `anchor-1` to the last point of the scale, and `avoid`.
        playbook: the catalogue that the edit was made from, with scale and ladder.
        area: key of the area.

    Raises:
        BadData: if the catalogue has no such area.
    """
    return (
        *_number_of_questions(edit),
        *_strange_keys(edit, playbook.competencies, area),
        *_question_texts(edit),
        *_repeated_questions(edit, playbook.competencies, area),
        *_strange_boundaries(edit, playbook, area),
        *_anchors(edit, playbook),
        *_avoid(edit),
    )


def _number_of_questions(edit: AreaEdit) -> Iterator[Fault]:
    if len(edit.questions) < FEWEST:
        yield Fault("", "An area needs two questions or more, so that the same one is not asked twice. Add another.")
    if len(edit.questions) > MOST:
        yield Fault("", f"An area holds up to {MOST} questions, more than anybody reads beforehand. Remove some.")


def _strange_keys(edit: AreaEdit, catalogue: CompetencySet, area: str) -> Iterator[Fault]:
    known = [question.key for question in catalogue.competency(area).questions]
    for question in edit.questions:
        if question.key and question.key not in known:
            yield Fault("", "One of these questions is not of this area, or stands here twice. Open the page again.")
            return
        if question.key:
            known.remove(question.key)


def _question_texts(edit: AreaEdit) -> Iterator[Fault]:
    for place, question in enumerate(edit.questions):
        yield from _text(f"text-{place}", question.text, "Write the question, or remove it.")
        yield from _text(f"strong-{place}", question.strong, "Write what a strong answer holds.")
        yield from _text(f"weak-{place}", question.weak, "Write what a weak answer holds.")


def _text(field: str, text: str, when_empty: str) -> Iterator[Fault]:
    if not text.strip():
        yield Fault(field, when_empty)
    if len(text) > TEXT_LIMIT:
        yield Fault(field, f"This text has {len(text):,} characters; up to {TEXT_LIMIT:,} are kept. Shorten it.")


def _repeated_questions(edit: AreaEdit, catalogue: CompetencySet, area: str) -> Iterator[Fault]:
    others = {_bare(q.text): item.name for item in catalogue.competencies if item.key != area for q in item.questions}
    seen: dict[str, int] = {}
    for place, question in enumerate(edit.questions):
        bare = _bare(question.text)
        if bare and bare in seen:
            yield Fault(f"text-{place}", f"This is question {seen[bare]} again. Remove one of the two.")
        elif bare in others:
            yield Fault(f"text-{place}", f"{others[bare]} asks this already. Ask something else, or leave it there.")
        seen.setdefault(bare, place + 1)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _strange_boundaries(edit: AreaEdit, playbook: Playbook, area: str) -> Iterator[Fault]:
    """A question may keep what it had, even where the ladder has other levels by now."""
    had = {question.key: question.boundary for question in playbook.competencies.competency(area).questions}
    allowed = boundaries(playbook.ladder)
    for place, question in enumerate(edit.questions):
        if question.boundary and question.boundary not in (*allowed, had.get(question.key)):
            yield Fault(f"boundary-{place}", "Choose two neighbouring levels of the list, or none.")


def _anchors(edit: AreaEdit, playbook: Playbook) -> Iterator[Fault]:
    points = playbook.scale.points
    if len(edit.anchors) != len(points):
        yield Fault("", f"An area needs {len(points)} anchors, one for each point of the scale. Open the page again.")
        return
    seen: dict[str, str] = {}
    for point, text in zip(points, edit.anchors, strict=True):
        field = f"anchor-{point.value}"
        yield from _text(field, text, f"Write what “{point.name}” looks like here.")
        bare = _bare(text)
        if bare and bare in seen:
            yield Fault(field, f"This says the same as “{seen[bare]}”. Write what tells the two apart.")
        seen.setdefault(bare, point.name)


def _avoid(edit: AreaEdit) -> Iterator[Fault]:
    if not edit.avoid:
        yield Fault("avoid", "Write at least one thing not to ask or weigh here. Interviewers read it too.")
    if len(edit.avoid) > MOST_TO_AVOID:
        yield Fault("avoid", f"Keep it to {MOST_TO_AVOID} lines; nobody remembers more.")
    long = [number for number, line in enumerate(edit.avoid, 1) if len(line) > TEXT_LIMIT]
    if long:
        yield Fault("avoid", f"Line {long[0]} is longer than {TEXT_LIMIT:,} characters. Shorten it.")


# House judgement: words that seldom stand in a question about work. English only.
PRIVATE_WORDS: Mapping[Topic, str] = {
    Topic.AGE: r"how old|your age|date of birth|birthday|retire(?:ment)?",
    Topic.FAMILY: (
        r"married|marriage|spouse|husband|wife|children|pregnan\w*|maternity|paternity|childcare|start a family"
    ),
    Topic.ORIGIN: (
        r"where are you from|where were you born|nationality|native language|mother tongue|ethnic\w*|your accent"
    ),
    Topic.RELIGION: r"religio\w*|your faith|church|mosque|synagogue|temple",
    Topic.HEALTH: r"your health|illness\w*|disab(?:led|ility|ilities)|medication|sick days|sick leave|diagnos\w*",
    Topic.ORIENTATION: r"sexual orientation|gender identity",
    Topic.CONVICTIONS: r"political|who did you vote|trade union|union member\w*",
    Topic.PAY: r"salary|(?:did|do) you earn|(?:current|previous|last) (?:pay|compensation)",
    Topic.RECORD: r"arrested|criminal record|ever convicted",
}


def cautions(edit: AreaEdit, ladder: Ladder) -> tuple[Caution, ...]:
    """What to think of before publishing; nothing of it refuses the edit.

    Returns:
        questions that may ask what is not to be asked, then texts that tell interviewers a level.
    """
    asked = [
        Caution(question.text, f"“{found.group()}”: {entry(topic).why} {entry(topic).instead}")
        for question in edit.questions
        for topic, words in PRIVATE_WORDS.items()
        if (found := re.search(rf"\b(?:{words})\b", question.text, re.IGNORECASE))
    ]
    codes = "|".join(re.escape(level.code) for level in ladder.levels)
    telling = re.compile(rf"\b(?:{codes})\b")
    reason = "Interviewers would read a level here. Describe the work instead."
    return (*asked, *(Caution(text, reason) for text in _shown(edit) if telling.search(text)))


def _shown(edit: AreaEdit) -> Iterable[str]:
    for question in edit.questions:
        yield from (question.text, question.strong, question.weak)
    yield from (*edit.anchors, *edit.avoid)
