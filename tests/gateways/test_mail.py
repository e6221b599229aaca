"""Letters to a real SMTP server: what arrives, what is refused before it leaves, and what each refusal is called."""

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from app.config import Settings
from app.domain.errors import BadData
from app.gateways.mail import (
    UNWRITABLE,
    Down,
    Letter,
    Mailbox,
    Permanent,
    Sent,
    Temporary,
    message_id_of,
    number_of,
    sender_of,
    written,
)
from tests.mail_server import MailServer, free_port, hanging, running

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
INVITE = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nX-PLACE:K\xc3\xb6ln\r\nEND:VCALENDAR\r\n"
SETTINGS = Settings(
    database_url="sqlite://",
    secret_key="a secret of the tests",
    base_url="https://hiring.example.com",
    files_directory=Path("/nowhere"),
    mail_from="Hiring at Ünlü <jobs@example.com>",
    mail_replies="answers@example.com",
)
LETTER = Letter(
    to_name="Jürgen Ñandú",
    to_address="jurgen@example.com",
    subject="Your interview on Tuesday, 10:00 – Köln",
    text="Hello Jürgen,\nsee you there.\n",
    html="<p>Hello Jürgen, see you there.</p>",
    message_id=message_id_of(SETTINGS, 7, NOW),
)


def settings_for(url: str) -> Settings:
    return replace(SETTINGS, smtp_url=url)


@pytest.fixture
def server():
    with running() as made:
        yield made


def post(server: MailServer, letter: Letter = LETTER):
    with Mailbox(settings_for(server.url), seconds=2) as box:
        return box.send(letter, NOW)


def test_a_letter_arrives_with_every_letter_of_its_names_subject_and_both_texts(server):
    outcome = post(server)

    assert outcome == Sent()
    message = server.messages[0]
    assert message["Subject"] == LETTER.subject
    assert message["To"] == "Jürgen Ñandú <jurgen@example.com>"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    plain = message.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().splitlines() == LETTER.text.splitlines()


def test_a_letter_says_who_wrote_it_when_and_that_no_person_did(server):
    post(server)

    message = server.messages[0]
    assert message["From"] == "Hiring at Ünlü <jobs@example.com>"
    assert message["Reply-To"] == "answers@example.com"
    assert parsedate_to_datetime(message["Date"]) == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == LETTER.message_id


def test_a_reply_address_of_the_letter_itself_goes_before_that_of_the_installation(server):
    post(server, replace(LETTER, headers=(("Reply-To", "answers+12@example.com"), ("List-Unsubscribe", "<x>"))))

    message = server.messages[0]
    assert message.get_all("Reply-To") == ["answers+12@example.com"]
    assert message["List-Unsubscribe"] == "<x>"


def test_an_invitation_stands_beside_the_texts_and_is_attached_as_a_file(server):
    post(server, replace(LETTER, calendar=INVITE, method="REQUEST"))

    parts = {part.get_content_type(): part for part in server.messages[0].walk()}
    calendar = parts["text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_payload(decode=True) == INVITE
    assert parts["application/ics"].get_filename() == "invite.ics"
    assert parts["application/ics"].get_payload(decode=True) == INVITE


def test_nothing_but_plain_ascii_travels_so_that_every_server_can_carry_it(server):
    post(server, replace(LETTER, calendar=INVITE, method="REQUEST"))

    assert server.taken[0][1].isascii()


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x00", "\x85", "\u2028"])
@pytest.mark.parametrize("place", ["to_name", "to_address", "subject", "message_id", "headers", "method"])
def test_no_line_end_gets_into_a_header(place, end):
    bad = f"a{end}Bcc: everybody@example.com"
    values: dict[str, Any] = {"headers": (("X-Note", bad),), "to_address": f"a@b.example{end}"}
    change: dict[str, Any] = {place: values.get(place, bad)}
    letter = replace(LETTER, calendar=INVITE, **change)

    with pytest.raises(BadData):
        written(letter, SETTINGS, NOW)


def test_a_name_that_looks_encoded_brings_no_header_of_its_own(server):
    hostile = "=?utf-8?q?Mia=0D=0ABcc=3A_thief=40example=2Eorg?="

    post(server, replace(LETTER, to_name=hostile, subject=f"Interview with {hostile}"))

    assert server.messages[0]["Bcc"] is None
    assert "Mia=0D=0ABcc" in server.messages[0]["Subject"]


def test_a_letter_that_no_message_can_hold_is_refused_and_spoils_no_other(server):
    with Mailbox(settings_for(server.url), seconds=2) as box:
        outcomes = [box.send(replace(LETTER, text="\ud800"), NOW), box.send(LETTER, NOW)]

    assert outcomes == [Permanent(UNWRITABLE), Sent()]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a b@example.com",
        "a@b@c",
        "a,b@example.com",
        "<a@example.com>",
        "=?utf-8?q?a=0Ab?=@c.example",
    ],
)
def test_what_is_no_address_is_refused_for_good(server, address):
    outcome = post(server, replace(LETTER, to_address=address))

    assert isinstance(outcome, Permanent)
    assert server.taken == []


