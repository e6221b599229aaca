"""What candidates may say about themselves of their own free will: a page of its own, apart from the application."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.portal import Visitor
from app.domain.say import translatable
from app.domain.self_identification import QUESTIONS
from app.services.candidates import identifying as service
from app.web.candidates.blueprint import portal
from app.web.candidates.visiting import visited
from forms.base import RungForm
from forms.candidates.identifying import NOTHING, AboutMeForm

KEPT = translatable("Kept. It counts in sums alone, and you can change it or take it back here at any time.")
GONE = translatable("Taken back. Nothing of it is kept.")


@portal.route("/applications/<id:application_id>/about-me", methods=["GET", "POST"])
@visited
def identify(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """Answer questions about oneself, or say that one does not want to."""
    page = service.about_me(visitor, application_id)
    form = AboutMeForm.for_set(page.asked)
    if form.validate_on_submit():
        with form.refusals():
            answers = {} if request.form.get("act") == NOTHING else form.answers()
            service.answer(visitor, application_id, answers)
            flash(KEPT)
            return redirect(url_for("portal.identify", application_id=application_id))
    shown = {"page": page, "application": page.application, "questions": QUESTIONS[page.asked], "form": form}
    return render_template("candidates/about_me.html", visitor=visitor, nothing=NOTHING, **shown), form.status


@portal.post("/applications/<id:application_id>/about-me/take-back")
@visited
def take_back_identity(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """Let nothing be kept."""
    if RungForm().validate_on_submit():
        service.take_back(visitor, application_id)
        flash(GONE)
    return redirect(url_for("portal.identify", application_id=application_id))
