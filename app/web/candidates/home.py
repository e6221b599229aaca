"""What a candidate sees first: their applications, and what comes next in each."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.domain.portal import Visitor
from app.queries import candidates as queries
from app.web.candidates.blueprint import portal
from app.web.candidates.doors import doors_of
from app.web.candidates.visiting import visited


@portal.get("")
@visited
def show(visitor: Visitor) -> ResponseReturnValue:
    """Every application of the candidate's."""
    found = queries.my_applications(visitor)
    return render_template("candidates/portal.html", visitor=visitor, applications=found, doors_of=doors_of)
