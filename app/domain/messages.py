"""What a message between a candidate and a recruiter may be."""

from app.domain.errors import BadData
from app.domain.say import say, translatable

LONGEST = 4000
MOST_WAITING = 10
EMPTY = translatable("Write something first.")


def checked(text: str) -> str:
    """The text as it is kept.

    Args:
        text: what was typed.

    Returns:
        the same with plain line ends and without space around it.

    Raises:
        BadData: naming the field, if nothing is left or it is longer than 4,000 characters.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    if not kept:
        raise BadData(EMPTY, field="text")
    if len(kept) > LONGEST:
        raise BadData(
            say("Keep it within {most} characters; it has {found}.", most=f"{LONGEST:,}", found=f"{len(kept):,}"),
            field="text",
        )
    return kept
