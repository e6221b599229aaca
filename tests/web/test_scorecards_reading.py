"""Who reads whose scorecard and when; amendments, early opening, notes."""

import re

import pytest
from sqlalchemy import delete, select, update

from app.database import db
from app.models.openings import OpeningMember
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from tests import factories
from tests.factories.panels import card_fields, make_panel, sheet_for

LEVEL_CODES = re.compile(r"\bP[2-6]\b")


@pytest.fixture
def panel(app):
    return make_panel(shadows=1, recruiter_grants=("override",))


@pytest.fixture
def first(panel):
    return panel.team.panel[0]


@pytest.fixture
def path(panel):
    return f"/interviews/{panel.interview}/scorecard"


def _fields(page, client, path, who, **changes):
    interview = int(path.split("/")[2])
    return page(client, path).form("/scorecard") | card_fields(sheet_for(interview, who)) | changes


def _submit_all(panel, *people):
    for who in people or panel.team.panel:
        factories.scorecards.make_scorecard(panel.interview, who)


def _change(model, condition, **values):
    with factories.writing() as session:
        session.execute(update(model).where(condition).values(**values))


# --- Who reads what


def _readers(panel):
    return {
        "recruiter": panel.team.recruiter,
        "manager": panel.team.manager,
        "panelist": panel.team.panel[2],
        "author": panel.team.panel[0],
        "shadow": panel.shadows[0],
    }


@pytest.mark.parametrize("who", ["recruiter", "manager", "panelist", "author", "shadow"])
def test_no_card_is_read_before_the_panel_opens(page, client_for, panel, who):
    _submit_all(panel, *panel.team.panel[:2])

    refused = client_for(_readers(panel)[who]).get(f"/interviews/{panel.interview}/scorecards")

    assert refused.status_code == 403
    html = refused.get_data(as_text=True)
    sentence = "once your own scorecard" if who == "panelist" else "open when every one of them is in"
    assert sentence in html
    assert "Said what was done" not in html


def test_an_admin_on_the_panel_is_as_blind_as_anybody(app, client_for):
    admin = factories.accounts.make_account("admin")
    others = [factories.accounts.make_account() for _ in range(2)]
    panel = make_panel(interviewers=[admin, *others])
    for who in (admin, others[0]):
        factories.scorecards.make_scorecard(panel.interview, who, text="CANARY")

    refused = client_for(admin).get(f"/interviews/{panel.interview}/scorecards")

    assert refused.status_code == 403
    assert "CANARY" not in refused.get_data(as_text=True)


@pytest.mark.parametrize("who", ["recruiter", "manager", "panelist", "author", "shadow"])
def test_after_it_opened_all_cards_are_read_at_once(page, client_for, panel, who):
    _submit_all(panel)
    _change(Interview, Interview.id == panel.interview, panel_opened_at=factories.accounts.START)

    shown = page(client_for(_readers(panel)[who]), f"/interviews/{panel.interview}/scorecards")

    assert shown.text.count("Said what was done, by whom, and what came of it.") == 3 * (6 + 1 + 1)
    assert not LEVEL_CODES.search(shown.text)


def test_whoever_owes_a_card_at_another_stage_reads_none(client_for, panel):
    _submit_all(panel)
    _change(Interview, Interview.id == panel.interview, panel_opened_at=factories.accounts.START)
    factories.scheduling.make_interview(panel.application, stage="manager", interviewers=[panel.team.manager])

    refused = client_for(panel.team.manager).get(f"/interviews/{panel.interview}/scorecards")

    assert refused.status_code == 403
    assert "once your own scorecard for this candidate is in" in refused.get_data(as_text=True)


def test_no_page_of_a_panelist_holds_a_colleagues_words_before_the_panel_opens(client_for, panel, first, path):
    secrets = {}
    for number, who in enumerate(panel.team.panel[1:]):
        secrets[who] = f"CANARY{number}"
        factories.scorecards.make_scorecard(panel.interview, who, text=secrets[who], submitted=number == 0)
    client = client_for(first)
    pages = ["/", "/interviews", path, f"{path}/mine", f"/interviews/{panel.interview}", "/openings"]
    pages += [f"/interviews/{panel.interview}/scorecards", f"/openings/{panel.team.opening}"]
    pages += [f"/applications/{panel.application}", f"/applications/{panel.application}/decision"]

    found = {page: client.get(page, follow_redirects=True).get_data(as_text=True) for page in pages}

    assert [page for page, html in found.items() for secret in secrets.values() if secret in html] == []


@pytest.mark.parametrize("end", ["scorecard", "scorecard/mine", "scorecard/amend/vote", "scorecards"])
def test_who_has_nothing_to_do_with_an_interview_finds_nothing(client_for, panel, end):
    stranger = client_for(factories.accounts.make_account("recruiter"))

    assert stranger.get(f"/interviews/{panel.interview}/{end}").status_code == 404


