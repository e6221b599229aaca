"""The blueprints that the pages of openings are routes of: staff's, and the public's."""

from flask import Blueprint

from app.queries.accounts import site

bp = Blueprint("openings", __name__, url_prefix="/openings")
jobs = Blueprint("jobs", __name__)


@jobs.context_processor
def _site() -> dict[str, object]:
    """What every public page says of the organisation."""
    return {"site": site()}
