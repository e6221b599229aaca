"""The schedule: who waits for whom in the openings that somebody leads, with its filter in the address."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.domain.policy import Action, Relation, may
from app.gateways import clock
from app.queries.scheduling.board import schedule_for
from app.queries.scheduling.board_shapes import Wanted
from app.web.scheduling.blueprint import bp
from app.web.security import requires, viewer


@bp.get("/schedule")
@requires(Action.SCHEDULE_READ)
def schedule() -> ResponseReturnValue:
    """Who is to be invited, who has not answered, what lies ahead, who has how much, how long it takes."""
    wanted, now = _wanted(), clock.now()
    found = schedule_for(viewer(), wanted, now)
    facts = {"wanted": wanted, "now": now, "may_edit_texts": may(Action.TEMPLATE_EDIT, Relation(viewer()))}
    return render_template("scheduling/schedule.html", schedule=found, **facts)


def _wanted() -> Wanted:
    """What the address asks for; nonsense asks for all openings."""
    number = request.args.get("opening", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    return Wanted(int(number) if is_number else None, request.args.get("mine") == "1")
