"""Moves through the stages: advance, another stage, hold, resume, offer, hire."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.domain.policy import Action, permit
from app.gateways import clock
from app.queries import applications as queries
from app.services import applications as service
from app.web.applications.blueprint import bp
from app.web.security import requires, viewer
from forms.applications.moves import HoldForm, MoveForm, OverrideForm, StageForm

WEEK = timedelta(days=7)


def back(application_id: int) -> Response:
    """To the board when the act came from there, else to the application."""
    opening = request.form.get("board", "")
    if opening.isascii() and opening.isdigit() and 0 < len(opening) < 10:
        return redirect(url_for("applications.board", opening_id=int(opening)))
    return redirect(url_for("applications.show", application_id=application_id))


@bp.post("/applications/<id:application_id>/advance")
@requires(Action.APPLICATION_MOVE)
def advance(application_id: int) -> ResponseReturnValue:
    """To the next stage, when nothing is missing."""
    form = MoveForm()
    service.advance(viewer(), application_id, seen=form.seen())
    flash("Advanced to the next stage.")
    return back(application_id)


@bp.route("/applications/<id:application_id>/override", methods=["GET", "POST"])
@requires(Action.APPLICATION_OVERRIDE)
def override(application_id: int) -> ResponseReturnValue:
    """To the next stage although something is missing, with a reason."""
    case = queries.case_for(viewer(), application_id)
    permit(Action.APPLICATION_OVERRIDE, case.relation)
    form = OverrideForm(version=case.version)
    if form.validate_on_submit():
        with form.refusals():
            service.advance(viewer(), application_id, seen=form.seen(), override=form.reason.data or "")
            flash("Advanced. What was missing stands in the timeline with your reason.")
            return back(application_id)
    progress = queries.progress_of_case(case, now=clock.now())
    return render_template("applications/override.html", case=case, progress=progress, form=form), form.status


@bp.route("/applications/<id:application_id>/stage", methods=["GET", "POST"])
@requires(Action.APPLICATION_MOVE)
def go_to(application_id: int) -> ResponseReturnValue:
    """Skip, repeat or reorder stages, with a reason."""
    case = queries.case_for(viewer(), application_id)
    permit(Action.APPLICATION_MOVE, case.relation)
    form = StageForm.for_plan(case.plan, case.position, version=case.version)
    if form.validate_on_submit():
        with form.refusals():
            stage, reason = form.stage.data or "", form.reason.data or ""
            service.go_to(viewer(), application_id, seen=form.seen(), stage=stage, reason=reason)
            flash("Moved. The reason stands in the timeline.")
            return back(application_id)
    return render_template("applications/go_to.html", case=case, form=form), form.status


@bp.route("/applications/<id:application_id>/hold", methods=["GET", "POST"])
@requires(Action.APPLICATION_MOVE)
def hold(application_id: int) -> ResponseReturnValue:
    """Pause until a date."""
    case = queries.case_for(viewer(), application_id)
    permit(Action.APPLICATION_MOVE, case.relation)
    in_a_week = (clock.now() + WEEK).astimezone(ZoneInfo(viewer().zone)).date()
    form = HoldForm(version=case.version, until=in_a_week)
    if form.validate_on_submit():
        with form.refusals():
            reason = form.reason.data or ""
            service.hold(viewer(), application_id, seen=form.seen(), until=form.day(), reason=reason)
            flash("On hold. Bookings and scorecards stay as they are.")
            return back(application_id)
    return render_template("applications/hold.html", case=case, form=form), form.status


def _plain(application_id: int, verb: Callable[..., None], said: str) -> ResponseReturnValue:
    verb(viewer(), application_id, seen=MoveForm().seen())
    flash(said)
    return back(application_id)


@bp.post("/applications/<id:application_id>/resume")
@requires(Action.APPLICATION_MOVE)
def resume(application_id: int) -> ResponseReturnValue:
    """Go on after a hold."""
    return _plain(application_id, service.resume, "Resumed.")


@bp.post("/applications/<id:application_id>/offer")
@requires(Action.OFFER_RECORD)
def make_offer(application_id: int) -> ResponseReturnValue:
    """The offer was made."""
    return _plain(application_id, service.make_offer, "The offer is recorded as made.")


@bp.post("/applications/<id:application_id>/hire")
@requires(Action.OFFER_RECORD)
def hire(application_id: int) -> ResponseReturnValue:
    """The offer was accepted."""
    return _plain(application_id, service.hire, "Hired. The offer is recorded as accepted.")
