"""Mail over SMTP: a letter as a message, and what the server made of it; each outcome says in words what happened."""

import hmac
import re
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from app.config import Settings
from app.domain.errors import BadData
from app.gateways import signatures

SECONDS = 10.0  # for each answer of the server: a message takes four of them, and its lease of a minute has to hold
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
PURPOSE, SIGNED = "message id", 20
CLOSING, TOO_LARGE = 421, 552
PLAIN = SMTP.clone(cte_type="7bit")  # what every server on the way can carry
_LINE_ENDS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
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


@dataclass(frozen=True, slots=True)
class Sent:
    """The server took the message over."""


@dataclass(frozen=True, slots=True)
class Temporary:
    """This message could not be handed over now; it may go out later. `is_lost`: the server broke off meanwhile."""

    why: str
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Permanent:
    """This message will never be taken; trying again is of no use."""

    why: str


@dataclass(frozen=True, slots=True)
class Down:
    """The server takes nothing at all at present; that is no fault of the message."""

    why: str


Outcome = Sent | Temporary | Permanent | Down


def message_id_of(settings: Settings, number: int, created_at: datetime) -> str:
    """The Message-ID of a row of the outbox: the same at each try, and nobody else can make one up."""
    return f"<{_token(settings, number, int(created_at.timestamp()))}@{_host(settings)}>"


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
        return Address("", "rung", _host(settings))
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
    message["Subject"] = _line(letter.subject, "the subject")
    message["Date"] = format_datetime(now)
    message["Message-ID"] = _line(letter.message_id, "the Message-ID")
    message["Auto-Submitted"] = "auto-generated"
    named = {name.lower() for name, _ in letter.headers}
    replies = _replies_of(settings)
    if replies is not None and "reply-to" not in named:
        message["Reply-To"] = replies
    for name, value in letter.headers:
        message[_line(name, "a header's name")] = _line(value, f"the header {name}")
    _fill(message, letter)
    return message


def _replies_of(settings: Settings) -> Address | None:
    if not settings.mail_replies:
        return None
    return _person(*parseaddr(settings.mail_replies), field="RUNG_MAIL_REPLIES")


def _fill(message: EmailMessage, letter: Letter) -> None:
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    if letter.calendar is not None:
        method = _line(letter.method, "the method") or "REQUEST"
        message.add_alternative(
            letter.calendar.decode(), subtype="calendar", cte="base64", params={"method": method, "name": "invite.ics"}
        )
        message.add_attachment(letter.calendar, maintype="application", subtype="ics", filename="invite.ics")


