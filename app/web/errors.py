"""Error pages: each refusal of the domain becomes a page that says what to do next."""

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.domain.errors import BadData, Conflict, NotAllowed, NotFound, NotReady
from app.domain.policy import NotYet
from app.domain.say import translatable
from app.domain.visibility import why_hidden
from app.web import returning
from app.web.languages import choose_language

TOO_LARGE = 413
FORM_EXPIRED = translatable("This form is from an earlier sign-in. Go back, reload the page and send it again.")
# Whoever reads these is a candidate or anybody, in their own language and without the words of staff.
OF_CANDIDATES = {"jobs", "portal", "links"}
OWN_PAGES = {400, 403, 404, 409, 413, 422, 429, 500}
# A page for candidates asks the database for the name of the organisation: not while something is broken.
BROKEN = 500


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
    return _page(404, error.message)


def not_allowed(error: NotAllowed) -> ResponseReturnValue:
    """A relation, but not (yet) allowed."""
    why = why_hidden(error.action, error.relation) if isinstance(error, NotYet) else ()
    return _page(403, error.message, why=why)


def not_ready(error: NotReady) -> ResponseReturnValue:
    """Something has to happen first."""
    return _page(422, error.message, missing=error.missing)


def bad_data(error: BadData) -> ResponseReturnValue:
    """Input that no form took back."""
    return _page(422, error.message, missing=())


def conflict(error: Conflict) -> ResponseReturnValue:
    """Somebody was faster."""
    return _page(409, error.message, theirs=error.theirs, yours=error.yours)


def form_expired(_error: CSRFError) -> ResponseReturnValue:
    """A form from another session; its text is kept for whoever wrote it."""
    is_in = current_user.is_authenticated
    page = returning.given_back(current_user.viewer.account_id) if is_in else returning.sign_in_page()
    if page is not None:
        return page
    return _page(400, FORM_EXPIRED)


def http_error(error: HTTPException) -> ResponseReturnValue:
    """What the framework refuses by itself."""
    code = error.code or 500
    if code < 400:
        return error
    return _page(code, "", why=())


def _page(code: int, message: str, **more: object) -> ResponseReturnValue:
    """The page for candidates, or that of staff."""
    if request.blueprint in OF_CANDIDATES and code < BROKEN:
        if "language" not in g:
            choose_language()
        name = "errors/413_public.html" if code == TOO_LARGE else "errors/public.html"
        return render_template(name, code=code, message=message, **more), code
    shown = code if code in OWN_PAGES else 400
    return render_template(f"errors/{shown}.html", message=message, **more), code
