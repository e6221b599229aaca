"""The small parts of a family's page: performance indicators, where the family leads, pay, and the confidence gap."""

import re
from collections.abc import Sequence
from typing import Any

from app.domain.importing.blocks import Block, Heading, Item, Paragraph, Table
from app.domain.importing.found import Found
from app.domain.importing.headings import Kind, kind_of_heading
from app.domain.importing.inheritance import inheritance
from app.domain.importing.keys import OwnKeys
from app.domain.importing.report import Flag
from app.domain.importing.stage_words import shortened

_NAME = re.compile(r"(?P<name>[^:;]{3,60}?)\s*(?::|\s[-–—]\s|[.;](?=\s)|>|\s(?:at|of at least)\s\d).*", re.S)
_CALLED = re.compile(r"\b(?P<name>(?:[A-Z][\w&-]*\s+){1,4}(?:KPIs?|[Mm]etrics|[Ii]ndicators?))\b")
_FAMILY = (
    re.compile(
        r"\b(?:move (?:in)?to|is|into|join)\s+(?:the |an? )?(?P<family>(?!move\b|to\b|not\b)[^.;]{2,80}?)\s+job"
        r" family\b",
        re.I,
    ),
    re.compile(
        r"\b(?:move (?:in)?to|into|progress to)\s+(?:the |an? )?(?P<family>[^.;,]{2,80}?)\s+(?:role|position|job)\b",
        re.I,
    ),
    re.compile(
        r"\bnext (?:step|position|role)s?\b[^.;]{0,80}?\bis\s+(?:the |an? )?(?P<family>(?!to\b|not\b)[A-Z][^.;]{2,80})",
        re.I,
    ),
    re.compile(r"\bmove (?:in)?to\s+(?:the |an? )?(?P<family>[A-Z][^.;]{2,80})"),
)
_NOT_DEFINED = re.compile(r"\bnot (?:yet |currently )?(?:been )?defined\b|\bnot yet\b", re.IGNORECASE)
_BASE = re.compile(r"(?P<share>\d{1,3})\s?%\s+(?:as |of |is |in )*(?:the )?base\b", re.IGNORECASE)
_VARIABLE = re.compile(
    r"(?P<share>\d{1,3})\s?%\s+(?:as |of |is |in |based on |on )*(?:the )?(?:commission|variable|bonus"
    r"|incentive)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^\W*(?:about [A-Z][\w&. ]{1,30}|top \d+ reasons)\b", re.IGNORECASE)
_GAP = re.compile(r"\bconfidence gap\b", re.IGNORECASE)
_STILL_APPLY = re.compile(
    r"\b(?:all|every|each|100 ?%)\b[^.]{0,60}\b(?:requirements?|qualifications?|criteria"
    r"|box)\b.{0,200}\bappl(?:y|ication)\b",
    re.I | re.S,
)
_LONGEST = 4000


def performance_indicators(blocks: Sequence[Block], *, under: str = "") -> Found[tuple[dict[str, Any], ...]]:
    """Indicators: each item, and each paragraph that announces no items; sub-headings are the group of what follows.

    Args:
        blocks: the heading "Performance Indicators" and all below it.
        under: the title that they stand under, if it is not the page.
    """
    at = f"{under} > Performance Indicators" if under else "Performance Indicators"
    found: list[dict[str, Any]] = []
    placed: list[Block] = []
    understood: list[Block] = []
    group, lead = "", ""
    keys = OwnKeys()
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and kind_of_heading(block.text) is Kind.INDICATORS:
            understood.append(block)
            continue
        if isinstance(block, Table):
            continue
        placed.append(block)
        is_before_items = index + 1 < len(blocks) and isinstance(blocks[index + 1], Item)
        if isinstance(block, Heading):
            group = block.text
        elif isinstance(block, Paragraph) and is_before_items:
            lead = block.text
        elif isinstance(block, Item) and inheritance(block.text, block.line, under="both") and is_before_items:
            lead = f"{lead}\n{block.text}".strip()
        elif isinstance(block, Item) and block.depth > 0 and found and not lead:
            found[-1]["text"] += f"\n{block.text}"
        else:
            found.append(_indicator(block, at, keys, group=group, lead=lead))
            lead = ""
    return Found(tuple(found), tuple(placed), tuple(understood))


