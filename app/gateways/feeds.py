"""Fetches a calendar from an address that somebody gave us, and from nowhere inside the network that we stand in.

An address is looked up once, and the connection goes to what was found and checked: a name that leads elsewhere a
moment later leads us nowhere. Each redirect is checked anew.
"""

import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from app.domain.errors import BadData

MOST_BYTES = 2_000_000
MOST_REDIRECTS = 3
WAIT_SECONDS = 5.0
MOST_SECONDS = 20.0
LONGEST = 1000
_CHUNK = 65_536
_REDIRECTS = {301, 302, 303, 307, 308}
_IN_PATH = "%/:@!$&'()*+,;=~-._"
# Ways in which an IPv6 address carries an IPv4 address (NAT64, 6to4, Teredo), or is of no network of today; and where
# hosting providers answer their own machines alone, at numbers that look public.
_REFUSED = tuple(
    ip_network(text)
    for text in (
        *("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10", "3fff::/20"),
        *("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24"),
    )
)
NO_ADDRESS = "Give the whole address of the calendar, such as https://calendar.example.com/me.ics."
HAS_LOGIN = "This address holds a name or password. Give one without: calendars have secret addresses for sharing."
INSIDE = "This address leads into a private network. Give one that can be reached from everywhere."
NOT_FOUND = "There is no server of this name. Look whether the address is complete."
NO_ANSWER = "The server of the calendar gave no answer in time. We try again."
CUT_OFF = "The server of the calendar ended the connection, or its certificate doesn't hold. We try again."
TOO_LARGE = "The calendar is larger than 2 MB. Share one that leaves out old years, and give its address here."
ROUND = "This address leads from one to the next without an end. Give the one that it ends at."
PACKED = "The server packed the calendar in a way that can't be read. Give the address of another copy."

