"""Accounts: first run, signing in and out, first passwords, one's own account, staff, settings."""

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from app.domain.policy import Action
from app.gateways import clock
from app.gateways.passwords import token_hash
from app.queries import accounts as queries
from app.queries.notifications import mail_standing
from app.services import accounts as service
from app.web import link_cookies, rate, returning
from app.web.security import SignedIn, public, requires, viewer
from forms.accounts import FirstRunForm, OwnAccountForm, PasswordForm, SignInForm, StaffForm, SwitchesForm
from forms.base import SeenForm

bp = Blueprint("accounts", __name__)
SIGN_IN = "sign in"
TOO_OFTEN = (
    "Ten wrong passwords in a minute were tried for this account, or from this network. It opens by itself soon."
)


def _enter(token: str) -> None:
    person = queries.viewer_for(token_hash(token), clock.now())
    if person is not None:
        login_user(SignedIn(token, person))
        returning.name_forms(person.account_id)


def _safe(path: str | None) -> str:
    """Where to go after signing in: only to a page of ours."""
    # A browser drops tabs and line ends from an address and reads a backslash as a slash: none of them may be in it.
    inside = path and path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if path and inside else url_for("home.show")


def _may_try(form: SignInForm) -> bool:
    """Whether neither this account nor this network was tried too often in the last minute."""
    by_account, by_network = rate.allows(SIGN_IN, who=_account_of(form)), rate.allows(SIGN_IN)
    return by_account and by_network


def _forgive(form: SignInForm) -> None:
    """A right password was no guess: it counts against nobody."""
    rate.forgive(SIGN_IN, who=_account_of(form))
    rate.forgive(SIGN_IN)


def _account_of(form: SignInForm) -> str:
    return (form.email.data or "").strip().lower()


def _go_on(form: SignInForm) -> ResponseReturnValue:
    return redirect(_safe(form.next.data))


@bp.route("/setup", methods=["GET", "POST"])
@public("there is nobody yet who could sign in")
def setup() -> ResponseReturnValue:
    """The first-run page."""
    if queries.organisation_name() is not None:
        return redirect(url_for("accounts.sign_in"))
    form = FirstRunForm()
    if form.validate_on_submit():
        with form.refusals():
            token = service.first_run(
                organisation=form.organisation.data or "",
                email=form.email.data or "",
                load_ladder=bool(form.load_ladder.data),
            )
            return redirect(url_for("accounts.set_password", token=token))
    return render_template("accounts/setup.html", form=form), form.status


@bp.route("/sign-in", methods=["GET", "POST"])
@public("nobody is signed in yet")
def sign_in() -> ResponseReturnValue:
    """The sign-in page; leads to the first-run page while there is no organisation."""
    organisation = queries.organisation_name()
    if organisation is None:
        return redirect(url_for("accounts.setup"))
    form = SignInForm(next=request.args.get("next"))
    if form.validate_on_submit():
        if not _may_try(form):
            return rate.too_often(TOO_OFTEN)
        with form.refusals():
            _enter(service.sign_in(email=form.email.data or "", password=form.password.data or ""))
            _forgive(form)
            return returning.give_back(form.kept.data, viewer().account_id) if form.kept.data else _go_on(form)
    return render_template("accounts/sign_in.html", form=form, organisation=organisation), form.status


@bp.post("/sign-out")
@requires(Action.SELF_MANAGE)
def sign_out() -> ResponseReturnValue:
    """End this session."""
    service.sign_out(current_user.token)
    logout_user()
    returning.forget_forms()
    answer = make_response(redirect(url_for("accounts.sign_in")))
    link_cookies.forget_all(answer)
    return answer


@bp.route("/password/<token>", methods=["GET", "POST"])
@public("the link is the proof; it sets one person's password once")
def set_password(token: str) -> ResponseReturnValue:
    """Set a password with a single-use link. Looking at the page does not use it up."""
    form = PasswordForm()
    if form.validate_on_submit():
        with form.refusals():
            _enter(service.set_password(token, form.password.data or ""))
            flash("Your password is set. Look over your name, job title and time zone.")
            return redirect(url_for("accounts.mine"))
    name = queries.name_behind_link(token_hash(token), clock.now())
    return render_template("accounts/set_password.html", form=form, name=name), form.status


