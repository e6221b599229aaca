"""flask mail receive: one mail from standard input."""

from datetime import datetime

import pytest
from click.testing import Result
from flask import Flask

from app.domain.errors import Conflict
from tests.gateways import sent_mails


@pytest.fixture
def receive(app: Flask):
    def run(raw: bytes) -> Result:
        return app.test_cli_runner().invoke(args=["mail", "receive"], input=raw)

    return run


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00nonsense",
        b"From: a@example.org\r\n\r\nHello",
        b"x" * 3_000_000,
        sent_mails.from_google("somebody-elses@example.org"),
        sent_mails.from_postfix("<not-ours@example.org>"),
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\xff",
    ],
)
def test_what_concerns_nobody_is_left_alone_with_one_line_and_no_error(receive, raw):
    said = receive(raw)

    assert said.exit_code == 0
    assert said.stdout == ""
    assert said.stderr.startswith("Left alone: ")
    assert said.stderr.count("\n") == 1


def test_when_the_database_is_busy_the_mail_server_keeps_the_mail(receive, monkeypatch):
    def busy(_raw: bytes, _now: datetime) -> str:
        raise Conflict("The database was busy for too long and nothing was saved. Try again in a moment.")

    monkeypatch.setattr("app.services.scheduling.receiving.receive", busy)

    said = receive(b"From: a@example.org\r\n\r\nHello")

    assert said.exit_code == 75
    assert "busy" in said.stderr
