"""The own level, given once and never overwritten; the decision, stored with the recommendation it rested on.

A hire outside the opening's range waits until somebody else has approved it; one more conversation decides nothing.
"""

import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain import approval, conversation, pipeline
from app.domain.approval import Answer, Verdict
from app.domain.decision import Outcome, OwnAnswer, Ruling, check_at_decision, check_own, check_ruling
from app.domain.errors import Conflict, NotReady
from app.domain.gaps import gaps_of
from app.domain.pipeline import Event
from app.domain.policy import Action, Viewer
from app.domain.slots import point
from app.domain.snapshot import Ground
from app.gateways import clock
from app.models.accounts import Account
from app.models.decisions import Decision, DecisionApproval, OwnLevel, Snapshot
from app.models.notifications import OutboxMessage
from app.queries.applications import Case
from app.queries.decisions import approvers_to_tell, live_ground
from app.queries.scorecards import SubmittedCard, cards_of_application
from app.services import notifications
from app.services.applications import apply_move, decline_within, locked
from app.services.applications.moving import add_event

OWN_LEVEL_GIVEN, DECISION_RECORDED = "own_level_given", "decision_recorded"
APPROVAL_ASKED, DECISION_APPROVED, DECISION_SENT_BACK = "approval_asked", "decision_approved", "decision_sent_back"
CONVERSATION_ASKED = "conversation_asked"


def give_own_level(viewer: Viewer, application_id: int, *, answer: OwnAnswer, seen: int) -> None:
    """Store the hiring manager's own level. The recommendation shows from then on.

    The event in the timeline and the audit row do not tell the level: others read them.

    Args:
        viewer: the hiring manager.
        application_id: the application.
        answer: the level, how sure, and why.
        seen: the version that the page showed.

    Raises:
        NotAllowed: for anybody else, and while the manager owes a scorecard on the application.
        NotReady: before the stages are finished.
        BadData: naming the field.
        Conflict: if an own level was given already, or the application has moved.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.OWN_LEVEL_GIVE)
        if case.relation.own_level_given:
            raise _given_already(session, case)
        check_at_decision(case.position, case.plan, what="the own level")
        check_own(answer, case.playbook.ladder)
        row = OwnLevel(application_id=case.id, account_id=viewer.account_id, at=now)
        row.level, row.confidence, row.reason = answer.level, answer.confidence, answer.reason
        session.add(row)
        add_event(session, case.id, Event(OWN_LEVEL_GIVEN), viewer=viewer, now=now)
        session.flush()


def record(viewer: Viewer, application_id: int, *, ruling: Ruling, seen: int) -> bool:
    """Decide: compute the recommendation once more from the opened cards, store it, store the decision, move.

    A decline is the same act as everywhere else, with its mail and its minute for taking it back. A hire outside the
    opening's range moves nothing before it is approved. One more conversation goes back to its stage; the own level
    stays, and no decision is stored.

    Args:
        viewer: the hiring manager.
        application_id: the application.
        ruling: what is decided, at which level or on what ground, and why; or what to talk about first.
        seen: the version that the page showed.

    Returns:
        whether it has to be approved.

    Raises:
        NotAllowed: for anybody else, before the own level is given, and while the manager owes a scorecard.
        NotReady: before the stages are finished, and while a decision awaits approval.
        BadData: naming the field.
        Conflict: if the application has moved.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.DECISION_RECORD)
        check_at_decision(case.position, case.plan, what="the decision")
        _refuse_second(case)
        check_ruling(ruling, case.playbook.ladder)
        cards = cards_of_application(application_id, case.playbook)
        if ruling.outcome == Outcome.CONVERSATION:
            _go_back(session, case, cards, ruling, viewer=viewer, now=now)
            return False
        snapshot = _snapshot(case, live_ground(case, cards), now)
        session.add(snapshot)
        session.flush()
        must_wait = _must_wait(case, ruling)
        _add_decision(session, case, ruling, snapshot=snapshot, viewer=viewer, must_wait=must_wait)
        if must_wait:
            asked = approval.ask(case.position, level=ruling.level, reason=ruling.reason)
            apply_move(session, case, asked, viewer=viewer, now=now)
            _tell_approvers(session, case, viewer=viewer, now=now)
        else:
            _move(session, case, ruling, viewer=viewer, now=now)
            _tell_recruiters(session, case, DECISION_RECORDED, viewer=viewer, now=now)
        return must_wait


