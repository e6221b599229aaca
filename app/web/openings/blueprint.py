"""The blueprints that the pages of openings are routes of: staff's, and the public's."""

from flask import Blueprint

bp = Blueprint("openings", __name__, url_prefix="/openings")
jobs = Blueprint("jobs", __name__)
