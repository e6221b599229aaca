"""What is arranged differently for a candidate, and why: two texts that are not for the same readers."""

import re
from dataclasses import dataclass

from app.domain.errors import BadData
from app.domain.scorecard import check_text

LIMIT = 2_000
# As many words of the reason in a row give it away.
TELLING_WORDS = 3


@dataclass(frozen=True, slots=True)
class Adjustment:
    """`arrangement` is what interviewers have to do, in words that they read; `reason` is for those with the grant.

    Both empty: nothing is arranged.
    """

    arrangement: str = ""
    reason: str = ""

    @classmethod
    def entered(cls, *, arrangement: str, reason: str, is_meant: bool) -> "Adjustment":
        """What was typed, in the form in which it is kept.

        Args:
            arrangement: what interviewers read.
            reason: why.
            is_meant: that words of the reason which stand in the arrangement may be read by interviewers.

        Raises:
            BadData: naming the field; also for words of the reason in the arrangement, unless they are meant.
        """
        made = cls(_checked(arrangement, "arrangement"), _checked(reason, "reason"))
        if made.reason and not made.arrangement:
            raise BadData(
                "Write what interviewers have to arrange. A reason alone helps nobody, and need not be kept.",
                field="arrangement",
            )
        if not is_meant and made.repeated:
            raise BadData(
                f"“{made.repeated}” stands in the reason too, and interviewers read what is arranged. Write only what "
                "they have to do, or confirm below that they may read these words.",
                field="arrangement",
            )
        return made

    @property
    def repeated(self) -> str:
        """The first words of the reason, three or more in a row, that the arrangement repeats; empty if none."""
        return repeated_words(self.arrangement, self.reason)

    def in_words(self) -> str:
        """Both texts, for two versions to be compared by somebody who may read both."""
        return f"To be arranged: {self.arrangement or 'nothing'}\nReason: {self.reason or 'not given'}"


def repeated_words(text: str, source: str) -> str:
    """Words of `source`, three or more in a row, that stand in `text` too; capitals and signs between them aside.

    Args:
        text: where they are looked for.
        source: where they come from.

    Returns:
        the first such words as `text` has them, as many as follow each other there; "" when there are none.
    """
    words = [(found.group().casefold(), found.span()) for found in re.finditer(r"\w+", text)]
    told = [found.casefold() for found in re.findall(r"\w+", source)]
    telling = {tuple(told[at : at + TELLING_WORDS]) for at in range(len(told) - TELLING_WORDS + 1)}
    runs = [tuple(word for word, _span in words[at : at + TELLING_WORDS]) in telling for at in range(len(words))]
    if True not in runs:
        return ""
    first = runs.index(True)
    last = next(at for at in range(first, len(runs) + 1) if at == len(runs) or not runs[at]) + TELLING_WORDS - 2
    return text[words[first][1][0] : words[last][1][1]]


def _checked(text: str, field: str) -> str:
    kept = text.strip()
    if len(kept) > LIMIT:
        raise BadData(
            f"This text has {len(kept):,} characters; up to {LIMIT:,} are kept. Shorten it and save again.", field=field
        )
    return check_text(kept, field)
