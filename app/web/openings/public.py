"""What the public sees of openings: the list, one opening, the privacy notice."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.web.languages import bilingual
from app.web.openings.blueprint import jobs
from app.web.security import public

ANYBODY = "open jobs are for everybody to read"


@jobs.get("/jobs")
@public(ANYBODY)
@bilingual
def index() -> ResponseReturnValue:
    """Jobs that are open."""
    return render_template("openings/jobs.html")


@jobs.get("/jobs/<id:opening_id>")
@public(ANYBODY)
@bilingual
def show(opening_id: int) -> ResponseReturnValue:
    """One job."""
    return render_template("openings/jobs.html")


@jobs.get("/privacy")
@public("whoever thinks of applying may read what happens to their data")
@bilingual
def privacy() -> ResponseReturnValue:
    """The privacy notice."""
    return render_template("openings/privacy.html")
