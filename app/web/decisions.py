"""The decision page: own level first, then the recommendation, then the decision."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action, permit
from app.queries import decisions as queries
from app.queries.applications import Case, case_for
from app.services import decisions as service
from app.web.security import requires, viewer
from forms.decisions import DecisionForm, OwnLevelForm

bp = Blueprint("decisions", __name__, url_prefix="/applications/<id:application_id>/decision")


@bp.get("")
@requires(Action.DECISION_READ)
def show(application_id: int) -> ResponseReturnValue:
    """Everything that the decision rests on, as far as the viewer may see it."""
    return _page(application_id)


@bp.post("/own-level")
@requires(Action.OWN_LEVEL_GIVE)
def give_own_level(application_id: int) -> ResponseReturnValue:
    """Store the own level; the recommendation shows from then on."""
    case = case_for(viewer(), application_id)
    permit(Action.OWN_LEVEL_GIVE, case.relation)
    form = _own_form(case, is_sent=True)
    if form.validate_on_submit():
        with form.refusals():
            service.give_own_level(viewer(), application_id, answer=form.answer(), seen=form.seen())
            flash("Your own level is stored. The recommendation stands beside it now.")
            return redirect(url_for("decisions.show", application_id=application_id))
    return _page(application_id, own_form=form)


@bp.post("")
@requires(Action.DECISION_RECORD)
def record(application_id: int) -> ResponseReturnValue:
    """Record the decision."""
    case = case_for(viewer(), application_id)
    permit(Action.DECISION_RECORD, case.relation)
    form = _decision_form(case, is_sent=True)
    if form.validate_on_submit():
        with form.refusals():
            service.record(viewer(), application_id, ruling=form.ruling(), seen=form.seen())
            flash("The decision is recorded.")
            return redirect(url_for("decisions.show", application_id=application_id))
    return _page(application_id, decision_form=form)


def _page(
    application_id: int, *, own_form: OwnLevelForm | None = None, decision_form: DecisionForm | None = None
) -> ResponseReturnValue:
    page = queries.decision_page(viewer(), application_id)
    permit(Action.DECISION_READ, page.relation)
    sent = own_form or decision_form
    own_form = own_form or _own_form(page.case)
    decision_form = decision_form or _decision_form(page.case)
    shown = render_template("decisions/show.html", page=page, own_form=own_form, decision_form=decision_form, sent=sent)
    return shown, sent.status if sent else 200


def _own_form(case: Case, *, is_sent: bool = False) -> OwnLevelForm:
    return OwnLevelForm.for_playbook(case.playbook, version=case.version, is_sent=is_sent)


def _decision_form(case: Case, *, is_sent: bool = False) -> DecisionForm:
    return DecisionForm.for_opening(case.playbook, case.requirements, version=case.version, is_sent=is_sent)
