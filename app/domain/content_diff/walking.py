"""Finding every difference between two versions of content: what came, went, moved or changed, and where it stands."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Turn = Literal["added", "removed", "moved", "changed"]
Content = Mapping[str, Any]
EACH = "*"
# What tells the items of a list apart; the first of them that all items have, each another, is used.
IDENTITIES = ("key", "code", "level", "point", "value", "title", "profile")


@dataclass(frozen=True, slots=True)
class Owner:
    """An item of a list, or an entry of a mapping, in which a difference lies. `pattern` is where such items stand."""

    pattern: str
    id: str
    before: Any
    after: Any

    @property
    def newest(self) -> Any:
        """The item as it is now; of one that is gone, as it was."""
        return self.before if self.after is None else self.after


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `pattern` is the path with a star for every item, such as `stages.*.minutes`.

    Of what moved, `before` and `after` are the items in both orders; what was added has nothing before it.
    """

    turn: Turn
    pattern: str
    owners: tuple[Owner, ...]
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class _Place:
    pattern: str = ""
    owners: tuple[Owner, ...] = ()

    def field(self, name: str) -> "_Place":
        return _Place(f"{self.pattern}.{name}" if self.pattern else name, self.owners)

    def item(self, id: str, before: Any, after: Any) -> "_Place":
        pattern = f"{self.pattern}.{EACH}"
        return _Place(pattern, (*self.owners, Owner(pattern, id, before, after)))

    def tell(self, turn: Turn, before: Any, after: Any) -> Difference:
        return Difference(turn, self.pattern, self.owners, before, after)


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """Every difference of two versions as plain data; none exactly when both have the same canonical JSON."""
    return tuple(_walk(before, after, _Place()))


def _walk(before: Any, after: Any, place: _Place) -> Iterator[Difference]:
    if spelled(before) == spelled(after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_mappings(before, after, place)
    elif isinstance(before, Sequence) and isinstance(after, Sequence) and not isinstance(before, str):
        yield from _of_lists(before, after, place)
    else:
        yield place.tell("changed", before, after)


def _of_mappings(before: Content, after: Content, place: _Place) -> Iterator[Difference]:
    has_entries = _is_named_by_content(place)
    for name in dict.fromkeys((*after, *before)):
        here = place.item(name, before.get(name), after.get(name)) if has_entries else place.field(name)
        yield from _of_entry(before, after, name, here)


def _of_entry(before: Content, after: Content, name: str, here: _Place) -> Iterator[Difference]:
    if name in before and name in after:
        yield from _walk(before[name], after[name], here)
    elif _is_full_list(before.get(name)) or _is_full_list(after.get(name)):
        yield from _of_lists(before.get(name) or [], after.get(name) or [], here)
    else:
        yield here.tell("changed", before.get(name), after.get(name))


def _is_named_by_content(place: _Place) -> bool:
    """Whether the names in a mapping are content themselves: the levels of a row's cells, the marks of a scale."""
    return place.pattern.endswith(("cells", "marks"))


def _is_full_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and bool(value)


def _of_lists(before: Sequence[Any], after: Sequence[Any], place: _Place) -> Iterator[Difference]:
    told = _identity(before, after)
    if told is None:
        yield place.tell("changed", list(before), list(after))
        return
    had, has = ({_id(item, told): item for item in items} for items in (before, after))
    for id, item in has.items():
        if id not in had:
            yield place.item(id, None, item).tell("added", None, item)
    for id, item in had.items():
        if id not in has:
            yield place.item(id, item, None).tell("removed", item, None)
    stayed = [id for id in had if id in has]
    if stayed != [id for id in has if id in had]:
        yield place.tell("moved", list(before), list(after))
    for id in stayed:
        yield from _walk(had[id], has[id], place.item(id, had[id], has[id]))


def _identity(before: Sequence[Any], after: Sequence[Any]) -> str | None:
    """What the items are told apart by: a field, nothing but themselves (""), or None where some are alike."""
    items = (*before, *after)
    if all(isinstance(item, Mapping) for item in items):
        for name in IDENTITIES:
            if all(name in item for item in items) and all(_are_unlike(part, name) for part in (before, after)):
                return name
    return "" if all(_are_unlike(part, "") for part in (before, after)) else None


def _are_unlike(items: Sequence[Any], name: str) -> bool:
    return len({_id(item, name) for item in items}) == len(items)


def _id(item: Any, name: str) -> str:
    return str(item[name]) if name else spelled(item)


def spelled(value: Any) -> str:
    """One spelling per value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
