"""The debrief of an application. Outside the feature grid: interviewers read it who have no part in decisions."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action, permit
from app.queries import debrief as queries
from app.queries.applications import case_for
from app.services import debrief as service
from app.web.security import requires, viewer
from forms.debrief import NoteForm, QuestionForm

bp = Blueprint("debrief", __name__, url_prefix="/applications/<id:application_id>/debrief")
NEW = "new"


@bp.get("")
@requires(Action.DEBRIEF_READ)
def show(application_id: int) -> ResponseReturnValue:
    """The agenda, with what was noted so far."""
    return _page(application_id)


@bp.post("/items/<item>")
@requires(Action.DEBRIEF_NOTE)
def note(application_id: int, item: str) -> ResponseReturnValue:
    """Note what came of one item."""
    permit(Action.DEBRIEF_NOTE, case_for(viewer(), application_id).relation)
    form = NoteForm.about(item, newest=0, is_sent=True)
    if form.validate_on_submit():
        with form.refusals():
            outcome, text, key = form.outcome.data, form.text.data or "", item.replace("-", ":", 1)
            service.note(viewer(), application_id, key, outcome=outcome, text=text, seen=form.seen())
            flash("Noted. It stands below the item, with your name.")
            return redirect(url_for("debrief.show", application_id=application_id, _anchor=item))
    return _page(application_id, sent=form, item=item)


@bp.post("/questions")
@requires(Action.DEBRIEF_NOTE)
def ask(application_id: int) -> ResponseReturnValue:
    """Put a question on the agenda."""
    permit(Action.DEBRIEF_NOTE, case_for(viewer(), application_id).relation)
    form = QuestionForm.about(NEW, newest=0, is_sent=True)
    if form.validate_on_submit():
        with form.refusals():
            key = service.ask(viewer(), application_id, text=form.text.data or "", seen=form.seen())
            flash("The question is on the agenda.")
            return redirect(url_for("debrief.show", application_id=application_id, _anchor=key.replace(":", "-")))
    return _page(application_id, sent=form, item=NEW)


def _page(application_id: int, *, sent: NoteForm | QuestionForm | None = None, item: str = "") -> ResponseReturnValue:
    page = queries.debrief_for(viewer(), application_id)
    permit(Action.DEBRIEF_READ, page.relation)
    forms = {line.code: NoteForm.about(line.code, newest=line.newest) for line in page.lines}
    question = QuestionForm.about(NEW, newest=page.newest)
    shown = render_template(
        "debrief/show.html", page=page, forms=forms | {NEW: question} | {item: sent}, sent=sent, item=item
    )
    return shown, sent.status if sent else 200