@bp.route("/me", methods=["GET", "POST"])
@requires(Action.SELF_MANAGE)
def mine() -> ResponseReturnValue:
    """One's own account."""
    member = queries.staff_member(viewer().account_id)
    form = OwnAccountForm(obj=member)
    if form.validate_on_submit():
        with form.refusals():
            service.edit_own(viewer(), **form.fields())
            flash("Saved.")
            return redirect(url_for("accounts.mine"))
    return render_template("accounts/mine.html", form=form, member=member), form.status


@bp.post("/me/sign-out-elsewhere")
@requires(Action.SELF_MANAGE)
def sign_out_elsewhere() -> ResponseReturnValue:
    """End all other sessions of this person."""
    service.sign_out_elsewhere(viewer(), current_user.token)
    flash("Every other session of yours has ended, and every link to an interview that you were sent.")
    return redirect(url_for("accounts.mine"))


@bp.get("/staff")
@requires(Action.STAFF_MANAGE)
def staff() -> ResponseReturnValue:
    """Everybody who works here."""
    people = queries.staff()
    active = sum(person.is_active for person in people)
    return render_template("accounts/staff.html", staff=people, active=active, left=len(people) - active)


@bp.route("/staff/new", methods=["GET", "POST"])
@requires(Action.STAFF_MANAGE)
def add() -> ResponseReturnValue:
    """Add a member of staff."""
    form = StaffForm(zone=viewer().zone)
    form.offer(_managers())
    if form.validate_on_submit():
        with form.refusals():
            account_id, token = service.create(viewer(), form.profile())
            return _show_link(account_id, token)
    return render_template("accounts/edit.html", form=form, member=None), form.status


@bp.route("/staff/<id:account_id>", methods=["GET", "POST"])
@requires(Action.STAFF_MANAGE)
def edit(account_id: int) -> ResponseReturnValue:
    """Change a member of staff."""
    member = queries.staff_member(account_id)
    form = StaffForm(obj=member)
    form.offer(_managers(but=account_id))
    if form.validate_on_submit():
        with form.refusals():
            service.edit(viewer(), account_id, form.profile(), seen=form.seen())
            flash(f"Saved. It holds from {member.name}'s next click on.")
            return redirect(url_for("accounts.staff"))
    return render_template("accounts/edit.html", form=form, member=member), form.status


@bp.post("/staff/<id:account_id>/deactivate")
@requires(Action.STAFF_MANAGE)
def deactivate(account_id: int) -> ResponseReturnValue:
    """Let somebody go."""
    service.set_active(viewer(), account_id, active=False, seen=SeenForm().seen())
    flash("Deactivated. Every session of theirs has ended; their scorecards stay.")
    return redirect(url_for("accounts.staff"))


@bp.post("/staff/<id:account_id>/reactivate")
@requires(Action.STAFF_MANAGE)
def reactivate(account_id: int) -> ResponseReturnValue:
    """Let somebody back in."""
    service.set_active(viewer(), account_id, active=True, seen=SeenForm().seen())
    flash("Active again. The old password works.")
    return redirect(url_for("accounts.staff"))


@bp.post("/staff/<id:account_id>/password-link")
@requires(Action.STAFF_MANAGE)
def password_link(account_id: int) -> ResponseReturnValue:
    """Make a new password link and show it once."""
    return _show_link(account_id, service.new_link(viewer(), account_id))


@bp.route("/settings", methods=["GET", "POST"])
@requires(Action.SETTINGS_MANAGE)
def settings() -> ResponseReturnValue:
    """What holds for the whole organisation."""
    settings = queries.settings()
    form = SwitchesForm(obj=settings)
    if form.validate_on_submit():
        with form.refusals():
            service.switch(viewer(), form.switches(), seen=form.seen())
            flash(f"Saved. {form.switches().says}")
            return redirect(url_for("accounts.settings"))
    mail = mail_standing(clock.now())
    return render_template("accounts/settings.html", form=form, settings=settings, mail=mail), form.status


def _managers(*, but: int | None = None) -> list[tuple[int, str]]:
    """Whom somebody can report to: everybody who works here but themself."""
    return [(person.id, person.name) for person in queries.staff() if person.is_active and person.id != but]


def _show_link(account_id: int, token: str) -> ResponseReturnValue:
    member = queries.staff_member(account_id)
    # The address that the installation is known by, never the one that the request claims: a link is passed on.
    link = current_app.config["RUNG"].base_url + url_for("accounts.set_password", token=token)
    return render_template("accounts/link.html", member=member, link=link)
