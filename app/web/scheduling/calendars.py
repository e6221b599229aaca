"""Calendars: the private feeds of interviews, and one's own page about them."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.gateways import clock
from app.queries.scheduling import calendars as queries
from app.services.scheduling import calendars as service
from app.web.scheduling.blueprint import bp
from app.web.security import public, requires, viewer
from forms.scheduling.calendars import BusyCalendarForm


@bp.get("/calendars/<token>.ics")
@public("the address is the proof; it shows one person's interviews to whoever was given it")
def feed(token: str) -> ResponseReturnValue:
    """Somebody's interviews, for the calendar program that they gave the address to."""
    answer = Response(queries.feed_behind(token, clock.now()), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'inline; filename="interviews.ics"'
    answer.add_etag()
    return answer.make_conditional(request)


@bp.route("/account/calendar", methods=["GET", "POST"])
@requires(Action.SELF_MANAGE)
def calendars() -> ResponseReturnValue:
    """One's own feed, and the busy calendar that we may read."""
    page = queries.calendar_page(viewer())
    form = BusyCalendarForm()
    form.offer(has_caldav=page.has_caldav)
    if form.validate_on_submit():
        with form.refusals():
            kind, url = form.chosen()
            service.subscribe(viewer(), kind=kind, url=url)
            flash("Kept. Your calendar is read within a quarter of an hour; look here again to see that it worked.")
            return redirect(url_for("scheduling.calendars"))
    return render_template("scheduling/calendars.html", page=page, form=form), form.status


@bp.post("/account/calendar/renew")
@requires(Action.SELF_MANAGE)
def renew_feed() -> ResponseReturnValue:
    """Another address for one's feed."""
    service.renew_feed(viewer())
    flash("Your interviews have a new address. The one of before works no more: enter the new one in your calendar.")
    return redirect(url_for("scheduling.calendars"))


@bp.post("/account/calendar/stop")
@requires(Action.SELF_MANAGE)
def stop_reading() -> ResponseReturnValue:
    """Let nobody read one's busy calendar any more."""
    service.stop(viewer())
    flash("Your calendar is read no more, and what it said is forgotten.")
    return redirect(url_for("scheduling.calendars"))
