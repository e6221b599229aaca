"""Scorecards: what one interviewer answered, what makes a card complete, when it is late, how it is amended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from app.domain.errors import BadData, NotReady

Vote = Literal["strong_yes", "yes", "no", "strong_no"]
VOTES: Mapping[str, str] = {"strong_yes": "Strong yes", "yes": "Yes", "no": "No", "strong_no": "Strong no"}
HOUR = timedelta(hours=1)
DUE_AFTER = 24 * HOUR
TEXT_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Card:
    """A submitted scorecard as the rule sees it: no name, no vote, no text.

    `ratings` maps a focus area to a point of the scale, None meaning "no evidence seen".
    `signals` maps a scope signal to a level code, None meaning "no evidence seen".
    `rater` names the card within its stage; `person` who wrote it, where the two differ.
    """

    stage: str
    rater: str
    ratings: Mapping[str, int | None]
    signals: Mapping[str, str | None]
    late: bool = False
    person: str = ""

    @property
    def who(self) -> str:
        """Who wrote it: a person may hold several cards of one candidate."""
        return self.person or self.rater


@dataclass(frozen=True, slots=True)
class AreaAnswer:
    """What was answered for a focus area. `is_answered` with `point` None means "no evidence seen"."""

    area: str
    is_answered: bool
    point: int | None
    evidence: str


@dataclass(frozen=True, slots=True)
class SignalAnswer:
    """What was answered for a scope signal. `is_answered` with `statement` None means "no evidence seen"."""

    signal: str
    is_answered: bool
    statement: str | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything on one scorecard. `asked` holds the keys of the questions that were ticked as asked."""

    areas: tuple[AreaAnswer, ...]
    signals: tuple[SignalAnswer, ...]
    vote: str | None
    summary: str
    next_note: str
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing without which a card can't be submitted. `field` is the part it belongs to."""

    field: str
    sentence: str


def due_at(ends_at: datetime) -> datetime:
    """When the card of an interview is due. Source: hiring process, cards are due a day after the interview."""
    return ends_at + DUE_AFTER


def check_open(closed_at: datetime | None) -> None:
    """Refuse to change a card that was closed together with its application.

    Raises:
        NotReady: if it was closed.
    """
    if closed_at is not None:
        raise NotReady(
            "This application was closed, and its scorecards with it. What you wrote is kept and you can read it; "
            "if the application is opened again, you can go on."
        )


def check_begun(starts_at: datetime, now: datetime) -> None:
    """Refuse a card before there was anything to see.

    Raises:
        NotReady: if the interview has not begun.
    """
    if now < starts_at:
        raise NotReady(
            "The interview has not begun yet. Save the draft now and submit it once the interview is under way."
        )


def is_late(ends_at: datetime, submitted_at: datetime) -> bool:
    """Whether a card came in after it was due."""
    return submitted_at > due_at(ends_at)


def lateness(ends_at: datetime, submitted_at: datetime) -> str:
    """ "31 h after the interview, 7 h late"; empty for a card that was not late. Whole hours, begun ones counted."""
    if not is_late(ends_at, submitted_at):
        return ""
    after, late = (ceil(span / HOUR) for span in (submitted_at - ends_at, submitted_at - due_at(ends_at)))
    return f"{after} h after the interview, {late} h late"


def missing_from(answers: Answers, *, area_names: Mapping[str, str], signal_names: Mapping[str, str]) -> list[Missing]:
    """What keeps a card from being submitted, in the order of the page.

    Args:
        answers: what was answered.
        area_names: focus area key to name, for every area that this stage looks at, in order.
        signal_names: scope signal key to name, for every signal that this stage asks, in order.

    Returns:
        one entry a missing thing; empty when the card is complete.

    Source: evidence is required for every point; "no evidence seen" needs none.
    """
    areas = {answer.area: answer for answer in answers.areas}
    signals = {answer.signal: answer for answer in answers.signals}
    found: list[Missing] = []
    for key, name in area_names.items():
        area = areas.get(key)
        if area is None or not area.is_answered:
            found.append(Missing(f"rating-{key}", f"{name}: choose a point, or “No evidence seen”."))
        elif area.point is not None and not area.evidence.strip():
            found.append(
                Missing(f"evidence-{key}", f"{name}: write what was said or done. Every point needs evidence.")
            )
    for key, name in signal_names.items():
        signal = signals.get(key)
        if signal is None or not signal.is_answered:
            found.append(Missing(f"statement-{key}", f"{name}: choose the statement that fits, or “No evidence seen”."))
    if answers.vote not in VOTES:
        found.append(Missing("vote", "Vote: choose one of the four."))
    return found


def check_text(text: str, field: str) -> str:
    """The text unchanged, if it may be stored.

    Raises:
        BadData: if it is longer than 20,000 characters or holds a NUL, which no database keeps.
    """
    if len(text) > TEXT_LIMIT:
        raise BadData(
            f"This text has {len(text):,} characters; up to {TEXT_LIMIT:,} are kept. Shorten it and save again.",
            field=field,
        )
    if "\x00" in text:
        raise BadData("This text holds a character that can't be stored (NUL). Remove it and save again.", field=field)
    return text


def plain_lines(text: str) -> str:
    """The text with the line ends that a form sends turned into the plain ones; nothing else is touched."""
    return text.replace("\r\n", "\n")


def in_order(cards: Sequence[Card]) -> tuple[Card, ...]:
    """Cards in the one order in which arithmetic reads them, whatever order they came in."""
    return tuple(sorted(cards, key=lambda card: (card.stage, card.rater)))
