"""What a browser knows of the forms on a page: where each goes, what it would send as it stands, what can be chosen."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "hr", "img", "path", "circle", "line", "rect"}
CHOSEN = {"radio", "checkbox"}


@dataclass
class Choice:
    """One radio, check box or option, with the words beside it."""

    name: str
    value: str
    words: str = ""


@dataclass
class FilledForm:
    """A form as it stands: `values` is what would be sent, `choices` what could be chosen."""

    action: str
    method: str
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
        """The names of fields with this beginning, each once, in the order of the page."""
        found = [choice.name for choice in self.choices] + list(self.values)
        return [name for name in dict.fromkeys(found) if name.startswith(prefix)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FilledForm] = []
        self._open: list[str] = []
        self._select = ""
        self._textarea = ""
        self._labelled: Choice | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if tag == "form":
            self.forms.append(FilledForm(values.get("action", ""), values.get("method", "get").lower()))
        if not self.forms or "form" not in self._open:
            return
        form, name = self.forms[-1], values.get("name", "")
        if tag == "input" and name:
            self._input(form, values)
        if tag == "select":
            self._select = name
        if tag == "textarea":
            self._textarea = name
            form.values[name] = [""]
        if tag == "option":
            self._option(form, values)

    def _input(self, form: FilledForm, values: dict[str, str]) -> None:
        name, value = values["name"], values.get("value", "on")
        if values.get("type") in CHOSEN:
            self._labelled = Choice(name, value)
            form.choices.append(self._labelled)
            if "checked" in values:
                form.values.setdefault(name, []).append(value)
        elif values.get("type") != "file":
            form.values[name] = [values.get("value", "")]

    def _option(self, form: FilledForm, values: dict[str, str]) -> None:
        self._labelled = Choice(self._select, values.get("value", ""))
        form.choices.append(self._labelled)
        if "selected" in values or self._select not in form.values:
            form.values[self._select] = [self._labelled.value]

    def handle_endtag(self, tag: str) -> None:
        if tag in {"label", "option", "select"}:
            self._labelled = None
        if tag == "textarea":
            self._textarea = ""
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._textarea:
            value = self.forms[-1].values[self._textarea]
            value[0] = (value[0] + data.replace("\r\n", "\n")).removeprefix("\n")
        elif self._labelled is not None:
            self._labelled.words = " ".join(f"{self._labelled.words} {data}".split())


def forms_on(html: str) -> list[FilledForm]:
    """The forms of a page, in its order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def value_of(html: str, control_id: str) -> str:
    """What stands in the control with this id, whether it belongs to a form or not."""
    found = re.search(rf'<input[^>]* id="{control_id}"[^>]* value="([^"]*)"', html)
    assert found, f"there is no control with the id {control_id}"
    return found.group(1)
