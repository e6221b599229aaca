"""The text of a message: tokens are checked when it is saved, filled when it is sent, and laid out for reading."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from app.domain.errors import BadData
from app.domain.mail_kinds import KINDS, TOKENS, MailKind, Token

LONGEST_SUBJECT, LONGEST_BODY = 200, 10_000
_TOKEN = re.compile(r"\{\{[ \t]*([^{}\r\n]*?)[ \t]*\}\}")
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|[{}]")
_ADDRESS = re.compile(r"https?://[^\s<>\"'{}]*[^\s<>\"'{}.,;:!?)\]」』。、]")
_HREF = re.compile(r"https?://[^\s<>\"']+\Z")
_HINT = "The list beside the text has them all."


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject and body as somebody wrote them, tokens included."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one line; `href` where they lead to."""

    text: str
    href: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a laid out message. `kind`: paragraph, list, button or quiet, a smaller button; they have one run."""

    kind: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A message with every token filled: its subject, its plain text, and the same text laid out."""

    subject: str
    text: str
    blocks: tuple[Block, ...]


def check_template(kind: str, subject: str, body: str) -> MailText:
    """A text that can be filled for every message of this kind.

    Args:
        kind: a key of KINDS.
        subject: one line of at most 200 characters.
        body: plain text of at most 10,000 characters.

    Returns:
        both without space around them and with plain line ends.

    Raises:
        BadData: naming the field and the token that is unknown, broken or missing, and the nearest right one.
    """
    found = KINDS[kind]
    text = MailText(_tidy(subject), _tidy(body))
    _check_lengths(text)
    for part, field in ((text.subject, "subject"), (text.body, "body")):
        _check_braces(part, field)
        for name in _TOKEN.findall(part):
            _check_token(found, name, field)
    if "\n" in text.subject:
        raise BadData("Keep the subject in one line.", field="subject")
    for token in (TOKENS[name] for name in _TOKEN.findall(text.subject)):
        if token.is_link or token.is_long:
            raise BadData(f"{spelled(token.name)} is too long for a subject. Put it into the text.", field="subject")
    for name in found.required:
        if name not in _TOKEN.findall(text.body):
            raise BadData(
                f"The text needs {spelled(name)}, {TOKENS[name].what}: nobody can do without it.", field="body"
            )
    return text


def spelled(name: str) -> str:
    """A token as one writes it."""
    return f"{{{{ {name} }}}}"


def write(template: MailText, values: Mapping[str, str], *, language: str) -> Written:
    """Fill every token. Nothing in a value is read as a token, and none is left blank.

    Args:
        template: a checked text.
        values: token name to plain text; an address for a link, or a sentence where there is none.
        language: en or ja: what buttons say.

    Returns:
        the message; line breaks in the subject become spaces.

    Raises:
        BadData: if a token of the text has no value.
    """
    lines = tuple(_filled_lines(template.body, values, language))
    text = "\n".join("".join(run.href or run.text for run in line) for _, line in lines)
    subject = "".join(run.text for _, line in _filled_lines(template.subject, values, language) for run in line)
    return Written(" ".join(subject.split()), text, _blocks(lines))


