"""The own level, given once and never overwritten; the decision, stored with the recommendation it rested on."""

import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain import pipeline
from app.domain.decision import Outcome, OwnAnswer, Ruling, check_at_decision, check_own, check_ruling
from app.domain.errors import Conflict
from app.domain.pipeline import Event
from app.domain.policy import Action, Viewer
from app.domain.slots import point
from app.domain.snapshot import Ground
from app.gateways import clock
from app.models.accounts import Account
from app.models.decisions import Decision, OwnLevel, Snapshot
from app.queries.applications import Case
from app.queries.decisions import live_ground
from app.queries.scorecards import cards_of_application
from app.services import notifications
from app.services.applications import apply_move, decline_within, locked
from app.services.applications.moving import add_event

OWN_LEVEL_GIVEN, DECISION_RECORDED = "own_level_given", "decision_recorded"


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


def record(viewer: Viewer, application_id: int, *, ruling: Ruling, seen: int) -> None:
    """Decide: compute the recommendation once more from the opened cards, store it, store the decision, move.

    A decline is the same act as everywhere else, with its mail and its minute for taking it back.

    Args:
        viewer: the hiring manager.
        application_id: the application.
        ruling: what is decided, at which level or on what ground, and why.
        seen: the version that the page showed.

    Raises:
        NotAllowed: for anybody else, before the own level is given, and while the manager owes a scorecard.
        NotReady: before the stages are finished.
        BadData: naming the field.
        Conflict: if the application has moved.
    """
    with transaction() as session:
        now = clock.now()
        case = locked(session, viewer, application_id, seen=seen, action=Action.DECISION_RECORD)
        check_at_decision(case.position, case.plan, what="the decision")
        check_ruling(ruling, case.playbook.ladder)
        snapshot = _snapshot(case, live_ground(case, cards_of_application(application_id)), now)
        session.add(snapshot)
        session.flush()
        _add_decision(session, case, ruling, snapshot=snapshot, viewer=viewer)
        _move(session, case, ruling, viewer=viewer, now=now)
        _tell_recruiters(session, case, viewer=viewer, now=now)


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


def _add_decision(session: Session, case: Case, ruling: Ruling, *, snapshot: Snapshot, viewer: Viewer) -> None:
    level = ruling.level if ruling.outcome == Outcome.HIRE else None
    row = Decision(application_id=case.id, snapshot_id=snapshot.id, decided_by=viewer.account_id, at=snapshot.at)
    row.outcome, row.level, row.reason = ruling.outcome, level, ruling.reason
    session.add(row)


def _move(session: Session, case: Case, ruling: Ruling, *, viewer: Viewer, now: datetime) -> None:
    if ruling.outcome == Outcome.HIRE:
        moved = pipeline.decide_to_hire(case.position, level=ruling.level, reason=ruling.reason)
        apply_move(session, case, moved, viewer=viewer, now=now)
        return
    decline_within(session, case, viewer=viewer, about=ruling.about, reason=ruling.reason, keep_soon=True, now=now)


def _tell_recruiters(session: Session, case: Case, *, viewer: Viewer, now: datetime) -> None:
    for person in case.recruiters:
        if person.id != viewer.account_id:
            notifications.queue(session, DECISION_RECORDED, now=now, application_id=case.id, account_id=person.id)


def _given_already(session: Session, case: Case) -> Conflict:
    given = select(OwnLevel.at, Account.name).join(Account, Account.id == OwnLevel.account_id)
    row = session.execute(given.where(OwnLevel.application_id == case.id)).one()
    when = point(row.at, zone=case.relation.viewer.zone)
    return Conflict(
        f"{row.name} gave the own level for {case.candidate} at {when}, and it can't be changed. "
        "Open the decision page: it shows that level and the recommendation."
    )
