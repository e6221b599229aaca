"""Conflicts of interest around one candidate: see them, declare one, take one back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action, permit
from app.gateways import clock
from app.queries.scheduling.conflict_pages import conflicts_page
from app.services.scheduling import conflicts as service
from app.web.scheduling.blueprint import bp
from app.web.security import requires, viewer
from forms.scheduling.pools import ConflictForm


@bp.route("/applications/<id:application_id>/conflicts", methods=["GET", "POST"])
@requires(Action.CONFLICT_DECLARE)
def conflicts(application_id: int) -> ResponseReturnValue:
    """Who must not interview this candidate."""
    page = conflicts_page(viewer(), application_id, clock.now())
    permit(Action.CONFLICT_DECLARE, page.relation)
    form = ConflictForm()
    form.offer(page.people)
    if form.validate_on_submit():
        with form.refusals():
            service.declare(viewer(), application_id, *form.chosen())
            flash("Kept. They are left out of every panel for this candidate and can't be booked for one.")
            return redirect(url_for("scheduling.conflicts", application_id=application_id))
    return render_template("scheduling/conflicts.html", page=page, form=form), form.status


@bp.post("/applications/<id:application_id>/conflicts/remove")
@requires(Action.CONFLICT_DECLARE)
def remove_conflict(application_id: int) -> ResponseReturnValue:
    """Take a conflict off the record."""
    page = conflicts_page(viewer(), application_id, clock.now())
    permit(Action.CONFLICT_DECLARE, page.relation)
    service.take_back(viewer(), application_id, *ConflictForm().chosen())
    flash("Taken off the record. They can be asked for this candidate again.")
    return redirect(url_for("scheduling.conflicts", application_id=application_id))
