"""Texts of a page that are in no part of the draft, and where they can be put."""

from collections.abc import Mapping
from typing import Any

from app.domain.drafts.items import PREFERRED, REQUIREMENTS, RESPONSIBILITIES, add_item
from app.domain.drafts.slots import Group, Row, Slot, Values
from app.domain.drafts.working import Holder, Working

# A page shows this many at a time; the others follow when these have their place.
AT_ONCE = 20
NOTHING = "nothing"
_LISTS = {RESPONSIBILITIES: "a responsibility", REQUIREMENTS: "a requirement", PREFERRED: "nice to have"}
_TEXTS = {"titles": "summary", "stages": "happens"}


def open_texts(report: Mapping[str, Any]) -> list[tuple[int, Holder]]:
    """Those that somebody still has to look at, each with its place in the report."""
    return [(index, each) for index, each in enumerate(report.get("unplaced") or ()) if not each.get("is_boilerplate")]


def unplaced_groups(kind: str, content: Mapping[str, Any], report: Mapping[str, Any]) -> tuple[Group, ...]:
    """The next texts without a place, each with a choice of where it goes."""
    choices = {"": "Decide later", NOTHING: "It says nothing of the role"} | _places(kind, content)
    rows = tuple(
        Row(
            (Slot(f"unplaced-{index}", f"Put line {each['line']} into", "", "choice", choices),),
            line=int(each["line"]),
            says=str(each["text"]),
        )
        for index, each in open_texts(report)[:AT_ONCE]
    )
    return (Group("", "", rows),)


def place_texts(kind: str, working: Working, values: Values) -> None:
    """Put each text where it was said to go; those that were not decided stay."""
    allowed = _places(kind, working.content)
    stay = []
    for index, each in enumerate(working.unplaced()):
        to = values.get(f"unplaced-{index}", "")
        if to in allowed:
            _put(working, to, each)
        else:
            stay.append(each | {"is_boilerplate": True} if to == NOTHING else each)
    working.report["unplaced"] = stay


def _places(kind: str, content: Mapping[str, Any]) -> dict[str, str]:
    if kind == "ladder":
        return {f"{row['key']}@rows": f"{row['name']}: beside its name" for row in content.get("rows") or ()}
    found = {f"{name}@": f"Every title: {label}" for name, label in _LISTS.items()}
    found["confidence_statement@"] = "The family: to people who do not match every line"
    for title in content.get("titles") or ():
        found |= {f"{name}@titles.{title['key']}": f"{title['name']}: {label}" for name, label in _LISTS.items()}
        found[f"summary@titles.{title['key']}"] = f"{title['name']}: in a sentence"
    for where in ("specialties", "locations"):
        for each in content.get(where) or ():
            found[f"requirements@{where}.{each['key']}"] = f"{each['name']}: a requirement"
    for stage in content.get("stages") or ():
        found[f"happens@stages.{stage['key']}"] = f"{stage['name']}: what happens"
    return found


def _put(working: Working, to: str, text: Holder) -> None:
    name, _, place = to.partition("@")
    where, _, key = place.partition(".")
    if where == "rows":
        row = next(each for each in working.content["rows"] if each["key"] == name)
        row["name"] = f"{row['name']}. {text['text']}"
        return
    holder = working.holder(where, key) if where else working.content
    if name in _LISTS:
        add_item(working, holder, name, str(text["text"]), int(text["line"]))
        return
    before = str(holder.get(name) or "")
    holder[name] = f"{before} {text['text']}".strip()
