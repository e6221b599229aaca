"""Saying whether one comes to an interview of one's own; that one can't is a report, with a reason."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.answers import ANSWER_NAMES
from app.domain.policy import Action, permit
from app.gateways import clock
from app.queries import scheduling as queries
from app.services import scheduling as service
from app.web.scheduling.blueprint import bp
from app.web.security import requires, viewer
from forms.scheduling import AnswerForm


@bp.route("/interviews/<id:interview_id>/answer", methods=["GET", "POST"])
@requires(Action.INTERVIEW_ANSWER, by_link=True)
def answer(interview_id: int) -> ResponseReturnValue:
    """Whether I come; looking at the page answers nothing."""
    page = queries.interview_for(viewer(), interview_id)
    permit(Action.INTERVIEW_ANSWER, page.relation)
    form = AnswerForm()
    if form.validate_on_submit():
        with form.refusals():
            service.answer(viewer(), interview_id, form.answered())
            flash("Thank you, that is noted. The recruiter sees it beside your name.")
            return redirect(url_for("scheduling.answer", interview_id=interview_id))
    facts = {"names": ANSWER_NAMES, "now": clock.now()}
    return render_template("scheduling/answer.html", page=page, form=form, **facts), form.status