def answer(viewer: Viewer, application_id: int, *, given: Answer, seen: int) -> None:
    """Approve a hire outside the range, or send it back. Approved, it counts from now on, as it was recorded.

    Args:
        viewer: an approver who did not decide it.
        application_id: the application.
        given: the answer and why.
        seen: the version that the page showed.

    Raises:
        NotAllowed: for anybody else, for whoever decided it, and while the approver owes a scorecard.
        NotReady: if nothing awaits approval, or the application is not at its decision.
        BadData: naming the field.
        Conflict: if another approver was faster, or the application has moved.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.DECISION_APPROVE)
        check_at_decision(case.position, case.plan, what="an answer")
        decision, decided_by = _awaited(session, case)
        approval.check_answer(given)
        level, reason = decision.level or "", given.reason
        is_yes = given.verdict == Verdict.APPROVED
        if is_yes:
            moved = approval.approve(case.position, level=level, reason=reason, decided_by=decided_by)
        else:
            moved = approval.send_back(case.position, level=level, reason=reason)
        apply_move(session, case, moved, viewer=viewer, now=now)
        _settle(session, decision, Verdict(given.verdict), reason, viewer=viewer, now=now)
        kind = DECISION_APPROVED if is_yes else DECISION_SENT_BACK
        notifications.queue(session, kind, now=now, application_id=case.id, account_id=decision.decided_by)
        if is_yes:
            _tell_recruiters(session, case, DECISION_RECORDED, viewer=viewer, now=now)


def take_back(viewer: Viewer, application_id: int, *, seen: int) -> None:
    """Take a decision back that awaits approval, so that it can be decided again.

    Raises:
        NotAllowed: for anybody but a hiring manager of the opening.
        NotReady: if nothing awaits approval, or the application is not at its decision.
        Conflict: if it was answered meanwhile, or the application has moved.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.DECISION_TAKE_BACK)
        check_at_decision(case.position, case.plan, what="another decision")
        decision, _ = _awaited(session, case)
        moved = approval.take_back(case.position, level=decision.level or "")
        apply_move(session, case, moved, viewer=viewer, now=now)
        _settle(session, decision, Verdict.TAKEN_BACK, "", viewer=viewer, now=now)


def _refuse_second(case: Case) -> None:
    if case.relation.asked_by is not None:
        raise NotReady(
            "A hire that was decided here awaits approval. Take it back first; then the form to decide shows again."
        )


def _awaited(session: Session, case: Case) -> tuple[Decision, str]:
    """The decision that awaits approval, and the name of whoever took it."""
    if case.relation.asked_by is None:
        raise NotReady("No decision awaits approval here any more. Open the decision page to see how it stands.")
    statement = (
        select(Decision, Account.name)
        .join(Account, Account.id == Decision.decided_by)
        .where(Decision.application_id == case.id)
        .order_by(Decision.id.desc())
        .limit(1)
    )
    row = session.execute(statement).one()
    return row[0], row[1]


def _settle(
    session: Session, decision: Decision, verdict: Verdict, reason: str, *, viewer: Viewer, now: datetime
) -> None:
    """Store what became of a decision; those who were not told yet that it waits need not be."""
    row = DecisionApproval(decision_id=decision.id, verdict=verdict.value, reason=reason.strip(), at=now)
    row.account_id = viewer.account_id
    session.add(row)
    notifications.cancel_unsent(session, application_id=decision.application_id, kinds=(APPROVAL_ASKED,), now=now)


