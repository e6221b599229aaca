"""Interviews: mine, book, read, move, cancel, replace an interviewer."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain import slots
from app.domain.interview_links import LinkState
from app.domain.people import known_zones
from app.domain.policy import Action, may, permit
from app.gateways import clock
from app.queries import reports
from app.queries import scheduling as queries
from app.queries.candidates.materials import has_slides
from app.queries.openings import Member
from app.services import scheduling as service
from app.web.scheduling.blueprint import bp
from app.web.security import requires, viewer
from forms.scheduling import BookForm, CancelForm, MoveForm, ReplaceForm

# What the page of an interview leads on to, each only for those who may.
DOORS = (Action.SCORECARD_READ_OTHERS, Action.INTERVIEW_BOOK, Action.PANEL_OPEN, Action.APPLICATION_READ)


@bp.get("/interviews")
@requires(Action.INTERVIEW_LIST)
def mine() -> ResponseReturnValue:
    """What I owe, what lies ahead, what is behind."""
    now = clock.now()
    after, before = _place("after"), _place("before")
    listed = queries.mine(viewer(), now, after=after, before=before)
    links = {
        "ahead": _address("after", listed.more_ahead),
        "behind": _address("before", listed.more_behind),
    }
    is_start = after is None and before is None
    deck = reports.taken_by(viewer(), now) if is_start and listed.ahead else None
    return render_template("scheduling/mine.html", listed=listed, links=links, now=now, is_start=is_start, deck=deck)


@bp.route("/applications/<id:application_id>/interviews/new", methods=["GET", "POST"])
@requires(Action.INTERVIEW_BOOK)
def book(application_id: int) -> ResponseReturnValue:
    """Book the interview of the stage that the application stands in."""
    page = queries.application_to_book(viewer(), application_id)
    permit(Action.INTERVIEW_BOOK, page.relation)
    form = BookForm(zone=page.case.candidate_zone, minutes=page.stage.minutes, version=page.case.version)
    if form.validate_on_submit():
        with form.refusals():
            where, seen = form.video_link.data or "", form.seen()
            made = service.book(
                viewer(), application_id, form.wanted(), seating=form.seating(), video_link=where, seen=seen
            )
            flash("The interview is booked. Messages to everybody in it are queued.")
            return redirect(url_for("scheduling.show", interview_id=made))
    return _booking_page(page, form), form.status


def _booking_page(page: queries.ToBook, form: BookForm) -> str:
    offer, wanted = queries.offer_for(page), page.stage.interviewers
    form.offer(first=_named(offer.first_choice), others=_named(offer.others), own=offer.own, wanted=wanted)
    standing = offer.standing(clock.now())
    return render_template(
        "scheduling/book.html", page=page, offer=offer, form=form, standing=standing, zones=known_zones()
    )


@bp.get("/interviews/<id:interview_id>")
@requires(Action.INTERVIEW_READ)
def show(interview_id: int) -> ResponseReturnValue:
    """When, who, where, and how far the scorecards are."""
    page = queries.interview_for(viewer(), interview_id)
    permit(Action.INTERVIEW_READ, page.relation)
    cancellation = queries.cancellation_of(page)
    may_do = {action.name for action in DOORS if may(action, page.relation)}
    stand_in = queries.stand_in_for(page, clock.now()) if Action.INTERVIEW_BOOK.name in may_do else None
    slides = may(Action.CV_READ, page.relation) and has_slides(interview_id)
    facts = {"cancellation": cancellation, "may_do": may_do, "link": _my_link(page), "stand_in": stand_in}
    return render_template("scheduling/show.html", page=page, now=clock.now(), has_slides=slides, **facts)


@bp.route("/interviews/<id:interview_id>/move", methods=["GET", "POST"])
@requires(Action.INTERVIEW_BOOK)
def move(interview_id: int) -> ResponseReturnValue:
    """Another time for the same people."""
    page = queries.interview_for(viewer(), interview_id)
    permit(Action.INTERVIEW_BOOK, page.relation)
    form = _move_form(page.interview)
    if form.validate_on_submit():
        with form.refusals():
            service.move(viewer(), interview_id, form.wanted(), seen=form.seen())
            flash("The interview is moved. Messages to everybody in it are queued.")
            return redirect(url_for("scheduling.show", interview_id=interview_id))
    return render_template("scheduling/move.html", page=page, form=form, zones=known_zones()), form.status


@bp.route("/interviews/<id:interview_id>/cancel", methods=["GET", "POST"])
@requires(Action.INTERVIEW_BOOK)
def cancel(interview_id: int) -> ResponseReturnValue:
    """Call it off, or say that it did not take place."""
    page = queries.interview_for(viewer(), interview_id)
    permit(Action.INTERVIEW_BOOK, page.relation)
    form = CancelForm(version=page.interview.version)
    form.offer([(seat.account_id, seat.name) for seat in page.interview.interviewers])
    if form.validate_on_submit():
        with form.refusals():
            flash(_called_off(interview_id, form))
            return redirect(url_for("scheduling.show", interview_id=interview_id))
    return render_template("scheduling/cancel.html", page=page, form=form, now=clock.now()), form.status


def _called_off(interview_id: int, form: CancelForm) -> str:
    """Do what the form says, and say what was done."""
    absence, reason, seen = form.absence(), form.reason.data or "", form.seen()
    if absence.is_no_show:
        service.record_absence(viewer(), interview_id, absence, reason=reason, seen=seen)
        return "Recorded. The application stays where it is: invite the candidate again, or close it."
    service.cancel(viewer(), interview_id, reason=reason, seen=seen)
    return "The interview is cancelled and everybody's time is free again. Messages to them are queued."


@bp.route("/interviews/<id:interview_id>/replace", methods=["GET", "POST"])
@requires(Action.INTERVIEW_BOOK)
def replace(interview_id: int) -> ResponseReturnValue:
    """Somebody else takes one interviewer's place."""
    page = queries.interview_for(viewer(), interview_id)
    permit(Action.INTERVIEW_BOOK, page.relation)
    form = ReplaceForm(version=page.interview.version, leaves=request.args.get("leaves"))
    if form.validate_on_submit():
        with form.refusals():
            leaves, joins = form.chosen()
            service.replace(viewer(), interview_id, leaves=leaves, joins=joins, seen=form.seen())
            flash("The place is taken. Whoever left no longer sees this interview.")
            return redirect(url_for("scheduling.show", interview_id=interview_id))
    leaving = [(seat.account_id, seat.name) for seat in page.interview.interviewers]
    joining = [(member.id, f"{member.name}, {member.job_title}") for member in queries.stand_ins_for(page)]
    form.offer(leaving=leaving, joining=joining)
    return render_template("scheduling/replace.html", page=page, form=form), form.status


