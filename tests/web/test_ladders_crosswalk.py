"""The crosswalk editor: mapping titles, what is refused, what to think of first, the draft, and the history."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db
from app.domain.crosswalk import Crosswalk
from app.domain.versions import canonical_json, digest, points_at
from app.models.ladders import ContentDraft, ContentVersion
from tests import factories
from tests.domain.shipped import changed
from tests.factories.accounts import START, make_account
from tests.factories.ladders import publish_shipped, shipped_playbook
from tests.journeys.browsing import form_on
from tests.page import Page, check

ClientFor = Callable[[int], FlaskClient]
Read = Callable[..., Page]
CROSSWALK = "/ladders/crosswalk/enterprise_account_executive"


@pytest.fixture
def admin(client_for: ClientFor) -> FlaskClient:
    publish_shipped()
    return client_for(make_account("admin", name="Mirjam de Vries"))


def sent_by(html: str) -> dict[str, str]:
    """Everything that the form would send as it stands."""
    form = form_on(html, CROSSWALK)
    assert form is not None
    return {name: values[0] for name, values in form.values.items() if name != "act"}


def send(client: FlaskClient, sent: dict[str, str], act: str, **changes: str) -> TestResponse:
    """Press a button of the form; `level__major="P6"` is what was chosen in the field level-major."""
    return client.post(
        CROSSWALK, data=sent | {key.replace("__", "-"): text for key, text in changes.items()} | {"act": act}
    )


def told(answer: TestResponse, status: int) -> Page:
    assert answer.status_code == status
    return check(CROSSWALK, answer.get_data(as_text=True), answer.status_code)


def kept(app: Flask) -> list[ContentDraft]:
    with app.app_context():
        return list(db.session.scalars(select(ContentDraft).order_by(ContentDraft.id)))


def test_the_page_shows_each_title_with_its_level_and_the_version_that_came_with_the_product(
    page: Read, admin: FlaskClient
):
    shown = page(admin, CROSSWALK)

    assert {name: text for name, text in sent_by(shown.html).items() if name.startswith("level-")} == {
        "level-associate_strategic": "P3",
        "level-strategic": "P4",
        "level-senior_strategic": "P5",
        "level-major": "P5",
        "level-senior_major": "P6",
    }
    assert "came with the product" in shown.text


def test_a_mapping_with_a_basis_and_a_note_of_its_own_becomes_a_draft(app: Flask, page: Read, admin: FlaskClient):
    sent = sent_by(page(admin, CROSSWALK).html)

    answer = send(admin, sent, "save", level__major="P4", basis__major="public", note__major="As others do.")

    draft = kept(app)[0]
    assert answer.location == f"/ladders/drafts/{draft.id}/preview"
    assert (draft.kind, draft.origin) == ("crosswalk", "crosswalk")
    mapping = next(item for item in Crosswalk.model_validate_json(draft.body).titles if item.title == "major")
    assert (mapping.level, mapping.basis, mapping.note) == ("P4", "public", "As others do.")
    assert page(admin, answer.location).html


def test_a_title_can_be_mapped_to_nothing_and_the_whole_turned_off(app: Flask, page: Read, admin: FlaskClient):
    sent = sent_by(page(admin, CROSSWALK).html)
    del sent["enabled"]

    send(admin, sent, "save", level__major="")

    crosswalk = Crosswalk.model_validate_json(kept(app)[0].body)
    assert not crosswalk.enabled
    assert "major" not in [item.title for item in crosswalk.titles]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("level__strategic", "P5", "Strategic Account Executive of the same track has P5 already"),
        ("level__major", "P2", "Choose a level of the list, or none."),
        ("level__major", "P9", "Choose a level of the list, or none."),
        ("basis__major", "a hunch", "Choose from the list what this rests on."),
        ("basis", "a hunch", "Choose from the list what the mapping rests on."),
        ("note", "", "Say in a sentence what the mapping rests on."),
        ("note__major", "x" * 2_001, "Shorten this text: up to 2,000 characters are kept."),
    ],
)
def test_what_can_not_be_kept_is_refused_beside_its_field(
    app: Flask, page: Read, admin: FlaskClient, field: str, value: str, words: str
):
    sent = sent_by(page(admin, CROSSWALK).html)

    assert words in told(send(admin, sent, "save", **{field: value}), 422).text
    assert kept(app) == []


def test_a_title_below_one_that_it_extends_is_a_caution_and_no_refusal(app: Flask, page: Read, admin: FlaskClient):
    sent = sent_by(page(admin, CROSSWALK).html)

    shown = told(send(admin, sent, "see", level__senior_major="P3"), 200)

    assert "Look again" in shown.text
    assert "Senior Major Account Executive stands above Major Account Executive" in shown.text
    assert send(admin, sent, "save", level__senior_major="P3").status_code == 302


def test_a_crosswalk_that_changes_nothing_is_not_kept(app: Flask, page: Read, admin: FlaskClient):
    shown = told(send(admin, sent_by(page(admin, CROSSWALK).html), "save"), 422)

    assert "Nothing differs from what is published." in shown.text
    assert kept(app) == []


def test_whoever_was_overtaken_keeps_what_they_entered(app: Flask, page: Read, admin: FlaskClient):
    sent = sent_by(page(admin, CROSSWALK).html)

    late = told(send(admin, sent, "save", seen="0" * 64, level__major="P4"), 409)

    assert "A newer version was published while your page was open." in late.text
    assert sent_by(late.html)["level-major"] == "P4"
    assert kept(app) == []


def test_the_history_tells_who_changed_what_and_why(page: Read, admin: FlaskClient):
    naoko = make_account("admin", name="Naoko Fujimura")
    edited = changed(shipped_crosswalk(), ("titles", 3, "level"), "P4")
    row = ContentVersion(kind="crosswalk", key=edited.key, number=2, name="Titles", published_by=naoko)
    row.digest, row.body, row.points_at = digest(edited), canonical_json(edited), points_at(edited)
    row.note, row.published_at = "Closer to what they carry.", START
    with factories.writing() as session:
        session.add(row)

    shown = page(admin, CROSSWALK).text

    assert shown.index("Version 2") < shown.index("Version 1")
    assert "Naoko Fujimura" in shown
    assert "Closer to what they carry." in shown
    assert "P4" in shown[shown.index("Closer to what they carry.") :]


def shipped_crosswalk() -> Crosswalk:
    crosswalk = shipped_playbook().crosswalk
    assert crosswalk is not None
    return crosswalk


def test_a_mapping_without_basis_and_note_is_spelled_as_before_there_were_any():
    assert '"titles":[{"level":"P3","title":"associate_strategic"}' in canonical_json(shipped_crosswalk())
