"""Applying for an open job, without an account."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.gateways import clock
from app.queries.candidates.applying import applied_to
from app.web.languages import bilingual
from app.web.openings.blueprint import jobs
from app.web.security import public

ANYBODY = "whoever wants to apply has no account and needs none"


@jobs.route("/jobs/<id:opening_id>/apply", methods=["GET", "POST"])
@public(ANYBODY)
@bilingual
def apply(opening_id: int) -> ResponseReturnValue:
    """Apply for one job."""
    opening = applied_to(opening_id, clock.now())
    return render_template("openings/apply.html", opening=opening)
