"""Reminders of owed scorecards: queued once, to whom and when; taken back when nothing is owed any more."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select, update

from app.database import db
from app.domain.excuses import Excuse
from app.domain.policy import Role
from app.gateways import clock
from app.models.accounts import Account
from app.models.candidates import Candidate
from app.models.notifications import OutboxMessage
from app.models.openings import OpeningMember
from app.models.scheduling import Seat
from app.services import applications, scheduling, scorecards
from app.services.notifications import queue_due
from tests import factories
from tests.factories.applications import make_application
from tests.factories.openings import make_opening
from tests.factories.panels import Panel, make_answers, make_panel, sheet_for, viewer_of
from tests.factories.scheduling import make_interview
from tests.factories.scorecards import make_scorecard

pytestmark = pytest.mark.usefixtures("context")

TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # 10:00 where everybody works; it ends at 11:00
FIRST = TUESDAY + timedelta(hours=2)
MORNING = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
ESCALATES = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
REMINDER, ESCALATION = "scorecard_reminder", "scorecard_escalation"


@pytest.fixture
def panel() -> Panel:
    return make_panel(starts_at=TUESDAY)


def messages(kind: str = REMINDER) -> list[tuple[int | None, str | None]]:
    """To whom, and under which name; those that were taken back are left out."""
    live = select(OutboxMessage.account_id, OutboxMessage.once).where(
        OutboxMessage.kind == kind, OutboxMessage.cancelled_at.is_(None)
    )
    return [(row.account_id, row.once) for row in db.session.execute(live.order_by(OutboxMessage.id))]


def told(kind: str = REMINDER) -> list[int | None]:
    return [who for who, _name in messages(kind)]


def change(statement) -> None:
    with factories.writing() as session:
        session.execute(statement)


@contextmanager
def counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "PRAGMA")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_an_hour_after_the_end_everybody_who_owes_a_card_is_reminded(panel):
    assert queue_due(FIRST - timedelta(seconds=1)) == 0

    assert queue_due(FIRST) == 3
    assert told() == list(panel.team.panel)


def test_a_sweep_that_is_repeated_queues_nothing_more(panel):
    queue_due(FIRST)

    assert [queue_due(FIRST + timedelta(minutes=minute)) for minute in (0, 5, 55)] == [0, 0, 0]
    assert len(told()) == 3


def test_the_next_morning_brings_another_one(panel):
    queue_due(FIRST)

    assert queue_due(MORNING) == 3
    days = [name.rsplit(":", 1)[-1] for _who, name in messages() if name]
    assert days == ["2026-03-03"] * 3 + ["2026-03-04"] * 3


def test_a_message_says_who_owes_which_card_and_nothing_of_what_it_says(panel):
    make_scorecard(panel.interview, panel.team.panel[0], submitted=False, text="canary")

    queue_due(FIRST)

    first = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).first()
    assert first is not None
    assert (first.application_id, first.interview_id) == (panel.application, panel.interview)
    assert first.data == {
        "owes": str(panel.team.panel[0]),
        "stage": "panel",
        "card_due_at": "2026-03-04T10:00:00Z",
    }


def test_after_downtime_everybody_gets_one_reminder_and_the_manager_one_word(panel):
    later = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)

    assert queue_due(later) == 3 + 3

    assert {name.rsplit(":", 1)[-1] for _who, name in messages() if name} == {"2026-03-10"}
    assert told(ESCALATION) == [panel.team.manager] * 3


def test_nobody_is_told_anything_at_night(panel):
    assert queue_due(datetime(2026, 3, 5, 22, 0, tzinfo=UTC)) == 0


def test_the_day_counts_where_the_interviewer_works(panel):
    change(update(Account).where(Account.id == panel.team.panel[0]).values(zone="America/Los_Angeles"))

    queue_due(FIRST)  # three in the morning in Los Angeles

    assert told() == list(panel.team.panel[1:])


def test_a_day_after_it_was_due_the_hiring_manager_hears_of_it_once(panel):
    for who in panel.team.panel[1:]:
        make_scorecard(panel.interview, who)
    queue_due(ESCALATES - timedelta(minutes=1))
    assert told(ESCALATION) == []

    for hours in (0, 1, 24, 48):
        queue_due(ESCALATES + timedelta(hours=hours))

    assert told(ESCALATION) == [panel.team.manager]


def test_a_manager_who_owes_the_card_is_not_told_of_it_but_the_recruiter_is():
    team = make_opening()
    application = make_application(team.opening, stage="manager")
    make_interview(application, stage="manager", interviewers=[team.manager], starts_at=TUESDAY)

    queue_due(ESCALATES)

    assert told(ESCALATION) == [team.recruiter]


def test_a_manager_who_is_the_candidate_hears_nothing(panel):
    email = select(Account.email).where(Account.id == panel.team.manager).scalar_subquery()
    change(update(Candidate).values(email=email))

    queue_due(ESCALATES)

    assert set(told(ESCALATION)) == {panel.team.recruiter}


def test_who_has_left_is_not_told(panel):
    gone = (panel.team.panel[0], panel.team.manager)
    change(update(Account).where(Account.id.in_(gone)).values(is_active=False))

    queue_due(ESCALATES)

    assert told() == list(panel.team.panel[1:])
    assert set(told(ESCALATION)) == {panel.team.recruiter}


def test_every_hiring_manager_of_the_opening_hears_of_it(panel):
    second = panel.team.leader
    with factories.writing() as session:
        session.add(OpeningMember(opening_id=panel.team.opening, account_id=second, part="hiring_manager"))

    queue_due(ESCALATES)

    assert set(told(ESCALATION)) == {panel.team.manager, second}


def test_a_shadow_is_never_reminded():
    panel = make_panel(starts_at=TUESDAY, shadows=1)

    queue_due(FIRST)

    assert panel.shadows[0] not in told()


def test_who_reported_that_it_did_not_happen_is_not_reminded(panel):
    seat = (Seat.interview_id == panel.interview) & (Seat.account_id == panel.team.panel[0])
    change(update(Seat).where(seat).values(excuse=Excuse.DID_NOT_HAPPEN.value, excused_at=TUESDAY))

    queue_due(ESCALATES)

    assert told() == list(panel.team.panel[1:])
    assert len(told(ESCALATION)) == 2


def test_submitting_takes_back_what_was_not_sent(panel):
    who = panel.team.panel[0]
    queue_due(ESCALATES)

    with clock.pretending(ESCALATES):
        answers = make_answers(sheet_for(panel.interview, who))
        scorecards.submit(viewer_of(who), panel.interview, answers, seen=0)

    assert told() == list(panel.team.panel[1:])
    assert all(f":{who}:" not in (name or "") for _who, name in messages(ESCALATION))
    assert len(told(ESCALATION)) == 2


def test_what_was_sent_stays(panel):
    queue_due(FIRST)
    change(update(OutboxMessage).values(sent_at=FIRST))

    with clock.pretending(FIRST):
        answers = make_answers(sheet_for(panel.interview, panel.team.panel[0]))
        scorecards.submit(viewer_of(panel.team.panel[0]), panel.interview, answers, seen=0)

    assert len(told()) == 3


def test_a_report_takes_them_back(panel):
    queue_due(ESCALATES)

    with clock.pretending(ESCALATES):
        scheduling.excuse(
            viewer_of(panel.team.panel[0]), panel.interview, kind=Excuse.DID_NOT_HAPPEN, reason="Nobody came."
        )

    assert told() == list(panel.team.panel[1:])


def test_calling_the_interview_off_takes_them_back_for_everybody(panel):
    queue_due(ESCALATES)

    recruiter = viewer_of(panel.team.recruiter, Role.RECRUITER)
    with clock.pretending(ESCALATES):
        scheduling.cancel(recruiter, panel.interview, reason="Nobody came.", seen=1)

    assert (told(), told(ESCALATION)) == ([], [])
    assert queue_due(ESCALATES + timedelta(days=1)) == 0


def test_replacing_an_interviewer_takes_theirs_back(panel):
    queue_due(FIRST)
    left, joins = panel.team.panel[0], panel.team.leader

    recruiter = viewer_of(panel.team.recruiter, Role.RECRUITER)
    with clock.pretending(FIRST):
        scheduling.replace(recruiter, panel.interview, leaves=left, joins=joins, seen=1)

    assert told() == list(panel.team.panel[1:])


def test_declining_takes_them_back_with_the_cards(panel):
    queue_due(ESCALATES)

    recruiter = viewer_of(panel.team.recruiter, Role.RECRUITER)
    with clock.pretending(ESCALATES):
        applications.decline(
            recruiter, panel.application, seen=1, about="area:results", reason="No figures, asked twice."
        )

    assert (told(), told(ESCALATION)) == ([], [])
    assert queue_due(ESCALATES + timedelta(days=1)) == 0


def test_one_card_of_many_is_not_taken_back_with_another_of_a_similar_number(panel):
    other = make_panel(starts_at=TUESDAY)
    queue_due(FIRST)

    with clock.pretending(FIRST):
        answers = make_answers(sheet_for(panel.interview, panel.team.panel[0]))
        scorecards.submit(viewer_of(panel.team.panel[0]), panel.interview, answers, seen=0)

    assert set(told()) == {*panel.team.panel[1:], *other.team.panel}


def test_a_sweep_costs_the_same_however_many_owe():
    make_panel(starts_at=TUESDAY)
    with counted() as few:
        queue_due(ESCALATES)
    for _ in range(4):
        make_panel(starts_at=TUESDAY)

    with counted() as many:
        assert queue_due(ESCALATES) == 4 * 6

    assert len(few) == len(many) <= 9
    with counted() as idle:
        queue_due(ESCALATES)
    assert len(idle) <= 5
