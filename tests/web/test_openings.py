"""The pages of openings: who gets which answer, what stands on them, what they cost."""

import pytest

from tests import factories
from tests.statements import counted


@pytest.fixture
def team(app):
    return factories.openings.make_opening(location="japan", specialty="intel")


@pytest.fixture
def recruiter(team, client_for):
    return client_for(team.recruiter)


def _fields(page, client, path: str, **changes) -> dict[str, object]:
    return page(client, path).form(path) | changes


NEW = {"title": "strategic", "lowest_level": "P4", "highest_level": "P5", "place": "Tokyo", "location": "japan"}


def test_the_list_names_the_openings_of_the_viewer(page, recruiter, team):
    factories.applications.make_application(team.opening)

    shown = page(recruiter, "/openings").text

    assert "Strategic Account Executive, Berlin" in shown
    assert "one candidate in progress" in shown


def test_somebody_without_openings_is_told_what_to_wait_for(page, app, client_for):
    shown = page(client_for(factories.accounts.make_account("interviewer")), "/openings").text

    assert "As soon as a recruiter adds you to one" in shown
    assert "Open an opening" not in shown


def test_an_interviewer_gets_no_link_to_the_board(page, client_for, team):
    shown = page(client_for(team.panel[0]), "/openings").html

    assert f"/openings/{team.opening}/board" not in shown


def test_closed_openings_stand_on_their_own_page(page, recruiter):
    assert "No closed opening" in page(recruiter, "/openings?state=closed").text


def test_a_nonsense_place_to_go_on_from_starts_at_the_beginning(page, recruiter):
    assert "Berlin" in page(recruiter, "/openings?after=99999999999999999999&name=x").text


def test_more_openings_follow_by_a_link(page, app, client_for, monkeypatch):
    monkeypatch.setattr("app.queries.openings.staffed.PAGE", 2)
    made = [factories.openings.make_opening().opening for _ in range(3)]
    admin = client_for(factories.accounts.make_account("admin"))

    first = page(admin, "/openings").html
    link = first.split('class="more acts"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")

    assert f"/openings/{made[2]}" in page(admin, link).html


def test_the_form_offers_levels_in_use_only(page, recruiter):
    shown = page(recruiter, "/openings/new").html

    assert 'value="P3"' in shown
    assert 'value="P2"' not in shown


def test_four_fields_open_an_opening(page, recruiter):
    answer = recruiter.post("/openings/new", data=_fields(page, recruiter, "/openings/new", **NEW))

    assert answer.status_code == 302
    shown = page(recruiter, answer.location.removesuffix("/team")).text
    assert "Strategic Account Executive, Tokyo" in shown
    assert "P4 Enterprise to P5 Sr. Enterprise" in shown


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "Choose a title."),
        ({"lowest_level": ""}, "Choose the lowest level that you would hire at."),
        ({"highest_level": "P3"}, "The range runs from P4 down to P3."),
        ({"lowest_level": "P2"}, "Choose again from what the list has now."),
        ({"place": "\x07 "}, "Say where the work is"),
        ({"place": "x" * 121}, "at most 120 characters"),
        ({"specialty": "magic"}, "Choose again from what the list has now."),
    ],
)
def test_what_does_not_fit_comes_back_with_everything_typed(page, recruiter, change, says):
    data = _fields(page, recruiter, "/openings/new", **(NEW | {"place": "Sapporo"} | change))

    answer = recruiter.post("/openings/new", data=data)

    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert says in shown
    assert "Sapporo" in shown or "place" in change


def test_an_interviewer_opens_nothing(page, client_for, team):
    shown = page(client_for(team.panel[0]), "/openings/new", status=403).text

    assert "Openings are opened by recruiters, hiring managers and admins." in shown


def test_without_a_ladder_the_form_says_what_to_do(page, app, client_for):
    shown = page(client_for(factories.accounts.make_account("admin")), "/openings/new", status=422).text

    assert "Ask an admin to load one" in shown


def test_the_page_says_what_is_asked_planned_and_covered(page, recruiter, team):
    shown = page(recruiter, f"/openings/{team.opening}").text

    for part in (
        "from Intel",
        "from Japan",
        "Mock Presentation",
        "Nine areas rest on one rater, three on two and six on three.",
        "33 ratings of 18 areas",
        "28 responsibilities",
    ):
        assert part in shown


def test_an_interviewer_of_the_pool_reads_the_page_but_changes_nothing(page, client_for, team):
    shown = page(client_for(team.panel[0]), f"/openings/{team.opening}").html

    assert "/team" not in shown
    assert "/close" not in shown
    assert "/board" not in shown


@pytest.mark.parametrize("path", ["", "/team", "/close"])
def test_a_stranger_finds_nothing(page, app, client_for, team, path):
    page(client_for(factories.accounts.make_account("recruiter")), f"/openings/{team.opening}{path}", status=404)


