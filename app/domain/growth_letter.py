"""Growth letters: what a declined candidate may read about how they did, from phrases that people approved.

A letter is put together from whole phrases alone. No rating, name or number of people can get into it but by the hand
of whoever edits it, and that is looked for before it is sent.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import model_validator

from app.domain.errors import BadData, NotReady
from app.domain.misfits import Misfits
from app.domain.playbook import Playbook
from app.domain.scale import Scale
from app.domain.scorecard import Card, check_text
from app.domain.shapes import Basis, Key, Shape, Text
from app.domain.standing import AreaStanding, area_standings, signal_standings

LIMIT = 6_000
MOST_STRENGTHS, MOST_GROWTH, MOST_NEXT = 3, 2, 2
MEETS = "meets"


class Phrase(Shape):
    """The same sentence or two in both languages."""

    en: Text
    ja: Text

    def in_language(self, language: str) -> str:
        """The words in a language; English for one that has none."""
        return self.ja if language == "ja" else self.en


class AreaPhrases(Shape):
    """What a letter says of a focus area: that it stood out, or what may help."""

    area: Key
    strength: Phrase
    growth: Phrase


class SignalPhrase(Shape):
    """What the next step of the ladder asks for, in words that name no level."""

    signal: Key
    next: Phrase


class LetterWords(Shape):
    """The lines above the parts of a letter, and its last sentence, about where the ladder leads."""

    strengths: Phrase
    growth: Phrase
    next: Phrase
    leads: Phrase


class PhraseFile(Shape):
    """Everything that a letter can be put together from, as a file holds it."""

    kind: Literal["phrases"] = "phrases"
    key: Key
    basis: Basis
    words: LetterWords
    areas: tuple[AreaPhrases, ...]
    signals: tuple[SignalPhrase, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        misfits = Misfits("phrases")
        for part, keys in (
            ("areas", [item.area for item in self.areas]),
            ("signals", [item.signal for item in self.signals]),
        ):
            for number, key in enumerate(keys):
                if key in keys[:number]:
                    misfits.add((part, number), f"{key!r} stands here a second time", value=key)
        misfits.raise_any()
        return self


@dataclass(frozen=True, slots=True)
class Letter:
    """The parts of a letter, each a whole phrase."""

    strengths: tuple[Phrase, ...]
    growth: tuple[Phrase, ...]
    next: tuple[Phrase, ...]
    words: LetterWords

    def text(self, language: str) -> str:
        """The letter as plain text: a line above each part that has something in it, and a dash before each phrase."""
        parts = (
            (self.words.strengths, self.strengths),
            (self.words.growth, self.growth),
            (self.words.next, self.next),
        )
        blocks = [
            "\n".join([head.in_language(language), *(f"- {item.in_language(language)}" for item in phrases)])
            for head, phrases in parts
            if phrases
        ]
        return "\n\n".join([*blocks, self.words.leads.in_language(language)])


def compose(cards: Sequence[Card], playbook: Playbook, phrases: PhraseFile, *, lowest_level: str) -> Letter:
    """Put a letter together from submitted scorecards.

    Args:
        cards: those that count, of panels that are open.
        playbook: whose areas, scale and ladder they belong to.
        phrases: what may be said.
        lowest_level: the lowest level that the opening aims at; what lies below it is what the next step asks for.

    Returns:
        at most three strengths, the best first; at most two areas that may grow, the weakest first; at most two things
        that the next step asks for.

    Raises:
        NotReady: if the cards hold no evidence that a letter could rest on.

    Source: house judgement.
    """
    by_area = {item.area: item for item in phrases.areas}
    known = [item for item in area_standings(cards, playbook.scale) if item.key in by_area]
    strong, weak = _sorted_out(known, playbook)
    if not strong and not weak:
        raise NotReady("No open scorecard holds evidence that a letter could rest on.")
    return Letter(
        tuple(by_area[item.key].strength for item in strong),
        tuple(by_area[item.key].growth for item in weak),
        _next_steps(cards, playbook, phrases, lowest_level),
        phrases.words,
    )


def _sorted_out(known: Sequence[AreaStanding], playbook: Playbook) -> tuple[list[AreaStanding], list[AreaStanding]]:
    """Areas that reach "meets", the best first; and those that don't, the weakest first."""
    scale = playbook.scale
    bar = scale.mark(MEETS)
    order = {item.key: place for place, item in enumerate(playbook.competencies.competencies)}

    def room(item: AreaStanding) -> tuple[object, int]:
        return scale.room(item.mean, bar), -order[item.key]

    strong = sorted((item for item in known if scale.reaches(item.mean, bar)), key=room, reverse=True)
    weak = sorted((item for item in known if not scale.reaches(item.mean, bar)), key=room)
    kept = strong[:MOST_STRENGTHS]
    if not weak:  # nobody is told that there is nothing to learn, while there is
        weak = [item for item in reversed(strong) if item not in kept and not _is_best(item, scale)]
    return kept, weak[:MOST_GROWTH]


def _is_best(item: AreaStanding, scale: Scale) -> bool:
    return item.mean == scale.points[0].value


def _next_steps(
    cards: Sequence[Card], playbook: Playbook, phrases: PhraseFile, lowest_level: str
) -> tuple[Phrase, ...]:
    """What the scope signals below the level aimed at ask for, the furthest below first."""
    ladder, by_signal = playbook.ladder, {item.signal: item.next for item in phrases.signals}
    aimed = ladder.rank(lowest_level)
    below = [item for item in signal_standings(cards, ladder) if item.key in by_signal and item.mean < aimed]
    below.sort(key=lambda item: item.mean)
    return tuple(by_signal[item.key] for item in below[:MOST_NEXT])


def check_letter(body: str, *, never: Iterable[str]) -> str:
    """A letter as a person left it, in the form in which it is kept.

    Args:
        body: the whole text.
        never: what may not stand in it: names of interviewers, codes of levels, names of points.

    Raises:
        BadData: naming what has to come out, or that the letter is empty or too long.
    """
    kept = body.replace("\r\n", "\n").strip()
    if not kept:
        raise BadData("Write the letter, or withhold it.", field="body")
    if len(kept) > LIMIT:
        raise BadData(f"Keep the letter to {LIMIT:,} characters; it has {len(kept):,}.", field="body")
    for word in never:
        if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", kept, re.IGNORECASE):
            raise BadData(f"Take “{word}” out: a letter names no interviewer, no rating and no level.", field="body")
    return check_text(kept, "body")
