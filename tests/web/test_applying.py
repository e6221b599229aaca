"""Applying without an account: what is kept, what is refused beside its field, and what nobody learns."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.gateways import clock
from app.models.applications import Application, ApplicationAnswer, RequirementClaim
from app.models.candidates import Candidate, CandidateFile
from app.models.notifications import OutboxMessage
from tests import factories
from tests.web.applying_forms import apply_to, make_public


@pytest.fixture
def opening(app) -> int:
    made = factories.openings.make_opening().opening
    make_public(made)
    return made


def rows(entity):
    with factories.writing() as session:
        return session.scalars(select(entity)).all()


def test_the_form_asks_the_questions_of_the_family_and_says_the_confidence_statement(page, client, opening):
    shown = page(client, f"/jobs/{opening}/apply").text

    assert "What draws you to this role?" in shown
    assert "If you do not and are in doubt, please apply." in shown


def test_whoever_applied_is_thanked_and_told_what_happens_next(page, client, opening):
    answer = apply_to(client, opening)

    assert answer.status_code == 302
    assert "A person reads what you sent." in page(client, answer.location).text


def test_an_application_is_kept_with_everything_that_was_sent(client, opening):
    apply_to(
        client,
        opening,
        preferred_name="Yuki",
        phone="+81 90 1234 5678",
        place="Osaka",
        link_1="https://example.org/yuki",
        source="a friend",
        referrer="Ruth Okafor",
        claim__software_sales_success__text="Signalling software for two railways.",
        claim__software_sales_success__amount="1,200,000",
        claim__software_sales_success__currency="eur",
        claim__software_sales_success__year="2023",
    )

    (person,), (application,) = rows(Candidate), rows(Application)
    (claim,), answers = rows(RequirementClaim), {row.question: row.text for row in rows(ApplicationAnswer)}
    assert (person.name, person.preferred_name, person.phone) == ("Yuki Hanzawa", "Yuki", "+81 90 1234 5678")
    assert (person.email, person.country, person.place, person.zone) == (
        "yuki@example.net",
        "JP",
        "Osaka",
        "Asia/Tokyo",
    )
    assert (application.came_by, application.source, application.referrer) == ("candidate", "a friend", "Ruth Okafor")
    assert application.links == ["https://example.org/yuki"]
    assert application.notice_id is not None
    assert application.consented_at is not None
    assert (claim.amount, claim.currency, claim.year) == (1_200_000, "EUR", 2023)
    assert answers["why_this_role"] == "I like to help customers."


def test_the_language_of_the_page_becomes_the_candidates(client, opening):
    apply_to(client, opening, language="ja")

    (person,) = rows(Candidate)
    assert person.language == "ja"


def test_a_mail_says_that_it_has_arrived(client, opening):
    apply_to(client, opening)

    assert [(row.kind, row.account_id) for row in rows(OutboxMessage)] == [("application_received", None)]


def test_the_cv_waits_to_be_read(client, opening):
    apply_to(client, opening)

    assert [(row.name, row.text_state) for row in rows(CandidateFile)] == [("cv.txt", "waiting")]


def test_a_known_address_adds_an_application_and_overwrites_nothing(client, opening):
    other = factories.openings.make_opening().opening
    factories.applications.make_application(other, name="Hanzawa Yuki", email="yuki@example.net")

    apply_to(client, opening, phone="+81 90 1234 5678", zone="Europe/Berlin")

    (person,) = rows(Candidate)
    assert len(rows(Application)) == 2
    assert (person.name, person.phone, person.zone) == ("Hanzawa Yuki", "", "Asia/Tokyo")


def test_capitals_make_no_other_address(client, opening):
    apply_to(client, opening)

    apply_to(client, opening, email="YUKI@Example.net")

    assert len(rows(Candidate)) == 1


def test_what_follows_a_plus_makes_another_address(client, opening):
    apply_to(client, opening)

    apply_to(client, opening, email="yuki+work@example.net")

    assert len(rows(Candidate)) == 2


def test_applying_twice_gives_the_same_answer_and_changes_nothing(page, client, opening):
    first = apply_to(client, opening)

    second = apply_to(client, opening, source="another one")

    assert (second.status_code, second.location) == (first.status_code, first.location)
    assert [row.source for row in rows(Application)] == [""]
    assert len(rows(CandidateFile)) == 1


def test_applying_twice_is_told_by_mail_alone_and_once_a_day(client, opening):
    for _ in range(3):
        apply_to(client, opening)

    assert [row.kind for row in rows(OutboxMessage)] == ["application_received", "application_again"]


def test_no_file_stays_behind_of_an_application_that_is_not_kept(client, opening, app):
    apply_to(client, opening)
    folder = app.config["RUNG"].files_directory
    before = len(list(folder.iterdir()))

    apply_to(client, opening)

    assert len(list(folder.iterdir())) == before


@pytest.mark.parametrize(
    "values",
    [
        {"published_at": None},
        {"state": "closed"},
        {"closes_on": date(2025, 1, 2)},
    ],
    ids=["a draft", "a closed one", "one whose day has passed"],
)
def test_an_opening_that_the_public_does_not_see_takes_no_application(client, opening, values):
    make_public(opening, **values)

    answers = [client.get(f"/jobs/{opening}/apply"), client.post(f"/jobs/{opening}/apply")]

    assert [answer.status_code for answer in answers] == [404, 404]


BAD = {
    "name": ("", "Enter your name."),
    "pronouns": ("x" * 61, "Keep this to 60 characters."),
    "email": ("yuki", "Enter your e-mail address"),
    "phone": ("call me", "Enter the number with its country code"),
    "country": ("XX", "Choose the country where you live."),
    "place": ("x" * 121, "Keep this to 120 characters."),
    "zone": ("Mars/Base", "Choose your time zone"),
    "link_1": ("http://example.org", "begins with https://"),
    "link_2": ("javascript:alert(1)", "begins with https://"),
    "link_3": ("https://user@example.org", "begins with https://"),
    "answer__why_this_role": ("", "Answer this question"),
    "answer__good_to_know": ("x" * 3001, "Keep the answer to 3,000 characters."),
    "claim__software_sales_success__amount": ("a lot", "Enter a whole number in digits"),
    "claim__software_sales_success__currency": ("EURO", "by its three letters"),
    "claim__software_sales_success__year": ("1066", "Enter a year from 1950"),
    "claim__software_sales_success__text": ("x" * 1001, "Keep this to 1,000 characters."),
    "source": ("x" * 201, "Keep this to 200 characters."),
    "referrer": ("x" * 201, "Keep this to 200 characters."),
    "consent": ("", "Say that you have read the privacy notice"),
}


@pytest.mark.parametrize("field", BAD)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_comes_back(client, opening, field):
    value, sentence = BAD[field]

    typed: dict[str, Any] = {"answer__proud_of": "A bridge.", field: value}
    answer = apply_to(client, opening, **typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "A bridge." in answer.text
    assert rows(Application) == []


def test_an_amount_needs_its_currency(client, opening):
    answer = apply_to(client, opening, claim__software_sales_success__amount="5")

    assert "Say which currency the amount is in" in answer.text


def test_without_a_cv_it_is_asked_for(client, opening):
    answer = apply_to(client, opening, cv=None)

    assert "Choose the file with your CV." in answer.text


def test_a_file_that_cannot_be_kept_is_refused_and_the_form_says_that_it_has_to_be_chosen_again(client, opening):
    answer = apply_to(client, opening, cv=b"\x00\x01")

    assert answer.status_code == 422
    assert "except the file: choose it again." in answer.text
    assert rows(Application) == []


def test_a_lost_session_loses_nothing_typed(page, client, opening, app):
    path = f"/jobs/{opening}/apply"
    sent = page(client, path).form(path) | {"answer-proud_of": "A bridge."}

    with clock.pretending(clock.now() + timedelta(hours=1)):
        answer = app.test_client().post(path, data=sent)

    assert answer.status_code == 422
    assert "A bridge." in answer.text
    assert "This page was open for long." in answer.text


def test_the_page_is_read_in_japanese(page, client, opening):
    shown = page(client, f"/jobs/{opening}/apply?lang=ja")

    assert "応募する" in shown.text


def test_nothing_of_one_applicant_is_shown_to_another(client, opening, app):
    canaries: dict[str, Any] = {"name": "CanaryName", "answer__proud_of": "CanaryAnswer", "source": "CanarySource"}
    apply_to(client, opening, email="canary@example.net", **canaries)
    other = app.test_client()

    answers = [apply_to(other, opening, email="canary@example.net"), apply_to(other, opening, country="")]
    shown = "".join(answer.text for answer in [*answers, other.get(answers[0].location)])

    assert [word for word in canaries.values() if word in shown] == []


# What programs send.


def test_a_program_that_fills_in_everything_is_thanked_and_nothing_is_kept(client, opening):
    answer = apply_to(client, opening, second_subject="Cheap watches")

    assert answer.status_code == 302
    assert rows(Application) == []
    assert rows(OutboxMessage) == []


def test_what_is_sent_in_two_seconds_is_asked_for_once_more(client, opening):
    answer = apply_to(client, opening, takes=timedelta(seconds=2))

    assert answer.status_code == 422
    assert "faster than anybody can type" in answer.text
    assert "A railway that saves a day each week." in answer.text


@pytest.mark.parametrize("stamp", ["", "WzEsMV0.forged", "x" * 400])
def test_a_page_that_we_did_not_make_is_asked_for_once_more(client, opening, stamp):
    answer = apply_to(client, opening, stamp=stamp)

    assert answer.status_code == 422
    assert "This page was open for long." in answer.text


def test_a_page_that_was_open_for_a_day_is_asked_for_once_more_and_then_taken(page, client, opening):
    answer = apply_to(client, opening, takes=timedelta(hours=25))

    assert "This page was open for long." in answer.text
    assert rows(Application) == []


def test_a_stamp_of_one_job_opens_no_other(page, client, opening):
    other = factories.openings.make_opening().opening
    make_public(other)
    stamp = page(client, f"/jobs/{other}/apply").form(f"/jobs/{other}/apply")["stamp"]

    answer = apply_to(client, opening, stamp=stamp)

    assert answer.status_code == 422


def test_too_many_from_one_network_are_asked_to_wait_and_lose_nothing(client, opening, monkeypatch):
    monkeypatch.setattr("app.web.openings.apply.PER_BLOCK", "1 per hour")
    apply_to(client, opening)

    answer = apply_to(client, opening, address="127.0.0.9", answer__proud_of="A bridge.")

    assert answer.status_code == 429
    assert "A bridge." in answer.text


def test_another_network_is_not_held_up(client, opening, monkeypatch):
    monkeypatch.setattr("app.web.openings.apply.PER_BLOCK", "1 per hour")
    apply_to(client, opening)

    answer = apply_to(client, opening, address="198.51.100.7", email="else@example.net")

    assert answer.status_code == 302


def test_a_forwarded_address_is_not_believed_unasked(client, opening, monkeypatch):
    monkeypatch.setattr("app.web.openings.apply.PER_BLOCK", "1 per hour")
    apply_to(client, opening)
    client.environ_base["HTTP_X_FORWARDED_FOR"] = "203.0.113.5"

    answer = apply_to(client, opening)

    assert answer.status_code == 429


def test_a_file_of_ten_megabytes_and_more_is_refused(client, opening):
    kind = "multipart/form-data; boundary=x"
    answer = client.post(f"/jobs/{opening}/apply", data=b"x" * 13_000_000, content_type=kind)

    assert answer.status_code == 413
