"""What ties a viewer to an opening, an application or an interview. Outside the feature grid: every feature asks it."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    RowMapping,
    ScalarSelect,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.database import UTCDateTime, db
from app.domain import approval
from app.domain.errors import NotFound
from app.domain.pipeline import UNDO_WINDOW
from app.domain.policy import Part, Relation, Role, Viewer
from app.gateways import clock
from app.models.accounts import Account
from app.models.applications import Application, ApplicationEvent, PromotionCase
from app.models.candidates import Candidate
from app.models.decisions import OwnLevel
from app.models.openings import Opening, OpeningMember
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard

IdColumn = InstrumentedAttribute[int]
# A number, or the place of one in a statement that is built once.
Person = int | ColumnElement[int] | IdColumn | BindParameter[int]
# Names of their own, so that a page which joins the team or the own level itself does not capture these.
_Member, _Own, _Event = aliased(OpeningMember), aliased(OwnLevel), aliased(ApplicationEvent)
_Applicant, _Self, _Known = aliased(Candidate), aliased(Account), aliased(Candidate)
_Sent, _Promotion = aliased(Application), aliased(PromotionCase)
# Who works here and applied: the same address, which both tables keep in lower case, or a promotion case, which names
# the account; on the record itself or on one that somebody said to be the same person. Whatever else shall tell that an
# account and a candidate are one person belongs here.
_HAS_THE_ADDRESS = _Self.email == _Known.email
_IS_SAME_PERSON = or_(
    _Applicant.id == _Known.id,
    _Applicant.same_as_id == _Known.id,
    _Applicant.id == _Known.same_as_id,
    _Applicant.same_as_id == _Known.same_as_id,
)


def _part_columns(opening_id: IdColumn, account_id: Person) -> list[ColumnElement[bool]]:
    return [
        exists()
        .where(
            _Member.opening_id == opening_id,
            _Member.account_id == account_id,
            _Member.part == part.value,
        )
        .label(f"is_{part.value}")
        for part in Part
    ]


def own_candidates(account_id: Person) -> CompoundSelect[int]:
    """Numbers of the candidates who are this person."""
    known = select(_Applicant.id).select_from(_Self).join(_Known, _HAS_THE_ADDRESS).join(_Applicant, _IS_SAME_PERSON)
    named = select(_Applicant.id).select_from(_Promotion).join(_Sent, _Sent.id == _Promotion.application_id)
    named = named.join(_Known, _Known.id == _Sent.candidate_id).join(_Applicant, _IS_SAME_PERSON)
    return union(
        known.where(_Self.id == account_id).correlate_except(_Applicant, _Self, _Known),
        named.where(_Promotion.account_id == account_id).correlate_except(_Applicant, _Promotion, _Sent, _Known),
    )


def is_own(account_id: Person) -> ColumnElement[bool]:
    """Condition on Application: this person applied themself, so that it is not there for them."""
    return Application.candidate_id.in_(own_candidates(account_id))


def applicant() -> ColumnElement[int | None]:
    """Column beside Application: the account of the one who applied, if they work here."""
    named = select(_Promotion.account_id).select_from(_Applicant).join(_Known, _IS_SAME_PERSON)
    named = named.join(_Sent, _Sent.candidate_id == _Known.id)
    named = named.join(_Promotion, _Promotion.application_id == _Sent.id).order_by(_Promotion.account_id)
    known = select(_Self.id).select_from(_Applicant).join(_Known, _IS_SAME_PERSON).join(_Self, _HAS_THE_ADDRESS)
    both = (
        one.where(_Applicant.id == Application.candidate_id)
        .limit(1)
        .correlate_except(_Applicant, _Self, _Known, _Sent, _Promotion)
        .scalar_subquery()
        for one in (named, known.order_by(_Self.id))
    )
    return func.coalesce(*both)


def live_seat(account_id: Person) -> ColumnElement[bool]:
    """Condition on Seat joined to Interview: this person still sits in an interview that was not cancelled."""
    return and_(Seat.account_id == account_id, Seat.left_at.is_(None), Interview.state == "booked")


def owed_seat(account_id: Person) -> ColumnElement[bool]:
    """Condition on Seat joined to Interview: this person still owes a scorecard here."""
    return and_(
        live_seat(account_id),
        Seat.is_shadow.is_(False),
        Interview.cards_closed_at.is_(None),
        ~_is_in(),
    )


def _blinding_seat(account_id: Person) -> ColumnElement[bool]:
    """Condition on Seat joined to Interview: a card of this person is still to come, so they see no other.

    What a decline closed or called off counts too as long as the decline can be taken back: else whoever owes a card
    could decline, read the others, and undo.
    """
    lately = bindparam(None, type_=UTCDateTime(), callable_=lambda: clock.now() - UNDO_WINDOW)
    just_closed = and_(
        Seat.account_id == account_id,
        Seat.left_at.is_(None),
        Seat.is_shadow.is_(False),
        Interview.cards_closed_at > lately,
        ~_is_in(),
    )
    return or_(owed_seat(account_id), just_closed)


def _sealed_seat(account_id: Person) -> ColumnElement[bool]:
    """Condition on Seat joined to Interview: this person sits, or shadows, where the panel is not open yet."""
    return and_(live_seat(account_id), Interview.panel_opened_at.is_(None), Interview.cards_closed_at.is_(None))


def owes(account_id: Person) -> ColumnElement[bool]:
    """Condition on Application: a card of this person is still to come, so that they learn nothing of it."""
    here = select(literal(1)).select_from(Seat).join(Interview, Interview.id == Seat.interview_id)
    here = here.where(Interview.application_id == Application.id, _blinding_seat(account_id))
    return here.correlate(Application).exists()


def settled() -> ColumnElement[bool]:
    """Condition on Application: no card is still to come, so that none of its opened cards is kept from anybody."""
    owing = select(literal(1)).select_from(Seat).join(Interview, Interview.id == Seat.interview_id)
    return (
        ~owing.where(Interview.application_id == Application.id, _blinding_seat(Seat.account_id))
        .correlate(Application)
        .exists()
    )


def _is_in() -> ColumnElement[bool]:
    """Condition on Seat: its scorecard is submitted."""
    return (
        exists()
        .where(
            Scorecard.interview_id == Seat.interview_id,
            Scorecard.account_id == Seat.account_id,
            Scorecard.submitted_at.is_not(None),
        )
        .correlate(Seat)
    )


def asked_by() -> ScalarSelect[int | None]:
    """Column beside Application: who decided a hire that awaits approval, or nobody; the rule of `is_awaited`."""
    telling = sorted({approval.ASKED, *approval.ENDS})
    return (
        select(case((_Event.kind == approval.ASKED, _Event.actor_id)))
        .where(_Event.application_id == Application.id, _Event.kind.in_(telling))
        .order_by(_Event.id.desc())
        .limit(1)
        .correlate(Application)
        .scalar_subquery()
    )


def _application_columns(account_id: Person) -> list[ColumnElement[Any]]:
    here = select(literal(1)).select_from(Seat).join(Interview, Interview.id == Seat.interview_id)
    here = here.where(Interview.application_id == Application.id).correlate(Application)
    return [
        is_own(account_id).label("is_candidate"),
        here.where(live_seat(account_id)).exists().label("attended"),
        here.where(_blinding_seat(account_id)).exists().label("owes_a_card"),
        here.where(_sealed_seat(account_id)).exists().label("waits_for_a_panel"),
        exists().where(_Own.application_id == Application.id).label("own_level_given"),
        exists().where(_Event.application_id == Application.id, _Event.kind == approval.ASKED).label("approval_asked"),
        asked_by().label("asked_by"),
    ]


def relation_columns(account_id: Person) -> list[ColumnElement[Any]]:
    """Columns to add to a select from Application (and nothing hidden by it), for `relation_from`."""
    return [*_part_columns(Application.opening_id, account_id), *_application_columns(account_id)]


def seat_columns(account_id: Person) -> list[ColumnElement[Any]]:
    """Columns to add to a select from Interview joined to Application, beside `relation_columns`."""
    seat = exists().where(
        Seat.interview_id == Interview.id,
        Seat.account_id == account_id,
        Seat.left_at.is_(None),
        Interview.state == "booked",
    )
    shadow = exists().where(
        Seat.interview_id == Interview.id, Seat.account_id == account_id, Seat.left_at.is_(None), Seat.is_shadow
    )
    return [
        seat.label("has_seat"),
        shadow.label("is_shadow"),
        Interview.panel_opened_at.is_not(None).label("panel_is_open"),
        Interview.id.label("tied_to"),
    ]


def relation_from(viewer: Viewer, values: RowMapping) -> Relation:
    """The relation that a row with these columns tells of."""
    return Relation(
        viewer,
        parts=frozenset(part for part in Part if values[f"is_{part.value}"]),
        is_candidate=bool(values.get("is_candidate", False)),
        has_seat=bool(values.get("has_seat", False)),
        is_shadow=bool(values.get("is_shadow", False)),
        attended=bool(values.get("attended", False)),
        owes_a_card=bool(values.get("owes_a_card", False)),
        waits_for_a_panel=bool(values.get("waits_for_a_panel", False)),
        panel_is_open=bool(values.get("panel_is_open", False)),
        own_level_given=bool(values.get("own_level_given", False)),
        oversees=bool(values.get("oversees", False)),
        approval_asked=bool(values.get("approval_asked", False)),
        asked_by=values.get("asked_by"),
        interview_id=values.get("tied_to"),
    )


def opening_columns(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Columns to add to a select from Opening, for `relation_from`; an admin oversees all openings."""
    return [literal(viewer.role is Role.ADMIN).label("oversees"), *_part_columns(Opening.id, viewer.account_id)]


def to_opening(viewer: Viewer, opening_id: int) -> Relation:
    """What ties the viewer to an opening; an admin oversees all of them.

    Raises:
        NotFound: if there is no such opening.
    """
    row = db.session.execute(select(*opening_columns(viewer)).where(Opening.id == opening_id)).first()
    if row is None:
        raise NotFound
    return relation_from(viewer, row._mapping)


def to_application(viewer: Viewer, application_id: int) -> Relation:
    """What ties the viewer to an application.

    Raises:
        NotFound: if there is no such application.
    """
    statement = select(*relation_columns(viewer.account_id)).where(Application.id == application_id)
    row = db.session.execute(statement).first()
    if row is None:
        raise NotFound
    return relation_from(viewer, row._mapping)


def to_interview(viewer: Viewer, interview_id: int) -> Relation:
    """What ties the viewer to an interview.

    Raises:
        NotFound: if there is no such interview.
    """
    columns = [*relation_columns(viewer.account_id), *seat_columns(viewer.account_id)]
    statement = select(*columns).select_from(Interview).join(Application, Application.id == Interview.application_id)
    row = db.session.execute(statement.where(Interview.id == interview_id)).first()
    if row is None:
        raise NotFound
    return relation_from(viewer, row._mapping)
