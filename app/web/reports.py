"""Reports: what is known of interviewers, for process owners, and for everybody about themselves."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.queries import reports as queries
from app.services import reports as service
from app.web.security import requires, viewer

View = Callable[..., ResponseReturnValue]
bp = Blueprint("reports", __name__)


@bp.get("/reports/interviewers")
@requires(Action.CALIBRATION_READ)
def interviewers() -> ResponseReturnValue:
    """Everybody's habits as an interviewer, in the order of names."""
    return render_template("reports/interviewers.html", report=queries.all_interviewers(reader=viewer().account_id))


@bp.get("/account/calibration")
@requires(Action.SELF_MANAGE)
def mine() -> ResponseReturnValue:
    """One's own habits as an interviewer."""
    return render_template("reports/mine.html", report=queries.one_interviewer(viewer().account_id))


def calibrates(view: View) -> View:
    """Mark a route whose success means that an application is judged, or is to be judged anew.

    The calibration is recomputed once the answer has gone out: nobody waits for it, and what goes wrong there changes
    neither the answer nor what was done.
    """

    @wraps(view)
    def followed(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        answer = make_response(view(*args, **kwargs))
        if request.method == "POST" and answer.status_code in {302, 303}:
            app, application_id = current_app._get_current_object(), kwargs["application_id"]  # type: ignore[attr-defined]

            def recompute() -> None:
                with app.app_context():
                    service.keep_calibrated(application_id)

            answer.call_on_close(recompute)
        return answer

    return followed
