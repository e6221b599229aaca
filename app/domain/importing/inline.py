"""The visible text of a line of Markdown or HTML: what a reader of the page would see, without any markup."""

import html
import re
from collections.abc import Iterator

_HIDING_PLACE = 0xF0000
_MARKUP = re.compile(r"[\\`<\[*_~&{\U000f0000-\U000f007f]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"(?<!`)(`++)([^`]++)\1(?!`)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_TAG = re.compile(r"<([^<>]*+)>")
_TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]*)")
_ADDRESS = re.compile(r"(?:https?|ftp|mailto):\S+|[\w.+-]+@[\w-]+\.[\w.-]+")
_RUN = re.compile(r"\*+|_+|~~+")
_IMAGE_OR_BRACKET = re.compile(r"[\[\]()]")
_TARGET = re.compile(r"\s*(?:<[^<>]*>|\S*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*")
_LONGEST_TARGET = 2000
_HTML_NAMES = frozenset(
    re.findall(
        r"\w+",
        "a abbr address article aside audio b big blockquote body br button caption center cite code col colgroup dd"
        " del details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header"
        " hr html i iframe img input ins kbd label legend li link main map mark meta nav noscript object ol option p"
        " param picture pre q s samp script section select small source span strike strong style sub summary sup svg"
        " table tbody td template textarea tfoot th thead time title tr tt u ul var video wbr",
    )
)
_SPACING_NAMES = frozenset(("br", "p", "div", "li", "td", "th", "tr", "ul", "ol", "table", "dt", "dd", "hr", "summary"))
_LEFTOVERS = (("<!--", "-->"), ("<%", "%>"), ("{{", "}}"), ("{%", "%}"), ("{:", "}"), ("{#", "}"))


def visible(text: str) -> str:
    """The text without its markup, its spaces collapsed. An address in pointed brackets and a bare one stay."""
    if not _MARKUP.search(text):
        return " ".join(text.split())
    text = _ESCAPED.sub(lambda match: _hidden(match[1]), text)
    text = _CODE.sub(lambda match: _hidden(match[2]), text)
    for opening, closing in _LEFTOVERS:
        text = without(text, opening, closing)
    text = _TAG.sub(_tag, text)
    text = _without_links(text)
    text = _without_emphasis(text)
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return " ".join(_shown(text).split())


def without(text: str, opening: str, closing: str) -> str:
    """The text without every stretch from `opening` to the next `closing`; its line breaks stay."""
    kept: list[str] = []
    at = 0
    while (start := text.find(opening, at)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + len(closing)
    return "".join(kept) + text[at:]


def _hidden(text: str) -> str:
    """The text in characters that mean nothing to the steps that follow."""
    return "".join(chr(_HIDING_PLACE + ord(sign)) if sign.isascii() and sign.isprintable() else sign for sign in text)


def _shown(text: str) -> str:
    end = _HIDING_PLACE + 128
    return "".join(chr(ord(sign) - _HIDING_PLACE) if _HIDING_PLACE <= ord(sign) < end else sign for sign in text)


def _tag(match: re.Match[str]) -> str:
    inside = match[1]
    if _ADDRESS.fullmatch(inside):
        return _hidden(inside)
    if inside.startswith(("!", "?")):
        return ""
    name = _TAG_NAME.match(inside)
    if not name:
        return match[0]
    if name[1].lower() in _HTML_NAMES:
        return " " if name[1].lower() in _SPACING_NAMES else ""
    return "" if inside.startswith("/") or inside.endswith("/") or "=" in inside else match[0]


def _pairs(text: str) -> dict[int, int]:
    """Where each square or round bracket that opens is closed."""
    closed: dict[int, int] = {}
    waiting: dict[str, list[int]] = {"[": [], "(": []}
    for match in _IMAGE_OR_BRACKET.finditer(text):
        sign = match[0]
        if sign in waiting:
            waiting[sign].append(match.start())
        elif opened := waiting["[" if sign == "]" else "("]:
            closed[opened.pop()] = match.start()
    return closed


def _without_links(text: str) -> str:
    """Links and images by the words they show; footnote marks by nothing."""
    if "[" not in text:
        return text
    closed = _pairs(text)
    dropped: list[tuple[int, int]] = []
    target = (0, 0)
    for start, end in sorted(closed.items()):
        if text[start] == "[" and not target[0] < start < target[1]:
            marks = list(_link_marks(text, start, end, closed))
            dropped += marks
            target = marks[-1] if marks else target
    return _without_stretches(text, dropped)


def _link_marks(text: str, start: int, end: int, closed: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The stretches of a link that are not shown; none when the brackets are just brackets."""
    after = text[end + 1 : end + 2]
    target_end = closed.get(end + 1)
    if text.startswith("[^", start) and " " not in text[start:end]:
        yield start, end + 1 + text.startswith(":", end + 1)
    elif target_end is not None and (after == "[" or _is_target(text, end + 2, target_end)):
        is_image = start > 0 and text[start - 1] == "!"
        yield start - is_image, start + 1
        yield end, target_end + 1
    elif text[start + 1 : end] in {" ", "x", "X"} and not text[:start].strip():
        yield start, end + 1


def _is_target(text: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_TARGET and _TARGET.fullmatch(text, start, end) is not None


def _without_stretches(text: str, dropped: list[tuple[int, int]]) -> str:
    kept: list[str] = []
    at = 0
    for first, last in sorted(dropped):
        kept.append(text[at:first])
        at = max(at, last)
    return "".join(kept) + text[at:]


def _without_emphasis(text: str) -> str:
    """The text without the stars, lines and waves that have a partner; one without a partner is a sign like others."""
    dropped: list[tuple[int, int]] = []
    open_runs: dict[str, list[list[int]]] = {"*": [], "_": [], "~": []}
    for match in _RUN.finditer(text):
        sign, start, left = match[0][0], match.start(), len(match[0])
        before, after = text[start - 1 : start], text[match.end() : match.end() + 1]
        closes = bool(before.strip()) and not (sign == "_" and after.isalnum())
        opens = bool(after.strip()) and not (sign == "_" and before.isalnum())
        while closes and left and open_runs[sign]:
            opening = open_runs[sign][-1]
            used = min(left, opening[1])
            opening[1] -= used
            dropped.append((opening[0] + opening[1], opening[0] + opening[1] + used))
            dropped.append((match.end() - left, match.end() - left + used))
            left -= used
            if not opening[1]:
                open_runs[sign].pop()
        if opens and left:
            open_runs[sign].append([match.end() - left, left])
    return _without_stretches(text, dropped)
