"""Amending a submitted card; withdrawing a note."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from app.database import db, transaction
from app.domain.errors import Conflict, NotAllowed, NotFound, NotReady
from app.domain.policy import Role
from app.models.applications import ApplicationEvent
from app.models.audit import AuditEntry
from app.models.scheduling import Interview
from app.models.scorecards import Amendment, Scorecard
from app.queries import scorecards as queries
from app.services import scorecards as service
from tests import factories
from tests.factories.panels import TEXT, make_answers, make_panel, sheet_for, viewer_of

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


def _card(panel, who):
    db.session.rollback()
    chosen = select(Scorecard).where(Scorecard.interview_id == panel.interview, Scorecard.account_id == who)
    return db.session.execute(chosen).scalar_one()


def _kept(panel, who):
    db.session.rollback()
    return queries.kit_for(viewer_of(who), panel.interview).answers


AMENDED = {"point": 2, "evidence": "Also named the second cause."}


def _amend(panel, who, *, after=AMENDED, reason="I had skipped a page of my notes.", seen=1, code="area-efficiency"):
    service.amend(viewer_of(who), panel.interview, code, after=after, reason=reason, seen=seen)


def test_an_amendment_changes_the_line_and_keeps_what_it_said():
    panel = make_panel()
    who = panel.team.panel[0]
    _submit(panel, who)

    _amend(panel, who)

    db.session.rollback()
    row = db.session.execute(select(Amendment)).scalar_one()
    (line,) = [area for area in _kept(panel, who).areas if area.area == "efficiency"]
    assert (line.point, line.evidence) == (2, "Also named the second cause.")
    assert row.before == {"point": 3, "evidence": TEXT}
    assert row.after == AMENDED
    assert (row.part, row.reason, row.after_reveal) == ("area-efficiency", "I had skipped a page of my notes.", False)
    assert _count(AuditEntry, action="scorecard.amended") == 1
    assert _count(ApplicationEvent, kind="scorecard_amended") == 1


def test_an_amendment_after_the_panel_opened_says_so():
    panel = make_panel()
    for who in panel.team.panel:
        _submit(panel, who)

    _amend(panel, panel.team.panel[0], code="vote", after={"vote": "no"})

    (flags,) = [
        (card.vote, card.is_amended, card.is_amended_after_reveal)
        for card in queries.cards_of_application(panel.application)
        if card.account_id == panel.team.panel[0]
    ]
    assert flags == ("no", True, True)


def test_a_statement_and_a_summary_can_be_amended():
    panel = make_panel()
    who = panel.team.panel[0]
    _submit(panel, who)

    _amend(panel, who, code="signal-techniques", after={"statement": "master", "evidence": "Close plan."})
    _amend(panel, who, code="summary", after={"summary": "Shorter."}, seen=2)

    kept = _kept(panel, who)
    assert (kept.signals[0].statement, kept.signals[0].evidence, kept.summary) == ("master", "Close plan.", "Shorter.")


def test_a_stale_amendment_is_refused_with_both_texts_and_a_repeated_one_is_not():
    panel = make_panel()
    who = panel.team.panel[0]
    _submit(panel, who)
    _amend(panel, who)

    _amend(panel, who)
    with pytest.raises(Conflict) as refused:
        _amend(panel, who, after={"point": 4, "evidence": "Mine."})

    assert refused.value.theirs == "Superior\n\nAlso named the second cause."
    assert refused.value.yours == "Partially successful\n\nMine."
    assert _count(Amendment) == 1


def test_only_submitted_cards_of_open_applications_are_amended():
    panel = make_panel()
    who, other = panel.team.panel[:2]
    service.save_draft(viewer_of(other), panel.interview, make_answers(sheet_for(panel.interview, other)), seen=0)
    _submit(panel, who)

    with pytest.raises(NotReady, match="still a draft"):
        _amend(panel, other)
    with pytest.raises(NotFound):
        _amend(panel, who, code="area-results")
    with pytest.raises(NotAllowed, match="amended by the person who wrote it"):
        _amend(panel, panel.team.manager)
    _change(Interview, Interview.id == panel.interview, cards_closed_at=factories.accounts.START)
    with pytest.raises(NotReady, match="This application was closed"):
        _amend(panel, who)


def test_a_note_reaches_later_stages_until_the_recruiter_withdraws_it():
    panel = make_panel()
    who = panel.team.panel[0]
    later = factories.scheduling.make_interview(
        panel.application, stage="final", interviewers=[panel.team.leader], starts_at=datetime.now(UTC)
    )
    leader = viewer_of(panel.team.leader, Role.SENIOR_LEADER)
    service.save_draft(
        viewer_of(who),
        panel.interview,
        make_answers(sheet_for(panel.interview, who), note="Used the port case."),
        seen=0,
    )
    assert queries.kit_for(leader, later).notes == ()

    _submit(panel, who, seen=1, note="Used the port case.")
    db.session.rollback()
    (note,) = queries.kit_for(leader, later).notes
    colleague = queries.kit_for(viewer_of(panel.team.panel[1]), panel.interview)

    assert note.text == "Used the port case."
    assert colleague.notes == ()
    with pytest.raises(NotAllowed, match="withdrawn by the opening's recruiter"):
        service.withdraw_note(viewer_of(panel.team.manager, Role.HIRING_MANAGER), note.card_id)
    for _ in range(2):
        service.withdraw_note(viewer_of(panel.team.recruiter, Role.RECRUITER), note.card_id)
    assert queries.kit_for(leader, later).notes == ()
    assert _count(AuditEntry, action="scorecard.note_withdrawn") == 1


def test_there_is_nothing_to_withdraw_where_no_note_is():
    panel = make_panel()
    _submit(panel, panel.team.panel[0])
    card = _card(panel, panel.team.panel[0]).id

    for who in (panel.team.recruiter, factories.accounts.make_account("recruiter")):
        with pytest.raises(NotFound):
            service.withdraw_note(viewer_of(who, Role.RECRUITER), card)
