"""Openings: list, open, read, hiring team."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.web.security import requires

bp = Blueprint("openings", __name__, url_prefix="/openings")


@bp.get("")
@requires(Action.OPENING_LIST)
def index() -> ResponseReturnValue:
    return render_template("openings/index.html")