@pytest.mark.parametrize("path", ["team", "close"])
def test_a_member_of_the_pool_is_told_whom_to_ask(page, client_for, team, path):
    shown = page(client_for(team.panel[0]), f"/openings/{team.opening}/{path}", status=403).text

    assert "recruiter or hiring manager. Ask one of them." in shown


def test_the_team_page_has_everybody_of_now_chosen(page, recruiter, team):
    shown = page(recruiter, f"/openings/{team.opening}/team").html

    assert shown.count("checked") == 6


def _team(team, **changes) -> dict[str, object]:
    now = {"recruiter": [team.recruiter], "hiring_manager": [team.manager], "interviewer": list(team.panel)}
    return now | {"senior_leader": [team.leader]} | changes


def test_a_team_is_changed_and_who_left_finds_nothing(page, recruiter, client_for, team):
    path = f"/openings/{team.opening}/team"
    data = _fields(page, recruiter, path, **_team(team, interviewer=list(team.panel[1:])))

    answer = recruiter.post(path, data=data)

    assert answer.status_code == 302
    page(client_for(team.panel[0]), f"/openings/{team.opening}", status=404)


def test_a_team_without_recruiter_comes_back(page, recruiter, team):
    path = f"/openings/{team.opening}/team"
    data = _fields(page, recruiter, path, **_team(team, recruiter=[]))

    answer = recruiter.post(path, data=data)

    assert answer.status_code == 422
    assert "Leave at least one recruiter." in answer.get_data(as_text=True)


def test_a_stale_team_page_says_who_was_faster(page, recruiter, client_for, team):
    path = f"/openings/{team.opening}/team"
    stale = _fields(page, recruiter, path, **_team(team))
    manager = client_for(team.manager)
    manager.post(path, data=_fields(page, manager, path, **_team(team, senior_leader=[])))

    answer = recruiter.post(path, data=stale)

    assert answer.status_code == 409
    assert "changed the hiring team at" in answer.get_data(as_text=True)


def test_who_takes_themselves_out_lands_on_the_list(page, recruiter, team):
    path = f"/openings/{team.opening}/team"
    other = factories.accounts.make_account("recruiter")

    answer = recruiter.post(path, data=_fields(page, recruiter, path, **_team(team, recruiter=[other])))

    assert answer.location == "/openings"


def test_an_opening_is_closed_with_a_reason_and_opened_again(page, recruiter, team):
    path, home = f"/openings/{team.opening}/close", f"/openings/{team.opening}"
    recruiter.post(path, data=_fields(page, recruiter, path, reason="filled"))
    closed = page(recruiter, home)

    answer = recruiter.post(f"{home}/reopen", data=closed.form("/reopen"))

    assert "the position is filled" in closed.text
    assert "Add a candidate" not in closed.text
    assert answer.status_code == 302
    assert "Close this opening" in page(recruiter, home).text


def test_closing_needs_a_reason(page, recruiter, team):
    path = f"/openings/{team.opening}/close"

    answer = recruiter.post(path, data=_fields(page, recruiter, path))

    assert answer.status_code == 422
    assert "Choose a reason." in answer.get_data(as_text=True)


@pytest.mark.parametrize("size", [1, 20])
def test_pages_stay_within_their_budgets_at_any_size(app, client_for, size):
    teams = [factories.openings.make_opening() for _ in range(size)]
    for _ in range(size):
        factories.applications.make_application(teams[0].opening)
    admin = client_for(factories.accounts.make_account("admin"))
    spent = {}
    admin.get(f"/openings/{teams[0].opening}")

    for path in ("/openings", f"/openings/{teams[0].opening}", f"/openings/{teams[0].opening}/team", "/openings/new"):
        with counted(app) as statements:
            assert admin.get(path).status_code == 200
        spent[path.strip("/").split("/")[-1]] = len(statements)

    assert list(spent.values()) == [2, 4, 5, 2]


def test_where_several_families_are_published_the_form_is_about_one_and_leads_to_the_others(page, recruiter):
    factories.ladders.publish_second_family()

    first, second = page(recruiter, "/openings/new"), page(recruiter, "/openings/new?family=field_engineer")
    answer = recruiter.post(
        "/openings/new?family=field_engineer",
        data=_fields(page, recruiter, "/openings/new?family=field_engineer", **(NEW | {"title": "field_engineer"})),
    )

    assert "/openings/new?family=field_engineer" in first.html
    assert "Field Engineer" in second.html
    assert "Senior Strategic Account Executive" not in second.html
    assert "Field Engineer, Tokyo" in page(recruiter, answer.location.removesuffix("/team")).text


def test_a_family_that_nobody_published_is_not_found(page, recruiter):
    page(recruiter, "/openings/new?family=nobody", status=404)
