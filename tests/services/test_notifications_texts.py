"""Texts of one's own: who may write them, which version holds, what the trail keeps; turning kinds of messages off."""

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound
from app.domain.policy import Role, Viewer
from app.gateways.mail_texts import shipped
from app.models.audit import AuditEntry
from app.models.notifications import MailChoice
from app.queries.notifications.texts import left_off, own_texts, text_page
from app.services.notifications.templates import back_to_shipped, choose_messages, leave_off, save_text
from tests.factories.accounts import make_account
from tests.factories.panels import viewer_of

pytestmark = pytest.mark.usefixtures("context")

KIND = "application_declined"
BODY = "Hello {{ name }}, it is a no."


@pytest.fixture
def recruiter() -> Viewer:
    return viewer_of(make_account("recruiter"), Role.RECRUITER)


def save(viewer: Viewer, *, body: str = BODY, seen: int = 0) -> None:
    save_text(viewer, KIND, "en", subject="Our answer", body=body, seen=seen)


def trail() -> list[tuple[str, dict[str, str]]]:
    rows = db.session.execute(select(AuditEntry.action, AuditEntry.data).order_by(AuditEntry.id))
    return [(row.action, row.data) for row in rows if row.action.startswith("organisation.mail")]


def test_a_text_holds_from_the_moment_it_is_saved(recruiter):
    save(recruiter)

    page = text_page(KIND, "en")

    assert page.text.body == BODY
    assert page.wrote is not None
    assert page.version > 0


def test_one_language_leaves_the_other_as_it_is(recruiter):
    save(recruiter)

    assert text_page(KIND, "ja").text == shipped(KIND, "ja")


def test_only_recruiters_and_admins_write_texts():
    with pytest.raises(NotAllowed):
        save(viewer_of(make_account("hiring_manager"), Role.HIRING_MANAGER))


def test_a_text_that_was_changed_meanwhile_is_not_written_over(recruiter):
    save(recruiter)

    with pytest.raises(Conflict):
        save(recruiter, body="Another {{ name }}")

    assert text_page(KIND, "en").text.body == BODY


def test_a_later_change_names_the_version_that_it_saw(recruiter):
    save(recruiter)

    save(recruiter, body="Another {{ name }}", seen=text_page(KIND, "en").version)

    assert text_page(KIND, "en").text.body == "Another {{ name }}"


def test_nothing_that_could_not_be_sent_is_saved(recruiter):
    with pytest.raises(BadData):
        save(recruiter, body="Hello {{ nmae }}")

    assert own_texts() == {}


@pytest.mark.parametrize(("kind", "language"), [("nonsense", "en"), (KIND, "fr"), ("../en/" + KIND, "en")])
def test_there_is_no_text_of_what_there_is_not(recruiter, kind: str, language: str):
    with pytest.raises(NotFound):
        save_text(recruiter, kind, language, subject="S", body="B", seen=0)


def test_the_trail_keeps_which_text_was_changed_and_not_its_words(recruiter):
    save(recruiter)
    back_to_shipped(recruiter, KIND, "en", seen=text_page(KIND, "en").version)

    about = {"kind": KIND, "language": "en"}
    assert trail() == [("organisation.mail_text_changed", about), ("organisation.mail_text_removed", about)]


def test_going_back_when_nothing_was_changed_leaves_no_trace(recruiter):
    back_to_shipped(recruiter, KIND, "en", seen=0)

    assert trail() == []


def test_a_link_pressed_twice_turns_a_kind_off_once(recruiter):
    for _ in range(2):
        leave_off(recruiter.account_id, "candidate_waits")

    assert list(db.session.scalars(select(MailChoice.kind))) == ["candidate_waits"]


def test_what_has_to_be_known_is_not_turned_off_by_any_link(recruiter):
    with pytest.raises(NotFound):
        leave_off(recruiter.account_id, "interview_booked")


def test_a_link_of_somebody_who_is_gone_turns_nothing_off():
    with pytest.raises(NotFound):
        leave_off(987_654, "candidate_waits")


def test_choices_are_ones_own(recruiter):
    other = viewer_of(make_account("recruiter"), Role.RECRUITER)

    choose_messages(recruiter, unwanted=frozenset({"hold_wakes", "interview_booked"}))

    assert (left_off(recruiter), left_off(other)) == (frozenset({"hold_wakes"}), frozenset())
