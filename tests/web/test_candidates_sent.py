"""What a candidate sent, as staff read it: beside each requirement, and nothing of it runs."""

from typing import Any

import pytest
from sqlalchemy import select

from app.models.applications import Application
from tests import factories
from tests.web.applying_forms import apply_to, make_public

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def team(app):
    made = factories.openings.make_opening()
    make_public(made.opening)
    return made


@pytest.fixture
def read_sent(page, client_for, team):
    def read():
        with factories.writing() as session:
            number = session.scalars(select(Application.id)).one()
        return page(client_for(team.recruiter), f"/applications/{number}/sent")

    return read


def test_answers_stand_below_their_questions(client, team, read_sent):
    apply_to(client, team.opening, answer__proud_of="A railway that saves a day.")

    shown = read_sent().text

    assert "What draws you to this role? I like to help customers." in shown
    assert "A railway that saves a day." in shown
    assert "Is there anything else that we should know? Left out." in shown


def test_figures_stand_beside_their_requirement(client, team, read_sent):
    apply_to(
        client,
        team.opening,
        claim__software_sales_success__amount="1200000",
        claim__software_sales_success__currency="USD",
        claim__software_sales_success__year="2023",
    )

    assert "USD 1,200,000 in 2023" in read_sent().text


def test_links_lead_outside_and_tell_nobody_where_from(client, team, read_sent):
    apply_to(client, team.opening, link_1="https://example.org/yuki")

    shown = read_sent().html

    assert '<a href="https://example.org/yuki" rel="noopener noreferrer nofollow" target="_blank">' in shown


def test_an_address_that_got_in_another_way_is_no_link(client, team, read_sent):
    apply_to(client, team.opening, link_1="https://example.org/yuki")
    with factories.writing() as session:
        session.scalars(select(Application)).one().links = ["javascript:alert(1)", "http://example.org/plain"]

    shown = read_sent().html

    assert 'href="javascript' not in shown
    assert 'href="http://example.org' not in shown


def test_source_referrer_and_consent_are_told(client, team, read_sent):
    apply_to(client, team.opening, source="a friend", referrer="Ruth Okafor")

    shown = read_sent().text

    assert "Heard of it a friend" in shown
    assert "Told by Ruth Okafor" in shown
    assert "agreed to" in shown


def test_a_script_in_any_field_is_shown_and_never_run(client, team, read_sent):
    texts = ("preferred_name", "pronunciation", "pronouns", "place", "source", "referrer")
    longer = ("answer__why_this_role", "answer__proud_of", "answer__good_to_know")
    figures = ("claim__software_sales_success__text",)
    typed: dict[str, Any] = dict.fromkeys((*texts, *longer, *figures), SCRIPT)
    apply_to(client, team.opening, name=SCRIPT, **typed)

    shown = read_sent().html

    assert "<script>alert" not in shown
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 8


def test_of_an_application_that_staff_added_nothing_was_sent(page, client_for, team):
    number = factories.applications.make_application(team.opening)

    shown = page(client_for(team.recruiter), f"/applications/{number}/sent").text

    assert "they filled in no form" in shown


def test_the_timeline_names_the_candidate_as_who_applied(page, client, client_for, team):
    apply_to(client, team.opening)

    shown = page(client_for(team.recruiter), "/applications/1").text

    assert "Yuki Hanzawa added the application" not in shown
    assert "Yuki Hanzawa applied" in shown
