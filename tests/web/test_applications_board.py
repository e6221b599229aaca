"""The board's page: what a row says and offers, the filter in the address, what it costs."""

import pytest

from app.queries.applications import board as queries
from tests import factories
from tests.factories.crowds import make_crowd
from tests.factories.openings import Team
from tests.statements import counted


@pytest.fixture
def team(app) -> Team:
    return factories.openings.make_opening()


@pytest.fixture
def recruiter(team, client_for):
    return client_for(team.recruiter)


@pytest.fixture
def board(page, recruiter, team):
    """Fetches the board with a query."""
    return lambda query="": page(recruiter, f"/openings/{team.opening}/board{query}")


def ready(team: Team, name: str = "Liu Wenjing") -> int:
    made = factories.applications.make_application(team.opening, name=name)
    interview = factories.scheduling.make_interview(made, stage="screen", interviewers=[team.recruiter])
    factories.scorecards.make_scorecard(interview, team.recruiter, text="canary")
    return made


def test_an_empty_board_says_what_brings_candidates(board):
    shown = board().text

    assert "Nobody is in it yet." in shown
    assert "Candidates appear here, in their stage, once they are added." in shown


def test_a_row_that_is_ready_and_mine_has_a_solid_advance(board, team):
    made = ready(team)

    html = board().html
    button = (
        f'<button class="btn sm main" form="moves" formaction="/applications/{made}/advance" name="version" value="1">'
    )
    assert button in html
    assert "<strong>You</strong>: read and advance" in html
    assert "canary" not in html


def test_for_somebody_whose_turn_it_is_not_the_advance_is_not_solid(page, client_for, team):
    made = ready(team)

    html = page(client_for(team.manager), f"/openings/{team.opening}/board").html
    assert f'<button class="btn sm" form="moves" formaction="/applications/{made}/advance"' in html


def test_a_row_that_is_not_ready_says_why_beside_its_dashed_button(board, team):
    made = factories.applications.make_application(team.opening)
    factories.scheduling.make_interview(made, stage="screen", interviewers=[team.manager])

    html = board().html
    assert f'<span id="m{made}">The scorecard of ' in html
    assert f'aria-disabled="true" aria-describedby="m{made}"' in html


def test_a_row_without_an_interview_offers_to_schedule_one(board, team):
    made = factories.applications.make_application(team.opening)

    assert f'href="/applications/{made}/invite">Schedule' in board().html


def test_a_row_in_the_decision_leads_there(board, team):
    made = factories.applications.make_application(team.opening, stage="decision")

    assert f'href="/applications/{made}/decision">Open decision' in board().html


def test_a_row_advances_and_the_board_comes_back(page, recruiter, board, team):
    made = ready(team)
    form = board().form("/board")

    answer = recruiter.post(f"/applications/{made}/advance", data=form | {"version": "1"})

    assert answer.location == f"/openings/{team.opening}/board"
    assert "Advanced to the next stage." in board().text


@pytest.mark.parametrize("opening", ["//evil.example", "x", "9" * 30, ""])
def test_no_other_place_comes_back(recruiter, board, team, opening):
    made = ready(team)
    form = board().form("/board") | {"version": "1", "board": opening}

    answer = recruiter.post(f"/applications/{made}/advance", data=form)

    assert answer.location == f"/applications/{made}"


def test_the_lede_counts_what_waits_and_since_long(board, team):
    factories.applications.make_application(team.opening)

    assert "One person is in it. One waits for you, longer than usual." in board().text


def test_the_filter_stands_in_the_address_and_in_its_fields(board, team):
    ready(team, "Liu Wenjing")
    ready(team, "Rina Takahashi")

    shown = board("?q=liu&mine=1&long=1")

    assert "Liu Wenjing" in shown.text
    assert "Rina Takahashi" not in shown.text
    assert 'value="liu"' in shown.html
    assert shown.html.count(" checked>") == 2
    assert "Show everybody" in shown.text


def test_a_filter_that_finds_nobody_says_so(board, team):
    ready(team)

    assert "Nobody here fits the filter." in board("?q=nobody").text


def test_those_aside_are_one_click_away_with_their_way_back(board, team):
    declined = factories.applications.make_application(team.opening, state="declined")
    held = factories.applications.make_application(team.opening, state="on_hold")

    assert "Declined 1" in board().text
    assert f'href="/applications/{declined}/reopen">Re-open' in board("?state=declined").html
    assert f'formaction="/applications/{held}/resume"' in board("?state=on_hold").html


def test_a_hold_ends_from_the_board(recruiter, board, team):
    held = factories.applications.make_application(team.opening, state="on_hold")
    form = board("?state=on_hold").form("/board")

    answer = recruiter.post(f"/applications/{held}/resume", data=form | {"version": "1"})

    assert answer.status_code == 302


def test_a_long_stage_goes_on_by_a_link(page, recruiter, board, team, monkeypatch):
    monkeypatch.setattr(queries, "FIRST_ROWS", 2)
    for name in ("One", "Two", "Three"):
        factories.applications.make_application(team.opening, name=name)
    shown = board()
    more = shown.html.split('<p class="more"><a href="')[1].split('"')[0].replace("&amp;", "&")

    rest = page(recruiter, more)

    assert "2 are shown of 3: show more" in shown.text
    assert "Three" in rest.text
    assert "Two" not in rest.text


@pytest.mark.parametrize(
    "query", ["?after=x", "?after=9-9", f"?after={'9' * 29}-1", "?state=x", "?state=active", "?stage=%00", "?q=%25%00"]
)
def test_nonsense_in_the_address_is_no_matter(board, team, query):
    ready(team)

    assert board(query).status == 200


def test_columns_are_the_same_markup(board, team):
    ready(team)

    assert '<div class="columns">' in board("?view=columns").html


def test_a_closed_opening_takes_nobody_more(board, team):
    assert "Add candidate" in board().text


@pytest.mark.parametrize("size", [20, 2000])
def test_a_board_costs_at_most_six_statements_and_forty_kilobytes(app, recruiter, team, size):
    make_crowd(team, size)
    path = f"/openings/{team.opening}/board"
    recruiter.get(path)

    with counted(app) as statements:
        answer = recruiter.get(path)

    assert answer.status_code == 200
    assert len(statements) <= 6
    if size == 20:
        assert len(answer.data) < 40_000
    assert len(answer.data) < 110_000
