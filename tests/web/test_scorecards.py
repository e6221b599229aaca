"""The page of kit and scorecard: what stands on it, drafts, submitting, what it costs."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from app.database import db
from app.models.audit import AuditEntry
from app.models.scheduling import Interview
from app.models.scorecards import Scorecard
from tests import factories
from tests.factories.ladders import shipped_playbook
from tests.factories.panels import TEXT, card_fields, make_panel, sheet_for
from tests.statements import counted

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


def _version(html):
    found = re.search(r'name="version"[^>]*value="(\d+)"', html)
    assert found is not None
    return found[1]


def _change(model, condition, **values):
    with factories.writing() as session:
        session.execute(update(model).where(condition).values(**values))


def _count(app, model, *conditions):
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(model).where(*conditions)).scalar()


# --- The kit


def test_kit_and_card_stand_on_one_page(page, client_for, path, first):
    shown = page(client_for(first), path)

    playbook = shipped_playbook()
    for key in playbook.family.stage("panel").focus_areas:
        area = playbook.competencies.competency(key)
        assert area.definition in shown.text
        assert all(anchor.text in shown.text for anchor in area.anchors)
        assert all(question.text in shown.text for question in area.questions)
        assert all(avoid in shown.text for avoid in area.avoid)
    assert "Mock Presentation, stage 3 of 4" in shown.text
    assert "Would you want this person to do this job here?" in shown.text


def test_the_role_is_shown_with_requirements_by_origin_gates_and_their_state(page, app, client_for):
    panel = make_panel(specialty="intel", location="japan")

    shown = page(client_for(panel.team.panel[0]), f"/interviews/{panel.interview}/scorecard").text

    assert "Reports to: Area Sales Manager or Regional Director" in shown
    assert "Specialty: Intel" in shown
    assert "to verify" in shown
    assert "Japan, 3" in shown


def test_nothing_but_the_role_names_a_level(page, client_for, path, first):
    shown = page(client_for(first), path)

    said = LEVEL_CODES.findall(shown.text)

    assert said == ["P4", "P5"]
    assert "|" not in shown.text
    for signal in sheet_for(int(path.split("/")[2]), first).signals:
        assert not any(f'value="{choice.key}"' in shown.html for choice in signal.choices)


def test_nothing_is_chosen_beforehand(page, client_for, path, first):
    assert not re.search(r"<input[^>]* checked", page(client_for(first), path).html)


def test_colleagues_are_shown_with_their_state_and_nothing_else(page, client_for, panel, path, first):
    factories.scorecards.make_scorecard(panel.interview, panel.team.panel[1], text="CANARY", point=1)
    factories.scorecards.make_scorecard(panel.interview, panel.team.panel[2], text="CANARY", submitted=False)

    shown = page(client_for(first), path)

    assert "CANARY" not in shown.html
    assert "Submitted" in shown.text
    assert "Draft" in shown.text
    assert "Blind until all three are in" in shown.text


# --- Drafts and submitting


def test_a_draft_is_saved_and_comes_back(page, client_for, path, first):
    client = client_for(first)
    fields = _fields(page, client, path, first, act="save", **{"evidence-efficiency": "One line.\r\nAnother."})

    answer = client.post(path, data=fields)

    assert answer.status_code == 302
    shown = page(client, path)
    assert "Draft saved." in shown.text
    assert "One line.\nAnother." in shown.html.replace("\r\n", "\n")
    assert "8 of 8 done" in shown.text


def test_the_browser_saves_while_somebody_writes(page, client_for, path, first):
    client = client_for(first)
    fields = _fields(page, client, path, first)

    saved = client.post(f"{path}/draft", data=fields)
    again = client.post(f"{path}/draft", data=fields | {"version": str(saved.json["version"]), "summary": "More."})

    assert (saved.status_code, saved.json["version"], again.json["version"]) == (200, 1, 2)
    assert datetime.fromisoformat(again.json["saved_at"]).tzinfo is not None


def test_a_stale_autosave_is_told_so(page, client_for, path, first):
    client = client_for(first)
    fields = _fields(page, client, path, first)
    client.post(f"{path}/draft", data=fields)

    stale = client.post(f"{path}/draft", data=fields | {"summary": "Other."})

    assert stale.status_code == 409
    assert "Nothing was overwritten" in stale.json["message"]


def test_an_autosave_of_too_long_a_text_is_refused_with_a_sentence(page, client_for, path, first):
    client = client_for(first)

    refused = client.post(f"{path}/draft", data=_fields(page, client, path, first, summary="x" * 20_001))

    assert refused.status_code == 422
    assert "up to 20,000 are kept" in refused.json["message"]


def test_a_complete_card_is_submitted_and_frozen(page, client_for, path, first):
    client = client_for(first)

    answer = client.post(path, data=_fields(page, client, path, first, act="submit"))

    assert answer.headers["Location"].endswith("/scorecard/mine")
    shown = page(client, f"{path}/mine")
    assert "The panel opens when 2 more scorecards are in." in shown.text
    assert TEXT.replace("'", "&#39;") in shown.html
    assert client.get(path).headers["Location"].endswith("/scorecard/mine")


def test_an_incomplete_card_comes_back_with_everything_typed_and_is_kept_as_a_draft(app, page, client_for, path, first):
    client = client_for(first)
    fields = _fields(page, client, path, first, act="submit", **{"evidence-efficiency": " "})
    del fields["vote"]

    answer = client.post(path, data=fields)

    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Efficiency: write what was said or done. Every point needs evidence." in html
    assert 'href="#evidence-efficiency"' in html
    assert "Vote: choose one of the four." in html
    assert html.count("wrote it on the board") >= 6
    assert _count(app, Scorecard, Scorecard.submitted_at.is_(None)) == 1


def test_after_a_failed_submit_the_same_page_can_be_sent_again(page, client_for, path, first):
    client = client_for(first)
    fields = _fields(page, client, path, first, act="submit", vote="")
    html = client.post(path, data=fields).get_data(as_text=True)

    answer = client.post(path, data=fields | {"vote": "yes", "version": _version(html)})

    assert answer.status_code == 302


def test_sent_twice_it_is_one_card_and_a_friendly_answer(app, page, client_for, path, first):
    client = client_for(first)
    fields = _fields(page, client, path, first, act="submit")

    answers = [client.post(path, data=fields).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert "nothing was sent twice" in page(client, f"{path}/mine").text
    assert _count(app, AuditEntry, AuditEntry.action == "scorecard.submitted") == 1


def test_a_stale_save_shows_both_texts_and_either_can_be_kept(page, client_for, path, first):
    client = client_for(first)
    fields = _fields(page, client, path, first, act="save")
    client.post(path, data=fields | {"summary": "Theirs, saved first."})

    stale = client.post(path, data=fields | {"summary": "Mine,\nsent later."})

    html = stale.get_data(as_text=True)
    assert stale.status_code == 409
    assert "Theirs, saved first." in html
    assert "Mine,\nsent later." in html
    version = _version(html)
    assert client.post(path, data=fields | {"summary": "Mine,\nsent later.", "version": version}).status_code == 302
    assert "Mine,\nsent later." in page(client, path).html


def test_other_words_after_submitting_are_shown_beside_the_frozen_ones(page, client_for, path, first):
    client = client_for(first)
    fields = _fields(page, client, path, first, act="submit")
    client.post(path, data=fields)

    stale = client.post(path, data=fields | {"summary": "Other words."})

    html = stale.get_data(as_text=True)
    assert stale.status_code == 409
    assert "It is frozen" in html
    assert "Other words." in html


def test_before_the_interview_a_card_is_drafted_and_not_submitted(page, app, client_for):
    panel = make_panel(starts_at=datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=1))
    client, path = client_for(panel.team.panel[0]), f"/interviews/{panel.interview}/scorecard"
    fields = _fields(page, client, path, panel.team.panel[0], act="submit")

    refused = client.post(path, data=fields)
    saved = client.post(path, data=fields | {"act": "save"})

    assert refused.status_code == 422
    assert "has not begun yet" in refused.get_data(as_text=True)
    assert "wrote it on the board" in refused.get_data(as_text=True)
    assert saved.status_code == 302
    assert "Can be submitted once the interview has begun" in page(client, path).text


def test_a_card_closed_with_its_application_is_read_and_not_sent(page, client_for, panel, path, first):
    client = client_for(first)
    fields = _fields(page, client, path, first, act="save")
    client.post(path, data=fields)
    _change(Interview, Interview.id == panel.interview, cards_closed_at=factories.accounts.START)

    for act in ("save", "submit"):
        refused = client.post(path, data=fields | {"act": act, "version": "1", "summary": "More of it."})
        assert refused.status_code == 422
        assert "This application was closed" in refused.get_data(as_text=True)
        assert "More of it." in refused.get_data(as_text=True)
    assert "your draft is kept for you to read" in page(client, f"{path}/mine").text


def test_a_shadow_fills_in_a_card_that_never_counts(page, app, client_for, panel, path):
    (shadow,) = panel.shadows
    client = client_for(shadow)

    assert "never counts" in page(client, path).text
    assert client.post(path, data=_fields(page, client, path, shadow, act="submit")).status_code == 302
    assert _count(app, Interview, Interview.panel_opened_at.is_not(None)) == 0


@pytest.mark.parametrize("text", ["日本語\u3000と 🙂", "</textarea><script>x</script>", "x" * 20_000, "\n\nfirst"])
def test_odd_texts_come_back_exactly(app, page, client_for, path, first, text):
    client = client_for(first)

    client.post(path, data=_fields(page, client, path, first, act="save", summary=text))

    with app.app_context():
        assert db.session.execute(select(Scorecard.summary)).scalar_one() == text
    assert "<script>x" not in page(client, path).html


def test_too_long_a_text_is_refused_and_stays_in_the_field(page, client_for, path, first):
    client = client_for(first)

    refused = client.post(path, data=_fields(page, client, path, first, act="save", summary="y" * 20_001))

    assert refused.status_code == 422
    assert "This text has 20,001 characters" in refused.get_data(as_text=True)
    assert "y" * 20_001 in refused.get_data(as_text=True)


# --- What it costs


def _more_people(panel):
    for _ in range(20):
        application = factories.applications.make_application(panel.team.opening, stage="panel")
        other = factories.scheduling.make_interview(application, stage="panel", interviewers=panel.team.panel)
        for who in panel.team.panel:
            factories.scorecards.make_scorecard(other, who)


@pytest.mark.parametrize("is_crowded", [False, True])
def test_pages_and_saves_stay_within_their_statements(app, page, client_for, panel, path, first, is_crowded):
    if is_crowded:
        _more_people(panel)
    client, last = client_for(first), client_for(panel.team.panel[2])
    client.get(path)
    fields = _fields(page, client, path, first)
    figures = {}

    def measure(name, act):
        with counted(app) as seen:
            answer = act()
        figures[name] = (answer.status_code, len(seen))

    measure("kit", lambda: client.get(path))
    measure("autosave", lambda: client.post(f"{path}/draft", data=fields))
    measure("failed submit", lambda: client.post(path, data=fields | {"version": "1", "act": "submit", "vote": ""}))
    measure("submit", lambda: client.post(path, data=fields | {"version": "2", "act": "submit"}))
    measure("mine", lambda: client.get(f"{path}/mine"))
    factories.scorecards.make_scorecard(panel.interview, panel.team.panel[1])
    final = _fields(page, last, path, panel.team.panel[2], act="submit")
    measure("last submit", lambda: last.post(path, data=final))
    measure("show", lambda: client.get(f"/interviews/{panel.interview}/scorecards"))

    assert figures == {
        "kit": (200, 7),
        "autosave": (200, 7),
        "failed submit": (422, 12),
        "submit": (302, 8),
        "mine": (200, 7),
        "last submit": (302, 11),
        "show": (200, 6),
    }
