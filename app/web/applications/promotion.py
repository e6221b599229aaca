"""Promotion cases: considering a colleague for another level, and what makes them eligible."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action, permit
from app.domain.promotion_record import SalesRecord
from app.queries.applications.promotion import PromotionDesk, promotion_desk, promotion_page
from app.services.applications import promoting as service
from app.web.applications.blueprint import bp
from app.web.security import requires, viewer
from forms.applications.promotion import PromotionForm, RecordForm

OPENED = "The case is open. Tell your colleague yourself: no mail does. Then book the first interview."


@bp.route("/openings/<id:opening_id>/promotions/new", methods=["GET", "POST"])
@requires(Action.PROMOTION_OPEN)
def open_promotion(opening_id: int) -> ResponseReturnValue:
    """Consider a colleague for another level."""
    desk = promotion_desk(viewer(), opening_id)
    permit(Action.PROMOTION_OPEN, desk.relation)
    form = _form_for(desk)
    if form.validate_on_submit():
        with form.refusals():
            made = service.open_case(viewer(), opening_id, colleague=form.chosen(), record=form.record())
            flash(OPENED)
            return redirect(url_for("applications.promotion", application_id=made))
    return render_template("applications/open_promotion.html", desk=desk, form=form), form.status


@bp.route("/applications/<id:application_id>/promotion", methods=["GET", "POST"])
@requires(Action.PROMOTION_READ)
def promotion(application_id: int) -> ResponseReturnValue:
    """Whether a colleague is eligible, with the arithmetic, and what that rests on."""
    page = promotion_page(viewer(), application_id)
    permit(Action.PROMOTION_READ, page.relation)
    form = RecordForm.of(page.case.playbook.ladder, page.review_scale, page.record, version=page.version)
    if form.validate_on_submit():
        with form.refusals():
            service.change_record(viewer(), application_id, form.record(), seen=form.seen())
            flash("Saved. The clauses are judged anew.")
            return redirect(url_for("applications.promotion", application_id=application_id))
    return render_template("applications/promotion.html", page=page, form=form), form.status


def _form_for(desk: PromotionDesk) -> PromotionForm:
    form = PromotionForm.of(desk.ladder, desk.review_scale, SalesRecord())
    people = ((each.id, f"{each.name}, {each.job_title}" if each.job_title else each.name) for each in desk.colleagues)
    return form.offer(people)
