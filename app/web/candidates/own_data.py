"""What is kept of a candidate: reading about it, taking all of it along, having it erased."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.domain.portal import Visitor
from app.web.candidates.blueprint import portal
from app.web.candidates.visiting import visited


@portal.get("/data")
@visited
def own_data(visitor: Visitor) -> ResponseReturnValue:
    """What is kept of the candidate, and what they can do about it."""
    return render_template("candidates/own_data.html", visitor=visitor)
