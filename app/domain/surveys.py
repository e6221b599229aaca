"""What candidates say about a stage: three questions and a text, read in sums alone, and only of five people on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from app.domain.errors import BadData, NotReady
from app.domain.say import say, translatable
from app.domain.scorecard import check_text

QUESTIONS: Mapping[str, str] = {
    "prepared": translatable("I knew beforehand what would happen and what it was about."),
    "respect": translatable("I was treated with respect."),
    "chance": translatable("I had a fair chance to show what I can do."),
}
# The best is the highest here: nobody is rated, and people read "5 of 5" so.
POINTS: Mapping[int, str] = {
    5: translatable("Fully"),
    4: translatable("Mostly"),
    3: translatable("Partly"),
    2: translatable("Hardly"),
    1: translatable("Not at all"),
}
LIMIT = 2_000
# Fewer say nothing about the process and much about who they were. Figures move with every fifth answer alone, so that
# nobody can subtract the figures of yesterday from those of today and be left with one person.
LEAST = 5
CHANGES_LAST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one candidate said about one stage: a point of 1 to 5 for each question, and a text."""

    points: Mapping[str, int]
    text: str

    @classmethod
    def entered(cls, points: Mapping[str, str], text: str) -> "Answer":
        """What was chosen and typed, in the form in which it is kept.

        Raises:
            BadData: naming the question without a point, or the text that is too long.
        """
        known = {str(point) for point in POINTS}
        for key in QUESTIONS:
            if points.get(key, "") not in known:
                raise BadData(translatable("Choose an answer."), field=key)
        kept = text.strip()
        if len(kept) > LIMIT:
            raise BadData(say("Keep it to {limit} characters.", limit=f"{LIMIT:,}"), field="text")
        return cls({key: int(points[key]) for key in QUESTIONS}, check_text(kept, "text"))


@dataclass(frozen=True, slots=True)
class Figure:
    """One question in sums: the mean of the points, and how many chose each of them, the best first."""

    question: str
    mean: float
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a stage: how many answers it rests on, 0 while there are too few; figures; texts in no order."""

    answers: int
    figures: tuple[Figure, ...]
    texts: tuple[str, ...]


def summary(answers: Sequence[Answer]) -> Summary:
    """Everything that staff may read of the answers about one stage.

    Args:
        answers: in the order in which they came. Those beyond the last full five are left out.

    Returns:
        nothing but zeros while there are fewer than five.

    Source: house judgement.
    """
    counted = answers[: len(answers) // LEAST * LEAST]
    if not counted:
        return Summary(0, (), ())
    texts = sorted((item.text for item in counted if item.text), key=lambda text: sha256(text.encode()).digest())
    return Summary(len(counted), tuple(_figure(key, counted) for key in QUESTIONS), tuple(texts))


def check_changing(answered_at: datetime | None, now: datetime) -> None:
    """Refuse to change an answer that is older than a week.

    Raises:
        NotReady: with what to do instead.
    """
    if answered_at is not None and now - answered_at > CHANGES_LAST:
        raise NotReady(translatable("Your answer can be changed for a week, and that has passed. Write to us instead."))


def _figure(key: str, answers: Sequence[Answer]) -> Figure:
    chosen = [item.points[key] for item in answers if key in item.points]
    counts = tuple((name, chosen.count(point)) for point, name in POINTS.items())
    return Figure(QUESTIONS[key], round(sum(chosen) / len(chosen), 1) if chosen else 0.0, counts)
