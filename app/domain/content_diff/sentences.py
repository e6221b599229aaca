"""A sentence for every change of content: own words where a change means something, plain ones everywhere else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.content_diff.labels import field_of, label_of, list_of, noun_of, owners_text
from app.domain.content_diff.walking import Difference, spelled

SHORT = 60
SHARES = {"majority": "the majority", "all": "every one"}
BY_LIST = {"rows", "signals", "levels", "titles", "stages", "competencies", "specialties", "locations", "tracks"}


@dataclass(frozen=True, slots=True)
class Words:
    """Names of keys, as far as they are known."""

    names: Mapping[str, str]

    def name(self, key: str) -> str:
        """The name of a key, else the key without underscores."""
        return self.names.get(key) or (key.replace("_", " ") if key.islower() else key)

    def plain(self, value: Any) -> str:
        """A value as it is read in a sentence."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, str):
            return self.names.get(value, value)
        return spelled(value) if isinstance(value, dict | list) else str(value)


Telling = Callable[[Difference, Words], str]


def sentence_of(found: Difference, kind: str, words: Words) -> str:
    """What changed, to stand by itself."""
    own = _OWN.get(f"{kind}.{found.pattern}") or _OWN.get(f"{kind}.{found.pattern}:{found.turn}")
    says = own(found, words) if own else _PLAIN[found.turn](found, words)
    return says[:1].upper() + says[1:]


def _added(found: Difference, words: Words) -> str:
    what = _what(found, words, found.after)
    around = owners_text(found, without_last=True)
    return f"{around}: new {what}." if around else f"New {what}."


def _removed(found: Difference, words: Words) -> str:
    what = _what(found, words, found.before)
    around = owners_text(found, without_last=True)
    return f"{around}: {what} is gone." if around else f"{what} is gone."


def _what(found: Difference, words: Words, item: Any) -> str:
    name = list_of(found.owners[-1])
    label = label_of(item) if isinstance(item, Mapping) else words.plain(item)
    return f"{noun_of(name)} {label}" if name in BY_LIST else f"{noun_of(name)} “{label}”"


def _moved(found: Difference, words: Words) -> str:
    around = owners_text(found)
    order = ", ".join(words.name(label_of(item)) for item in found.after)
    told = f"{field_of(found.pattern)} in another order: {order}."
    return f"{around}: {told}" if around else told


def _changed(found: Difference, words: Words) -> str:
    around = owners_text(found)
    is_item = bool(found.owners) and found.owners[-1].pattern == found.pattern
    what = "" if is_item else field_of(found.pattern)
    start = ": ".join(part for part in (around, what) if part)
    if found.before in (None, "", [], {}):
        return f"{start}: {_short(found.after, words)}, where nothing was set."
    if found.after in (None, "", [], {}):
        return f"{start}: nothing is set any more, where it was {_short(found.before, words)}."
    if max(len(words.plain(value)) for value in (found.before, found.after)) > SHORT:
        return f"{start}: worded anew."
    return f"{start}: {_short(found.after, words)} instead of {_short(found.before, words)}."


def _short(value: Any, words: Words) -> str:
    text = words.plain(value)
    if not isinstance(value, str):
        return text
    return f"“{text}”" if len(text) <= SHORT else f"“{text[:SHORT].rstrip()}…”"


def _renamed(found: Difference, words: Words) -> str:
    name = noun_of(list_of(found.owners[-1]))
    return f"{name} “{found.before}” is called “{found.after}” now."


def _figure(unit: str) -> Telling:
    def tell(found: Difference, words: Words) -> str:
        return f"{owners_text(found)}: {found.before} to {found.after} {unit}."

    return tell


def _new_title(found: Difference, words: Words) -> str:
    extends = found.after.get("extends")
    return f"New title {found.after['name']}{', extends ' + words.name(extends) if extends else ''}."


