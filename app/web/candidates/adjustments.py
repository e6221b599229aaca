"""What is arranged differently: the candidate asks on a page of their own, the recruiter answers on another."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.adjustment_requests import STATE_NAMES, is_overdue
from app.domain.policy import Action
from app.domain.portal import Visitor
from app.domain.say import translatable
from app.gateways import clock
from app.queries.candidates import adjustment_requests as queries
from app.services.candidates import adjustment_requests as service
from app.web.candidates.blueprint import bp, portal
from app.web.candidates.visiting import visited
from app.web.security import requires, viewer
from forms.candidates.adjustments import ReplyForm, WishForm

SENT = translatable("Your request is with the recruiter, who answers within a working day.")


@portal.route("/applications/<id:application_id>/adjustments", methods=["GET", "POST"])
@visited
def adjustment(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """Ask for something to be arranged differently, and read what was answered."""
    wishes, form = queries.wishes_of(visitor, application_id), WishForm()
    if form.validate_on_submit():
        with form.refusals():
            service.ask(application_id, visitor.candidate_id, form.wish())
            flash(SENT)
            return redirect(url_for("portal.adjustment", application_id=application_id))
    facts = {"application": wishes, "wishes": wishes, "states": STATE_NAMES, "zone": visitor.zone}
    return render_template("candidates/adjustment.html", visitor=visitor, form=form, **facts), form.status


@bp.get("/applications/<id:application_id>/adjustment-requests")
@requires(Action.ADJUSTMENT_ANSWER)
def adjustment_requests(application_id: int) -> ResponseReturnValue:
    """What the candidate asked for, what was answered, and what waits for an answer."""
    inbox, now = queries.inbox_for(viewer(), application_id), clock.now()
    late = {item.id for item in inbox.waiting if is_overdue(item.asked_at, now, zone=viewer().zone)}
    return render_template("candidates/adjustment_requests.html", inbox=inbox, late=late, states=STATE_NAMES)


@bp.route("/applications/<id:application_id>/adjustment-requests/<id:request_id>", methods=["GET", "POST"])
@requires(Action.ADJUSTMENT_ANSWER)
def answer_adjustment(application_id: int, request_id: int) -> ResponseReturnValue:
    """Say what is arranged, or why it can't be."""
    inbox = queries.inbox_for(viewer(), application_id)
    asked = inbox.request(request_id)
    arranged = {"arrangement": inbox.arrangement, "extra_minutes": inbox.extra_minutes}
    form = ReplyForm(data=arranged | {"version": inbox.version})
    if form.validate_on_submit():
        with form.refusals():
            service.answer(viewer(), application_id, request_id, form.reply, seen=form.seen())
            flash("Answered. The candidate gets a mail and reads the answer on their own page.")
            return redirect(url_for("candidates.adjustment_requests", application_id=application_id))
    return render_template("candidates/answer_adjustment.html", inbox=inbox, asked=asked, form=form), form.status
