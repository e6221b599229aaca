"""The pages of calibration decks: rating one, its result, who reads of it; the reference stays away until then."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.deck import LASTS
from app.domain.versions import canonical_json, digest
from app.models.ladders import ContentVersion
from app.models.reports import DeckResult
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.bookings import book, soon
from tests.factories.ladders import publish_decks, shipped_deck
from tests.factories.openings import Team, make_opening
from tests.factories.reports import make_deck_result
from tests.rows import count_of

LIST, TAKE, RESULT = "/account/decks", "/account/decks/first", "/account/decks/first/result"
ALL = "/reports/interviewers"


@pytest.fixture
def digests(app) -> dict[str, str]:
    return publish_decks()


@pytest.fixture
def team(app) -> Team:
    return make_opening()


@pytest.fixture
def person(app) -> int:
    return make_account("interviewer")


@pytest.fixture
def client(client_for, person, digests):
    return client_for(person)


@pytest.fixture
def owner(client_for):
    return client_for(make_account("senior_leader", grants=("process_owner",)))


def answers(steps: int = 0) -> dict[str, str]:
    """The reference as form fields, every point this many steps further as far as the scale goes."""
    return {f"point-{item.key}": str(min(5, max(1, item.point + steps))) for item in shipped_deck().snippets}


def chosen(html: str) -> int:
    """How many radios are chosen."""
    return len(re.findall(r'<input type="radio"[^>]* checked', html))


def results(app) -> int:
    with app.app_context():
        return count_of(DeckResult)


def recently() -> datetime:
    return datetime.now(UTC) - timedelta(days=3)


def long_ago() -> datetime:
    return datetime.now(UTC) - LASTS


# --- Rating a deck


def test_the_list_says_what_is_not_done_and_leads_to_it(page, client):
    shown = page(client, LIST)

    assert "You have not rated a deck yet." in shown.text
    assert shown.text.count("Not rated yet") == 2
    assert f'href="{TAKE}"' in shown.html


def test_a_deck_shows_every_snippet_with_the_five_anchors_of_its_area(page, client):
    shown = page(client, TAKE)

    for snippet in shipped_deck().snippets:
        assert snippet.evidence in shown.text.replace("”", '"')
        for anchor in shipped_deck().area(snippet.area).anchors:
            assert anchor.text in shown.text
    assert shown.html.count('type="radio"') == 5 * len(shipped_deck().snippets)


def test_no_anchor_is_chosen_beforehand_not_even_the_second_time(page, client, person):
    make_deck_result(person)

    assert chosen(page(client, TAKE).html) == 0


def test_the_page_is_the_same_whatever_the_reference_says(app, page, client):
    before = page(client, TAKE).html

    turn_reference_around(app)

    assert without_secrets(page(client, TAKE).html) == without_secrets(before)


def test_no_reason_of_the_reference_stands_on_a_deck_that_is_not_submitted(page, client):
    incomplete = dict(list((page(client, TAKE).form(TAKE) | answers()).items())[:-1])
    refused = client.post(TAKE, data=incomplete).text

    for html in (page(client, TAKE).html, page(client, LIST).html, refused):
        for snippet in shipped_deck().snippets:
            assert snippet.reason[:40] not in html


def test_submitting_shows_the_reference_with_its_reasons(page, client, app):
    answer = client.post(TAKE, data=page(client, TAKE).form(TAKE) | answers())

    shown = page(client, RESULT)
    assert (answer.status_code, answer.headers["Location"]) == (302, RESULT)
    assert "Very close to the reference: agreement 1.00" in shown.text
    assert shown.text.count("You and the reference:") == 10
    assert shipped_deck().snippets[0].reason in shown.text
    assert results(app) == 1


def test_somebody_stricter_reads_which_way_they_lean_and_both_anchors(page, client):
    client.post(TAKE, data=page(client, TAKE).form(TAKE) | answers(steps=1))

    shown = page(client, RESULT)
    first = shipped_deck().snippets[0]
    anchors = {anchor.point: anchor.text for anchor in shipped_deck().area(first.area).anchors}
    assert "On average you are 0.8 points stricter than the reference." in shown.text
    assert "One point stricter than the reference." in shown.text
    assert anchors[first.point] in shown.text
    assert anchors[first.point + 1] in shown.text


def test_a_snippet_without_an_anchor_is_named_and_nothing_is_lost(page, client, app):
    sent = page(client, TAKE).form(TAKE) | answers()
    del sent["point-two-claims"]

    answer = client.post(TAKE, data=sent)

    assert answer.status_code == 422
    assert "Snippet 5: choose one of the five anchors." in answer.text
    assert chosen(answer.text) == 9
    assert results(app) == 0


@pytest.mark.parametrize("wrong", ["0", "6", "-1", "none", "1.5", "³"])
def test_a_point_that_no_anchor_has_is_refused(page, client, app, wrong):
    sent = page(client, TAKE).form(TAKE) | answers() | {"point-two-claims": wrong}

    assert client.post(TAKE, data=sent).status_code == 422
    assert results(app) == 0


def test_pressing_twice_makes_one_result(page, client, app):
    sent = page(client, TAKE).form(TAKE) | answers()

    codes = [client.post(TAKE, data=sent).status_code for _press in range(2)]

    assert codes == [302, 302]
    assert results(app) == 1


def test_other_answers_from_an_earlier_window_are_refused(page, client, app):
    sent = page(client, TAKE).form(TAKE)
    client.post(TAKE, data=sent | answers())

    answer = client.post(TAKE, data=sent | answers(steps=1))

    assert answer.status_code == 409
    assert "You have finished this deck meanwhile" in answer.text
    assert results(app) == 1


def test_a_retake_counts_and_the_earlier_result_is_kept(page, client, app, person):
    make_deck_result(person, kappa=310, finished_at=recently())

    client.post(TAKE, data=page(client, TAKE).form(TAKE) | answers())

    shown = page(client, RESULT)
    assert "agreement 1.00" in shown.text
    assert "Earlier: 0.31 on" in shown.text
    assert results(app) == 2


def test_whoever_saw_the_reference_is_told_that_a_retake_says_less(page, client, person):
    make_deck_result(person)

    assert "this result will say less than the first" in page(client, TAKE).text


def test_a_version_that_was_never_published_is_refused(page, client, app):
    sent = page(client, TAKE).form(TAKE) | answers() | {"digest": "0" * 64}

    assert client.post(TAKE, data=sent).status_code == 404
    assert results(app) == 0


@pytest.mark.parametrize("path", ["/account/decks/second", "/account/decks/second/result", RESULT])
def test_what_is_not_there_says_what_to_do(page, client, path):
    assert "list of decks" in page(client, path, status=404).text


def test_before_any_deck_is_published_the_list_says_who_can(page, client_for, person):
    assert "No deck is published here yet." in page(client_for(person), LIST).text


# --- A year


def test_a_result_counts_for_a_year(page, client, person):
    make_deck_result(person, finished_at=recently())

    shown = page(client, LIST)

    assert "You are done until" in shown.text
    assert "Done on" in shown.text


def test_after_a_year_one_is_due_again(page, client, person):
    make_deck_result(person, finished_at=long_ago())

    shown = page(client, LIST)

    assert "Your last deck is more than a year ago: one is due again." in shown.text
    assert "Due again on" in shown.text


# --- Who reads of it


def test_a_process_owner_reads_date_and_agreement_by_name_never_by_figure(page, owner, team, person):
    high, low = team.panel[0], team.panel[2]
    make_deck_result(high, kappa=310, finished_at=recently())
    make_deck_result(low, kappa=780, finished_at=recently())

    part = page(owner, ALL).html.partition('id="h-decks"')[2]

    listed = re.findall(r'<tr><th scope="row">([^<]+)</th>.*?<td class="num">([^<]*)</td></tr>', part)
    assert [name for name, _ in listed] == sorted(name for name, _ in listed)
    assert sorted(figure for _, figure in listed) == ["", "0.31", "0.78"]


def test_the_newest_result_is_the_one_that_a_process_owner_reads(page, owner, team):
    for kappa in (310, 780):
        make_deck_result(team.panel[0], kappa=kappa, finished_at=recently())

    part = page(owner, ALL).html.partition('id="h-decks"')[2]

    assert "0.78" in part
    assert "0.31" not in part


def test_nobody_else_finds_a_figure_anywhere(client_for, team, page):
    make_deck_result(team.panel[0], kappa=123, finished_at=recently())
    admin = make_account("admin")

    for who in (team.recruiter, team.manager, team.leader, team.panel[1], admin):
        for path in ("/", "/me", LIST, "/interviews", f"/openings/{team.opening}", f"/openings/{team.opening}/team"):
            assert "0.12" not in client_for(who).get(path).text
        assert client_for(who).get(RESULT).status_code == 404


def test_whoever_staffs_sees_who_has_taken_one_and_no_figure(page, client_for, team):
    make_deck_result(team.panel[0], finished_at=recently())
    make_deck_result(team.panel[1], finished_at=long_ago())

    shown = page(client_for(team.recruiter), f"/openings/{team.opening}/team").text

    assert shown.count("; calibration deck taken") == 1
    assert shown.count("; calibration deck due again") == 1
    assert shown.count("; has not taken the calibration deck") >= 1
    assert "0.78" not in shown


def test_a_missing_deck_keeps_nobody_from_the_team(page, client_for, team):
    newcomer, path = make_account("interviewer"), f"/openings/{team.opening}/team"
    client = client_for(team.recruiter)
    sent = page(client, path).form("/team")
    people = {"recruiter": [team.recruiter], "hiring_manager": [team.manager], "interviewer": [newcomer]}

    answer = client.post(path, data=sent | people)

    assert answer.status_code == 302


def test_somebody_with_an_interview_ahead_is_pointed_to_the_decks_until_they_took_one(page, app, client_for, team):
    application = make_application(team.opening, stage="panel")
    with app.app_context():
        book(application, team.recruiter, interviewers=team.panel, at=soon())
    make_deck_result(team.panel[1], finished_at=recently())

    shown = [page(client_for(who), "/interviews").html for who in team.panel[:2]]

    assert [f'href="{LIST}"' in html for html in shown] == [True, False]


def test_one_s_account_leads_to_the_decks(page, client):
    assert f'href="{LIST}"' in page(client, "/me").html


def without_secrets(html: str) -> str:
    return re.sub(r'name="(csrf_token|digest)"[^>]*>', "", html)


def turn_reference_around(app) -> None:
    """Publish the deck anew with every reference point and reason changed."""
    deck = shipped_deck()
    content = json.loads(canonical_json(deck))
    for number, snippet in enumerate(content["snippets"]):
        snippet["point"], snippet["reason"] = 6 - snippet["point"] if number else 2, "Another reason."
    changed = type(deck).model_validate_json(json.dumps(content))
    row = ContentVersion(digest=digest(changed), kind="deck", key=deck.key, number=2, name=deck.name)
    row.body, row.published_at = canonical_json(changed), START
    with factories.writing() as session:
        session.add(row)