def _new_stage(found: Difference, words: Words) -> str:
    stage = found.after
    areas = ", ".join(words.name(key) for key in stage["focus_areas"]) or "no focus area"
    return f"New stage {stage['name']}: {stage['minutes']} minutes, interviewers: {stage['interviewers']}, {areas}."


def _extends(found: Difference, words: Words) -> str:
    title = label_of(found.owners[-1].after)
    if found.after is None:
        return f"{title} extends no title any more; before it extended {words.name(found.before)}."
    was = f" instead of {words.name(found.before)}" if found.before else ""
    return f"{title} extends {words.name(found.after)}{was}."


def _looks_at(verb: str, no_more: str) -> Telling:
    def tell(found: Difference, words: Words) -> str:
        stage, key = owners_text(found, without_last=True), found.after or found.before
        return f"Stage {stage} {verb if found.turn == 'added' else no_more} {words.name(key)}."

    return tell


def _in_use(found: Difference, words: Words) -> str:
    return f"{owners_text(found)} is {'in use now' if found.after else 'not in use any more'}."


def _bar(found: Difference, words: Words) -> str:
    rule, clause = (owner.after for owner in found.owners)
    now, was = (words.name(bar) if bar else "no bar" for bar in (found.after, found.before))
    return f"{rule['level']}: {SHARES[clause['share']]} now needs {now} instead of {was}."


def _share(found: Difference, words: Words) -> str:
    rule, clause = (owner.after for owner in found.owners)
    bar = f"{words.name(clause['bar'])} is" if clause["bar"] else "its own level is"
    now, was = SHARES[found.after], SHARES[found.before]
    return f"{rule['level']}: {bar} now asked of {now} instead of {was}."


def _clause(found: Difference, words: Words) -> str:
    rule, clause = found.owners[-2].newest, found.after or found.before
    says = clause["says"].rstrip(".")
    return f"{rule['level']} {'asks for more' if found.turn == 'added' else 'no longer asks'}: {says}."


def _nearest(found: Difference, words: Words) -> str:
    title = words.name(found.owners[-1].id)
    if found.turn == "added":
        return f"{title} is now mapped to {found.after['level']}."
    if found.turn == "removed":
        return f"{title} is mapped to no level any more; it was {found.before['level']}."
    return f"{title} is now mapped to {found.after} instead of {found.before}."


def _switched(found: Difference, words: Words) -> str:
    return "The mapping is in use again." if found.after else "The mapping is switched off."


_PLAIN: Mapping[str, Telling] = {"added": _added, "removed": _removed, "moved": _moved, "changed": _changed}
# By kind and path; where only one turn is told in own words, with it.
_OWN: Mapping[str, Telling] = {
    "family.titles.*.name": _renamed,
    "family.stages.*.name": _renamed,
    "family.specialties.*.name": _renamed,
    "ladder.levels.*.name": _renamed,
    "ladder.signals.*.name": _renamed,
    "ladder.rows.*.name": _renamed,
    "competencies.competencies.*.name": _renamed,
    "scale.points.*.name": _renamed,
    "family.titles.*:added": _new_title,
    "family.titles.*.extends": _extends,
    "family.stages.*:added": _new_stage,
    "family.stages.*.minutes": _figure("minutes"),
    "family.stages.*.interviewers": _figure("interviewers"),
    "family.stages.*.focus_areas.*": _looks_at("looks at", "no longer looks at"),
    "family.stages.*.signals.*": _looks_at("asks about", "no longer asks about"),
    "ladder.levels.*.in_use": _in_use,
    "ladder.rules.*.clauses.*.bar": _bar,
    "ladder.rules.*.clauses.*.share": _share,
    "ladder.rules.*.clauses.*:added": _clause,
    "ladder.rules.*.clauses.*:removed": _clause,
    "crosswalk.titles.*:added": _nearest,
    "crosswalk.titles.*:removed": _nearest,
    "crosswalk.titles.*.level": _nearest,
    "crosswalk.enabled": _switched,
}