def _go_back(
    session: Session, case: Case, cards: tuple[SubmittedCard, ...], ruling: Ruling, *, viewer: Viewer, now: datetime
) -> None:
    gaps = gaps_of([card.as_card(case.playbook.ladder) for card in cards], playbook=case.playbook)
    choices = conversation.stage_choices(case.playbook, gaps)
    wish = conversation.Wish(ruling.stage, ruling.look_at, ruling.reason)
    moved = conversation.ask(case.position, case.plan, choices=choices, wish=wish)
    apply_move(session, case, moved, viewer=viewer, now=now)
    _tell_recruiters(session, case, CONVERSATION_ASKED, viewer=viewer, now=now)


def _snapshot(case: Case, ground: Ground, now: datetime) -> Snapshot:
    result = ground.recommend()
    return Snapshot(
        application_id=case.id,
        method=result.method,
        engine_version=result.engine_version,
        input=_canonical(ground.to_data()),
        result=result.to_json(),
        digests=_canonical(asdict(case.digests)),
        at=now,
    )


def _canonical(data: object) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _must_wait(case: Case, ruling: Ruling) -> bool:
    """Whether somebody else has to approve it before it counts."""
    if ruling.outcome != Outcome.HIRE:
        return False
    lowest, highest = case.lowest_level, case.highest_level
    return approval.needs_approval(ruling.level, case.playbook.ladder, lowest=lowest, highest=highest)


def _add_decision(
    session: Session, case: Case, ruling: Ruling, *, snapshot: Snapshot, viewer: Viewer, must_wait: bool
) -> None:
    level = ruling.level if ruling.outcome == Outcome.HIRE else None
    row = Decision(application_id=case.id, snapshot_id=snapshot.id, decided_by=viewer.account_id, at=snapshot.at)
    row.outcome, row.level, row.reason = ruling.outcome, level, ruling.reason
    if must_wait:
        row.lowest_level, row.highest_level = case.lowest_level, case.highest_level
    session.add(row)


def _move(session: Session, case: Case, ruling: Ruling, *, viewer: Viewer, now: datetime) -> None:
    if ruling.outcome == Outcome.HIRE:
        moved = pipeline.decide_to_hire(case.position, level=ruling.level, reason=ruling.reason)
        apply_move(session, case, moved, viewer=viewer, now=now)
        return
    decline_within(session, case, viewer=viewer, about=ruling.about, reason=ruling.reason, keep_soon=True, now=now)


def _tell_recruiters(session: Session, case: Case, kind: str, *, viewer: Viewer, now: datetime) -> None:
    for person in case.recruiters:
        if person.id != viewer.account_id:
            notifications.queue(session, kind, now=now, application_id=case.id, account_id=person.id)


def _tell_approvers(session: Session, case: Case, *, viewer: Viewer, now: datetime) -> None:
    """One statement that queues a message to everybody who can approve and may know of it, however many they are."""
    values = {
        OutboxMessage.kind: APPROVAL_ASKED,
        OutboxMessage.application_id: case.id,
        OutboxMessage.data: {},
        OutboxMessage.created_at: now,
        OutboxMessage.due_at: now + pipeline.UNDO_WINDOW,
    }
    told = approvers_to_tell(case.opening_id, case.id, decided_by=viewer.account_id).subquery()
    columns = [literal(value, column.type) for column, value in values.items()]
    message = insert(OutboxMessage)
    session.execute(
        message.from_select([*(column.key for column in values), "account_id"], select(*columns, told.c.id))
    )


def _given_already(session: Session, case: Case) -> Conflict:
    given = select(OwnLevel.at, Account.name).join(Account, Account.id == OwnLevel.account_id)
    row = session.execute(given.where(OwnLevel.application_id == case.id)).one()
    when = point(row.at, zone=case.relation.viewer.zone)
    return Conflict(
        f"{row.name} gave the own level for {case.candidate} at {when}, and it can't be changed. "
        "Open the decision page: it shows that level and the recommendation."
    )
