"""The text of a CV, to be read without opening the file."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.domain.candidate import TextState
from app.domain.policy import Action, may, permit
from app.queries.candidates.texts import cv_text_for
from app.web.candidates.blueprint import bp
from app.web.security import requires, viewer


@bp.get("/applications/<id:application_id>/cv/text")
@requires(Action.CV_READ)
def cv_text(application_id: int) -> ResponseReturnValue:
    """What was read out of the CV, or why there is nothing."""
    cv = cv_text_for(viewer(), application_id)
    permit(Action.CV_READ, cv.relation)
    leads = may(Action.APPLICATION_READ, cv.relation)
    return render_template("candidates/cv_text.html", cv=cv, leads=leads, TextState=TextState)
