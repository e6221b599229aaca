"""The cookies that links leave. Outside the feature grid: security reads them first.

Each belongs to one interview, or to one invitation to book, and holds the signed link itself, which is read anew with
every request: whoever loses the seat, or whose invitation ends, loses the cookie's worth in the same moment.
"""

from datetime import datetime

from flask import Response, after_this_request, current_app, request

from app.domain.errors import NotFound
from app.domain.interview_links import Pass, Window
from app.domain.policy import Viewer
from app.gateways import clock
from app.queries import scheduling as queries
from app.web import returning

_INTERVIEW, _BOOKING = "rung-interview-", "rung-booking-"


def keep(answer: Response, token: str, found: Pass, *, window: Window) -> None:
    """Let the browser open this interview until the link ends. No script can read it. Forms name its holder."""
    returning.name_forms(found.account_id)
    _set(answer, _name(_INTERVIEW, found.interview_id), token, until=window.ends_at)


def keep_booking(answer: Response, token: str, invitation_id: int, *, until: datetime) -> None:
    """Let the browser open this invitation. Whether the link still holds is asked with every request."""
    _set(answer, _name(_BOOKING, invitation_id), token, until=until)


def booking_token(invitation_id: int) -> str:
    """The link to this invitation that the browser holds; empty without one."""
    return request.cookies.get(_name(_BOOKING, invitation_id), "")


def forget_all(answer: Response) -> None:
    """Take every link from this browser, as signing out does."""
    for name in request.cookies:
        if name.startswith((_prefix(_INTERVIEW), _prefix(_BOOKING))):
            _forget(answer, name)


def forget_bookings(answer: Response) -> None:
    """Take every invitation to book from this browser, as a candidate's signing out does."""
    for name in request.cookies:
        if name.startswith(_prefix(_BOOKING)):
            _forget(answer, name)


def viewer_of(interview_id: int) -> Viewer | None:
    """The person whose link to this interview the browser holds, as long as it is open.

    Raises:
        NotFound: if that link works no more; the browser forgets it.
    """
    name = _name(_INTERVIEW, interview_id)
    token = request.cookies.get(name)
    if token is None:
        return None
    try:
        return queries.viewer_by_link(token, interview_id, clock.now())
    except NotFound:

        @after_this_request
        def without(answer: Response) -> Response:
            _forget(answer, name)
            return answer

        raise


def _prefix(kind: str) -> str:
    return f"__Host-{kind}" if current_app.config["RUNG"].is_https else kind


def _name(kind: str, number: int) -> str:
    return f"{_prefix(kind)}{number}"


def _set(answer: Response, name: str, token: str, *, until: datetime) -> None:
    is_https = current_app.config["RUNG"].is_https
    answer.set_cookie(name, token, expires=until, path="/", secure=is_https, httponly=True, samesite="Lax")


def _forget(answer: Response, name: str) -> None:
    is_https = current_app.config["RUNG"].is_https
    answer.delete_cookie(name, path="/", secure=is_https, httponly=True, samesite="Lax")
