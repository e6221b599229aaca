"""A second look at a decision: the candidate asks for it, and a person answers."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.domain.portal import Visitor
from app.domain.say import translatable
from app.domain.second_looks import why_not
from app.queries import candidates as queries
from app.queries.candidates.second_looks import look_page, second_looks
from app.services.candidates import second_looks as service
from app.web.candidates.blueprint import bp, portal
from app.web.candidates.visiting import visited
from app.web.security import requires, viewer
from forms.candidates.second_looks import AnswerAgainForm, AskAgainForm

SENT = translatable("A person will look at it once more. You get a mail as soon as there is an answer.")


@portal.route("/applications/<id:application_id>/review", methods=["GET", "POST"])
@visited
def review(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """How a person looks at a decision once more, and what they answered."""
    mine, form = queries.my_application(visitor, application_id), AskAgainForm()
    if form.validate_on_submit():
        with form.refusals():
            service.ask_again(visitor, application_id, form.text.data or "")
            flash(SENT)
            return redirect(url_for("portal.review", application_id=application_id))
    looks = second_looks(application_id)
    refusal = why_not(mine.state, asked=len(looks), waits=any(look.waits for look in looks))
    facts = {"application": mine, "looks": looks, "refusal": refusal}
    return render_template("candidates/review.html", visitor=visitor, form=form, **facts), form.status


@bp.route("/applications/<id:application_id>/review", methods=["GET", "POST"])
@requires(Action.REVIEW_ANSWER)
def answer_review(application_id: int) -> ResponseReturnValue:
    """What the candidate asks to be looked at once more, and the answer."""
    page = look_page(viewer(), application_id)
    form = AnswerAgainForm(request=page.waiting.id if page.waiting else 0)
    if form.validate_on_submit():
        with form.refusals():
            service.answer_again(viewer(), application_id, form.asked(), form.text.data or "")
            flash("Answered. The candidate gets a mail and reads it on their own page.")
            return redirect(url_for("candidates.answer_review", application_id=application_id))
    return render_template("candidates/answer_review.html", page=page, form=form), form.status
