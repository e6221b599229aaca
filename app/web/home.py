"""Home: what waits for me."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.web.security import requires

bp = Blueprint("home", __name__)


@bp.get("/")
@requires(Action.HOME_READ)
def show() -> ResponseReturnValue:
    return render_template("home/show.html")
