"""The profile of an application, its checklist, its CV."""

from datetime import datetime
from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.finding import CHECK_NAMES, figure
from app.domain.pipeline import STATE_NAMES, Move, State, moves_from
from app.domain.policy import Action, may, permit
from app.domain.turns import Lack, usual_days
from app.gateways import clock
from app.queries import applications as queries
from app.queries import candidates
from app.queries.applications import Case, Check, Profile
from app.queries.notifications import troubles_of
from app.queries.scheduling.invitations import InvitationRow, invitation_of
from app.services import applications as service
from app.web.applications.blueprint import bp
from app.web.candidates.records import attached
from app.web.security import requires, viewer
from app.web.times import counted
from forms.applications.moves import MoveForm, RequirementForm

SHOWN = (
    Action.APPLICATION_MOVE,
    Action.APPLICATION_OVERRIDE,
    Action.INTERVIEW_BOOK,
    Action.OFFER_RECORD,
    Action.REQUIREMENT_CHECK,
    Action.CV_READ,
    Action.NOTE_WITHDRAW,
    Action.CANDIDATE_EDIT,
    Action.CANDIDATE_JOIN,
    Action.CANDIDATE_ERASE,
    Action.ADJUSTMENT_MANAGE,
    Action.CONFLICT_DECLARE,
    Action.MESSAGE_WRITE,
    Action.PAY_READ,
    Action.ADJUSTMENT_ANSWER,
    Action.LETTER_SEND,
    Action.REVIEW_ANSWER,
    Action.PROMOTION_READ,
)


@bp.get("/applications/<id:application_id>")
@requires(Action.APPLICATION_READ)
def show(application_id: int) -> ResponseReturnValue:
    """Who it is, where it stands, what is missing, what happened."""
    now = clock.now()
    profile = queries.profile_for(viewer(), application_id, now=now)
    permit(Action.APPLICATION_READ, profile.case.relation)
    troubles = troubles_of(application_id, now) if profile.case.mail_waits else ()
    facts = _facts(profile, now) | {"invitation": _invitation(profile), "troubles": troubles}
    return render_template("applications/show.html", profile=profile, case=profile.case, **facts)


def _facts(profile: Profile, now: datetime) -> dict[str, Any]:
    case = profile.case
    return {
        "can": {action.name for action in SHOWN if may(action, case.relation)},
        "moves": moves_from(case.position),
        "form": MoveForm(version=case.version),
        "can_undo": profile.undo_until is not None and now < profile.undo_until,
        "usual": _usual(case, now),
        "names": STATE_NAMES,
        "Move": Move,
        "Lack": Lack,
        "checks": CHECK_NAMES,
        "figure": figure,
    }


def _invitation(profile: Profile) -> InvitationRow | None:
    """The invitation that its candidate has not answered yet; asked for only where one can be."""
    lacks = {item.lack for item in profile.progress.missing}
    if not lacks & {Lack.INVITATION, Lack.BOOKING}:
        return None
    found = invitation_of(profile.case.id)
    return found if found is not None and found.interview_id is None else None


def _usual(case: Case, now: datetime) -> str:
    """How long it has stood there, and how long is usual."""
    if case.position.state is not State.ACTIVE:
        return ""
    return f"{counted(max((now - case.stage_entered_at).days, 0), 'day')} here; {usual_days(case.stage)} are usual."


@bp.get("/applications/<id:application_id>/cv")
@requires(Action.CV_READ)
def cv(application_id: int) -> ResponseReturnValue:
    """The CV, to be saved; never shown by the browser as part of this site."""
    found = candidates.cv_for(viewer(), application_id)
    permit(Action.CV_READ, found.relation)
    return attached(found, folder=current_app.config["RUNG"].files_directory)


@bp.route("/applications/<id:application_id>/requirements/<key>", methods=["GET", "POST"])
@requires(Action.REQUIREMENT_CHECK)
def requirement(application_id: int, key: str) -> ResponseReturnValue:
    """Say where one requirement stands, and on what evidence."""
    case, line = queries.requirement_for(viewer(), application_id, key)
    permit(Action.REQUIREMENT_CHECK, case.relation)
    form = RequirementForm.for_requirement(line.item.requirement, **_values(line.check))
    if form.validate_on_submit():
        with form.refusals():
            service.check_requirement(viewer(), application_id, key, finding=form.finding(), seen_at=form.shown_at())
            flash("The checklist is saved.")
            return redirect(url_for("applications.show", application_id=application_id, _anchor="requirements"))
    return render_template("applications/requirement.html", case=case, line=line, form=form), form.status


def _values(check: Check | None) -> dict[str, Any]:
    if check is None:
        return {}
    names = ("state", "certainty", "evidence", "amount", "currency", "year")
    return {"seen_at": check.checked_at.isoformat()} | {name: getattr(check, name) for name in names}
