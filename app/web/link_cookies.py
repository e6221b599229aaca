"""The cookies that links to interviews leave. Outside the feature grid: security reads them first.

Each belongs to one interview and holds the signed link itself, which is read anew with every request: whoever loses
the seat loses the cookie's worth in the same moment.
"""

from flask import Response, after_this_request, current_app, request

from app.domain.errors import NotFound
from app.domain.interview_links import Pass, Window
from app.domain.policy import Viewer
from app.gateways import clock
from app.queries import scheduling as queries
from app.web import returning

_NAME = "rung-interview-"


def keep(answer: Response, token: str, found: Pass, *, window: Window) -> None:
    """Let the browser open this interview until the link ends. No script can read it. Forms name its holder."""
    returning.name_forms(found.account_id)
    is_https = current_app.config["RUNG"].is_https
    answer.set_cookie(
        _name(found.interview_id),
        token,
        expires=window.ends_at,
        path="/",
        secure=is_https,
        httponly=True,
        samesite="Lax",
    )


def forget_all(answer: Response) -> None:
    """Take every link from this browser, as signing out does."""
    for name in request.cookies:
        if name.startswith(_prefix()):
            _forget(answer, name)


def viewer_of(interview_id: int) -> Viewer | None:
    """The person whose link to this interview the browser holds, as long as it is open.

    Raises:
        NotFound: if that link works no more; the browser forgets it.
    """
    name = _name(interview_id)
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


def _prefix() -> str:
    return f"__Host-{_NAME}" if current_app.config["RUNG"].is_https else _NAME


def _name(interview_id: int) -> str:
    return f"{_prefix()}{interview_id}"


def _forget(answer: Response, name: str) -> None:
    is_https = current_app.config["RUNG"].is_https
    answer.delete_cookie(name, path="/", secure=is_https, httponly=True, samesite="Lax")
