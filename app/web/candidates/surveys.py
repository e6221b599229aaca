"""How a stage was: candidates say it on their own pages, process owners read the sums."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.policy import Action
from app.domain.portal import Visitor
from app.domain.say import translatable
from app.queries import candidates as queries
from app.queries.candidates.surveys import survey_report, taken_stages
from app.services.candidates.surveys import answer_survey
from app.web.candidates.blueprint import bp, portal
from app.web.candidates.visiting import visited
from app.web.security import requires
from forms.candidates.surveys import SurveyForm

THANKS = translatable("Thank you. Your answer counts together with those of others.")


@portal.get("/applications/<id:application_id>/surveys")
@visited
def surveys(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """The stages that took place, each with a way to say how it was."""
    mine = queries.my_application(visitor, application_id)
    facts = {"application": mine, "stages": taken_stages(mine)}
    return render_template("candidates/surveys.html", visitor=visitor, **facts)


@portal.route("/applications/<id:application_id>/surveys/<stage>", methods=["GET", "POST"])
@visited
def survey(visitor: Visitor, application_id: int, stage: str) -> ResponseReturnValue:
    """Say how one stage was."""
    mine = queries.my_application(visitor, application_id)
    taken = next((item for item in taken_stages(mine) if item.key == stage), None)
    if taken is None or not mine.asks_surveys:
        raise NotFound
    known = {} if taken.answer is None else dict(taken.answer.points) | {"text": taken.answer.text}
    form = SurveyForm(data={key: str(value) for key, value in known.items()})
    if form.validate_on_submit():
        with form.refusals():
            answer_survey(visitor, application_id, stage, form.answer())
            flash(THANKS)
            return redirect(url_for("portal.surveys", application_id=application_id))
    return render_template("candidates/survey.html", visitor=visitor, application=mine, taken=taken, form=form), (
        form.status
    )


@bp.get("/reports/candidates")
@requires(Action.SURVEY_READ)
def survey_sums() -> ResponseReturnValue:
    """What candidates say of the process: per stage, in sums."""
    return render_template("candidates/survey_sums.html", stages=survey_report())