def test_a_host_with_letters_of_its_own_is_written_as_every_server_reads_it(server):
    outcome = post(server, replace(LETTER, to_address="kim@bücher.example"))

    assert outcome == Sent()
    assert server.to == ["kim@xn--bcher-kva.example"]


def test_an_address_with_such_letters_before_the_sign_needs_a_server_that_knows_them():
    with running(enable_SMTPUTF8=False) as server:
        outcome = post(server, replace(LETTER, to_address="jürgen@example.com"))

    assert isinstance(outcome, Permanent)
    assert "jürgen@example.com" in outcome.why


def test_a_server_that_knows_them_gets_it():
    with running(enable_SMTPUTF8=True) as server:
        outcome = post(server, replace(LETTER, to_address="jürgen@bücher.example"))

    assert outcome == Sent()
    assert server.to == ["jürgen@xn--bcher-kva.example"]


@pytest.mark.parametrize(
    ("temper", "kind", "words"),
    [
        ("temporary", Temporary, "451 4.7.1 Please come back later"),
        ("permanent", Permanent, "550 5.1.1 Nobody of that name here"),
        ("full", Permanent, "552 5.3.4 Too large"),
        ("die", Temporary, "broke off"),
        ("drop", Down, "broke off"),
    ],
)
def test_each_refusal_is_what_it_is_and_quotes_the_server(server, temper, kind, words):
    server.temper = temper

    outcome = post(server)

    assert isinstance(outcome, kind)
    assert words in outcome.why


def test_a_server_that_is_not_there_is_down():
    with Mailbox(settings_for(f"smtp://127.0.0.1:{free_port()}"), seconds=2) as box:
        outcome = box.send(LETTER, NOW)

    assert isinstance(outcome, Down)
    assert outcome.why == "The mail server can't be used at present: Connection refused."


def test_a_server_that_says_nothing_is_not_waited_for():
    with hanging() as url, Mailbox(settings_for(url), seconds=0.3) as box:
        outcome = box.send(LETTER, NOW)

    assert outcome == Down("The mail server can't be used at present: it did not answer in time.")


@pytest.mark.parametrize("url", ["mail.example.com", "http://mail.example.com", "smtp://"])
def test_a_setting_that_names_no_mail_server_is_told_in_words(url):
    with Mailbox(settings_for(url), seconds=1) as box:
        outcome = box.send(LETTER, NOW)

    assert isinstance(outcome, Down)
    assert "RUNG_SMTP_URL has to begin with" in outcome.why


def test_a_sender_that_is_no_address_stops_everything_and_condemns_no_letter(server):
    with Mailbox(replace(settings_for(server.url), mail_from="nobody"), seconds=2) as box:
        outcome = box.send(LETTER, NOW)

    assert isinstance(outcome, Down)
    assert "RUNG_MAIL_FROM" in outcome.why


def test_letters_share_one_connection_and_one_that_is_refused_spoils_no_other(server):
    server.for_address = {"b@example.com": "permanent"}

    with Mailbox(settings_for(server.url), seconds=2) as box:
        outcomes = [box.send(replace(LETTER, to_address=f"{name}@example.com"), NOW) for name in "abc"]

    assert [type(outcome) for outcome in outcomes] == [Sent, Permanent, Sent]
    assert server.to == ["a@example.com", "c@example.com"]


def test_a_connection_that_broke_is_made_again_for_the_next_letter(server):
    server.for_address = {"a@example.com": "drop"}

    with Mailbox(settings_for(server.url), seconds=2) as box:
        outcomes = [box.send(replace(LETTER, to_address=f"{name}@example.com"), NOW) for name in "ab"]

    assert [type(outcome) for outcome in outcomes] == [Down, Sent]


def test_without_a_sender_of_its_own_an_installation_writes_from_its_host():
    assert sender_of(replace(SETTINGS, mail_from="")).addr_spec == "rung@hiring.example.com"


def test_a_message_id_names_its_row_and_can_t_be_made_up():
    own = message_id_of(SETTINGS, 7, NOW)

    assert number_of(SETTINGS, own) == 7
    assert number_of(SETTINGS, own.replace("<", "<A")) is None
    assert number_of(replace(SETTINGS, secret_key="another"), own) is None
    assert number_of(SETTINGS, "<7@hiring.example.com>") is None
