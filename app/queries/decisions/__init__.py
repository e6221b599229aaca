"""Questions about decisions: the page on which the hiring manager gives an own level, reads and decides."""

from app.queries.decisions.approvers import approvers, approvers_to_tell
from app.queries.decisions.ground import live_ground
from app.queries.decisions.page import decision_page
from app.queries.decisions.shapes import DecisionPage

__all__ = ["DecisionPage", "approvers", "approvers_to_tell", "decision_page", "live_ground"]
