"""Records of one person: suggested to those who recruit for both, joined, and taken back; nothing is moved."""

import pytest
from sqlalchemy import select

from app.models.accounts import Account
from app.models.audit import AuditEntry
from app.models.candidates import Candidate
from tests import factories
from tests.factories.applications import make_application
from tests.factories.portal import candidate_of


@pytest.fixture
def team(app):
    return factories.openings.make_opening()


@pytest.fixture
def yuki(team) -> int:
    return make_application(team.opening, name="Yuki Hanzawa", email="yuki@example.net")


@pytest.fixture
def again(team) -> int:
    return make_application(team.opening, name="HANZAWA Yuki", email="yuki+jobs@example.net")


@pytest.fixture
def recruiter(team, client_for):
    return client_for(team.recruiter)


def press(page, client, application, other, *, taking_back=False):
    path = f"/applications/{application}/same-person"
    target = f"{path}/{candidate_of(other)}" + ("/take-back" if taking_back else "")
    return client.post(target, data=page(client, path).form(target))


def same_as():
    with factories.writing() as session:
        return {row.id: row.same_as_id for row in session.scalars(select(Candidate))}


def test_a_record_that_looks_alike_is_suggested_with_the_reasons(page, recruiter, yuki, again):
    shown = page(recruiter, f"/applications/{yuki}/same-person").text

    assert "yuki+jobs@example.net" in shown
    assert "the same e-mail address but for what follows a plus and the same name" in shown


def test_a_record_that_only_shares_a_word_is_not(page, recruiter, team, yuki):
    make_application(team.opening, name="Yuki Tanaka", email="tanaka@example.net")

    shown = page(recruiter, f"/applications/{yuki}/same-person").text

    assert "tanaka@example.net" not in shown
    assert "No record has the same name, number or address." in shown


def test_a_number_written_in_another_way_is_the_same(page, recruiter, team, yuki):
    other = make_application(team.opening, name="Y. H.", email="yh@example.net")
    first, second = candidate_of(yuki), candidate_of(other)
    with factories.writing() as session:
        session.get_one(Candidate, first).phone = "+81 90 1234 5678"
        session.get_one(Candidate, second).phone = "(090) 1234-5678"

    assert "the same telephone number" in page(recruiter, f"/applications/{yuki}/same-person").text


def test_nothing_is_told_of_records_in_openings_of_others(page, recruiter, yuki):
    elsewhere = factories.openings.make_opening()
    make_application(elsewhere.opening, name="Yuki Hanzawa", email="yuki+secret@example.net")

    assert "secret" not in page(recruiter, f"/applications/{yuki}/same-person").text


def test_joining_names_the_older_record_and_says_by_whom(page, recruiter, team, yuki, again):
    answer = press(page, recruiter, again, yuki)

    older, newer = candidate_of(yuki), candidate_of(again)
    with factories.writing() as session:
        later = session.get_one(Candidate, newer)
        assert (later.same_as_id, later.joined_by) == (older, team.recruiter)
        assert session.scalars(select(AuditEntry.action)).all() == ["candidate.joined"]
    assert answer.status_code == 302


def test_each_application_names_the_other_and_keeps_its_own_address(page, recruiter, yuki, again):
    press(page, recruiter, yuki, again)

    assert "Also applied as yuki+jobs@example.net" in page(recruiter, f"/applications/{yuki}").text
    assert "Also applied as yuki@example.net" in page(recruiter, f"/applications/{again}").text


def test_the_other_application_is_named_to_nobody_who_may_not_see_it(page, client_for, recruiter, team, yuki):
    other = factories.openings.make_opening()
    hidden = make_application(other.opening, name="Yuki Hanzawa", email="yuki+2@example.net")
    first, second = candidate_of(yuki), candidate_of(hidden)
    with factories.writing() as session:
        session.get_one(Candidate, second).same_as_id = first

    assert "yuki+2@example.net" not in page(recruiter, f"/applications/{yuki}").text


def test_taking_it_back_leaves_both_alone(page, recruiter, yuki, again):
    press(page, recruiter, yuki, again)

    press(page, recruiter, yuki, again, taking_back=True)

    assert set(same_as().values()) == {None}


def test_a_third_record_names_the_oldest_and_no_chain_is_made(page, recruiter, team, yuki, again):
    third = make_application(team.opening, name="Yuki Hanzawa", email="hanzawa@example.net")
    press(page, recruiter, again, third)

    press(page, recruiter, yuki, third)

    first = candidate_of(yuki)
    assert same_as() == {first: None, candidate_of(again): first, candidate_of(third): first}


def test_joining_twice_is_kept_once(page, recruiter, yuki, again):
    press(page, recruiter, yuki, again)
    path = f"/applications/{again}/same-person/{candidate_of(yuki)}"
    token = page(recruiter, f"/applications/{again}/same-person").form(f"{path}/take-back")

    recruiter.post(path, data=token)

    with factories.writing() as session:
        assert session.scalars(select(AuditEntry.action)).all() == ["candidate.joined"]


def test_a_record_that_shows_no_likeness_cannot_be_joined(page, recruiter, team, yuki, again):
    other = make_application(team.opening, name="Somebody Else", email="else@example.net")
    token = page(recruiter, f"/applications/{yuki}/same-person").form()

    answer = recruiter.post(f"/applications/{yuki}/same-person/{candidate_of(other)}", data=token)

    assert answer.status_code == 404
    assert set(same_as().values()) == {None}


def test_whoever_works_here_sees_nothing_of_their_own_application_under_another_address(
    page, recruiter, team, yuki, again
):
    press(page, recruiter, yuki, again)
    with factories.writing() as session:
        session.get_one(Account, team.recruiter).email = "yuki@example.net"

    answers = [recruiter.get(f"/applications/{number}").status_code for number in (yuki, again)]

    assert answers == [404, 404]


def test_a_hiring_manager_is_told_who_joins_records(client_for, team, yuki):
    answer = client_for(team.manager).get(f"/applications/{yuki}/same-person")

    assert answer.status_code == 403
    assert "Records of one person are joined by the opening&#39;s recruiter." in answer.text
