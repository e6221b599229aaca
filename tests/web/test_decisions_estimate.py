"""The estimate on the decision page: nothing before the own level, everything after it, and what switches leave."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select, update

from app.domain.chances import Slot
from app.domain.recommendation import Recommendation, recommend
from app.domain.scorecard import HOUR
from app.models.accounts import Organisation
from app.models.openings import Opening
from app.models.scheduling import Interview
from app.models.scorecards import Scorecard
from tests import factories
from tests.domain.evidence import AREAS, full_loop
from tests.factories.accounts import START
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.ladders import shipped_playbook
from tests.factories.reports import make_calibration
from tests.web.test_decisions import HIRE, OWN, address, send, without_form

pytestmark = pytest.mark.usefixtures("context")
# What only the estimate puts on the page: words, markup, and any chance at all.
CANARIES = (
    r"\d\s*%",
    "[Ee]stimate",
    "[Cc]hance",
    "What would change it",
    "Strictness",
    "[Ww]eight",
    "without [^<]+</th>",
    "level model",
    "calibration",
    r'class="p-',
    'turns"',
    "yours",
    "within one",
    "Nearest title",
)


Answers = dict[str, Any]


@pytest.fixture
def team(app):
    return factories.openings.make_opening(location="japan")


@pytest.fixture
def manager(team, client_for):
    return client_for(team.manager)


def of(answers: Answers) -> Recommendation:
    """What a finalist with these answers comes to, worked out beside the product's pages."""
    cards = full_loop(answers.get("point", 3), answers.get("level", "P4"), areas=answers.get("points"))
    return recommend(cards, playbook=shipped_playbook(), title="strategic")


def deciding(answers: Answers) -> tuple[Slot, ...]:
    found = of(answers).sensitivity
    assert found is not None
    return found.deciding


def _scenarios() -> Iterator[Answers]:
    """Ever more areas rated expert, with every scope signal at P5."""
    return ({"level": "P5", "points": dict.fromkeys(AREAS[:experts], 2)} for experts in range(len(AREAS) + 1))


def at_the_edge() -> Answers:
    """Answers of which at least one decides the level by a single step."""
    return next(answers for answers in _scenarios() if deciding(answers))


def in_conflict() -> Answers:
    """Answers on which proof and estimate part."""
    return next(answers for answers in _scenarios() if of(answers).by_proof != of(answers).outcome)


def decidable(team, *, own: str = "P4", **answers) -> int:
    application_id = make_finalist(team, **answers)
    make_own_level(application_id, team.manager, level=own)
    return application_id


def switch(**switches: bool) -> None:
    with factories.writing() as session:
        session.add(Organisation(name="Northwind", created_at=START, **switches))


def section(html: str, key: str) -> str:
    """The words of one section, tags left out."""
    found = re.search(rf'aria-labelledby="{key}">(.*?)</section>', html, re.DOTALL)
    assert found, f"no section {key}"
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).split())


@pytest.mark.parametrize("who", ["manager", "recruiter"])
def test_before_the_own_level_nothing_of_the_estimate_is_in_the_page(page, client_for, team, who):
    application_id = make_finalist(team, **at_the_edge())
    make_calibration("c1", account_id=team.panel[0], severity=0.7)

    html = without_form(page(client_for(getattr(team, who)), address(application_id)).html)

    assert not [canary for canary in CANARIES if re.search(canary, html)]


def test_every_canary_is_on_the_page_after_it(page, manager, team):
    make_calibration("c1", account_id=team.panel[0], severity=0.7)

    html = page(manager, address(decidable(team, **at_the_edge()))).html

    assert [canary for canary in CANARIES if not re.search(canary, html)] == []


def test_the_bar_its_table_and_its_words_tell_the_chances_of_the_estimate(page, manager, team):
    found = of({})
    assert found.estimate is not None

    html = page(manager, address(decidable(team, own="P5"))).html.replace("\N{NO-BREAK SPACE}", " ")

    figures = [f"{chance.probability * 100:.0f} %" for chance in found.estimate.chances if chance.probability > 0.005]
    bar = re.search(r'<svg[^>]*aria-label="Chance of each level: ([^"]*)"', html)
    assert bar
    assert all(figure in bar[1] for figure in figures)
    assert "yours, P5" in bar[1]
    words = section(html, "recommendation")
    assert found.how_sure in words
    assert "The chances as a table" in words
    for level in ("Below the bar", "P3 Mid-market", "P4 Enterprise", "P5 Sr. Enterprise", "P6 Strategic"):
        assert f'<th scope="row">{level}</th>' in html