@dataclass
class Mailbox:
    """One connection to the mail server, opened when it is needed and opened again after it was lost."""

    settings: Settings
    seconds: float = SECONDS
    trust: ssl.SSLContext | None = None
    _server: smtplib.SMTP | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        """A mailbox that is closed when its block ends."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Part from the server."""
        self.close()

    def open(self) -> Down | None:
        """Be connected. Gives back why that is not possible at present, and None if it is."""
        if self._server is not None:
            return None
        try:
            sender_of(self.settings)
            _replies_of(self.settings)
        except BadData as error:
            return Down(f"{error.field} is to be set to an address. {error.message}")
        try:
            self._server = self._connected()
        except (OSError, smtplib.SMTPException, ValueError) as error:
            return Down(f"The mail server can't be used at present: {_words(error)}.")
        return None

    def send(self, letter: Letter, now: datetime) -> Outcome:
        """Hand one letter over. Nothing is raised for what a server or a network may do."""
        down = self.open()
        if down is not None:
            return down
        try:
            message = written(letter, self.settings, now)
        except BadData as error:
            return Permanent(error.message)
        try:
            return self._handed_over(message)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Down(f"The mail server broke off: {_words(error)}.")

    def close(self) -> None:
        """Part from the server, politely where it still listens."""
        server, self._server = self._server, None
        if server is not None:
            try:
                server.quit()
            except (OSError, smtplib.SMTPException):
                server.close()

    def _drop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def _connected(self) -> smtplib.SMTP:
        address = urlsplit(self.settings.smtp_url)
        if address.scheme not in PORTS or not address.hostname:
            raise ValueError("RUNG_SMTP_URL has to begin with smtp://, smtp+starttls:// or smtps:// and name a host")
        place, port = address.hostname, address.port or PORTS[address.scheme]
        name = _greeting(self.settings)
        if address.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(place, port, name, timeout=self.seconds, context=self._trusted())
        else:
            server = smtplib.SMTP(place, port, name, timeout=self.seconds)
        try:
            server.ehlo_or_helo_if_needed()
            if address.scheme == "smtp+starttls":
                server.starttls(context=self._trusted())
                server.ehlo()
            if address.username:
                server.login(unquote(address.username), unquote(address.password or ""))
        except BaseException:
            server.close()
            raise
        return server

    def _trusted(self) -> ssl.SSLContext:
        return self.trust or ssl.create_default_context()

    def _handed_over(self, message: EmailMessage) -> Outcome:
        server = self._server
        assert server is not None  # noqa: S101 - send() has opened it
        sender, to = sender_of(self.settings).addr_spec, message["To"].addresses[0].addr_spec
        options: list[str] = []
        if not to.isascii():
            if not server.has_extn("smtputf8"):
                return Permanent(f"The mail server knows no addresses with letters beyond a to z, such as {to}.")
            options = ["SMTPUTF8", "BODY=8BITMIME"]
        code, said = server.mail(sender, options)
        if code >= 400:
            return self._refused_sender(code, said)
        code, said = server.rcpt(to)
        if code >= 400:
            return self._refused(server, code, said)
        try:
            code, said = server.data(message.as_bytes())
        except smtplib.SMTPDataError as error:
            return self._refused(server, error.smtp_code, _said(error))
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            # It may have arrived all the same: one that is sent again bears the same Message-ID.
            self._drop()
            return Temporary(f"The mail server broke off: {_words(error)}.", is_lost=True)
        return Sent() if code == 250 else self._refused(server, code, said)

    def _refused_sender(self, code: int, said: bytes) -> Outcome:
        why = f"The mail server answered: {code} {_text(said)}."
        self._drop()
        return Permanent(why) if code == TOO_LARGE else Down(why)

    def _refused(self, server: smtplib.SMTP, code: int, said: bytes) -> Outcome:
        why = f"The mail server answered: {code} {_text(said)}."
        if code == CLOSING:
            self._drop()
            return Down(why)
        try:
            server.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()
        return Permanent(why) if code >= 500 else Temporary(why)


def _person(name: str, address: str, *, field: str) -> Address:
    """Somebody in a header; a host with letters of its own is written the way that every server reads."""
    _line(name, "a name")
    _line(address, "an address")
    if not _ADDRESS.fullmatch(address):
        raise BadData(f"“{address[:80]}” is no address that mail can be sent to. Correct it.", field=field)
    user, _, host = address.rpartition("@")
    try:
        return Address(name, user, host if host.isascii() else host.encode("idna").decode("ascii"))
    except (ValueError, UnicodeError) as error:
        raise BadData(f"“{address[:80]}” is no address that mail can be sent to. Correct it.", field=field) from error


def _line(text: str, what: str) -> str:
    if _LINE_ENDS.search(text):
        raise BadData(f"There is a line end or another control character in {what} of a message. Take it out.")
    return text


def _host(settings: Settings) -> str:
    return urlsplit(settings.base_url).hostname or "localhost"


def _greeting(settings: Settings) -> str:
    """How we introduce ourselves to the server; asking the network for our own name could take minutes."""
    host = _host(settings)
    return f"[{host}]" if host.replace(".", "").isdigit() else host


def _text(said: bytes) -> str:
    return " ".join(_LINE_ENDS.sub(" ", said.decode("utf-8", "replace")).split())[:200].rstrip(".")


def _said(error: smtplib.SMTPResponseException) -> bytes:
    return error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()


def _words(error: Exception) -> str:
    """What went wrong, without class names where there are words."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(_said(error))}"
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "it did not answer in time"
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return _text(words.encode()) or type(error).__name__
