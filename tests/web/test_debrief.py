"""The page of the debrief: what each reader sees, noting an outcome, asking a question, where links lead to it."""

import re

import pytest
from sqlalchemy import select, update

from app.database import db, transaction
from app.models.applications import Application
from app.models.debrief import DebriefNote
from app.models.scheduling import Interview
from tests import factories
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.scheduling import make_interview
from tests.page import check
from tests.rows import name_of

LEVEL = re.compile(r"\bP[2-6]\b")
AGREED = {"outcome": "settled", "text": "Both speak of the same call."}


@pytest.fixture
def team(app):
    return factories.openings.make_opening()


@pytest.fixture
def finalist(team):
    differing = {team.panel[0]: {"efficiency": 2}, team.panel[1]: {"efficiency": 4}, team.leader: {"inclusion": 5}}
    return make_finalist(team, by_person=differing, name="Kenji Morimoto")


@pytest.fixture
def panelist(team, client_for):
    return client_for(team.panel[0])


def address(application_id: int) -> str:
    return f"/applications/{application_id}/debrief"


def send(client, page, finalist: int, end: str, **fields):
    form = page(client, address(finalist)).form(end)
    return client.post(address(finalist) + end, data=form | fields)


def notes(app) -> list[tuple[str, str, str]]:
    with app.app_context():
        rows = db.session.execute(select(DebriefNote).order_by(DebriefNote.id)).scalars()
        return [(row.item, row.outcome, row.text) for row in rows]


def test_each_item_says_what_differs_in_whose_words_and_who_speaks_first(app, page, panelist, team, finalist):
    shown = page(panelist, address(finalist)).text

    assert "Two things to talk about, from six scorecards." in shown
    assert "Two points apart. Rated Superior by one, Meets expectations by one and Partially successful" in shown
    for who in team.panel:
        assert f"Evidence of {who} in panel." in shown
    with app.app_context():
        first, second, third, last = (name_of(who) for who in (*team.panel, team.manager))
    assert f"To speak: {first}, then {second}, then {third}; last {last}, who decides." in shown


def test_the_widest_disagreement_comes_first(page, panelist, finalist):
    html = page(panelist, address(finalist)).html

    assert html.index('id="area-efficiency"') < html.index('id="area-inclusion"')


def test_the_first_item_is_marked_and_has_the_only_main_button(page, panelist, finalist):
    html = page(panelist, address(finalist)).html

    assert html.count('class="btn main"') == 1
    assert '<section class="sec now" aria-labelledby="area-efficiency">' in html


def test_a_note_stands_below_its_item_and_the_page_leads_to_the_next(app, page, panelist, finalist):
    answer = send(panelist, page, finalist, "/items/area-efficiency", **AGREED)

    assert answer.status_code == 302
    assert answer.location == f"{address(finalist)}#area-efficiency"
    shown = page(panelist, address(finalist))
    assert "Both speak of the same call." in shown.text
    assert "one settled, one to come. Next: Diversity, inclusion and belonging ." in shown.text
    assert '<section class="sec now" aria-labelledby="area-inclusion">' in shown.html
    assert notes(app) == [("area:efficiency", "settled", "Both speak of the same call.")]


