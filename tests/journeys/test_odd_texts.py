"""Text of every kind is kept exactly or refused with a sentence, whatever it is made of and however long it is."""

import html
import os
import re
from urllib.parse import quote_from_bytes, urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models.scorecards import Scorecard
from tests.factories.panels import card_fields, make_panel, sheet_for

LIMIT, FAR_BEYOND = 20_000, 1_000_000
LONG = bool(os.environ.get("CHECK_LONG"))
VERY_LONG = {"plain", "family emoji", "Japanese"}
NUL = "a\x00b"
# Each is repeated until it is as long as wanted, so that sizes are in characters.
ODD = {
    "plain": "What was said, by whom, and what came of it. ",
    "one long word": "x",
    "Arabic": "مرحبا بكم ",
    "Hebrew with points": "שָׁלוֹם ",
    "right to left and back": "abc\u202edef\u202c \u2067אבג\u2069 ",
    "combining marks": "e\u0301o\u0308\u0323 ",
    "stacked marks": "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324",
    "not normalised": "\u212b\u00c5A\u030a ",
    "family emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "flags": "\U0001f1ef\U0001f1f5\U0001f1f3\U0001f1f1",
    "skin tones": "\U0001f44b\U0001f3fd",
    "beyond the first plane": "\U00020bb7\U0001d4b3\U0010fffd",
    "Japanese": "日本語の　覚え書き。",
    "Persian with joiners": "می\u200cخواهم ",
    "Thai without spaces": "ภาษาไทย",
    "zero width": "a\u200bb\ufeffc\u2060 ",
    "line and paragraph marks": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "tabs and spaces": "\t a \u00a0\u2003 b  ",
    "line ends first": "\n\n a\n",
    "lone returns": "a\rb",
    "markup": "</textarea><script>x</script>&amp;&#x41; <!-- ",
    "quotes and slashes": "\"'`\\ %00 ${x} {{ x }} {% x %} ",
    "formulas and queries": "=1+1 '; DROP TABLE scorecard; -- ",
    "controls": "\x01\x02\x07\x1b[31m\x7f",
    "no characters": "\ufffe\uffff\U0001ffff",
}


def of_length(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


@pytest.fixture
def card(app, client_for, page) -> tuple[FlaskClient, str, dict[str, str]]:
    """One interviewer's browser, the address of the card, and what its form sends."""
    panel = make_panel()
    who = panel.team.panel[0]
    path, client = f"/interviews/{panel.interview}/scorecard", client_for(who)
    return client, path, page(client, path).form("/scorecard") | card_fields(sheet_for(panel.interview, who))


def kept(app) -> tuple[str, int]:
    """The summary as it is stored, and the card's version."""
    with app.app_context():
        row = db.session.execute(select(Scorecard.summary, Scorecard.version)).one_or_none()
        return (row.summary, row.version) if row else ("", 0)


def in_field(page: str) -> str:
    """What the field for the summary shows; the first line end in it is markup."""
    found = re.search(r'<textarea[^>]*name="summary"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found
    return html.unescape(re.sub(r"^\r?\n", "", found[1])).replace("\r\n", "\n")


def test_as_long_as_may_be_every_text_is_kept_exactly(app, card):
    client, path, fields = card
    lost = []

    for name, text in ODD.items():
        sent = of_length(text, LIMIT)
        version = str(kept(app)[1])
        answer = client.post(f"{path}/draft", data=fields | {"summary": sent, "version": version})
        shown = in_field(client.get(path).get_data().decode())
        if answer.status_code != 200 or kept(app)[0] != sent or shown != sent:
            lost.append((name, answer.status_code))

    assert lost == []


@pytest.mark.timeout(120 if LONG else 20)
@pytest.mark.parametrize("end", ["", "/draft"], ids=["sent", "saved while writing"])
@pytest.mark.parametrize("size", [LIMIT + 1, FAR_BEYOND])
def test_longer_text_is_refused_with_a_sentence_and_changes_nothing(app, card, size: int, end: str):
    client, path, fields = card
    client.post(f"{path}/draft", data=fields | {"summary": "Kept before."})
    before = kept(app)

    answers = {
        name: client.post(f"{path}{end}", data=fields | {"summary": of_length(text, size), "act": "save"})
        for name, text in ODD.items()
        if size == LIMIT + 1 or LONG or name in VERY_LONG
    }

    # What a browser sends of a million characters beyond ASCII is more than one request may carry.
    allowed = {422} if size <= LIMIT + 1 else {422, 413}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code not in allowed} == {}
    told = [answer.text for answer in answers.values() if answer.status_code == 422]
    assert all("up to 20,000 are kept. Shorten it and save again." in text for text in told)
    assert answers["plain"].status_code == 422
    if not end:
        assert in_field(answers["plain"].text) == of_length(ODD["plain"], size)
    assert kept(app) == before


def test_line_ends_of_a_form_are_kept_as_plain_ones(app, card):
    client, path, fields = card

    client.post(path, data=fields | {"summary": "one\r\ntwo\r\n\r\nthree", "act": "save"})

    assert kept(app)[0] == "one\ntwo\n\nthree"


def test_a_character_that_no_database_keeps_is_refused_and_stays_in_the_field(app, card):
    client, path, fields = card

    refused = client.post(path, data=fields | {"summary": NUL, "act": "save"})

    assert refused.status_code == 422
    assert "a character that can&#39;t be stored" in refused.text or "a character that can't be stored" in refused.text
    assert kept(app) == ("", 0)


@pytest.mark.parametrize("half", [b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xff\xfe", b"\xc3\x28"], ids=bytes.hex)
def test_bytes_that_are_no_text_never_break_a_save(app, card, half: bytes):
    client, path, fields = card
    del fields["summary"]
    body = f"{urlencode(fields | {'act': 'save'})}&summary={quote_from_bytes(b'before ' + half + b' after')}"

    answer = client.post(path, data=body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in {302, 400, 422}
    if answer.status_code == 302:
        text = kept(app)[0]
        assert text.encode() == text.encode("utf-8", "strict")
        assert text.startswith("before ")
        assert text.endswith(" after")
