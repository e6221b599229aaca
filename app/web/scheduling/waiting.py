"""Who waits without a word: a list of its own, the longest silence first, in parts that a place in the list divides."""

from datetime import UTC, datetime

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.gateways import clock
from app.queries.scheduling.silent_page import silent_page
from app.web.scheduling.blueprint import bp
from app.web.security import requires, viewer

_FORM = "%Y%m%dT%H%M%S.%f"


@bp.get("/waiting")
@requires(Action.SCHEDULE_READ)
def waiting() -> ResponseReturnValue:
    """Every candidate who has heard nothing for longer than anybody should."""
    after, now = _place(request.args.get("after", "")), clock.now()
    page = silent_page(viewer(), now, after=after)
    more = url_for("scheduling.waiting", after=_written(page.more)) if page.more else None
    return render_template("scheduling/waiting.html", page=page, now=now, more=more, is_first=after is None)


def _place(text: str) -> tuple[datetime, int] | None:
    """Where a part begins; nonsense begins at the start."""
    moment, _, number = text.partition("~")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    try:
        return datetime.strptime(moment, _FORM).replace(tzinfo=UTC), int(number)
    except ValueError:
        return None


def _written(place: tuple[datetime, int]) -> str:
    return f"{place[0].astimezone(UTC).strftime(_FORM)}~{place[1]}"
