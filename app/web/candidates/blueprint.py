"""The blueprints that the pages of candidates are routes of: staff's, the candidate's own portal, the links to it."""

from flask import Blueprint

from app.queries.accounts import site

bp = Blueprint("candidates", __name__)
portal = Blueprint("portal", __name__, url_prefix="/portal")
links = Blueprint("links", __name__)


@portal.context_processor
@links.context_processor
def _site() -> dict[str, object]:
    """What every page of a candidate says of the organisation."""
    return {"site": site()}
