"""Error pages: each refusal of the domain becomes a page that says what to do next."""

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.policy import NotYet
from app.domain.visibility import why_hidden
from app.web import returning
from app.web.languages import choose_language

TOO_LARGE = 413
# Their forms take files from candidates, who read their own language.
OF_CANDIDATES = {"jobs", "portal"}
OWN_PAGES = {400, 403, 404, 409, 413, 422, 429, 500}


def start_errors(app: Flask) -> None:
    """Register every handler."""
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(NotAllowed, not_allowed)
    app.register_error_handler(NotReady, not_ready)
    app.register_error_handler(BadData, bad_data)
    app.register_error_handler(Conflict, conflict)
    app.register_error_handler(CSRFError, form_expired)
    app.register_error_handler(HTTPException, http_error)


def not_found(error: NotFound) -> ResponseReturnValue:
    """Nothing here, or nothing for this person."""
    return render_template("errors/404.html", message=error.message), 404


def not_allowed(error: NotAllowed) -> ResponseReturnValue:
    """A relation, but not (yet) allowed."""
    why = why_hidden(error.action, error.relation) if isinstance(error, NotYet) else ()
    return render_template("errors/403.html", message=error.message, why=why), 403


def not_ready(error: NotReady) -> ResponseReturnValue:
    """Something has to happen first."""
    return render_template("errors/422.html", message=error.message, missing=error.missing), 422


def bad_data(error: BadData) -> ResponseReturnValue:
    """Input that no form took back."""
    return render_template("errors/422.html", message=error.message, missing=()), 422


def conflict(error: Conflict) -> ResponseReturnValue:
    """Somebody was faster."""
    return render_template("errors/409.html", message=error.message, theirs=error.theirs, yours=error.yours), 409


def form_expired(_error: CSRFError) -> ResponseReturnValue:
    """A form from another session; its text is kept for whoever wrote it."""
    is_in = current_user.is_authenticated
    page = returning.given_back(current_user.viewer.account_id) if is_in else returning.sign_in_page()
    if page is not None:
        return page
    message = "This form is from an earlier sign-in. Go back, reload the page and send it again."
    return render_template("errors/400.html", message=message), 400


def http_error(error: HTTPException) -> ResponseReturnValue:
    """What the framework refuses by itself."""
    code = error.code or 500
    if code < 400:
        return error
    if code == TOO_LARGE and request.blueprint in OF_CANDIDATES:
        choose_language()
        return render_template("errors/413_public.html"), code
    shown = code if code in OWN_PAGES else 400
    return render_template(f"errors/{shown}.html", message="", why=()), code
