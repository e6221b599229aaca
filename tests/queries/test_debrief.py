"""What the debrief shows to whom: the agenda with both texts, what was amended, and never a level."""

from dataclasses import fields, is_dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.database import db, transaction
from app.domain.amendment import Values
from app.domain.errors import NotAllowed, NotFound
from app.models.accounts import Organisation
from app.models.applications import Application
from app.models.debrief import DebriefNote
from app.models.scheduling import Interview, Seat
from app.queries.debrief import Debrief, debrief_for
from app.queries.scheduling import mine
from app.services import scorecards
from tests import factories
from tests.factories.accounts import START, make_account
from tests.factories.applications import make_application
from tests.factories.decisions import make_finalist, make_own_level
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard
from tests.rows import name_of
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def team(app) -> Team:
    return make_opening()


def differing(team: Team) -> dict[int, dict[str, int | None]]:
    return {team.panel[0]: {"efficiency": 2}, team.panel[1]: {"efficiency": 4}}


def seen_by(who: int, application_id: int) -> Debrief:
    db.session.rollback()
    return debrief_for(viewer_of(who), application_id)


def interview_of(application_id: int, stage: str) -> int:
    wanted = (Interview.application_id == application_id, Interview.stage == stage)
    return db.session.execute(select(Interview.id).where(*wanted)).scalar_one()


def amend(who: int, application_id: int, *, point: int, text: str = "Read again.", seen: int = 1) -> None:
    after: Values = {"point": point, "evidence": text}
    interview = interview_of(application_id, "panel")
    scorecards.amend(viewer_of(who), interview, "area-efficiency", after=after, reason="I had missed it.", seen=seen)


def make_note(application_id: int, who: int, item: str, outcome: str = "settled", text: str = "Both agree.") -> None:
    row = DebriefNote(application_id=application_id, item=item, outcome=outcome, text=text, account_id=who, at=START)
    with factories.writing() as session:
        session.add(row)


def test_both_texts_stand_side_by_side_in_the_order_of_speaking(team):
    application_id = make_finalist(team, by_person=differing(team))

    (line,) = seen_by(team.recruiter, application_id).lines

    assert line.item.key == "area:efficiency"
    assert [(voice.said.word, voice.said.tint) for voice in line.voices] == [
        ("Superior", 2),
        ("Partially successful", 4),
        ("Meets expectations", 3),
    ]
    assert [voice.said.evidence for voice in line.voices] == [f"Evidence of {who} in panel." for who in team.panel]
    assert {voice.stage for voice in line.voices} == {"Mock Presentation"}


def test_whoever_decides_speaks_last_also_where_they_gave_no_answer(team):
    application_id = make_finalist(team, by_person=differing(team))

    (line,) = seen_by(team.recruiter, application_id).lines

    assert len(line.speakers) == 3
    assert line.last == (name_of(team.manager),)


def test_the_hiring_manager_who_gave_an_answer_is_named_once_and_last(team):
    application_id = make_finalist(team, by_person={team.manager: {"growth_mindset": 1}})

    (line,) = seen_by(team.recruiter, application_id).lines

    assert line.speakers == (name_of(team.leader),)
    assert line.last == (name_of(team.manager),)
    assert [voice.name for voice in line.voices] == [name_of(team.leader), name_of(team.manager)]


def test_every_interviewer_reads_the_same_agenda_as_the_leads(team):
    application_id = make_finalist(team, by_person=differing(team) | {team.leader: {"inclusion": 5}})

    for who in (team.recruiter, team.manager, team.panel[2], team.leader):
        assert [line.item.key for line in seen_by(who, application_id).lines] == ["area:efficiency", "area:inclusion"]


def test_votes_and_summaries_come_beside_the_agenda(team):
    application_id = make_finalist(team)

    heard = seen_by(team.panel[0], application_id).heard

    assert [card.stage for card in heard] == [
        "Initial Screen",
        "Initial Interview",
        *["Mock Presentation"] * 3,
        "Final Interview",
    ]
    assert {card.vote for card in heard} == {"Yes"}


def test_what_agrees_is_counted(team):
    page = seen_by(team.recruiter, make_finalist(team, by_person=differing(team)))

    assert (len(page.lines), page.agreed) == (1, 18 + 5 - 1)


def test_a_sealed_panel_is_not_in_it(team):
    application_id = make_finalist(team, by_person=differing(team), sealed=("panel",))

    page = seen_by(team.recruiter, application_id)

    assert page.cards == 3
    assert {voice.stage for line in page.lines for voice in line.voices} == set()
    assert "area:efficiency" in {line.item.key for line in page.lines}
    assert "Superior" not in repr(page)


