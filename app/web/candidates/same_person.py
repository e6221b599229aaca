"""Records that may be one person: look at them, join them, take it back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.duplicates import LIKENESS_NAMES
from app.domain.policy import Action
from app.queries.candidates.same_person import same_person_for
from app.services.candidates import joining as service
from app.web.candidates.blueprint import bp
from app.web.security import requires, viewer
from forms.base import RungForm


@bp.get("/applications/<id:application_id>/same-person")
@requires(Action.CANDIDATE_JOIN)
def same_person(application_id: int) -> ResponseReturnValue:
    """Records that look like this candidate, and those that are said to be them."""
    page = same_person_for(viewer(), application_id)
    return render_template("candidates/same_person.html", page=page, form=RungForm(), names=LIKENESS_NAMES)


@bp.post("/applications/<id:application_id>/same-person/<id:candidate_id>")
@requires(Action.CANDIDATE_JOIN)
def join(application_id: int, candidate_id: int) -> ResponseReturnValue:
    """Say that two records are one person."""
    service.join(viewer(), application_id, candidate_id)
    flash("Joined. Each application now names the others; nothing else has changed.")
    return redirect(url_for("candidates.same_person", application_id=application_id))


@bp.post("/applications/<id:application_id>/same-person/<id:candidate_id>/take-back")
@requires(Action.CANDIDATE_JOIN)
def part(application_id: int, candidate_id: int) -> ResponseReturnValue:
    """Take back that they are."""
    service.part(viewer(), application_id, candidate_id)
    flash("Taken back. The two records stand alone again.")
    return redirect(url_for("candidates.same_person", application_id=application_id))
