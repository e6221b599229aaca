"""Reporting that one can't hold an interview, or that it did not take place."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action, permit
from app.gateways import clock
from app.queries import scheduling as queries
from app.services import scheduling as service
from app.web.scheduling.blueprint import bp
from app.web.security import requires, viewer
from forms.scheduling import ExcuseForm


@bp.route("/interviews/<id:interview_id>/excuse", methods=["GET", "POST"])
@requires(Action.INTERVIEW_EXCUSE, by_link=True)
def excuse(interview_id: int) -> ResponseReturnValue:
    """Say that one can't make it, or that it didn't happen, and why."""
    page = queries.interview_for(viewer(), interview_id)
    permit(Action.INTERVIEW_EXCUSE, page.relation)
    form = ExcuseForm.offering(page.my_standing().offered(clock.now()), wanted=request.args.get("kind"))
    if form.validate_on_submit():
        with form.refusals():
            is_new = service.excuse(viewer(), interview_id, kind=form.chosen(), reason=form.reason.data or "")
            flash(
                "Reported. The recruiter sees it now."
                if is_new
                else "This is reported already; nothing was sent twice."
            )
            return redirect(url_for("scheduling.excuse", interview_id=interview_id))
    return render_template("scheduling/excuse.html", page=page, form=form), form.status


@bp.post("/interviews/<id:interview_id>/excuse/take-back")
@requires(Action.INTERVIEW_EXCUSE, by_link=True)
def take_back_excuse(interview_id: int) -> ResponseReturnValue:
    """Take the own report back."""
    service.take_back(viewer(), interview_id)
    flash("Taken back. The interview is yours as before.")
    return redirect(url_for("scheduling.excuse", interview_id=interview_id))
