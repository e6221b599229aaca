"""A candidate asks for a person to look at a decision once more: who may ask, when, and how it is answered."""

from app.domain.errors import BadData, NotReady
from app.domain.say import say, translatable
from app.domain.scorecard import check_text
from app.domain.states import State

LIMIT = 3_000
# Once more after an answer; from then on people write to each other.
MOST = 2
TOO_EARLY = translatable(
    "You can ask as soon as we have told you a decision. Until then, write to us about anything that worries you."
)


def check_asking(state: State, *, asked: int, waits: bool) -> None:
    """Refuse a request for a second look that can't be made now.

    Args:
        state: where the application stands, as far as the candidate was told.
        asked: how many requests there were.
        waits: whether one of them has no answer yet.

    Raises:
        NotReady: with what to do instead.
    """
    if state is not State.DECLINED:
        raise NotReady(TOO_EARLY)
    if waits:
        raise NotReady(translatable("A person is looking at it already. You will read the answer here."))
    if asked >= MOST:
        raise NotReady(translatable("We have looked at it twice. For anything else, please write to the recruiter."))


def why_not(state: State, *, asked: int, waits: bool) -> str:
    """The sentence of `check_asking`; empty when a request can be made."""
    try:
        check_asking(state, asked=asked, waits=waits)
    except NotReady as refused:
        return refused.message
    return ""


def request_text(text: str) -> str:
    """What the candidate wrote, as it is kept.

    Raises:
        BadData: when there is nothing, or too much.
    """
    kept = text.strip()
    if not kept:
        raise BadData(translatable("Write what we should look at once more."), field="text")
    if len(kept) > LIMIT:
        raise BadData(say("Keep it to {limit} characters.", limit=f"{LIMIT:,}"), field="text")
    return check_text(kept, "text")


def answer_text(text: str) -> str:
    """What a person answered, as it is kept.

    Raises:
        BadData: when there is nothing, or too much.
    """
    kept = text.strip()
    if not kept:
        raise BadData(
            "Write what you looked at and what came of it. The candidate reads it as it stands.", field="text"
        )
    if len(kept) > LIMIT:
        raise BadData(f"Keep it to {LIMIT:,} characters.", field="text")
    return check_text(kept, "text")
