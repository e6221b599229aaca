"""Erasing candidates, keeping them from it, and what the time for keeping data does: pages of staff."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.erasure import confirmation
from app.domain.policy import Action, permit
from app.gateways import clock
from app.queries.candidates import erasures
from app.queries.candidates import retention as keeping
from app.queries.openings.places import all_rules
from app.services.candidates import erasing as service
from app.services.candidates import legal_holds, settling
from app.web.candidates.blueprint import bp
from app.web.security import requires, viewer
from forms.candidates.erasing import ErasureForm, LegalHoldForm


@bp.route("/applications/<id:application_id>/erase", methods=["GET", "POST"])
@requires(Action.CANDIDATE_ERASE)
def erase(application_id: int) -> ResponseReturnValue:
    """Erase the candidate of an application, or read the report of that."""
    page = erasures.erasing_for(viewer(), application_id)
    permit(Action.CANDIDATE_ERASE, page.relation)
    form, words = ErasureForm(), confirmation(page.candidate_id)
    if form.validate_on_submit():
        with form.refusals():
            service.erase(viewer(), application_id, typed=form.typed.data or "", reason=form.reason.data or "")
            settling.settle_now(clock.now())
            flash("Erased. Only a number is left, and what is counted.")
            return redirect(url_for("candidates.erase", application_id=application_id))
    return render_template("candidates/erase.html", page=page, form=form, words=words), form.status


@bp.route("/applications/<id:application_id>/legal-hold", methods=["GET", "POST"])
@requires(Action.CANDIDATE_ERASE)
def legal_hold(application_id: int) -> ResponseReturnValue:
    """Keep a candidate from being erased, or let go of it."""
    page = erasures.erasing_for(viewer(), application_id)
    permit(Action.CANDIDATE_ERASE, page.relation)
    form, act = LegalHoldForm(), legal_holds.lift_legal_hold if page.hold else legal_holds.put_legal_hold
    if form.validate_on_submit():
        with form.refusals():
            act(viewer(), application_id, reason=form.reason.data or "")
            flash("The legal hold is lifted." if page.hold else "Nothing of this candidate is erased from now on.")
            return redirect(url_for("candidates.legal_hold", application_id=application_id))
    return render_template("candidates/legal_hold.html", page=page, form=form), form.status


@bp.get("/settings/retention")
@requires(Action.SETTINGS_MANAGE)
def retention() -> ResponseReturnValue:
    """How long data are kept where, and whose time is over."""
    due = keeping.overdue(clock.now())
    return render_template("candidates/retention.html", places=all_rules(), due=due)
