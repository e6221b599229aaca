"""Scorecards as plain data, read strictly: what is unknown or out of place is refused with the place it stands at."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.errors import BadData, quoted
from app.domain.playbook import Playbook
from app.domain.scorecard import Card

CARD = frozenset({"stage", "rater", "late", "ratings", "anchors", "confidence"})
NEEDED = ("stage", "rater", "ratings")


def cards_of(data: object, *, playbook: Playbook, place: str = "scorecards") -> tuple[Card, ...]:
    """Read a list of plain scorecards.

    Args:
        data: a list of mappings with `stage`, `rater` and `ratings`; `anchors`, `late` and `confidence` may be absent.
            A rating or level that is null or absent means "no evidence seen". Confidence is never looked at.
        playbook: whose stages, areas, points, signals and levels they name.
        place: how refusals call the list.

    Raises:
        BadData: naming the place, what was met there, and what is allowed.
    """
    found: dict[tuple[str, str], Card] = {}
    for number, item in enumerate(_list(data, place)):
        here = f"{place}[{number}]"
        card = _card(_mapping(item, here, known=CARD, needed=NEEDED), here, playbook)
        if (card.stage, card.rater) in found:
            raise BadData(f"{here}: {card.rater} has two scorecards at stage {card.stage}. Keep one of them.")
        found[card.stage, card.rater] = card
    return tuple(found.values())


def _card(item: Mapping[str, Any], here: str, playbook: Playbook) -> Card:
    late = item.get("late")
    if late is not None and not isinstance(late, bool):
        raise BadData(f"{here}.late: {quoted(late)} is neither true nor false.")
    stages = [stage.key for stage in playbook.family.stages]
    return Card(
        stage=_one_of(item["stage"], stages, f"{here}.stage"),
        rater=_text(item["rater"], f"{here}.rater"),
        ratings=_ratings(item["ratings"], f"{here}.ratings", playbook),
        signals=_anchors(item.get("anchors"), f"{here}.anchors", playbook),
        late=bool(late),
    )


def _ratings(data: object, here: str, playbook: Playbook) -> dict[str, int | None]:
    areas = [item.key for item in playbook.competencies.competencies]
    points = [point.value for point in playbook.scale.points]
    found: dict[str, int | None] = {}
    for number, item in enumerate(_list(data, here)):
        at = f"{here}[{number}]"
        entry = _mapping(item, at, known={"competency", "rating"}, needed=("competency",))
        key = _one_of(entry["competency"], areas, f"{at}.competency")
        if key in found:
            raise BadData(f"{at}.competency: {key} is rated twice on this scorecard. Keep one of them.")
        point = entry.get("rating")
        if point is not None and (isinstance(point, bool) or not isinstance(point, int) or point not in points):
            allowed = ", ".join(map(str, sorted(points)))
            raise BadData(f"{at}.rating: {quoted(point)} is no point of the scale. Use one of {allowed}, or null.")
        found[key] = point
    return found


def _anchors(data: object, here: str, playbook: Playbook) -> dict[str, str | None]:
    signals = [signal.key for signal in playbook.ladder.signals]
    levels = [level.code for level in playbook.ladder.levels]
    found: dict[str, str | None] = {}
    for number, item in enumerate([] if data is None else _list(data, here)):
        at = f"{here}[{number}]"
        entry = _mapping(item, at, known={"dimension", "level"}, needed=("dimension",))
        key = _one_of(entry["dimension"], signals, f"{at}.dimension")
        if key in found:
            raise BadData(f"{at}.dimension: {key} is placed twice on this scorecard. Keep one of them.")
        level = entry.get("level")
        found[key] = None if level is None else _one_of(level, levels, f"{at}.level")
    return found


def _list(data: object, place: str) -> Sequence[Any]:
    if not isinstance(data, list | tuple):
        raise BadData(f"{place}: {_met(data)} where a list is needed.")
    return data


def _mapping(data: object, place: str, *, known: set[str] | frozenset[str], needed: Sequence[str]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise BadData(f"{place}: {_met(data)} where a mapping is needed.")
    for key in data:
        if key not in known:
            raise BadData(f"{place}: {quoted(key)} is no key here. The keys are {', '.join(sorted(known))}.")
    for key in needed:
        if key not in data:
            raise BadData(f"{place}: {key!r} is missing.")
    return data


def _one_of(value: object, allowed: Sequence[str], place: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise BadData(f"{place}: {quoted(value)} is not known. Use one of {', '.join(allowed)}.")
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or not value.strip() or not _is_text(value):
        raise BadData(f"{place}: {quoted(value)} is no name. Use a word that stands for one person.")
    return value


def _is_text(value: str) -> bool:
    """Whether it can be written down: half of a pair of signs can't."""
    return not any("\ud800" <= sign <= "\udfff" for sign in value)


def _met(data: object) -> str:
    kinds = {dict: "a mapping", list: "a list", str: "a text", type(None): "nothing"}
    return kinds.get(type(data)) or quoted(data)
