"""Mail that comes in: the answer of a calendar, or a message of ours that came back. Whatever else is left alone.

Nothing in such a mail is trusted: it is read with limits, and what it names is checked by our own signatures.
"""

import email
import re
from codecs import lookup
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from itertools import islice

from app.domain.errors import BadData

MOST_BYTES = 1_000_000
MOST_PARTS = 100
MOST_NESTED = 30
MOST_CALENDAR = 100_000
WHY_LIMIT = 300
NO_MESSAGE = "This can't be read as a mail."
_CALENDARS = frozenset({"text/calendar", "application/ics"})
_ORIGINALS = frozenset(
    {
        "message/rfc822",
        "message/global",
        "text/rfc822-headers",
        "message/rfc822-headers",
        "message/global-headers",
    }
)
# Made for the names of hosts: what is long takes them minutes.
_OF_NAMES = frozenset({"punycode", "idna"})
_MESSAGE_ID = re.compile(r"^message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]{3,250}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bounce:
    """A message of ours that could not be delivered: which one, and what the server says."""

    message_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Inbound:
    """What of a mail concerns us: calendar parts, as bytes in UTF-8, or that a message came back."""

    calendars: tuple[bytes, ...] = ()
    bounce: Bounce | None = None


def read_message(raw: bytes) -> Inbound:
    """What a mail says that concerns us.

    Args:
        raw: the whole message as the mail server hands it over.

    Raises:
        BadData: for one that is too long, or broken beyond reading.

    Source: RFC 5546 and 6047 for answers of calendars, RFC 3462 and 3464 for what came back.
    """
    if len(raw) > MOST_BYTES:
        raise BadData("This mail is larger than the answer of a calendar ever is.")
    # Each part inside another is looked for in every line: a mail with hundreds of them takes minutes to read.
    if raw.lower().count(b"multipart/") > MOST_NESTED:
        raise BadData(NO_MESSAGE)
    try:
        message = email.message_from_bytes(raw)
        parts = list(islice(message.walk(), MOST_PARTS))
        if message.get_content_type() == "multipart/report":
            return Inbound(bounce=_bounce(parts))
        return Inbound(calendars=tuple(_calendars(parts)))
    # A mail that was made to hurt fails in more ways than the library names.
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError) as error:
        raise BadData(NO_MESSAGE) from error


def _calendars(parts: list[Message]) -> Iterator[bytes]:
    for part in parts:
        if part.get_content_type() in _CALENDARS:
            found = part.get_payload(decode=True)
            if isinstance(found, bytes) and len(found) <= MOST_CALENDAR and found.strip():
                yield _in_utf8(found, str(part.get_param("charset", "utf-8")))


def _in_utf8(text: bytes, charset: str) -> bytes:
    """The text in UTF-8; as it is where it claims a charset that no calendar is written in."""
    try:
        is_for_names = lookup(charset).name in _OF_NAMES
        return text if is_for_names else text.decode(charset).encode()
    except (LookupError, ValueError):
        return text


def _bounce(parts: list[Message]) -> Bounce | None:
    """What came back for good; what is only late, or was delivered, is none."""
    why = next((_why(part) for part in parts if part.get_content_type() == "message/delivery-status"), None)
    message_id = next(filter(None, map(_original_id, parts)), None)
    return Bounce(message_id, why) if why is not None and message_id is not None else None


def _why(part: Message) -> str | None:
    """The words of the server about the first recipient for whom it failed; None when it failed for nobody."""
    blocks = part.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, Message) and str(block.get("Action", "")).strip().lower() == "failed":
            said = str(block.get("Diagnostic-Code") or block.get("Status") or "")
            return _one_line(said.partition(";")[2] or said) or "The server of the recipient gave no reason."
    return None


def _original_id(part: Message) -> str | None:
    """The Message-ID of what was sent, out of the copy that a report encloses."""
    if part.get_content_type() not in _ORIGINALS:
        return None
    enclosed = part.get_payload()
    if isinstance(enclosed, list):
        first = enclosed[0] if enclosed else None
        return str(first.get("Message-ID", "")).strip() or None if isinstance(first, Message) else None
    text = part.get_payload(decode=True)
    found = _MESSAGE_ID.search(text.decode("utf-8", "replace")) if isinstance(text, bytes) else None
    return found[1] if found else None


def _one_line(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())[:WHY_LIMIT]
