"""The blueprints that the pages of candidates are routes of: staff's, and the candidate's own portal."""

from flask import Blueprint

bp = Blueprint("candidates", __name__)
portal = Blueprint("portal", __name__, url_prefix="/portal")
