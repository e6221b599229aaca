"""Pages of messages: texts of one's own, the outbox where no mail leaves, and turning a kind of message off."""

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select, update

from app.database import db
from app.gateways.mail_texts import shipped
from app.models.accounts import Account
from app.models.candidates import Candidate
from app.models.notifications import MailChoice, MailTemplate, OutboxMessage
from app.services.notifications.composing import stop_address
from tests import factories
from tests.factories.mail import make_message, set_up
from tests.factories.panels import Panel, make_panel

TEXT = "/settings/mails/candidate_booked/en"
SOON = timedelta(days=3)


@pytest.fixture
def panel(app) -> Panel:
    return make_panel(starts_at=datetime.now(UTC).replace(second=0, microsecond=0) + SOON)


def own_texts(app) -> list[tuple[str, str, str]]:
    with app.app_context():
        rows = db.session.execute(select(MailTemplate.kind, MailTemplate.language, MailTemplate.subject))
        return [(row.kind, row.language, row.subject) for row in rows]


def unwanted(app) -> list[tuple[int, str]]:
    with app.app_context():
        rows = db.session.execute(select(MailChoice.account_id, MailChoice.kind))
        return [(row.account_id, row.kind) for row in rows]


def write(client, page, **fields: str):
    return client.post(TEXT, data=typed(client, page) | fields)


def typed(client, page) -> dict[str, str]:
    """What a browser sends when somebody presses Save at once."""
    return page(client, TEXT).form("/en") | {"act": "save", "body": shipped("candidate_booked", "en").body}


def unsubscribe_path(app, account_id: int) -> str:
    with app.app_context():
        return stop_address(account_id, "candidate_waits").removeprefix("http://localhost")


def test_every_kind_of_message_is_listed_with_its_reader(client_for, page, panel):
    listed = page(client_for(panel.team.recruiter), "/settings/mails").text

    assert "Every message has the text that comes with Rung" in listed
    assert "Your interview is booked" in listed


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_text_is_shown_with_its_tokens_and_as_it_reads(client_for, page, panel, language: str):
    shown = page(client_for(panel.team.recruiter), f"/settings/mails/invitation_sent/{language}")

    assert "{{ choose_link }}" in unescape(shown.text)
    assert ("Choose a time" if language == "en" else "日時を選ぶ") in shown.html


@pytest.mark.parametrize("path", ["nonsense/en", "candidate_booked/fr", "candidate_booked/.."])
def test_there_is_no_text_of_what_there_is_not(client_for, panel, path: str):
    assert client_for(panel.team.recruiter).get(f"/settings/mails/{path}").status_code == 404


def test_a_text_of_ones_own_is_kept_and_named(app, client_for, page, panel):
    client = client_for(panel.team.recruiter)

    answer = write(client, page, subject="Welcome, {{ name }}")

    assert answer.status_code == 302
    assert own_texts(app) == [("candidate_booked", "en", "Welcome, {{ name }}")]
    assert "Your own text" in page(client, TEXT).text


def test_a_wrong_token_is_refused_at_its_field_and_nothing_is_lost(app, client_for, page, panel):
    answer = write(client_for(panel.team.recruiter), page, subject="Welcome, {{ nmae }}")

    assert answer.status_code == 422
    assert "Did you mean {{ name }}?" in unescape(answer.text)
    assert "Welcome, {{ nmae }}" in unescape(answer.text)
    assert own_texts(app) == []


def test_looking_at_a_text_first_changes_nothing(app, client_for, page, panel):
    answer = write(client_for(panel.team.recruiter), page, subject="Welcome, {{ name }}", act="preview")

    assert "Welcome, Aiko Tanaka" in answer.text
    assert own_texts(app) == []


def test_a_script_in_a_text_is_shown_as_the_words_that_it_is(client_for, page, panel):
    body = '{{ when }} <script>alert(1)</script> https://example.org/"onmouseover="x'

    answer = write(client_for(panel.team.recruiter), page, body=body, act="preview")

    assert "<script>alert" not in answer.text
    assert 'onmouseover="x' not in answer.text


def test_whoever_was_slower_is_told(app, client_for, page, panel):
    client = client_for(panel.team.recruiter)
    fields = typed(client, page)
    client.post(TEXT, data=fields | {"subject": "First {{ name }}"})

    answer = client.post(TEXT, data=fields | {"subject": "Second {{ name }}"})

    assert answer.status_code == 409
    assert own_texts(app) == [("candidate_booked", "en", "First {{ name }}")]


def test_a_text_that_was_removed_and_written_anew_is_not_the_one_that_a_page_showed(app, client_for, page, panel):
    client = client_for(panel.team.recruiter)
    write(client, page, subject="First {{ name }}")
    stale = typed(client, page) | {"subject": "Late {{ name }}"}
    client.post(f"{TEXT}/shipped", data=page(client, TEXT).form("/shipped"))
    with app.app_context():
        now = datetime.now(UTC) + timedelta(seconds=90)
    with factories.writing() as session:
        row = MailTemplate(kind="candidate_booked", language="en", subject="New", body="New", version=5)
        row.changed_by, row.changed_at = panel.team.recruiter, now
        session.add(row)

    assert client.post(TEXT, data=stale).status_code == 409


def test_the_shipped_text_comes_back(app, client_for, page, panel):
    client = client_for(panel.team.recruiter)
    write(client, page, subject="First {{ name }}")

    client.post(f"{TEXT}/shipped", data=page(client, TEXT).form("/shipped"))

    assert own_texts(app) == []


