"""A letter as a message: names, addresses and subject kept from breaking out of their line, texts and invitation."""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from app.config import Settings
from app.domain.errors import BadData
from app.gateways import signatures

PURPOSE, SIGNED = "message id", 20
PLAIN = SMTP.clone(cte_type="7bit")  # what every server on the way can carry
LINE_ENDS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_WORD = "=?"
_OWN_ID = re.compile(r"<(?P<token>(?P<number>[0-9]{1,15})\.(?P<created_at>[0-9a-f]{1,10})\.[\w-]{20})@[^>]+>", re.ASCII)
_ADDRESS = re.compile(r"[^\s@<>(),;:\\\"\[\]]+@[^\s@<>(),;:\\\"\[\]]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one person. `calendar` is an iTIP object of this `method` (REQUEST or CANCEL), or None."""

    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    message_id: str
    headers: tuple[tuple[str, str], ...] = ()
    calendar: bytes | None = None
    method: str = ""


def message_id_of(settings: Settings, number: int, created_at: datetime) -> str:
    """The Message-ID of a row of the outbox: the same at each try, and nobody else can make one up."""
    return f"<{_token(settings, number, int(created_at.timestamp()))}@{host_of(settings)}>"


def number_of(settings: Settings, message_id: str) -> int | None:
    """The row of the outbox that a Message-ID of ours belongs to; None for one that is not ours."""
    found = _OWN_ID.fullmatch(message_id.strip())
    if found is None:
        return None
    number, created_at = int(found["number"]), int(found["created_at"], 16)
    is_ours = hmac.compare_digest(_token(settings, number, created_at), found["token"])
    return number if is_ours else None


def _token(settings: Settings, number: int, created_at: int) -> str:
    """Short enough for a header's line to hold it, and signed."""
    signature = signatures.sign(settings.secret_key, PURPOSE, [number, created_at]).rpartition(".")[2]
    return f"{number}.{created_at:x}.{signature[:SIGNED]}"


def sender_of(settings: Settings) -> Address:
    """Who the messages come from: RUNG_MAIL_FROM, or an address at the host of this installation.

    Raises:
        BadData: if RUNG_MAIL_FROM is no address.
    """
    if not settings.mail_from:
        return Address("", "rung", host_of(settings))
    return _person(*parseaddr(settings.mail_from), field="RUNG_MAIL_FROM")


def written(letter: Letter, settings: Settings, now: datetime) -> EmailMessage:
    """The letter as it is sent: plain text and HTML side by side, an invitation beside them and as a file too.

    Raises:
        BadData: for an address that is none, and for a line end or another control character in any header.
    """
    to = _person(letter.to_name, letter.to_address, field="to")
    message = EmailMessage(policy=PLAIN if to.addr_spec.isascii() else SMTPUTF8)
    message["From"] = sender_of(settings)
    message["To"] = to
    message["Subject"] = line(letter.subject, "the subject")
    message["Date"] = format_datetime(now)
    message["Message-ID"] = line(letter.message_id, "the Message-ID")
    message["Auto-Submitted"] = "auto-generated"
    named = {name.lower() for name, _ in letter.headers}
    replies = replies_of(settings)
    if replies is not None and "reply-to" not in named:
        message["Reply-To"] = replies
    for name, value in letter.headers:
        message[line(name, "a header's name")] = line(value, f"the header {name}")
    _fill(message, letter)
    return message


def replies_of(settings: Settings) -> Address | None:
    """Where answers go: RUNG_MAIL_REPLIES, or nowhere else than to the sender."""
    if not settings.mail_replies:
        return None
    return _person(*parseaddr(settings.mail_replies), field="RUNG_MAIL_REPLIES")


def _fill(message: EmailMessage, letter: Letter) -> None:
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    if letter.calendar is not None:
        method = line(letter.method, "the method") or "REQUEST"
        message.add_alternative(
            letter.calendar.decode(), subtype="calendar", cte="base64", params={"method": method, "name": "invite.ics"}
        )
        message.add_attachment(letter.calendar, maintype="application", subtype="ics", filename="invite.ics")


def _person(name: str, address: str, *, field: str) -> Address:
    """Somebody in a header; a host with letters of its own is written the way that every server reads."""
    name = line(name, "a name")
    line(address, "an address")
    if not _ADDRESS.fullmatch(address) or _WORD in address:
        raise BadData(f"“{address[:80]}” is no address that mail can be sent to. Correct it.", field=field)
    user, _, host = address.rpartition("@")
    try:
        return Address(name, user, host if host.isascii() else host.encode("idna").decode("ascii"))
    except (ValueError, UnicodeError) as error:
        raise BadData(f"“{address[:80]}” is no address that mail can be sent to. Correct it.", field=field) from error


def line(text: str, what: str) -> str:
    """The text, where it may stand in a header.

    What looks like the beginning of an encoded word is broken up: the library would decode it, line ends included.
    """
    if LINE_ENDS.search(text):
        raise BadData(f"There is a line end or another control character in {what} of a message. Take it out.")
    return text.replace(_WORD, "= ?")


def host_of(settings: Settings) -> str:
    """The host of this installation."""
    return urlsplit(settings.base_url).hostname or "localhost"