def test_what_a_coming_stage_looks_at_is_not_called_unassessed(team):
    application_id = make_application(team.opening, stage="final")
    for stage, people in (("screen", [team.recruiter]), ("manager", [team.manager]), ("panel", list(team.panel))):
        interview = make_interview(application_id, stage=stage, interviewers=people, is_open=True)
        for who in people:
            make_scorecard(interview, who)

    assert seen_by(team.recruiter, application_id).lines == ()


# --- Amendments


def test_an_amended_rating_shows_before_and_after_and_why(team):
    application_id = make_finalist(team, by_person=differing(team))
    amend(team.panel[1], application_id, point=3)

    (line,) = seen_by(team.recruiter, application_id).lines

    voice = line.voices[1]
    assert voice.said.word == "Meets expectations"
    (change,) = voice.changes
    assert (change.before.word, change.after.word, change.reason) == (
        "Partially successful",
        "Meets expectations",
        "I had missed it.",
    )
    assert change.after_reveal
    assert line.item.disagreement == 1


def test_an_item_stays_when_an_amendment_took_the_difference_away(team):
    application_id = make_finalist(team, by_person={team.panel[1]: {"efficiency": 4}})
    amend(team.panel[1], application_id, point=3)

    (line,) = seen_by(team.recruiter, application_id).lines

    assert line.item.reasons == ("kept",)
    assert line.voices[1].changes


def test_two_amendments_of_one_part_stand_one_after_the_other(team):
    application_id = make_finalist(team, by_person=differing(team))
    amend(team.panel[1], application_id, point=3)
    amend(team.panel[1], application_id, point=2, seen=2)

    (line,) = seen_by(team.recruiter, application_id).lines

    told = [(change.before.tint, change.after.tint) for change in line.voices[1].changes]
    assert told == [(4, 3), (3, 2)]


# --- Notes and questions


def test_a_later_note_stands_below_the_earlier_one(team):
    application_id = make_finalist(team, by_person=differing(team))
    make_note(application_id, team.panel[0], "area:efficiency", "still_open", "Ask the reference.")
    make_note(application_id, team.manager, "area:efficiency")

    (line,) = seen_by(team.recruiter, application_id).lines

    assert [(note.word, note.text) for note in line.notes] == [
        ("Still open", "Ask the reference."),
        ("Settled", "Both agree."),
    ]
    assert line.outcome == "settled"


def test_a_question_stands_on_the_agenda_with_everybody_to_speak(team):
    application_id = make_finalist(team)
    make_note(application_id, team.leader, "own:1", "asked", "Could he start in April?")
    make_note(application_id, team.recruiter, "own:1", "still_open", "I ask him tomorrow.")

    (line,) = seen_by(team.panel[0], application_id).lines

    assert line.question is not None
    assert (line.item.text, line.question.name) == ("Could he start in April?", name_of(team.leader))
    assert [note.text for note in line.notes] == ["I ask him tomorrow."]
    assert len(line.speakers) == 5


def test_the_page_leads_to_the_first_item_of_which_nothing_was_noted(team):
    cards = differing(team) | {team.leader: {"inclusion": 5}}
    application_id = make_finalist(team, by_person=cards)
    first = seen_by(team.recruiter, application_id)
    make_note(application_id, team.manager, "area:efficiency", "still_open")
    second = seen_by(team.recruiter, application_id)
    make_note(application_id, team.manager, "area:inclusion")
    third = seen_by(team.recruiter, application_id)
    make_note(application_id, team.manager, "area:efficiency")

    after = seen_by(team.recruiter, application_id)

    led = [page.next.item.key if page.next else "" for page in (first, second, third, after)]
    assert led == ["area:efficiency", "area:inclusion", "area:efficiency", ""]
    assert [page.tally for page in (first, second, third, after)] == [(0, 0, 2), (0, 1, 1), (1, 1, 0), (2, 0, 0)]


# --- Who reads it


def test_whoever_owes_a_card_reads_nothing(team):
    application_id = make_finalist(team)
    who = team.panel[0]
    make_interview(application_id, stage="final", interviewers=[who])

    with pytest.raises(NotAllowed) as refused:
        seen_by(who, application_id)

    assert refused.value.message == "The debrief opens for you once your own scorecard for this candidate is in."


def test_an_interviewer_waits_until_the_own_panel_is_open_and_a_lead_does_not(team):
    application_id = make_finalist(team, sealed=("panel",))

    with pytest.raises(NotAllowed) as refused:
        seen_by(team.panel[0], application_id)

    assert refused.value.message == "The debrief opens for you once every scorecard of your own interview is in."
    assert seen_by(team.manager, application_id).cards == 3


def test_a_trainee_reads_it_once_the_panel_is_open(team):
    application_id, trainee = (
        make_finalist(team, stages=("screen", "manager"), by_person=differing(team)),
        make_account(),
    )
    interview = make_interview(application_id, stage="panel", interviewers=team.panel, shadows=[trainee])
    with pytest.raises(NotAllowed):
        seen_by(trainee, application_id)
    with transaction() as session:
        session.execute(update(Interview).where(Interview.id == interview).values(panel_opened_at=START))

    assert seen_by(trainee, application_id).cards == 2


