"""Letting candidates into their own pages: a session of its own kind and cookie, which opens no other page."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import Response, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.portal import Visitor
from app.gateways import clock
from app.gateways.passwords import token_hash
from app.queries import candidates as queries
from app.web import link_cookies
from app.web.languages import choose_language
from app.web.security import public

P = ParamSpec("P")
OWN = "the candidate's own session is the proof; it opens their own pages alone"
_COOKIE = "rung-portal"


def visited(view: Callable[Concatenate[Visitor, P], ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let in a candidate with a session, and hand the view who it is; send anybody else to ask for a link."""

    @public(OWN)
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        found = visitor()
        if found is None:
            return redirect(url_for("portal.ask"))
        choose_language(found.language)
        return unlisted(view(found, *args, **kwargs))

    return guarded


def visitor() -> Visitor | None:
    """The candidate whose session the browser holds, while it holds."""
    token = request.cookies.get(_name())
    return queries.visitor_by(token_hash(token), clock.now()) if token else None


def keep_session(answer: Response, token: str, *, until: datetime) -> None:
    """Let the browser open the candidate's pages. No script can read it."""
    is_https = current_app.config["RUNG"].is_https
    answer.set_cookie(_name(), token, expires=until, path="/", secure=is_https, httponly=True, samesite="Lax")


def forget_session(answer: Response) -> None:
    """Take the session from this browser, and what it opened."""
    link_cookies.forget_bookings(answer)
    is_https = current_app.config["RUNG"].is_https
    answer.delete_cookie(_name(), path="/", secure=is_https, httponly=True, samesite="Lax")


def unlisted(answer: ResponseReturnValue) -> Response:
    """An answer that no search engine keeps."""
    made = make_response(answer)
    made.headers["X-Robots-Tag"] = "noindex, nofollow"
    return made


def _name() -> str:
    return f"__Host-{_COOKIE}" if current_app.config["RUNG"].is_https else _COOKIE
