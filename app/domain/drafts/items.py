"""Lists of responsibilities and requirements in a draft: as slots, and after they were edited, moved or taken out."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.drafts.slots import Group, Row, Slot, Values
from app.domain.drafts.working import Holder, Working, words
from app.domain.importing.asked import requirement, responsibility
from app.domain.importing.keys import Keys

RESPONSIBILITIES, REQUIREMENTS, PREFERRED, OUT = "responsibilities", "requirements", "preferred", "out"
NAMES = {RESPONSIBILITIES: "Responsibilities", REQUIREMENTS: "Requirements", PREFERRED: "Nice to have"}
_PLACES = {RESPONSIBILITIES: "A responsibility", REQUIREMENTS: "A requirement", PREFERRED: "Nice to have"}
_OUT = {OUT: "Take it out"}
# What only the items of the other list have.
_OTHERS = {RESPONSIBILITIES: frozenset({"strength", "kinds"}), REQUIREMENTS: frozenset({"areas", "figure"})}


def item_groups(holder: Mapping[str, Any], lists: Sequence[str]) -> tuple[Group, ...]:
    """One group for each list: a row for each item, and one to add more."""
    return tuple(_group(holder, name, lists) for name in _shown(holder, lists))


def edit_items(working: Working, holder: Holder, values: Values, lists: Sequence[str]) -> None:
    """Change the lists of one title, specialty, location or of the family; what is taken out keeps its text."""
    after: dict[str, list[Holder]] = {RESPONSIBILITIES: [], REQUIREMENTS: []}
    for name in _shown(holder, lists):
        for index, item in enumerate(holder.get(name) or ()):
            text = words(values, f"{name}-{index}", item["text"])
            to = values.get(f"to-{name}-{index}", _place(name, item))
            if to == OUT or not text:
                working.put_back(item["text"], int(item.get("line") or 0))
                continue
            _add(after, to, _changed(working, item, text, is_moved=_list_of(to) != name))
        for text in words(values, f"more-{name}", "").splitlines():
            if text.strip():
                add_item(working, after, name, text.strip(), 0)
    for name in _shown(holder, lists):
        holder[name] = after[name]
    for name in set(after) - set(_shown(holder, lists)):
        if after[name]:
            holder[name] = after[name]


def add_item(working: Working, holder: dict[str, Any], to: str, text: str, line: int) -> None:
    """Put a text into one of the lists, once."""
    _add(holder, to, {"text": text, "line": line} | _known(working, text))


def _add(after: dict[str, Any], to: str, item: Holder) -> None:
    name = _list_of(to)
    made = _made(item, name, is_preferred=to == PREFERRED)
    listed = after.setdefault(name, [])
    if made["key"] not in {each["key"] for each in listed}:
        listed.append(made)


def _made(item: Holder, name: str, *, is_preferred: bool) -> Holder:
    """The item with the keys of its list; what it has already is kept."""
    keys, at = Keys(), item.get("at") or "added in the draft"
    line, text = int(item.get("line") or 0), item["text"]
    fresh = responsibility(text, at=at, line=line, keys=keys)
    if name == REQUIREMENTS:
        fresh = requirement(text, at=at, line=line, keys=keys, is_preferred_list=is_preferred)
    made = fresh | {key: value for key, value in item.items() if key not in _OTHERS[name]}
    if name == REQUIREMENTS and "strength" in item:
        made["strength"] = "preferred" if is_preferred else "must"
    return made if line or "line" in item else {key: value for key, value in made.items() if key != "line"}


def _changed(working: Working, item: Holder, text: str, *, is_moved: bool) -> Holder:
    """The item with another text. Its key stays, unless the same sentence stands elsewhere with the old text."""
    if text == item["text"]:
        return {**item, "strength": item.get("strength", "must")} if is_moved else item
    uses = sum(1 for each in _all_items(working) if each["key"] == item["key"])
    return item | {"text": text} | ({} if uses < 2 else _known(working, text))


def _known(working: Working, text: str) -> Holder:
    """The key that a sentence has: the one of the same sentence, else a new one that no other sentence has."""
    same = " ".join(text.lower().split()).rstrip(".")
    taken = {each["key"]: " ".join(each["text"].lower().split()).rstrip(".") for each in _all_items(working)}
    key = next((key for key, known in taken.items() if known == same), None)
    return {"key": key or Keys(taken).key(text)}


def _all_items(working: Working) -> list[Holder]:
    holders = [working.content]
    for where in ("titles", "specialties", "locations"):
        holders += working.holders(where)
    return [item for each in holders for name in (RESPONSIBILITIES, REQUIREMENTS) for item in each.get(name) or ()]


def _group(holder: Mapping[str, Any], name: str, lists: Sequence[str]) -> Group:
    rows = [
        Row(
            (
                Slot(f"{name}-{index}", f"{NAMES[name]}, {index + 1}", item["text"], "text"),
                Slot(f"to-{name}-{index}", f"Where {index + 1} goes", _place(name, item), "choice", _choices(lists)),
            ),
            line=int(item.get("line") or 0),
        )
        for index, item in enumerate(holder.get(name) or ())
    ]
    more = Slot(f"more-{name}", "Add, one a line", "", "text")
    count = len(rows)
    return Group(NAMES[name], "None yet." if not count else "", (*rows, Row((more,))))


def _choices(lists: Sequence[str]) -> Mapping[str, str]:
    return {place: label for place, label in _PLACES.items() if _list_of(place) in lists} | _OUT


def _shown(holder: Mapping[str, Any], lists: Sequence[str]) -> list[str]:
    """The lists that can be there, and those that are there all the same."""
    return [name for name in (RESPONSIBILITIES, REQUIREMENTS) if name in lists or holder.get(name)]


def _place(name: str, item: Mapping[str, Any]) -> str:
    is_preferred = name == REQUIREMENTS and item.get("strength") == "preferred"
    return PREFERRED if is_preferred else name


def _list_of(place: str) -> str:
    return REQUIREMENTS if place == PREFERRED else place