def test_whoever_was_replaced_and_whoever_has_no_part_finds_nothing(team):
    application_id = make_finalist(team)
    with transaction() as session:
        session.execute(update(Seat).where(Seat.account_id == team.panel[0]).values(left_at=START))

    for who in (make_account(), make_opening().recruiter):
        with pytest.raises(NotFound):
            seen_by(who, application_id)
    with pytest.raises(NotAllowed) as refused:  # still in the pool of the opening
        seen_by(team.panel[0], application_id)
    assert refused.value.message.startswith("The debrief is for those who interviewed")


# --- Where my interviews lead


def test_my_interviews_name_debriefs_that_are_under_way_latest_first(team):
    first, second, over = make_finalist(team), make_finalist(team), make_finalist(team)
    make_finalist(team, sealed=("panel",))
    with transaction() as session:
        session.execute(update(Application).where(Application.id == over).values(state="decided"))

    listed = mine(viewer_of(team.panel[0]), START + timedelta(days=400))

    assert [row.application_id for row in listed.debriefs] == [second, first]


# --- In which order, for whom

WIDE, DEEP = "area:efficiency", "area:results"


def opposed(team: Team) -> int:
    """The panel is two points apart on one of six areas; the level turns more on the one point between two stages."""
    return make_finalist(team, by_person={team.recruiter: {"results": 2}, team.panel[0]: {"efficiency": 1}})


@pytest.mark.parametrize("who", ["recruiter", "manager", "leader"])
def test_before_the_own_level_disagreement_alone_orders_the_agenda_of_everybody(team, who):
    application_id = opposed(team)

    page = seen_by(getattr(team, who), application_id)

    assert [line.item.key for line in page.lines] == [WIDE, DEEP]
    assert not page.knows_effects
    assert {line.item.effect for line in page.lines} == {0.0}


@pytest.mark.parametrize("who", ["recruiter", "manager"])
def test_after_it_what_the_level_turns_on_comes_first_for_the_leads(team, who):
    application_id = opposed(team)
    make_own_level(application_id, team.manager)

    page = seen_by(getattr(team, who), application_id)

    assert [line.item.key for line in page.lines] == [DEEP, WIDE]
    assert page.knows_effects
    assert page.lines[0].item.effect > 2 * page.lines[1].item.effect > 0


def test_after_it_the_agenda_of_interviewers_stays_as_it_was(team):
    application_id = opposed(team)
    make_own_level(application_id, team.manager)

    for who in (*team.panel, team.leader):
        page = seen_by(who, application_id)
        assert [line.item.key for line in page.lines] == [WIDE, DEEP]
        assert {line.item.effect for line in page.lines} == {0.0}


def test_where_the_organisation_computes_no_levels_nothing_turns_on_one(team):
    application_id = opposed(team)
    make_own_level(application_id, team.manager)
    with factories.writing() as session:
        session.add(Organisation(name="Rung", created_at=START, computes_levels=False))

    page = seen_by(team.manager, application_id)

    assert [line.item.key for line in page.lines] == [WIDE, DEEP]
    assert not page.knows_effects


def test_where_too_little_was_assessed_nothing_turns_on_a_level(team):
    application_id = make_finalist(team, stages=("panel",), by_person={team.panel[0]: {"efficiency": 1}})
    make_own_level(application_id, team.manager)

    assert not seen_by(team.manager, application_id).knows_effects


# --- What is never in it


def values_in(value: object) -> list[object]:
    if is_dataclass(value):
        return [found for field in fields(value) for found in values_in(getattr(value, field.name))]
    return [found for part in value for found in values_in(part)] if isinstance(value, tuple | frozenset) else [value]


@pytest.mark.parametrize("who", ["recruiter", "manager", "leader"])
def test_no_level_is_in_it_not_even_a_hidden_one(team, who):
    application_id = make_finalist(team, by_person=differing(team) | {team.leader: {"inclusion": 5}})
    make_own_level(application_id, team.manager, level="P6")

    page = seen_by(getattr(team, who), application_id)

    assert not {"P2", "P3", "P4", "P5", "P6", "below_bar"} & {str(value) for value in values_in(page)}


def test_the_page_costs_the_same_however_much_is_on_it(context, team):
    plain = make_finalist(team)
    full = make_finalist(team, by_person=differing(team) | {team.leader: {"inclusion": 5, "transparency": None}})
    amend(team.panel[1], full, point=3)
    for number in range(1, 9):
        make_note(full, team.manager, f"own:{number}", "asked")
    seen_by(team.panel[0], plain)

    with counted(context) as few:
        seen_by(team.panel[0], plain)
    with counted(context) as many:
        seen_by(team.panel[0], full)

    assert len(many) == len(few) == 4
