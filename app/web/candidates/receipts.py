"""What a candidate was assessed in, on a page that shows the same kind of thing to everybody."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.domain.errors import NotFound
from app.domain.portal import Visitor
from app.domain.say import translatable
from app.queries import candidates as queries
from app.queries.candidates.receipts import receipt_for
from app.web.candidates.blueprint import portal
from app.web.candidates.visiting import visited

TOO_EARLY = translatable("This page opens after your first interview.")


@portal.get("/applications/<id:application_id>/receipt")
@visited
def receipt(visitor: Visitor, application_id: int) -> ResponseReturnValue:
    """The stages that took place, what they looked at, how many people did, and which level was aimed at."""
    mine = queries.my_application(visitor, application_id)
    if not mine.was_met:
        raise NotFound(TOO_EARLY)
    return render_template("candidates/receipt.html", visitor=visitor, application=mine, receipt=receipt_for(mine))
