"""Noting what a debrief came to, and putting questions on its agenda."""

import pytest
from sqlalchemy import select, update

from app.database import db, transaction
from app.domain.errors import BadData, NotAllowed, NotFound, NotReady
from app.domain.states import State
from app.models.applications import Application
from app.models.audit import AuditEntry
from app.models.debrief import DebriefNote
from app.services import debrief
from tests.factories.accounts import make_account
from tests.factories.decisions import make_finalist
from tests.factories.openings import Team, make_opening
from tests.factories.panels import viewer_of
from tests.factories.scheduling import make_interview
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("context")
AGREED = "Both speak of the same call."


@pytest.fixture
def team(app) -> Team:
    return make_opening()


@pytest.fixture
def finalist(team) -> int:
    return make_finalist(team, by_person={team.panel[0]: {"efficiency": 2}})


def note(who: int, finalist: int, *, item: str = "area:efficiency", text: str = AGREED, seen: int = 0, **given) -> None:
    debrief.note(viewer_of(who), finalist, item, outcome=given.get("outcome", "settled"), text=text, seen=seen)


def rows(finalist: int) -> list[tuple[str, str, str, int]]:
    db.session.rollback()
    columns = (DebriefNote.item, DebriefNote.outcome, DebriefNote.text, DebriefNote.account_id)
    found = select(*columns).where(DebriefNote.application_id == finalist).order_by(DebriefNote.id)
    return [(row.item, row.outcome, row.text, row.account_id) for row in db.session.execute(found)]


def newest() -> int:
    db.session.rollback()
    return db.session.execute(select(DebriefNote.id).order_by(DebriefNote.id.desc()).limit(1)).scalar_one()


@pytest.mark.parametrize("who", ["recruiter", "manager", "leader"])
def test_a_note_is_kept_with_its_author(team, finalist, who):
    note(getattr(team, who), finalist, text=f"  {AGREED}\n")

    assert rows(finalist) == [("area:efficiency", "settled", AGREED, getattr(team, who))]


def test_a_later_note_leaves_the_earlier_one_as_it_was(team, finalist):
    note(team.panel[0], finalist, outcome="still_open", text="We ask the reference.")
    note(team.panel[1], finalist, seen=newest())

    assert [row[1:3] for row in rows(finalist)] == [("still_open", "We ask the reference."), ("settled", AGREED)]


def test_the_audit_trail_tells_item_and_outcome_and_no_word_of_the_text(team, finalist):
    note(team.panel[0], finalist)

    row = db.session.execute(select(AuditEntry).where(AuditEntry.action == "debrief.noted")).scalar_one()
    assert (row.object_kind, row.object_id, row.actor_id) == ("application", finalist, team.panel[0])
    assert row.data == {"item": "area:efficiency", "outcome": "settled"}


def test_the_same_note_sent_twice_from_one_page_is_kept_once(team, finalist):
    for _click in range(2):
        note(team.panel[0], finalist)

    assert len(rows(finalist)) == 1
    assert len(db.session.execute(select(AuditEntry.id).where(AuditEntry.action == "debrief.noted")).all()) == 1


def test_a_click_is_known_again_although_somebody_noted_something_between(team, finalist):
    note(team.panel[0], finalist)
    note(team.panel[1], finalist, outcome="still_open", text="I do not agree yet.")
    note(team.panel[0], finalist)

    assert len(rows(finalist)) == 2


def test_the_same_words_after_a_new_look_or_by_somebody_else_are_another_note(team, finalist):
    note(team.panel[0], finalist)
    note(team.panel[1], finalist)
    note(team.panel[0], finalist, seen=newest())

    assert [row[3] for row in rows(finalist)] == [team.panel[0], team.panel[1], team.panel[0]]


def test_questions_are_counted_one_by_one_and_take_notes_like_other_items(team, finalist):
    first = debrief.ask(viewer_of(team.panel[0]), finalist, text="Could he start in April?", seen=0)
    second = debrief.ask(viewer_of(team.recruiter), finalist, text="Who knows the reference?", seen=newest())
    note(team.recruiter, finalist, item=second)

    assert (first, second) == ("own:1", "own:2")
    assert [row[:2] for row in rows(finalist)] == [("own:1", "asked"), ("own:2", "asked"), ("own:2", "settled")]


def test_a_question_sent_twice_from_one_page_is_asked_once(team, finalist):
    keys = [debrief.ask(viewer_of(team.panel[0]), finalist, text="Could he start in April?", seen=0) for _ in range(2)]

    assert keys == ["own:1", "own:1"]
    assert len(rows(finalist)) == 1


@pytest.mark.parametrize("item", ["area:nonsense", "signal:results", "own:1", "", "results"])
def test_a_note_on_nothing_that_can_be_on_the_agenda_is_not_found(team, finalist, item):
    with pytest.raises(NotFound):
        note(team.recruiter, finalist, item=item)

    assert rows(finalist) == []


def test_a_note_without_a_word_is_refused(team, finalist):
    with pytest.raises(BadData) as refused:
        note(team.recruiter, finalist, text=" ")

    assert refused.value.field == "text"
    assert rows(finalist) == []


@pytest.mark.parametrize("state", [State.DECIDED, State.DECLINED, State.HIRED])
def test_nothing_is_added_once_the_application_is_decided_or_closed(team, finalist, state):
    with transaction() as session:
        session.execute(update(Application).where(Application.id == finalist).values(state=state.value))

    for act in (lambda: note(team.recruiter, finalist), lambda: ask(team, finalist)):
        with pytest.raises(NotReady) as refused:
            act()
        assert refused.value.message.startswith("The debrief is over")
    assert rows(finalist) == []


def ask(team: Team, finalist: int) -> str:
    return debrief.ask(viewer_of(team.recruiter), finalist, text="Could he start in April?", seen=0)


def test_whoever_owes_a_card_notes_nothing(team, finalist):
    make_interview(finalist, stage="final", interviewers=[team.panel[0]])

    with pytest.raises(NotAllowed) as refused:
        note(team.panel[0], finalist)

    assert "once your own scorecard for this candidate is in" in refused.value.message


def test_whoever_did_not_interview_notes_nothing(team, finalist):
    for who in (make_account(), make_opening().manager):
        with pytest.raises(NotFound):
            note(who, finalist)

    assert rows(finalist) == []


def test_a_note_needs_no_version_of_the_application(team, finalist):
    with transaction() as session:
        session.execute(update(Application).where(Application.id == finalist).values(version=7))

    note(team.recruiter, finalist)

    assert len(rows(finalist)) == 1


def test_a_note_costs_five_statements(context, team, finalist):
    with counted(context) as seen:
        note(team.panel[0], finalist)

    assert len(seen) == 5
