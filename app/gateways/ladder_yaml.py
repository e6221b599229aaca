"""YAML text to plain content, with the position of every key and value. Only the plain part of YAML is let in.

Anchors, aliases, tags, directives, second documents and repeated keys are findings, since each lets a file say
something else than it shows. The text is read event by event, so that nothing nested or repeated can grow in memory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.events import CollectionEndEvent as CollectionEnd
from ruamel.yaml.reader import ReaderError

from app.domain.misfits import Place
from app.gateways.ladder_findings import START, Finding, Mark

DEEPEST = 20
WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
DECIMAL = re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{1,17}")
WORDS: dict[str, bool | None] = {"": None, "null": None, "~": None, "true": True, "false": False}
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass
class Document:
    """Plain content, and where each key and each value of it begins."""

    path: Path
    content: Any = None
    keys: dict[Place, Mark] = field(default_factory=dict)
    values: dict[Place, Mark] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def mark(self, place: Place) -> Mark:
        """Where the value stands; for one that is missing, where the nearest part around it stands."""
        while place and place not in self.values:
            place = place[:-1]
        return self.values.get(place, START)

    def key_mark(self, place: Place) -> Mark:
        """Where the key stands, or the value for what has no key."""
        return self.keys.get(place) or self.mark(place)

    def refuse(self, mark: Mark, met: str, allowed: str = "", *, nearest: str | None = None) -> None:
        """Note a finding of this file."""
        self.findings.append(Finding(self.path, mark, met, allowed, nearest))


def parse(text: str, path: Path) -> Document:
    """The content of one file. What is wrong stands in its `findings`; then the content is not to be relied on."""
    document = Document(path)
    try:
        _Builder(document).build(_events(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Mark(mark.line + 1, mark.column + 1) if mark else START
        document.refuse(where, f"this is not YAML: {_problem(error)}", "one mapping of keys and values")
    except ReaderError as error:
        before = text[: error.position]
        where = Mark(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        document.refuse(where, "a control character", "printable characters")
    return document


def _events(text: str) -> Iterator[Event]:
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_duplicate_keys = True
    events: Iterator[Event] = yaml.parse(StringIO(text))
    return events


def _problem(error: MarkedYAMLError) -> str:
    parts = [str(part).strip() for part in (error.context, error.problem) if part]
    return ", ".join(parts) or "it can't be read"


def _tag(tag: object) -> str:
    return str(tag).replace("tag:yaml.org,2002:", "!!")


def _mark(event: Event) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


@dataclass
class _Open:
    """A mapping or list that is being read. `key` is the mapping's key whose value comes next."""

    place: Place
    content: dict[str, Any] | list[Any]
    key: str | None = None


class _Builder:
    """Puts events together. Stops at the first thing after which the rest would be guesswork."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._open: list[_Open] = []
        self._documents = 0

    def build(self, events: Iterator[Event]) -> None:
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self._documents += 1
                if event.version or event.tags:
                    self._document.refuse(START, "a directive (%)", "plain YAML without directives")
                if self._documents > 1:
                    self._document.refuse(_mark(event), "a second document (---)", "one document per file")
                    return
            elif isinstance(event, CollectionEnd):
                self._open.pop()
            elif isinstance(event, NodeEvent) and not self._take(event):
                return

    def _take(self, event: NodeEvent) -> bool:
        self._refuse_indirection(event)
        if isinstance(event, CollectionStartEvent) and len(self._open) >= DEEPEST:
            self._document.refuse(_mark(event), "content nested too deeply", f"at most {DEEPEST} levels")
            return False
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.content, dict) and top.key is None:
            return self._take_key(event, top)
        self._take_value(event, top)
        return True

    def _refuse_indirection(self, event: NodeEvent) -> None:
        mark = _mark(event)
        if isinstance(event, AliasEvent):
            self._document.refuse(mark, f"an alias (*{event.anchor})", "the text itself, written out")
        elif event.anchor is not None:
            self._document.refuse(mark, f"an anchor (&{event.anchor})", "content without anchors")
        if isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag is not None:
            self._document.refuse(mark, f"a tag ({_tag(event.tag)})", "content without tags")

    def _take_key(self, event: NodeEvent, top: _Open) -> bool:
        if not isinstance(event, ScalarEvent):
            self._document.refuse(_mark(event), "a key that is no word", "a word")
            return False
        key = str(event.value)
        place = (*top.place, key)
        if key == "<<":
            self._document.refuse(_mark(event), "a merge key (<<)", "the keys themselves, written out")
        if place in self._document.keys:
            first = self._document.keys[place].line
            self._document.refuse(_mark(event), f"a second key {key!r}; the first is on line {first}", "each key once")
        else:
            self._document.keys[place] = _mark(event)
        top.key = key
        return True

    def _take_value(self, event: NodeEvent, top: _Open | None) -> None:
        place = self._next_place(top)
        is_left_out = isinstance(event, ScalarEvent) and event.style is None and event.value == ""
        # What is left out has no place of its own: the parser puts it where the next thing begins.
        self._document.values[place] = (self._document.keys.get(place) if is_left_out else None) or _mark(event)
        value: Any = None
        if isinstance(event, MappingStartEvent):
            value = {}
        elif isinstance(event, SequenceStartEvent):
            value = []
        elif isinstance(event, ScalarEvent):
            value = self._scalar(event)
        self._put(top, value)
        if isinstance(event, CollectionStartEvent):
            self._open.append(_Open(place, value))

    def _next_place(self, top: _Open | None) -> Place:
        if top is None:
            return ()
        return (*top.place, len(top.content) if isinstance(top.content, list) else str(top.key))

    def _put(self, top: _Open | None, value: Any) -> None:
        if top is None:
            self._document.content = value
        elif isinstance(top.content, list):
            top.content.append(value)
        else:
            top.content[str(top.key)] = value
            top.key = None

    def _scalar(self, event: ScalarEvent) -> str | int | float | bool | None:
        text = str(event.value)
        if UNSTORABLE.search(text):
            self._document.refuse(_mark(event), "a control character", "printable characters")
        if event.style is not None:
            return text
        if text.lower() in WORDS and text in {text.lower(), text.capitalize(), text.upper()}:
            return WORDS[text.lower()]
        if WHOLE.fullmatch(text):
            return int(text)
        if DECIMAL.fullmatch(text):
            return float(text)
        return text
