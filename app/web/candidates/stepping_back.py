"""Withdrawing, pausing and going on, by the candidate, in two clicks each."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.portal import LONGEST_PAUSE, Visitor
from app.domain.say import translatable
from app.domain.states import State
from app.gateways import clock
from app.queries import candidates as queries
from app.queries.candidates import ahead as ahead_queries
from app.services.candidates import stepping_back as service
from app.web.candidates.blueprint import portal
from app.web.candidates.visiting import visited
from forms.candidates.stepping_back import PauseForm, StepBackForm

WITHDRAWN = translatable("Your application is withdrawn, and everybody who had a part in it is told.")
PAUSED = translatable("Your application rests. You can go on whenever you like.")
GOES_ON = translatable("Your application goes on, and the recruiter is told.")


@portal.route("/applications/<id:application_id>/withdraw", methods=["GET", "POST"])
@visited
def withdraw(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """Take an application back."""
    mine = queries.my_application(visitor, application_id)
    form = StepBackForm.of(has_offer=mine.state is State.OFFER_MADE)
    if form.validate_on_submit():
        with form.refusals():
            service.withdraw(visitor, application_id, reason=form.chosen(), note=form.note.data or "")
            flash(WITHDRAWN)
            return redirect(url_for("portal.show"))
    coming = ahead_queries.ahead_of([mine.id], clock.now())[mine.id].interviews
    page = render_template("candidates/withdraw.html", visitor=visitor, application=mine, form=form, coming=coming)
    return page, form.status


@portal.route("/applications/<id:application_id>/pause", methods=["GET", "POST"])
@visited
def pause(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """Let an application rest until a day."""
    mine, form = queries.my_application(visitor, application_id), PauseForm()
    if form.validate_on_submit():
        with form.refusals():
            service.pause(visitor, application_id, until=form.day())
            flash(PAUSED)
            return redirect(url_for("portal.show"))
    today = clock.now().astimezone(ZoneInfo(visitor.zone)).date()
    days = {"first": today + timedelta(days=1), "last": today + LONGEST_PAUSE}
    return render_template("candidates/pause.html", visitor=visitor, application=mine, form=form, **days), form.status


@portal.post("/applications/<id:application_id>/resume")
@visited
def resume(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """Go on after a pause."""
    service.resume(visitor, application_id)
    flash(GOES_ON)
    return redirect(url_for("portal.show"))
