"""The privacy notice: how its text is written down.

A text is paragraphs with an empty line between them; one that begins with "## " is a heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.errors import BadData
from app.domain.privacy_texts import ENGLISH, JAPANESE

LONGEST = 40_000
HEADING = "## "
# The space that a line break leaves between two signs of Japanese, which is written without.
_BROKEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, if there is one, and the paragraphs below it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeTexts:
    """A notice in both languages. Without a Japanese text, the English one is read in both."""

    english: str
    japanese: str = ""

    def check(self) -> None:
        """Refuse what nobody could read as a notice.

        Raises:
            BadData: naming the field.
        """
        if not self.english.strip():
            raise BadData("Write the notice in English. Who reads no Japanese needs it.", field="english")
        for field, text in (("english", self.english), ("japanese", self.japanese)):
            if len(text) > LONGEST:
                raise BadData(f"Say it in at most {LONGEST:,} characters.", field=field)

    def within(self, language: str) -> str:
        """The text for a language."""
        return self.japanese if language == "ja" and self.japanese.strip() else self.english


def parts(text: str) -> tuple[Part, ...]:
    """A notice as headings and paragraphs, in its order."""
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[Part]:
    heading = ""
    below: list[str] = []
    for block in "\n".join(line.strip() for line in text.splitlines()).split("\n\n"):
        said = _BROKEN.sub("", " ".join(block.split()))
        if said.startswith(HEADING):
            if heading or below:
                yield Part(heading, tuple(below))
            heading, below = said.removeprefix(HEADING), []
        elif said:
            below.append(said)
    if heading or below:
        yield Part(heading, tuple(below))


SHIPPED = NoticeTexts(ENGLISH.strip(), JAPANESE.strip())