def test_a_recruiter_reads_whose_level_is_marked(page, client_for, team):
    html = page(client_for(team.recruiter), address(decidable(team))).html

    assert "the manager’s, P4" in html
    assert "yours" not in html


def test_everybody_stands_in_what_would_change_it_with_the_rest_of_the_chances(page, manager, team):
    found = of({})
    assert found.sensitivity is not None

    html = page(manager, address(decidable(team))).html

    words = section(html, "change")
    assert html.count('<th scope="row">without ') == len(found.sensitivity.without) == 6
    assert "Up to P5" in words
    assert "Down to P3" in words
    assert 'role="region" aria-label="Without each interviewer"' in html


def test_deciding_answers_are_marked_and_the_mark_is_explained(page, manager, team):
    answers = at_the_edge()
    slots = deciding(answers)

    html = page(manager, address(decidable(team, **answers))).html

    areas = [slot for slot in slots if slot.kind == "area"]
    assert len(re.findall(r'class="tint r\d turns"', html)) == len(areas)
    assert html.count("one step leads to another level") == len(slots)
    assert "Thick rule under an answer: one step there leads to another level." in html


def test_where_nothing_decides_alone_no_answer_is_marked(page, manager, team):
    assert not deciding({})

    html = page(manager, address(decidable(team))).html

    assert "turns" not in html
    assert "Thick rule" not in html


def test_proof_and_estimate_stand_side_by_side_with_the_reason_when_they_differ(page, manager, team):
    answers = in_conflict()
    found = of(answers)
    note = next(item for item in found.warnings if item.kind == "proof_differs")

    words = section(page(manager, address(decidable(team, **answers))).html, "recommendation")

    assert f"The ladder’s own sentence: {found.by_proof}" in words
    for sentence in (note.title, note.text):
        assert sentence in words.replace("\N{NO-BREAK SPACE}", " ")


def test_below_the_bar_has_a_bar_and_still_declines_nobody(page, manager, team):
    words = section(page(manager, address(decidable(team, point=4, own="below_bar"))).html, "recommendation")

    assert "No level is reached." in words
    assert "below the bar" in words
    assert "What P3 lacks" in words
    assert "declines nobody" in words


def test_too_little_evidence_shows_no_chance_at_all(page, manager, team):
    html = page(manager, address(decidable(team, stages=("screen",)))).html

    assert "No level is named." in section(html, "recommendation")
    for canary in ('class="p-', "The estimate gives", "What would change it", "Strictness", "yours, "):
        assert canary not in html
    assert not re.search(r"\d\s%", section(html, "recommendation"))


def test_without_a_level_model_the_proof_stands_alone(page, manager, team):
    with factories.writing() as session:
        session.execute(update(Opening).values(model_digest=None))

    html = page(manager, address(decidable(team))).html

    words = section(html, "recommendation")
    assert "Every clause of the ladder up to P4 holds; P5 does not." in words
    assert "by proof alone, without a probability" in words
    assert "Proof" in html
    for canary in ('class="p-', "The estimate gives", "What would change it", "Strictness", "level model"):
        assert canary not in html


def test_an_organisation_without_computed_levels_reads_matrix_and_proof_only(page, manager, team):
    switch(computes_levels=False)

    html = page(manager, address(decidable(team, own="P5", **in_conflict()))).html

    assert "No level is computed here." in section(html, "recommendation")
    for key in ("evidence", "scope", "proof", "decision"):
        assert section(html, key)
    for canary in ('class="p-', "The estimate", "What would change it", "Strictness", "recommendation differ"):
        assert canary not in html


def test_where_levels_are_off_the_own_level_still_comes_first(page, manager, team):
    switch(computes_levels=False)
    application_id = make_finalist(team)

    before = page(manager, address(application_id)).html
    send(manager, page, application_id, "/own-level", **OWN)
    after = page(manager, address(application_id)).html

    assert "Proof" not in without_form(before)
    assert "Proof" in after
    assert "Record decision" in after