def fill(template: MailText, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and plain text with every token filled, as `write` has them."""
    written = write(template, values, language="en")
    return written.subject, written.text


def examples(kind: str, language: str) -> dict[str, str]:
    """A value for every token of this kind, for a preview."""
    return {token.name: token.example(language) for token in KINDS[kind].token_list()}


def _tidy(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_printable(line).rstrip() for line in lines).strip()


def _printable(line: str) -> str:
    """Without control characters, and without separators that some mail programs read as the end of a line."""
    return "".join(sign if sign.isprintable() else " " for sign in line)


def _check_lengths(text: MailText) -> None:
    for part, most, field, what in (
        (text.subject, LONGEST_SUBJECT, "subject", "subject"),
        (text.body, LONGEST_BODY, "body", "text"),
    ):
        if not part:
            raise BadData(f"Write a {what}; an empty one is never sent.", field=field)
        if len(part) > most:
            raise BadData(f"Keep the {what} within {most:,} characters; it has {len(part):,}.", field=field)


def _check_braces(part: str, field: str) -> None:
    """Refuse braces that are no token: half of one, or the logic of some template language."""
    left = _BRACES.search(_TOKEN.sub("", part))
    if left is not None:
        raise BadData(
            f"“{left.group()}” stands alone. A token is a name between two pairs of braces, such as "
            f"{spelled('name')}; there is nothing else to write with braces.",
            field=field,
        )


def _check_token(kind: MailKind, name: str, field: str) -> None:
    if name in kind.tokens:
        return
    shown = f"{{{{ {name[:60]} }}}}"
    if name in TOKENS:
        raise BadData(f"This message has no {shown}: it belongs to others. {_HINT}", field=field)
    near = get_close_matches(name.casefold().replace(" ", "_"), kind.tokens, n=1, cutoff=0.4)
    hint = f"Did you mean {spelled(near[0])}?" if near else _HINT
    raise BadData(f"There is no token {shown}. {hint}", field=field)


def _filled_lines(part: str, values: Mapping[str, str], language: str) -> Iterator[tuple[str, Line]]:
    """Each line with its tokens filled, and which button it is, if any: nothing but one address of ours."""
    for line in part.split("\n"):
        alone = _TOKEN.fullmatch(line.strip())
        token = TOKENS[alone.group(1)] if alone else None
        if token is not None and token.is_link:
            yield _button_line(token, _value(values, token), language)
        else:
            yield from (("", filled) for filled in _plain_lines(line, values))


def _button_line(token: Token, value: str, language: str) -> tuple[str, Line]:
    if token.label is None or not _HREF.match(value):
        return "", (Run(value),)
    return "quiet" if token.is_quiet else "button", (Run(token.label[language == "ja"], value),)


def _plain_lines(line: str, values: Mapping[str, str]) -> Iterator[Line]:
    """A line of the text; more of them where a token holds more."""
    runs: list[Run] = []
    for position, piece in enumerate(_TOKEN.split(line)):
        if position % 2 == 0:
            runs += _with_links(piece)
            continue
        token = TOKENS[piece]
        first, *more = _value(values, token).split("\n")
        runs.append(_run_of(token, first))
        for further in more:
            yield tuple(runs)
            runs = [_run_of(token, further)]
    yield tuple(runs)


def _run_of(token: Token, text: str) -> Run:
    """Only what we know to be an address becomes a link: nobody's name does."""
    return Run(text, text) if token.is_link and _HREF.match(text) else Run(text)


def _with_links(text: str) -> Iterator[Run]:
    """Addresses that the author of a text wrote out."""
    done = 0
    for match in _ADDRESS.finditer(text):
        yield Run(text[done : match.start()])
        yield Run(match.group(), match.group())
        done = match.end()
    yield Run(text[done:])


def _value(values: Mapping[str, str], token: Token) -> str:
    lines = [" ".join(_printable(line).split()) for line in values.get(token.name, "").splitlines()]
    kept = [line for line in lines if line]
    if not kept:
        raise BadData(f"Nothing is known to fill {spelled(token.name)} with, so this message can't be written.")
    return ("\n" if token.is_long else " ").join(kept)


def _blocks(lines: tuple[tuple[str, Line], ...]) -> tuple[Block, ...]:
    """Paragraphs, lists and buttons; an empty line ends each of them."""
    blocks: list[Block] = []
    is_apart = True
    for button, line in lines:
        words = "".join(run.text for run in line)
        if not words.strip():
            is_apart = True
            continue
        kind = button or ("list" if words.startswith("- ") else "paragraph")
        shown = _without_dash(line) if kind == "list" else line
        if is_apart or button or blocks[-1].kind != kind:
            blocks.append(Block(kind, (shown,)))
        else:
            blocks[-1] = Block(kind, (*blocks[-1].lines, shown))
        is_apart = False
    return tuple(blocks)


def _without_dash(line: Line) -> Line:
    first, *rest = (run for run in line if run.text)
    bare = Run(first.text.removeprefix("- ").lstrip(), first.href)
    return (bare, *rest) if bare.text else tuple(rest)
