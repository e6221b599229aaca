"""The decision page: own level first, then the recommendation, then the decision and what becomes of it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.decision import Outcome, Ruling
from app.domain.policy import Action, permit
from app.domain.visibility import why_hidden
from app.queries import decisions as queries
from app.queries.applications import Case, case_for
from app.services import decisions as service
from app.web.reports import calibrates
from app.web.security import requires, viewer
from forms.decisions import ApprovalForm, DecisionForm, OwnLevelForm

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
@calibrates
def record(application_id: int) -> ResponseReturnValue:
    """Record the decision."""
    case = case_for(viewer(), application_id)
    permit(Action.DECISION_RECORD, case.relation)
    form = _decision_form(case, is_sent=True)
    if form.validate_on_submit():
        with form.refusals():
            ruling = form.ruling()
            must_wait = service.record(viewer(), application_id, ruling=ruling, seen=form.seen())
            flash(_said(case, ruling, must_wait=must_wait))
            return redirect(url_for("decisions.show", application_id=application_id))
    return _page(application_id, decision_form=form)


@bp.post("/approval")
@requires(Action.DECISION_APPROVE)
@calibrates
def approve(application_id: int) -> ResponseReturnValue:
    """Approve a hire outside the range, or send it back."""
    case = case_for(viewer(), application_id)
    permit(Action.DECISION_APPROVE, case.relation)
    form = ApprovalForm()
    if form.validate_on_submit():
        with form.refusals():
            service.answer(viewer(), application_id, given=form.answer(), seen=form.seen())
            flash("Your answer is recorded, and whoever decided is told.")
            return redirect(url_for("decisions.show", application_id=application_id))
    return _page(application_id, approval_form=form)


@bp.post("/take-back")
@requires(Action.DECISION_TAKE_BACK)
def take_back(application_id: int) -> ResponseReturnValue:
    """Take a decision back that awaits approval."""
    service.take_back(viewer(), application_id, seen=ApprovalForm().seen())
    flash("The decision is taken back. It can be decided again.")
    return redirect(url_for("decisions.show", application_id=application_id))


def _said(case: Case, ruling: Ruling, *, must_wait: bool) -> str:
    if ruling.outcome == Outcome.CONVERSATION:
        return f"Asked for. The application stands in {case.plan.name(ruling.stage)} again, and its recruiter is told."
    return (
        "The decision is recorded. It counts once somebody else approves it."
        if must_wait
        else ("The decision is recorded.")
    )


def _page(
    application_id: int,
    *,
    own_form: OwnLevelForm | None = None,
    decision_form: DecisionForm | None = None,
    approval_form: ApprovalForm | None = None,
) -> ResponseReturnValue:
    page = queries.decision_page(viewer(), application_id)
    permit(Action.DECISION_READ, page.relation)
    sent = own_form or decision_form or approval_form
    shown = render_template(
        "decisions/show.html",
        page=page,
        why=why_hidden(Action.RECOMMENDATION_READ, page.relation),
        sent=sent,
        own_form=own_form or _own_form(page.case),
        decision_form=(decision_form or _decision_form(page.case)).offer(page.standing.stages),
        approval_form=approval_form or ApprovalForm.for_version(page.case.version),
    )
    return shown, sent.status if sent else 200


def _own_form(case: Case, *, is_sent: bool = False) -> OwnLevelForm:
    return OwnLevelForm.for_playbook(case.playbook, version=case.version, is_sent=is_sent)


def _decision_form(case: Case, *, is_sent: bool = False) -> DecisionForm:
    form = DecisionForm.for_opening(case.playbook, case.requirements, version=case.version, is_sent=is_sent)
    return form.as_promotion() if case.is_promotion else form
