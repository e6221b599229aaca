"""The candidate's pages: come in by the link, choose a time, move it, call it off, name other hours, put it down."""

from collections.abc import Callable, Sequence
from functools import wraps

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain import invitations as rules
from app.domain.errors import BadData, Conflict, NotFound
from app.domain.invitations import DEAD, BookingPass
from app.domain.say import say, translatable
from app.domain.slot_days import days_of, has_change
from app.domain.slots import zone_named
from app.domain.spans import Span
from app.gateways import calendar, clock
from app.queries.scheduling import invitations as queries
from app.queries.scheduling.calendar_entries import entry_of_candidate
from app.queries.scheduling.calendars import candidate_feed_address
from app.queries.scheduling.invitations import BookingPage
from app.queries.scheduling.offers import hours_of
from app.services.scheduling import other_hours, self_booking
from app.web import link_cookies
from app.web.languages import bilingual, choose_language, translate
from app.web.scheduling.blueprint import bp
from app.web.security import public
from forms.base import RungForm
from forms.scheduling.booking import CancelForm
from forms.scheduling.self_booking import HoursForm, MoveSlotForm, SlotForm, ZoneForm

WHY = "the link of the invitation is the proof, kept in a cookie; it opens one candidate's booking"
NO_LINK = translatable(
    "This page opens by the link in the mail about your interview. Open the mail and use the link again."
)
DONE = 303
View = Callable[[BookingPage, BookingPass], ResponseReturnValue]


@bp.get("/booking-links/<token>")
@public("the link is the proof; it lets one candidate book one interview, as often as they look")
@bilingual
def open_booking(token: str) -> ResponseReturnValue:
    """Come in by the link. Nothing is used up and nothing is changed; the browser keeps the link."""
    found = queries.booking_pass(token)
    if found is None:
        return _refused(DEAD, status=404)
    try:
        page = queries.booking_page(found)
    except NotFound as gone:
        return _refused(gone.message, status=404)
    if not queries.may_keep(page, clock.now()):
        return _over(page)
    answer = make_response(redirect(url_for("scheduling.choose", invitation_id=page.invitation_id)))
    link_cookies.keep_booking(answer, token, page.invitation_id, until=page.keeps_until)
    return answer


def held(view: View) -> Callable[[int], ResponseReturnValue]:
    """Let in who holds the link to the invitation in the address. No search engine keeps what they see."""

    @wraps(view)
    def guarded(invitation_id: int) -> ResponseReturnValue:
        choose_language()
        found = queries.booking_pass(link_cookies.booking_token(invitation_id))
        if found is None or found.invitation_id != invitation_id:
            return _refused(NO_LINK, status=404)
        try:
            page = queries.booking_page(found)
        except NotFound as gone:
            return _refused(gone.message, status=404)
        choose_language(page.language)
        return _unlisted(view(page, found)) if queries.may_keep(page, clock.now()) else _over(page)

    return guarded


@bp.route("/bookings/<id:invitation_id>", methods=["GET", "POST"])
@public(WHY)
@held
def choose(page: BookingPage, found: BookingPass) -> ResponseReturnValue:
    """The hours that are offered, or the one that is booked."""
    if request.method == "GET" and page.interview is not None:
        return _booked(page)
    form = SlotForm()

    def book() -> None:
        self_booking.book_by_link(found, form.start(), zone=form.zone.data or page.zone)

    status = _outcome(form, book)
    if status == DONE:
        flash(translatable("It is booked. A mail with everything in it is on its way to you."))
        return redirect(url_for("scheduling.choose", invitation_id=page.invitation_id))
    return _hours_page(page, form, "scheduling/candidate_choose.html", rules.why_not_choose, status)


@bp.route("/bookings/<id:invitation_id>/move", methods=["GET", "POST"])
@public(WHY)
@held
def move_booking(page: BookingPage, found: BookingPass) -> ResponseReturnValue:
    """Another of the hours that are offered."""
    form = MoveSlotForm(version=page.interview.version if page.interview else 0)

    def move() -> None:
        zone, reason = form.zone.data or page.zone, form.reason.data or ""
        self_booking.move_by_link(found, form.start(), zone=zone, reason=reason, seen=form.seen())

    status = _outcome(form, move)
    if status == DONE:
        flash(translatable("It is moved. A mail with the new time is on its way to you."))
        return redirect(url_for("scheduling.choose", invitation_id=page.invitation_id))
    return _hours_page(page, form, "scheduling/candidate_move.html", rules.why_not_move, status)


