"""Places of a page that add requirements, each with its time zone where its country has one."""

import re
from collections.abc import Sequence
from typing import Any

from app.domain.importing.blocks import Block, Heading, Item, Paragraph
from app.domain.importing.extras import is_confidence_gap
from app.domain.importing.found import Found
from app.domain.importing.headings import Kind, kind_of_heading
from app.domain.importing.item_lists import ListDraft
from app.domain.importing.keys import Keys, OwnKeys
from app.domain.importing.report import Flag

# Countries that keep one time, after the IANA time zone database. Others need a person who knows the place.
_ZONES = {
    "argentina": "America/Argentina/Buenos_Aires",
    "austria": "Europe/Vienna",
    "belgium": "Europe/Brussels",
    "bulgaria": "Europe/Sofia",
    "colombia": "America/Bogota",
    "costa rica": "America/Costa_Rica",
    "croatia": "Europe/Zagreb",
    "czech republic": "Europe/Prague",
    "czechia": "Europe/Prague",
    "denmark": "Europe/Copenhagen",
    "egypt": "Africa/Cairo",
    "england": "Europe/London",
    "estonia": "Europe/Tallinn",
    "finland": "Europe/Helsinki",
    "france": "Europe/Paris",
    "germany": "Europe/Berlin",
    "ghana": "Africa/Accra",
    "greece": "Europe/Athens",
    "hong kong": "Asia/Hong_Kong",
    "hungary": "Europe/Budapest",
    "india": "Asia/Kolkata",
    "ireland": "Europe/Dublin",
    "israel": "Asia/Jerusalem",
    "italy": "Europe/Rome",
    "japan": "Asia/Tokyo",
    "kenya": "Africa/Nairobi",
    "korea": "Asia/Seoul",
    "latvia": "Europe/Riga",
    "lithuania": "Europe/Vilnius",
    "luxembourg": "Europe/Luxembourg",
    "malaysia": "Asia/Kuala_Lumpur",
    "netherlands": "Europe/Amsterdam",
    "nigeria": "Africa/Lagos",
    "norway": "Europe/Oslo",
    "peru": "America/Lima",
    "philippines": "Asia/Manila",
    "poland": "Europe/Warsaw",
    "romania": "Europe/Bucharest",
    "saudi arabia": "Asia/Riyadh",
    "serbia": "Europe/Belgrade",
    "singapore": "Asia/Singapore",
    "slovakia": "Europe/Bratislava",
    "slovenia": "Europe/Ljubljana",
    "south africa": "Africa/Johannesburg",
    "south korea": "Asia/Seoul",
    "sweden": "Europe/Stockholm",
    "switzerland": "Europe/Zurich",
    "taiwan": "Asia/Taipei",
    "thailand": "Asia/Bangkok",
    "turkey": "Europe/Istanbul",
    "uk": "Europe/London",
    "united arab emirates": "Asia/Dubai",
    "united kingdom": "Europe/London",
    "vietnam": "Asia/Ho_Chi_Minh",
}
_NO_NAME = re.compile(
    r"\b(?:specific|only|based|location|additional|requirements?|candidates|team members|for|in|the)\b|[:*]",
    re.IGNORECASE,
)
_LONGEST_NAME = 60


def locations(blocks: Sequence[Block], keys: Keys, *, under: str = "") -> Found[tuple[dict[str, Any], ...]]:
    """Read the places of a part of a page.

    Args:
        blocks: the heading "Location Specific Requirements" and all below it; each place is a heading or bold words.
        keys: gives the keys of the requirements.
        under: the title that they stand under, if it is not the page.

    Returns:
        each place with key, name, zone (null where a country has several, or is none) and requirements. Items above
        the first place become a place called "All locations".
    """
    drafts: list[tuple[str, int, ListDraft]] = []
    notes: dict[int, list[str]] = {}
    placed: list[Block] = []
    understood: list[Block] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            if index > 0 or kind_of_heading(block.text) is not Kind.LOCATIONS:
                drafts.append((_name(block.text), block.line, ListDraft(kind="requirements")))
            understood.append(block)
        elif isinstance(block, Item):
            if not drafts:
                drafts.append(("All locations", block.line, ListDraft(kind="requirements")))
            (placed if drafts[-1][2].take(block) else understood).append(block)
        elif isinstance(block, Paragraph):
            if _names_a_place(block) and (block.is_bold or _is_before_items(blocks, index)):
                drafts.append((_name(block.text), block.line, ListDraft(kind="requirements")))
                understood.append(block)
            elif drafts and not is_confidence_gap(block.text):
                notes.setdefault(len(drafts) - 1, []).append(block.text)
                placed.append(block)
    place = f"{under} > Location Specific Requirements" if under else "Location Specific Requirements"
    own = OwnKeys()
    found: list[dict[str, Any]] = []
    flags: list[Flag] = []
    for index, (name, line, lists) in enumerate(drafts):
        data = _data(name, line, lists, own.key(name, default="location"), f"{place} > {name}", keys)
        summary = [*notes.get(index, []), *lists.remarks]
        found.append(data | ({"summary": "\n".join(summary)} if summary else {}))
        if data["zone"] is None:
            says = f"The time zone of {name} has to be chosen: the name alone does not tell it."
            flags.append(Flag("unknown_zone", line, data["at"], says))
    return Found(tuple(found), tuple(placed), tuple(understood), tuple(flags))


def _data(name: str, line: int, lists: ListDraft, key: str, at: str, keys: Keys) -> dict[str, Any]:
    both = lists.to_data(at=at, keys=keys)
    zone = _ZONES.get(" ".join(re.sub(r"[^a-z ]", " ", name.lower()).split()).removeprefix("the "))
    return {"key": key, "name": name, "zone": zone, "requirements": both["requirements"], "at": at, "line": line}


def _names_a_place(paragraph: Paragraph) -> bool:
    return len(paragraph.text) <= _LONGEST_NAME and not paragraph.text.endswith(".")


def _is_before_items(blocks: Sequence[Block], index: int) -> bool:
    return index + 1 < len(blocks) and isinstance(blocks[index + 1], Item)


def _name(text: str) -> str:
    """The place alone: "Japan" of "Japan Specific Requirements", "AMER" of "For candidates in AMER:"."""
    plain = " ".join(_NO_NAME.sub(" ", text).split()).strip(" -–—,")
    return (plain or text.strip())[:_LONGEST_NAME]
