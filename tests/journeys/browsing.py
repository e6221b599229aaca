"""What a browser knows of the forms on a page: where each goes, what it would send as it stands, what can be chosen.

Read by patterns and not by a parser: the lists of time zones alone make these journeys half as fast otherwise. That the
markup is sound is checked elsewhere, for every page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_FORM = re.compile(r"<form(?P<head>[^>]*)>(?P<body>.*?)</form>", re.DOTALL)
_CONTROL = re.compile(
    r"<input(?P<input>[^>]*)>"
    r"|<textarea(?P<textarea>[^>]*)>(?P<text>.*?)</textarea>"
    r"|<select(?P<select>[^>]*)>(?P<options>.*?)</select>",
    re.DOTALL,
)
_OPTION = re.compile(r"<option(?P<head>[^>]*)>(?P<words>[^<]*)")
_ATTRIBUTE = re.compile(r' ([a-z-]+)(?:="([^"]*)")?')
_TAG = re.compile(r"<[^>]*>")
CHOSEN = {"radio", "checkbox"}


@dataclass(frozen=True)
class Choice:
    """One radio, check box or option, with the words beside it."""

    name: str
    value: str
    words: str


@dataclass
class FilledForm:
    """A form as it stands: `values` is what would be sent, `choices` what could be chosen."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)

    def choice(self, name: str, words: str) -> str:
        """The value of the choice with these words, or whose words begin with them."""
        offered = [choice for choice in self.choices if choice.name == name]
        for choice in offered:
            if choice.words == words or choice.words.startswith(words + " "):
                return choice.value
        raise AssertionError(f"{name} offers no “{words}”, but: {'; '.join(choice.words for choice in offered)}")

    def names(self, prefix: str) -> list[str]:
        """The names of choices with this beginning, each once, in the order of the page."""
        return list(dict.fromkeys(choice.name for choice in self.choices if choice.name.startswith(prefix)))


def form_on(html: str, action_end: str) -> FilledForm | None:
    """The first form of a page that posts to an address with this ending."""
    for found in _FORM.finditer(html):
        head = _attributes(found["head"])
        action = head.get("action", "")
        if head.get("method") == "post" and action.endswith(action_end):
            return _read(FilledForm(action), found["body"])
    return None


def value_of(html: str, control_id: str) -> str:
    """What stands in the control with this id, whether it belongs to a form or not."""
    for control in _CONTROL.finditer(html):
        values = _attributes(control["input"] or "")
        if values.get("id") == control_id:
            return values["value"]
    raise AssertionError(f"there is no control with the id {control_id}")


def tokens_on(html: str) -> dict[str, str]:
    """The hidden fields that every move sends, from whichever form of the page has them."""
    inputs = [_attributes(control["input"] or "") for control in _CONTROL.finditer(html)]
    return {item["name"]: item["value"] for item in inputs if item.get("name") in {"csrf_token", "version"}}


def _read(form: FilledForm, body: str) -> FilledForm:
    for control in _CONTROL.finditer(body):
        if control["textarea"] is not None:
            name = _attributes(control["textarea"])["name"]
            form.values[name] = [unescape(control["text"]).replace("\r\n", "\n").removeprefix("\n")]
        elif control["select"] is not None:
            _read_select(form, _attributes(control["select"]), control["options"])
        else:
            words = body[control.end() : body.find("</label>", control.end())]
            _read_input(form, _attributes(control["input"]), words=words)
    return form


def _read_input(form: FilledForm, values: dict[str, str], *, words: str) -> None:
    name, value = values.get("name", ""), values.get("value", "")
    if values.get("type") in CHOSEN:
        form.choices.append(Choice(name, value, " ".join(unescape(_TAG.sub(" ", words)).split())))
        if "checked" in values:
            form.values.setdefault(name, []).append(value)
    elif name and values.get("type") != "file":
        form.values[name] = [value]


def _read_select(form: FilledForm, values: dict[str, str], options: str) -> None:
    name = values["name"]
    found = list(_options(options))
    form.choices += [Choice(name, value, words) for value, words, _ in found]
    chosen = [value for value, _, is_selected in found if is_selected]
    if "multiple" in values:
        form.values[name] = chosen
    else:
        form.values.setdefault(name, []).extend(chosen[:1] or [value for value, _, _ in found[:1]])


def _options(options: str) -> Iterator[tuple[str, str, bool]]:
    for option in _OPTION.finditer(options):
        head = _attributes(option["head"])
        yield head.get("value", ""), unescape(option["words"]).strip(), "selected" in head


def _attributes(head: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(head)}
