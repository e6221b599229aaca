"""What a candidate sees first: their applications, what comes next in each, and where they go from there."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.hearing import Awaited, hears_by, what_is_next
from app.domain.portal import SESSION_LASTS, Visitor
from app.gateways import calendar, clock
from app.queries import candidates as queries
from app.queries.accounts import site
from app.queries.candidates import MyApplication
from app.queries.candidates.ahead import Ahead, ahead_of
from app.queries.scheduling.calendar_entries import entry_of_candidate
from app.queries.scheduling.calendars import candidate_feed_address
from app.queries.scheduling.invitations import booking_page, booking_pass, invitation_link
from app.queries.scheduling.rules import rules
from app.web import link_cookies
from app.web.candidates.blueprint import portal
from app.web.candidates.doors import doors_of
from app.web.candidates.visiting import visited


@dataclass(frozen=True, slots=True)
class Shown:
    """One application on the page: what is ahead, and what comes next in words."""

    application: MyApplication
    ahead: Ahead
    next: str
    is_late: bool


@portal.get("")
@visited
def show(visitor: Visitor) -> ResponseReturnValue:
    """Every application of the candidate's."""
    now = clock.now()
    mine = queries.my_applications(visitor, now)
    ahead, days = ahead_of([each.id for each in mine], now), rules().waits_days
    shown = [_shown(each, ahead[each.id], visitor, now, days=days) for each in mine]
    feed = candidate_feed_address(visitor.candidate_id)
    return render_template("candidates/portal.html", visitor=visitor, shown=shown, doors_of=doors_of, feed=feed)


@portal.get("/applications/<id:application_id>/bookings/<id:invitation_id>")
@visited
def open_booking(visitor: Visitor, application_id: int, invitation_id: int) -> ResponseReturnValue:
    """On to the page where a time is chosen, moved or called off, with the cookie that opens it."""
    mine, now = queries.my_application(visitor, application_id), clock.now()
    ahead = ahead_of([mine.id], now)[mine.id]
    if invitation_id not in {each.invitation_id for each in ahead.interviews} | {each.id for each in ahead.invitations}:
        raise NotFound
    token = invitation_link(invitation_id).rsplit("/", 1)[1]
    found = booking_pass(token)
    answer = make_response(redirect(url_for("scheduling.choose", invitation_id=invitation_id)))
    if found is not None:
        until = min(booking_page(found).keeps_until, now + SESSION_LASTS)
        link_cookies.keep_booking(answer, token, invitation_id, until=until)
    return answer


@portal.get("/applications/<id:application_id>/interviews/<id:interview_id>/interview.ics")
@visited
def interview_file(visitor: Visitor, application_id: int, interview_id: int) -> ResponseReturnValue:
    """An interview as a file for a calendar."""
    mine, now = queries.my_application(visitor, application_id), clock.now()
    coming = {each.id for each in ahead_of([mine.id], now)[mine.id].interviews}
    entry = entry_of_candidate(interview_id, changed_at=now) if interview_id in coming else None
    if entry is None:
        raise NotFound
    answer = Response(calendar.feed("Interview", [entry]), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="interview.ics"'
    return answer


def _shown(mine: MyApplication, ahead: Ahead, visitor: Visitor, now: datetime, *, days: int) -> Shown:
    coming, asked = ahead.interviews, ahead.invitations
    awaited = Awaited(
        mine.state,
        mine.stage,
        mine.recruiter or site().name,
        visitor.zone,
        hears_by(ahead.since or mine.applied_at, days=days, zone=visitor.zone),
        starts_at=coming[0].starts_at if coming else None,
        invited_until=asked[0].expires_at if asked else None,
        hold_until=mine.hold_until,
        held_by_me=mine.held_by_me,
    )
    return Shown(mine, ahead, what_is_next(awaited, now), awaited.is_late(now))