Resolve = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stands at an address. `is_unchanged`: the same as before, hence without text."""

    text: bytes
    etag: str = ""
    modified: str = ""
    is_unchanged: bool = False


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The numeric addresses of a host, as the system knows them."""
    return tuple(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


def check_address(text: str) -> str:
    """The address of a calendar as it is kept; webcal is taken for https.

    Raises:
        BadData: for what is no http or https address, or holds a password. What the name leads to is not asked here.
    """
    address = text.strip()
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise BadData(NO_ADDRESS, field="url") from None
    if parts.scheme.lower() in {"webcal", "webcals"}:
        parts = parts._replace(scheme="https")
    fits = address.isprintable() and " " not in address and "\\" not in address and len(address) <= LONGEST
    if parts.scheme not in {"http", "https"} or not parts.hostname or not fits:
        raise BadData(NO_ADDRESS, field="url")
    if "@" in parts.netloc:
        raise BadData(HAS_LOGIN, field="url")
    if port is not None and port not in {80, 443} and port < 1024:
        raise BadData("Calendars are not served at this port. Look at the number in the address.", field="url")
    return parts._replace(fragment="").geturl()


def fetch(
    address: str,
    *,
    etag: str = "",
    modified: str = "",
    allowed: frozenset[str] = frozenset(),
    look_up: Resolve = resolve,
    most_seconds: float = MOST_SECONDS,
) -> Fetched:
    """What stands at an address.

    Args:
        address: where; http or https.
        etag: what the server called the copy that we have, so that it need not send the same again.
        modified: the day of that copy, for servers that know no such names.
        allowed: numeric addresses that may be asked although they lie inside; only tests have any.
        look_up: how a name becomes numeric addresses.
        most_seconds: how long all of it may take.

    Raises:
        BadData: with a sentence for the person whose calendar it is.
    """
    asked = {"If-None-Match": etag} if etag else {"If-Modified-Since": modified} if modified else {}
    where = check_address(address)
    for _ in range(MOST_REDIRECTS + 1):
        parts = urlsplit(where)
        try:
            with (
                _connected(parts, allowed, look_up, most_seconds) as connection,
                _ask(connection, parts, asked) as answer,
            ):
                if answer.status not in _REDIRECTS:
                    return _taken(answer)
        except TimeoutError:
            raise BadData(NO_ANSWER, field="url") from None
        except (OSError, HTTPException, ValueError):
            raise BadData(CUT_OFF, field="url") from None
        onwards = check_address(urljoin(where, answer.headers.get("Location", "")))
        if parts.scheme == "https" and urlsplit(onwards).scheme != "https":
            raise BadData("This address leads on to one that is not encrypted. Give another one.", field="url")
        where = onwards
    raise BadData(ROUND, field="url")


def refuse_inside(found: str) -> None:
    """Refuse a numeric address that is not of the public network.

    Raises:
        BadData: for loopback, private, link-local, reserved and multicast addresses, also where IPv6 carries them.
    """
    number: IPv4Address | IPv6Address = ip_address(found.partition("%")[0])
    if isinstance(number, IPv6Address) and number.ipv4_mapped is not None:
        number = number.ipv4_mapped
    is_refused = any(number in network for network in _REFUSED)
    if is_refused or not number.is_global or number.is_multicast or number.is_reserved:
        raise BadData(INSIDE, field="url")


def _checked(parts: SplitResult, allowed: frozenset[str], look_up: Resolve) -> tuple[str, str, int]:
    """Host, the number to connect to, and port. Every number of the name is checked, the first one is used."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        host = (parts.hostname or "").encode("idna").decode() if ":" not in (parts.hostname or "") else parts.hostname
        numbers = look_up(host or "", port)
    except (OSError, UnicodeError):
        raise BadData(NOT_FOUND, field="url") from None
    if not numbers:
        raise BadData(NOT_FOUND, field="url")
    for number in numbers:
        if number not in allowed:
            refuse_inside(number)
    return host or "", numbers[0], port


@contextmanager
def _connected(
    parts: SplitResult, allowed: frozenset[str], look_up: Resolve, most_seconds: float
) -> Iterator[HTTPConnection]:
    """A connection to the number that was checked, under the name that was asked for; cut when the time is up."""
    host, number, port = _checked(parts, allowed, look_up)
    live = socket.create_connection((number, port), timeout=WAIT_SECONDS)
    is_late = threading.Event()

    def cut() -> None:
        is_late.set()
        with suppress(OSError):
            socket.socket.shutdown(live, socket.SHUT_RDWR)

    timer = threading.Timer(most_seconds, cut)
    timer.daemon = True
    timer.start()
    connection = HTTPConnection(f"[{host}]" if ":" in host else host, port, timeout=WAIT_SECONDS)
    try:
        if parts.scheme == "https":
            live = _encrypted(live, host)
        connection.sock = live
        if isinstance(live, ssl.SSLSocket):
            live.do_handshake()
        yield connection
    except (OSError, HTTPException, ValueError, BadData) as error:
        if is_late.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
        connection.close()
        live.close()
    if is_late.is_set():  # what was cut may look as if it had come to its end
        raise TimeoutError


def _encrypted(plain: socket.socket, host: str) -> socket.socket:
    """The socket, to be encrypted under this name. Hands are shaken later, when it can be cut as well."""
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _ask(connection: HTTPConnection, parts: SplitResult, asked: dict[str, str]) -> HTTPResponse:
    path = quote(parts.path or "/", safe=_IN_PATH) + (
        f"?{quote(parts.query, safe=_IN_PATH + '?')}" if parts.query else ""
    )
    headers = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "gzip", "User-Agent": "Rung", **asked}
    connection.request("GET", path, headers={**headers, "Host": parts.netloc.encode("idna").decode()})
    return connection.getresponse()


def _taken(answer: HTTPResponse) -> Fetched:
    etag, modified = (
        _short(answer.headers.get(name, ""), most) for name, most in (("ETag", 200), ("Last-Modified", 60))
    )
    if answer.status == 304:
        return Fetched(b"", etag, modified, is_unchanged=True)
    if answer.status in {401, 403, 404, 410}:
        raise BadData(
            "The calendar is not shared at this address, or no longer. Look it up and give the new address.",
            field="url",
        )
    if answer.status != 200:
        raise BadData(f"The server of the calendar answers with an error ({answer.status}). We try again.", field="url")
    return Fetched(_unpacked(answer), etag, modified)


def _short(text: str, most: int) -> str:
    """A mark of the server's, if it is one that we can send back."""
    return text if len(text) <= most and text.isprintable() and text.isascii() else ""


def _unpacked(answer: HTTPResponse) -> bytes:
    """The text, unpacked no further than we would read."""
    packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", ""}:
        raise BadData(PACKED, field="url")
    opened = zlib.decompressobj(31) if "gzip" in packing else None
    found = bytearray()
    while part := answer.read(_CHUNK):
        try:
            found += part if opened is None else opened.decompress(part, MOST_BYTES + 1)
        except zlib.error:
            raise BadData(PACKED, field="url") from None
        if len(found) > MOST_BYTES or (opened is not None and opened.unconsumed_tail):
            raise BadData(TOO_LARGE, field="url")
    if opened is not None and not opened.eof:
        raise BadData(PACKED, field="url")
    return bytes(found)
