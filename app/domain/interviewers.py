"""What is told about interviewers: how strict they are, what their scorecards have in common; kept as plain data."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from statistics import median

from pydantic import TypeAdapter, ValidationError

from app.domain.calibration import Calibration, Offset
from app.domain.errors import BadData
from app.domain.figures import Reported, too_few
from app.domain.habits import LEAST_INTERVIEWS, Habits, habits_of, scale_use_of, severity_in
from app.domain.halo import LEAST_CARDS, Sitting, halo_of
from app.domain.level_model import LevelModel
from app.domain.playbook import Playbook
from app.domain.scale import Scale
from app.domain.scorecard import Card
from app.domain.severity import calibrate

TURNED_OFF = "Strictness is not worked out here: an admin has turned it off in the settings."


@dataclass(frozen=True, slots=True)
class PastCard:
    """A scorecard of somebody who is judged already. `characters` of evidence stand under each point, by focus area."""

    application: int
    interview: int
    card: Card
    characters: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Length:
    """Characters of evidence under a point: the median of one interviewer's, and of everybody's."""

    own: float
    all: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of somebody's scorecards each figure can rest on.

    all: in the history. rated: with a rating. shared: with an area that somebody else in the interview rated too.
    spread: that tell areas apart or not, as another one of the interview does. used: beside others' ratings.
    """

    all: int
    rated: int
    shared: int
    spread: int
    used: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is told about one interviewer; each figure, or why it is not told yet.

    severity: against everybody, solved jointly. habits: among others severity on panels that several people shared.
    """

    counts: Counts
    severity: Reported[Offset]
    habits: Habits
    length: Reported[Length]


@dataclass(frozen=True, slots=True)
class Computed:
    """A calibration with the figures from the same scorecards, by account id as text, and the applications under it."""

    calibration: Calibration
    body: str
    figures: Mapping[str, Figures]
    rests_on: tuple[int, ...]


def compute(
    past: Sequence[PastCard], *, playbook: Playbook, model: LevelModel, model_version: str, adjusts: bool
) -> Computed:
    """Calibrate everybody, and work out what their scorecards have in common.

    Args:
        past: scorecards of people who are judged already, never of one who is under decision; in any order.
        playbook: whose scale the ratings belong to.
        model: what the calibration assumes.
        model_version: its digest.
        adjusts: whether the organisation lets strictness be worked out; if not, nobody has an offset.

    Returns:
        the same for the same scorecards, whatever their order; its version is the SHA-256 of its body.
    """
    ordered = sorted(past, key=lambda item: (item.application, item.interview, item.card.rater))
    rated = [item for item in ordered if any(point is not None for point in item.card.ratings.values())]
    by_application = groupby(rated, key=attrgetter("application"))
    history = {application: [item.card for item in cards] for application, cards in by_application}
    offsets = calibrate(list(history.values()), playbook=playbook, model=model).offsets if adjusts else {}
    plain = {person: _plain(offset) for person, offset in offsets.items()}
    body = _canonical({"applications": list(history), "model": model_version, "offsets": plain})
    version = sha256(body.encode()).hexdigest()
    figures = figures_of(ordered, offsets=offsets, scale=playbook.scale)
    if not adjusts:
        figures = {person: without_strictness(found) for person, found in figures.items()}
    return Computed(Calibration(version, offsets), body, figures, tuple(history))


def without_strictness(figures: Figures) -> Figures:
    """The same where the organisation does not let strictness be worked out."""
    habits = replace(figures.habits, severity=Reported(None, TURNED_OFF))
    return replace(figures, severity=Reported(None, TURNED_OFF), habits=habits)


def offsets_from(body: str) -> dict[str, Offset]:
    """The offsets in the body of a calibration, by account id as text."""
    return {person: Offset(**values) for person, values in json.loads(body)["offsets"].items()}


def figures_of(past: Sequence[PastCard], *, offsets: Mapping[str, Offset], scale: Scale) -> dict[str, Figures]:
    """The figures of everybody who wrote one of these scorecards, by the name that scorecards give them."""
    lengths = _characters(past)
    usual = median(lengths) if lengths else 0.0
    sittings = _sittings(past)
    by_person: dict[str, list[PastCard]] = {}
    for item in past:
        by_person.setdefault(item.card.who, []).append(item)
    found = {}
    for person, own in sorted(by_person.items()):
        habits = habits_of(sittings[person], scale=scale)
        counts = _counts(own, sittings[person], habits, scale)
        found[person] = Figures(counts, _reported(offsets.get(person)), habits, _length(own, usual))
    return found


def figures_to_json(figures: Mapping[str, Figures]) -> str:
    """One spelling for the same figures."""
    return _canonical(_adapter().dump_python(dict(figures), mode="json"))


def figures_from_json(text: str) -> dict[str, Figures]:
    """The figures that `figures_to_json` wrote.

    Raises:
        BadData: if another version of the product wrote them.
    """
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        raise BadData("These figures were kept by another version of Rung. They are computed anew.") from error


@cache
def _adapter() -> TypeAdapter[dict[str, Figures]]:
    return TypeAdapter(dict[str, Figures])


def _canonical(data: object) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _plain(offset: Offset) -> dict[str, float | int]:
    return {"severity": offset.severity, "error": offset.error, "interviews": offset.interviews}


def _sittings(past: Iterable[PastCard]) -> dict[str, list[Sitting]]:
    """Everybody's interviews with the cards of the others who were in them."""
    found: dict[str, list[Sitting]] = {}
    for _interview, group in groupby(past, key=attrgetter("interview")):
        cards = [item.card for item in group]
        for own in cards:
            found.setdefault(own.who, []).append(Sitting(own, tuple(card for card in cards if card is not own)))
    return found


def _counts(own: Sequence[PastCard], sittings: Sequence[Sitting], habits: Habits, scale: Scale) -> Counts:
    """The counts under the figures that are told, and those that are too small for the others."""
    shared = habits.severity.figure or severity_in(sittings, scale=scale, least_interviews=1).figure
    spread = habits.halo.figure or halo_of(sittings, scale=scale, least_cards=1).figure
    used = habits.scale_use.figure or scale_use_of(sittings, scale=scale, least_cards=1).figure
    return Counts(
        all=len(own),
        rated=sum(bool(item.characters) for item in own),
        shared=shared.interviews if shared else 0,
        spread=spread.cards if spread else 0,
        used=used.cards if used else 0,
    )


def _reported(offset: Offset | None) -> Reported[Offset]:
    interviews = offset.interviews if offset else 0
    if offset is None or interviews < LEAST_INTERVIEWS:
        return Reported(None, too_few("Severity", have=interviews, need=LEAST_INTERVIEWS, thing="interview"))
    return Reported(offset)


def _length(own: Sequence[PastCard], usual: float) -> Reported[Length]:
    cards = sum(bool(item.characters) for item in own)
    if cards < LEAST_CARDS:
        return Reported(None, too_few("Length of evidence", have=cards, need=LEAST_CARDS, thing="rated scorecard"))
    return Reported(Length(float(median(_characters(own))), float(usual)))


def _characters(past: Iterable[PastCard]) -> list[int]:
    return [length for item in past for length in item.characters.values()]
