"""Pages of ladders under hostile input: odd files, names, addresses and numbers are refused or kept, never an error."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.accounts import make_account
from tests.factories.ladders import publish_shipped, shipped_playbook
from tests.factories.previews import make_draft
from tests.page import Page

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = "<script>steal()</script><img src=x onerror=steal()><a href='javascript:steal()'>x</a>"
REFUSED = {
    "bomb.yaml": BOMB.encode(),
    "deep.yaml": b"[" * 5_000,
    "surrogate.yaml": b'kind: family\nkey: "\\ud800"\nname: "\\ud800"\n',
    "tag.yaml": b"!!python/object/apply:os.system ['true']\n",
    "number.yaml": b"kind: family\nkey: " + b"9" * 5_000 + b"\n",
    "zero.yaml": b"\x00",
}
READ = {
    "utf16.md": "# Job Family: Pilot\n\n### Pilot\n\n- Brings ships in.\n".encode("utf-16"),
    "backwards.md": "# Job Family: \u202eegap\u202c\n\n- \u202eitem\n".encode(),
    "entities.md": b"# Job Family: A&#0;B &#xD800; &#99999999999999999999999999;\n\n- x&#0;y\n",
    "names.md": b"# Job Family: " + b"N" * 10_000 + b"\n\n## Levels\n\n### " + b"T" * 10_000 + b"\n\n- x\n",
    "quotes.md": b">" * 20_000 + b" x\n",
    "nested.html": b"<div><ul><li>" * 3_000 + b"x",
    "open.md": b"[**" * 20_000,
    "comments.html": b"<!--" * 20_000,
    "alike.md": b"# Job Family: A\n\n## Levels\n\n### A B\n\n- x\n\n### A-B\n\n- x\n\n### a b\n\n- y\n",
    "../../passwd.md": b"# Job Family: A\n",
}
ODD = ("%00", "a%00b", "x" * 2_000, "..%2f..", "9" * 25, "%F0%9F%98%80")
ADDRESSES = (
    "/ladders/versions/{}",
    "/ladders/versions/{}/yaml",
    "/ladders/family/{}",
    "/ladders/plan/{}",
    "/ladders/crosswalk/{}",
    "/ladders/drafts/{}",
    "/roles/{}",
    "/roles/{}/compare",
    "/roles/ladders/{}",
)


@pytest.fixture
def admin(app: Flask, client_for: ClientFor) -> FlaskClient:
    publish_shipped()
    return client_for(make_account("admin", name="Ines Ferraz"))


def sent(client: FlaskClient, page: Read, name: str, raw: bytes) -> int:
    form = page(client, "/ladders/import").form("/import")
    data = form | {"files": [(io.BytesIO(raw), name)]}
    answer = client.post("/ladders/import", data=data, content_type="multipart/form-data", follow_redirects=True)
    return answer.status_code


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_of_our_own_format_that_does_harm_is_refused(admin: FlaskClient, page: Read, name: str):
    assert sent(admin, page, name, REFUSED[name]) == 422


@pytest.mark.parametrize("name", READ)
def test_a_page_is_read_however_odd_it_is(admin: FlaskClient, page: Read, name: str):
    assert sent(admin, page, name, READ[name]) == 200


def test_what_would_run_in_a_page_stays_text(admin: FlaskClient, page: Read):
    raw = f"# Job Family: {HOSTILE}\n\n## Levels\n\n### Pilot {HOSTILE}\n\n- {HOSTILE}\n".encode()
    sent(admin, page, "a.md", raw)

    told = [page(admin, f"/ladders/drafts/1{part}").html for part in ("", "?part=unplaced", "/preview")]

    for running in ("<script>steal", "<img src=x", "href='javascript", 'href="javascript'):
        assert running not in "".join(told)


@pytest.mark.parametrize("odd", ODD, ids=lambda text: text[:8])
def test_nothing_stands_at_an_odd_address(admin: FlaskClient, odd: str):
    assert {admin.get(address.format(odd)).status_code for address in ADDRESSES} == {404}


@pytest.mark.parametrize("odd", [*ODD, "-1", "0"], ids=lambda text: text[:8])
def test_an_odd_part_or_line_of_a_draft_is_no_error(admin: FlaskClient, odd: str):
    draft = make_draft(shipped_playbook().family.model_copy(update={"name": "Sellers"}), 1)

    codes = {admin.get(f"/ladders/drafts/{draft}?{name}={odd}").status_code for name in ("part", "from")}

    assert codes <= {200, 404}


def test_twenty_megabytes_at_once_are_refused(admin: FlaskClient):
    answer = admin.post("/ladders/import", data=b"x" * 20_000_000, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 413
