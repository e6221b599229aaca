"""Asking for something to be arranged differently, for somebody who comes by the link of an invitation."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.adjustment_requests import STATE_NAMES
from app.domain.invitations import BookingPass
from app.domain.say import translatable
from app.queries.candidates.adjustment_requests import wishes_in
from app.queries.scheduling.invitations import BookingPage
from app.services.candidates import adjustment_requests as service
from app.web.scheduling.blueprint import bp
from app.web.scheduling.self_booking import WHY, held
from app.web.security import public
from forms.candidates.adjustments import WishForm

SENT = translatable("Your request is with the recruiter, who answers within a working day.")


@bp.route("/bookings/<id:invitation_id>/adjustments", methods=["GET", "POST"])
@public(WHY)
@held
def ask_adjustment(page: BookingPage, _found: BookingPass) -> ResponseReturnValue:
    """The same form as in the candidate's own pages; without their session, only that something is answered shows."""
    wishes, form = wishes_in(page.application_id, page.candidate_id), WishForm()
    if form.validate_on_submit():
        with form.refusals():
            service.ask(page.application_id, page.candidate_id, form.wish())
            flash(SENT)
            return redirect(url_for("scheduling.ask_adjustment", invitation_id=page.invitation_id))
    body = render_template(
        "scheduling/candidate_adjustment.html", page=page, form=form, wishes=wishes, states=STATE_NAMES
    )
    return body, form.status
