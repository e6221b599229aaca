"""A job family under the pen: its titles, stages, specialties and locations as parts with slots, and edited."""

from collections.abc import Mapping
from typing import Any

from app.domain.drafts.items import REQUIREMENTS, RESPONSIBILITIES, edit_items, item_groups
from app.domain.drafts.slots import ON, Group, Known, Part, Row, Slot, Values
from app.domain.drafts.stages import edit_stage, new_stage, stage_groups, stage_note
from app.domain.drafts.working import Holder, Working, is_on, needed, number, words

BOTH = (RESPONSIBILITIES, REQUIREMENTS)
EVERYBODY = "everybody"
# What the word before a part's key says, and where its parts stand in the content.
WHERE = {"title": "titles", "stage": "stages", "specialty": "specialties", "location": "locations"}
HEADINGS = {"titles": "Titles", "stages": "Stages", "specialties": "Specialties", "locations": "Locations"}
_LISTS = {"titles": BOTH, "specialties": (REQUIREMENTS,), "locations": (REQUIREMENTS,)}
_ONE_ITEM = {RESPONSIBILITIES: "responsibility", REQUIREMENTS: "requirement"}
_ONE = {"titles": "title", "stages": "stage", "specialties": "specialty", "locations": "location"}


def family_parts(content: Mapping[str, Any]) -> tuple[Part, ...]:
    """The parts of a family below its overview."""
    parts = [Part(EVERYBODY, "Every title", _counted(content), HEADINGS["titles"])]
    for word, where in WHERE.items():
        for holder in content.get(where) or ():
            note = stage_note(holder) if where == "stages" else _counted(holder)
            parts.append(Part(f"{word}-{holder['key']}", str(holder.get("name") or "No name"), note, HEADINGS[where]))
    return tuple(parts)


def family_overview(content: Mapping[str, Any]) -> tuple[Group, ...]:
    """What the family says as a whole, and fields to add titles and stages."""
    step = content.get("next_step") or {}
    about = (
        Slot("name", "Name of the family", str(content.get("name") or "")),
        Slot("confidence_statement", "What it says to people who do not match every line", _text(content), "text"),
        Slot("next-family", "Where it leads", str(step.get("family") or ""), hint="A job family; empty for none."),
        Slot("next-text", "What the page says of that step", str(step.get("text") or ""), "text"),
    )
    more = tuple(
        Slot(f"more-{where}", f"Add {where}, one a line", "", "text") for where in ("titles", "stages", "specialties")
    )
    return (
        Group("About the family", "", tuple(Row((slot,)) for slot in about)),
        Group("Something is missing", "Each becomes a part of its own.", tuple(Row((slot,)) for slot in more)),
    )


def edit_family_overview(working: Working, values: Values) -> None:
    """Change what the family says as a whole."""
    content = working.content
    content["name"] = needed(values, "name", content.get("name"), "the name of the family")
    content["confidence_statement"] = words(values, "confidence_statement", content.get("confidence_statement"))
    step: Holder = content.get("next_step") or {}
    family = words(values, "next-family", step.get("family"))
    text = words(values, "next-text", step.get("text"))
    content["next_step"] = {"at": "added in the draft"} | step | {"family": family, "text": text or family}
    if not family:
        working.put_back(text, int(step.get("line") or 0))
        content["next_step"] = None
    for where, make in (("titles", _new_title), ("stages", new_stage), ("specialties", _new_specialty)):
        for name in words(values, f"more-{where}", "").splitlines():
            if name.strip():
                made = make(name.strip()) | {"key": working.free_key(where, name), "at": "added in the draft"}
                content[where] = [*working.holders(where), made]


def holder_groups(content: Mapping[str, Any], where: str, holder: Mapping[str, Any], known: Known) -> tuple[Group, ...]:
    """One title, stage, specialty or location."""
    one = _ONE[where]
    if where == "stages":
        groups = stage_groups(holder, known)
    else:
        own = _title_slots(content, holder) if where == "titles" else _place_slots(where, holder)
        line = int(holder.get("line") or 0)
        groups = (Group("", "", tuple(Row((slot,), line) for slot in own)), *item_groups(holder, _LISTS[where]))
    gone = Slot("remove", f"Take this {one} out", "", "check", hint="Its texts go to those without a place.")
    return (*groups, Group("", "", (Row((gone,)),)))


