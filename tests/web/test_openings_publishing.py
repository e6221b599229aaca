"""The pages by which staff publish openings and settle what candidates' pages say."""

from datetime import timedelta

import pytest

from app.gateways import clock
from app.models.accounts import Organisation
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.openings import make_opening, make_rules
from tests.page import read


@pytest.fixture
def team(app):
    with factories.writing() as session:
        session.add(Organisation(name="Havelock Works", created_at=START))
    return make_opening(title="major")


@pytest.fixture
def recruiter(team, client_for):
    return client_for(team.recruiter)


@pytest.fixture
def admin(team, client_for):
    return client_for(make_account("admin"))


def sent(client, address, **changes):
    fields = read(client, address).form(address) | changes
    return client.post(address, data=fields, follow_redirects=True)


def test_an_opening_is_published_from_its_page(recruiter, client, team):
    address = f"/openings/{team.opening}/publish"

    answer = sent(recruiter, address, country="DE", closes_on="")

    assert "The opening is published as it says here." in answer.text
    assert client.get(f"/jobs/{team.opening}").status_code == 200


def test_what_is_worth_a_look_stands_above_the_form(recruiter, team):
    make_rules("", unlocks_pay="posting")

    text = read(recruiter, f"/openings/{team.opening}/publish").text

    assert "The page says it all the same." in text
    assert "no sheet has it" in text


def test_a_day_that_is_over_comes_back_at_its_field(recruiter, team):
    past = (clock.now().date() - timedelta(days=3)).isoformat()

    answer = sent(recruiter, f"/openings/{team.opening}/publish", country="DE", closes_on=past)

    assert (answer.status_code, "This day is over." in answer.text) == (422, True)


def test_the_preview_is_the_page_before_anybody_else_sees_it(recruiter, client, team):
    text = read(recruiter, f"/openings/{team.opening}/preview").text

    assert "Preview: nobody outside sees this page" in text
    assert client.get(f"/jobs/{team.opening}").status_code == 404


def test_the_preview_can_be_read_in_japanese(recruiter, team):
    assert '<html lang="ja">' in read(recruiter, f"/openings/{team.opening}/preview?lang=ja").html


def test_search_engines_are_told_nothing_by_a_preview(recruiter, team):
    html = read(recruiter, f"/openings/{team.opening}/preview").html

    assert ("ld+json" in html, "noindex" in html) == (False, True)


def test_a_published_page_is_taken_down(recruiter, client, team):
    sent(recruiter, f"/openings/{team.opening}/publish", country="DE", closes_on="")
    fields = read(recruiter, f"/openings/{team.opening}/publish").form("/take-down")

    recruiter.post(f"/openings/{team.opening}/take-down", data=fields)

    assert client.get(f"/jobs/{team.opening}").status_code == 404


def test_the_openings_page_says_what_the_public_sees(recruiter, team):
    before = read(recruiter, f"/openings/{team.opening}").text
    sent(recruiter, f"/openings/{team.opening}/publish", country="DE", closes_on="")

    after = read(recruiter, f"/openings/{team.opening}").text

    assert ("it stands in no list" in before, "see it as everybody does" in after) == (True, True)


def test_an_interviewer_reads_what_is_public_and_can_not_change_it(client_for, team):
    client = client_for(team.panel[0])

    html = read(client, f"/openings/{team.opening}").html

    assert ("Not published" in html, f"/openings/{team.opening}/publish" in html) == (True, False)


def test_admins_write_what_the_pages_say(admin, client):
    sent(admin, "/settings/site", about="We make locks.", writes_to="Data@Havelock.example")

    assert "We make locks." in read(client, "/jobs").text
    assert "mailto:data@havelock.example" in read(client, "/privacy").html


def test_an_address_that_is_none_comes_back_at_its_field(admin):
    answer = sent(admin, "/settings/site", writes_to="the desk")

    assert (answer.status_code, "Enter an e-mail address" in answer.text) == (422, True)


def test_admins_publish_a_notice(admin, client):
    sent(admin, "/settings/privacy", english="## Short\n\nWe keep nothing.", japanese="何も保管しません。")

    assert "We keep nothing." in read(client, "/privacy").text
    assert "何も保管しません。" in read(client, "/privacy?lang=ja").text


def test_admins_settle_what_holds_in_a_country(admin):
    sent(admin, "/settings/places/US", unlocks_pay="posting", keeps_days="400", self_id="us", sends_letters="y")

    text = read(admin, "/settings/places").text

    assert "United States Pay: on the public page of the job. Growth letters: may be sent. Data: kept for 400" in text


def test_a_country_is_chosen_from_a_list(admin):
    answer = admin.get("/settings/places?country=FR")

    assert answer.headers["Location"] == "/settings/places/FR"


def test_rules_of_a_country_are_removed(admin):
    make_rules("US", keeps_days=400)
    fields = read(admin, "/settings/places/US").form("/forget")

    admin.post("/settings/places/US/forget", data=fields)

    assert "United States Pay" not in read(admin, "/settings/places").text


@pytest.mark.parametrize("days", ["3", "nonsense"])
def test_days_that_make_no_sense_come_back(admin, days):
    assert sent(admin, "/settings/places/elsewhere", keeps_days=days).status_code == 422


def test_a_country_that_is_none_is_not_found(admin):
    assert admin.get("/settings/places/XX").status_code == 404