def _indicator(block: Item | Paragraph, at: str, keys: OwnKeys, *, group: str, lead: str) -> dict[str, Any]:
    named = _NAME.fullmatch(block.text) or (_CALLED.search(block.text) if isinstance(block, Paragraph) else None)
    name = shortened(named.group("name") if named else block.text)
    key = keys.key(name, default="indicator")
    data: dict[str, Any] = {"key": key, "name": name, "text": block.text, "at": at, "line": block.line}
    return data | ({"group": group} if group else {}) | ({"lead": lead} if lead else {})


def career_ladder(blocks: Sequence[Block], *, under: str = "") -> Found[dict[str, Any] | None]:
    """Where the family leads: the words of the page, and the family that they name.

    Args:
        blocks: the heading "Career Ladder" and all below it.
        under: the title that they stand under, if it is not the page.
    """
    texts, placed, understood = _texts(blocks)
    if not texts:
        return Found(None, (), tuple(understood))
    text = "\n".join(texts)
    line = placed[0].line
    family = None if _NOT_DEFINED.search(text[:_LONGEST]) else _family(text[:_LONGEST])
    at = f"{under} > Career Ladder" if under else "Career Ladder"
    flags: tuple[Flag, ...] = ()
    if family is None:
        says = "The page names no job family as the next step. Enter one, or leave it open."
        flags = (Flag("unknown_next_step", line, at, says),)
    return Found({"family": family, "text": text, "at": at, "line": line}, tuple(placed), tuple(understood), flags)


def compensation(blocks: Sequence[Block]) -> Found[dict[str, Any] | None]:
    """What the page says of pay, and the shares of base and variable pay where it gives both.

    Args:
        blocks: the headings about pay and all below them; what tells of the company instead is left.
    """
    own: list[Block] = []
    for block in blocks:
        if not isinstance(block, Table) and _ABOUT.match(block.text):
            break
        own.append(block)
    texts, placed, understood = _texts(own)
    if not texts:
        return Found(None, (), tuple(understood))
    terms = "\n".join(texts)
    base, variable = _BASE.search(terms[:_LONGEST]), _VARIABLE.search(terms[:_LONGEST])
    shares = (int(base.group("share")), int(variable.group("share"))) if base and variable else None
    flags: tuple[Flag, ...] = ()
    if shares is not None and sum(shares) == 100:
        says = f"Read as {shares[0]} % base and {shares[1]} % variable pay. Check it."
        flags = (Flag("guessed_shares", placed[0].line, "Compensation", says),)
    headings = [block.text for block in own if isinstance(block, Heading)] or ["Compensation"]
    data = {
        "base_share": shares[0] / 100 if flags and shares else None,
        "variable_share": shares[1] / 100 if flags and shares else None,
        "terms": terms,
        "at": "; ".join(headings),
        "line": placed[0].line,
    }
    return Found(data, tuple(placed), tuple(understood), flags)


def is_confidence_gap(text: str) -> bool:
    """Whether a text asks people to apply although they do not meet every requirement."""
    head = text[:_LONGEST]
    return bool(_GAP.search(head) or _STILL_APPLY.search(head))


def _texts(blocks: Sequence[Block]) -> tuple[list[str], list[Block], list[Block]]:
    """The texts below some headings, the blocks they are of, and the headings."""
    placed = [block for block in blocks if isinstance(block, (Item, Paragraph))]
    understood: list[Block] = [block for block in blocks if isinstance(block, Heading)]
    return [block.text for block in placed], list(placed), understood


def _family(text: str) -> str | None:
    """The family that a text names as the next step, without the words around its name."""
    for form in _FAMILY:
        found = form.search(text)
        if found is not None:
            name = re.sub(r"^(?:the|an?|either) ", "", found.group("family").strip(), flags=re.I)
            name = re.split(r"\s+(?:or|role|position|job family|job families|which|within|as|and then)\b", name)[0]
            return name.strip(" ,") or None
    return None
