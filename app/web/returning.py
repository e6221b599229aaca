"""What met no session is given back to whoever wrote it. Outside the feature grid: it may happen to any form.

A form's token names the person it was made for, so what was typed into it is shown to nobody else.
"""

from dataclasses import asdict, dataclass
from secrets import token_hex

from flask import current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.queries import accounts as queries
from forms.accounts import SignInForm
from forms.base import AGAIN

TOKEN = "csrf_token"  # noqa: S105 - the name of a field
KEPT_SECONDS = 12 * 60 * 60
# Fields that a button sends without anybody having typed them: what holds nothing else is not sent a second time.
MACHINERY = {TOKEN, AGAIN, "version", "act", "board"}


@dataclass(frozen=True, slots=True)
class Sent:
    """One form as it was sent: by whom, where to, name and value of each field."""

    author: int
    path: str
    fields: list[tuple[str, str]]


def forms_name(account_id: int) -> bool:
    """Whether the forms of this session are made for this person."""
    return bool(session.get(TOKEN, "").startswith(f"{account_id}."))


def name_forms(account_id: int) -> None:
    """Let the forms of this session name the person they are made for; those of anybody before are worth nothing."""
    if not forms_name(account_id):
        session[TOKEN] = f"{account_id}.{token_hex(20)}"
        g.pop(TOKEN, None)


def forget_forms() -> None:
    """Make the forms of this session worthless."""
    session.pop(TOKEN, None)


def sign_in_page() -> ResponseReturnValue | None:
    """The sign-in page that keeps what was sent; None when there is nothing to keep or nobody to keep it for."""
    sent = _sent()
    if sent is None:
        return None
    form = SignInForm(formdata=None, kept=_signer().dumps(asdict(sent)))
    return render_template("accounts/sign_in.html", form=form, organisation=queries.organisation_name()), 401


def given_back(account_id: int) -> ResponseReturnValue | None:
    """A page that leads back to the form that was sent just now, if its author is the one who is signed in."""
    sent = _sent()
    if sent is None or sent.author != account_id:
        return None
    return render_template("accounts/returned.html", sent=sent, again=AGAIN), 400


def give_back(kept: str, account_id: int) -> ResponseReturnValue:
    """After signing in: lead the author back to the form, and anybody else to the start page."""
    try:
        sent = Sent(**_signer().loads(kept, max_age=KEPT_SECONDS))
    except BadSignature:
        flash("What was typed before signing in was kept for 12 hours only.", "warn")
        return redirect(url_for("home.show"))
    if sent.author != account_id:
        flash("What was typed before signing in is somebody else’s: it is neither shown nor sent.", "warn")
        return redirect(url_for("home.show"))
    return render_template("accounts/returned.html", sent=sent, again=AGAIN)


def _sent() -> Sent | None:
    view = current_app.view_functions.get(request.endpoint or "")
    author = _author()
    is_open = str(getattr(view, "guard", "public")).startswith("public")
    if request.method != "POST" or author is None or is_open or request.accept_mimetypes.best == "application/json":
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in {TOKEN, AGAIN}]
    has_text = any(value for name, value in fields if name not in MACHINERY)
    return Sent(author, request.full_path.rstrip("?"), fields) if has_text else None


def _author() -> int | None:
    signer = URLSafeTimedSerializer(str(current_app.secret_key), salt="wtf-csrf-token")
    try:
        author, _, rest = str(signer.loads(request.form.get(TOKEN, ""))).partition(".")
    except BadSignature:
        return None
    return int(author) if rest and author.isdecimal() else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="what was sent")
