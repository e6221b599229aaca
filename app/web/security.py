"""Who may come in: the action each route names, sign-in, the id converter, and the headers of every answer."""

import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.routing import IntegerConverter

from app.config import Settings
from app.domain.errors import NotAllowed, NotFound
from app.domain.policy import GRANT_TABLE, ROLE_TABLE, Action, Relation, Viewer, permit
from app.gateways import clock
from app.gateways.passwords import token_hash
from app.queries import accounts as queries
from app.web import link_cookies, returning

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]
POLICY = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'; object-src 'none'"

_SECRETS = re.compile(
    r"(/(?:address-links|booking-links|calendars|interview-links|password|portal-links|unsubscribe)/)[^\s?/]+"
)

csrf = CSRFProtect()
login = LoginManager()


class SignedIn(UserMixin):
    """The person behind a request. Its id is the session's token, so that each session can be revoked."""

    def __init__(self, token: str, viewer: Viewer) -> None:
        self.token = token
        self.viewer = viewer

    def get_id(self) -> str:
        """What the browser's cookie carries, signed."""
        return self.token


class IdConverter(IntegerConverter):
    """A row's number in an address; what no row can have is not found."""

    regex = r"[1-9][0-9]{0,9}"

    def __init__(self, map: object) -> None:
        super().__init__(map, max=2_147_483_647)  # type: ignore[arg-type]


def person() -> Viewer | None:
    """Whoever is signed in, or let in by a link to the interview that is asked for; None for anybody else."""
    found: Viewer | None = current_user.viewer if current_user.is_authenticated else g.get("by_link")
    return found


def viewer() -> Viewer:
    """The person who asks. Only behind `requires`."""
    found = person()
    if found is None:
        raise NotAllowed("Sign in first.")
    return found


def requires(action: Action, *, by_link: bool = False) -> Callable[[View[P]], View[P]]:
    """Mark a route with the action it needs. Signed-out people are sent to the sign-in page.

    Args:
        action: what the route does.
        by_link: whether a link to the interview in the address does instead of signing in. Whoever is signed in stays
            who they are.
    """

    def mark(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            try:
                g.by_link = _let_in_by_link() if by_link else None
            except NotFound:
                kept = returning.sign_in_page()
                if kept is None:
                    raise
                return kept
            if person() is None:
                return returning.sign_in_page() or redirect(url_for("accounts.sign_in", next=wanted_path()))
            if action in ROLE_TABLE or action in GRANT_TABLE:
                permit(action, Relation(viewer()))
            return view(*args, **kwargs)

        guarded.guard = action  # type: ignore[attr-defined]
        guarded.by_link = by_link  # type: ignore[attr-defined]
        return guarded

    return mark


def _let_in_by_link() -> Viewer | None:
    """Whoever holds a link to the interview in the address; None for somebody who is signed in.

    Nor is it the holder who sends a form that was made for another person of the same browser, whose session ended.
    """
    number: int = (request.view_args or {})["interview_id"]
    holder = None if current_user.is_authenticated else link_cookies.viewer_of(number)
    if holder is None or (request.method == "POST" and not returning.forms_name(holder.account_id)):
        return None
    returning.name_forms(holder.account_id)
    return holder


def public(why: str) -> Callable[[View[P]], View[P]]:
    """Mark a route that needs no sign-in, and say why."""

    def mark(view: View[P]) -> View[P]:
        view.guard = f"public: {why}"  # type: ignore[attr-defined]
        return view

    return mark


def wanted_path() -> str | None:
    """The page somebody was on the way to, if it can be shown again after signing in."""
    if request.method != "GET" or request.path == "/":
        return None
    return request.full_path.rstrip("?")


def refuse_unguarded(app: Flask) -> None:
    """Stop the start when a route names neither an action nor why it is public.

    Raises:
        RuntimeError: naming the endpoint.
    """
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.endpoint != "static" and not hasattr(view, "guard"):
            raise RuntimeError(f"The route {rule.endpoint} names no action: add @requires(...) or @public(...).")


def start_security(app: Flask, settings: Settings) -> None:
    """Sessions, CSRF, id converter and headers."""
    name = "__Host-rung" if settings.is_https else "rung"
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME=name,
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=12 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
    )
    app.url_map.converters["id"] = IdConverter
    csrf.init_app(app)
    login.init_app(app)
    login.session_protection = None
    login.user_loader(_load)
    app.before_request(_refuse_unstorable)
    app.after_request(_add_headers)
    app.logger.addFilter(_leave_out_tokens)


def _refuse_unstorable() -> None:
    """Nothing has an address with a zero byte, and PostgreSQL refuses even to look for it.

    Raises:
        NotFound: for such an address.
    """
    if "\x00" in request.path:
        raise NotFound


def _leave_out_tokens(record: logging.LogRecord) -> bool:
    """Let no secret of an address reach a log: what broke is told by the rest of it."""
    record.msg, record.args = _SECRETS.sub(r"\1...", record.getMessage()), ()
    return True


def _load(token: str) -> SignedIn | None:
    person = queries.viewer_for(token_hash(token), clock.now())
    return SignedIn(token, person) if person else None


def _add_headers(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", POLICY)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    # An address that holds a secret is told to nobody, not even to the server that it leads to.
    answer.headers["Referrer-Policy"] = "no-referrer" if "token" in (request.view_args or {}) else "same-origin"
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    answer.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if request.endpoint != "static":
        answer.headers["Cache-Control"] = "no-store"
        answer.vary.add("Cookie")
    return answer
