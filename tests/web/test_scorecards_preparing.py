"""What an interviewer reads before and keeps an eye on during the interview: minutes, leads, questions, hints."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import select, update

from app.models.accounts import Account
from app.models.applications import Adjustment
from app.models.candidates import Candidate
from app.models.scorecards import AskedQuestion
from tests import factories
from tests.factories.accounts import START
from tests.factories.ladders import shipped_playbook
from tests.factories.panels import TEXT, card_fields, make_panel, sheet_for
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

ASKED = "results-last-target"


@pytest.fixture
def panel(app):
    return make_panel()


@pytest.fixture
def first(panel):
    return panel.team.panel[0]


@pytest.fixture
def path(panel):
    return f"/interviews/{panel.interview}/scorecard"


def _questions(stage, area):
    assert area in shipped_playbook().family.stage(stage).focus_areas
    return shipped_playbook().competencies.competency(area).questions


def _sent(page, client, path, who, **changes):
    return page(client, path).form("/scorecard") | card_fields(sheet_for(int(path.split("/")[2]), who)) | changes


def _ticked(panel):
    with factories.writing() as session:
        return sorted(session.execute(select(AskedQuestion.question)).scalars())


def _is_ticked(shown, key):
    return f'value="{key}" checked' in shown.html


# --- Prepare


def test_the_minutes_of_the_interview_are_shared_out(page, client_for, path, first):
    shown = page(client_for(first), path).text

    assert "60 minutes" in shown
    for name in ("Consultative approach", "Building Trust", "Efficiency"):
        assert f"7 min {name}" in shown
    assert "10 min the candidate’s questions" in shown


def test_each_panelist_leads_two_areas_and_knows_who_leads_the_rest(page, client_for, panel, path):
    first, second, third = panel.team.panel
    with factories.writing() as session:
        names = dict(session.execute(select(Account.id, Account.name).where(Account.id.in_(panel.team.panel))).all())

    shown = page(client_for(first), path).text

    # Once in the preparation and once in the kit of the area itself.
    assert shown.count("yours to lead") == 2 * 2
    assert shown.count(f"led by {names[second]}") == shown.count(f"led by {names[third]}") == 2 * 2


def test_who_asks_everything_alone_is_told_of_no_leads(page, client_for):
    alone = make_panel(stage="manager")
    interview = make_interview(alone.application, stage="manager", interviewers=(alone.team.manager,), starts_at=START)

    shown = page(client_for(alone.team.manager), f"/interviews/{interview}/scorecard").text

    assert "yours to lead" not in shown
    assert "led by" not in shown


def test_how_the_name_is_said_and_what_is_arranged_is_told_but_never_why(page, client_for, panel, path, first):
    with factories.writing() as session:
        session.execute(update(Candidate).values(pronunciation="ha-ROO-ka", pronouns="she, her"))
        session.add(
            Adjustment(
                application_id=panel.application,
                arrangement="A pause of five minutes after the presentation.",
                reason="canary-reason",
                set_by=panel.team.recruiter,
                set_at=START,
            )
        )

    shown = page(client_for(first), path)

    assert "Say “ha-ROO-ka”. Pronouns: she, her." in shown.text
    assert "Arrange: A pause of five minutes after the presentation." in shown.text
    assert "canary-reason" not in shown.html


def test_the_preparation_lies_open_until_the_interview_begins(page, client_for):
    ahead = make_panel(starts_at=datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2))
    behind = make_panel()

    before = page(client_for(ahead.team.panel[0]), f"/interviews/{ahead.interview}/scorecard")
    after = page(client_for(behind.team.panel[0]), f"/interviews/{behind.interview}/scorecard")

    assert 'id="prepare" open' in before.html
    assert 'id="prepare" open' not in after.html


def test_a_card_says_until_when_it_is_due_and_afterwards_since_when_it_is_late(page, client_for):
    now = datetime.now(UTC).replace(microsecond=0)
    owed, late = make_panel(starts_at=now - timedelta(hours=3)), make_panel(starts_at=now - timedelta(hours=30))

    on_time = page(client_for(owed.team.panel[0]), f"/interviews/{owed.interview}/scorecard").text
    overdue = page(client_for(late.team.panel[0]), f"/interviews/{late.interview}/scorecard").text

    assert "Due " in on_time
    assert "Late since" not in on_time
    assert "Late since" in overdue


def test_whoever_interviews_alone_is_not_told_why_cards_of_others_are_hidden(page, client_for, panel, path, first):
    team = panel.team
    alone = make_interview(panel.application, stage="manager", interviewers=(team.manager,), starts_at=START)

    shown = page(client_for(team.manager), f"/interviews/{alone}/scorecard").text

    assert "Why can’t I see this?" not in shown
    assert "Why can’t I see this?" in page(client_for(first), path).text


def test_what_is_thin_so_far_is_asked_first_and_says_why(page, client_for, panel):
    team, application = panel.team, panel.application
    screen = make_interview(application, stage="screen", interviewers=(team.recruiter,), is_open=True, starts_at=START)
    make_scorecard(screen, team.recruiter, points={"results": None})
    manager = make_interview(application, stage="manager", interviewers=(team.manager,), starts_at=START)

    shown = page(client_for(team.manager), f"/interviews/{manager}/scorecard").text

    assert "No evidence so far on Results." in shown


def test_what_a_signal_is_to_find_out_is_not_quoted_like_a_question_to_the_candidate(page, client_for, path, first):
    shown = page(client_for(first), path).text

    signal = sheet_for(int(path.split("/")[2]), first).signals[0]
    assert f"To find out: {signal.question}" in shown
    assert f"“{signal.question}”" not in shown


def test_a_question_asked_before_is_marked_and_another_proposed(page, client_for, panel):
    team, application = panel.team, panel.application
    screen = make_interview(application, stage="screen", interviewers=(team.recruiter,), is_open=True, starts_at=START)
    card = make_scorecard(screen, team.recruiter)
    with factories.writing() as session:
        session.add(AskedQuestion(scorecard_id=card, question=ASKED))
    manager = make_interview(application, stage="manager", interviewers=(team.manager,), starts_at=START)

    shown = page(client_for(team.manager), f"/interviews/{manager}/scorecard")

    asked = next(item for item in _questions("manager", "results") if item.key == ASKED)
    assert f"“{asked.text}” asked in the Initial Screen" in shown.text
    proposed, _, more = shown.html.partition('value="account')[0].partition("more question")
    assert ASKED not in proposed.rpartition("Kit: Results")[2]
    assert ASKED in more


# --- During


def test_a_ticked_question_is_kept_with_the_draft_and_can_be_unticked(page, client_for, panel, path, first):
    one, other = (item.key for item in _questions("panel", "building_trust")[:2])
    client = client_for(first)

    client.post(path, data=_sent(page, client, path, first, asked=[one, other], act="save"))

    assert _is_ticked(page(client, path), one)
    assert _is_ticked(page(client, path), other)

    client.post(path, data=_sent(page, client, path, first, asked=[other], act="save"))

    assert not _is_ticked(page(client, path), one)
    assert _ticked(panel) == [other]


def test_ticks_go_through_the_draft_that_saves_itself(page, client_for, panel, path, first):
    one = _questions("panel", "efficiency")[0].key
    client = client_for(first)

    answer = client.post(f"{path}/draft", data=_sent(page, client, path, first, asked=[one]))

    assert answer.status_code == 200
    assert _ticked(panel) == [one]


def test_a_question_of_another_stage_is_refused_and_the_text_kept(page, client_for, panel, path, first):
    client = client_for(first)

    answer = client.post(path, data=_sent(page, client, path, first, asked=[ASKED], act="save"))

    assert answer.status_code == 422
    assert TEXT in unescape(answer.text)
    assert _ticked(panel) == []


def test_a_stale_save_shows_ticks_that_differ_and_sends_them_again(page, client_for, panel, path, first):
    one = _questions("panel", "efficiency")[0]
    client = client_for(first)
    stale = _sent(page, client, path, first, asked=[one.key], act="save")
    client.post(path, data=_sent(page, client, path, first, summary="Saved first.", act="save"))

    answer = client.post(path, data=stale)

    assert answer.status_code == 409
    assert one.text in unescape(answer.text)
    assert f'name="asked" value="{one.key}"' in answer.text


# --- Hints


def test_a_hint_stands_beside_a_judgement_without_an_observation(page, client_for, path, first):
    client = client_for(first)
    fields = {"evidence-efficiency": "Very impressive.", "evidence-facilitating": TEXT}

    answer = client.post(f"{path}/draft", data=_sent(page, client, path, first, **fields))

    assert set(answer.get_json()["hints"]) == {"card", "evidence-efficiency"}
    assert answer.get_json()["hints"]["evidence-efficiency"].startswith("This says how it was judged.")
    shown = page(client, path)
    assert '<p class="hint warn" data-hint-for="evidence-efficiency">This says how it was judged.' in shown.html
    assert '<p class="hint warn" data-hint-for="evidence-facilitating" hidden></p>' in shown.html


def test_different_points_give_no_hint(page, client_for, path, first):
    client = client_for(first)

    answer = client.post(f"{path}/draft", data=_sent(page, client, path, first, **{"rating-efficiency": "2"}))

    assert answer.get_json()["hints"] == {}


def test_what_not_to_ask_says_what_to_ask_instead_and_where_it_comes_from(page, client_for, path, first):
    shown = page(client_for(first), path).text

    assert "Do not ask, do not write down" in shown
    assert "Ask how they would do a task of the role." in shown
    assert "Equality Act 2010, section 60" in shown
    assert "Thorndike 1920" in shown