def test_where_levels_are_off_a_decision_rests_on_the_proof(page, manager, team):
    switch(computes_levels=False)
    application_id = decidable(team)

    send(manager, page, application_id, "/decision", **HIRE)

    html = page(manager, address(application_id)).html
    assert "method A, engine" in html
    assert "the same to the last byte" in html
    assert "No level is computed here." in html


def test_switching_levels_off_hides_what_was_computed_before(page, manager, team):
    application_id = decidable(team)
    send(manager, page, application_id, "/decision", **HIRE)
    switch(computes_levels=False)

    html = page(manager, address(application_id)).html

    assert "the same to the last byte" in html
    for canary in ('class="p-', "The estimate", "What would change it", "Strictness"):
        assert canary not in html


def test_strictness_is_told_with_its_interval_where_it_was_adjusted_for(page, manager, team):
    make_calibration("c1", account_id=team.panel[0], severity=0.4)

    words = section(page(manager, address(decidable(team))).html, "strictness")

    assert "0.4 points stricter 9 +0.2 to +0.6" in words
    assert "Given back in the estimate before anything is weighed" in words
    assert "No adjustment applied for five interviewers" in words


def test_a_calibration_that_rests_on_the_candidate_is_not_used(page, manager, team):
    application_id = decidable(team)
    make_calibration("c1", account_id=team.panel[0], rests_on=[application_id])

    html = page(manager, address(application_id)).html

    assert "stricter" not in section(html, "strictness")
    assert "no calibration" in html


def test_an_organisation_that_adjusts_for_nobody_says_so(page, manager, team):
    switch(adjusts_severity=False)
    make_calibration("c1", account_id=team.panel[0], severity=0.4)

    words = section(page(manager, address(decidable(team))).html, "strictness")

    assert "Adjusting for strictness is switched off for this organisation" in words
    assert "stricter" not in words


def test_a_decision_keeps_the_calibration_that_it_was_made_with(page, manager, team):
    make_calibration("c" * 64, account_id=team.panel[0], severity=0.4)
    application_id = decidable(team)
    send(manager, page, application_id, "/decision", **HIRE)
    make_calibration("d" * 64, account_id=team.panel[0], severity=-0.9)

    html = page(manager, address(application_id)).html

    assert "0.4 points stricter" in section(html, "strictness")
    assert f"calibration {'c' * 10}" in html
    assert "the same to the last byte" in html


def test_a_late_scorecard_says_how_many_hours(page, manager, team):
    application_id = decidable(team)
    with factories.writing() as session:
        late = session.execute(select(Scorecard).where(Scorecard.account_id == team.leader)).scalar_one()
        interview = session.get_one(Interview, late.interview_id)
        late.is_late, late.submitted_at = True, interview.ends_at + 31 * HOUR
        interview.panel_opened_at = late.submitted_at

    html = page(manager, address(application_id)).html

    assert "31 h after the interview, 7 h late" in section(html, "gaps")
    assert "7 h late" in section(html, "cards")


def test_the_proof_says_a_clause_once(page, manager, team):
    words = section(page(manager, address(decidable(team, points={"results": 4}))).html, "proof")

    assert words.count("Results does not.") == 2  # once for "a majority meets", once for "every other area meets"
    assert "As at P3: 17 of 18" in words


def test_the_first_screen_links_to_what_has_to_be_settled(page, manager, team):
    differing = {
        team.panel[0]: {"efficiency": 2},
        team.panel[1]: {"efficiency": 4},
        team.leader: {"transparency": None},
    }

    html = page(manager, address(decidable(team, by_person=differing, own="P5"))).html

    recommendation = re.search(r'aria-labelledby="recommendation">(.*?)</section>', html, re.DOTALL)
    assert recommendation
    links = '<a href="#talk">Two things to talk about first</a> and <a href="#gaps">two warnings</a>.'
    assert links in recommendation[1]
    assert "Transparency was never assessed" in section(html, "gaps")


def test_after_the_own_level_the_page_stays_light(page, manager, team):
    make_calibration("c1", account_id=team.panel[0], severity=0.4)

    html = page(manager, address(decidable(team, **at_the_edge()))).html

    assert len(html.encode()) < 80_000
