"""Fetching calendars: only from outside, from the number that was checked, never more or longer than we would read."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from app.domain.errors import BadData
from app.gateways import feeds
from app.gateways.feeds import Fetched, check_address, fetch, refuse_inside

LOOPBACK = frozenset({"127.0.0.1"})
TEXT = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
Answer = Callable[[BaseHTTPRequestHandler], None]
Serve = Callable[[Answer], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts real servers, each with one answer to every request."""
    running: list[ThreadingHTTPServer] = []

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/me.ics"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def answering(body: bytes = TEXT, *, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def refusal_of(address: str, **given: Any) -> str:
    with pytest.raises(BadData) as refusal:
        fetch(address, **{"allowed": LOOPBACK} | given)
    return refusal.value.message


def test_a_calendar_is_fetched_with_the_marks_of_its_copy(serve: Serve):
    address = serve(answering(ETag='"a1"', Last_Modified="Mon, 23 Nov 2026 08:00:00 GMT"))

    assert fetch(address, allowed=LOOPBACK) == Fetched(TEXT, '"a1"', "Mon, 23 Nov 2026 08:00:00 GMT")


def test_the_same_copy_is_not_sent_again(serve: Serve):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers["If-None-Match"] == '"a1"'
        answering(b"" if known else TEXT, status=304 if known else 200, ETag='"a1"')(handler)

    assert fetch(serve(answer), etag='"a1"', allowed=LOOPBACK).is_unchanged


def test_a_server_hears_the_name_it_was_asked_by(serve: Serve):
    heard: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        heard.append(handler.headers["Host"])
        answering()(handler)

    port = serve(answer).rsplit(":", 1)[1]
    fetch(f"http://calendar.example.org:{port}", allowed=LOOPBACK, look_up=lambda _host, _port: ["127.0.0.1"])

    assert heard == [f"calendar.example.org:{port.partition('/')[0]}"]


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # noqa: S104 - refused, not bound
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "168.63.129.16",
        "::ffff:168.63.129.16",
        "192.0.0.192",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
    ],
)
def test_numbers_inside_are_refused_however_they_are_written(number: str):
    with pytest.raises(BadData, match="private network"):
        refuse_inside(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_numbers_outside_are_let_through(number: str):
    refuse_inside(number)


@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:7f00:1]", "127.0.0.1.:80"]
)
def test_names_of_this_machine_lead_nowhere(host: str):
    message = refusal_of(f"http://{host}/me.ics", allowed=frozenset())

    assert message in {feeds.INSIDE, feeds.NOT_FOUND}


def test_a_name_with_one_number_inside_is_refused_as_a_whole():
    message = refusal_of("https://two.example.org/", look_up=lambda _host, _port: ["93.184.216.34", "10.0.0.1"])

    assert message == feeds.INSIDE


def test_a_name_that_leads_elsewhere_a_moment_later_is_asked_only_once(serve: Serve):
    address = serve(answering()).replace("127.0.0.1", "changing.example.org")
    asked: list[str] = []

    def look_up(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    found = fetch(address, allowed=LOOPBACK, look_up=look_up)

    assert (found.text, asked) == (TEXT, ["changing.example.org"])


@pytest.mark.parametrize("onwards", ["http://10.0.0.1/", "http://[::1]:8080/", "http://169.254.169.254/latest/"])
def test_a_redirect_inside_is_refused(serve: Serve, onwards: str):
    assert refusal_of(serve(answering(b"", status=302, Location=onwards))) == feeds.INSIDE


@pytest.mark.parametrize(
    "onwards", ["file:///etc/passwd", "ftp://example.org/x", "gopher://example.org", "//user:x@example.org/"]
)
def test_a_redirect_to_anything_but_the_web_is_refused(serve: Serve, onwards: str):
    assert refusal_of(serve(answering(b"", status=301, Location=onwards))) in {feeds.NO_ADDRESS, feeds.HAS_LOGIN}


def test_a_redirect_outside_is_followed(serve: Serve):
    end = serve(answering())

    assert fetch(serve(answering(b"", status=307, Location=end)), allowed=LOOPBACK).text == TEXT


def test_redirects_in_a_circle_come_to_an_end(serve: Serve):
    assert refusal_of(serve(answering(b"", status=302, Location="/me.ics"))) == feeds.ROUND


def test_a_calendar_of_fifty_megabytes_is_read_no_further_than_two(serve: Serve):
    sent = [0]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(50):
            handler.wfile.write(b"x" * 1_000_000)
            sent[0] += 1

    message = refusal_of(serve(answer))

    assert (message, sent[0] < 50) == (feeds.TOO_LARGE, True)


def test_a_packed_bomb_is_not_unpacked(serve: Serve):
    bomb = gzip.compress(b"x" * 60_000_000)

    assert refusal_of(serve(answering(bomb, Content_Encoding="gzip"))) == feeds.TOO_LARGE


def test_a_packed_calendar_is_unpacked(serve: Serve):
    assert fetch(serve(answering(gzip.compress(TEXT), Content_Encoding="gzip")), allowed=LOOPBACK).text == TEXT


@pytest.mark.parametrize(
    ("body", "how"), [(b"nonsense", "gzip"), (gzip.compress(TEXT * 99, mtime=0)[:-9], "gzip"), (TEXT, "br")]
)
def test_what_is_packed_wrongly_is_refused(serve: Serve, body: bytes, how: str):
    assert refusal_of(serve(answering(body, Content_Encoding=how))) == feeds.PACKED


def test_a_server_that_drips_is_left_when_the_time_is_up(serve: Serve):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    before = time.monotonic()
    message = refusal_of(serve(answer), most_seconds=0.4)

    assert (message, time.monotonic() - before < 2) == (feeds.NO_ANSWER, True)


def test_a_body_that_drips_is_not_taken_for_whole(serve: Serve):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        answering(TEXT)(handler)
        time.sleep(2)

    assert refusal_of(serve(answer), most_seconds=0.4) == feeds.NO_ANSWER


def test_a_server_that_says_nothing_is_left(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feeds, "WAIT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert refusal_of(f"http://127.0.0.1:{silent.getsockname()[1]}/") == feeds.NO_ANSWER


def test_a_port_where_nobody_listens_is_told():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    assert refusal_of(f"http://127.0.0.1:{port}/") == feeds.CUT_OFF


def test_a_server_without_a_certificate_of_its_name_is_not_believed(serve: Serve):
    address = serve(answering()).replace("http://", "https://")

    assert refusal_of(address) == feeds.CUT_OFF


@pytest.mark.parametrize(("status", "says"), [(404, "not shared"), (401, "not shared"), (500, "error (500)")])
def test_an_answer_without_a_calendar_is_told_in_words(serve: Serve, status: int, says: str):
    assert says in refusal_of(serve(answering(b"", status=status)))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "me.ics",
        "ftp://example.org/me.ics",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https://user:secret@example.org/me.ics",
        "https://@example.org/me.ics",
        "https://example.org:99999/",
        "https://example.org:25/",
        "https://example.org/a b",
        "https://example.org/\nHost: x",
        "https://[::1",
        "https://example.org/" + "x" * 1000,
    ],
)
def test_what_is_no_address_of_a_calendar_is_refused(address: str):
    with pytest.raises(BadData) as refusal:
        check_address(address)

    assert refusal.value.field == "url"


def test_the_address_that_calendar_programs_write_is_taken_for_https():
    assert check_address(" webcal://example.org/me.ics?key=1#top ") == "https://example.org/me.ics?key=1"
