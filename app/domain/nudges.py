"""Nudges: what to look at once more on one's own card before submitting it. Nothing is refused, nothing is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.do_not_ask import entry
from app.domain.impressions import is_impression
from app.domain.off_limits import found_in
from app.domain.scorecard import TEXT_LIMIT, Answers

FEWEST_AREAS = 3
CARD = "card"
SAME_POINT = "All areas have the same point. Read each area's evidence once more before you submit."
SAME_POINT_SOURCE = (
    "Thorndike 1920, A Constant Error in Psychological Ratings: people who rated several traits of one person let one "
    "general impression colour all of them."
)
ONLY_JUDGED = "This says how it was judged. Add what was said or done."
ONLY_JUDGED_SOURCE = (
    "Smith and Kendall 1963, Retranslation of Expectations, and Latham and Wexley 1977, Behavioral Observation Scales: "
    "ratings rest on behaviour that was observed, not on traits."
)


@dataclass(frozen=True, slots=True)
class Nudge:
    """One thing to look at. `field` is the form field it stands beside, or "card" for the whole.

    `source` is what a page shows behind "Why this?": author and year, or the law.
    """

    field: str
    sentence: str
    source: str


def nudges_of(answers: Answers, *, area_names: Mapping[str, str], signal_names: Mapping[str, str]) -> tuple[Nudge, ...]:
    """Everything to look at once more, the whole card first, then field by field in the order of the page.

    Args:
        answers: what was answered so far, complete or not.
        area_names: focus area key to name, for every area that this stage looks at, in order.
        signal_names: scope signal key to name, for every signal that this stage asks, in order.

    Returns:
        one entry a finding; empty for most cards.

    Source: each entry names its own.
    """
    return tuple(_found(answers, area_names, signal_names))


def _found(answers: Answers, area_names: Mapping[str, str], signal_names: Mapping[str, str]) -> Iterator[Nudge]:
    areas = {answer.area: answer for answer in answers.areas if answer.area in area_names}
    signals = {answer.signal: answer for answer in answers.signals if answer.signal in signal_names}
    if _is_same_throughout([answer.point for answer in areas.values()]):
        yield Nudge(CARD, SAME_POINT, SAME_POINT_SOURCE)
    for key in area_names:
        if key in areas:
            answer = areas[key]
            yield from _evidence(f"evidence-{key}", answer.evidence, is_used=_counts(answer.is_answered, answer.point))
    for key in signal_names:
        if key in signals:
            line = signals[key]
            yield from _evidence(f"grounds-{key}", line.evidence, is_used=_counts(line.is_answered, line.statement))
    yield from _private("summary", answers.summary)
    yield from _private("next_note", answers.next_note)


def _is_same_throughout(points: list[int | None]) -> bool:
    rated = [point for point in points if point is not None]
    return len(rated) >= FEWEST_AREAS and len(set(rated)) == 1


def _counts(is_answered: bool, chosen: int | str | None) -> bool:
    """False once "no evidence seen" was chosen: then the text carries no rating."""
    return chosen is not None or not is_answered


def _evidence(field: str, text: str, *, is_used: bool) -> Iterator[Nudge]:
    if is_used and is_impression(text):
        yield Nudge(field, ONLY_JUDGED, ONLY_JUDGED_SOURCE)
    yield from _private(field, text)


def _private(field: str, text: str) -> Iterator[Nudge]:
    for found in found_in(text[:TEXT_LIMIT]):  # what is longer is refused, and not worth the time
        item = entry(found.topic)
        yield Nudge(field, f"Leave this out of your notes: “{found.words}”. {item.why}", item.source)
