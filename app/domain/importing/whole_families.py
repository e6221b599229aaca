"""A draft of a job family made whole: defaults where no judgement is needed, and what has to be decided by somebody."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from app.domain.family import CompensationSheet, Indicator, JobFamily, LocationNeed, NextStep, Specialty, Stage, Title
from app.domain.importing.gaps import Gap, fitting, listed
from app.domain.importing.keys import key_of
from app.domain.requirement import Requirement, Responsibility

CONFIDENCE_STATEMENT = (
    "This list describes experience and qualities that help; it is not a checklist. If you do not meet every line and"
    " are in doubt, please apply."
)
USUAL_MINUTES = 45
_RECRUITER = ("recruit", "talent", "people ops", "people operations")
_SENIOR = ("senior leader", "executive", "director", "vp", "vice president", "chief", "ceo", "cto", "cfo", "cro", "cmo")
_ITEM_LISTS: tuple[tuple[str, type[Responsibility] | type[Requirement]], ...] = (
    ("responsibilities", Responsibility),
    ("requirements", Requirement),
)


def family_content(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The draft as plain content of a job family.

    Its parents are keys and stand above their children, a sentence that repeats is the same everywhere, and defaults
    stand where a page is silent and no judgement is needed.
    """
    items = _Items()
    document = str(draft.get("document") or key_of(str(draft.get("name") or ""), default="page").replace("_", "-"))
    titles = _titles(draft, items)
    content = fitting(draft, JobFamily) | {
        "kind": "family",
        "document": document,
        "basis": draft.get("basis") or "stated",
        "source": draft.get("source") or {"document": document, "at": "the whole document"},
        "confidence_statement": draft.get("confidence_statement") or CONFIDENCE_STATEMENT,
        "tracks": _tracks(draft, titles),
        "titles": titles,
        "specialties": _segments(listed(draft, "specialties"), Specialty, items),
        "locations": _segments(listed(draft, "locations"), LocationNeed, items),
        "stages": [_stage(stage) for stage in listed(draft, "stages")],
        "indicators": [fitting(each, Indicator) for each in listed(draft, "indicators")],
    }
    content |= {name: items.of(draft, name, shape) for name, shape in _ITEM_LISTS}
    next_step, sheet = draft.get("next_step"), draft.get("compensation")
    content["next_step"] = fitting(next_step, NextStep) if next_step and next_step.get("family") else None
    content["compensation"] = fitting(sheet, CompensationSheet) if sheet and sheet.get("terms") else None
    return content


class _Items:
    """Items of lists: each once in a list, and a key with the same words wherever it stands."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], dict[str, Any]] = {}

    def of(
        self, holder: Mapping[str, Any], name: str, shape: type[Responsibility] | type[Requirement]
    ) -> list[dict[str, Any]]:
        """The items of one list of a title, a specialty or the family."""
        found: dict[str, dict[str, Any]] = {}
        for item in listed(holder, name):
            content = fitting(item, shape)
            key = str(content.get("key", ""))
            first = self._first.setdefault((name, key), content)
            found.setdefault(key, first | {"at": content.get("at") or name})
        return list(found.values())


def _titles(draft: Mapping[str, Any], items: _Items) -> list[dict[str, Any]]:
    drafts = listed(draft, "titles")
    keys = {str(title.get(word)): str(title.get("key")) for title in drafts for word in ("key", "name")}
    titles = []
    for title in drafts:
        name = str(title.get("name") or "")
        parent = title.get("extends")
        titles.append(
            fitting(title, Title)
            | {name: items.of(title, name, shape) for name, shape in _ITEM_LISTS}
            | {
                "short": title.get("short") or name,
                "grade": title.get("grade"),
                "extends": keys.get(str(parent), parent) if parent else None,
                "states_confidence_gap": bool(title.get("states_confidence_gap")),
                "summary": title.get("summary") or name,
                "at": title.get("at") or name,
            }
        )
    return _parents_first(titles)


def _parents_first(titles: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The titles in the page's order, but for those that extend one further down: they follow it."""
    keys = {title.get("key") for title in titles}
    order: list[dict[str, Any]] = []
    waiting = list(titles)
    while waiting:
        above = {title.get("key") for title in order}
        ready = next((title for title in waiting if title["extends"] not in keys - above), waiting[0])
        waiting.remove(ready)
        order.append(ready)
    return order