def _my_link(page: queries.InterviewPage) -> queries.Link | None:
    """The link of somebody who holds the interview, until it ends."""
    if not page.interview.is_booked or page.mine() is None:
        return None
    link = queries.link_for(page.interview.id, page.relation.viewer.account_id)
    return link if link is not None and link.window.state(clock.now()) is not LinkState.TOO_LATE else None


def _move_form(interview: queries.InterviewRow) -> MoveForm:
    slot = slots.Slot(interview.starts_at, interview.ends_at, interview.zone, interview.wall_time)
    return MoveForm.of(slot, version=interview.version)


def _named(members: tuple[Member, ...]) -> list[tuple[int, str]]:
    return [(member.id, member.name) for member in members]


def _place(name: str) -> queries.Place | None:
    """Where a list goes on, from the address; nonsense starts at the start."""
    moment, _, number = request.args.get(name, "").partition("~")
    digits = moment + number
    if not (moment and number and digits.isascii() and digits.isdigit() and len(moment) < 12 and len(number) < 10):
        return None
    return datetime.fromtimestamp(int(moment), UTC), int(number)


def _address(name: str, place: queries.Place | None) -> str | None:
    if place is None:
        return None
    return url_for("scheduling.mine", **{name: f"{int(place[0].timestamp())}~{place[1]}"})  # type: ignore[arg-type]
