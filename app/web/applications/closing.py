"""Closing an application, by our no or by theirs; taking that back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.decline_news import Telling, next_morning
from app.domain.policy import Action, permit
from app.gateways import clock
from app.queries import applications as queries
from app.queries.applications import Case
from app.services import applications as service
from app.services.notifications.previewing import decline_preview
from app.web.applications.blueprint import bp
from app.web.applications.moves import back
from app.web.reports import calibrates
from app.web.security import requires, viewer
from app.web.times import counted
from forms.applications.moves import DeclineForm, MoveForm, ReopenForm, TellForm, WithdrawForm

MAIL = "mail"
NOT_NOW = "“Not now” is recorded. Tell your colleague yourself, and note it here: no mail goes out."
TOLD_LATER = "The mail to the candidate leaves on the morning that you chose; re-opening stops it."


def _case(application_id: int) -> Case:
    case = queries.case_for(viewer(), application_id)
    permit(Action.APPLICATION_MOVE, case.relation)
    return case


@bp.route("/applications/<id:application_id>/decline", methods=["GET", "POST"])
@requires(Action.APPLICATION_MOVE)
@calibrates
def decline(application_id: int) -> ResponseReturnValue:
    """Say no, in one act."""
    case = _case(application_id)
    form = DeclineForm.for_role(case.playbook, case.requirements, version=case.version)
    if form.validate_on_submit():
        with form.refusals():
            about, reason = form.about.data or "", form.reason.data or ""
            news = service.news_of(case, form.news())
            given = {"about": about, "reason": reason, "keep_soon": form.keeps_soon, "news": news}
            done = service.decline(viewer(), application_id, seen=form.seen(), **given)  # type: ignore[arg-type]
            said = NOT_NOW if case.is_promotion else _declined(len(done.cancelled), len(done.kept), news.telling)
            flash(said)
            return redirect(url_for("applications.show", application_id=application_id))
    return render_template("applications/decline.html", case=case, form=form, **_as_told(application_id)), form.status


def _as_told(application_id: int) -> dict[str, Any]:
    """The interviews ahead, the mail as it would read, and when it would leave on the next working morning."""
    now = clock.now()
    coming = queries.coming_interviews(application_id, now=now)
    cancelled = [item.id for item in coming if not item.is_soon]
    preview = decline_preview(application_id, cancelled=cancelled, now=now)
    return {"coming": coming, "preview": preview, "morning": next_morning(now, preview.zone)}


def _declined(cancelled: int, kept: int, telling: Telling) -> str:
    said = "Declined. "
    if cancelled:
        said += f"{counted(cancelled, 'interview is', 'interviews are')} cancelled. "
    if telling is Telling.NEVER:
        return said + "No mail goes to the candidate, who waits without a word until somebody tells them."
    if kept:
        return said + "The interview within 24 hours takes place; the mail to the candidate waits until it has ended."
    return said + ("The mail to the candidate waits a minute." if telling is Telling.NOW else TOLD_LATER)


@bp.route("/applications/<id:application_id>/tell", methods=["GET", "POST"])
@requires(Action.APPLICATION_MOVE)
def tell(application_id: int) -> ResponseReturnValue:
    """Tell a candidate of a decline that nobody has told them of, or note that they know."""
    case = _case(application_id)
    service.refuse_told(case)
    form = TellForm(version=case.version)
    if form.validate_on_submit():
        with form.refusals():
            by_mail = request.form.get("act") == MAIL
            service.tell(viewer(), application_id, seen=form.seen(), by_mail=by_mail, how=form.how.data or "")
            flash("The mail leaves now." if by_mail else "Noted: they know, and wait no more.")
            return back(application_id)
    preview = decline_preview(application_id, cancelled=(), now=clock.now())
    return render_template("applications/tell.html", case=case, form=form, preview=preview, mail=MAIL), form.status


@bp.post("/applications/<id:application_id>/undo")
@requires(Action.APPLICATION_MOVE)
@calibrates
def undo_decline(application_id: int) -> ResponseReturnValue:
    """Take a decline back within its minute."""
    restored = service.undo_decline(viewer(), application_id, seen=MoveForm().seen())
    flash("The decline is taken back. The candidate hears nothing of it.")
    for sentence in restored.refused:
        flash(sentence, "warn")
    return back(application_id)


@bp.route("/applications/<id:application_id>/reopen", methods=["GET", "POST"])
@requires(Action.APPLICATION_MOVE)
@calibrates
def reopen(application_id: int) -> ResponseReturnValue:
    """Take up a closed application again."""
    case = _case(application_id)
    form = ReopenForm(version=case.version)
    if form.validate_on_submit():
        with form.refusals():
            restored = service.reopen(viewer(), application_id, seen=form.seen(), reason=form.reason.data or "")
            flash("Re-opened. It stands where it stood.")
            for sentence in restored.refused:
                flash(sentence, "warn")
            return back(application_id)
    return render_template("applications/reopen.html", case=case, form=form), form.status


@bp.route("/applications/<id:application_id>/withdraw", methods=["GET", "POST"])
@requires(Action.APPLICATION_MOVE)
@calibrates
def withdraw(application_id: int) -> ResponseReturnValue:
    """Record the candidate's no."""
    case = _case(application_id)
    form = WithdrawForm.for_position(case.position, version=case.version)
    if form.validate_on_submit():
        with form.refusals():
            service.withdraw(
                viewer(), application_id, seen=form.seen(), reason=form.chosen(), note=form.note.data or ""
            )
            flash("Withdrawn. Booked interviews are cancelled; scorecards of held ones may still come in.")
            return back(application_id)
    coming = queries.coming_interviews(application_id, now=clock.now())
    return render_template("applications/withdraw.html", case=case, form=form, coming=coming), form.status
