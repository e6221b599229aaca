"""The blueprints that the pages of candidates are routes of: staff's, and the candidate's own portal."""

from flask import Blueprint

from app.queries.accounts import site

bp = Blueprint("candidates", __name__)
portal = Blueprint("portal", __name__, url_prefix="/portal")


@portal.context_processor
def _site() -> dict[str, object]:
    """What every page of a candidate says of the organisation."""
    return {"site": site()}
