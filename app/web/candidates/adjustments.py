"""What is arranged differently: the candidate asks on a page of their own, the recruiter answers on another."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.adjustment_requests import STATE_NAMES
from app.domain.portal import Visitor
from app.domain.say import translatable
from app.queries.candidates import adjustment_requests as queries
from app.services.candidates import adjustment_requests as service
from app.web.candidates.blueprint import portal
from app.web.candidates.visiting import visited
from forms.candidates.adjustments import WishForm

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
    facts = {"application": wishes, "wishes": wishes, "states": STATE_NAMES}
    return render_template("candidates/adjustment.html", visitor=visitor, form=form, **facts), form.status
