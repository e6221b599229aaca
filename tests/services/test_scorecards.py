"""Saving and submitting cards; the panel opens once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from app.database import db, transaction
from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.policy import Grant, Role
from app.models.applications import ApplicationEvent
from app.models.audit import AuditEntry
from app.models.notifications import OutboxMessage
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard
from app.queries import scorecards as queries
from app.services import scorecards as service
from tests import factories
from tests.factories.panels import make_answers, make_panel, sheet_for, viewer_of

pytestmark = pytest.mark.usefixtures("context")


def _submit(panel, who, *, seen=0, point=3, note=""):
    answers = make_answers(sheet_for(panel.interview, who), point=point, note=note)
    return service.submit(viewer_of(who), panel.interview, answers, seen=seen)


def _count(model, **where):
    db.session.rollback()
    conditions = [getattr(model, name) == value for name, value in where.items()]
    return db.session.execute(select(func.count()).select_from(model).where(*conditions)).scalar()


def _change(model, condition, **values):
    with transaction() as session:
        session.execute(update(model).where(condition).values(**values))


def _interview(panel):
    db.session.rollback()
    return db.session.execute(select(Interview).where(Interview.id == panel.interview)).scalar_one()


def _card(panel, who):
    db.session.rollback()
    chosen = select(Scorecard).where(Scorecard.interview_id == panel.interview, Scorecard.account_id == who)
    return db.session.execute(chosen).scalar_one()


def _kept(panel, who):
    db.session.rollback()
    return queries.kit_for(viewer_of(who), panel.interview).answers


def test_a_draft_is_kept_as_it_is_and_its_version_rises():
    panel = make_panel()
    who = panel.team.panel[0]
    half = replace(sheet_for(panel.interview, who).blank(), summary="Only begun.")

    first = service.save_draft(viewer_of(who), panel.interview, half, seen=0)
    second = service.save_draft(viewer_of(who), panel.interview, replace(half, summary="More."), seen=first.version)

    assert (first.version, second.version) == (1, 2)
    assert _kept(panel, who).summary == "More."
    assert _card(panel, who).submitted_at is None


def test_a_draft_may_be_written_before_the_interview_but_not_submitted():
    panel = make_panel(starts_at=datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=2))
    who = panel.team.panel[0]
    answers = make_answers(sheet_for(panel.interview, who))

    saved = service.save_draft(viewer_of(who), panel.interview, answers, seen=0)

    with pytest.raises(NotReady, match="has not begun yet"):
        service.submit(viewer_of(who), panel.interview, answers, seen=saved.version)


def test_a_stale_save_overwrites_nothing():
    panel = make_panel()
    who = panel.team.panel[0]
    answers = make_answers(sheet_for(panel.interview, who))
    service.save_draft(viewer_of(who), panel.interview, answers, seen=0)

    with pytest.raises(Conflict, match="Nothing was overwritten"):
        service.save_draft(viewer_of(who), panel.interview, replace(answers, summary="Other."), seen=0)

    assert _kept(panel, who) == answers


def test_the_same_text_sent_again_is_no_conflict():
    panel = make_panel()
    who = panel.team.panel[0]
    answers = make_answers(sheet_for(panel.interview, who))

    first = service.save_draft(viewer_of(who), panel.interview, answers, seen=0)
    again = service.save_draft(viewer_of(who), panel.interview, answers, seen=0)

    assert again.version == first.version


def test_submitting_freezes_the_card_and_leaves_one_audit_row():
    panel = make_panel()
    who = panel.team.panel[0]

    done = _submit(panel, who)

    card = _card(panel, who)
    assert (done.has_opened, done.others_owing) == (False, 2)
    assert card.submitted_at is not None
    assert not card.is_late
    assert _count(AuditEntry, action="scorecard.submitted", object_id=card.id) == 1


def test_submitting_twice_makes_one_card_and_one_audit_row():
    panel = make_panel()
    who = panel.team.panel[0]

    _submit(panel, who)
    again = _submit(panel, who)

    assert again.was_in
    assert _count(Scorecard, account_id=who) == 1
    assert _count(AuditEntry, action="scorecard.submitted") == 1


@pytest.mark.parametrize("verb", ["save_draft", "submit"])
def test_a_frozen_card_takes_no_other_words(verb):
    panel = make_panel()
    who = panel.team.panel[0]
    _submit(panel, who)
    other = make_answers(sheet_for(panel.interview, who), point=1)

    with pytest.raises(Conflict, match="It is frozen"):
        getattr(service, verb)(viewer_of(who), panel.interview, other, seen=1)

    assert {area.point for area in _kept(panel, who).areas} == {3}


def test_an_incomplete_card_is_refused_with_every_reason():
    panel = make_panel()
    who = panel.team.panel[0]

    with pytest.raises(NotReady) as refused:
        service.submit(viewer_of(who), panel.interview, sheet_for(panel.interview, who).blank(), seen=0)

    assert len(refused.value.missing) == 8
    assert _count(Scorecard) == 0


def test_a_card_that_can_not_be_stored_is_refused_at_its_field():
    panel = make_panel()
    who = panel.team.panel[0]
    answers = replace(make_answers(sheet_for(panel.interview, who)), summary="x" * 20_001)

    with pytest.raises(BadData) as refused:
        service.save_draft(viewer_of(who), panel.interview, answers, seen=0)

    assert refused.value.field == "summary"


def test_a_card_after_its_day_is_late():
    panel = make_panel(starts_at=datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=26))
    who = panel.team.panel[0]

    _submit(panel, who)

    assert _card(panel, who).is_late


def test_the_last_card_opens_the_panel_once_and_tells_all_readers():
    panel = make_panel(shadows=1)
    first, second, last = panel.team.panel

    assert not _submit(panel, first).has_opened
    assert not _submit(panel, second).has_opened
    assert _submit(panel, last).has_opened

    db.session.rollback()
    told = db.session.execute(select(OutboxMessage.account_id).where(OutboxMessage.kind == "panel_opened")).scalars()
    assert set(told) == {first, second, *panel.shadows, panel.team.recruiter, panel.team.manager}
    assert _count(ApplicationEvent, kind="panel_opened") == 1
    assert _interview(panel).panel_opened_at is not None


def test_a_shadows_card_opens_nothing_and_is_waited_for_by_nobody():
    panel = make_panel(shadows=1)

    assert not _submit(panel, panel.shadows[0]).has_opened
    for who in panel.team.panel[:2]:
        assert not _submit(panel, who).has_opened
    assert _submit(panel, panel.team.panel[2]).has_opened
    assert panel.shadows[0] not in {card.account_id for card in queries.cards_of_application(panel.application)}


def test_a_replaced_member_is_not_waited_for_and_has_no_access():
    panel = make_panel()
    first, second, gone = panel.team.panel
    _change(Seat, (Seat.interview_id == panel.interview) & (Seat.account_id == gone), left_at=factories.accounts.START)
    _submit(panel, first)

    assert _submit(panel, second).has_opened
    with pytest.raises((NotFound, NotAllowed)):
        _submit(panel, gone)


def test_a_card_closed_with_its_application_is_neither_saved_nor_submitted():
    panel = make_panel()
    who = panel.team.panel[0]
    answers = make_answers(sheet_for(panel.interview, who))
    saved = service.save_draft(viewer_of(who), panel.interview, answers, seen=0)
    _change(Interview, Interview.id == panel.interview, cards_closed_at=factories.accounts.START)

    for verb in (service.save_draft, service.submit):
        with pytest.raises(NotReady, match="This application was closed"):
            verb(viewer_of(who), panel.interview, replace(answers, summary="More."), seen=saved.version)

    assert _kept(panel, who) == answers


def test_nobody_without_a_seat_writes_a_card():
    panel = make_panel()

    with pytest.raises(NotAllowed, match="Only those who held this interview"):
        _submit(panel, panel.team.manager)
    with pytest.raises(NotFound):
        _submit(panel, factories.accounts.make_account())
    with pytest.raises(NotFound):
        service.submit(viewer_of(panel.team.panel[0]), 999_999, make_answers(sheet_for(1, 1)), seen=0)


def _overrider(panel):
    return viewer_of(panel.team.recruiter, Role.RECRUITER, grants=frozenset({Grant.OVERRIDE}))


def test_a_panel_opens_early_by_somebodys_word_with_a_reason():
    panel = make_panel()
    _submit(panel, panel.team.panel[0])

    service.open_panel(_overrider(panel), panel.interview, reason=" Ingrid is ill until Monday. ")

    assert _count(AuditEntry, action="panel.opened") == 1
    interview = _interview(panel)
    assert interview.quorum_reason == "Ingrid is ill until Monday."
    assert interview.panel_opened_at is not None
    assert _submit(panel, panel.team.panel[1]) == service.Submitted(has_opened=False, others_owing=0)
    assert _count(ApplicationEvent, kind="panel_opened") == 1


def test_opening_early_needs_the_grant_a_card_a_reason_and_a_closed_panel():
    panel = make_panel()
    with pytest.raises(NotReady, match="No scorecard is in yet"):
        service.open_panel(_overrider(panel), panel.interview, reason="x")
    _submit(panel, panel.team.panel[0])

    with pytest.raises(NotAllowed, match="needs the override grant"):
        service.open_panel(viewer_of(panel.team.recruiter, Role.RECRUITER), panel.interview, reason="x")
    with pytest.raises(BadData, match="Write why"):
        service.open_panel(_overrider(panel), panel.interview, reason=" ")
    service.open_panel(_overrider(panel), panel.interview, reason="x")
    with pytest.raises(Conflict, match="open already"):
        service.open_panel(_overrider(panel), panel.interview, reason="x")


def test_a_panel_that_waits_for_nobody_any_more_can_be_opened_by_the_caller():
    panel = make_panel()
    recruiter = viewer_of(panel.team.recruiter, Role.RECRUITER)
    for who in panel.team.panel[:2]:
        _submit(panel, who)
    here = (Seat.interview_id == panel.interview) & (Seat.account_id == panel.team.panel[2])

    with transaction() as session:
        before = service.open_when_complete(session, recruiter, panel.interview, now=datetime.now(UTC))
        session.execute(update(Seat).where(here).values(left_at=datetime.now(UTC)))
        after = service.open_when_complete(session, recruiter, panel.interview, now=datetime.now(UTC))

    assert (before, after) == (False, True)