def edit_holder(working: Working, where: str, key: str, values: Values) -> None:
    """Change one title, stage, specialty or location, or take it out."""
    if is_on(values, "remove"):
        working.remove(where, key)
        return
    holder = working.holder(where, key)
    holder["name"] = needed(values, "name", holder.get("name"), "its name")
    if where == "stages":
        edit_stage(working, holder, values)
        return
    if where == "titles":
        _edit_title(working, holder, values)
    if where == "locations":
        holder["zone"] = words(values, "zone", holder.get("zone")) or None
    edit_items(working, holder, values, _LISTS[where])


def _title_slots(content: Mapping[str, Any], title: Mapping[str, Any]) -> tuple[Slot, ...]:
    grade = title.get("grade")
    reports = "; ".join(title.get("reports_to") or ())
    gap = ON if title.get("states_confidence_gap") else ""
    says = "The page says here that people need not match every line"
    return (
        Slot("name", "Name", str(title.get("name") or "")),
        Slot("grade", "Grade", "" if grade is None else str(grade), "number", hint="Empty where the page gives none."),
        Slot("extends", "Extends", _parent(content, title), "choice", _parents(content, title)),
        Slot("reports_to", "Reports to", reports, hint="Several with a semicolon between them."),
        Slot("summary", "In a sentence or two", str(title.get("summary") or ""), "text"),
        Slot("states_confidence_gap", says, gap, "check"),
    )


def _edit_title(working: Working, title: Holder, values: Values) -> None:
    title["grade"] = number(values, "grade", title.get("grade"), least=1, most=99)
    title["summary"] = words(values, "summary", title.get("summary"))
    title["states_confidence_gap"] = is_on(values, "states_confidence_gap", title.get("states_confidence_gap"))
    reports = words(values, "reports_to", "; ".join(title.get("reports_to") or ()))
    title["reports_to"] = [name.strip() for name in reports.split(";") if name.strip()]
    before = _parent(working.content, title)
    chosen = values.get("extends", before)
    if chosen != before:
        parent = next((each for each in working.holders("titles") if each["key"] == chosen), None)
        title["extends"] = None if parent is None else parent["key" if _names_by_key(working.content) else "name"]


def _parents(content: Mapping[str, Any], title: Mapping[str, Any]) -> dict[str, str]:
    others = {each["key"]: str(each.get("name")) for each in content["titles"] if each["key"] != title["key"]}
    now = _parent(content, title)
    strange = {now: f"As written: {now}"} if now and now not in others else {}
    return {"": "No other title"} | others | strange


def _parent(content: Mapping[str, Any], title: Mapping[str, Any]) -> str:
    """Key of the title that this one extends; as it is written, when no title is called so."""
    written = title.get("extends")
    found = (each["key"] for each in content.get("titles") or () if written in (each["key"], each.get("name")))
    return str(next(found, written or ""))


def _names_by_key(content: Mapping[str, Any]) -> bool:
    """Whether titles name the one that they extend by its key, as in a published version, and not by its name."""
    return all(title.get("track") for title in content.get("titles") or ())


def _place_slots(where: str, holder: Mapping[str, Any]) -> tuple[Slot, ...]:
    name = Slot("name", "Name", str(holder.get("name") or ""))
    zone = Slot("zone", "Time zone", str(holder.get("zone") or ""), hint="Such as Asia/Tokyo.")
    return (name, zone) if where == "locations" else (name,)


def _new_title(name: str) -> Holder:
    lists: Holder = {"responsibilities": [], "requirements": []}
    return {"name": name, "short": name, "grade": None, "extends": None, "reports_to": [], "summary": ""} | lists


def _new_specialty(name: str) -> Holder:
    return {"name": name, "parent": None, "requirements": []}


def _text(content: Mapping[str, Any]) -> str:
    return str(content.get("confidence_statement") or "")


def _counted(holder: Mapping[str, Any]) -> str:
    """Such as "12 responsibilities, 8 requirements"."""
    told = []
    for name in BOTH:
        count = len(holder.get(name) or ())
        if count:
            told.append(f"{count} {name if count > 1 else _ONE_ITEM[name]}")
    return ", ".join(told) or "nothing of its own"
