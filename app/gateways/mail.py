"""Mail over SMTP: letters handed over, and what the server made of each; every outcome says in words what happened."""

import logging
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from app.config import Settings
from app.domain.errors import BadData
from app.gateways.letters import (
    LINE_ENDS,
    Letter,
    host_of,
    message_id_of,
    number_of,
    replies_of,
    sender_of,
    written,
)

__all__ = [
    "SECONDS",
    "Down",
    "Letter",
    "Mailbox",
    "Outcome",
    "Permanent",
    "Sent",
    "Temporary",
    "message_id_of",
    "number_of",
    "sender_of",
    "written",
]

SECONDS = 10.0  # for each answer of the server: a message takes four of them, and its lease of a minute has to hold
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
CLOSING, TOO_LARGE = 421, 552
UNWRITABLE = "The letter can't be put into a message that mail servers read; the log of the worker says why."
logger = logging.getLogger(__name__)


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
            replies_of(self.settings)
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
            to, raw = message["To"].addresses[0].addr_spec, message.as_bytes()
        except BadData as error:
            return Permanent(error.message)
        except Exception:
            # Whatever the library makes of it: one letter must neither keep the others waiting nor come again forever.
            logger.exception("a letter could not be put into a message")
            return Permanent(UNWRITABLE)
        try:
            return self._handed_over(to, raw)
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

    def _handed_over(self, to: str, raw: bytes) -> Outcome:
        server = self._server
        assert server is not None  # noqa: S101 - send() has opened it
        sender = sender_of(self.settings).addr_spec
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
            code, said = server.data(raw)
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


def _greeting(settings: Settings) -> str:
    """How we introduce ourselves to the server; asking the network for our own name could take minutes."""
    host = host_of(settings)
    return f"[{host}]" if host.replace(".", "").isdigit() else host


def _text(said: bytes) -> str:
    return " ".join(LINE_ENDS.sub(" ", said.decode("utf-8", "replace")).split())[:200].rstrip(".")


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
