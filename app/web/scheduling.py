"""Interviews: book, change, list."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.web.security import requires

bp = Blueprint("scheduling", __name__, url_prefix="/interviews")


@bp.get("")
@requires(Action.INTERVIEW_LIST)
def mine() -> ResponseReturnValue:
    return render_template("scheduling/mine.html")
