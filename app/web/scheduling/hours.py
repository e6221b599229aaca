"""The page of one's own time: hours of the week, other hours on one day, days away. Always the viewer's own."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.policy import Action
from app.gateways import clock
from app.queries.scheduling import hours as queries
from app.services.scheduling import hours as service
from app.web.scheduling.blueprint import bp
from app.web.security import requires, viewer
from forms.scheduling.hours import AwayForm, HoursForm, OtherHoursForm


@bp.route("/account/time", methods=["GET", "POST"])
@requires(Action.SELF_MANAGE)
def own_time() -> ResponseReturnValue:
    """When the viewer can be booked."""
    page = queries.own_time(viewer(), clock.now())
    form = HoursForm.showing(page.hours, version=page.version)
    if form.validate_on_submit():
        with form.refusals():
            service.save_hours(viewer(), form.hours(), seen=form.seen())
            flash("Saved. It holds for everything that is booked from now on.")
            return redirect(url_for("scheduling.own_time"))
    return _shown(page, hours=form)


@bp.post("/account/time/other-hours")
@requires(Action.SELF_MANAGE)
def add_other_hours() -> ResponseReturnValue:
    """Let other hours hold on one day."""
    form = OtherHoursForm()
    if form.validate_on_submit():
        with form.refusals():
            service.add_other_hours(viewer(), form.other_hours())
            flash("Added.")
            return redirect(url_for("scheduling.own_time"))
    return _shown(queries.own_time(viewer(), clock.now()), other=form)


@bp.post("/account/time/other-hours/<day>/remove")
@requires(Action.SELF_MANAGE)
def remove_other_hours(day: str) -> ResponseReturnValue:
    """Let the week hold on that day again."""
    service.remove_other_hours(viewer(), _day(day))
    flash("Removed. Your usual hours hold on that day again.")
    return redirect(url_for("scheduling.own_time"))


@bp.post("/account/time/away")
@requires(Action.SELF_MANAGE)
def add_away() -> ResponseReturnValue:
    """Be away on certain days."""
    form = AwayForm()
    if form.validate_on_submit():
        with form.refusals():
            service.add_away(viewer(), form.away())
            flash("Added. Nothing is booked on these days; what was booked before stays.")
            return redirect(url_for("scheduling.own_time"))
    return _shown(queries.own_time(viewer(), clock.now()), away=form)


@bp.post("/account/time/away/<id:away_id>/remove")
@requires(Action.SELF_MANAGE)
def remove_away(away_id: int) -> ResponseReturnValue:
    """Be there on these days after all."""
    service.remove_away(viewer(), away_id)
    flash("Removed. Your usual hours hold on these days again.")
    return redirect(url_for("scheduling.own_time"))


def _shown(
    page: queries.OwnTime,
    *,
    hours: HoursForm | None = None,
    other: OtherHoursForm | None = None,
    away: AwayForm | None = None,
) -> ResponseReturnValue:
    """The page with the form that was sent; the two others are fresh."""
    sent = hours or other or away
    forms = {
        "hours": hours or HoursForm.showing(page.hours, version=page.version, is_sent=False),
        "other": other or OtherHoursForm(formdata=None),
        "away": away or AwayForm(formdata=None),
    }
    return render_template("scheduling/time.html", page=page, sent=sent, **forms), sent.status if sent else 200


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFound from error
