"""The changes of a piece of content as people read them: where, what it was, what it is, and a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.content_diff.labels import label_of, noun_of, place_of
from app.domain.content_diff.sentences import Words, sentence_of
from app.domain.content_diff.walking import Difference, differences, spelled
from app.domain.playbook import Playbook
from app.domain.shapes import Shape

# Lists that say how large something new is, in the order in which they are told.
COUNTED = ("levels", "rows", "titles", "stages", "specialties", "competencies", "points", "signals", "cards")
NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `place` says where it stands; `before` and `after` are empty where there was or is nothing."""

    place: str
    before: str
    after: str
    says: str


def content_changes(before: Shape | None, after: Shape, *, names: Mapping[str, str] = NO_NAMES) -> tuple[Change, ...]:
    """What differs between two versions of one piece of content.

    Args:
        before: the earlier version; None where there is none.
        after: the later version.
        names: names of keys of other content, such as focus areas in a family; see `names_in`.

    Returns:
        each difference once, in the order of the content; none exactly when both have the same digest.
    """
    now = after.model_dump(mode="json")
    if before is None:
        return (_of_something_new(now),)
    was = before.model_dump(mode="json")
    words = Words({**names, **dict(_keyed(was)), **dict(_keyed(now))})
    kind = str(now.get("kind", ""))
    return tuple(_change(found, kind, words) for found in differences(was, now))


def names_in(*playbooks: Playbook) -> dict[str, str]:
    """Names of everything that content of these playbooks points at: areas, signals, titles, stages, bars, levels."""
    found: dict[str, str] = {}
    for each in playbooks:
        found |= {title.key: title.name for title in each.family.titles}
        found |= {stage.key: stage.name for stage in each.family.stages}
        found |= {signal.key: signal.name for signal in each.ladder.signals}
        found |= {item.key: item.name for item in each.competencies.competencies}
        found |= {mark: each.scale.point(value).name for mark, value in each.scale.marks.items()}
    return found


def _of_something_new(content: Mapping[str, Any]) -> Change:
    name = str(content.get("name") or noun_of(str(content.get("kind", ""))))
    sizes = [f"{len(content[each])} {each}" for each in COUNTED if content.get(each)]
    after = ", ".join(sizes)
    return Change(name, "", after, f"{name} is new{': ' + after if after else ''}.")


def _keyed(content: Any) -> Iterator[tuple[str, str]]:
    """Keys with the names that belong to them, wherever they stand in the content."""
    if isinstance(content, Mapping):
        if isinstance(content.get("key"), str) and isinstance(content.get("name"), str):
            yield content["key"], content["name"]
        for value in content.values():
            yield from _keyed(value)
    elif isinstance(content, list):
        for value in content:
            yield from _keyed(value)


def _change(found: Difference, kind: str, words: Words) -> Change:
    return Change(
        place=place_of(found),
        before=_shown(found.before, found, words),
        after=_shown(found.after, found, words),
        says=sentence_of(found, kind, words),
    )


def _shown(value: Any, found: Difference, words: Words) -> str:
    if value is None:
        return ""
    if found.turn == "moved":
        return ", ".join(words.name(label_of(item)) for item in value)
    if isinstance(value, Mapping):
        return label_of(value)
    if isinstance(value, list):
        return ", ".join(words.plain(item) if not isinstance(item, Mapping) else spelled(item) for item in value)
    return words.plain(value)
