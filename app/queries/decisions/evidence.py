"""The opened scorecards laid out for the decision page: by interviewer, and side by side where they differ."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.domain.columns import NamedCard
from app.domain.playbook import Playbook
from app.domain.scorecard import VOTES, Card, lateness
from app.domain.snapshot import cards_from_data
from app.domain.warnings import CardRef, WarningNote
from app.queries.decisions.shapes import Answer, OpenCard, Quote, Talk
from app.queries.scorecards import Change, SubmittedCard, changes_of

NO_EVIDENCE = "No evidence seen"
SOMEBODY = "An interviewer of then"
WITH_QUOTES = ("spread", "worst_point")
AMENDED = "amended_card"
Changes = Mapping[int, Sequence[Change]]


def named(cards: Sequence[SubmittedCard], playbook: Playbook) -> tuple[NamedCard, ...]:
    """The cards as they are now, with names for wide and narrow places."""
    short = short_names(cards)
    return tuple(NamedCard(card.as_card(playbook.ladder), card.name, short[card.rater]) for card in cards)


def named_then(stored: Sequence[Mapping[str, object]], cards: Sequence[SubmittedCard]) -> tuple[NamedCard, ...]:
    """The cards as they were stored with a decision, under the names of those that are still there."""
    short, names = short_names(cards), {card.rater: card.name for card in cards}
    return tuple(
        NamedCard(card, names.get(card.rater, SOMEBODY), short.get(card.rater, SOMEBODY))
        for card in cards_from_data(stored)
    )


def short_names(cards: Sequence[SubmittedCard]) -> dict[str, str]:
    """Surnames; two people with the same one keep their first letter."""
    people = {card.account_id: card.name for card in cards}
    surnames = {person: name.split()[-1] if name.split() else name for person, name in people.items()}
    shared = Counter(surnames.values())
    found = {
        person: surname if shared[surname] == 1 else f"{people[person][:1]}. {surname}"
        for person, surname in surnames.items()
    }
    return {card.rater: found[card.account_id] for card in cards}


def open_cards(cards: Iterable[SubmittedCard], playbook: Playbook, changes: Changes) -> tuple[OpenCard, ...]:
    """Each opened card with everything on it and its amendments, in the order of the interviews."""
    return tuple(_open_card(card, playbook, changes.get(card.id, ())) for card in cards)


def amendments_of(cards: Iterable[SubmittedCard], playbook: Playbook) -> Changes:
    """What was amended on these cards: one statement, none where nothing was."""
    return changes_of([card.id for card in cards if card.is_amended], playbook)


def talks(
    notes: Sequence[WarningNote],
    cards: Sequence[SubmittedCard],
    used: Sequence[Card],
    playbook: Playbook,
    *,
    changes: Changes,
) -> tuple[Talk, ...]:
    """What to talk about first, with the people it is about.

    Args:
        notes: the warnings to show.
        cards: the cards as they are now, for names and texts.
        used: the same cards as the warnings saw them, for the points.
        playbook: whose words are shown.
        changes: what amendments changed, by card.
    """
    people = {CardRef(card.stage, card.rater): card for card in cards}
    points = {CardRef(card.stage, card.rater): card for card in used}
    found = []
    for note in notes:
        known = [ref for ref in note.cards if ref in people]
        quotes: list[Quote] = []
        if note.kind in WITH_QUOTES:
            quotes = [_quote(people[ref], points[ref], note.areas[0], playbook) for ref in known if ref in points]
        names, detail = tuple(people[ref].name for ref in known), _detail(note, known, people)
        found.append(Talk(note, names, tuple(quotes), detail, _late(note, [people[ref].id for ref in known], changes)))
    return tuple(found)


def _late(note: WarningNote, cards: Iterable[int], changes: Changes) -> tuple[Change, ...]:
    """What was amended on these cards after the others were open, where the warning is about that."""
    if note.kind != AMENDED:
        return ()
    return tuple(change for card in cards for change in changes.get(card, ()) if change.after_reveal)


def _detail(note: WarningNote, known: Sequence[CardRef], people: Mapping[CardRef, SubmittedCard]) -> str:
    if note.kind not in {"late_card", "not_independent"}:
        return ""
    return "; ".join(filter(None, (lateness(people[ref].ends_at, people[ref].submitted_at) for ref in known)))


def _open_card(card: SubmittedCard, playbook: Playbook, changes: Sequence[Change]) -> OpenCard:
    areas = [item for item in playbook.competencies.competencies if item.key in card.ratings]
    signals = [item for item in playbook.ladder.signals if item.key in card.signals]
    return OpenCard(
        name=card.name,
        job_title=card.job_title,
        stage=playbook.family.stage(card.stage).name,
        vote=VOTES.get(card.vote, ""),
        summary=card.summary,
        lateness=lateness(card.ends_at, card.submitted_at),
        is_after_others=card.is_after_others,
        changes=tuple(changes),
        areas=tuple(
            Answer(item.name, *_word(card.ratings[item.key], playbook), card.evidence.get(item.key, ""))
            for item in areas
        ),
        signals=tuple(
            Answer(item.name, _statement(card, item.key, playbook), 0, card.signal_evidence.get(item.key, ""))
            for item in signals
        ),
    )


def _word(point: int | None, playbook: Playbook) -> tuple[str, int]:
    if point is None:
        return NO_EVIDENCE, 0
    found = playbook.scale.point(point)
    return found.name, playbook.scale.points.index(found) + 1


def _statement(card: SubmittedCard, signal: str, playbook: Playbook) -> str:
    key = card.signals[signal]
    return NO_EVIDENCE if key is None else playbook.ladder.signal(signal).statement(key).text


def _quote(card: SubmittedCard, used: Card, area: str, playbook: Playbook) -> Quote:
    word, tint = _word(used.ratings.get(area), playbook)
    return Quote(card.name, card.job_title, word, tint, card.evidence.get(area, ""))
