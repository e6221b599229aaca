"""Pages of drafts: importing, the review of a part, two edits at once, what is missing, publishing, history."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.queries import ladders as queries
from tests.factories.accounts import make_account
from tests.factories.ladders import publish_shipped, shipped_playbook
from tests.factories.previews import make_draft
from tests.page import Page, check

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
FAMILY = "/ladders/family/enterprise_account_executive"
PAGE = (Path(__file__).parents[1] / "domain" / "drafted_page.md").read_text(encoding="utf-8")


@pytest.fixture
def admin(app: Flask, client_for: ClientFor) -> FlaskClient:
    publish_shipped()
    return client_for(make_account("admin", name="Ines Ferraz"))


@pytest.fixture
def draft(admin: FlaskClient, page: Read) -> str:
    """The address of a draft of the shipped family."""
    sent = page(admin, FAMILY).form("/draft")
    return admin.post(f"{FAMILY}/draft", data=sent).headers["Location"]


@pytest.fixture
def imported(admin: FlaskClient, page: Read) -> str:
    """The address of a draft of an imported page."""
    sent = page(admin, "/ladders/import").form("/import")
    return admin.post("/ladders/import", data=sent | {"text": PAGE, "name": "pilot.md"}).headers["Location"]


def edit(page: Read, client: FlaskClient, address: str, part: str = "overview", **changed: str) -> dict[str, str]:
    """What is sent when these fields of a part are changed; the others stay as they are."""
    sent = page(client, f"{address}?part={part}").form(f"?part={part}")
    return {name: sent[name] for name in ("csrf_token", "version")} | changed | {"act": "save"}


def test_a_file_leads_to_the_review_beside_its_page(admin: FlaskClient, page: Read):
    sent = page(admin, "/ladders/import").form("/import")
    sent |= {"files": (io.BytesIO(PAGE.encode()), "pilot.md")}  # type: ignore[dict-item]

    answer = admin.post("/ladders/import", data=sent, content_type="multipart/form-data", follow_redirects=True)

    told = check("/ladders/drafts/1", answer.get_data(as_text=True), answer.status_code).text
    assert "Draft of a job family" in told
    assert "- Brings ships in." in told


def test_sending_nothing_is_refused_at_the_field(admin: FlaskClient, page: Read):
    sent = page(admin, "/ladders/import").form("/import")

    answer = admin.post("/ladders/import", data=sent)

    assert answer.status_code == 422
    assert "Choose a file, or paste the text of a page." in answer.get_data(as_text=True)


def test_every_part_of_an_imported_page_can_be_edited(admin: FlaskClient, page: Read, imported: str):
    parts = ("overview", "unplaced", "everybody", "title-harbour_pilot", "title-senior")

    told = {part: page(admin, f"{imported}?part={part}").text for part in parts}

    assert "Brings ships in." in told["title-harbour_pilot"]
    assert "Trains new pilots." in told["title-senior"]


def test_what_was_typed_stands_in_the_form_again_when_it_is_refused(admin: FlaskClient, page: Read, imported: str):
    part = "title-harbour_pilot"
    sent = edit(page, admin, imported, part, grade="six", summary="Brings ships home.")

    answer = admin.post(f"{imported}?part={part}", data=sent)

    told = answer.get_data(as_text=True)
    assert (answer.status_code, "Brings ships home." in told, 'value="six"' in told) == (422, True, True)
    assert "Write a whole number from 1 to 99." in told


def test_two_edits_at_once_show_both_texts_and_a_choice(admin: FlaskClient, page: Read, draft: str):
    mine = edit(page, admin, draft, name="Vendor of Ships")
    admin.post(f"{draft}?part=overview", data=edit(page, admin, draft, name="Seller of Ships"))

    answer = admin.post(f"{draft}?part=overview", data=mine)

    told = check(draft, answer.get_data(as_text=True), answer.status_code)
    assert answer.status_code == 409
    assert "Ines Ferraz has saved this draft" in told.text
    assert all(name in told.text for name in ("Seller of Ships", "Vendor of Ships"))


def test_mine_can_be_saved_over_theirs(admin: FlaskClient, page: Read, draft: str):
    mine = edit(page, admin, draft, name="Vendor of Ships")
    admin.post(f"{draft}?part=overview", data=edit(page, admin, draft, name="Seller of Ships"))
    conflict = admin.post(f"{draft}?part=overview", data=mine)
    again = check(draft, conflict.get_data(as_text=True), conflict.status_code).form("?part=overview")

    admin.post(f"{draft}?part=overview", data=again | {"act": "save"})

    assert "Vendor of Ships: Overview" in page(admin, draft).text


def test_what_is_missing_is_told_with_a_link_to_where_it_is_mended(admin: FlaskClient, page: Read, imported: str):
    part = "stage-screening_call"
    admin.post(f"{imported}?part={part}", data=edit(page, admin, imported, part, remove="y"))

    told = page(admin, f"{imported}/preview").text

    assert "The page has no hiring process. Add its stages." in told


def test_the_preview_tells_changes_and_publishing_makes_the_next_version(
    app: Flask, admin: FlaskClient, page: Read, draft: str
):
    admin.post(f"{draft}?part=overview", data=edit(page, admin, draft, name="Enterprise Seller"))
    shown = page(admin, f"{draft}/preview")

    answer = admin.post(f"{draft}/publish", data=shown.form("/publish") | {"note": "A shorter name."})

    with app.app_context():
        newest = queries.published("family")[0]
    assert "Enterprise Seller" in shown.text
    assert (answer.status_code, newest.number, newest.name) == (302, 2, "Enterprise Seller")


def test_a_version_in_between_has_to_be_read_before_publishing(app: Flask, admin: FlaskClient, page: Read, draft: str):
    admin.post(f"{draft}?part=overview", data=edit(page, admin, draft, name="Vendor"))
    other = admin.post(f"{FAMILY}/draft", data=page(admin, FAMILY).form("/draft")).headers["Location"]
    admin.post(f"{other}?part=overview", data=edit(page, admin, other, name="Seller"))
    sent = page(admin, f"{other}/preview").form("/publish") | {"note": "A word."}
    admin.post(f"{other}/publish", data=sent)
    sent = page(admin, f"{draft}/preview").form("/publish") | {"note": "Another word."}
    sent.pop("over", None)

    refused = admin.post(f"{draft}/publish", data=sent)
    done = admin.post(f"{draft}/publish", data=sent | {"over": "y"})

    assert "Ines Ferraz published version 2" in refused.get_data(as_text=True)
    assert (refused.status_code, done.status_code) == (409, 302)


def test_a_draft_of_a_crosswalk_is_published_from_its_preview(app: Flask, admin: FlaskClient, page: Read):
    crosswalk = shipped_playbook().crosswalk
    assert crosswalk is not None
    draft = f"/ladders/drafts/{make_draft(crosswalk.model_copy(update={'enabled': False}), 1)}"
    shown = admin.get(draft, follow_redirects=True)
    sent = check(draft, shown.get_data(as_text=True), shown.status_code).form("/publish")

    answer = admin.post(f"{draft}/publish", data=sent | {"note": "Turned off for a while.", "over": "y"})

    with app.app_context():
        newest = queries.published("crosswalk")[0]
    assert (answer.status_code, newest.number, newest.note) == (302, 2, "Turned off for a while.")


def test_a_version_tells_what_it_changed_and_downloads_as_yaml(app: Flask, admin: FlaskClient, page: Read):
    with app.app_context():
        digest = queries.published("family")[0].digest

    told = page(admin, f"/ladders/versions/{digest}").text
    file = admin.get(f"/ladders/versions/{digest}/yaml")

    assert "It is the first version." in told
    assert file.headers["Content-Disposition"] == 'attachment; filename="enterprise_account_executive-1.yaml"'
    assert "kind: family" in file.get_data(as_text=True)


def test_a_family_is_not_taken_out_of_use_without_a_reason(admin: FlaskClient, page: Read):
    sent = page(admin, FAMILY).form("/retire")

    answer = admin.post(f"{FAMILY}/retire", data=sent)

    assert answer.status_code == 422
    assert "Say in a few words why it goes out of use." in answer.get_data(as_text=True)