def test_saving_the_shipped_text_keeps_no_own_one(app, client_for, page, panel):
    write(client_for(panel.team.recruiter), page)

    assert own_texts(app) == []


def test_the_outbox_lists_messages_with_reader_and_state(client_for, page, panel):
    make_message(panel.interview)
    make_message(panel.interview, panel.team.panel[0], dropped="called off")

    listed = page(client_for(panel.team.panel[1]), "/outbox").text

    assert "Your interview is booked" in listed
    assert "Not sent: called off" in listed


def test_the_outbox_goes_on_where_a_page_ends(client_for, page, panel):
    first = make_message(panel.interview, kind="interview_cancelled")
    for _ in range(25):
        make_message(panel.interview)
    client = client_for(panel.team.recruiter)

    newest, older = page(client, "/outbox"), page(client, f"/outbox?before={first + 1}")

    assert "Show older messages" in newest.text
    assert "Your interview is cancelled" not in newest.text
    assert "Your interview is cancelled" in older.text


def test_a_message_is_shown_with_all_its_parts(client_for, page, panel):
    number = make_message(panel.interview, panel.team.panel[0])

    shown = page(client_for(panel.team.panel[0]), f"/outbox/{number}")

    assert "/interview-links/" in shown.html
    assert "BEGIN:VCALENDAR" in shown.html
    assert f'src="/outbox/{number}/letter"' in shown.html


def test_a_letter_may_do_nothing_but_look_as_it_does(client_for, panel):
    number = make_message(panel.interview)

    answer = client_for(panel.team.panel[0]).get(f"/outbox/{number}/letter")

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "script-src" not in policy
    assert "Choose" in answer.text or "interview" in answer.text


def test_a_message_that_is_not_true_any_more_says_why(client_for, page, panel):
    number = make_message(panel.interview, kind="interview_cancelled")

    shown = page(client_for(panel.team.recruiter), f"/outbox/{number}").text

    assert "It is not sent: booked again." in shown


@pytest.mark.parametrize("path", ["/outbox", "/outbox/{}", "/outbox/{}/letter"])
@pytest.mark.parametrize("settings", [{"smtp_url": "smtp://127.0.0.1:9"}, {"production": True}])
def test_where_mail_leaves_there_is_no_outbox(app, client_for, panel, monkeypatch, path: str, settings: dict[str, Any]):
    set_up(app, monkeypatch, **settings)
    number = make_message(panel.interview)

    assert client_for(panel.team.recruiter).get(path.format(number)).status_code == 404


def test_nobody_reads_messages_about_their_own_application(client_for, page, panel):
    number = make_message(panel.interview)
    with factories.writing() as session:
        session.execute(update(Account).where(Account.id == panel.team.manager).values(email="own@example.org"))
        session.execute(update(Candidate).values(email="own@example.org"))
    client = client_for(panel.team.manager)

    assert "No message was written yet" in page(client, "/outbox").text
    assert client.get(f"/outbox/{number}").status_code == 404
    assert client.get(f"/outbox/{number}/letter").status_code == 404


def test_reading_the_outbox_changes_no_message(app, client_for, page, panel):
    number = make_message(panel.interview)
    client = client_for(panel.team.recruiter)

    page(client, f"/outbox/{number}")

    with app.app_context():
        row = db.session.get_one(OutboxMessage, number)
        assert (row.sent_at, row.dropped, row.tries) == (None, None, 0)


def test_looking_at_the_page_of_a_link_turns_nothing_off(app, client, page, panel):
    path = unsubscribe_path(app, panel.team.recruiter)

    shown = page(client, path).text
    client.head(path)

    assert "A candidate waits" in shown
    assert unwanted(app) == []


def test_a_button_turns_a_kind_of_message_off(app, client, page, panel):
    path = unsubscribe_path(app, panel.team.recruiter)

    client.post(path, data=page(client, path).form())

    assert unwanted(app) == [(panel.team.recruiter, "candidate_waits")]


def test_a_mail_program_turns_it_off_by_itself_without_a_page_of_ours(app, client, panel):
    path = unsubscribe_path(app, panel.team.recruiter)

    answers = [client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert unwanted(app) == [(panel.team.recruiter, "candidate_waits")]


@pytest.mark.parametrize("change", [lambda path: path[:-1], lambda path: path + "x", lambda _: "/unsubscribe/x"])
def test_a_link_that_we_did_not_sign_turns_nothing_off(app, client, panel, change):
    path = change(unsubscribe_path(app, panel.team.recruiter))

    assert client.post(path).status_code == 404
    assert unwanted(app) == []


def test_what_was_turned_off_can_be_had_back(app, client_for, client, page, panel):
    client.post(unsubscribe_path(app, panel.team.recruiter))
    own = client_for(panel.team.recruiter)

    own.post("/account/mails", data=page(own, "/account/mails").form("/mails") | {"wanted": ["candidate_waits"]})

    assert unwanted(app) == [(panel.team.recruiter, "hold_wakes")]


def test_nobody_turns_off_what_has_to_be_known(app, client_for, page, panel):
    own = client_for(panel.team.recruiter)

    answer = own.post(
        "/account/mails", data=page(own, "/account/mails").form("/mails") | {"wanted": ["interview_booked"]}
    )

    assert answer.status_code == 422
    assert unwanted(app) == []
