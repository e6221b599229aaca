"""Home: what waits for me."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.gateways import clock
from app.queries.home import home_for
from app.web.security import requires, viewer

bp = Blueprint("home", __name__)


@bp.get("/")
@requires(Action.HOME_READ)
def show() -> ResponseReturnValue:
    """The queue of whoever is signed in."""
    return render_template("home/show.html", home=home_for(viewer(), clock.now()))
