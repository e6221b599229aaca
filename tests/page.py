"""A fetched page that has been checked: one h1 equal to the title, labels, ids, form actions, CSRF, headers."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient

UNLABELLED = {"hidden", "submit", "button"}


@dataclass
class Form:
    """One form: where it goes, and what a browser would send."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.forms: list[Form] = []
        self.texts: dict[str, list[str]] = {"h1": [], "title": []}
        self.words: list[str] = []
        self.faults: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._open.append(tag)
        if "style" in values or any(name.startswith("on") for name in values):
            self.faults.append(f"<{tag}> has an inline style or script")
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "label" and values.get("for"):
            self.labelled.add(values["for"] or "")
        if tag == "form":
            self.forms.append(Form(values.get("action") or "", (values.get("method") or "get").lower()))
        if tag in {"input", "select", "textarea"}:
            self.controls.append(values | {"tag": tag, "in_label": "yes" if "label" in self._open[:-1] else None})
            if self.forms and values.get("name") and values.get("type") not in {"radio", "checkbox"}:
                self.forms[-1].fields[values["name"] or ""] = values.get("value") or ""
        if tag in self.texts and "svg" not in self._open[:-1]:
            self.texts[tag].append("")
        if tag in {"input", "meta", "link", "br", "hr", "img", "path", "circle", "line", "rect"}:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        for tag, found in self.texts.items():
            if tag in self._open and found and "svg" not in self._open:
                found[-1] += data


@dataclass
class Page:
    """A checked page."""

    status: int
    html: str
    text: str
    forms: list[Form]

    def form(self, action_end: str = "") -> dict[str, str]:
        """The fields of the first form that posts to an address with this ending."""
        for form in self.forms:
            if form.method == "post" and form.action.endswith(action_end):
                return dict(form.fields)
        raise AssertionError(f"no form posts to ...{action_end}")


def read(client: FlaskClient, path: str, *, status: int = 200) -> Page:
    """Fetch a page and check what holds for every page."""
    answer = client.get(path)
    html = answer.get_data(as_text=True)
    assert answer.status_code == status, f"{path} answers {answer.status_code}, not {status}"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    return check(path, html, status)


def check(path: str, html: str, status: int) -> Page:
    """Check the markup of one page."""
    reader = _Reader()
    reader.feed(html)
    faults = list(reader.faults)
    titles, heads = reader.texts["title"], reader.texts["h1"]
    if len(heads) != 1 or len(titles) != 1:
        faults.append(f"{len(heads)} h1 and {len(titles)} title")
    elif not f"{_plain(titles[0])} – ".startswith(f"{_plain(heads[0])} – "):
        faults.append(f"title {_plain(titles[0])!r} is not h1 {_plain(heads[0])!r}")
    faults += [f"id {name} twice" for name, count in Counter(reader.ids).items() if count > 1]
    for control in reader.controls:
        named = control.get("in_label") or control.get("aria-label") or control.get("aria-labelledby")
        if control.get("type") not in UNLABELLED and not named and control.get("id") not in reader.labelled:
            faults.append(f"{control['tag']} {control.get('name')} has no label")
    faults += [f"form to {f.action} has no CSRF field" for f in reader.forms if _lacks_csrf(f)]
    assert not faults, f"{path}: " + "; ".join(faults)
    return Page(status, html, _plain(" ".join(reader.words)), reader.forms)


def _lacks_csrf(form: Form) -> bool:
    return form.method == "post" and not form.fields.get("csrf_token")


def _plain(text: str) -> str:
    return " ".join(text.split())