@bp.route("/bookings/<id:invitation_id>/cancel", methods=["GET", "POST"])
@public(WHY)
@held
def cancel_booking(page: BookingPage, found: BookingPass) -> ResponseReturnValue:
    """Call the interview off."""
    form = CancelForm(version=page.interview.version if page.interview else 0)

    def cancel() -> None:
        self_booking.cancel_by_link(found, reason=form.reason.data or "", seen=form.seen())

    status = _outcome(form, cancel)
    if status == DONE:
        flash(translatable("It is called off, and everybody is told."))
        return redirect(url_for("scheduling.choose", invitation_id=page.invitation_id))
    why_not = rules.why_not_cancel(page.standing, clock.now(), zone=page.zone)
    return render_template("scheduling/candidate_cancel.html", page=page, form=form, why_not=why_not), status


@bp.route("/bookings/<id:invitation_id>/hours", methods=["GET", "POST"])
@public(WHY)
@held
def ask_hours(page: BookingPage, found: BookingPass) -> ResponseReturnValue:
    """Say that none of the hours suits, and which would."""
    form = HoursForm.in_zone(_zone(page)[0])

    def ask() -> None:
        other_hours.ask_for_hours(found, form.spans(), note=form.note.data or "")

    status = _outcome(form, ask)
    if status == DONE:
        flash(translate(say("Your hours are with {who}, who answers by mail.", who=page.standing.recruiter)))
        return redirect(url_for("scheduling.choose", invitation_id=page.invitation_id))
    why_not = rules.why_not_ask(page.standing, clock.now(), zone=page.zone)
    return render_template("scheduling/candidate_hours.html", page=page, form=form, why_not=why_not), status


@bp.get("/bookings/<id:invitation_id>/interview.ics")
@public(WHY)
@held
def booking_file(page: BookingPage, _found: BookingPass) -> ResponseReturnValue:
    """The interview as a file for a calendar."""
    entry = entry_of_candidate(page.interview.id, changed_at=clock.now()) if page.interview else None
    if entry is None:
        return _refused(translatable("There is no interview to put down yet. Choose a time first."), status=404)
    answer = Response(calendar.feed("Interview", [entry]), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="interview.ics"'
    return answer


def _outcome(form: RungForm, act: Callable[[], None]) -> int:
    """What came of what was sent: DONE, or the status of the page that says why not; nothing sent is 200."""
    if not form.validate_on_submit():
        return form.status
    with form.refusals():
        try:
            act()
        except Conflict as refused:
            form.refuse(refused.message)
            return 409
    return form.status if form.errors else DONE


def _hours_page(
    page: BookingPage, form: SlotForm, template: str, why: Callable[..., str | None], status: int
) -> ResponseReturnValue:
    """The hours in the zone that is asked for; without them, why there are none."""
    zone, problem = _zone(page, sent=form.zone.data)
    form.zone.data = zone
    now = clock.now()
    why_not = why(page.standing, now, zone=zone)
    slots = _others(page, hours_of(page.asked, now).slots) if why_not is None else ()
    days = days_of(slots, zone, page.other_zones)
    facts = {"zone": zone, "problem": problem, "why_not": why_not, "days": days, "has_change": has_change(days)}
    first = slots[0].starts_at if slots else now
    body = render_template(template, page=page, form=form, zones=ZoneForm.asking(zone), first=first, **facts)
    return body, 422 if problem else status


def _others(page: BookingPage, slots: Sequence[Span]) -> Sequence[Span]:
    """The slots without the one that is booked already."""
    return [slot for slot in slots if slot.starts_at != page.standing.starts_at]


def _zone(page: BookingPage, *, sent: str | None = None) -> tuple[str, str]:
    """The zone that is asked for, else the candidate's own; and what is wrong with the one that is asked for."""
    wanted = sent or request.args.get("zone", "")
    try:
        return (zone_named(wanted) if wanted else page.zone), ""
    except BadData as unknown:
        return page.zone, unknown.message


def _booked(page: BookingPage) -> ResponseReturnValue:
    """When, with whom and where; what can still be changed, and until when."""
    now = clock.now()
    zone, problem = _zone(page)
    facts = {
        "why_not_move": rules.why_not_move(page.standing, now, zone=zone),
        "why_not_cancel": rules.why_not_cancel(page.standing, now, zone=zone),
        "feed": candidate_feed_address(page.candidate_id),
    }
    body = render_template("scheduling/candidate_booked.html", page=page, zone=zone, now=now, **facts)
    return body, 422 if problem else 200


def _over(page: BookingPage) -> ResponseReturnValue:
    """A link that opens nothing any more, and whom to write to."""
    sentence = rules.why_over(page.standing, clock.now(), zone=page.zone) or DEAD
    return _refused(sentence, status=403, writes_to=page.writes_to)


def _refused(sentence: str, *, status: int, writes_to: str = "") -> ResponseReturnValue:
    body = render_template("scheduling/candidate_link.html", sentence=sentence, writes_to=writes_to)
    return _unlisted((body, status))


def _unlisted(answer: ResponseReturnValue) -> Response:
    made = make_response(answer)
    made.headers["X-Robots-Tag"] = "noindex, nofollow"
    return made
