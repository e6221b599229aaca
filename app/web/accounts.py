"""Accounts: signing in and out, first passwords, staff."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.policy import Action
from app.web.security import public, requires

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in")
@public("nobody is signed in yet")
def sign_in() -> ResponseReturnValue:
    return render_template("accounts/sign_in.html")


@bp.get("/staff")
@requires(Action.STAFF_MANAGE)
def staff() -> ResponseReturnValue:
    return render_template("accounts/staff.html")