def test_the_same_form_sent_twice_makes_one_note(app, page, panelist, finalist):
    form = page(panelist, address(finalist)).form("/items/area-efficiency")

    answers = [panelist.post(f"{address(finalist)}/items/area-efficiency", data=form | AGREED) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(notes(app)) == 1


def test_an_empty_note_names_both_parts_and_keeps_what_was_entered(app, page, panelist, finalist):
    answer = send(panelist, page, finalist, "/items/area-inclusion", outcome="still_open", text=" ")

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    check(address(finalist), html, 422)
    assert "Write in a sentence what came of it." in html
    assert 'href="#text-area-inclusion"' in html
    assert re.search(r'value="still_open" id="outcome-area-inclusion-1" checked', html)
    assert notes(app) == []


def test_an_outcome_that_is_none_is_refused(app, page, panelist, finalist):
    answer = send(panelist, page, finalist, "/items/area-inclusion", outcome="asked", text="Why not.")

    assert answer.status_code == 422
    assert notes(app) == []


@pytest.mark.parametrize("item", ["area-nonsense", "own-1", "x", "area-efficiency-more"])
def test_an_item_that_can_not_be_on_the_agenda_is_not_found(app, page, panelist, finalist, item):
    token = page(panelist, address(finalist)).form("/questions")

    answer = panelist.post(f"{address(finalist)}/items/{item}", data=token | AGREED)

    assert answer.status_code == 404
    assert notes(app) == []


def test_a_question_stands_on_the_agenda_with_who_asked(app, page, panelist, team, finalist):
    answer = send(panelist, page, finalist, "/questions", text="Could he start in April?")

    assert answer.location == f"{address(finalist)}#own-1"
    with app.app_context():
        name = name_of(team.panel[0])
    assert f"Could he start in April? Asked by {name}," in page(panelist, address(finalist)).text


def test_words_of_people_are_shown_as_they_are_and_never_as_markup(page, panelist, finalist):
    send(panelist, page, finalist, "/questions", text="<script>alert(1)</script>\nSecond line")
    send(panelist, page, finalist, "/items/own-1", outcome="settled", text="<b>bold</b> & more")

    html = page(panelist, address(finalist)).html

    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nSecond line" in html
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in html


@pytest.mark.parametrize("who", ["recruiter", "manager", "leader"])
@pytest.mark.parametrize("own_level", [None, "P6"])
def test_no_level_and_nothing_computed_is_on_it_for_anybody(page, client_for, team, finalist, who, own_level):
    if own_level:
        make_own_level(finalist, team.manager, level=own_level)

    shown = page(client_for(getattr(team, who)), address(finalist))

    assert not LEVEL.findall(shown.html)
    for word in ("needed", "probab", "Recommended", "below_bar", "Nearest title"):
        assert word not in shown.html


def test_how_much_the_level_turns_on_an_item_is_told_to_leads_after_the_own_level_alone(
    page, client_for, panelist, team, finalist
):
    manager = client_for(team.manager)
    before = page(manager, address(finalist)).text
    make_own_level(finalist, team.manager)

    after, theirs = page(manager, address(finalist)).text, page(panelist, address(finalist)).text

    assert "one answer a step up or down moves its chance by up to" in after
    assert "times how much the recommended level turns on them" in after
    for text in (before, theirs):
        assert "For the level" not in text
        assert "turns on" not in text


def test_an_interviewer_is_led_back_to_the_own_interviews_and_a_lead_to_the_decision(
    page, client_for, panelist, team, finalist
):
    mine, leads = page(panelist, address(finalist)).html, page(client_for(team.manager), address(finalist)).html

    assert f'href="/applications/{finalist}/decision"' in leads
    assert f'href="/applications/{finalist}"' not in mine
    assert f'href="/applications/{finalist}/decision"' not in mine


def test_an_author_is_led_to_amending_the_part_and_nobody_else_is(app, page, client_for, team, finalist):
    with app.app_context():
        panel = select(Interview.id).where(Interview.application_id == finalist, Interview.stage == "panel")
        interview = db.session.execute(panel).scalar_one()
    link = f'href="/interviews/{interview}/scorecard/amend/area-efficiency"'

    assert link in page(client_for(team.panel[1]), address(finalist)).html
    assert link not in page(client_for(team.leader), address(finalist)).html


def test_once_decided_the_notes_can_be_read_and_none_is_added(app, page, panelist, finalist):
    form = page(panelist, address(finalist)).form("/items/area-efficiency")
    panelist.post(f"{address(finalist)}/items/area-efficiency", data=form | AGREED)
    with app.app_context(), transaction() as session:
        session.execute(update(Application).where(Application.id == finalist).values(state="decided", level="P6"))

    shown = page(panelist, address(finalist))

    assert "Both speak of the same call." in shown.text
    assert "This debrief is over" in shown.text
    assert not [form for form in shown.forms if "/debrief" in form.action]
    assert not LEVEL.findall(shown.html)
    late = panelist.post(f"{address(finalist)}/items/area-inclusion", data=form | AGREED)
    assert late.status_code == 422
    assert "The debrief is over" in late.get_data(as_text=True)


def test_before_anything_is_open_the_page_says_when_it_will_be(page, client_for, team):
    application = factories.applications.make_application(team.opening)

    shown = page(client_for(team.recruiter), address(application)).text

    assert "No scorecard is open yet." in shown
    assert "The agenda makes itself from opened scorecards." in shown


def test_where_everybody_agrees_the_page_says_so(page, client_for, team):
    shown = page(client_for(team.recruiter), address(make_finalist(team))).text

    assert "Nothing in the six scorecards has to be talked about: whoever answered agrees." in shown


def test_whoever_owes_a_card_is_told_when_it_opens(page, panelist, team, finalist):
    make_interview(finalist, stage="final", interviewers=[team.panel[0]])

    shown = page(panelist, address(finalist), status=403).text

    assert "The debrief opens for you once your own scorecard for this candidate is in." in shown
    assert "Partially" not in shown


# --- Where links lead to it


def test_my_interviews_lead_to_the_debrief_of_whoever_owes_nothing(page, client_for, team, finalist):
    link = f'<a href="{address(finalist)}">Kenji Morimoto</a>'
    client = client_for(team.panel[0])
    assert link in page(client, "/interviews").html

    make_interview(finalist, stage="final", interviewers=[team.panel[0]])

    assert link not in page(client, "/interviews").html


def test_my_interviews_do_not_lead_to_a_debrief_that_is_over(app, page, panelist, finalist):
    with app.app_context(), transaction() as session:
        session.execute(update(Application).where(Application.id == finalist).values(state="declined"))

    assert address(finalist) not in page(panelist, "/interviews").html


def test_an_open_panel_leads_to_the_debrief(app, page, panelist, finalist):
    with app.app_context():
        panel = select(Interview.id).where(Interview.application_id == finalist, Interview.stage == "panel")
        interview = db.session.execute(panel).scalar_one()

    assert f'href="{address(finalist)}"' in page(panelist, f"/interviews/{interview}/scorecards").html
