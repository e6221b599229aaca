"""Growth letters: what a declined candidate may read about how they did, once a person has sent it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.domain.portal import Visitor
from app.queries import candidates as queries
from app.queries.candidates.letters import letter_to
from app.web.candidates.blueprint import portal
from app.web.candidates.visiting import visited


@portal.get("/applications/<id:application_id>/letter")
@visited
def letter(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """The letter as it was sent."""
    mine = queries.my_application(visitor, application_id)
    found = letter_to(mine)
    return render_template("candidates/letter.html", visitor=visitor, application=mine, letter=found)