@pytest.mark.parametrize("end", ["scorecard", "scorecard/mine", "scorecard/amend/vote", "scorecards"])
def test_a_replaced_member_finds_nothing(client_for, panel, first, end):
    factories.scorecards.make_scorecard(panel.interview, first)
    here = (Seat.interview_id == panel.interview) & (Seat.account_id == first)
    _change(Seat, here, left_at=factories.accounts.START)
    with factories.writing() as session:
        session.execute(delete(OpeningMember).where(OpeningMember.account_id == first))

    assert client_for(first).get(f"/interviews/{panel.interview}/{end}").status_code == 404


def test_the_hiring_manager_does_not_fill_in_the_panels_cards(client_for, panel, path):
    refused = client_for(panel.team.manager).get(path)

    assert refused.status_code == 403
    assert "Only those who held this interview write its scorecards." in refused.get_data(as_text=True)


# --- Amendments, early opening, notes


def test_a_part_is_amended_with_a_reason_and_both_are_shown(page, client_for, panel, path, first):
    factories.scorecards.make_scorecard(panel.interview, first)
    client = client_for(first)
    part = f"{path}/amend/area-efficiency"
    fields = page(client, part).form(part) | {"point": "2", "evidence": "Two decks dropped.", "reason": "Wrong page."}

    answer = client.post(part, data=fields)

    assert answer.status_code == 302
    shown = page(client, f"{path}/mine").text
    assert "Two decks dropped." in shown
    assert "Said what was done, by whom, and what came of it." in shown
    assert "Why: Wrong page." in shown


@pytest.mark.parametrize("code", ["signal-techniques", "vote", "summary"])
def test_every_other_part_has_its_form_too(page, client_for, panel, path, first, code):
    factories.scorecards.make_scorecard(panel.interview, first)

    assert page(client_for(first), f"{path}/amend/{code}").status == 200


def test_an_amendment_without_reason_or_change_comes_back(page, client_for, panel, path, first):
    factories.scorecards.make_scorecard(panel.interview, first)
    client = client_for(first)
    part = f"{path}/amend/vote"
    fields = page(client, part).form(part)

    unreasoned = client.post(part, data=fields | {"vote": "no", "reason": ""})
    unchanged = client.post(part, data=fields | {"vote": "yes", "reason": "x"})

    assert (unreasoned.status_code, unchanged.status_code) == (422, 422)
    assert "Write why you amend this." in unreasoned.get_data(as_text=True)
    assert "nothing is different yet" in unchanged.get_data(as_text=True)


def test_a_draft_is_not_amended(client_for, panel, path, first):
    factories.scorecards.make_scorecard(panel.interview, first, submitted=False)

    refused = client_for(first).get(f"{path}/amend/vote")

    assert refused.status_code == 422
    assert "still a draft" in refused.get_data(as_text=True)


def test_an_unknown_part_is_not_found(client_for, panel, path, first):
    factories.scorecards.make_scorecard(panel.interview, first)

    assert client_for(first).get(f"{path}/amend/area-results").status_code == 404


def test_a_stale_amendment_shows_both_texts(page, client_for, panel, path, first):
    factories.scorecards.make_scorecard(panel.interview, first)
    client = client_for(first)
    part = f"{path}/amend/summary"
    fields = page(client, part).form(part) | {"reason": "Clearer."}
    client.post(part, data=fields | {"summary": "First correction."})

    stale = client.post(part, data=fields | {"summary": "Second correction."})

    html = stale.get_data(as_text=True)
    assert stale.status_code == 409
    assert "First correction." in html
    assert "Second correction." in html


def test_the_recruiter_with_the_grant_opens_a_panel_early(page, client_for, panel):
    _submit_all(panel, *panel.team.panel[:2])
    client, path = client_for(panel.team.recruiter), f"/interviews/{panel.interview}/scorecards/open"
    fields = page(client, path).form(path)

    refused = client.post(path, data=fields | {"reason": " "})
    opened = client.post(path, data=fields | {"reason": "Ingrid is ill until Monday."})

    assert refused.status_code == 422
    assert opened.status_code == 302
    shown = page(client, f"/interviews/{panel.interview}/scorecards").text
    assert "Ingrid is ill until Monday." in shown
    assert "still to come" in shown


def test_without_the_grant_nobody_opens_early(client_for, panel):
    refused = client_for(panel.team.manager).get(f"/interviews/{panel.interview}/scorecards/open")

    assert refused.status_code == 403
    assert "needs the override grant" in refused.get_data(as_text=True)


def test_the_recruiter_withdraws_a_note(app, page, client_for, panel, first, path):
    client = client_for(first)
    client.post(path, data=_fields(page, client, path, first, act="submit", next_note="He said it all to me."))
    with app.app_context():
        card = db.session.execute(select(Scorecard.id)).scalar_one()
        application = db.session.execute(select(Interview.application_id)).scalar_one()
    recruiter, profile = client_for(panel.team.recruiter), f"/applications/{application}"
    shown = page(recruiter, profile)
    assert "He said it all to me." in shown.text

    answer = recruiter.post(f"/scorecards/{card}/withdraw-note", data=shown.form("/withdraw-note"))

    assert answer.status_code == 302
    assert "He said it all to me." not in page(recruiter, profile).text
    assert "withdrawn by the recruiter" in page(client, f"{path}/mine").text
