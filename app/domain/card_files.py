"""Files beside a scorecard: what kinds, how many, and until when they may change."""

from collections.abc import Mapping
from datetime import datetime

from app.domain.errors import BadData, NotReady
from app.domain.scorecard import check_open

MOST_FILES = 10
KIND_NAMES: Mapping[str, str] = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG picture",
    "image/png": "PNG picture",
    "image/webp": "WebP picture",
}


def check_changeable(*, submitted_at: datetime | None, closed_at: datetime | None) -> None:
    """Refuse to change the files of a card that can't be written any more.

    Args:
        submitted_at: when the card came in; None while it is a draft.
        closed_at: when it was closed together with its application.

    Raises:
        NotReady: if it is frozen.
    """
    if submitted_at is not None:
        raise NotReady(
            "This scorecard is submitted, and its files stay as they are with it. What they leave out can be told in "
            "an amendment."
        )
    check_open(closed_at)


def check_room(kept: int, more: int) -> None:
    """Refuse files that are too many for one card.

    Args:
        kept: how many stand beside it.
        more: how many were sent.

    Raises:
        BadData: if there is no room, or nothing was sent.
    """
    if more == 0:
        raise BadData("Choose at least one file, then attach it.", field="files")
    if kept + more > MOST_FILES:
        raise BadData(
            f"A scorecard keeps up to {MOST_FILES} files; this one has {kept}, and you chose {more} more. "
            "Remove one, choose fewer, or put pictures into one PDF.",
            field="files",
        )


def size_in_words(size: int) -> str:
    """ "812 KB" or "2.4 MB", of thousands, never less than 1 KB.

    Args:
        size: in bytes.

    Returns:
        the size as people know it from their own computer.
    """
    kilobytes = max(1, round(size / 1000))
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{size / 1_000_000:.1f} MB"
