"""A mail server for tests on a port of this machine, in several tempers; it keeps what it took."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session


@dataclass
class MailServer:
    """What it answers, and what it took. `temper` may be changed while it runs.

    ok: takes everything. temporary, permanent: answers 451 or 550 to each recipient. drop: breaks off after the
    recipient. die: takes the message and breaks off before it says so. full: 552 after the text. slow: answers after
    `seconds`. A temper can be meant for single addresses: `for_address`, or `at_first` for the first try alone.
    """

    temper: str = "ok"
    seconds: float = 0.0
    for_address: dict[str, str] = field(default_factory=dict)
    at_first: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    smtp: Any = None
    port: int = 0

    @property
    def url(self) -> str:
        """Where it listens, as RUNG_SMTP_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def to(self) -> list[str]:
        """Whom the messages that it took are for."""
        return [to for to, _ in self.taken]

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages that it took."""
        return [message_from_bytes(raw, policy=default) for _, raw in self.taken]

    @property
    def ids(self) -> list[str]:
        """Their Message-IDs."""
        return [str(message["Message-ID"]) for message in self.messages]

    async def handle_RCPT(  # noqa: N802 - the name that the library calls
        self, server: Any, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        match self._temper_for(address):
            case "temporary":
                self.at_first.pop(address, None)
                return "451 4.7.1 Please come back later"
            case "permanent":
                return "550 5.1.1 Nobody of that name here"
            case "drop":
                self.at_first.pop(address, None)
                server.transport.abort()
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name that the library calls
        self, server: Any, _session: Session, envelope: Envelope
    ) -> str:
        """Take a message, or not."""
        to = str(envelope.rcpt_tos[0])
        temper = self._temper_for(to)
        self.at_first.pop(to, None)
        if temper == "full":
            return "552 5.3.4 Too large"
        if temper == "slow":
            await asyncio.sleep(self.seconds)
        self.taken.append((to, bytes(cast(bytes, envelope.content))))
        if temper == "die":
            server.transport.abort()
        return "250 OK"

    def _temper_for(self, address: str) -> str:
        return self.at_first.get(address) or self.for_address.get(address, self.temper)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(server: MailServer | None = None, **settings: Any) -> Iterator[MailServer]:
    """A mail server while the block runs; one that ran before keeps its port and goes on."""
    server = server or MailServer()
    server.port = server.port or free_port()
    controller = Controller(server, hostname="127.0.0.1", port=server.port, ready_timeout=10, **settings)
    controller.start()
    try:
        yield server
    finally:
        with suppress(RuntimeError):
            controller.stop()


@contextmanager
def hanging() -> Iterator[str]:
    """The address of a server that lets everybody in and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"
