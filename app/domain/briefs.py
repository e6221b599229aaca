"""What every candidate of an opening gets before a stage, the same for all, and what they may hand in for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.errors import BadData, NotReady
from app.domain.say import say, translatable
from app.domain.scorecard import check_text

LONGEST = 10_000
MOST_DAYS = 30
USUAL_DAYS = 7
# Each of them is kept; more than that are sent by mistake.
MOST_DECKS = 10
BEGUN = translatable("The interview has begun, so nothing more can be handed in for it. Show it there instead.")
NOT_ASKED = translatable("Nothing can be handed in for this stage.")


@dataclass(frozen=True, slots=True)
class Brief:
    """What is written for a stage. `days_before` is how many days before the interview it is sent."""

    text: str
    text_ja: str
    days_before: int
    asks_for_deck: bool

    @classmethod
    def entered(cls, *, text: str, text_ja: str, days_before: int | None, asks_for_deck: bool) -> "Brief":
        """What was typed, in the form in which it is kept.

        Raises:
            BadData: naming the field that is wrong.
        """
        if not text.strip():
            raise BadData("Write what candidates shall know before this stage.", field="text")
        for field, value in (("text", text), ("text_ja", text_ja)):
            if len(check_text(value, field)) > LONGEST:
                raise BadData(f"Keep the text to {LONGEST:,} characters; put more into the file.", field=field)
        if days_before is None or not 1 <= days_before <= MOST_DAYS:
            raise BadData(f"Send it 1 to {MOST_DAYS} days before the interview.", field="days_before")
        return cls(text.strip(), text_ja.strip(), days_before, asks_for_deck)

    def in_words(self) -> str:
        """Everything, for two versions to be compared."""
        deck = "Slides may be handed in." if self.asks_for_deck else "Slides are not asked for."
        return f"{self.text}\n\n{self.text_ja}\n\nSent {self.days_before} days before the interview. {deck}"


def sent_from(starts_at: datetime, days_before: int) -> datetime:
    """From when on a brief is to be with the candidate.

    Args:
        starts_at: when the interview begins.
        days_before: as the brief says.
    """
    return starts_at - timedelta(days=days_before)


def check_deck(asks: bool, begins: Iterable[datetime], now: datetime, *, is_here: bool, handed_in: int) -> None:
    """Whether slides can be handed in for a stage now.

    Args:
        asks: whether the brief asks for them.
        begins: when the booked interviews of the stage begin.
        now: this instant.
        is_here: whether the application is under way in this stage.
        handed_in: how many were handed in before.

    Raises:
        NotReady: saying why not.
    """
    starts = tuple(begins)
    if any(start <= now for start in starts):
        raise NotReady(say(BEGUN), field="deck")
    if not asks or not (is_here or starts):
        raise NotReady(say(NOT_ASKED), field="deck")
    if handed_in >= MOST_DECKS:
        most = say("You have handed in {most} files for this stage. Write to the recruiter instead.", most=MOST_DECKS)
        raise NotReady(most, field="deck")
