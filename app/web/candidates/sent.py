"""What a candidate sent when they applied."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.domain.countries import COUNTRIES
from app.domain.finding import figure
from app.domain.policy import Action, may, permit
from app.queries.candidates.sent import sent_for
from app.web.candidates.blueprint import bp
from app.web.languages import LANGUAGES
from app.web.security import requires, viewer


@bp.get("/applications/<id:application_id>/sent")
@requires(Action.APPLICATION_READ)
def sent(application_id: int) -> ResponseReturnValue:
    """Answers, figures, links, where they come from, and what they agreed to."""
    page = sent_for(viewer(), application_id)
    permit(Action.APPLICATION_READ, page.relation)
    may_check = may(Action.REQUIREMENT_CHECK, page.relation)
    words = {"figure": figure, "countries": COUNTRIES, "spoken": LANGUAGES}
    return render_template("candidates/sent.html", page=page, may_check=may_check, **words)
