"""The blueprints that the pages of openings are routes of: staff's, the public's, and their settings."""

from flask import Blueprint, g

from app.queries import accounts

bp = Blueprint("openings", __name__, url_prefix="/openings")
jobs = Blueprint("jobs", __name__)
settings = Blueprint("site", __name__, url_prefix="/settings")


def site() -> accounts.Site:
    """What public pages say of the organisation; asked once for each page."""
    if "site" not in g:
        g.site = accounts.site()
    found: accounts.Site = g.site
    return found


@jobs.context_processor
def _site() -> dict[str, object]:
    """What every public page says of the organisation."""
    return {"site": site()}
