"""What the packet of an application holds, before and after the own level, and how it is computed again."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app.config import ROOT
from app.database import db
from app.domain import contract
from app.domain.approval import Answer
from app.domain.decision import Ruling
from app.domain.errors import NotAllowed, NotFound
from app.domain.pipeline import WithdrawReason
from app.domain.policy import Role, Viewer
from app.domain.snapshot import recompute
from app.models.candidates import Candidate
from app.models.decisions import Snapshot
from app.models.scheduling import Interview
from app.queries.packet import Packet, packet_data, packet_for
from app.services import applications, debrief, decisions, scorecards
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.ladders import shipped_playbook
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of
from tests.factories.reports import make_calibration
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("context")
HIRE = Ruling("hire", "P4", "", "The panel saw what the role asks for.")
OUTSIDE = Ruling("hire", "P6", "", "Carries several countries by now.")
DECLINE = Ruling("decline", "", "area:results", "No figures, asked twice.")
STATEMENTS = 10


@pytest.fixture
def team(app) -> Team:
    return make_opening(location="japan")


@pytest.fixture
def finalist(team) -> int:
    return make_finalist(team, by_person={team.panel[0]: {"efficiency": 2}, team.panel[1]: {"efficiency": 4}})


def manager(team: Team) -> Viewer:
    return Viewer(team.manager, "Naoko Fujimura", Role.HIRING_MANAGER, "Asia/Tokyo", "Director")


def leader(team: Team) -> Viewer:
    return Viewer(team.leader, "Michael Adeyemi", Role.SENIOR_LEADER, "Asia/Tokyo", "Vice President")


def packet(team: Team, application_id: int) -> Packet:
    return packet_for(manager(team), application_id, now=START)


def judged(team: Team, application_id: int, *, own: str = "P4") -> Packet:
    make_own_level(application_id, team.manager, level=own)
    return packet(team, application_id)


def interview_of(application_id: int, stage: str) -> int:
    chosen = select(Interview.id).where(Interview.application_id == application_id, Interview.stage == stage)
    return db.session.execute(chosen).scalar_one()


def amend(
    team: Team, application_id: int, *, part: str = "area-efficiency", after: dict[str, Any] | None = None
) -> None:
    """The first panelist corrects something, with the other cards in sight."""
    said = after or {"point": 3, "evidence": "One of the two was a colleague's."}
    interview = interview_of(application_id, "panel")
    scorecards.amend(viewer_of(team.panel[0]), interview, part, after=said, reason="I had mixed up two deals.", seen=1)


def keys_of(data: Any) -> set[str]:
    """Every key that stands anywhere in plain data."""
    if isinstance(data, dict):
        return set(data) | {key for item in data.values() for key in keys_of(item)}
    return {key for item in data for key in keys_of(item)} if isinstance(data, list) else set()


# --- Who


def test_it_is_for_those_who_may_read_the_decision_page(team, finalist):
    with pytest.raises(NotAllowed):
        packet_for(viewer_of(team.panel[0]), finalist, now=START)
    with pytest.raises(NotFound):
        packet_for(viewer_of(make_account("recruiter"), Role.RECRUITER), finalist, now=START)


def test_whoever_owes_a_card_gets_none_of_it(team, finalist):
    make_interview(finalist, stage="manager", interviewers=[team.manager])

    with pytest.raises(NotAllowed) as refusal:
        packet(team, finalist)

    assert "once your own scorecard" in refusal.value.message


def test_whoever_is_asked_to_approve_reads_it(team, finalist):
    make_own_level(finalist, team.manager)
    decisions.record(manager(team), finalist, ruling=OUTSIDE, seen=1)

    found = packet_data(packet_for(leader(team), finalist, now=START))

    assert (found["decision"]["level"], found["decision"]["awaits_approval"]) == ("P6", True)


# --- Before the own level


def test_before_the_own_level_nothing_computed_is_in_it(team, finalist):
    found = packet_data(packet(team, finalist))

    assert [found[key] for key in ("recommendation", "proof", "own_level", "decision", "input", "plain")] == [None] * 6
    assert {row["read_as"] for row in found["scope"]} == {None}
    assert not any(placed["levels"] for row in found["scope"] for placed in row["statements"])
    assert found["versions"]["method"] is None


def test_the_same_keys_stand_in_the_same_order_before_and_after_the_own_level(team, finalist):
    before = packet_data(packet(team, finalist))

    after = packet_data(judged(team, finalist))

    assert list(before) == list(after)


def test_of_a_closed_panel_it_says_whose_cards_are_in_and_nothing_of_them(team):
    application_id = make_finalist(team, sealed=("panel",))

    found = packet(team, application_id)

    text = json.dumps(packet_data(found))
    (panel,) = [stage for stage in found.stages if stage.key == "panel"]
    assert [seat.is_in for seat in panel.held[0].seats] == [True, True, True]
    assert len(found.cards) == 3
    assert "in panel." not in text
    assert "Evidence of" in text


# --- What it holds


def test_the_head_says_title_place_and_range_and_nothing_of_how_to_reach_the_candidate(team, finalist):
    reached = db.session.execute(select(Candidate.email, Candidate.place, Candidate.zone)).first()
    assert reached is not None

    found = packet_data(packet(team, finalist))

    head = found["head"]
    assert (head["title"], head["location"], head["specialty"]) == ("Strategic Account Executive", "Japan", "")
    assert (head["levels"], head["state"]) == ({"lowest": "P4", "highest": "P5"}, "active")
    assert found["printed"] == {"at": "2026-01-05T09:00:00Z", "by": "Naoko Fujimura", "as": "Director"}
    assert not [value for value in reached if f'"{value}' in json.dumps(found)]


def test_the_plan_names_everybody_who_interviewed_with_job_title_and_what_each_stage_looks_at(team, finalist):
    trainee = make_account(name="Aoi Mori")
    booked = make_interview(finalist, stage="final", interviewers=[team.leader], shadows=[trainee])
    cancelled = make_interview(finalist, stage="final", interviewers=[make_account(name="Nobody Came")])
    with factories.writing() as session:
        session.get_one(Interview, cancelled).state = "cancelled"
        session.get_one(Interview, booked).panel_opened_at = START

    found = packet_data(packet(team, finalist))["plan"]

    assert [stage["name"] for stage in found][:2] == ["Initial Screen", "Initial Interview"]
    assert "Building Trust" in found[2]["focus_areas"]
    assert found[2]["signals"] == ["Selling technique"]
    assert [person["job_title"][:3] for person in found[2]["interviews"][0]["people"]] == ["Job", "Job", "Job"]
    assert ("Aoi Mori", True) in [
        (person["name"], person["is_shadow"]) for talk in found[3]["interviews"] for person in talk["people"]
    ]
    assert "Nobody Came" not in json.dumps(found)


def test_an_amended_answer_is_told_before_after_and_why_beside_what_it_says_now(team, finalist):
    amend(team, finalist)

    cards = packet_data(judged(team, finalist))["scorecards"]

    (answer,) = [
        line for card in cards for line in card["focus_areas"] if line["name"] == "Efficiency" and line["amendments"]
    ]
    (change,) = answer["amendments"]
    assert (answer["answer"], answer["evidence"]) == ("Meets expectations", "One of the two was a colleague's.")
    assert change["before"] == {"answer": "Superior", "place": 2, "evidence": f"Evidence of {team.panel[0]} in panel."}
    assert change["after"]["answer"] == "Meets expectations"
    assert (change["why"], change["after_reveal"]) == ("I had mixed up two deals.", True)


def test_amended_votes_stand_with_the_vote_and_votes_are_no_input(team, finalist):
    amend(team, finalist, part="vote", after={"vote": "strong_no"})

    found = packet_data(judged(team, finalist))

    (card,) = [card for card in found["scorecards"] if card["vote"]["amendments"]]
    assert card["vote"]["word"] == "Strong no"
    assert card["vote"]["amendments"][0]["before"]["answer"] == "Yes"
    assert "vote" not in json.dumps(found["input"])


def test_notes_of_the_debrief_stand_under_what_they_are_about(team, finalist):
    debrief.note(
        manager(team), finalist, "area:efficiency", outcome="settled", text="Both speak of the same call.", seen=0
    )
    key = debrief.ask(manager(team), finalist, text="Would the region agree?", seen=1)
    debrief.note(manager(team), finalist, key, outcome="still_open", text="We ask on Monday.", seen=2)

    found = packet_data(packet(team, finalist))["debrief"]

    assert [topic["item"] for topic in found] == ["Efficiency", "Question 1"]
    assert [note["outcome"] for note in found[0]["notes"]] == ["Settled"]
    assert found[1]["question"]["text"] == "Would the region agree?"
    assert [note["text"] for note in found[1]["notes"]] == ["We ask on Monday."]


def test_a_decision_stands_in_it_with_reason_approval_and_the_way_there(team, finalist):
    make_own_level(finalist, team.manager)
    decisions.record(manager(team), finalist, ruling=OUTSIDE, seen=1)
    decisions.answer(leader(team), finalist, given=Answer("approved", "The region is about to grow."), seen=2)

    found = packet_data(packet(team, finalist))

    decision = found["decision"]
    assert (decision["outcome"], decision["level"], decision["reason"]) == ("hire", "P6", OUTSIDE.reason)
    assert (decision["outside_range"], decision["approval"]["reason"]) == ("P4 to P5", "The region is about to grow.")
    assert decision["recomputed_equal"]
    assert [line["what"].partition(" at ")[0] for line in found["history"]] == [
        "asked for the approval of a hire",
        "approved the hire",
    ]


def test_a_decline_names_its_ground_and_stands_as_an_earlier_decision_once_it_was_taken_up_again(team, finalist):
    make_own_level(finalist, team.manager)
    decisions.record(manager(team), finalist, ruling=DECLINE, seen=1)
    declined = packet_data(packet(team, finalist))
    applications.reopen(manager(team), finalist, seen=2, reason="New references.")

    found = packet_data(packet(team, finalist))

    assert (declined["decision"]["outcome"], declined["decision"]["about"]) == ("decline", "Results")
    assert found["decision"] is None
    assert found["earlier_decision"]["reason"] == DECLINE.reason
    assert "New references." in [line["detail"] for line in found["history"]]


def test_why_a_candidate_withdrew_is_left_out_since_it_may_be_about_pay(team, finalist):
    applications.withdraw(manager(team), finalist, seen=1, reason=WithdrawReason.COMPENSATION, note="Wants 20 % more.")

    text = json.dumps(packet_data(packet(team, finalist)))

    assert "recorded that the candidate withdrew" in text
    assert "20 %" not in text
    assert "Compensation" not in text


def test_every_pinned_version_is_named_with_its_digest(team, finalist):
    found = packet_data(judged(team, finalist))["versions"]

    kinds = {item["kind"]: item["digest"] for item in found["content"]}
    assert set(kinds) == {"ladder", "family", "competencies", "scale", "crosswalk", "model"}
    assert all(len(digest) == 64 for digest in kinds.values())
    assert (found["method"], found["engine"]) == ("A+B", "2")


def test_every_key_of_the_data_is_documented_and_the_first_ones_in_their_order(team, finalist):
    amend(team, finalist)
    debrief.note(manager(team), finalist, "area:results", outcome="settled", text="Agreed.", seen=0)
    make_calibration("c1", account_id=team.panel[0])
    make_own_level(finalist, team.manager)
    decisions.record(manager(team), finalist, ruling=OUTSIDE, seen=1)
    decisions.answer(leader(team), finalist, given=Answer("approved", "The region is about to grow."), seen=2)
    data = packet_data(packet(team, finalist))

    documented = (ROOT / "docs" / "packet.md").read_text(encoding="utf-8")

    table = documented.partition("## The data")[2].partition("`recommendation` holds")[0]
    own = {name: item for name, item in data.items() if name not in {"input", "plain"}}
    assert re.findall(r"^\| `(\w+)` \|", table, flags=re.MULTILINE) == list(data)
    assert sorted(keys_of(own) - set(re.findall(r"`(\w+)`", documented))) == []
    assert data["recommendation"]["strictness"]


# --- Computed again


def test_the_input_gives_the_recommendation_again(team, finalist):
    found = judged(team, finalist)
    assert found.page.judged is not None

    again = recompute(json.loads(json.dumps(packet_data(found)["input"])), playbook=shipped_playbook())

    assert again.to_json() == found.page.judged.recommendation.to_json()


def test_after_a_decision_the_input_is_what_was_stored_with_it(team, finalist):
    make_own_level(finalist, team.manager)
    decisions.record(manager(team), finalist, ruling=HIRE, seen=1)
    make_scorecard(make_interview(finalist, stage="panel", interviewers=[team.panel[0]], is_open=True), team.panel[0])

    found = packet_data(packet(team, finalist))

    stored = db.session.execute(select(Snapshot.input)).scalar_one()
    assert found["input"] == json.loads(stored)
    assert found["recommendation"]["scorecards_changed_since"]


def test_the_plain_form_comes_to_the_same_level_and_chances(team, finalist):
    found = packet_data(judged(team, finalist))

    again = contract.recommend(found["plain"]["scorecards"], found["plain"]["calibration"])

    chances = found["recommendation"]["estimate"]["chances"]
    assert again["level"] == found["recommendation"]["outcome"]
    assert again["probabilities"] == {item["level"]: item["probability"] for item in chances}


def test_of_the_calibration_only_those_are_in_it_who_wrote_a_card(team, finalist):
    other = make_account()
    make_calibration("of-somebody-else", account_id=other)
    found = packet_data(judged(team, finalist))

    assert found["versions"]["calibration"] == "of-somebody-else"
    assert found["input"]["calibration"]["offsets"] == {}
    assert found["plain"]["calibration"]["raters"] == {}


# --- Where no level is named


def test_too_little_evidence_leaves_every_chance_out(team):
    found = packet_data(judged(team, make_finalist(team, stages=("screen",))))

    assert found["recommendation"]["outcome"] == "insufficient_evidence"
    assert found["recommendation"]["estimate"] is None
    assert not [key for key in keys_of(found) if "probab" in key]


def test_where_computed_levels_are_switched_off_no_level_is_recommended(team, finalist):
    make_own_level(finalist, team.manager)
    found = packet(team, finalist)
    assert found.page.judged is not None
    switched = replace(found, page=replace(found.page, judged=replace(found.page.judged, names_levels=False)))

    data = packet_data(switched)

    assert data["recommendation"] == {"is_switched_off": True, "scorecards_changed_since": False}
    assert data["proof"]


def test_before_the_last_stage_it_can_be_read_too(team):
    found = packet_data(packet(team, make_application(team.opening, stage="panel")))

    assert (found["head"]["stage"], found["scorecards"], found["decision"]) == ("Mock Presentation", [], None)


# --- What it costs


def test_it_costs_the_same_however_much_happened(app, team, finalist):
    amend(team, finalist)
    make_own_level(finalist, team.manager)
    make_calibration("c1")
    decisions.record(manager(team), finalist, ruling=DECLINE, seen=1)
    applications.reopen(manager(team), finalist, seen=2, reason="New references.")
    debrief.note(manager(team), finalist, "area:results", outcome="settled", text="Agreed.", seen=0)
    packet(team, finalist)

    with counted(app) as seen:
        packet(team, finalist)

    assert len(seen) <= STATEMENTS, seen
