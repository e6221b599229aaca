"""Considering a colleague for another level: opening the case, and keeping what it rests on."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.database import transaction
from app.domain import pipeline
from app.domain.candidate import BY_PROMOTION
from app.domain.errors import BadData, Conflict, NotFound, NotReady
from app.domain.ladder import Ladder
from app.domain.opening import OpeningState
from app.domain.pipeline import Event
from app.domain.policy import Action, Viewer, permit
from app.domain.promotion_record import SalesRecord
from app.domain.scale import Scale
from app.domain.slots import point
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application, PromotionCase
from app.models.candidates import Candidate
from app.models.openings import Opening
from app.queries import access, ladders
from app.queries.applications import case_for, plan_of
from app.queries.applications.promotion import colleagues_for, review_scale_of
from app.services.applications.moving import add_event
from app.services.ladders.publishing import shipped_library, store

SOURCE = "Promotion case"
_NOBODY = (
    "Choose a colleague of the list: it leaves out who leads this hiring team, holds an interview of this opening "
)
_NOBODY += "or is considered here already."


def open_case(viewer: Viewer, opening_id: int, *, colleague: int, record: SalesRecord) -> int:
    """Consider somebody who works here for another level, on the same plan and scorecards as everybody.

    The colleague gets no mail by it; whoever opens the case tells them in person.

    Args:
        viewer: a recruiter or hiring manager of the opening.
        opening_id: where.
        colleague: number of their account.
        record: what is known; the rest can be entered later.

    Returns:
        the number of the application.

    Raises:
        NotReady: if the opening is closed.
        BadData: for somebody who can't be considered here, or a record that can't be one.
        Conflict: if the same case is opened at the same moment.
    """
    shipped = _shipped_scales(opening_id)
    try:
        with transaction() as session:
            now = clock.now()
            _lock_opening(session, viewer, opening_id)
            if colleague not in {each.id for each in colleagues_for(viewer, opening_id)}:
                raise BadData(_NOBODY, field="colleague")
            ladder = ladders.playbook_of(opening_id).ladder
            _check(record, ladder, _scale(session, viewer, ladder, shipped, now))
            candidate = _candidate(session, session.get_one(Account, colleague), now)
            made = _enter(session, viewer, opening_id, candidate, now)
            row = PromotionCase(application_id=made, account_id=colleague, opened_by=viewer.account_id, opened_at=now)
            _write(session, row, viewer, record, now)
            return made
    except IntegrityError as error:
        raise Conflict("Somebody opened this case at the same moment. Look at the board: it is there.") from error


def change_record(viewer: Viewer, application_id: int, record: SalesRecord, *, seen: int) -> None:
    """Keep what a promotion rests on, in place of what stood there.

    Raises:
        NotFound: if it is no promotion case.
        BadData: for a record that can't be one.
        Conflict: if somebody wrote another one since `seen`.
    """
    with transaction() as session:
        now = clock.now()
        session.execute(select(Application.id).where(Application.id == application_id).with_for_update())
        case = case_for(viewer, application_id)
        permit(Action.PROMOTION_READ, case.relation)
        row = session.get(PromotionCase, application_id, populate_existing=True)
        if row is None:
            raise NotFound
        if row.version != seen:
            raise _stale(session, row, viewer)
        _check(record, case.playbook.ladder, review_scale_of(case.playbook.ladder))
        row.version += 1
        _write(session, row, viewer, record, now)
        add_event(session, application_id, Event("promotion_changed"), viewer=viewer, now=now)


def _lock_opening(session: Session, viewer: Viewer, opening_id: int) -> None:
    statement = select(Opening).where(Opening.id == opening_id).with_for_update()
    opening = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if opening is None:
        raise NotFound
    permit(Action.PROMOTION_OPEN, access.to_opening(viewer, opening_id))
    if opening.state != OpeningState.OPEN.value:
        raise NotReady("This opening is closed, so nobody can be considered in it. Re-open it, or choose another one.")


def _check(record: SalesRecord, ladder: Ladder, scale: Scale | None) -> None:
    record.check()
    if record.current_level and record.current_level not in {level.code for level in ladder.levels}:
        raise BadData("Choose a level of this ladder.", field="current_level")
    if record.review is not None and (scale is None or record.review not in {each.value for each in scale.points}):
        raise BadData("Choose a point of the impact review’s scale.", field="review")


def _shipped_scales(opening_id: int) -> tuple[Scale, ...]:
    """What comes with the product, read before the transaction and only while the wanted scale is not published."""
    ladder = ladders.playbook_of(opening_id).ladder
    return () if review_scale_of(ladder) else tuple(shipped_library().scales.values())


def _scale(session: Session, viewer: Viewer, ladder: Ladder, shipped: Iterable[Scale], now: datetime) -> Scale | None:
    """The scale of impact reviews; the one that comes with the product is published with the first case."""
    found = review_scale_of(ladder)
    if found is not None or ladder.promotion is None:
        return found
    found = next((scale for scale in shipped if scale.key == ladder.promotion.review_scale), None)
    if found is not None:
        store(session, viewer, part=found, now=now)
    return found


def _candidate(session: Session, account: Account, now: datetime) -> int:
    """The record with the colleague's address, made if there is none. Nobody erases it before the case is written."""
    living = select(Candidate.id).where(Candidate.email == account.email).with_for_update(read=True)
    known = session.execute(living).scalar()
    if known is not None:
        return known
    made = Candidate(name=account.name, search_name=account.name.lower(), email=account.email, created_at=now)
    made.zone = account.zone
    session.add(made)
    session.flush()
    return made.id


def _enter(session: Session, viewer: Viewer, opening_id: int, candidate_id: int, now: datetime) -> int:
    """Begin in the first stage of the pinned plan."""
    position, events = pipeline.applied(plan_of(ladders.playbook_of(opening_id)))
    row = Application(candidate_id=candidate_id, opening_id=opening_id, source=SOURCE, came_by=BY_PROMOTION)
    row.state, row.stage = position.state.value, position.stage
    row.stage_entered_at = row.applied_at = now
    session.add(row)
    session.flush()
    for event in events:
        entered = Event(event.kind, {**event.data, "by": BY_PROMOTION})
        add_event(session, row.id, entered, viewer=viewer, now=now)
    return row.id


def _write(session: Session, row: PromotionCase, viewer: Viewer, record: SalesRecord, now: datetime) -> None:
    newest_first = sorted(record.years, key=lambda year: -year.year)
    row.years = [asdict(year) for year in newest_first]
    row.current_level, row.currency, row.review = record.current_level, record.currency, record.review
    row.changed_by, row.changed_at = viewer.account_id, now
    session.add(row)
    session.flush()


def _stale(session: Session, row: PromotionCase, viewer: Viewer) -> Conflict:
    name = session.get_one(Account, row.changed_by).name
    when = point(row.changed_at, zone=viewer.zone)
    return Conflict(f"{name} changed this record at {when}. Nothing of yours was saved: open it again, and add to it.")
