"""What to look at before deciding, now that a level is computed: how firmly it stands, and on whose eyes it rests."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.agreement import Agreement
from app.domain.calibration import NO_CALIBRATION, Calibration, Offset
from app.domain.chances import Estimate, Sensitivity, Without
from app.domain.halo import is_straight_lined
from app.domain.level_model import LevelModel
from app.domain.level_wording import (
    SOMEBODY,
    bar_percent,
    beside,
    differs_text,
    differs_title,
    level_words,
    without_text,
)
from app.domain.playbook import Playbook
from app.domain.rule import INSUFFICIENT, Judgement
from app.domain.scorecard import Card, in_order
from app.domain.strictness import reach_of, strictness
from app.domain.warnings import CardRef, Kind, WarningNote, ref_of
from app.domain.wording import Wording, counted, number, sentence

People = Mapping[str, tuple[CardRef, ...]]


@dataclass(frozen=True, slots=True)
class _Named:
    """An estimate that names a level, with all that its warnings are made of."""

    estimate: Estimate
    judgement: Judgement
    calibration: Calibration
    people: People
    model: LevelModel
    words: Wording


def level_warnings(
    cards: Sequence[Card],
    *,
    playbook: Playbook,
    judgement: Judgement,
    estimate: Estimate | None,
    sensitivity: Sensitivity | None = None,
    calibration: Calibration = NO_CALIBRATION,
    agreement: Agreement | None = None,
) -> tuple[WarningNote, ...]:
    """Every warning about the computed level, in a fixed order: by kind, then by plan and interviewer.

    Args:
        cards: the scorecards that the level was computed from, in any order.
        playbook: whose plan they belong to; its level model says when to warn.
        judgement: what the ladder's own sentence comes to.
        estimate: the chance of each level, if there is one.
        sensitivity: how firmly it stands, if that was worked out.
        calibration: how strict the interviewers are, as the estimate was told.
        agreement: how far they agree; None when no two of them rated the same area.

    Returns:
        all of them about the level. Of an estimate nothing is said where too little was assessed to name a level, and
        nothing at all without a level model.
    """
    model = playbook.model
    if model is None:
        return ()
    words = Wording(playbook)
    ordered = [card for stage in playbook.family.stages for card in in_order(cards) if card.stage == stage.key]
    shown: list[WarningNote] = [*_low_agreement(agreement, model), *_halo(ordered, model, words)]
    has_enough = all(shortfall.what == "lowest_level" for shortfall in judgement.shortfalls)
    if estimate is None or not has_enough:
        return tuple(shown)
    named = _Named(estimate, judgement, calibration, _people(ordered), model, words)
    firmness = _firmness(named, sensitivity) if sensitivity else ()
    return (*_no_clear_level(named), *_proof_differs(named), *firmness, *shown, *_strictness(named))


def _note(kind: Kind, title: str, text: str, cards: Sequence[CardRef] = (), stage: str | None = None) -> WarningNote:
    return WarningNote(kind, title, text, stage=stage, cards=tuple(cards), is_about_level=True)


def _people(cards: Sequence[Card]) -> People:
    """Whoever gave an answer with evidence, with their cards."""
    found: dict[str, tuple[CardRef, ...]] = {}
    for card in cards:
        if any(answer is not None for answer in (*card.ratings.values(), *card.signals.values())):
            found[card.who] = (*found.get(card.who, ()), ref_of(card))
    return found


def _no_clear_level(named: _Named) -> Iterator[WarningNote]:
    top, bound = named.estimate.top, named.model.warnings.top_probability
    if top.probability < bound:
        has = beside(top.probability, bound)
        text = f"{level_words(top.level)}, the most likely, has {has}; a level is called clear from "
        text += f"{bar_percent(bound)} on. Read the evidence on both sides of it before you decide"
        yield _note("no_clear_level", "No clear level", sentence(text))


def _proof_differs(named: _Named) -> Iterator[WarningNote]:
    if title := differs_title(named.judgement, named.estimate):
        text = differs_text(named.judgement, named.estimate, named.model, named.words)
        yield _note("proof_differs", title, text)


def _firmness(named: _Named, sensitivity: Sensitivity) -> Iterator[WarningNote]:
    """On whom the level rests, and who moves it."""
    yield from _rests_on(named, [item for item in sensitivity.without if item.level == INSUFFICIENT])
    bound = named.model.warnings.one_person
    for leaning in sensitivity.leanings:
        if leaning.share > bound:
            title = sentence(f"{beside(leaning.share, bound)} of the estimate’s weight rests on one interviewer")
            text = "Ask whether others saw the same before you rely on it."
            yield _note("one_person", title.removesuffix("."), text, named.people.get(leaning.person, ()))
    for item in sensitivity.without:
        if item.level not in {INSUFFICIENT, named.estimate.level}:
            title = without_text(item, named.estimate).removesuffix(".")
            text = f"With every scorecard it is {level_words(named.estimate.level)}. "
            text += "Talk about what this interviewer saw and others did not."
            yield _note("without_one", title, text, named.people.get(item.person, ()))


def _rests_on(named: _Named, needed: Sequence[Without]) -> Iterator[WarningNote]:
    """Those without any of whom there would be no level, in one note."""
    if not needed:
        return
    title, whom, assessed = "The level rests on one interviewer", SOMEBODY, "only this person assessed"
    if len(needed) > 1:
        title = f"The level rests on each of {number(len(needed))} interviewers"
        whom, assessed = "any one of them", "only one person assessed"
    text = f"{without_text(needed[0], named.estimate, who=whom)} A second view of what {assessed} would steady it."
    cards = [ref for item in needed for ref in named.people.get(item.person, ())]
    yield _note("one_card", title, text, cards)


def _low_agreement(agreement: Agreement | None, model: LevelModel) -> Iterator[WarningNote]:
    bound = model.warnings.within_one
    if agreement is not None and agreement.within_one < bound:
        verb = "lies" if agreement.pairs == 1 else "lie"
        text = f"Of {counted(agreement.pairs, 'pair')} of ratings of one area, {beside(agreement.within_one, bound)} "
        text += f"{verb} at most one point apart, where {bar_percent(bound)} are expected. "
        yield _note("low_agreement", "Low agreement", f"{text}Read the texts side by side and talk before deciding.")


def _halo(cards: Sequence[Card], model: LevelModel, words: Wording) -> Iterator[WarningNote]:
    scale, bound = words.playbook.scale, model.warnings
    for card in cards:
        peers = [peer for peer in cards if peer.stage == card.stage and peer.who != card.who]
        if not is_straight_lined(card, peers, scale=scale, share=bound.same_rating, ratio=bound.halo_ratio):
            continue
        points = scale.best_first([point for point in card.ratings.values() if point is not None])
        ((point, count),) = Counter(points).most_common(1)
        rated = number(len(points))
        how_many = f"all {rated} of its" if count == len(points) else f"{number(count)} of its {rated}"
        title = f"One scorecard from {words.stage(card.stage)} hardly tells areas apart"
        text = f"{how_many} ratings are {scale.point(point).name}, and they spread less than "
        text += f"{bar_percent(bound.halo_ratio)} as far as those of others at this stage. One impression may have "
        text += "coloured them all: read its evidence area by area"
        yield _note("halo", title, sentence(text), [ref_of(card)], card.stage)


def _strictness(named: _Named) -> Iterator[WarningNote]:
    """What is known of how strict these interviewers are: too much to overlook, or too little to go by."""
    offsets = named.calibration.offsets
    known = {person: offsets[person] for person in named.people if person in offsets}
    for person, offset in known.items():
        if _is_large(offset, named.model):
            yield _large_offset(offset, named, named.people[person])
    if named.model.uses_offsets:
        yield from _calibration_old(named, known)
        yield from _no_adjustment(named, [person for person in named.people if person not in known])
        needed = named.model.warnings.calibration_interviews
        yield from _few_interviews(named, [person for person, item in known.items() if item.interviews < needed])


def _is_large(offset: Offset, model: LevelModel) -> bool:
    bound = model.warnings
    is_known = offset.error < bound.offset_error and offset.interviews >= bound.calibration_interviews
    return is_known and abs(offset.severity) > bound.offset


def _large_offset(offset: Offset, named: _Named, cards: Sequence[CardRef]) -> WarningNote:
    # Offsets are stated for the model's scale; a sentence about ratings speaks of the points they were given in.
    unit = (len(named.words.playbook.scale.points) - 1) / (named.model.stated_for.points - 1)
    here = Offset(offset.severity * unit, offset.error * unit, offset.interviews)
    found = strictness(here, reach=reach_of([here]))
    title = f"One interviewer rates {'stricter' if offset.severity > 0 else 'milder'} than others"
    text = f"{found.words} (95 % interval {found.interval}), over {counted(offset.interviews, 'interview')}. "
    if named.model.uses_offsets:
        text += "The estimate adjusts for it; the ladder’s own sentence does not"
    else:
        text += "Neither the estimate nor the ladder’s own sentence adjusts for it"
    return _note("large_offset", title, sentence(text), cards)


def _calibration_old(named: _Named, known: Mapping[str, Offset]) -> Iterator[WarningNote]:
    days, bound = named.calibration.days, named.model.warnings.calibration_days
    if known and days is not None and days > bound:
        text = f"What it says of how strict interviewers are is trusted for {counted(bound, 'day')}. "
        text += "Have it worked out again before you lean on the estimate."
        yield _note("calibration_old", f"The calibration is {counted(days, 'day')} old", text)


def _no_adjustment(named: _Named, people: Sequence[str]) -> Iterator[WarningNote]:
    if people:
        title = "No adjustment applied"
        if len(people) < len(named.people):
            title += f" for {counted(len(people), 'interviewer')}"
        text = "No calibration of them is in use, so their ratings count as they stand, strict or mild."
        yield _note("no_adjustment", title, text, _cards_of(people, named))


def _few_interviews(named: _Named, people: Sequence[str]) -> Iterator[WarningNote]:
    if people:
        needed = counted(named.model.warnings.calibration_interviews, "interview")
        what, verb = ("The adjustment", "rests") if len(people) == 1 else ("The adjustments", "rest")
        title = f"{what} for {counted(len(people), 'interviewer')} {verb} on few interviews"
        text = f"On fewer than {needed}, so strict and fair can hardly be told apart. "
        text += "What is adjusted is kept small for that reason."
        yield _note("few_interviews", title, text, _cards_of(people, named))


def _cards_of(people: Sequence[str], named: _Named) -> list[CardRef]:
    return [ref for person in people for ref in named.people[person]]
