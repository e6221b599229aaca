"""Whether the author of a scorecard could read others of the application before writing it."""

from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, cast, exists, or_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.models.applications import ApplicationEvent
from app.models.decisions import OwnLevel
from app.models.scheduling import Interview, Seat
from app.models.scorecards import Scorecard

_BEFORE, _SEAT_BEFORE = aliased(Interview), aliased(Seat)
_OPEN = aliased(Interview)
_CLOSED, _CLOSED_LATER, _REOPENED = (aliased(ApplicationEvent) for _ in range(3))
_RESTORED, _LEFT, _JOINED = (aliased(ApplicationEvent) for _ in range(3))


def could_read_others() -> ColumnElement[bool]:
    """Condition on Scorecard joined to Interview.

    The panel was open; or they had held the stage before and seen it opened; or they had given an own level, after
    which the recommendation shows; or they owed this card, were freed of it while others lay open, and owed it again.
    A re-opening counts as soon as it was made by hand, however short the application was closed.
    """
    return or_(
        Scorecard.submitted_at > Interview.panel_opened_at,
        _had_held_it_before(),
        _had_given_an_own_level(),
        _was_closed_with_the_application(),
        _was_called_off_with_the_application(),
        _was_replaced_and_came_back(),
    )


def _had_held_it_before() -> ColumnElement[bool]:
    return (
        exists()
        .where(
            _BEFORE.application_id == Interview.application_id,
            _BEFORE.stage == Interview.stage,
            _BEFORE.id != Interview.id,
            _BEFORE.panel_opened_at < Scorecard.submitted_at,
            _SEAT_BEFORE.interview_id == _BEFORE.id,
            _SEAT_BEFORE.account_id == Scorecard.account_id,
            _SEAT_BEFORE.left_at.is_(None),
        )
        .correlate(Interview, Scorecard)
    )


def _had_given_an_own_level() -> ColumnElement[bool]:
    return (
        exists()
        .where(
            OwnLevel.application_id == Interview.application_id,
            OwnLevel.account_id == Scorecard.account_id,
            OwnLevel.at < Scorecard.submitted_at,
        )
        .correlate(Interview, Scorecard)
    )


def _was_closed_with_the_application() -> ColumnElement[bool]:
    """The interview was held, its card missing, when a decline closed it; later the application was re-opened."""
    closed_later = exists().where(
        _CLOSED_LATER.application_id == _CLOSED.application_id,
        _CLOSED_LATER.kind.in_(["declined", "withdrew"]),
        _CLOSED_LATER.id > _CLOSED.id,
        _CLOSED_LATER.id < _REOPENED.id,
    )
    return (
        exists()
        .where(
            _is_reopened(),
            _is_of_application(_CLOSED, "declined"),
            _CLOSED.id < _REOPENED.id,
            _CLOSED.at >= Interview.starts_at,
            ~closed_later.correlate(_CLOSED, _REOPENED),
            _others_lay_open(_REOPENED.at),
        )
        .correlate(Interview, Scorecard)
    )


def _was_called_off_with_the_application() -> ColumnElement[bool]:
    """The interview lay ahead when the application was closed, and was booked again with the re-opening."""
    return (
        exists()
        .where(
            _is_reopened(),
            _is_of_interview(_RESTORED, "interview_restored"),
            _RESTORED.at == _REOPENED.at,
            _others_lay_open(_REOPENED.at),
        )
        .correlate(Interview, Scorecard)
    )


def _was_replaced_and_came_back() -> ColumnElement[bool]:
    author = cast(Scorecard.account_id, String)
    return (
        exists()
        .where(
            _is_of_interview(_LEFT, "interviewer_replaced"),
            _LEFT.data["left"].as_string() == author,
            _is_of_interview(_JOINED, "interviewer_replaced"),
            _JOINED.data["joined"].as_string() == author,
            _JOINED.id > _LEFT.id,
            _JOINED.at < Scorecard.submitted_at,
            _others_lay_open(_JOINED.at),
        )
        .correlate(Interview, Scorecard)
    )


def _is_reopened() -> ColumnElement[bool]:
    return and_(_is_of_application(_REOPENED, "reopened"), _REOPENED.at < Scorecard.submitted_at)


def _is_of_application(event: type[ApplicationEvent], kind: str) -> ColumnElement[bool]:
    return and_(event.application_id == Interview.application_id, event.kind == kind)


def _is_of_interview(event: type[ApplicationEvent], kind: str) -> ColumnElement[bool]:
    return and_(_is_of_application(event, kind), event.data["interview"].as_string() == cast(Interview.id, String))


def _others_lay_open(before: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
    return and_(
        _OPEN.application_id == Interview.application_id,
        _OPEN.id != Interview.id,
        _OPEN.panel_opened_at < before,
    )