def _tracks(draft: Mapping[str, Any], titles: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The draft's tracks; without them, one for each title that extends none, and every title on its parent's."""
    tracks = [{"key": track.get("key"), "name": track.get("name")} for track in listed(draft, "tracks")]
    known = {track["key"] for track in tracks}
    of_title: dict[str, str] = {}
    for title in titles:
        track = title.get("track")
        if track not in known:
            track = of_title.get(str(title["extends"])) or str(title.get("key"))
            title["track"] = track
        if track not in known:
            tracks.append({"key": track, "name": title["short"]})
            known.add(track)
        of_title[str(title.get("key"))] = str(track)
    return tracks


def _segments(
    drafts: Sequence[Mapping[str, Any]], shape: type[Specialty] | type[LocationNeed], items: _Items
) -> list[dict[str, Any]]:
    return [
        fitting(draft, shape)
        | {"requirements": items.of(draft, "requirements", Requirement), "at": draft.get("at") or draft.get("name")}
        for draft in drafts
    ]


def _stage(draft: Mapping[str, Any]) -> dict[str, Any]:
    """A stage: its role from whom candidates meet, and the usual minutes where the page gives none."""
    who = str(draft.get("who") or draft.get("meets") or "")
    minutes = draft.get("minutes")
    return fitting(draft, Stage) | {
        "role": draft.get("role") or role_of(who),
        "meets": draft.get("meets") or who or "Interviewers",
        "interviewers": draft.get("interviewers") or 1,
        "minutes": minutes or USUAL_MINUTES,
        "planned_basis": (draft.get("planned_basis") if minutes else None) or "house judgement",
        "happens": draft.get("happens") or draft.get("name"),
        "focus_areas": list(dict.fromkeys(draft.get("focus_areas") or [])),
        "at": draft.get("at") or draft.get("name"),
    }


def role_of(who: str) -> str:
    """The role that a page's words for an interviewer come to."""
    said = who.lower()
    if any(word in said for word in _RECRUITER):
        return "recruiter"
    if "hiring manager" in said:
        return "hiring_manager"
    return (
        "senior_leader" if any(word in said.replace(",", " ").replace("/", " ") for word in _SENIOR) else "interviewer"
    )


def family_gaps(content: Mapping[str, Any], *, areas: Collection[str] | None) -> Iterator[Gap]:
    """What of a family's content needs somebody's decision.

    Args:
        content: as `family_content` gives it.
        areas: keys of the focus areas that are known, or None to take every one.
    """
    name = content.get("name")
    if not name:
        yield Gap(("name",), "The family has no name. Enter one.")
    if not content["titles"]:
        yield Gap(("titles",), "The page names no title. Add the titles of the family.")
    if not content["stages"]:
        yield Gap(("stages",), "The page has no hiring process. Add its stages.")
    yield from _gaps_of_titles(content)
    yield from _gaps_of_stages(content, areas)
    for index, location in enumerate(content["locations"]):
        if not location.get("zone"):
            says = f"{location.get('name')} has no time zone. Enter one, such as Asia/Tokyo."
            yield Gap(("locations", index, "zone"), says)


def _gaps_of_titles(content: Mapping[str, Any]) -> Iterator[Gap]:
    above: list[str] = []
    for index, title in enumerate(content["titles"]):
        parent = title["extends"]
        if parent is not None and parent not in above:
            says = f"{title.get('name')} extends “{parent}”, which is no title above it in this family."
            advice = "Choose one of the titles, or none and add the items that it takes over."
            yield Gap(("titles", index, "extends"), f"{says} {advice}")
        above.append(str(title.get("key")))


def _gaps_of_stages(content: Mapping[str, Any], areas: Collection[str] | None) -> Iterator[Gap]:
    for number, stage in enumerate(content["stages"]):
        for index, area in enumerate(stage["focus_areas"]):
            if areas is not None and area not in areas:
                says = f"The stage {stage.get('name')} looks at “{area}”, which is no focus area that is known."
                advice = "Choose the area that is meant, or take it off."
                yield Gap(("stages", number, "focus_areas", index), f"{says} {advice}")
